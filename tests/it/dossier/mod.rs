//! Submissions: papers, their figures, blind copies, and what is refused.

mod blind;
mod forms;
mod papers;
mod pictures;
mod writing;

use crate::support::{Files, Folder, case, folder, painted};
use std::io::{Cursor, Read, Write};

pub(super) const CALL: &str = "content/calls/征集.md";
pub(super) const NAME: &str = "典型案例征集";

pub(super) fn call(more: &str) -> String {
    format!("---\ntitle: {NAME}\norganiser: 示例市机关工委\nfields: [撰写人]\n{more}entries: [甲, 乙]\n---\n")
}

pub(super) const BODY: &str = "\n审计的**现场**总在别处[^1]。\n\n## 一、背景\n\n### 缘起\n\n支部跟着人走。\n\n- 设支部\n- 列清单\n  1. 党建\n\n| 谁 | 数量 |\n| --- | ---: |\n| 支部 | 1 |\n\n![现场](现场.png \"审计组在现场\")\n\n## 做法\n\n*好*。\n\n[^1]: 见通报。\n";

/// Two cases entered for a call: one with everything, one with a title like a formula.
pub(super) fn site(more: &str) -> Folder {
    let fields = "brand: 诚审惟公\ndate: 2024-03-28\nsummary: 支部跟着人走。\ncontact: 张三 13800001111\nsubmission: {撰写人: 李四}\nevidence: [通报.pdf]\nphotos:\n  - {file: 现场.png, caption: '会场：第一次', people: [王五], credit: 赵六, place: 示例市民中心}\n---\n";
    folder([
        ("content/cases/甲/index.md", case("把支部建在审计组上", &format!("{fields}{BODY}")).into_bytes()),
        ("content/cases/甲/现场.png", painted(600, 400)),
        ("content/cases/甲/通报.pdf", b"%PDF".to_vec()),
        ("content/cases/乙.md", case("'=一线问需'", "---\n\n## 背景\n\n## 做法\n\n好。\n").into_bytes()),
        (CALL, call(more).into_bytes()),
    ])
}

pub(super) fn dossier(site: &Folder, name: &str) -> Files {
    site.files(&format!("dossiers/{name}"))
}

/// Parts of a DOCX, XLSX or ZIP file.
pub(super) fn unzip(bytes: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

pub(super) fn part(bytes: &[u8], path: &str) -> String {
    String::from_utf8(unzip(bytes)[path].clone()).unwrap()
}

pub(super) fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[track_caller]
pub(super) fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

/// What lies beside each other in the folder of submissions, the folder of the lock left out.
pub(super) fn lying_in(site: &Folder) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(site.join("dossiers")).unwrap();
    entries.map(|entry| entry.unwrap().file_name()).filter(|name| name != ".zhanguan").collect()
}

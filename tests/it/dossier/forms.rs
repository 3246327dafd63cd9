//! The organiser's own form: filled, or refused.

use super::{NAME, dossier, holds, part, site, zip_of};
use crate::support::{Folder, Run, photo};
use std::process::Command;

const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p><w:r><w:t>单位：{{单</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>位}}（{{ 撰写人</w:t></w:r><w:proofErr/><w:r><w:t> }}）</w:t></w:r></w:p><w:p><w:r><w:t>{{未知</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>{{#图片}}{{序</w:t></w:r><w:r><w:t>号}}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{说明}}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{图片}}{{/图片}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;

fn form(document: &str) -> Vec<u8> {
    zip_of(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        ("word/document.xml", document),
        (
            "word/header1.xml",
            r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{{征集}}</w:t></w:r></w:p></w:hdr>"#,
        ),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#,
        ),
        ("word/theme/theme1.xml", "<theme/>"),
    ])
}

fn with_form(document: &str) -> Folder {
    let site = site("papers: {form: 申报表模板.docx}\n");
    site.write("content/calls/申报表模板.docx", &form(document));
    let text = std::fs::read_to_string(site.join("content/cases/甲/index.md")).unwrap();
    site.write(
        "content/cases/甲/index.md",
        text.replace("  - {file: 现场.png", "  - {file: 近景.jpg, caption: <近景>&}\n  - {file: 现场.png")
            .as_bytes(),
    );
    site.write("content/cases/甲/近景.jpg", &photo(800, 600, 1));
    site
}

#[test]
fn the_organisers_form_is_filled_however_word_split_its_placeholders() {
    let site = with_form(DOCUMENT);
    site.run(["submit", "征集"]).ends_with(0);
    let docx = &dossier(&site, NAME)["01-市审计局-把支部建在审计组上/申报表.docx"];
    let text = part(docx, "word/document.xml");
    roxmltree::Document::parse(&text).unwrap();
    let plain: String = roxmltree::Document::parse(&text)
        .unwrap()
        .descendants()
        .filter(|node| node.tag_name().name() == "t")
        .filter_map(|node| node.text().map(str::to_owned))
        .collect::<Vec<_>>()
        .join("|");
    assert_eq!(plain, "单位：市审计局|（李四|）|{{未知|序号|1|<近景>&|2|会场：第一次");
    assert_eq!(text.matches("<w:drawing>").count(), 2);
    assert_eq!(text.matches("<w:tr>").count(), 3);
    assert!(text.contains("<w:rPr><w:b/></w:rPr>"), "what is no placeholder stays as it was");
    holds(&part(docx, "word/header1.xml"), &[NAME]);
    holds(
        &part(docx, "word/_rels/document.xml.rels"),
        &["Id=\"rZhanguan1\"", "Id=\"rZhanguan2\"", "Target=\"media/"],
    );
    holds(&part(docx, "[Content_Types].xml"), &["Extension=\"jpg\"", "Extension=\"png\""]);
    assert_eq!(part(docx, "word/theme/theme1.xml"), "<theme/>");
}

#[test]
fn a_form_with_an_unknown_or_unpaired_placeholder_is_reported_before_anything_is_made() {
    let codes = |document: &str| {
        let Run { stderr, .. } = with_form(document).run(["submit", "征集"]).ends_with(1);
        stderr
    };
    let unknown = codes(&DOCUMENT.replace("{{未知", "{{单们}}"));
    holds(&unknown, &["content/calls/征集.md:5:16 错误[unknown-field]", "单们", "是不是“单位”？"]);
    holds(&codes(&DOCUMENT.replace("{{/图片}}", "")), &["错误[form-unreadable]", "{{/图片}}"]);
}

/// What is said of the form `bytes`; no papers are made of it, and it takes little time and memory.
fn refusal_of(bytes: &[u8]) -> String {
    const MEMORY_KB: &str = "600000";
    let site = site("papers: {form: 申报表模板.docx}\n");
    site.write("content/calls/申报表模板.docx", bytes);
    let begun = std::time::Instant::now();
    let output = Command::new("bash")
        .args(["-c", "ulimit -v $1; exec $0 submit 征集", env!("CARGO_BIN_EXE_zhanguan"), MEMORY_KB])
        .current_dir(site.path())
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert!(!site.join("dossiers").exists());
    holds(&said, &["content/calls/征集.md:5:16 错误[form-unreadable]"]);
    said
}

/// A form with the text `document` and the part `path` of `length` zeros.
fn form_with(document: &str, path: &str, length: usize) -> Vec<u8> {
    let zeros = "\0".repeat(length);
    zip_of(&[("word/document.xml", document), (path, &zeros)])
}

#[test]
fn a_form_that_swells_when_it_is_unpacked_is_refused() {
    let bomb = form_with(DOCUMENT, "word/media/image1.png", 300 << 20);
    assert!(bomb.len() < 1 << 20);
    holds(&refusal_of(&bomb), &["解开后超过 64 MB"]);
    let parts: Vec<(String, &str)> = (0..10_000).map(|n| (format!("word/{n}.xml"), "")).collect();
    let mut parts: Vec<(&str, &str)> = parts.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    parts.push(("word/document.xml", DOCUMENT));
    holds(&refusal_of(&zip_of(&parts)), &["里面有 10001 个部件，超过 2000 个"]);
}

#[test]
fn a_form_whose_text_explodes_is_refused() {
    let mut entities = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..20 {
        let before = format!("&a{};", level - 1).repeat(10);
        entities += &format!("<!ENTITY a{level} \"{before}\">");
    }
    let laughs = format!("<?xml version=\"1.0\"?><!DOCTYPE w [{entities}]><w>&a19;</w>");
    holds(&refusal_of(&form(&laughs)), &["正文里有 DTD"]);
    let deep = format!("{}{}", "<p>".repeat(100_000), "</p>".repeat(100_000));
    holds(&refusal_of(&form(&deep)), &["嵌套太深"]);
    let wide = format!("<p>{}</p>", "<t/>".repeat(1_500_000));
    holds(&refusal_of(&form(&wide)), &["太长"]);
    let long = format!("<p>{}</p>", "展".repeat(3_000_000));
    holds(&refusal_of(&form(&long)), &["太长"]);
}

#[test]
fn a_form_whose_parts_point_outside_is_refused() {
    for path in ["../../.bashrc", "/etc/passwd", "word\\..\\..\\a.txt", "C:/a.txt", "word/../../a.txt"] {
        holds(&refusal_of(&form_with(DOCUMENT, path, 1)), &[path, "指向文件之外"]);
    }
    holds(&refusal_of(b"PK\x03\x04 and no more"), &["文件不是 DOCX，或已损坏"]);
}

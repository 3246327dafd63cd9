//! Submissions: papers, their figures, blind copies, and what is refused.

use crate::support::{Files, Folder, Run, case, folder, painted, photo, same_site};
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::process::{Child, Command, Stdio};

const CALL: &str = "content/calls/征集.md";
const NAME: &str = "典型案例征集";

fn call(more: &str) -> String {
    format!("---\ntitle: {NAME}\norganiser: 示例市机关工委\nfields: [撰写人]\n{more}entries: [甲, 乙]\n---\n")
}

const BODY: &str = "\n审计的**现场**总在别处[^1]。\n\n## 一、背景\n\n### 缘起\n\n支部跟着人走。\n\n- 设支部\n- 列清单\n  1. 党建\n\n| 谁 | 数量 |\n| --- | ---: |\n| 支部 | 1 |\n\n![现场](现场.png \"审计组在现场\")\n\n## 做法\n\n*好*。\n\n[^1]: 见通报。\n";

/// Two cases entered for a call: one with everything, one with a title like a formula.
fn site(more: &str) -> Folder {
    let fields = "brand: 诚审惟公\ndate: 2024-03-28\nsummary: 支部跟着人走。\ncontact: 张三 13800001111\nsubmission: {撰写人: 李四}\nevidence: [通报.pdf]\nphotos:\n  - {file: 现场.png, caption: '会场：第一次', people: [王五], credit: 赵六, place: 示例市民中心}\n---\n";
    folder([
        ("content/cases/甲/index.md", case("把支部建在审计组上", &format!("{fields}{BODY}")).into_bytes()),
        ("content/cases/甲/现场.png", painted(600, 400)),
        ("content/cases/甲/通报.pdf", b"%PDF".to_vec()),
        ("content/cases/乙.md", case("'=一线问需'", "---\n\n## 背景\n\n## 做法\n\n好。\n").into_bytes()),
        (CALL, call(more).into_bytes()),
    ])
}

fn dossier(site: &Folder, name: &str) -> Files {
    site.files(&format!("dossiers/{name}"))
}

/// Parts of a DOCX, XLSX or ZIP file.
fn unzip(bytes: &[u8]) -> Files {
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

fn part(bytes: &[u8], path: &str) -> String {
    String::from_utf8(unzip(bytes)[path].clone()).unwrap()
}

fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn papers_of_a_call_lie_in_folders_of_their_entries_and_in_one_zip() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let papers = dossier(&site, NAME);
    let expected: BTreeSet<String> = [
        "01-市审计局-把支部建在审计组上/申报表.docx",
        "01-市审计局-把支部建在审计组上/案例正文.docx",
        "01-市审计局-把支部建在审计组上/图片/01-会场：第一次.png",
        "01-市审计局-把支部建在审计组上/图片/图片说明.txt",
        "01-市审计局-把支部建在审计组上/佐证/01-通报.pdf",
        "02-市审计局-=一线问需/申报表.docx",
        "02-市审计局-=一线问需/案例正文.docx",
        "汇总表.xlsx",
        "汇总表.csv",
        "缺项清单.txt",
        "SHA256SUMS.txt",
        "典型案例征集.zip",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(papers.keys().cloned().collect::<BTreeSet<_>>(), expected);
    let mut packed = unzip(&papers["典型案例征集.zip"]);
    packed.remove("SHA256SUMS.txt").unwrap();
    for (path, bytes) in &packed {
        assert_eq!(Some(bytes), papers.get(path), "{path}");
    }
    assert_eq!(packed.len(), expected.len() - 2);
    let check = Command::new("sha256sum")
        .args(["--check", "--strict", "SHA256SUMS.txt"])
        .current_dir(site.join("dossiers/典型案例征集"))
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
    let missing = String::from_utf8(papers["缺项清单.txt"].clone()).unwrap();
    holds(&missing, &["02-市审计局-=一线问需", "缺：汇总表“品牌”一栏为空"]);
}

#[test]
fn names_in_the_zip_carry_the_flag_by_which_windows_reads_chinese() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let bytes = &dossier(&site, NAME)["典型案例征集.zip"];
    let heads: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02").map(|(at, _)| at).collect();
    let mut chinese = 0;
    for head in heads {
        let flags = u16::from_le_bytes([bytes[head + 8], bytes[head + 9]]);
        let length = usize::from(u16::from_le_bytes([bytes[head + 28], bytes[head + 29]]));
        let name = &bytes[head + 46..head + 46 + length];
        if !name.is_ascii() {
            assert_eq!(flags & 0x800, 0x800, "{}", String::from_utf8_lossy(name));
            chinese += 1;
        }
    }
    assert_eq!(chinese, 10);
}

#[test]
fn the_text_is_set_by_the_figures_of_the_standard() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let docx = &dossier(&site, NAME)["01-市审计局-把支部建在审计组上/案例正文.docx"];
    holds(
        &part(docx, "word/document.xml"),
        &[
            r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
            r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1417" w:footer="1387" w:gutter="0"/>"#,
            r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#,
        ],
    );
    let styles = part(docx, "word/styles.xml");
    let style = |id: &str| {
        let from = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
        styles[from..].split_once("</w:style>").unwrap().0.to_owned()
    };
    let body = [r#"w:eastAsia="仿宋_GB2312""#, r#"<w:sz w:val="32"/>"#, r#"w:line="579" w:lineRule="exact""#];
    holds(&style("BodyText"), &body);
    holds(
        &style("BodyText"),
        &[r#"<w:spacing w:val="-5"/>"#, r#"<w:ind w:firstLineChars="200""#, r#"<w:jc w:val="both"/>"#],
    );
    holds(
        &style("Title"),
        &[r#"w:eastAsia="方正小标宋简体""#, r#"<w:sz w:val="44"/>"#, r#"<w:jc w:val="center"/>"#],
    );
    for (id, font, level) in
        [("Heading1", "黑体", "0"), ("Heading2", "楷体_GB2312", "1"), ("Heading3", "仿宋_GB2312", "2")]
    {
        holds(
            &style(id),
            &[
                &format!("w:eastAsia=\"{font}\""),
                r#"<w:sz w:val="32"/>"#,
                &format!(r#"<w:outlineLvl w:val="{level}"/>"#),
            ],
        );
    }
    holds(&style("Footer"), &[r#"w:eastAsia="宋体""#, r#"<w:sz w:val="28"/>"#]);
    holds(
        &part(docx, "word/numbering.xml"),
        &[
            r#"<w:lvlText w:val="%1、"/>"#,
            r#"<w:lvlText w:val="（%2）"/>"#,
            r#"<w:lvlText w:val="%3."/>"#,
            r#"<w:lvlText w:val="（%4）"/>"#,
        ],
    );
    holds(&part(docx, "word/settings.xml"), &["<w:evenAndOddHeaders/>"]);
    holds(
        &part(docx, "word/footer1.xml"),
        &["— ", " PAGE ", r#"w:rightChars="100""#, r#"<w:jc w:val="right"/>"#],
    );
    holds(
        &part(docx, "word/footer2.xml"),
        &["— ", " PAGE ", r#"w:leftChars="100""#, r#"<w:jc w:val="left"/>"#],
    );
}

#[test]
fn blocks_of_the_text_become_those_of_word() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let docx = &dossier(&site, NAME)["01-市审计局-把支部建在审计组上/案例正文.docx"];
    let text = part(docx, "word/document.xml");
    holds(
        &text,
        &[
            r#"<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">现场</w:t>"#,
            r#"<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">好</w:t>"#,
            r#"<w:footnoteReference w:id="1"/>"#,
            "<w:cantSplit/><w:tblHeader/>",
            r#"<w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">1</w:t>"#,
            r#"descr="审计组在现场""#,
            r#"<w:pStyle w:val="Caption"/></w:pPr><w:r><w:t xml:space="preserve">审计组在现场</w:t>"#,
            r#"<w:ilvl w:val="1"/>"#,
        ],
    );
    // The number before the heading is Word's own.
    assert!(!text.contains("一、背景") && text.contains(">背景<"));
    holds(&part(docx, "word/footnotes.xml"), &["见通报。"]);
    let properties = part(docx, "docProps/core.xml");
    assert!(properties.contains("<dc:title>把支部建在审计组上</dc:title>"));
    assert!(!properties.contains("creator") && !properties.contains("created"));
    assert_eq!(unzip(docx).keys().filter(|path| path.starts_with("word/media/")).count(), 1);
}

#[test]
fn a_call_may_depart_from_the_standard_layout() {
    let site = site(
        "papers:\n  folder: '{单位}·{标题}'\n  picture: '{案例}+{摄影}'\n  style: {title: 小二 小标宋, unit: 小三楷体, body: 小三 仿宋, line: 28磅, plain_headings: true}\n",
    );
    site.run(["submit", "征集"]).ends_with(0);
    let papers = dossier(&site, NAME);
    assert!(
        papers.contains_key("市审计局·把支部建在审计组上/图片/把支部建在审计组上+赵六.png"),
        "{:?}",
        papers.keys()
    );
    let docx = &papers["市审计局·把支部建在审计组上/案例正文.docx"];
    let styles = part(docx, "word/styles.xml");
    holds(&styles, &[r#"w:line="560" w:lineRule="exact""#, r#"<w:sz w:val="36"/>"#, r#"<w:sz w:val="30"/>"#]);
    assert!(!styles.contains(r#"<w:spacing w:val="-5"/>"#));
    assert!(part(docx, "word/document.xml").contains("一、背景"));
}

#[test]
fn the_summary_sheet_is_typed_and_holds_no_formula() {
    let site = site("papers:\n  columns: [序号, {head: 案例名称, field: 标题}, 日期, 字数, 撰写人]\n");
    site.run(["submit", "征集"]).ends_with(0);
    let papers = dossier(&site, NAME);
    let sheet = part(&papers["汇总表.xlsx"], "xl/worksheets/sheet1.xml");
    holds(
        &sheet,
        &[
            r#"<mergeCell ref="A1:E1"/>"#,
            r#"<autoFilter ref="A2:E4"/>"#,
            r#"<c r="A3" s="#,
            r#"fitToHeight="0""#,
            r#"orientation="landscape""#,
        ],
    );
    assert!(!sheet.contains("<f>"), "{sheet}");
    let cell = |name: &str| {
        let from = sheet.find(&format!("<c r=\"{name}\"")).unwrap();
        sheet[from..].split_once("</c>").unwrap().0.to_owned()
    };
    assert!(cell("A3").ends_with("<v>1</v>") && !cell("A3").contains("t=\"s\""), "{}", cell("A3"));
    assert!(cell("C3").ends_with("<v>45379</v>"), "{}", cell("C3"));
    assert!(cell("B4").contains("t=\"s\""), "{}", cell("B4"));
    let book = part(&papers["汇总表.xlsx"], "xl/workbook.xml");
    holds(&book, &["_xlnm.Print_Area", "$A$1:$E$4", "_xlnm.Print_Titles"]);
    let csv = String::from_utf8(papers["汇总表.csv"].clone()).unwrap();
    assert!(csv.starts_with("\u{feff}序号,案例名称,"), "{csv}");
    holds(&csv, &["\r\n2,'=一线问需,", ",2024-03-28,", ",李四\r\n"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let site = site("");
    site.run(["submit", "征集", "--output", "一"]).ends_with(0);
    let other = Command::new(env!("CARGO_BIN_EXE_zhanguan"))
        .args(["submit", "征集", "--output", "二"])
        .current_dir(site.path())
        .env("TZ", "America/New_York")
        .env("LC_ALL", "en_US.UTF-8")
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(other.success());
    same_site(&site.files("二"), &site.files("一"), "again");
}

#[test]
fn an_entry_that_breaks_rules_is_reported_whole_and_nothing_is_made() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let before = site.files("dossiers");
    site.write(CALL, call("words: 5\nsections: [成效]\npictures: {count: {min: 3}}\n").as_bytes());
    let run = site.run(["submit", "征集"]).ends_with(1);
    for code in ["entry-length", "entry-section-missing", "entry-picture-count"] {
        assert_eq!(run.stderr.matches(&format!("错误[{code}]")).count(), 2, "{code}\n{}", run.stderr);
    }
    same_site(&site.files("dossiers"), &before, "after a failed run");
    // One entry by itself is judged by itself.
    let own = site.run(["submit", "征集", "--entry", "乙"]).ends_with(1);
    assert!(own.stderr.contains("乙.md") && !own.stderr.contains("甲/index.md"), "{}", own.stderr);
}

#[test]
fn papers_are_made_for_one_entry_in_a_folder_of_its_own() {
    let site = site("");
    site.run(["submit", "征集", "--entry", "乙"]).ends_with(0);
    let papers = dossier(&site, "典型案例征集-02");
    assert!(papers.contains_key("02-市审计局-=一线问需/案例正文.docx"), "{:?}", papers.keys());
    assert!(!papers.keys().any(|path| path.starts_with("01-")));
    site.run(["submit", "征集", "--entry", "丙"]).ends_with(2);
    site.run(["submit", "征急"]).ends_with(2);
    site.run(["submit"]).ends_with(2);
}

#[test]
fn what_an_office_changed_or_added_is_never_overwritten() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    site.run(["submit", "征集"]).ends_with(0);
    let scan = "dossiers/典型案例征集/盖章扫描件.pdf";
    site.write(scan, b"%PDF");
    let run = site.run(["submit", "征集"]).ends_with(4);
    assert!(run.stderr.contains("盖章扫描件.pdf"), "{}", run.stderr);
    std::fs::remove_file(site.join(scan)).unwrap();
    site.write("dossiers/典型案例征集/汇总表.csv", b"changed");
    site.run(["submit", "征集"]).ends_with(4);
    assert_eq!(std::fs::read(site.join("dossiers/典型案例征集/汇总表.csv")).unwrap(), b"changed");
}

#[test]
fn papers_never_go_into_the_site_or_the_content() {
    let site = site("");
    site.run(["build"]).ends_with(0);
    site.run(["build", "--output", "网站"]).ends_with(0);
    for inside in ["public", "public/材料", "网站", "网站/材料", "content", "content/cases"] {
        site.run(["submit", "征集", "--output", inside]).ends_with(4);
    }
    for folder in ["public", "网站", "content"] {
        assert!(!site.files(folder).keys().any(|path| path.ends_with(".docx")), "{folder}");
    }
}

fn begin(site: &Folder) -> Child {
    Command::new(env!("CARGO_BIN_EXE_zhanguan"))
        .args(["submit", "征集"])
        .current_dir(site.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn runs_for_one_folder_wait_for_each_other() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let papers = site.files("dossiers");
    let lock = std::fs::File::create(site.join("dossiers/.zhanguan/lock")).unwrap();
    lock.lock().unwrap();
    let mut runs: Vec<Child> = (0..3).map(|_| begin(&site)).collect();
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(runs.iter_mut().all(|run| run.try_wait().unwrap().is_none()), "a run did not wait");
    same_site(&site.files("dossiers"), &papers, "while the folder is locked");
    lock.unlock().unwrap();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    same_site(&site.files("dossiers"), &papers, "after three runs at once");
}

/// What lies beside each other in the folder of submissions, the folder of the lock left out.
fn lying_in(site: &Folder) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(site.join("dossiers")).unwrap();
    entries.map(|entry| entry.unwrap().file_name()).filter(|name| name != ".zhanguan").collect()
}

fn killed(site: &Folder, calls: &str, when: usize) -> bool {
    let inject = format!("inject={calls}:signal=SIGKILL:when={when}");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}"), "-e", &inject])
        .args([env!("CARGO_BIN_EXE_zhanguan"), "submit", "征集"])
        .current_dir(site.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("strace is installed by tests/run");
    !status.success()
}

#[test]
fn a_run_killed_in_the_middle_leaves_the_old_papers_or_the_new_ones() {
    let old = site("");
    old.run(["submit", "征集"]).ends_with(0);
    let before = dossier(&old, NAME);
    let next = call("summary: 新\nfields: [撰写人]\n")
        .replacen("fields: [撰写人]\n", "", 1)
        .replace(NAME, "典型案例征集");
    let next = next.replace("entries: [甲, 乙]", "entries: [乙]");
    let fresh = site("");
    fresh.write(CALL, next.as_bytes());
    fresh.run(["submit", "征集"]).ends_with(0);
    let after = dossier(&fresh, NAME);
    assert_ne!(before, after);
    let mut kills = 0;
    for (calls, when) in [
        ("mkdir", 1),
        ("mkdir", 3),
        ("rename,renameat,renameat2", 1),
        ("rename,renameat,renameat2", 2),
        ("rename,renameat,renameat2", 3),
        ("unlink,unlinkat", 1),
        ("unlink,unlinkat", 3),
    ] {
        let hall = site("");
        hall.run(["submit", "征集"]).ends_with(0);
        hall.write(CALL, next.as_bytes());
        kills += usize::from(killed(&hall, calls, when));
        let found = dossier(&hall, NAME);
        // Between the two renames there is neither; the next run puts the old ones back before it begins.
        let is_whole = found == before || found == after || found.is_empty();
        assert!(is_whole, "{calls} {when}: {:?}", found.keys());
        hall.run(["submit", "征集"]).ends_with(0);
        same_site(&dossier(&hall, NAME), &after, &format!("{calls} {when}"));
        let left = lying_in(&hall);
        assert_eq!(left.len(), 1, "{left:?}");
    }
    assert!(kills >= 5, "{kills}");
}

/// Names in twelve places, each in one that a jury could see.
fn told() -> Folder {
    let fields = "brand: 明镜品牌\nsummary: 历下审计所的一句话\ncontact: 钱七 13800002222\nsubmission: {撰写人: 孙八}\ntags: [示范]\nvenue: 泉畔教育基地\nphotos:\n  - {file: 历下审计所.png, caption: 历下审计所在泉畔, people: [周九], credit: 吴十, place: 大明湖畔}\n---\n\n历下**审计所**与市审计分所的做法，周九说好[^1]。\n\n## 历下审计所的由来\n\n| 明镜品牌 |\n| --- |\n| 历下审计所 |\n\n![历下审计所的门](历下审计所.png \"历下审计所门前\")\n\n[^1]: 钱七提供。\n";
    let case = case("历下审计所走在前", fields).replace("市审计局", "历下审计所");
    folder([
        ("content/units/历下审计所.md", "---\nname: 历下审计所\naliases: [市审计分所]\n---\n".as_bytes().to_vec()),
        ("content/cases/甲/index.md", case.into_bytes()),
        ("content/cases/甲/历下审计所.png", painted(600, 400)),
        (CALL, format!("---\ntitle: {NAME}\nfields: [撰写人]\nentries: [甲]\npapers: {{columns: [序号, 单位, 标题, 品牌, 撰写人, 联系人]}}\n---\n").into_bytes()),
    ])
}

const TOLD: [&str; 11] = [
    "历下审计所",
    "市审计分所",
    "明镜品牌",
    "钱七",
    "13800002222",
    "孙八",
    "周九",
    "吴十",
    "大明湖畔",
    "泉畔教育基地",
    "审计分所",
];

/// Every part of `zip`, also of documents in it, tags taken out.
fn all_text(zip: &[u8]) -> String {
    let mut text = String::new();
    for (path, bytes) in unzip(zip) {
        text += &format!("{path}\n");
        if bytes.starts_with(b"PK") {
            text += &all_text(&bytes);
            continue;
        }
        let content = String::from_utf8_lossy(&bytes).into_owned();
        text += &content;
        let mut rest = content.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            text += before;
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    text
}

#[test]
fn a_blind_copy_tells_no_name_and_its_key_lies_apart() {
    let site = told();
    site.run(["submit", "征集"]).ends_with(0);
    let open = all_text(&dossier(&site, NAME)["典型案例征集.zip"]);
    for name in &TOLD[..9] {
        assert!(open.contains(name), "{name} is not even in the open papers");
    }
    site.run(["submit", "征集", "--blind"]).ends_with(0);
    let papers = dossier(&site, "典型案例征集-盲审");
    let blind = all_text(&papers["典型案例征集-盲审.zip"]);
    for name in TOLD {
        assert!(!blind.contains(name), "{name} is in the blind copy");
    }
    holds(&blind, &["单位01", "品牌01", "人员01", "地点02"]);
    for (path, bytes) in papers.iter().filter(|(path, _)| !path.ends_with(".zip")) {
        assert!(!path.contains("审计"), "{path}");
        assert!(!String::from_utf8_lossy(bytes).contains("历下审计所"), "{path}");
    }
    let key = std::fs::read_to_string(site.join("dossiers/典型案例征集-盲审-代号对照表.csv")).unwrap();
    holds(&key, &["单位01,历下审计所,市审计分所"]);
    assert!(!papers.keys().any(|path| path.contains("对照表")));
}

#[test]
fn a_call_that_wants_a_blind_copy_gets_both() {
    let site = told();
    let text = std::fs::read_to_string(site.join(CALL)).unwrap();
    site.write(CALL, text.replace("papers: {", "papers: {blind: true, hidden: [走在前], ").as_bytes());
    site.run(["submit", "征集"]).ends_with(0);
    assert!(dossier(&site, NAME).contains_key("01-历下审计所-历下审计所走在前/案例正文.docx"));
    assert!(dossier(&site, "典型案例征集-盲审").contains_key("01-单位01-单位01隐去01/案例正文.docx"));
}

#[test]
fn a_blind_copy_that_still_tells_a_name_is_not_made() {
    // A GIF goes in as it is, with the comment that a program put into it.
    let site = told();
    let mut gif = b"GIF89a\x02\x00\x02\x00\x00\x00\x00\x21\xfe".to_vec();
    let comment = "历下审计所";
    gif.push(comment.len() as u8);
    gif.extend(comment.as_bytes());
    gif.extend(b"\x00\x3b");
    site.write("content/cases/甲/动图.gif", &gif);
    let text = std::fs::read_to_string(site.join("content/cases/甲/index.md")).unwrap();
    site.write("content/cases/甲/index.md", text.replace("photos:\n", "photos:\n  - 动图.gif\n").as_bytes());
    let run = site.run(["submit", "征集", "--blind"]).ends_with(1);
    assert!(run.stderr.contains("历下审计所") && run.stderr.contains(".gif"), "{}", run.stderr);
    assert!(!site.join("dossiers/典型案例征集-盲审").exists());
    assert!(lying_in(&site).is_empty(), "a stage is left");
}

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

#[test]
fn a_compendium_has_cover_contents_running_heads_and_an_index_by_unit() {
    let site = site("");
    site.write("content/exhibitions/经验汇编.md", "---\ntitle: 经验汇编\ncases: [乙, 甲]\n---\n".as_bytes());
    site.write("content/site.yaml", "organiser: 示例市机关工委\n".as_bytes());
    site.run(["submit", "--compendium", "经验汇编"]).ends_with(0);
    let docx = &site.files("dossiers/经验汇编")["经验汇编.docx"];
    let text = part(docx, "word/document.xml");
    let places: Vec<usize> = [
        "示例市机关工委",
        "目录",
        "=一线问需",
        "PAGEREF anli1",
        "PAGEREF anli2",
        "PAGEREF danwei",
        "w:name=\"anli1\"",
        "w:name=\"anli2\"",
        "w:name=\"danwei\"",
        "市审计局</w:t></w:r><w:r><w:tab/>",
    ]
    .iter()
    .map(|words| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    let heads: Vec<String> = (1..=3).map(|number| part(docx, &format!("word/header{number}.xml"))).collect();
    assert!(
        heads[0].contains("=一线问需")
            && heads[1].contains("把支部建在审计组上")
            && heads[2].contains("单位索引")
    );
    assert_eq!(text.matches("<w:sectPr>").count(), 5);
    assert_eq!(text.matches("<w:pgNumType w:start=\"1\"/>").count(), 1);
    site.run(["submit", "--compendium", "经验"]).ends_with(2);
}

/// A hall whose one entry shows `bytes`, called `name`, as a photograph and in its text.
fn with_picture(name: &str, bytes: &[u8]) -> Folder {
    let text = format!("photos: [{{file: {name}, caption: 会场}}]\n---\n\n![会场]({name})\n");
    folder([
        ("content/cases/甲/index.md".to_owned(), case("红船", &text).into_bytes()),
        (format!("content/cases/甲/{name}"), bytes.to_vec()),
        (CALL.to_owned(), format!("---\ntitle: {NAME}\nentries: [甲]\n---\n").into_bytes()),
    ])
}

/// The papers of the entry of [`with_picture`].
fn papers_with_picture(name: &str, bytes: &[u8]) -> Files {
    let site = with_picture(name, bytes);
    site.run(["submit", "征集"]).ends_with(0);
    dossier(&site, NAME)
}

/// The one picture in a document.
fn plate_in(papers: &Files, document: &str) -> (String, image::RgbImage) {
    let parts = unzip(&papers[&format!("01-市审计局-红船/{document}")]);
    let mut plates = parts.iter().filter(|(path, _)| path.starts_with("word/media/"));
    let (path, bytes) = plates.next().expect("the document holds a picture");
    assert!(plates.next().is_none());
    (path.clone(), image::load_from_memory(bytes).unwrap().to_rgb8())
}

#[test]
fn a_photograph_held_upright_stands_upright_in_every_paper() {
    // 6: the left side of what the camera saw, which is red, belongs on top.
    let papers = papers_with_picture("现场.jpg", &photo(600, 400, 6));
    for document in ["申报表.docx", "案例正文.docx"] {
        let (path, plate) = plate_in(&papers, document);
        assert!(path.ends_with(".jpg"), "{path}");
        assert_eq!(plate.dimensions(), (400, 600), "{document}");
        let (top, bottom) = (plate.get_pixel(200, 60), plate.get_pixel(200, 540));
        assert!(top[0] > 150 && bottom[2] > 150, "{document}: {top:?} {bottom:?}");
    }
    let copy = &papers["01-市审计局-红船/图片/01-会场.jpg"];
    let mut decoder =
        image::codecs::jpeg::JpegDecoder::new(Cursor::new(copy)).expect("the copy can be decoded");
    let turn = image::ImageDecoder::orientation(&mut decoder).unwrap();
    assert_eq!(turn, image::metadata::Orientation::Rotate90);
}

#[test]
fn the_copy_of_a_photograph_has_every_pixel_of_the_original_and_nothing_else() {
    let mut original = photo(2600, 200, 1);
    let pixels = image::load_from_memory(&original).unwrap();
    let plain_length = original.len() - 64;
    // A telephone's film behind the picture.
    original.extend(b"CANARY-FILM");
    let papers = papers_with_picture("现场.jpg", &original);
    let copy = &papers["01-市审计局-红船/图片/01-会场.jpg"];
    assert_eq!(image::load_from_memory(copy).unwrap(), pixels);
    assert_eq!(copy.len(), plain_length);
    for (path, bytes) in &papers {
        assert!(!bytes.windows(6).any(|window| window == b"CANARY"), "{path}");
    }
}

#[test]
fn a_webp_goes_into_word_as_a_jpeg_and_a_drawing_is_listed_as_missing() {
    let mut webp = Cursor::new(Vec::new());
    let pixels = image::load_from_memory(&photo(60, 40, 1)).unwrap();
    pixels.write_to(&mut webp, image::ImageFormat::WebP).unwrap();
    let papers = papers_with_picture("现场.webp", &webp.into_inner());
    let (path, plate) = plate_in(&papers, "案例正文.docx");
    assert!(path.ends_with(".jpg") && plate.dimensions() == (60, 40), "{path}");
    assert!(papers.contains_key("01-市审计局-红船/图片/01-会场.webp"), "{:?}", papers.keys());
    let missing = |papers: &Files| String::from_utf8(papers["缺项清单.txt"].clone()).unwrap();
    assert!(!missing(&papers).contains("Word 放不进"), "{}", missing(&papers));
    let papers = papers_with_picture("示意.svg", crate::support::SVG.as_bytes());
    holds(&missing(&papers), &["正文图片 示意.svg Word 放不进", "第 1 张图片 Word 放不进"]);
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

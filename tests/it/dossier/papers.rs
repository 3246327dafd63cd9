//! What papers are made, and what stands in them.

use super::{CALL, NAME, dossier, holds, part, site, unzip};
use crate::support::{case, folder, same_site};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

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

/// The text of the one entry whose body is `body`, in Word.
fn text_of(title: &str, body: &str) -> String {
    let site = folder([
        ("content/cases/甲.md", case(title, &format!("---\n\n{body}")).into_bytes()),
        (CALL, format!("---\ntitle: {NAME}\nentries: [甲]\n---\n").into_bytes()),
    ]);
    site.run(["submit", "征集"]).ends_with(0);
    let papers = dossier(&site, NAME);
    let docx = papers.iter().find(|(path, _)| path.ends_with("案例正文.docx")).unwrap().1;
    part(docx, "word/document.xml")
}

#[test]
fn columns_are_as_wide_as_their_words_and_a_head_may_stand_over_several() {
    let long = "支部随项目设立组织生活随人员展开".repeat(3);
    let text = text_of("甲", &format!("| 序号 | 做法 | |\n| --- | --- | --- |\n| 1 | {long} | 好 |\n"));
    let widths: Vec<u32> = text
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(widths.len() == 3 && widths[1] > 4 * widths[0] && widths[1] > 4 * widths[2], "{widths:?}");
    assert_eq!(text.matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
    assert_eq!(text.matches("<w:tc>").count(), 5);
}

#[test]
fn a_title_longer_than_a_line_is_broken_by_its_meaning() {
    let text = text_of("把支部建在审计组上，让党旗在项目一线高高飘扬", "好。\n");
    holds(&text, &["把支部建在审计组上，</w:t></w:r><w:r><w:br/></w:r><w:r>"]);
}

#[test]
fn captions_stay_whole_with_their_pictures_and_small_type_is_not_held_to_the_lines_of_the_page() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let papers = dossier(&site, NAME);
    let styles = part(&papers["01-市审计局-把支部建在审计组上/案例正文.docx"], "word/styles.xml");
    let style = |id: &str| {
        let from = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
        styles[from..].split_once("</w:style>").unwrap().0.to_owned()
    };
    holds(&style("Picture"), &["<w:keepNext/><w:keepLines/>"]);
    holds(&style("Caption"), &["<w:pPr><w:keepLines/>"]);
    for small in ["Cell", "FootnoteText", "Header", "Code"] {
        holds(&style(small), &["<w:snapToGrid w:val=\"0\"/><w:spacing"]);
    }
    assert!(!style("Picture").contains("snapToGrid") && !style("BodyText").contains("snapToGrid"));
    let form = part(&papers["01-市审计局-把支部建在审计组上/申报表.docx"], "word/document.xml");
    holds(
        &form,
        &["<w:trHeight w:val=\"2835\" w:hRule=\"atLeast\"/>", "（盖章）", "<w:vAlign w:val=\"bottom\"/>"],
    );
}

//! Blind copies, and the search for names that are left in them.

use super::{CALL, NAME, dossier, holds, lying_in, unzip, zip_of};
use crate::support::{Folder, case, folder, painted};

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
    // The frames of a GIF go in as they are, and a name may stand in one of them.
    let site = told();
    let name = "历下审计所";
    let frame =
        [b",\0\0\0\0\x02\0\x02\0\0\x02".as_slice(), &[name.len() as u8], name.as_bytes(), b"\0"].concat();
    let gif = [b"GIF89a\x02\0\x02\0\0\0\0".as_slice(), &frame, b";"].concat();
    site.write("content/cases/甲/动图.gif", &gif);
    let text = std::fs::read_to_string(site.join("content/cases/甲/index.md")).unwrap();
    site.write("content/cases/甲/index.md", text.replace("photos:\n", "photos:\n  - 动图.gif\n").as_bytes());
    let run = site.run(["submit", "征集", "--blind"]).ends_with(1);
    assert!(run.stderr.contains("历下审计所") && run.stderr.contains(".gif"), "{}", run.stderr);
    assert!(!site.join("dossiers/典型案例征集-盲审").exists());
    assert!(lying_in(&site).is_empty(), "a stage is left");
}

/// A form of the organiser, with `planted` where `place` says.
fn form_with(place: &str, planted: &str) -> Vec<u8> {
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let at = |here: &str| if here == place { planted } else { "" };
    let text = |here: &str| format!("<w:p><w:r><w:t>{{{{单位}}}}{}</w:t></w:r></w:p>", at(here));
    let halves = if place == "runs" { planted.split_at("历下".len()) } else { ("", "") };
    let document = format!(
        "<w:document xmlns:w=\"{w}\"><!--{}--><w:body>{}<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:del><w:r><w:delText>{}</w:delText></w:r></w:del></w:p></w:body></w:document>",
        at("comment"),
        text("body"),
        halves.0,
        halves.1,
        at("attribute"),
        at("deleted"),
    );
    let part =
        |element: &str, here: &str| format!("<w:{element} xmlns:w=\"{w}\">{}</w:{element}>", text(here));
    let plain = |here: &str| format!("<properties><property>{}</property></properties>", at(here));
    zip_of(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("word/document.xml", &document),
        ("word/header1.xml", &part("hdr", "header")),
        ("word/footer1.xml", &part("ftr", "footer")),
        ("word/comments.xml", &part("comments", "comments").replace("{{单位}}", "")),
        ("word/footnotes.xml", &part("footnotes", "footnotes").replace("{{单位}}", "")),
        ("docProps/core.xml", &plain("core")),
        ("docProps/custom.xml", &plain("custom")),
        ("customXml/item1.xml", &plain("item")),
        (&format!("word/media/{}.bin", at("name")), "."),
    ])
}

#[test]
fn a_name_planted_anywhere_in_the_organisers_form_fails_the_blind_copy() {
    let site = told();
    let text = std::fs::read_to_string(site.join(CALL)).unwrap();
    site.write(CALL, text.replace("papers: {", "papers: {form: 表.docx, ").as_bytes());
    let places = [
        "body",
        "runs",
        "header",
        "footer",
        "comments",
        "footnotes",
        "comment",
        "attribute",
        "deleted",
        "core",
        "custom",
        "item",
        "name",
    ];
    for place in places {
        // As a program may write it: one character as a number.
        for planted in ["历下审计所", "历下&#23457;计所"] {
            let is_escaped = planted.contains('&');
            if is_escaped && ["name", "runs", "comment"].contains(&place) {
                continue;
            }
            site.write("content/calls/表.docx", &form_with(place, planted));
            let run = site.run(["submit", "征集", "--blind"]).ends_with(1);
            assert!(run.stderr.contains("申报表.docx:"), "{place}: {}", run.stderr);
            assert!(!site.join("dossiers/典型案例征集-盲审").exists(), "{place}");
        }
    }
    site.write("content/calls/表.docx", &form_with("", ""));
    site.run(["submit", "征集", "--blind"]).ends_with(0);
    let form = &dossier(&site, "典型案例征集-盲审")["01-单位01-单位01走在前/申报表.docx"];
    for part in ["word/document.xml", "word/header1.xml", "word/footer1.xml"] {
        holds(&super::part(form, part), &["单位01"]);
    }
}

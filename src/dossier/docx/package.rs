//! The parts of a DOCX file and what ties them together (OPC).

use super::layout::Layout;
use super::running::{FOOT_EVEN, FOOT_NONE, FOOT_ODD, foot, no_foot, run};
use super::styles::{Numbering, W, font_table, numbering, styles};
use super::xml::Xml;
use crate::digest::digest_of;
use crate::dossier::archive::zipped;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Parts gathered while the text is written.
#[derive(Debug, Default)]
pub(super) struct Parts {
    notes: Vec<String>,
    heads: Vec<String>,
    /// Name and content of each picture, once.
    pictures: Vec<(String, Vec<u8>)>,
}

impl Parts {
    pub(super) fn note_count(&self) -> usize {
        self.notes.len()
    }

    /// Adds the runs of a footnote.
    pub(super) fn note(&mut self, runs: &str) {
        self.notes.push(runs.to_owned());
    }

    /// Adds a running head and gives its relationship.
    pub(super) fn head(&mut self, xml: String) -> String {
        let known = self.heads.iter().position(|head| *head == xml).unwrap_or_else(|| {
            self.heads.push(xml);
            self.heads.len() - 1
        });
        format!("rHead{}", known + 1)
    }

    /// Adds a picture and gives its relationship; the same picture is kept once.
    pub(super) fn picture(&mut self, ending: &str, bytes: &[u8]) -> String {
        let name = format!("{}.{ending}", const_hex::encode(&digest_of(bytes)[..8]));
        let known = self.pictures.iter().position(|(other, _)| *other == name).unwrap_or_else(|| {
            self.pictures.push((name, bytes.to_vec()));
            self.pictures.len() - 1
        });
        format!("rPicture{}", known + 1)
    }
}

/// What is set for the whole document.
pub(super) struct Settings<'a> {
    pub(super) layout: &'a Layout,
    pub(super) runs: &'a [Numbering],
    pub(super) title: &'a str,
}

/// The DOCX file with `document` as its main part.
pub(super) fn write(document: String, parts: &Parts, settings: &Settings<'_>) -> Vec<u8> {
    let mut files: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", content_types(parts)),
        ("_rels/.rels", package_relationships()),
        ("docProps/core.xml", core(settings.title)),
        ("word/document.xml", document),
        ("word/styles.xml", styles(settings.layout)),
        ("word/numbering.xml", numbering(settings.runs, settings.layout)),
        ("word/fontTable.xml", font_table()),
        ("word/settings.xml", word_settings()),
        ("word/footnotes.xml", footnotes(&parts.notes)),
        ("word/footer1.xml", foot(true)),
        ("word/footer2.xml", foot(false)),
        ("word/footer3.xml", no_foot()),
        ("word/_rels/document.xml.rels", relationships(parts)),
    ]
    .into_iter()
    .map(|(path, xml)| (path.to_owned(), xml.into_bytes()))
    .collect();
    for (index, head) in parts.heads.iter().enumerate() {
        files.push((format!("word/header{}.xml", index + 1), head.clone().into_bytes()));
    }
    for (name, bytes) in &parts.pictures {
        files.push((format!("word/media/{name}"), bytes.clone()));
    }
    zipped(&files)
}

fn content_types(parts: &Parts) -> String {
    let mut xml = Xml::part();
    let namespace = format!("{PACKAGE}/content-types");
    xml.open("Types", &[("xmlns", &namespace)]);
    let kinds = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("jpg", "image/jpeg"),
        ("png", "image/png"),
        ("gif", "image/gif"),
    ];
    for (ending, kind) in kinds {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    let mut part = |name: &str, kind: &str| {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("/word/document.xml", &format!("{MAIN}.document.main+xml"));
    for (name, kind) in [
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("fontTable", "fontTable"),
        ("settings", "settings"),
        ("footnotes", "footnotes"),
        ("footer1", "footer"),
        ("footer2", "footer"),
        ("footer3", "footer"),
    ] {
        part(&format!("/word/{name}.xml"), &format!("{MAIN}.{kind}+xml"));
    }
    for index in 1..=parts.heads.len() {
        part(&format!("/word/header{index}.xml"), &format!("{MAIN}.header+xml"));
    }
    xml.finish()
}

fn package_relationships() -> String {
    let mut xml = Xml::part();
    let namespace = format!("{PACKAGE}/relationships");
    xml.open("Relationships", &[("xmlns", &namespace)]);
    relationship(&mut xml, "rDocument", &format!("{OFFICE}/officeDocument"), "word/document.xml");
    relationship(
        &mut xml,
        "rCore",
        &format!("{PACKAGE}/relationships/metadata/core-properties"),
        "docProps/core.xml",
    );
    xml.finish()
}

fn relationships(parts: &Parts) -> String {
    let mut xml = Xml::part();
    let namespace = format!("{PACKAGE}/relationships");
    xml.open("Relationships", &[("xmlns", &namespace)]);
    for (id, kind, target) in [
        ("rStyles", "styles", "styles.xml"),
        ("rNumbering", "numbering", "numbering.xml"),
        ("rFonts", "fontTable", "fontTable.xml"),
        ("rSettings", "settings", "settings.xml"),
        ("rFootnotes", "footnotes", "footnotes.xml"),
        (FOOT_ODD, "footer", "footer1.xml"),
        (FOOT_EVEN, "footer", "footer2.xml"),
        (FOOT_NONE, "footer", "footer3.xml"),
    ] {
        relationship(&mut xml, id, &format!("{OFFICE}/{kind}"), target);
    }
    for index in 1..=parts.heads.len() {
        relationship(
            &mut xml,
            &format!("rHead{index}"),
            &format!("{OFFICE}/header"),
            &format!("header{index}.xml"),
        );
    }
    for (index, (name, _)) in parts.pictures.iter().enumerate() {
        relationship(
            &mut xml,
            &format!("rPicture{}", index + 1),
            &format!("{OFFICE}/image"),
            &format!("media/{name}"),
        );
    }
    xml.finish()
}

fn relationship(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

/// Title only: who wrote it and when is nobody's business.
fn core(title: &str) -> String {
    let mut xml = Xml::part();
    let namespace = format!("{PACKAGE}/metadata/core-properties");
    xml.open(
        "cp:coreProperties",
        &[("xmlns:cp", &namespace), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")],
    );
    xml.open("dc:title", &[]).text(title);
    xml.finish()
}

fn word_settings() -> String {
    let mut xml = Xml::part();
    xml.open("w:settings", &[("xmlns:w", W)]).empty("w:evenAndOddHeaders", &[]);
    xml.value("w:characterSpacingControl", "compressPunctuation");
    xml.open("w:footnotePr", &[]);
    for id in ["-1", "0"] {
        xml.empty("w:footnote", &[("w:id", id)]);
    }
    xml.close().open("w:compat", &[]);
    let uri = "http://schemas.microsoft.com/office/word";
    xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
    xml.finish()
}

fn footnotes(notes: &[String]) -> String {
    let mut xml = Xml::part();
    xml.open("w:footnotes", &[("xmlns:w", W)]);
    for (id, kind, mark) in
        [("-1", "separator", "w:separator"), ("0", "continuationSeparator", "w:continuationSeparator")]
    {
        xml.open("w:footnote", &[("w:type", kind), ("w:id", id)]).open("w:p", &[]).open("w:r", &[]);
        xml.empty(mark, &[]).close().close().close();
    }
    for (index, note) in notes.iter().enumerate() {
        xml.open("w:footnote", &[("w:id", &(index + 1).to_string())]).open("w:p", &[]);
        xml.open("w:pPr", &[]).value("w:pStyle", "FootnoteText").close().open("w:r", &[]);
        xml.open("w:rPr", &[])
            .value("w:rStyle", "FootnoteReference")
            .close()
            .empty("w:footnoteRef", &[])
            .close();
        run(&mut xml, " ");
        xml.raw(note).close().close();
    }
    xml.finish()
}

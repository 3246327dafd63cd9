//! Heads and feet of pages, and the ends of sections.

use super::layout::{FOOT, Layout, MARGINS, PAGE};
use super::styles::W;
use super::xml::Xml;

/// The foot of odd pages (right, one character in) or even pages (left, one character in): `— 1 —`.
pub(super) fn foot(is_odd: bool) -> String {
    let mut xml = Xml::part();
    xml.open("w:ftr", &[("xmlns:w", W)]).open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Footer");
    let (side, chars, twips) =
        if is_odd { ("right", "w:rightChars", "w:right") } else { ("left", "w:leftChars", "w:left") };
    xml.empty("w:ind", &[(chars, "100"), (twips, "280"), ("w:firstLineChars", "0"), ("w:firstLine", "0")]);
    xml.value("w:jc", side).close();
    run(&mut xml, "— ");
    field(&mut xml, " PAGE ", "1");
    run(&mut xml, " —");
    xml.finish()
}

/// A running head.
pub(super) fn head(text: &str) -> String {
    let mut xml = Xml::part();
    xml.open("w:hdr", &[("xmlns:w", W)]).open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Header");
    xml.open("w:pBdr", &[]);
    xml.empty("w:bottom", &[("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", "auto")]);
    xml.close().close();
    run(&mut xml, text);
    xml.finish()
}

/// A run of plain words.
pub(super) fn run(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]).open("w:t", &[("xml:space", "preserve")]).text(text).close().close();
}

/// A field that Word works out; `shown` until it does.
pub(super) fn field(xml: &mut Xml, code: &str, shown: &str) {
    for (kind, text) in
        [("begin", None), ("", Some(code)), ("separate", None), ("shown", Some(shown)), ("end", None)]
    {
        xml.open("w:r", &[]);
        match text {
            Some(text) if kind == "shown" => xml.open("w:t", &[]).text(text).close(),
            Some(text) => xml.open("w:instrText", &[("xml:space", "preserve")]).text(text).close(),
            None => xml.empty("w:fldChar", &[("w:fldCharType", kind)]),
        };
        xml.close();
    }
}

/// What a section's pages have: relationships of head and feet, and whether numbers begin anew.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Relationship of the head; none has no head.
    pub(super) head: Option<String>,
    /// Whether pages are numbered at their foot.
    pub(super) has_feet: bool,
    /// The number of its first page, if not the next one.
    pub(super) first_page: Option<u32>,
}

/// The properties of a section; they stand behind its last paragraph.
pub(super) fn section(xml: &mut Xml, section: &Section, layout: &Layout) {
    xml.open("w:sectPr", &[]);
    if let Some(head) = &section.head {
        for kind in ["default", "even"] {
            xml.empty("w:headerReference", &[("w:type", kind), ("r:id", head)]);
        }
    }
    let feet = if section.has_feet { [FOOT_ODD, FOOT_EVEN] } else { [FOOT_NONE, FOOT_NONE] };
    for (kind, foot) in ["default", "even"].into_iter().zip(feet) {
        xml.empty("w:footerReference", &[("w:type", kind), ("r:id", foot)]);
    }
    xml.value("w:type", "nextPage");
    let text = |number: u32| number.to_string();
    xml.empty("w:pgSz", &[("w:w", &text(PAGE.0)), ("w:h", &text(PAGE.1))]);
    let [top, right, bottom, left] = MARGINS.map(text);
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &top),
            ("w:right", &right),
            ("w:bottom", &bottom),
            ("w:left", &left),
            ("w:header", "1417"),
            ("w:footer", &text(FOOT)),
            ("w:gutter", "0"),
        ],
    );
    if let Some(first) = section.first_page {
        xml.empty("w:pgNumType", &[("w:start", &text(first))]);
    }
    let pitch = text(layout.line);
    xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &pitch)]);
    xml.close();
}

/// Relationships of the feet, the same in every document.
pub(super) const FOOT_ODD: &str = "rFootOdd";
pub(super) const FOOT_EVEN: &str = "rFootEven";
pub(super) const FOOT_NONE: &str = "rFootNone";

/// A foot with nothing in it.
pub(super) fn no_foot() -> String {
    let mut xml = Xml::part();
    xml.open("w:ftr", &[("xmlns:w", W)]).open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Footer");
    xml.finish()
}

//! `styles.xml`, `numbering.xml`, `fontTable.xml`: how text is set, how headings and lists are numbered, what stands in for a font.

use super::layout::{FOOT_LINE, Layout, Type, char_space};
use super::xml::Xml;

/// The namespace of WordprocessingML.
pub(in crate::dossier) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// How a paragraph stands.
struct Stand {
    /// `both`, `center` …
    side: &'static str,
    /// First line indented by two characters.
    indented: bool,
    line: Line,
    /// Depth in the contents, from 0.
    outline: Option<u8>,
    /// Kept on one page with what follows.
    keeps_next: bool,
    /// Not torn in two by the end of a page.
    keeps_lines: bool,
}

/// How high the lines of a paragraph are.
#[derive(Debug, Clone, Copy)]
enum Line {
    /// This many twips: the lines of the page.
    Exact(u32),
    /// As many lines of the page as are needed, for pictures.
    Whole,
    /// As the letters need, times this many hundredths; not held to the lines of the page, which are too far apart for small type.
    Snug(u32),
}

pub(super) fn styles(layout: &Layout) -> String {
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", W)]).open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]).open("w:rPr", &[]);
    fonts(&mut xml, &layout.body.font);
    size(&mut xml, layout.body.half_points);
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    xml.close().close().empty("w:pPrDefault", &[]).close();
    texts(&mut xml, layout);
    furniture(&mut xml, layout);
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", "FootnoteReference")]);
    xml.value("w:name", "footnote reference").open("w:rPr", &[]).value("w:vertAlign", "superscript");
    xml.close().close();
    xml.finish()
}

fn text(side: &'static str, indented: bool, line: Line) -> Stand {
    Stand { side, indented, line, outline: None, keeps_next: false, keeps_lines: false }
}

/// Styles of what is read: text, titles, headings.
fn texts(xml: &mut Xml, layout: &Layout) {
    let line = Line::Exact(layout.line);
    let title = || Stand { keeps_next: true, keeps_lines: true, ..text("center", false, line) };
    let quote = Type { font: "楷体_GB2312".to_owned(), half_points: layout.body.half_points.min(28) };
    let code = Type { font: "等线".to_owned(), half_points: 24 };
    style(xml, ("Normal", "Normal"), &layout.body, &text("both", false, line));
    style(xml, ("BodyText", "Body Text"), &layout.body, &text("both", true, line));
    style(xml, ("Title", "Title"), &layout.title, &title());
    style(xml, ("Chapter", "篇名"), &layout.title, &Stand { outline: Some(0), ..title() });
    style(xml, ("Unit", "单位"), &layout.unit, &text("center", false, line));
    for (index, face) in layout.headings.iter().enumerate() {
        let stand = Stand {
            outline: Some(index as u8),
            keeps_next: true,
            keeps_lines: true,
            ..text("left", true, line)
        };
        style(xml, HEADINGS[index], face, &stand);
    }
    style(xml, ("Quote", "Quote"), &quote, &text("both", true, line));
    style(xml, ("Code", "代码"), &code, &text("left", false, Line::Snug(120)));
}

/// Styles of what stands around the text: tables, pictures, notes, heads and feet.
fn furniture(xml: &mut Xml, layout: &Layout) {
    let line = Line::Exact(layout.line);
    let small = Type { half_points: layout.body.half_points.min(24), ..layout.body.clone() };
    let note = Type { half_points: 18, ..layout.body.clone() };
    let caption = Type { font: "楷体_GB2312".to_owned(), half_points: layout.body.half_points.min(28) };
    let head = Type { font: "楷体_GB2312".to_owned(), half_points: 21 };
    let foot = Type { font: "宋体".to_owned(), half_points: 28 };
    let picture = Stand { keeps_next: true, keeps_lines: true, ..text("center", false, Line::Whole) };
    style(xml, ("Cell", "表格文字"), &small, &text("left", false, Line::Snug(125)));
    style(xml, ("Picture", "图片"), &layout.body, &picture);
    let under = Stand { keeps_lines: true, ..text("center", false, line) };
    style(xml, ("Caption", "caption"), &caption, &under);
    style(xml, ("Contents", "目录行"), &layout.body, &text("left", false, line));
    style(xml, ("FootnoteText", "footnote text"), &note, &text("left", false, Line::Snug(100)));
    style(xml, ("Header", "header"), &head, &text("center", false, Line::Snug(100)));
    style(xml, ("Footer", "footer"), &foot, &text("left", false, Line::Exact(FOOT_LINE)));
}

/// Ids and names of the styles of headings.
pub(super) const HEADINGS: [(&str, &str); 4] = [
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("Heading4", "heading 4"),
];

fn style(xml: &mut Xml, (id, name): (&str, &str), face: &Type, stand: &Stand) {
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", id)];
    if id == "Normal" {
        attributes.push(("w:default", "1"));
    }
    xml.open("w:style", &attributes).value("w:name", name);
    if id != "Normal" {
        xml.value("w:basedOn", "Normal");
    }
    xml.empty("w:qFormat", &[]).open("w:pPr", &[]);
    if stand.keeps_next {
        xml.empty("w:keepNext", &[]);
    }
    if stand.keeps_lines {
        xml.empty("w:keepLines", &[]);
    }
    // Widows moved to the next page would leave pages of fewer than 22 lines.
    xml.value("w:widowControl", "0");
    match stand.line {
        Line::Exact(line) => spacing(xml, &line.to_string(), "exact"),
        Line::Whole => spacing(xml, "240", "auto"),
        Line::Snug(hundredths) => {
            xml.value("w:snapToGrid", "0");
            spacing(xml, &(hundredths * 240 / 100).to_string(), "auto");
        }
    }
    if stand.indented {
        let indent = (face.half_points * 20).to_string();
        xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &indent)]);
    } else {
        xml.empty("w:ind", &[("w:firstLineChars", "0"), ("w:firstLine", "0")]);
    }
    xml.value("w:jc", stand.side);
    if let Some(outline) = stand.outline {
        xml.value("w:outlineLvl", &outline.to_string());
    }
    xml.close().open("w:rPr", &[]);
    fonts(xml, &face.font);
    // Written even if it is nothing, or the style would take that of the text.
    xml.value("w:spacing", &char_space(face.half_points).unwrap_or(0).to_string());
    size(xml, face.half_points);
    xml.close().close();
}

fn spacing(xml: &mut Xml, line: &str, rule: &str) {
    xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", line), ("w:lineRule", rule)]);
}

/// One font for all scripts: the standard sets digits and letters in the font of the text.
pub(super) fn fonts(xml: &mut Xml, font: &str) {
    xml.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
}

pub(super) fn size(xml: &mut Xml, half_points: u32) {
    let size = half_points.to_string();
    xml.value("w:sz", &size).value("w:szCs", &size);
}

/// What Word takes where a machine lacks a font. None is embedded: they are not ours to give away.
const FALLBACKS: [(&str, &str); 4] =
    [("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei")];

pub(super) fn font_table() -> String {
    let mut xml = Xml::part();
    xml.open("w:fonts", &[("xmlns:w", W)]);
    for (font, fallback) in FALLBACKS {
        xml.open("w:font", &[("w:name", font)]).value("w:altName", fallback).value("w:charset", "86");
        xml.value("w:family", "auto").value("w:pitch", "variable").close();
    }
    xml.finish()
}

/// The numbering of headings, and of the two kinds of lists.
const OUTLINE: &str = "0";
const BULLETS: &str = "1";
const NUMBERS: &str = "2";

/// One run of numbers: what it counts, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Headings of one chapter.
    Headings,
    /// Items with a mark.
    Bullets,
    /// Items numbered from here.
    From(u64),
}

pub(super) fn numbering(runs: &[Numbering], layout: &Layout) -> String {
    let mut xml = Xml::part();
    xml.open("w:numbering", &[("xmlns:w", W)]);
    let headings = [
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    ];
    xml.open("w:abstractNum", &[("w:abstractNumId", OUTLINE)]).value("w:multiLevelType", "multilevel");
    for (index, (format, text)) in headings.into_iter().enumerate() {
        level(&mut xml, &index.to_string(), (format, text), None);
    }
    xml.close();
    for (id, format, text) in [(BULLETS, "bullet", "•"), (NUMBERS, "decimal", "")] {
        xml.open("w:abstractNum", &[("w:abstractNumId", id)]).value("w:multiLevelType", "multilevel");
        for index in 0..9u32 {
            let text = if text.is_empty() { format!("%{}.", index + 1) } else { text.to_owned() };
            let left = layout.indent() * (index + 1) + 420;
            level(&mut xml, &index.to_string(), (format, &text), Some(left));
        }
        xml.close();
    }
    for (index, run) in runs.iter().enumerate() {
        let (kind, first) = match run {
            Numbering::Headings => (OUTLINE, Some(1)),
            Numbering::Bullets => (BULLETS, None),
            Numbering::From(first) => (NUMBERS, Some(*first)),
        };
        xml.open("w:num", &[("w:numId", &(index + 1).to_string())]).value("w:abstractNumId", kind);
        if let Some(first) = first {
            xml.open("w:lvlOverride", &[("w:ilvl", "0")])
                .value("w:startOverride", &first.to_string())
                .close();
        }
        xml.close();
    }
    xml.finish()
}

fn level(xml: &mut Xml, index: &str, (format, text): (&str, &str), left: Option<u32>) {
    xml.open("w:lvl", &[("w:ilvl", index)]).value("w:start", "1").value("w:numFmt", format);
    if left.is_none() {
        xml.value("w:suff", "nothing");
    }
    xml.value("w:lvlText", text).value("w:lvlJc", "left");
    if let Some(left) = left {
        xml.open("w:pPr", &[]);
        xml.empty("w:ind", &[("w:left", &left.to_string()), ("w:hanging", "420")]).close();
    }
    xml.close();
}

//! The organiser's own DOCX form, filled: `{{标题}}` and its kin, rows repeated for each photograph, pictures.
//!
//! Word splits a placeholder into runs wherever an editor paused, so text is looked at by the paragraph and changed by the byte: all
//! that is not a placeholder stays as the organiser made it.

use super::archive::zipped;
use super::docx::{Placing, Plate, WIDTH, drawing};
use super::intake::{Refusal, TEXT_BYTES_MAX, broken, parse, too_long, unpacked};
use crate::digest::digest_of;
use crate::text::escape_markup;
use roxmltree::{Document, Node};
use std::ops::Range;

/// What a form is filled with.
pub(super) struct Answers<'a> {
    /// The answer to a name; `None` if the name means nothing.
    pub(super) value: &'a dyn Fn(&str) -> Option<String>,
    /// Photographs, for repeated rows.
    pub(super) photos: &'a [PhotoAnswer<'a>],
}

/// What a form can say of a photograph.
pub(super) struct PhotoAnswer<'a> {
    pub(super) number: usize,
    pub(super) file: &'a str,
    pub(super) caption: &'a str,
    pub(super) date: &'a str,
    pub(super) place: &'a str,
    pub(super) people: &'a str,
    pub(super) credit: &'a str,
    pub(super) plate: Option<&'a Plate>,
}

/// Around the row that is repeated for each photograph.
const ROWS_BEGIN: &str = "{{#图片}}";
const ROWS_END: &str = "{{/图片}}";
/// Width of a picture in a cell: half the page.
const CELL_WIDTH: u32 = WIDTH / 2;

/// `form` with every placeholder filled.
pub(super) fn fill(form: &[u8], answers: &Answers<'_>) -> Result<Vec<u8>, Refusal> {
    let mut parts = unpacked(form)?;
    let mut pictures = Pictures::default();
    for (path, bytes) in &mut parts {
        if is_text_part(path) {
            let xml = std::str::from_utf8(bytes).map_err(|_| broken(path))?;
            let repeated = repeat_rows(xml, answers, &mut pictures)?;
            let filled = fill_paragraphs(&repeated, &mut |name| (answers.value)(name).map(Answer::Words))?;
            *bytes = filled.into_bytes();
        }
    }
    pictures.add_to(&mut parts)?;
    Ok(zipped(&parts))
}

/// The first name in the placeholders of `form` that means nothing to `knows`.
pub(super) fn unknown_name(form: &[u8], knows: &dyn Fn(&str) -> bool) -> Result<Option<String>, Refusal> {
    let unknown = std::cell::OnceCell::new();
    let value = |name: &str| {
        if !knows(name) {
            unknown.get_or_init(|| name.to_owned());
        }
        Some(String::new())
    };
    fill(form, &Answers { value: &value, photos: &[] })?;
    Ok(unknown.into_inner())
}

fn is_text_part(path: &str) -> bool {
    let name = path.strip_prefix("word/").unwrap_or_default();
    name == "document.xml"
        || ((name.starts_with("header") || name.starts_with("footer")) && name.ends_with(".xml"))
}

/// What a placeholder becomes.
enum Answer {
    Words(String),
    /// A drawing, as XML.
    Drawing(String),
}

/// Rows between the marks, once for each photograph; the marks go.
fn repeat_rows(xml: &str, answers: &Answers<'_>, pictures: &mut Pictures) -> Result<String, Refusal> {
    let document = parse(xml)?;
    let is_row = |node: &Node<'_, '_>| node.tag_name().name() == "tr";
    let rows = document.descendants().filter(is_row).filter(|row| {
        let text = text_of(*row);
        let holds_another =
            row.descendants().skip(1).any(|inner| is_row(&inner) && text_of(inner).contains(ROWS_BEGIN));
        text.contains(ROWS_BEGIN) && !holds_another
    });
    let mut out = String::new();
    let mut from = 0;
    for row in rows {
        if !text_of(row).contains(ROWS_END) {
            return Err((
                format!("{ROWS_BEGIN} 和 {ROWS_END} 要写在表格的同一行里"),
                format!("{ROWS_BEGIN} and {ROWS_END} must stand in one row of a table"),
            ));
        }
        let range = row.range();
        out.push_str(&xml[from..range.start]);
        for photo in answers.photos {
            out.push_str(&filled_row(&xml[range.clone()], &document, photo, pictures)?);
            if out.len() > TEXT_BYTES_MAX {
                return Err(too_long());
            }
        }
        from = range.end;
    }
    out.push_str(&xml[from..]);
    Ok(out)
}

/// One row for `photo`. A piece of a document names no namespaces, so they are put around it while it is read.
fn filled_row(
    row: &str,
    document: &Document<'_>,
    photo: &PhotoAnswer<'_>,
    pictures: &mut Pictures,
) -> Result<String, Refusal> {
    let mut open = "<rows".to_owned();
    for namespace in document.root_element().namespaces() {
        if let Some(name) = namespace.name().filter(|name| *name != "xml") {
            open.push_str(&format!(" xmlns:{name}=\""));
            escape_markup(namespace.uri(), &mut open);
            open.push('"');
        }
    }
    open.push('>');
    let wrapped = format!("{open}{row}</rows>");
    let filled = fill_paragraphs(&wrapped, &mut |name| {
        let words = |text: &str| Some(Answer::Words(text.to_owned()));
        match name {
            "#图片" | "/图片" => words(""),
            "序号" => words(&photo.number.to_string()),
            "文件名" => words(photo.file),
            "说明" => words(photo.caption),
            "时间" => words(photo.date),
            "地点" => words(photo.place),
            "人物" => words(photo.people),
            "摄影" | "作者" => words(photo.credit),
            "图片" => match photo.plate {
                Some(plate) => Some(Answer::Drawing(pictures.place(plate, photo.caption))),
                None => words(photo.file),
            },
            _ => None,
        }
    })?;
    Ok(filled[open.len()..filled.len() - "</rows>".len()].to_owned())
}

/// All text of `node`.
fn text_of(node: Node<'_, '_>) -> String {
    texts_of(node).into_iter().filter_map(|text| text.text()).collect()
}

/// The `w:t` elements that belong to `node`, in order.
fn texts_of<'a, 'i>(node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    node.descendants().filter(|inner| inner.is_element() && inner.tag_name().name() == "t").collect()
}

/// Fills the placeholders of every paragraph. What `answer` does not know stays as it is.
fn fill_paragraphs(xml: &str, answer: &mut dyn FnMut(&str) -> Option<Answer>) -> Result<String, Refusal> {
    let document = parse(xml)?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for paragraph in document.descendants().filter(|node| node.tag_name().name() == "p") {
        // Text of a box inside the paragraph belongs to the paragraphs of the box.
        let own = |text: &Node<'_, '_>| {
            text.ancestors().find(|node| node.tag_name().name() == "p") == Some(paragraph)
        };
        let texts: Vec<Node<'_, '_>> = texts_of(paragraph).into_iter().filter(own).collect();
        edits.extend(edits_of(&texts, answer));
    }
    if edits.iter().map(|(_, text)| text.len()).sum::<usize>() > TEXT_BYTES_MAX {
        return Err(too_long());
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(xml.len());
    let mut from = 0;
    for (range, text) in edits {
        out.push_str(&xml[from..range.start]);
        out.push_str(&text);
        from = range.end;
    }
    out.push_str(&xml[from..]);
    Ok(out)
}

/// New elements for the texts of one paragraph, as far as placeholders change them.
fn edits_of(
    texts: &[Node<'_, '_>],
    answer: &mut dyn FnMut(&str) -> Option<Answer>,
) -> Vec<(Range<usize>, String)> {
    let joined: String = texts.iter().filter_map(Node::text).collect();
    let mut found: Vec<(Range<usize>, Answer)> = Vec::new();
    let mut from = 0;
    while let Some(begin) = joined[from..].find("{{").map(|at| from + at) {
        let Some(length) = joined[begin..].find("}}") else { break };
        let end = begin + length + 2;
        if let Some(answer) = answer(joined[begin + 2..end - 2].trim()) {
            found.push((begin..end, answer));
        }
        from = end;
    }
    if found.is_empty() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut start = 0;
    for text in texts {
        let content = text.text().unwrap_or_default();
        let here = start..start + content.len();
        edits.push((text.range(), rewritten(content, &here, &found)));
        start = here.end;
    }
    edits
}

/// The text element that stood at `here` of the joined text, with its part of every placeholder replaced: the answer goes where the
/// placeholder begins.
fn rewritten(content: &str, here: &Range<usize>, found: &[(Range<usize>, Answer)]) -> String {
    let mut words = String::new();
    let mut drawings = String::new();
    let mut at = here.start;
    for (range, answer) in found.iter().filter(|(range, _)| range.start < here.end && range.end > here.start)
    {
        if range.start >= at {
            words.push_str(&content[at - here.start..range.start - here.start]);
            match answer {
                Answer::Words(text) => words.push_str(text),
                Answer::Drawing(xml) => drawings.push_str(xml),
            }
        }
        at = range.end.min(here.end);
    }
    words.push_str(&content[at - here.start..]);
    let mut out = String::new();
    // A line break in an answer is one in the form.
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str("<w:t xml:space=\"preserve\">");
        escape_markup(line, &mut out);
        out.push_str("</w:t>");
    }
    out + &drawings
}

/// Pictures put into a form.
#[derive(Default)]
struct Pictures {
    files: Vec<(String, Vec<u8>)>,
    placed: usize,
}

/// Numbers of drawings must differ within a document; organisers' forms seldom have a hundred.
const FIRST_NUMBER: usize = 1001;

impl Pictures {
    /// The drawing for `plate`.
    fn place(&mut self, plate: &Plate, caption: &str) -> String {
        let name = format!("{}.{}", const_hex::encode(&digest_of(&plate.bytes)[..8]), plate.ending);
        let index = self.files.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.files.push((name, plate.bytes.clone()));
            self.files.len() - 1
        });
        self.placed += 1;
        drawing(&Placing {
            relationship: &relationship(index),
            number: FIRST_NUMBER + self.placed,
            alt: caption,
            size: plate.size,
            width_max: CELL_WIDTH,
        })
    }

    /// Puts the files, their relationships and their types into the package.
    fn add_to(self, parts: &mut Vec<(String, Vec<u8>)>) -> Result<(), Refusal> {
        if self.files.is_empty() {
            return Ok(());
        }
        let mut relations = String::new();
        for (index, (name, _)) in self.files.iter().enumerate() {
            relations.push_str(&format!(
                "<Relationship Id=\"{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/{name}\"/>",
                relationship(index)
            ));
        }
        insert(parts, "word/_rels/document.xml.rels", "</Relationships>", &relations)?;
        for (ending, kind) in [("jpg", "image/jpeg"), ("png", "image/png"), ("gif", "image/gif")] {
            let types = part_of(parts, "[Content_Types].xml")?;
            let is_known =
                String::from_utf8_lossy(types).to_lowercase().contains(&format!("extension=\"{ending}\""));
            if !is_known {
                let default = format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
                insert(parts, "[Content_Types].xml", "</Types>", &default)?;
            }
        }
        parts.extend(self.files.into_iter().map(|(name, bytes)| (format!("word/media/{name}"), bytes)));
        Ok(())
    }
}

fn relationship(index: usize) -> String {
    format!("rZhanguan{}", index + 1)
}

fn part_of<'p>(parts: &'p mut [(String, Vec<u8>)], path: &str) -> Result<&'p mut Vec<u8>, Refusal> {
    parts.iter_mut().find(|(other, _)| other == path).map(|(_, bytes)| bytes).ok_or_else(|| broken(path))
}

/// Puts `xml` before the closing tag `before` of the part `path`.
fn insert(parts: &mut [(String, Vec<u8>)], path: &str, before: &str, xml: &str) -> Result<(), Refusal> {
    let bytes = part_of(parts, path)?;
    let text = String::from_utf8_lossy(bytes).into_owned();
    let at = text.rfind(before).ok_or_else(|| broken(path))?;
    *bytes = format!("{}{xml}{}", &text[..at], &text[at..]).into_bytes();
    Ok(())
}

//! Takes in an organiser's form as it comes from outside: a DOCX file into its parts, a part into a tree.
//!
//! Believes nothing that the file says of itself. What no form needs is refused, in words for editors, before it costs memory or time.

use roxmltree::{Document, ParsingOptions};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Why a form cannot be filled, in Chinese and English.
pub(super) type Refusal = (String, String);

/// A form is some pages of text: more than this is no form.
const BYTES_MAX: u64 = 64 * 1024 * 1024;
const PARTS_MAX: usize = 2_000;
/// Of the text, whose tree takes many times its length in memory; a form of twenty pages has 0.5 MB.
pub(super) const TEXT_BYTES_MAX: usize = 8 * 1024 * 1024;
const NODES_MAX: u32 = 1_000_000;
/// Word nests a table in a table some levels deep, each by four elements.
const DEPTH_MAX: usize = 100;

/// The parts of `form` by their paths.
pub(super) fn unpacked(form: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let refused = || ("文件不是 DOCX，或已损坏".to_owned(), "it is no DOCX file, or damaged".to_owned());
    let too_large = || {
        let bytes = BYTES_MAX / 1024 / 1024;
        (
            format!("解开后超过 {bytes} MB，不像申报表"),
            format!("unpacked it has over {bytes} MB, which is no form"),
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(form)).map_err(|_| refused())?;
    let mut parts = Vec::new();
    let mut budget = BYTES_MAX;
    if archive.len() > PARTS_MAX {
        let count = archive.len();
        return Err((
            format!("里面有 {count} 个部件，超过 {PARTS_MAX} 个，不像申报表"),
            format!("it has {count} parts, over {PARTS_MAX}, which is no form"),
        ));
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| refused())?;
        let path = part.name().map_err(|_| refused())?.into_owned();
        if !stays_inside(&path) {
            return Err((
                format!("部件名“{path}”指向文件之外"),
                format!("the part “{path}” points outside the file"),
            ));
        }
        let mut bytes = Vec::new();
        // What a part says of its length is not believed.
        part.take(budget + 1).read_to_end(&mut bytes).map_err(|_| refused())?;
        budget = budget.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        if !path.ends_with('/') {
            parts.push((path, bytes));
        }
    }
    if parts.iter().any(|(path, _)| path == "word/document.xml") { Ok(parts) } else { Err(refused()) }
}

/// Whether a part of this name lies in the package: whoever unpacks our paper must not write elsewhere.
fn stays_inside(path: &str) -> bool {
    !path.starts_with('/') && !path.contains(['\\', ':']) && path.split('/').all(|name| name != "..")
}

/// The part at `path` cannot be read.
pub(super) fn broken(path: &str) -> Refusal {
    (format!("其中的 {path} 已损坏"), format!("{path} in it is damaged"))
}

/// The text is more than a form can be.
pub(super) fn too_long() -> Refusal {
    (
        "正文太长或嵌套太深，不像申报表".to_owned(),
        "its text is too long or too deeply nested for a form".to_owned(),
    )
}

/// The tree of a text part. Documents that define entities are refused: no office program writes them.
pub(super) fn parse(xml: &str) -> Result<Document<'_>, Refusal> {
    if xml.len() > TEXT_BYTES_MAX {
        return Err(too_long());
    }
    let options = ParsingOptions { nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_long(),
        roxmltree::Error::DtdDetected => (
            "正文里有 DTD（实体定义），已拒绝".to_owned(),
            "its text defines entities (a DTD), which is refused".to_owned(),
        ),
        _ => broken("document.xml"),
    })?;
    // Paragraphs are looked at with all that stands in them, so the time grows with the depth.
    let mut depths = vec![0; document.descendants().count()];
    for node in document.descendants() {
        let depth = node.parent().map_or(0, |parent| depths[parent.id().get_usize()] + 1);
        depths[node.id().get_usize()] = depth;
        if depth > DEPTH_MAX {
            return Err(too_long());
        }
    }
    Ok(document)
}

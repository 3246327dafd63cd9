//! Searches a finished archive for names that should not be in it: in names of files, in every part of documents inside it, in text
//! that runs over tags, and in the encodings that old programs write.

use super::blind::Codes;
use crate::model::key_of;
use roxmltree::{Document, NodeType};
use std::io::{self, Cursor, Read, Seek};
use zip::ZipArchive;

/// A name that is left, and the file that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// Path in the archive; parts of documents behind a colon.
    pub path: String,
    /// The name.
    pub name: String,
}

/// Documents inside documents inside documents: deeper ones nobody makes.
const DEPTH_MAX: usize = 3;

/// Every name of `codes` that can be found in the archive in `file`.
///
/// # Errors
/// If the archive cannot be read.
pub fn leaks(file: impl Read + Seek, codes: &Codes) -> io::Result<Vec<Leak>> {
    let sought: Vec<Sought> = codes.names().map(Sought::new).collect();
    let mut leaks = Vec::new();
    search(file, ("", 0), &sought, &mut leaks)?;
    Ok(leaks)
}

/// Bytes of a name that are sought in files of any kind.
const BYTES_MIN: usize = 6;

/// A name in the shapes in which it may stand.
struct Sought {
    name: String,
    key: String,
    bytes: Vec<Vec<u8>>,
}

impl Sought {
    fn new(name: &str) -> Self {
        let wide: Vec<u16> = name.encode_utf16().collect();
        let mut bytes: Vec<Vec<u8>> = vec![
            name.as_bytes().to_vec(),
            wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ];
        let (gbk, _, is_lossy) = encoding_rs::GBK.encode(name);
        if !is_lossy {
            bytes.push(gbk.into_owned());
        }
        // Shorter ones are in large pictures by chance.
        bytes.retain(|bytes| bytes.len() >= BYTES_MIN);
        Self { name: name.to_owned(), key: key_of(name), bytes }
    }
}

fn search(
    file: impl Read + Seek,
    (outside, depth): (&str, usize),
    sought: &[Sought],
    leaks: &mut Vec<Leak>,
) -> io::Result<()> {
    let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(io::Error::other)?;
        let path = format!("{outside}{}", part.name().map_err(io::Error::other)?);
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        let plain = std::str::from_utf8(&bytes).map(|text| key_of(&words_of(text))).unwrap_or_default();
        let path_key = key_of(&path);
        for sought in sought {
            let is_left = path_key.contains(&sought.key)
                || plain.contains(&sought.key)
                || sought.bytes.iter().any(|name| memchr::memmem::find(&bytes, name).is_some());
            if is_left {
                leaks.push(Leak { path: path.clone(), name: sought.name.clone() });
            }
        }
        if bytes.starts_with(b"PK\x03\x04") && depth < DEPTH_MAX {
            search(Cursor::new(bytes), (&format!("{path}:"), depth + 1), sought, leaks)?;
        }
    }
    Ok(())
}

/// All that a part says: the text of XML as one, so that a name that runs over several tags is one again, then its attributes and
/// comments, escapes resolved.
fn words_of(part: &str) -> String {
    let xml = part.trim_start_matches('\u{feff}');
    let Ok(document) = Document::parse(xml) else { return part.to_owned() };
    let mut words = String::with_capacity(xml.len() / 2);
    let mut aside = String::new();
    for node in document.descendants() {
        match node.node_type() {
            NodeType::Text => words.push_str(node.text().unwrap_or_default()),
            NodeType::Comment => aside.extend(["\n", node.text().unwrap_or_default()]),
            _ => {}
        }
        for attribute in node.attributes() {
            aside.extend(["\n", attribute.value()]);
        }
    }
    words + &aside
}

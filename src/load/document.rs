//! One Markdown or YAML file, read: a pure function of its bytes.

use super::front;
use crate::diag::Fault;
use crate::digest::{Digest, digest_of};
use crate::draft::{self, Draft, Named, Written};
use crate::markdown::{self, Galley, Outline};
use crate::yaml::{self, Node};
use serde::{Deserialize, Serialize};

/// What a file under `content/` is about, told by its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// `content/cases/`
    Case,
    /// `content/units/`
    Unit,
    /// `content/brands/`
    Brand,
    /// `content/honors/`
    Honor,
    /// `content/venues/`
    Venue,
    /// `content/exhibitions/`
    Exhibition,
    /// `content/pages/`
    Page,
    /// `content/calls/`
    Call,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Case,
        Self::Unit,
        Self::Brand,
        Self::Honor,
        Self::Venue,
        Self::Exhibition,
        Self::Page,
        Self::Call,
    ];

    /// The folder under `content/`, and under the site.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Case => "cases",
            Self::Unit => "units",
            Self::Brand => "brands",
            Self::Honor => "honors",
            Self::Venue => "venues",
            Self::Exhibition => "exhibitions",
            Self::Page => "pages",
            Self::Call => "calls",
        }
    }

    /// The kind of the file `path`, if it is in one of the folders.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let inside = path.strip_prefix("content/")?;
        let (folder, _) = inside.split_once('/')?;
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }
}

/// Endings of the files that are read as text.
const ENDINGS: [&str; 3] = [".md", ".MD", ".markdown"];

/// Whether the file `path` is read as text.
pub(super) fn is_text(path: &str) -> bool {
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// `path` without the ending of a text; for `NAME/index.md`, the folder's.
fn name_of(path: &str) -> &str {
    let ending = ENDINGS.into_iter().find(|ending| path.ends_with(ending)).unwrap_or_default();
    let name = path.strip_suffix(ending).unwrap_or(path);
    name.strip_suffix("/index").unwrap_or(name)
}

/// The name an author would call the content file `path` by: without folder and ending.
#[must_use]
pub fn stem_of(path: &str) -> &str {
    let name = name_of(path);
    name.rsplit('/').next().unwrap_or(name)
}

/// What marks the file `stem` as a case told in a second language: `.en` or `.zh`.
#[must_use]
pub fn twin_mark(stem: &str) -> Option<&'static str> {
    [".en", ".zh"].into_iter().find(|mark| stem.ends_with(mark))
}

/// One content file, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Path from the site's root: `content/cases/把支部建在审计组上.md`.
    pub path: String,
    /// By its folder.
    pub kind: DocumentKind,
    /// What the fields at its head say.
    pub draft: Draft,
    /// Whether its fields could not be read: the one fault has been reported, and the draft says what the file's name tells.
    pub is_unreadable: bool,
    /// The byte of its text at which the body begins.
    pub body_start: usize,
    /// What is in the body.
    pub outline: Outline,
    /// Of the file's bytes; tells whether the file changed.
    pub digest: Digest,
    /// Faults found while reading.
    pub faults: Vec<Fault>,
}

impl Document {
    /// Reads `bytes`, the content of the file `path`: what is remembered of it, and its body as its page shows it.
    #[must_use]
    pub fn read(path: &str, kind: DocumentKind, bytes: &[u8]) -> (Self, Galley) {
        let mut faults = Vec::new();
        let text = front::text_of_bytes(path, bytes, &mut faults);
        let text = front::without_controls(path, text, &mut faults);
        let (front, body_start) = match front::split(path, &text, &mut faults) {
            Some(split) => {
                let node = yaml::parse(path, split.front, split.front_line, &mut faults);
                (node.unwrap_or_default(), split.body_start)
            }
            None => (Node::Empty, 0),
        };
        let (outline, galley) = markdown::read(&text[body_start..]);
        let is_unreadable = front == Node::Empty;
        let draft = read_draft(kind, Written { path, stem: stem_of(path), fields: &front }, &mut faults);
        let document = Self {
            path: path.to_owned(),
            kind,
            draft,
            is_unreadable,
            body_start,
            outline,
            digest: digest_of(bytes),
            faults,
        };
        (document, galley)
    }

    /// The path without its ending; for `NAME/index.md`, the folder's.
    #[must_use]
    pub fn name(&self) -> &str {
        name_of(&self.path)
    }

    /// The name an author would call the file by: without folder and ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        stem_of(&self.path)
    }
}

fn read_draft(kind: DocumentKind, file: Written<'_>, faults: &mut Vec<Fault>) -> Draft {
    let mut name = |named| Draft::Name(Box::new(draft::read_name(file, named, faults)));
    match kind {
        DocumentKind::Unit => name(Named::Unit),
        DocumentKind::Brand => name(Named::Brand),
        DocumentKind::Honor => name(Named::Honor),
        DocumentKind::Venue => name(Named::Venue),
        _ if *file.fields == Node::Empty => Draft::Nothing,
        DocumentKind::Case if twin_mark(file.stem).is_some() => Draft::Twin(draft::read_twin(file, faults)),
        DocumentKind::Case => Draft::Case(Box::new(draft::read_case(file, faults))),
        DocumentKind::Exhibition => Draft::Text(Box::new(draft::read_text(file, true, faults))),
        DocumentKind::Page => Draft::Text(Box::new(draft::read_text(file, false, faults))),
        DocumentKind::Call => Draft::Call(Box::new(file.fields.clone())),
    }
}

/// The text of a content file as all stages see it: UTF-8, `\n`, no invisible characters.
pub(super) fn normal_text(bytes: &[u8]) -> String {
    let mut faults = Vec::new();
    let text = front::text_of_bytes("", bytes, &mut faults);
    front::without_controls("", text, &mut faults).into_owned()
}

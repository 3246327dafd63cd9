//! Where links between content files lead.

use super::hall::Hall;
use super::ids::MediaId;
use super::routes::{Route, folded_path, resolve};
use crate::load::{Document, Sources, stem_of};
use crate::markdown::{Scheme, scheme_of};
use crate::text::{self, file_name};
use foldhash::HashMap;
use percent_encoding::percent_decode_str;
use std::sync::OnceLock;

/// Pages by the content file they are made from, and published files by theirs.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// For each content file its page; `None` if it is left out this time.
    pub(super) pages: Vec<Option<Route>>,
    /// Folded path → content file, to tell a wrong case from a missing file; made when the first link leads nowhere.
    pub(super) folded: OnceLock<HashMap<String, usize>>,
    /// Picture or attachment → its place in `Hall::media`.
    pub(super) media: HashMap<String, MediaId>,
}

/// Where one link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A heading of the same page.
    SamePage(String),
    /// A page of the hall, perhaps at a heading.
    Page(Route, Option<String>),
    /// A picture or attachment.
    Media(MediaId),
    /// Out of the site.
    Outside,
    /// A case that is left out this time.
    LeftOut,
    /// No such file; a path that may be meant.
    Missing(Option<String>),
    /// The file differs in case; its real path.
    WrongCase(String),
    /// No such heading; one that may be meant.
    NoHeading(String, Option<String>),
    /// A scheme or path that is not allowed.
    Refused,
    /// A file that is not published; reported where it was looked at.
    Unpublished,
}

impl Hall {
    /// Where the link `target` in `document` leads.
    #[must_use]
    pub fn resolve(&self, sources: &Sources, document: &Document, target: &str) -> Target {
        match scheme_of(target) {
            Scheme::Outside => return Target::Outside,
            Scheme::Refused => return Target::Refused,
            Scheme::Anchor | Scheme::Relative => {}
        }
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let anchor = percent_decode_str(anchor).decode_utf8_lossy().into_owned();
        if path.is_empty() {
            return match heading(document, &anchor) {
                Ok(()) => Target::SamePage(anchor),
                Err(nearest) => Target::NoHeading(anchor, nearest),
            };
        }
        let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let Some(file) = resolve(&document.path, &decoded) else { return Target::Missing(None) };
        if let Some(media) = self.targets.media.get(&file) {
            return Target::Media(*media);
        }
        let Some(index) = sources.position(&file) else {
            return if sources.files.contains_key(&file) {
                Target::Unpublished
            } else {
                self.missing(sources, &document.path, &file)
            };
        };
        match &self.targets.pages[index] {
            None => Target::LeftOut,
            Some(route) if anchor.is_empty() => Target::Page(route.clone(), None),
            Some(route) => match heading(&sources.documents[index], &anchor) {
                Ok(()) => Target::Page(route.clone(), Some(anchor)),
                Err(nearest) => Target::NoHeading(anchor, nearest),
            },
        }
    }

    /// `file`, which `from` links to, is not there: it may differ in case from one that is, or be like one.
    fn missing(&self, sources: &Sources, from: &str, file: &str) -> Target {
        let paths = || sources.documents.iter().map(|document| document.path.as_str());
        let folded = self
            .targets
            .folded
            .get_or_init(|| paths().enumerate().map(|(index, path)| (folded_path(path), index)).collect());
        if let Some(index) = folded.get(&folded_path(file)) {
            return Target::WrongCase(sources.documents[*index].path.clone());
        }
        let wanted = stem_of(file);
        let others = || paths().filter(|path| *path != from);
        let same = others().find(|path| stem_of(path) == wanted);
        let near = same.or_else(|| text::closest(file, others()));
        Target::Missing(near.map(|near| relative(from, near)))
    }

    /// Whether the page made from the document at `index` is part of the hall this time.
    #[must_use]
    pub fn shows(&self, index: usize) -> bool {
        self.targets.pages[index].is_some()
    }

    /// The published form of the picture `target` of `document`.
    #[must_use]
    pub fn picture(&self, document: &Document, target: &str) -> Option<MediaId> {
        let decoded = percent_decode_str(target).decode_utf8_lossy().into_owned();
        let file = resolve(&document.path, &decoded)?;
        self.targets.media.get(&file).copied()
    }
}

/// Whether the link `target` leads to a file that is not a page: it has an ending, and not that of a text or page.
#[must_use]
pub fn is_attachment(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let name = file_name(path);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && !extension.eq_ignore_ascii_case("md") && !extension.eq_ignore_ascii_case("html")
    })
}

/// `Ok` if `document` has the heading `anchor`, else the nearest one.
fn heading(document: &Document, anchor: &str) -> Result<(), Option<String>> {
    let ids = || document.outline.headings.iter().map(|heading| heading.id.as_str());
    if anchor.is_empty() || ids().any(|id| id == anchor) {
        return Ok(());
    }
    Err(text::closest(anchor, ids()).map(str::to_owned))
}

/// `to` as a path relative to the folder of `from`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let shared = folders.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; folders.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

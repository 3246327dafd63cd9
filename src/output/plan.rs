//! What a site consists of: a path, a fingerprint of everything that shapes its bytes, and a way to make them.

use crate::diag::{Fault, Words};
use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A digest of everything that shapes a file of the site.
pub type Fingerprint = Digest;

/// What a file of the site is, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PageKind {
    /// The hall's front page.
    Entrance,
    /// A page of the case wall.
    Wall,
    /// A case.
    Case,
    /// Units and their directory.
    Unit,
    /// Brands and their wall.
    Brand,
    /// Honors, their levels and their wall.
    Honor,
    /// Years.
    Year,
    /// Groups.
    Group,
    /// Demonstration places.
    Venue,
    /// Exhibitions.
    Exhibition,
    /// Calls for cases.
    Call,
    /// The index in pinyin order.
    Index,
    /// 关于本馆 and the like, and the page for what is not there.
    Page,
    /// Feed, sitemap, open data.
    Data,
    /// Style sheets and scripts.
    Asset,
    /// Pictures and attachments.
    Media,
    /// The search index.
    Search,
}

/// Why a file could not be made.
#[derive(Debug)]
pub enum MakeError {
    /// Something an author can mend, such as a template.
    Fault(Box<Fault>),
    /// Something else: a file that vanished.
    Stop(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => f.write_str(&fault.says.en),
            Self::Stop(error) => error.fmt(f),
        }
    }
}

type Make<'a> = Box<dyn Fn() -> Result<Vec<u8>, MakeError> + Send + Sync + 'a>;

/// One file of the site.
pub struct Entry<'a> {
    /// Path from the site's root, ASCII, with `/`.
    pub path: String,
    /// What it is.
    pub kind: PageKind,
    /// Of everything that shapes its bytes: same fingerprint, same bytes.
    pub fingerprint: Fingerprint,
    make: Make<'a>,
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("path", &self.path).field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl<'a> Entry<'a> {
    /// A file that `make` makes.
    pub fn new(
        path: impl Into<String>,
        kind: PageKind,
        fingerprint: Fingerprint,
        make: impl Fn() -> Result<Vec<u8>, MakeError> + Send + Sync + 'a,
    ) -> Self {
        Self { path: path.into(), kind, fingerprint, make: Box::new(make) }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// If the template is at fault or a source vanished.
    pub fn make(&self) -> Result<Vec<u8>, MakeError> {
        (self.make)()
    }
}

/// Every file of the site, by path.
#[derive(Debug, Default)]
pub struct SitePlan<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> SitePlan<'a> {
    /// Adds a file.
    pub fn add(&mut self, entry: Entry<'a>) {
        self.entries.push(entry);
    }

    /// Adds many.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = Entry<'a>>) {
        self.entries.extend(entries);
    }

    /// Puts the files in the order of their paths; every stage after planning relies on it.
    ///
    /// # Panics
    /// If two files have one path: the model promised every page a path of its own.
    pub fn settle(&mut self) {
        self.entries.sort_by(|a, b| a.path.cmp(&b.path));
        let twin = self.entries.windows(2).find(|pair| pair[0].path == pair[1].path);
        assert!(twin.is_none(), "the model gave every page a path of its own, but two are {twin:?}");
    }

    /// The files, in the order of their paths.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// Adds to `counts` how many files of each kind there are.
    pub(super) fn count(&self, counts: &mut BTreeMap<PageKind, usize>) {
        for entry in &self.entries {
            *counts.entry(entry.kind).or_default() += 1;
        }
    }
}

/// Files of the site that are planned when those of the chapters before are made: so what one chapter takes is out of memory
/// before the next is begun.
pub struct Chapter<'a> {
    /// What is being made, for those who wait.
    pub title: Words,
    plan: Box<dyn FnOnce() -> SitePlan<'a> + 'a>,
}

impl fmt::Debug for Chapter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chapter").field("title", &self.title).finish_non_exhaustive()
    }
}

impl<'a> Chapter<'a> {
    /// The files that `plan` plans.
    pub fn new(title: Words, plan: impl FnOnce() -> SitePlan<'a> + 'a) -> Self {
        Self { title, plan: Box::new(plan) }
    }

    /// Its files.
    #[must_use]
    pub fn plan(self) -> SitePlan<'a> {
        (self.plan)()
    }
}

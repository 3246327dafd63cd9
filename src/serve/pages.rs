//! Makes the pages that are asked for, each once a generation, and keeps the last good copy of each.
//!
//! A page whose source was spoiled can no longer be made; its author still sees it as it was, behind the faults.

use super::hall::{Generation, Site};
use crate::diag::Fault;
use crate::digest::quick_digest_of;
use crate::output::{Entry, MakeError, PageKind};
use foldhash::HashMap;
use memchr::memmem;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Copies are kept up to this many bytes: thousands of pages, which is more than anybody looks at.
const KEPT_BYTES_MAX: usize = 32 * 1024 * 1024;

/// A file of the site, made.
#[derive(Debug)]
pub(super) struct Page {
    /// Its path from the site's root.
    pub(super) path: String,
    /// As the site would publish it.
    pub(super) bytes: Vec<u8>,
    /// Tells whether a reader would see a difference. Names of style sheets do not count: a style is changed in place.
    pub(super) hash: String,
}

/// What came of making a page.
pub(super) enum Made {
    /// The page.
    Page(Arc<Page>),
    /// There is none at this path.
    Missing,
    /// A template is at fault.
    Fault(Box<Fault>),
    /// Its source changed after it was read and is about to be read again.
    Changed,
}

/// Pages made so far.
#[derive(Default)]
pub(super) struct Pages {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// By path, with the number of the generation that made it.
    pages: HashMap<String, (u64, Arc<Page>)>,
    /// Paths in the order in which they were kept.
    order: VecDeque<String>,
    bytes: usize,
}

impl Pages {
    /// The file at `path` as `generation` has it.
    pub(super) fn page(&self, generation: &Generation, path: &str) -> Made {
        let Some(site) = &generation.site else { return Made::Missing };
        let Some(entry) = site.entry(path) else { return Made::Missing };
        if let Some((number, page)) = self.kept().pages.get(path)
            && *number == generation.number
        {
            return Made::Page(Arc::clone(page));
        }
        match entry.make() {
            Ok(bytes) => {
                let page = Arc::new(page_of(site, entry, bytes));
                if is_kept(entry.kind) {
                    self.kept().keep(generation.number, &page);
                }
                Made::Page(page)
            }
            Err(MakeError::Fault(fault)) => Made::Fault(fault),
            Err(MakeError::Stop(_)) => match self.kept().pages.get(path) {
                Some((_, page)) => Made::Page(Arc::clone(page)),
                None => Made::Changed,
            },
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere leaves copies that are still whole.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Pictures are read again each time: they are large, and a browser keeps them under a name that tells their content.
fn is_kept(kind: PageKind) -> bool {
    !matches!(kind, PageKind::Media | PageKind::Data)
}

fn page_of(site: &Site, entry: &Entry<'_>, bytes: Vec<u8>) -> Page {
    let mut plain = Cow::Borrowed(bytes.as_slice());
    for name in site.stylesheets() {
        if let Some(rest) = cut_out(&plain, name.as_bytes()) {
            plain = Cow::Owned(rest);
        }
    }
    let hash = const_hex::encode(quick_digest_of(&plain));
    Page { path: entry.path.clone(), bytes, hash }
}

/// `bytes` without the first `part` in them; `None` if it is not there.
fn cut_out(bytes: &[u8], part: &[u8]) -> Option<Vec<u8>> {
    let at = memmem::find(bytes, part)?;
    Some([&bytes[..at], &bytes[at + part.len()..]].concat())
}

impl Kept {
    fn keep(&mut self, number: u64, page: &Arc<Page>) {
        self.bytes += page.bytes.len();
        match self.pages.insert(page.path.clone(), (number, Arc::clone(page))) {
            Some((_, old)) => self.bytes -= old.bytes.len(),
            None => self.order.push_back(page.path.clone()),
        }
        while self.bytes > KEPT_BYTES_MAX
            && let Some(path) = self.order.pop_front()
        {
            if let Some((_, old)) = self.pages.remove(&path) {
                self.bytes -= old.bytes.len();
            }
        }
    }
}

//! What was made of bodies just read, until it is asked for, which in nearly every run is once: so no body is parsed twice.

use crate::markdown::{Galley, Text, Words};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The two things made of each body, each given away when it is asked for.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// For pages.
    pub(super) galleys: Shelf<Galley>,
    /// For the search index.
    pub(super) words: Shelf<Words>,
}

impl Texts {
    pub(super) fn keep(&self, path: &str, text: Text) {
        let Text { words, galley } = text;
        let (words_size, galley_size) = (words.size(), galley.size());
        self.words.keep(path, words, words_size);
        self.galleys.keep(path, galley, galley_size);
    }
}

/// Holds things by the path of their file, up to a bound, so that memory does not grow with the site.
#[derive(Debug)]
pub(super) struct Shelf<T> {
    by_path: Mutex<HashMap<String, T>>,
    bytes: AtomicUsize,
}

/// Enough for more than ten thousand cases of the usual length.
const BYTES_MAX: usize = 64 * 1024 * 1024;

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { by_path: Mutex::default(), bytes: AtomicUsize::default() }
    }
}

impl<T> Shelf<T> {
    fn keep(&self, path: &str, item: T, bytes: usize) {
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes <= BYTES_MAX
            && let Ok(mut by_path) = self.by_path.lock()
        {
            by_path.insert(path.to_owned(), item);
        }
    }

    pub(super) fn take(&self, path: &str) -> Option<T> {
        self.by_path.lock().ok()?.remove(path)
    }
}

//! Bodies just read and set, until their pages are made, which in nearly every run is once: so that no page parses its text again.

use crate::markdown::Galley;
use foldhash::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Galleys by the path of their file, up to a bound, so that memory does not grow with the site. Each is given away when it is asked for.
#[derive(Debug, Default)]
pub(super) struct Galleys {
    by_path: Mutex<HashMap<String, Galley>>,
    bytes: AtomicUsize,
}

/// Enough for more than ten thousand cases of the usual length.
const BYTES_MAX: usize = 64 * 1024 * 1024;

impl Galleys {
    pub(super) fn keep(&self, path: &str, galley: Galley) {
        let bytes = galley.size();
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes <= BYTES_MAX
            && let Ok(mut by_path) = self.by_path.lock()
        {
            by_path.insert(path.to_owned(), galley.shrunk());
        }
    }

    pub(super) fn take(&self, path: &str) -> Option<Galley> {
        self.by_path.lock().ok()?.remove(path)
    }
}

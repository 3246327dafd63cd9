//! Tells, without opening a single content file, that nothing changed since a run.

use super::cache::{BUILD, Stamp, read_record, write_record};
use super::store::{LoadError, Store};
use crate::digest::{Digest, digest_of, hex};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What a run came to, kept under the state of the site it saw and what was asked of it.
#[derive(Debug)]
pub struct LastRun {
    file: Option<PathBuf>,
    key: Digest,
    /// Of the file written last.
    newest: Option<Stamp>,
}

#[derive(Serialize, Deserialize)]
struct Record<T> {
    key: Digest,
    outcome: T,
}

impl LastRun {
    /// The run that `store` as it is now, and `asked`, stand for. `asked` holds all that shapes the outcome beside the files;
    /// runs with different answers to it are kept apart.
    ///
    /// # Errors
    /// If a folder cannot be listed.
    pub fn of(store: &Store, asked: &str) -> Result<Self, LoadError> {
        let mut newest: Option<Stamp> = None;
        let mut state = format!("{BUILD}\n{asked}\n").into_bytes();
        for folder in ["content", "themes"] {
            for file in store.list(folder)? {
                state.extend_from_slice(file.path.as_bytes());
                state.extend_from_slice(format!("\n{:?}\n", file.stamp).as_bytes());
                newest = newest.into_iter().chain(file.stamp).max_by_key(Stamp::modified);
            }
        }
        let name = hex(&digest_of(asked.as_bytes())[..6]);
        let file = store.cache_folder().map(|folder| folder.join(format!("run-{name}")));
        Ok(Self { file, key: digest_of(&state), newest })
    }

    /// What this very run came to, if it was made before and its files were then old enough to be sure of.
    #[must_use]
    pub fn outcome<T: for<'de> Deserialize<'de>>(&self) -> Option<T> {
        let record: Record<T> = read_record(self.file.as_deref()?)?;
        (record.key == self.key).then_some(record.outcome)
    }

    /// Keeps `outcome` for the next time, unless a file changed so lately that its stamp could hide a further change.
    pub fn keep<T: Serialize>(&self, outcome: T) {
        let Some(file) = self.file.as_deref() else { return };
        if write_record(file, &Record { key: self.key, outcome }).is_err() {
            return;
        }
        let written = std::fs::metadata(file).map(|metadata| Stamp::of(&metadata));
        let is_sure =
            self.newest.is_none_or(|newest| written.is_ok_and(|written| !newest.is_unsure(&written)));
        if !is_sure {
            let _ = std::fs::remove_file(file);
        }
    }
}

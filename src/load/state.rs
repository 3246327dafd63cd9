//! Tells, without opening a single content file, that nothing changed since a run.

use super::cache::{BUILD, Stamp, read_record, write_record};
use super::store::Inventory;
use crate::digest::{Digest, quick_digest_of};
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
    /// The run that the files in `inventory`, and `asked`, stand for. `asked` holds all that shapes the outcome beside the
    /// files; runs with different answers to it are kept apart.
    #[must_use]
    pub fn of(inventory: &Inventory, asked: &str) -> Self {
        let Inventory { store, content, themes } = inventory;
        let state = postcard::to_stdvec(&(BUILD, asked, content, themes))
            .expect("names and stamps are plain data and memory takes every byte");
        let stamps = content.iter().chain(themes).filter_map(|file| file.stamp);
        let name = const_hex::encode(&quick_digest_of(asked.as_bytes())[..6]);
        let file = store.cache_folder().map(|folder| folder.join(format!("run-{name}")));
        Self { file, key: quick_digest_of(&state), newest: stamps.max_by_key(Stamp::modified) }
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

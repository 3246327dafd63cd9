//! Files that are dear to make, kept between runs under a name that stands for everything they were made from.
//!
//! A kept file that is missing or damaged is made again: the folder costs time, never correctness.

use super::cache::{read_whole, write_whole};
use std::path::PathBuf;

/// The folder of kept files; a site in memory keeps none.
#[derive(Debug, Default)]
pub struct Kept {
    folder: Option<PathBuf>,
}

impl Kept {
    pub(super) fn in_folder(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// What was kept as `name`, a plain file name.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        read_whole(&self.folder.as_ref()?.join(name))
    }

    /// Keeps `bytes` as `name`. Trouble with the disk is passed over: they will be made again, that is all.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        if let Some(folder) = &self.folder
            && std::fs::create_dir_all(folder).is_ok()
        {
            let _ = write_whole(&folder.join(name), bytes);
        }
    }

    /// Removes every kept file that `is_wanted` does not name.
    pub fn retain(&self, is_wanted: impl Fn(&str) -> bool) {
        let Some(files) = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok()) else {
            return;
        };
        for file in files.filter_map(Result::ok) {
            if !is_wanted(&file.file_name().to_string_lossy()) {
                let _ = std::fs::remove_file(file.path());
            }
        }
    }
}

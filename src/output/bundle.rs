//! A folder of papers, written as a whole: it is the old one or the new one, never a mixture.
//!
//! Everything is made in a hidden folder beside the target; two renames put it in place. A run killed between them leaves the old
//! folder under another name, and the next run puts it back before it does anything else. Runs that write into one folder wait for
//! each other.

use super::guard::{OutputRefused, guard_papers};
use super::publish::{PublishError, lock};
use crate::digest::sha256_hex;
use crate::text::path_inside;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The list of hashes in every folder of papers. `sha256sum -c` reads it.
pub const SUMS: &str = "SHA256SUMS.txt";

/// A folder of papers being made.
#[derive(Debug)]
pub struct Bundle {
    target: PathBuf,
    stage: PathBuf,
    old: PathBuf,
    /// Hash of every file, by its path in the folder.
    sums: BTreeMap<String, String>,
    /// Held until the folder is in its place.
    _lock: File,
}

impl Bundle {
    /// Begins a folder `name` inside `folder`, for the project in `root`, when no other run works in `folder` any more.
    ///
    /// # Errors
    /// If there is such a folder and it holds anything that we did not write, or if the disk is at fault.
    pub fn begin(root: &Path, folder: &Path, name: &str) -> Result<Self, PublishError> {
        guard_papers(root, folder).map_err(PublishError::Refused)?;
        let bundle = Self {
            target: folder.join(name),
            stage: folder.join(format!(".{name}.stage")),
            old: folder.join(format!(".{name}.old")),
            sums: BTreeMap::new(),
            _lock: lock(folder)?,
        };
        bundle.finish_killed()?;
        bundle.guard_own()?;
        remove(&bundle.stage)?;
        fs::create_dir_all(&bundle.stage).map_err(|error| io_at(&bundle.stage, error))?;
        Ok(bundle)
    }

    /// Adds a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let file = self.stage.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| io_at(folder, error))?;
        }
        fs::write(&file, bytes).map_err(|error| io_at(&file, error))?;
        let hash = sha256_hex(bytes).map_err(|error| io_at(&file, error))?;
        self.sums.insert(path.to_owned(), hash);
        Ok(())
    }

    /// Paths of all files added, in order.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.sums.keys().cloned().collect()
    }

    /// A file that was added, read again: papers of many entries are not kept in memory.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, PublishError> {
        let file = self.stage.join(path);
        fs::read(&file).map_err(|error| io_at(&file, error))
    }

    /// A new file to be written piece by piece; [`Bundle::seal`] takes its hash.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create(&self, path: &str) -> Result<File, PublishError> {
        let file = self.stage.join(path);
        File::create_new(&file).map_err(|error| io_at(&file, error))
    }

    /// A file made with [`Bundle::create`], to be read.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn open(&self, path: &str) -> Result<File, PublishError> {
        let file = self.stage.join(path);
        File::open(&file).map_err(|error| io_at(&file, error))
    }

    /// Takes the hash of a file made with [`Bundle::create`].
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn seal(&mut self, path: &str) -> Result<(), PublishError> {
        let hash = sha256_hex(self.open(path)?).map_err(|error| io_at(&self.stage.join(path), error))?;
        self.sums.insert(path.to_owned(), hash);
        Ok(())
    }

    /// The list of hashes of all files so far.
    #[must_use]
    pub fn sums(&self) -> String {
        let mut text = String::new();
        for (path, hash) in &self.sums {
            let _ = writeln!(text, "{hash}  {path}");
        }
        text
    }

    /// Puts the folder in its place and gives its path.
    ///
    /// # Errors
    /// If the disk is at fault; the old folder is then still there.
    pub fn finish(self) -> Result<PathBuf, PublishError> {
        let list = self.stage.join(SUMS);
        fs::write(&list, self.sums()).map_err(|error| io_at(&list, error))?;
        if self.target.exists() {
            fs::rename(&self.target, &self.old).map_err(|error| io_at(&self.target, error))?;
        }
        fs::rename(&self.stage, &self.target).map_err(|error| io_at(&self.target, error))?;
        remove(&self.old)?;
        Ok(self.target)
    }

    /// Gives up: nothing of what was made is left.
    ///
    /// # Errors
    /// If the disk is at fault.
    pub fn abandon(self) -> Result<(), PublishError> {
        remove(&self.stage)
    }

    /// Ends what a killed run began.
    fn finish_killed(&self) -> Result<(), PublishError> {
        if self.old.is_dir() && !self.target.exists() {
            return fs::rename(&self.old, &self.target).map_err(|error| io_at(&self.old, error));
        }
        remove(&self.old)
    }

    /// Papers are often mended by hand or joined by signed scans: such a folder is not ours any more.
    fn guard_own(&self) -> Result<(), PublishError> {
        if !self.target.exists() {
            return Ok(());
        }
        let list = fs::read_to_string(self.target.join(SUMS)).unwrap_or_default();
        let known: BTreeMap<&str, &str> =
            list.lines().filter_map(|line| line.split_once("  ")).map(|(hash, path)| (path, hash)).collect();
        for entry in WalkDir::new(&self.target).sort_by_file_name() {
            let entry = entry.map_err(|error| io_at(&self.target, error.into()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = path_inside(&self.target, entry.path());
            let hash = File::open(entry.path()).and_then(sha256_hex);
            let hash = hash.map_err(|error| io_at(entry.path(), error))?;
            let is_ours = path == SUMS || known.get(path.as_str()) == Some(&hash.as_str());
            if !is_ours {
                return Err(PublishError::Refused(OutputRefused::Edited(entry.path().to_path_buf())));
            }
        }
        Ok(())
    }
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_at(folder, error)),
        _ => Ok(()),
    }
}

fn io_at(path: &Path, error: io::Error) -> PublishError {
    PublishError::Io(path.to_path_buf(), error)
}

//! Where the files of a site are: in a folder, or in memory for tests and previews.

use super::cache::Stamp;
use crate::text::path_inside;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The files of a site by their path from its root, written with `/`.
#[derive(Debug, Clone)]
pub enum Store {
    /// A folder on disk.
    Disk(PathBuf),
    /// Texts and pictures in memory.
    Memory(BTreeMap<String, Vec<u8>>),
}

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Listed {
    /// Path from the site's root.
    pub path: String,
    /// What tells whether it changed; `None` in memory.
    pub stamp: Option<Stamp>,
}

/// All files of a site, looked at once and not yet opened.
#[derive(Debug)]
pub struct Inventory {
    pub(super) store: Store,
    /// Files under `content/`, in the order of their paths.
    pub(super) content: Vec<Listed>,
    /// Files under `themes/`, in the order of their paths.
    pub(super) themes: Vec<Listed>,
}

impl Inventory {
    /// Looks at all files of `store`.
    ///
    /// # Errors
    /// If a folder cannot be listed.
    pub fn take(store: Store) -> Result<Self, LoadError> {
        let (content, themes) = (store.list("content")?, store.list("themes")?);
        Ok(Self { store, content, themes })
    }

    /// Every file, in the order of their paths within each folder.
    pub fn files(&self) -> impl Iterator<Item = &Listed> {
        self.content.iter().chain(&self.themes)
    }

    /// Where the files are.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// A file or folder that could not be read: the machine's fault, not the author's.
#[derive(Debug)]
pub struct LoadError {
    /// Which one.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl Store {
    /// The content of `path`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self {
            Self::Disk(root) => {
                let full = root.join(path);
                std::fs::read(&full).map_err(|source| LoadError { path: full, source })
            }
            Self::Memory(files) => files.get(path).cloned().ok_or_else(|| LoadError {
                path: PathBuf::from(path),
                source: io::Error::from(io::ErrorKind::NotFound),
            }),
        }
    }

    /// Every file under `folder`, in the order of their paths. Hidden files, editors' leftovers and symbolic
    /// links are passed over: a link could lead out of the site. A folder that is not there has no files.
    fn list(&self, folder: &str) -> Result<Vec<Listed>, LoadError> {
        match self {
            Self::Disk(root) => list_folder(root, folder),
            Self::Memory(files) => {
                let prefix = format!("{folder}/");
                let inside = files.keys().filter(|path| path.starts_with(&prefix));
                Ok(inside.map(|path| Listed { path: path.clone(), stamp: None }).collect())
            }
        }
    }

    /// Where parses are remembered between runs; `None` for a site in memory.
    pub(super) fn cache_folder(&self) -> Option<PathBuf> {
        match self {
            Self::Disk(root) => Some(root.join(".zhanguan").join("cache")),
            Self::Memory(_) => None,
        }
    }
}

fn list_folder(root: &Path, folder: &str) -> Result<Vec<Listed>, LoadError> {
    let top = root.join(folder);
    if !top.is_dir() {
        return Ok(Vec::new());
    }
    let is_wanted =
        |entry: &DirEntry| entry.depth() == 0 || !is_leftover(&entry.file_name().to_string_lossy());
    let failed = |error: walkdir::Error| LoadError {
        path: error.path().map_or_else(|| top.clone(), Path::to_path_buf),
        source: error.into(),
    };
    let walk = WalkDir::new(&top).into_iter().filter_entry(is_wanted);
    let entries: Vec<DirEntry> = walk.collect::<Result<_, _>>().map_err(failed)?;
    // To ask for the stamps takes longer than to list the names.
    let listed = |entry: DirEntry| Listed {
        path: path_inside(root, entry.path()),
        stamp: entry.metadata().ok().map(|metadata| Stamp::of(&metadata)),
    };
    let files = entries.into_par_iter().filter(|entry| entry.file_type().is_file());
    let mut files: Vec<Listed> = files.map(listed).collect();
    files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Whether a file or folder called `name` is one that programs leave behind and nobody means to publish.
#[must_use]
pub fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name.ends_with(".bak")
        || matches!(name, "Thumbs.db" | "desktop.ini")
}

//! All that a site is made from.

use super::document::{Document, DocumentKind, digest_of, normal_text};
use super::store::{LoadError, Store};
use crate::diag::{At, Diagnostics, TextSource, catalog};
use crate::options::SITE_FILE;
use crate::yaml::{self, Node};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// A file that is not text of ours: a picture, an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// Path from the site's root.
    pub path: String,
}

/// The content of a site, read and checked file by file.
#[derive(Debug)]
pub struct Sources {
    store: Store,
    /// Content files in the order of their paths.
    pub documents: Vec<Document>,
    /// Other files under `content/`, by path.
    pub files: BTreeMap<String, FileInfo>,
    /// What is written in `site.yaml`; empty if there is none.
    pub site: Node,
}

impl Sources {
    /// Reads the whole of `store`, over all cores. Faults of single files go to `diags`.
    ///
    /// # Errors
    /// If a file or folder cannot be read at all.
    pub fn read(store: Store, diags: &mut Diagnostics) -> Result<Self, LoadError> {
        let paths = store.list("content")?;
        report_twins(&paths, diags);
        let mut wanted: Vec<(String, DocumentKind)> = Vec::new();
        let mut files = BTreeMap::new();
        for path in paths {
            let is_text = path.ends_with(".md") || path.ends_with(".MD") || path.ends_with(".markdown");
            match DocumentKind::of_path(&path) {
                Some(kind) if is_text => wanted.push((path, kind)),
                None if is_text => diags.push(catalog::stray_file(At::file(&path), &folders())),
                _ => {
                    files.insert(path.clone(), FileInfo { path });
                }
            }
        }
        let documents = wanted
            .par_iter()
            .map(|(path, kind)| Ok(Document::read(path, *kind, &store.read(path)?)))
            .collect::<Result<Vec<_>, LoadError>>()?;
        for document in &documents {
            diags.extend(document.faults.iter().cloned());
        }
        let site = read_site(&store, &files, diags)?;
        Ok(Self { store, documents, files, site })
    }

    /// The body of `document` as it was when it was read.
    ///
    /// # Errors
    /// If the file is gone or was changed meanwhile: the run must begin again.
    pub fn body(&self, document: &Document) -> Result<String, LoadError> {
        let bytes = self.bytes(&document.path)?;
        if digest_of(&bytes) != document.digest {
            return Err(LoadError {
                path: PathBuf::from(&document.path),
                source: io::Error::other("changed during the build 构建期间被修改，请再运行一次"),
            });
        }
        let mut text = normal_text(&bytes);
        Ok(text.split_off(document.body_start))
    }

    /// The bytes of any file of the site.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.store.read(path)
    }

    /// The site's own files of the theme `name`, by their path inside the theme's folder.
    ///
    /// # Errors
    /// If they cannot be listed or read.
    pub fn theme_files(&self, name: &str) -> Result<BTreeMap<String, Vec<u8>>, LoadError> {
        let folder = format!("themes/{name}");
        let mut files = BTreeMap::new();
        for path in self.store.list(&folder)? {
            let inside = path[folder.len() + 1..].to_owned();
            files.insert(inside, self.store.read(&path)?);
        }
        Ok(files)
    }
}

impl TextSource for Sources {
    fn text_of(&self, file: &str) -> Option<String> {
        self.store.read(file).ok().map(|bytes| normal_text(&bytes))
    }
}

fn read_site(
    store: &Store,
    files: &BTreeMap<String, FileInfo>,
    diags: &mut Diagnostics,
) -> Result<Node, LoadError> {
    if !files.contains_key(SITE_FILE) {
        return Ok(Node::Empty);
    }
    let text = normal_text(&store.read(SITE_FILE)?);
    let mut faults = Vec::new();
    let node = yaml::parse(SITE_FILE, &text, 1, &mut faults).unwrap_or_default();
    diags.extend(faults);
    Ok(node)
}

fn folders() -> String {
    DocumentKind::ALL.map(|kind| format!("content/{}/", kind.folder())).join(" ")
}

/// Two paths that Windows or macOS take for one: a hall copied there would lose a page.
fn report_twins(paths: &[String], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<String, &String> = BTreeMap::new();
    for path in paths {
        let folded: String = if path.is_ascii() {
            path.to_ascii_lowercase()
        } else {
            path.nfc().collect::<String>().to_lowercase()
        };
        match seen.get(&folded) {
            Some(other) => diags.push(catalog::twin_names(At::file(path), other)),
            None => {
                seen.insert(folded, path);
            }
        }
    }
}

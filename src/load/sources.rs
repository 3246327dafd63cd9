//! All that a site is made from.

use super::cache::{Cache, Remembered, Stamp, read_record, write_record};
use super::document::{Document, DocumentKind, is_text, normal_text};
use super::front::text_of_bytes;
use super::galleys::Galleys;
use super::kept::Kept;
use super::store::{Inventory, Listed, LoadError, Store};
use crate::diag::{At, Diagnostics, TextSource, catalog};
use crate::digest::digest_of;
use crate::markdown::{self, Galley};
use crate::options::SITE_FILE;
use crate::text::in_step;
use crate::yaml::{self, Node};
use foldhash::{HashMap, HashMapExt};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The content of a site, read and checked file by file.
#[derive(Debug)]
pub struct Sources {
    store: Store,
    themes: Vec<Listed>,
    /// Content files in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The stamp of each of them, as far as any later change will show in it.
    stamps: Vec<Option<Stamp>>,
    /// Other files under `content/`, by path.
    pub files: BTreeMap<String, Listed>,
    galleys: Galleys,
    /// Prints of pictures, made in this run or an earlier one.
    pub kept: Kept,
    /// What is written in `site.yaml`, empty if there is none; `None` if it cannot be read.
    pub site: Option<Node>,
}

impl Sources {
    /// Reads all files in `inventory`, over all cores; what is remembered from the last run is not read again. Faults of single files
    /// go to `diags`. `now` is the moment of the run.
    ///
    /// # Errors
    /// If a file or folder cannot be read at all.
    pub fn read(inventory: Inventory, now: Timestamp, diags: &mut Diagnostics) -> Result<Self, LoadError> {
        Self::gather(inventory, now, diags, read_documents)
    }

    /// Reads the files in `inventory` that are not as they were when `self` was read, and takes over the rest: for a program that
    /// goes on running while its authors write.
    ///
    /// # Errors
    /// If a file or folder cannot be read at all.
    pub fn read_again(
        &self,
        inventory: Inventory,
        now: Timestamp,
        diags: &mut Diagnostics,
    ) -> Result<Self, LoadError> {
        Self::gather(inventory, now, diags, |store, wanted, galleys| {
            let mut find = in_step(&self.documents, |document| &document.path);
            let remembered =
                |at: usize| Remembered { stamp: self.stamps[at], document: Arc::clone(&self.documents[at]) };
            let known = wanted.iter().map(|(file, _)| find(&file.path).map(remembered)).collect();
            let read = read_changed(store, wanted, galleys, known)?;
            Ok(read.into_iter().map(|(document, _)| document).collect())
        })
    }

    fn gather(
        inventory: Inventory,
        now: Timestamp,
        diags: &mut Diagnostics,
        read: impl Fn(&Store, &[(Listed, DocumentKind)], &Galleys) -> Result<Vec<Arc<Document>>, LoadError>,
    ) -> Result<Self, LoadError> {
        let Inventory { store, content, themes } = inventory;
        report_twins(&content, diags);
        let mut wanted: Vec<(Listed, DocumentKind)> = Vec::new();
        let mut files = BTreeMap::new();
        for file in content {
            let path = &file.path;
            let is_text = is_text(path);
            match DocumentKind::of_path(path) {
                Some(kind) if is_text => wanted.push((file, kind)),
                None if is_text => diags.push(catalog::stray_file(At::file(path), &folders())),
                _ => {
                    files.insert(path.clone(), file);
                }
            }
        }
        let galleys = Galleys::default();
        let documents = read(&store, &wanted, &galleys)?;
        let stamps =
            wanted.iter().map(|(file, _)| file.stamp.filter(|stamp| stamp.is_settled(now))).collect();
        for document in &documents {
            diags.extend(document.faults.iter().cloned());
        }
        let site = read_site(&store, &files, diags)?;
        let kept = Kept::in_folder(store.cache_folder().map(|folder| folder.join("prints")));
        Ok(Self { store, themes, documents, stamps, files, galleys, kept, site })
    }

    /// The body of `document`, set for its page, as it was when it was read.
    ///
    /// # Errors
    /// As for [`Self::body`].
    pub fn galley(&self, document: &Document) -> Result<Galley, LoadError> {
        match self.galleys.take(&document.path) {
            Some(galley) => Ok(galley),
            None => Ok(markdown::read(&self.body(document)?).1),
        }
    }

    /// The body of `document` in Markdown, as it was when it was read.
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

    /// What was kept under `name` in an earlier run; `None` if there is nothing, or it is damaged or of another build of the generator.
    #[must_use]
    pub fn recall<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Option<T> {
        read_record(&self.store.cache_folder()?.join(name))
    }

    /// Keeps `value` under `name` for a later run, which may be without it: trouble with the disk is passed over.
    pub fn keep(&self, name: &str, value: &impl Serialize) {
        let Some(folder) = self.store.cache_folder() else { return };
        if std::fs::create_dir_all(&folder).is_ok() {
            let _ = write_record(&folder.join(name), value);
        }
    }

    /// The site's own files of the theme `name`, by their path inside the theme's folder.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn theme_files(&self, name: &str) -> Result<BTreeMap<String, Vec<u8>>, LoadError> {
        let folder = format!("themes/{name}/");
        let mut files = BTreeMap::new();
        for Listed { path, .. } in &self.themes {
            if let Some(inside) = path.strip_prefix(&folder) {
                files.insert(inside.to_owned(), self.store.read(path)?);
            }
        }
        Ok(files)
    }

    /// The content files of one kind, with their positions in [`Sources::documents`].
    pub fn documents_of(&self, kind: DocumentKind) -> impl Iterator<Item = (usize, &Document)> {
        let documents = self.documents.iter().map(|document| &**document).enumerate();
        documents.filter(move |(_, document)| document.kind == kind)
    }

    /// The position of the content file `path` in [`Sources::documents`].
    #[must_use]
    pub fn position(&self, path: &str) -> Option<usize> {
        self.documents.binary_search_by(|document| document.path.as_str().cmp(path)).ok()
    }
}

impl TextSource for Sources {
    fn text_of(&self, file: &str) -> Option<String> {
        self.store.text_of(file)
    }
}

impl TextSource for Store {
    fn text_of(&self, file: &str) -> Option<String> {
        self.read(file).ok().map(|bytes| normal_text(&bytes))
    }
}

/// Reads the documents in `wanted`, or remembers them from the last run.
fn read_documents(
    store: &Store,
    wanted: &[(Listed, DocumentKind)],
    galleys: &Galleys,
) -> Result<Vec<Arc<Document>>, LoadError> {
    let mut cache = store.cache_folder().map(Cache::read).unwrap_or_default();
    let known = wanted.iter().map(|(file, _)| cache.take(&file.path)).collect();
    let read = read_changed(store, wanted, galleys, known)?;
    let (documents, changed): (Vec<Arc<Document>>, Vec<bool>) = read.into_iter().unzip();
    let stamps: Vec<_> = wanted.iter().map(|(file, _)| file.stamp).collect();
    cache.write(&documents, &stamps, &changed);
    Ok(documents)
}

/// The documents in `wanted`: read, unless they are as in `known`; and whether what is known of them changed.
fn read_changed(
    store: &Store,
    wanted: &[(Listed, DocumentKind)],
    galleys: &Galleys,
    known: Vec<Option<Remembered>>,
) -> Result<Vec<(Arc<Document>, bool)>, LoadError> {
    let read = |((file, kind), known): (&(Listed, DocumentKind), Option<Remembered>)| {
        let known = match known {
            Some(known) if file.stamp.is_some() && known.stamp == file.stamp => {
                return Ok((known.document, false));
            }
            known => known.map(|known| known.document),
        };
        let bytes = store.read(&file.path)?;
        match known {
            Some(document) if document.digest == digest_of(&bytes) => Ok((document, true)),
            _ => {
                let (document, galley) = Document::read(&file.path, *kind, &bytes);
                galleys.keep(&file.path, galley);
                Ok((Arc::new(document), true))
            }
        }
    };
    wanted.par_iter().zip(known).map(read).collect()
}

fn read_site(
    store: &Store,
    files: &BTreeMap<String, Listed>,
    diags: &mut Diagnostics,
) -> Result<Option<Node>, LoadError> {
    if !files.contains_key(SITE_FILE) {
        return Ok(Some(Node::Empty));
    }
    let bytes = store.read(SITE_FILE)?;
    let mut faults = Vec::new();
    let text = text_of_bytes(SITE_FILE, &bytes, &mut faults);
    let node = if faults.is_empty() { yaml::parse(SITE_FILE, &text, 1, &mut faults) } else { None };
    diags.extend(faults);
    Ok(node)
}

fn folders() -> String {
    DocumentKind::ALL.map(|kind| format!("content/{}/", kind.folder())).join(" ")
}

/// Two paths that Windows or macOS take for one: a hall copied there would lose a page.
fn report_twins(listed: &[Listed], diags: &mut Diagnostics) {
    let mut seen: HashMap<String, &String> = HashMap::with_capacity(listed.len());
    for Listed { path, .. } in listed {
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

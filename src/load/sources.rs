//! All that a site is made from.

use super::cache::{Cache, Remembered};
use super::document::{Document, DocumentKind, is_text, normal_text};
use super::front::text_of_bytes;
use super::kept::Kept;
use super::store::{Listed, LoadError, Store};
use crate::diag::{At, Diagnostics, TextSource, catalog};
use crate::digest::digest_of;
use crate::options::SITE_FILE;
use crate::yaml::{self, Node};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use unicode_normalization::UnicodeNormalization;

/// The content of a site, read and checked file by file.
#[derive(Debug)]
pub struct Sources {
    store: Store,
    /// Content files in the order of their paths.
    pub documents: Vec<Document>,
    /// Other files under `content/`, by path.
    pub files: BTreeMap<String, Listed>,
    texts: Texts,
    /// Prints of pictures, made in this run or an earlier one.
    pub kept: Kept,
    /// What is written in `site.yaml`, empty if there is none; `None` if it cannot be read.
    pub site: Option<Node>,
}

impl Sources {
    /// Reads the whole of `store`, over all cores; what is remembered from the last run is not read again. Faults of single files
    /// go to `diags`.
    ///
    /// # Errors
    /// If a file or folder cannot be read at all.
    pub fn read(store: Store, diags: &mut Diagnostics) -> Result<Self, LoadError> {
        let listed = store.list("content")?;
        report_twins(&listed, diags);
        let mut wanted: Vec<(Listed, DocumentKind)> = Vec::new();
        let mut files = BTreeMap::new();
        for file in listed {
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
        let texts = Texts::default();
        let documents = read_documents(&store, &wanted, &texts)?;
        for document in &documents {
            diags.extend(document.faults.iter().cloned());
        }
        let site = read_site(&store, &files, diags)?;
        let kept = Kept::in_folder(store.cache_folder().map(|folder| folder.join("prints")));
        Ok(Self { store, documents, files, texts, kept, site })
    }

    /// The body of `document` as it was when it was read.
    ///
    /// # Errors
    /// If the file is gone or was changed meanwhile: the run must begin again.
    pub fn body(&self, document: &Document) -> Result<String, LoadError> {
        if let Some(mut text) = self.texts.take(&document.path) {
            return Ok(text.split_off(document.body_start));
        }
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
        for Listed { path, .. } in self.store.list(&folder)? {
            let inside = path[folder.len() + 1..].to_owned();
            files.insert(inside, self.store.read(&path)?);
        }
        Ok(files)
    }
}

/// Texts just read whose pages will be made in this run: kept so that they are not read twice, up to a bound, so that memory
/// does not grow with the site.
#[derive(Debug, Default)]
struct Texts {
    by_path: Mutex<HashMap<String, String>>,
    bytes: AtomicUsize,
}

/// Ten thousand cases of the usual length.
const TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;

impl Texts {
    fn keep(&self, path: &str, text: String) {
        if self.bytes.fetch_add(text.len(), Ordering::Relaxed) + text.len() <= TEXT_BYTES_MAX
            && let Ok(mut by_path) = self.by_path.lock()
        {
            by_path.insert(path.to_owned(), text);
        }
    }

    /// The text of `path`, given away: a body is asked for once in nearly every run.
    fn take(&self, path: &str) -> Option<String> {
        self.by_path.lock().ok()?.remove(path)
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

/// Reads the documents in `wanted`, or remembers them.
fn read_documents(
    store: &Store,
    wanted: &[(Listed, DocumentKind)],
    texts: &Texts,
) -> Result<Vec<Document>, LoadError> {
    let mut cache = store.cache_folder().map(Cache::read).unwrap_or_default();
    let known: Vec<Option<Remembered>> = wanted.iter().map(|(file, _)| cache.take(&file.path)).collect();
    let read = wanted
        .par_iter()
        .zip(known)
        .map(|((file, kind), known)| {
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
                    let (document, text) = Document::read(&file.path, *kind, &bytes);
                    texts.keep(&file.path, text);
                    Ok((document, true))
                }
            }
        })
        .collect::<Result<Vec<_>, LoadError>>()?;
    let (documents, changed): (Vec<Document>, Vec<bool>) = read.into_iter().unzip();
    let stamps: Vec<_> = wanted.iter().map(|(file, _)| file.stamp).collect();
    cache.write(&documents, &stamps, &changed);
    Ok(documents)
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

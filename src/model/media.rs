//! Collects the pictures and attachments that the hall uses, each once.

use super::hall::Media;
use super::ids::MediaId;
use super::links::relative;
use super::routes::{Route, folded_path, resolve};
use crate::diag::{At, Fault, catalog};
use crate::digest::{Digest, digest_of, hex};
use crate::load::{LoadError, Sources};
use crate::media::{self, Refusal};
use crate::text::{self, Reading, slug_of};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;

/// Media while the hall is assembled.
pub(super) struct MediaShelf<'a> {
    sources: &'a Sources,
    pub(super) media: Vec<Media>,
    pub(super) by_path: HashMap<String, MediaId>,
    /// Refused files, so that each is reported once.
    refused: HashMap<String, ()>,
}

impl<'a> MediaShelf<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, media: Vec::new(), by_path: HashMap::new(), refused: HashMap::new() }
    }

    /// The file that `target`, written at `at` in the content file `from`, names.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub(super) fn take(
        &mut self,
        from: &str,
        target: &str,
        at: At,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<MediaId>, LoadError> {
        let decoded = percent_decode_str(target).decode_utf8_lossy().into_owned();
        let Some(path) = resolve(from, &decoded) else {
            faults.push(catalog::file_missing(at, target, None));
            return Ok(None);
        };
        if let Some(id) = self.by_path.get(&path) {
            return Ok(Some(*id));
        }
        if self.refused.contains_key(&path) {
            return Ok(None);
        }
        if !self.sources.files.contains_key(&path) {
            faults.push(self.missing(from, target, &path, at));
            return Ok(None);
        }
        let bytes = self.sources.bytes(&path)?;
        match media::inspect(&path, &bytes) {
            Ok(found) => {
                let digest = digest_of(&bytes);
                let id = MediaId(self.media.len() as u32);
                let route = route_of(&path, &digest);
                self.media.push(Media {
                    path: path.clone(),
                    route,
                    kind: found.kind,
                    size: found.size,
                    digest,
                });
                self.by_path.insert(path, id);
                Ok(Some(id))
            }
            Err(refusal) => {
                faults.push(match refusal {
                    Refusal::WrongFormat(real) => catalog::picture_wrong_format(at, target, real),
                    Refusal::Unreadable => catalog::picture_unreadable(at, target),
                    Refusal::TooLarge(width, height) => catalog::picture_too_large(at, target, width, height),
                    Refusal::KindRefused => catalog::file_kind_refused(at, target),
                });
                self.refused.insert(path, ());
                Ok(None)
            }
        }
    }

    fn missing(&self, from: &str, target: &str, path: &str, at: At) -> Fault {
        let folded = folded_path(path);
        let twin = self.sources.files.keys().find(|file| folded_path(file) == folded);
        if let Some(real) = twin {
            return catalog::file_wrong_case(at, target, &relative(from, real));
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside =
            self.sources.files.keys().filter(|file| file.rsplit_once('/').is_some_and(|(f, _)| f == folder));
        let nearest = text::closest(path, beside.map(String::as_str)).map(|near| relative(from, near));
        catalog::file_missing(at, target, nearest.as_deref())
    }
}

/// Named by content, so that a browser may keep it for ever and a changed picture is never mistaken for the old one.
fn route_of(path: &str, digest: &Digest) -> Route {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash = hex(&digest[..4]);
    let slug = slug_of(stem, &Reading::of(stem));
    Route::fixed(&format!("media/{slug}-{hash}.{}", extension.to_ascii_lowercase()))
}

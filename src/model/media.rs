//! Collects the pictures and attachments that the hall uses, each once.

use super::assemble::Desk;
use super::case::{Photo, Recording};
use super::hall::{Media, Print};
use super::ids::MediaId;
use super::links::relative;
use super::routes::{Route, folded_path, resolve};
use crate::diag::{At, Fault, catalog};
use crate::digest::digest_of;
use crate::draft::{PhotoDraft, RecordingDraft};
use crate::load::{LoadError, Sources};
use crate::media::{self, Inspected, Refusal};
use crate::text::{self, Reading, slug_of};
use foldhash::{HashMap, HashMapExt};
use percent_encoding::percent_decode_str;

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
                let id = MediaId(self.media.len() as u32);
                self.media.push(media_of(&path, &found, &bytes));
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

    /// The path of the file that `target` names, without publishing it.
    pub(super) fn locate(&self, from: &str, target: &str, at: At, faults: &mut Vec<Fault>) -> Option<String> {
        let decoded = percent_decode_str(target).decode_utf8_lossy().into_owned();
        let Some(path) = resolve(from, &decoded) else {
            faults.push(catalog::file_missing(at, target, None));
            return None;
        };
        if !self.sources.files.contains_key(&path) {
            faults.push(self.missing(from, target, &path, at));
            return None;
        }
        Some(path)
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

impl Desk<'_> {
    /// The photographs that the content file `file` names, as far as they are there.
    pub(super) fn take_photos(&mut self, photos: &[PhotoDraft], file: &str) -> Result<Vec<Photo>, LoadError> {
        let mut taken = Vec::with_capacity(photos.len());
        for photo in photos {
            if let Some(media) = self.take(Some(&photo.file), file)? {
                taken.push(Photo {
                    media,
                    caption: photo.caption.clone(),
                    date: photo.date.clone(),
                    credit: photo.credit.clone(),
                    people: photo.people.clone(),
                    place: photo.place.clone(),
                    at: photo.file.at.clone(),
                    panorama: photo.panorama.unwrap_or_else(|| self.shelf.media[media.index()].is_panorama()),
                });
            }
        }
        Ok(taken)
    }

    /// The films and sounds that the content file `file` names, as far as they are there and can be played.
    pub(super) fn take_recordings(
        &mut self,
        recordings: &[RecordingDraft],
        file: &str,
    ) -> Result<Vec<Recording>, LoadError> {
        let mut taken = Vec::with_capacity(recordings.len());
        for recording in recordings {
            let Some(media) = self.take(Some(&recording.file), file)? else { continue };
            let captions = self.take(recording.captions.as_ref(), file)?;
            if let (Some(captions), Some(written)) = (captions, &recording.captions)
                && !media::is_captions(&self.sources.bytes(&self.shelf.media[captions.index()].path)?)
            {
                self.faults.push(catalog::captions_unreadable(written.at.clone(), &written.value));
            }
            let Some(mime) = media::mime_of(&recording.file.value) else {
                let written = &recording.file;
                self.faults.push(catalog::recording_kind_refused(written.at.clone(), &written.value));
                continue;
            };
            taken.push(Recording {
                media,
                mime,
                caption: recording.caption.clone(),
                poster: self.take(recording.poster.as_ref(), file)?,
                captions,
                transcript: self.take(recording.transcript.as_ref(), file)?,
            });
        }
        Ok(taken)
    }
}

fn media_of(path: &str, found: &Inspected, bytes: &[u8]) -> Media {
    let digest = digest_of(bytes);
    let name = text::file_name(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let extension = match found.form {
        Some(form) => form.ending().to_owned(),
        None => extension.to_ascii_lowercase(),
    };
    // Named by content, so that a browser may keep it for ever and a changed picture is never mistaken for the old one. What it was
    // called is part of it too: two files may differ in nothing else.
    let stem = format!("media/{}-{}", slug_of(stem, &Reading::of(stem)), const_hex::encode(&digest[..4]));
    let original = found.size.unwrap_or_default();
    let print = |width: u32| Print { width, route: Route::fixed(&format!("{stem}.{width}.webp")) };
    let prints = found.form.map(|_| media::widths_of(original).into_iter().map(print).collect());
    Media {
        path: path.to_owned(),
        route: Route::fixed(&format!("{stem}.{extension}")),
        kind: found.kind,
        size: if found.form.is_some() { Some(media::full_size(original)) } else { found.size },
        bytes: bytes.len() as u64,
        original,
        form: found.form,
        prints: prints.unwrap_or_default(),
        digest,
    }
}

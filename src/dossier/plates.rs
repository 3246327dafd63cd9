//! The pictures of a case as papers show them, each developed once for all documents of the case.

use super::docx::Plate;
use crate::load::{Document, LoadError, Sources};
use crate::media::{FileKind, Undrawn, full_print, publishable, rasterised};
use crate::model::{CaseId, Hall, Media, MediaId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Why Word cannot show a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unshown {
    /// A drawing with words in it.
    Words,
    /// A moving WebP, a drawing beyond what we draw, or a damaged file.
    Kind,
}

impl Unshown {
    /// The reason and the remedy, for the list of what is missing.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Words => "Word 放不进（矢量图里有文字，请把文字转成轮廓或另存为 PNG）",
            Self::Kind => "Word 放不进（动图、过于复杂的矢量图，或已损坏，请另存为 PNG）",
        }
    }
}

/// What became of a picture.
type Outcome = Result<Rc<Plate>, Unshown>;

/// The pictures of one case: its photographs and those in its text. No more than one case is in memory at a time.
pub(super) struct Plates<'a> {
    hall: &'a Hall,
    document: &'a Document,
    ready: BTreeMap<MediaId, Outcome>,
}

impl<'a> Plates<'a> {
    /// Develops the pictures of the case `id`.
    ///
    /// # Errors
    /// If a file of the case cannot be read any more.
    pub(super) fn of_case(hall: &'a Hall, sources: &'a Sources, id: CaseId) -> Result<Self, LoadError> {
        let case = hall.case(id);
        let document = &sources.documents[case.document];
        let images = document.outline.images.iter();
        let in_text = images.filter_map(|image| hall.picture(document, &image.target));
        let mut plates = Self { hall, document, ready: BTreeMap::new() };
        for id in case.photos.iter().map(|photo| photo.media).chain(in_text) {
            plates.develop(id, sources)?;
        }
        Ok(plates)
    }

    /// Develops one more picture.
    ///
    /// # Errors
    /// If its file cannot be read any more.
    pub(super) fn develop(&mut self, id: MediaId, sources: &Sources) -> Result<(), LoadError> {
        if !self.ready.contains_key(&id) {
            self.ready.insert(id, plate_of(self.hall.media(id), sources)?.map(Rc::new));
        }
        Ok(())
    }

    /// The picture `id`.
    pub(super) fn of(&self, id: MediaId) -> Outcome {
        self.ready.get(&id).cloned().unwrap_or(Err(Unshown::Kind))
    }

    /// The picture that the text names `target`; `None` if there is no such file, which the check has reported.
    pub(super) fn in_text(&self, target: &str) -> Option<Outcome> {
        self.hall.picture(self.document, target).map(|id| self.of(id))
    }
}

/// The picture `media` as Word shows it: the largest print, upright and holding nothing but pixels, which the build of the site may
/// have made and kept already; a moving GIF as it is; a drawing in pixels.
fn plate_of(media: &Media, sources: &Sources) -> Result<Result<Plate, Unshown>, LoadError> {
    let Some(size) = media.size else { return Ok(Err(Unshown::Kind)) };
    let original = || sources.bytes(&media.path);
    let (ending, bytes) = match (media.form, media.kind) {
        (Some(form), _) => {
            let name = media.print_name(None);
            let print = match sources.kept.read(&name) {
                Some(print) => Some(print),
                None => {
                    let print = full_print(&original()?, media.original, form).ok();
                    print.inspect(|print| sources.kept.write(&name, print))
                }
            };
            (form.ending(), print.ok_or(Unshown::Kind))
        }
        (None, FileKind::Gif) => ("gif", publishable(media.kind, &original()?).ok_or(Unshown::Kind)),
        (None, FileKind::Png) => ("png", publishable(media.kind, &original()?).ok_or(Unshown::Kind)),
        (None, FileKind::Svg) => {
            let drawn = rasterised(&original()?).map_err(|why| match why {
                Undrawn::Words => Unshown::Words,
                Undrawn::Refused => Unshown::Kind,
            });
            ("png", drawn)
        }
        (None, _) => ("", Err(Unshown::Kind)),
    };
    Ok(bytes.map(|bytes| Plate { ending, bytes, size }))
}

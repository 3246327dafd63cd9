//! Reads what is shown beside the words: photographs, films and sounds, as authors list them.

use crate::diag::{At, Fault, Trail, catalog};
use crate::yaml::{Fields, Key, Node, Placed};
use serde::{Deserialize, Serialize};

const FILE: Key = Key { name: "file", zh: "文件" };
const CAPTION: Key = Key { name: "caption", zh: "说明" };
const DATE: Key = Key { name: "date", zh: "日期" };
const CREDIT: Key = Key { name: "credit", zh: "摄影" };
const PEOPLE: Key = Key { name: "people", zh: "人物" };
const PLACE: Key = Key { name: "place", zh: "地点" };
const PANORAMA: Key = Key { name: "panorama", zh: "全景" };
const POSTER: Key = Key { name: "poster", zh: "画面" };
const CAPTIONS: Key = Key { name: "captions", zh: "字幕" };
const TRANSCRIPT: Key = Key { name: "transcript", zh: "文字稿" };

/// A photograph as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoDraft {
    pub(crate) file: Placed<String>,
    pub(crate) caption: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) people: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) panorama: Option<bool>,
}

/// A film or sound as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordingDraft {
    pub(crate) file: Placed<String>,
    pub(crate) caption: Option<String>,
    pub(crate) poster: Option<Placed<String>>,
    pub(crate) captions: Option<Placed<String>>,
    pub(crate) transcript: Option<Placed<String>>,
}

/// The entries of a list, with their places.
pub(crate) type Items<'n> = Vec<(&'n Node, Trail)>;

/// Reads the entries of `photos`; a plain text is the name of the file.
pub(crate) fn read_photos(file: &str, items: Items<'_>, faults: &mut Vec<Fault>) -> Vec<PhotoDraft> {
    let mut photos = Vec::new();
    for (node, trail) in items {
        if let Some(file) = plain_file(file, node, &trail) {
            let (caption, date, credit, people, place) = (None, None, None, None, None);
            photos.push(PhotoDraft { file, caption, date, credit, people, place, panorama: None });
            continue;
        }
        let at = At::value(file, trail.clone());
        let mut fields = Fields::new(file, node, trail, faults);
        let picture = required_file(&mut fields, at, "照片.jpg");
        let (caption, date) = (fields.plain(CAPTION), fields.plain(DATE));
        let (credit, people) = (fields.plain(CREDIT), fields.texts(PEOPLE));
        let (place, panorama) = (fields.plain(PLACE), fields.flag(PANORAMA));
        fields.finish();
        let people: Vec<String> = people.into_iter().map(|person| person.value).collect();
        let people = (!people.is_empty()).then(|| people.join("、"));
        photos.extend(picture.map(|file| PhotoDraft {
            file,
            caption,
            date,
            credit,
            people,
            place,
            panorama,
        }));
    }
    photos
}

/// Reads the entries of `media`; a plain text is the name of the file.
pub(crate) fn read_recordings(file: &str, items: Items<'_>, faults: &mut Vec<Fault>) -> Vec<RecordingDraft> {
    let mut recordings = Vec::new();
    for (node, trail) in items {
        if let Some(file) = plain_file(file, node, &trail) {
            let (poster, captions, transcript) = (None, None, None);
            recordings.push(RecordingDraft { file, caption: None, poster, captions, transcript });
            continue;
        }
        let at = At::value(file, trail.clone());
        let mut fields = Fields::new(file, node, trail, faults);
        let recording = required_file(&mut fields, at, "访谈.mp4");
        let (caption, poster) = (fields.plain(CAPTION), fields.text(POSTER));
        let (captions, transcript) = (fields.text(CAPTIONS), fields.text(TRANSCRIPT));
        fields.finish();
        recordings.extend(recording.map(|file| RecordingDraft {
            file,
            caption,
            poster,
            captions,
            transcript,
        }));
    }
    recordings
}

fn plain_file(file: &str, node: &Node, trail: &Trail) -> Option<Placed<String>> {
    let text = node.as_text()?;
    let at = At::value(file, trail.clone());
    Some(Placed { value: text.trim().to_owned(), at })
}

fn required_file(fields: &mut Fields<'_, '_>, at: At, example: &str) -> Option<Placed<String>> {
    let file = fields.text(FILE);
    if file.is_none() {
        fields.report(catalog::missing_field(at, "file", "文件", example));
    }
    file
}

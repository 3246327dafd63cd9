//! What a visitor can read of a case, field by field: what is searched, and what results show.

use super::bits::Bits;
use super::pack::{pack, unpack};
use super::postings::Place;
use crate::digest::{Digest, quick_digest_of};
use crate::load::{LoadError, Sources};
use crate::markdown;
use crate::model::{Award, Case, Hall, Photo};
use crate::text::{is_han, is_traditional, polyphone_syllables};
use std::borrow::Cow;

/// Between the fields of an entry: of a case, a name, a list of names.
const FIELD: char = '\u{1f}';
/// Behind an entry.
const ENTRY: char = '\u{1e}';
/// At the end of a file that is written in traditional characters: a visitor has no table of them until it is wanted.
const IS_TRADITIONAL: char = '\u{1d}';

/// One case as text. Lines are set apart by `\n`; no fragment goes across two of them.
#[derive(Debug, Default)]
pub(super) struct Story {
    slug: String,
    /// What stands at each [`Place`], title first.
    fields: [String; 5],
}

impl Story {
    /// The story of `case`; its body is read.
    pub(super) fn of(hall: &Hall, sources: &Sources, case: &Case) -> Result<Self, LoadError> {
        let mut story =
            Self { slug: slug_of_route(case.route.as_str()).to_owned(), fields: Default::default() };
        tell_names(hall, case, &mut |place, line| story.add(place, line));
        let body = markdown::words(&sources.body(&sources.documents[case.document])?);
        // A case without a summary shows the beginning of its text.
        if !body.starts_with(&*case.summary) {
            story.add(Place::Body, &case.summary);
        }
        story.add(Place::Body, &body);
        // Behind the text: a result that shows no term shows the first sentence, not a keyword or the caption of a photograph.
        tell_facts(hall, case, &mut |line| story.add(Place::Body, line));
        Ok(story)
    }

    fn add(&mut self, place: Place, line: &str) {
        let field = &mut self.fields[place as usize];
        if !field.is_empty() && !line.is_empty() {
            field.push('\n');
        }
        field.push_str(&readable(line));
    }

    /// Of all that [`Self::of`] would tell, without reading the body; `bytes` is room to gather it in.
    pub(super) fn digest(hall: &Hall, sources: &Sources, case: &Case, bytes: &mut Vec<u8>) -> Digest {
        bytes.clear();
        bytes.extend_from_slice(case.route.as_str().as_bytes());
        let mut put = |place: Place, line: &str| {
            bytes.push(place as u8);
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(0xff);
        };
        tell_names(hall, case, &mut put);
        tell_facts(hall, case, &mut |line| put(Place::Body, line));
        bytes.extend_from_slice(case.summary.as_bytes());
        bytes.extend_from_slice(&sources.documents[case.document].digest);
        quick_digest_of(bytes)
    }

    /// `stories` as one text file.
    pub(super) fn pack_all(stories: &[Self]) -> Bits {
        let mut text = String::new();
        for story in stories {
            write_entry(&mut text, &story.slug, story.fields.iter().map(String::as_str));
        }
        pack_entries(&text)
    }

    /// The stories in a text file; `None` if it is none of ours.
    pub(super) fn unpack_all(packed: &Bits) -> Option<Vec<Self>> {
        let text = unpack(packed)?;
        let (entries, _mark) = text.rsplit_once(ENTRY)?;
        entries.split(ENTRY).map(Self::read).collect()
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(FIELD).collect();
        let [slug, title, brand, honors, units, rest] = parts[..] else { return None };
        Some(Self { slug: slug.to_owned(), fields: [title, brand, honors, units, rest].map(str::to_owned) })
    }

    /// What is searched, each with its place, the best place first.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Place, &str)> {
        self.fields.iter().enumerate().map(|(rank, field)| (Place::of(rank as u32), field.as_str()))
    }

    /// How each character of the title may sound: all readings of a Han character, a letter or digit as itself.
    pub(super) fn sounds(&self) -> Vec<Vec<String>> {
        let mut folded = Vec::new();
        crate::text::fold(&self.fields[0], &mut folded);
        folded.into_iter().map(readings_of).collect()
    }
}

/// Puts an entry behind those in `out`, to be taken apart by the script (`entries`).
pub(super) fn write_entry<'t>(out: &mut String, first: &str, others: impl Iterator<Item = &'t str>) {
    out.push_str(first);
    for field in others {
        out.push(FIELD);
        out.push_str(field);
    }
    out.push(ENTRY);
}

/// What [`write_entry`] has put together as one file.
pub(super) fn pack_entries(entries: &str) -> Bits {
    if is_traditional(entries) { pack(&format!("{entries}{IS_TRADITIONAL}")) } else { pack(entries) }
}

/// All readings of `c`; ü can be typed as v or u.
pub(super) fn readings_of(c: char) -> Vec<String> {
    if !is_han(c) {
        return if c.is_ascii_alphanumeric() { vec![c.to_string()] } else { Vec::new() };
    }
    let mut readings: Vec<String> = Vec::new();
    for reading in polyphone_syllables(c) {
        let twin = reading.replace('v', "u");
        for reading in [reading, twin] {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

/// The name of a case's page: all case pages are `cases/SLUG.html`.
fn slug_of_route(route: &str) -> &str {
    route.strip_prefix("cases/").and_then(|name| name.strip_suffix(".html")).unwrap_or(route)
}

/// Tells the title of `case` and the names it goes under, each with the place it stands at.
fn tell_names(hall: &Hall, case: &Case, put: &mut impl FnMut(Place, &str)) {
    put(Place::Title, &case.title);
    if let Some(brand) = case.brand {
        put(Place::Brand, &hall.brand(brand).name.name);
    }
    for award in &case.awards {
        tell_award(hall, award, put);
    }
    for unit in &case.units {
        put(Place::Unit, &hall.unit(*unit).name.name);
    }
}

/// Tells what else the page of `case` shows beside its text.
fn tell_facts(hall: &Hall, case: &Case, put: &mut impl FnMut(&str)) {
    put(&case.year.to_string());
    for tag in &*case.tags {
        put(tag);
    }
    if let Some(venue) = case.venue {
        put(&hall.venues[venue.index()].name.name);
    }
    for Photo { caption, date, credit, people, .. } in &case.photos {
        for line in [caption, date, people, credit].into_iter().flatten() {
            put(line);
        }
    }
}

fn tell_award(hall: &Hall, award: &Award, put: &mut impl FnMut(Place, &str)) {
    put(Place::Honor, &hall.honor(award.honor).name.name);
    if let Some(level) = award.level {
        put(Place::Honor, &hall.level(level).name);
    }
    if let Some(year) = award.year {
        put(Place::Honor, &year.to_string());
    }
    for fact in [&award.tier, &award.session, &award.issuer].into_iter().flatten() {
        put(Place::Honor, fact);
    }
}

/// `text` without the characters that mark fields and repeats in a text file.
fn readable(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| c != '\n' && (c < ' ' || ('\u{80}'..='\u{9f}').contains(&c));
    if text.contains(is_mark) { Cow::Owned(text.replace(is_mark, " ")) } else { Cow::Borrowed(text) }
}

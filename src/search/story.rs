//! What a visitor can read of a case, field by field: what is searched, and what results show.

use super::postings::Place;
use crate::digest::{Digest, digest_of};
use crate::load::{LoadError, Sources};
use crate::markdown;
use crate::model::{Award, Case, Hall, Photo};
use crate::text::{is_han, polyphone_syllables};

/// Between the fields of a case.
const FIELD: char = '\u{1f}';
/// Behind a case.
const CASE: char = '\u{1e}';

/// One case as text. Lines are set apart by `\n`; no fragment goes across two of them.
#[derive(Debug, Default)]
pub(super) struct Story {
    slug: String,
    title: String,
    brand: String,
    honors: String,
    units: String,
    rest: String,
}

impl Story {
    /// What is known of `case` before its body is read.
    pub(super) fn heading(hall: &Hall, case: &Case) -> Self {
        let units = case.units.iter().map(|id| hall.unit(*id).name.name.as_str()).collect::<Vec<_>>();
        let honors = case.awards.iter().map(|award| honor_line(hall, award)).collect::<Vec<_>>();
        Self {
            slug: slug_of_route(case.route.as_str()).to_owned(),
            title: readable(&case.title),
            brand: readable(case.brand.map_or("", |id| &hall.brand(id).name.name)),
            honors: readable(&honors.join("\n")),
            units: readable(&units.join("\n")),
            rest: readable(&named_lines(hall, case).join("\n")),
        }
    }

    /// The whole story of `case`; its body is read.
    pub(super) fn of(hall: &Hall, sources: &Sources, case: &Case) -> Result<Self, LoadError> {
        let mut story = Self::heading(hall, case);
        let body = markdown::plain_text(&sources.look_at_body(&sources.documents[case.document])?);
        // A case without a summary shows the beginning of its text.
        let summary = Some(case.summary.as_str()).filter(|summary| !body.starts_with(summary));
        for part in summary.into_iter().chain([body.as_str()]) {
            story.rest.push('\n');
            story.rest.push_str(&readable(part));
        }
        Ok(story)
    }

    /// Of all that [`Self::of`] would tell, without reading the body.
    pub(super) fn digest(hall: &Hall, sources: &Sources, case: &Case) -> Digest {
        let story = Self::heading(hall, case);
        let mut text = String::with_capacity(512);
        for field in [&story.slug, &story.title, &story.brand, &story.honors, &story.units, &story.rest] {
            text.push_str(field);
            text.push(FIELD);
        }
        text.push_str(&case.summary);
        let mut bytes = text.into_bytes();
        bytes.extend(sources.documents[case.document].digest);
        digest_of(&bytes)
    }

    /// The stories that [`Self::write`] put one behind the other into `text`; `None` if it is none of ours.
    pub(super) fn read_all(text: &str) -> Option<Vec<Self>> {
        text.split_terminator(CASE).map(Self::read).collect()
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<String> = text.split(FIELD).map(str::to_owned).collect();
        let [slug, title, brand, honors, units, _, rest] = parts.try_into().ok()?;
        Some(Self { slug, title, brand, honors, units, rest })
    }

    /// What is searched, each with its place.
    pub(super) fn fields(&self) -> [(Place, &str); 5] {
        [
            (Place::Title, &self.title),
            (Place::Brand, &self.brand),
            (Place::Honor, &self.honors),
            (Place::Unit, &self.units),
            (Place::Body, &self.rest),
        ]
    }

    /// How each character of the title may sound: all readings of a Han character, a letter or digit as itself.
    pub(super) fn sounds(&self) -> Vec<Vec<String>> {
        sounds_of(&self.title)
    }

    /// Everything in one text, to be taken apart by the script (`storyOf`).
    pub(super) fn write(&self, out: &mut String) {
        let sounds: Vec<String> = self.sounds().iter().map(|readings| readings.join("|")).collect();
        let sounds = sounds.join(" ");
        let fields = [&self.slug, &self.title, &self.brand, &self.honors, &self.units, &sounds, &self.rest];
        for field in fields {
            out.push_str(field);
            out.push(FIELD);
        }
        out.pop();
        out.push(CASE);
    }
}

/// How each character of `name` may sound.
pub(super) fn sounds_of(name: &str) -> Vec<Vec<String>> {
    let mut folded = Vec::new();
    crate::text::fold(name, &mut folded);
    folded.iter().map(|c| readings_of(*c)).filter(|readings| !readings.is_empty()).collect()
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

/// Lines of the page beside title, names and text: keywords, venue, captions.
fn named_lines(hall: &Hall, case: &Case) -> Vec<String> {
    let mut lines = vec![case.year.to_string(), case.tags.join("\n")];
    lines.extend(case.venue.map(|id| hall.venues[id.index()].name.name.clone()));
    for Photo { caption, date, credit, people, .. } in &case.photos {
        lines.extend([caption, date, people, credit].into_iter().flatten().cloned());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn honor_line(hall: &Hall, award: &Award) -> String {
    let level = award.level.map(|id| hall.level(id).name.clone());
    let year = award.year.map(|year| year.to_string());
    let facts = [level, award.tier.clone(), year, award.session.clone(), award.issuer.clone()];
    let mut lines = vec![hall.honor(award.honor).name.name.clone()];
    lines.extend(facts.into_iter().flatten().filter(|fact| !fact.is_empty()));
    lines.join("\n")
}

/// `text` without the characters that mark fields and repeats in a text file.
fn readable(text: &str) -> String {
    let is_mark = |c: char| c != '\n' && (c < ' ' || ('\u{80}'..='\u{9f}').contains(&c));
    if text.contains(is_mark) { text.replace(is_mark, " ") } else { text.to_owned() }
}

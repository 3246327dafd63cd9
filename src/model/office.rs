//! What a case says to the office and to juries, and to nobody else: contacts, answers, supporting files, films.

use super::assemble::Desk;
use crate::diag::At;
use crate::draft::CaseDraft;
use crate::load::LoadError;
use crate::media::{FilmFacts, film_facts};

use crate::yaml::Placed;

/// What a case says to the office and to juries. No view carries it, so no page can show it.
#[derive(Debug, Default)]
pub struct Office {
    /// Whom to ask.
    pub contact: Option<String>,
    /// Answers to what calls ask (申报), by their key, in file order.
    pub answers: Vec<(String, String)>,
    /// Supporting files (佐证).
    pub evidence: Vec<Evidence>,
    /// Films (视频), with what their headers say.
    pub films: Vec<(Evidence, Option<FilmFacts>)>,
    /// Whether the author wrote a summary.
    pub has_summary: bool,
}

/// A file that goes to juries and is not published.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Path from the site's root.
    pub path: String,
    /// Where the case names it.
    pub at: At,
}

/// What `case`, written in `file`, says to the office.
///
/// # Errors
/// If a film that is there cannot be read.
pub(super) fn office_of(case: &CaseDraft, file: &str, desk: &mut Desk<'_>) -> Result<Office, LoadError> {
    let located = |written: &[Placed<String>], desk: &mut Desk<'_>| -> Vec<Evidence> {
        let found = written.iter().filter_map(|written| {
            let path = desk.locate(written, file)?;
            Some(Evidence { path, at: written.at.clone() })
        });
        found.collect()
    };
    let evidence = located(&case.evidence, desk);
    let mut films = Vec::new();
    for film in located(&case.films, desk) {
        let facts = film_facts(&desk.sources.bytes(&film.path)?);
        films.push((film, facts));
    }
    Ok(Office {
        contact: case.contact.clone(),
        answers: case.answers.clone(),
        evidence,
        films,
        has_summary: case.summary.is_some(),
    })
}

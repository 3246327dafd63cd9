//! What a case says to the office and to juries, and to nobody else: contacts, answers, supporting files, films.

use super::assemble::Desk;
use super::draft::CaseDraft;
use crate::diag::{At, Fault, catalog};
use crate::load::LoadError;
use crate::media::{FilmFacts, film_facts};
use crate::text;
use crate::yaml::{Node, Placed};

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

/// Answers under keys of the author's own: calls ask for what they like.
pub(super) fn read_answers(node: &Node, at: At, faults: &mut Vec<Fault>) -> Vec<(String, String)> {
    match node {
        Node::Map(entries) => entries
            .iter()
            .filter_map(|(key, value)| Some((text::clean_line(key), flat_text(value)?)))
            .collect(),
        _ => {
            faults.push(catalog::not_a_mapping(at));
            Vec::new()
        }
    }
}

/// A value of any shape on one line: `{姓名: 张三, 电话: 12345}` is 张三 12345.
pub(super) fn flat_text(node: &Node) -> Option<String> {
    let text = match node {
        Node::List(items) => items.iter().filter_map(flat_text).collect::<Vec<_>>().join("、"),
        Node::Map(entries) => {
            entries.iter().filter_map(|(_, value)| flat_text(value)).collect::<Vec<_>>().join(" ")
        }
        scalar => text::clean_line(&scalar.as_text()?),
    };
    (!text.is_empty()).then_some(text)
}

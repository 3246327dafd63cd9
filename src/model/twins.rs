//! Cases told in a second language: `x.en.md` beside `x.md` is the same case in English (`x.zh.md` in a hall in English).
//!
//! A twin gives title, summary and text. Everything else a case is, its unit, honors and pictures, is written once, in the main file.

use super::assemble::Desk;
use super::case::{Case, Twin};
use super::hall::{Hall, LeftOut, Reason};
use crate::diag::{At, Lang, catalog};
use crate::draft::{Draft, TwinDraft};
use crate::load::{Document, DocumentKind, Sources, twin_mark};
use crate::options::Drafts;
use std::collections::BTreeMap;

/// How the names of twins end in a hall in `lang`.
fn mark(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => ".en",
        Lang::En => ".zh",
    }
}

/// The twin of each case file, by the index of the main file. A twin without a main file, or in the hall's own language, is reported.
fn twins_by_main<'a>(desk: &mut Desk<'a>) -> BTreeMap<usize, (usize, &'a TwinDraft)> {
    let sources = desk.sources;
    let mains: BTreeMap<&str, usize> =
        mains(sources).map(|(index, document)| (document.name(), index)).collect();
    let mut twins = BTreeMap::new();
    for (index, document) in sources.documents_of(DocumentKind::Case) {
        let Draft::Twin(draft) = &document.draft else { continue };
        let (name, mark) = (document.name(), twin_mark(document.stem()).unwrap_or_default());
        let name = name.strip_suffix(mark).unwrap_or(name);
        let main = mains.get(name.strip_suffix("/index").unwrap_or(name));
        match main.filter(|_| mark == self::mark(desk.site.lang)) {
            Some(main) => {
                twins.insert(*main, (index, draft));
            }
            None => desk.faults.push(catalog::twin_without_main(At::file(&document.path), name)),
        }
    }
    twins
}

/// Gives every case its twin, if there is one; drafts go to `left_out`.
pub(super) fn attach(cases: &mut [Case], drafts: Drafts, left_out: &mut Vec<LeftOut>, desk: &mut Desk<'_>) {
    let twins = twins_by_main(desk);
    for case in cases {
        let Some((index, draft)) = twins.get(&case.document) else { continue };
        let Some(title) = draft.title.clone() else { continue };
        let document = &desk.sources.documents[*index];
        if draft.draft && drafts == Drafts::LeaveOut {
            left_out.push(LeftOut { file: document.path.clone(), title, reason: Reason::Draft });
            continue;
        }
        let route = case.route.in_language(mark(desk.site.lang));
        let summary = document.outline.summary(draft.summary.as_deref());
        case.twin = Some(Twin { document: *index, route, title, summary });
    }
}

impl Hall {
    /// The language `document` is written in.
    #[must_use]
    pub fn lang_of(&self, document: &Document) -> Lang {
        let is_twin = matches!(document.draft, Draft::Twin(_));
        if is_twin { self.site.lang.other() } else { self.site.lang }
    }
}

/// The documents that are cases of their own.
pub(super) fn mains(sources: &Sources) -> impl Iterator<Item = (usize, &Document)> {
    sources.documents_of(DocumentKind::Case).filter(|(_, document)| !matches!(document.draft, Draft::Twin(_)))
}

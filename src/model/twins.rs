//! Cases told in a second language: `x.en.md` beside `x.md` is the same case in English (`x.zh.md` in a hall in English).
//!
//! A twin gives title, summary and text. Everything else a case is, its unit, honors and pictures, is written once, in the main file.

use super::assemble::{Desk, documents};
use super::hall::{Case, Hall, LeftOut, Reason, Twin};
use crate::diag::{At, Lang, catalog};
use crate::load::{Document, DocumentKind, Sources};
use crate::options::Drafts;
use crate::yaml::{Fields, Key, Node};
use std::collections::BTreeMap;

const TITLE: Key = Key { name: "title", zh: "标题" };
const SUMMARY: Key = Key { name: "summary", zh: "摘要" };
const DRAFT: Key = Key { name: "draft", zh: "草稿" };
const NOTES: Key = Key { name: "notes", zh: "备注" };

/// How the names of twins end in a hall in `lang`.
fn mark(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => ".en",
        Lang::En => ".zh",
    }
}

/// Whether `document` tells a case in the language that is not `lang`.
pub(super) fn is_twin(document: &Document, lang: Lang) -> bool {
    document.kind == DocumentKind::Case && document.name().ends_with(mark(lang))
}

/// The twin of each case file, by the index of the main file. A twin without a main file is reported.
fn twins_by_main(desk: &mut Desk<'_>) -> BTreeMap<usize, usize> {
    let lang = desk.site.lang;
    let mains: BTreeMap<&str, usize> = documents(desk.sources, DocumentKind::Case)
        .filter(|(_, document)| !is_twin(document, lang))
        .map(|(index, document)| (document.name(), index))
        .collect();
    let mut twins = BTreeMap::new();
    for (index, document) in documents(desk.sources, DocumentKind::Case) {
        let Some(name) = document.name().strip_suffix(mark(lang)) else { continue };
        match mains.get(name.strip_suffix("/index").unwrap_or(name)) {
            Some(main) => {
                twins.insert(*main, index);
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
        let Some(index) = twins.get(&case.document) else { continue };
        let document = &desk.sources.documents[*index];
        if document.front == Node::Empty {
            continue;
        }
        let mut fields = Fields::new(&document.path, &document.front, Vec::new(), &mut desk.faults);
        let title = fields.plain(TITLE);
        if title.is_none() {
            fields.report(catalog::missing_field(
                fields.at(TITLE),
                "title",
                "标题",
                "A branch in every team",
            ));
        }
        let summary = fields.plain(SUMMARY).unwrap_or_else(|| document.outline.excerpt.clone());
        let is_draft = fields.flag(DRAFT).unwrap_or(false);
        fields.node(NOTES);
        fields.finish();
        let Some(title) = title else { continue };
        if is_draft && drafts == Drafts::LeaveOut {
            left_out.push(LeftOut { file: document.path.clone(), title, reason: Reason::Draft });
            continue;
        }
        let route = case.route.in_language(mark(desk.site.lang));
        case.twin = Some(Twin { document: *index, route, title, summary });
    }
}

impl Hall {
    /// The language `document` is written in.
    #[must_use]
    pub fn lang_of(&self, document: &Document) -> Lang {
        if is_twin(document, self.site.lang) { self.site.lang.other() } else { self.site.lang }
    }
}

/// The documents that are cases of their own.
pub(super) fn mains(sources: &Sources, lang: Lang) -> impl Iterator<Item = (usize, &Document)> {
    documents(sources, DocumentKind::Case).filter(move |(_, document)| !is_twin(document, lang))
}

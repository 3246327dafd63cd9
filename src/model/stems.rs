//! Case files by the names that exhibitions and calls know them by.

use super::case::Case;
use super::ids::CaseId;
use super::twins;
use crate::diag::{Fault, catalog};
use crate::load::Sources;
use crate::text;
use crate::yaml::Placed;
use std::collections::BTreeMap;

/// Every case file by its stem, and by its path under `content/cases/`: with its place on the wall, if it is not left out.
pub(super) struct Stems<'s>(BTreeMap<&'s str, Option<CaseId>>);

impl<'s> Stems<'s> {
    /// The names of all case files; `cases` are those shown, in wall order.
    pub(super) fn of(sources: &'s Sources, cases: &[Case]) -> Self {
        let mut shown = vec![None; sources.documents.len()];
        for (index, case) in cases.iter().enumerate() {
            shown[case.document] = Some(CaseId(index as u32));
        }
        let (mut names, mut stems) = (Vec::with_capacity(cases.len()), Vec::new());
        for (index, document) in twins::mains(sources) {
            let id = shown[index];
            let name = document.name().strip_prefix("content/cases/").unwrap_or(document.name());
            names.push((name, id));
            if name != document.stem() {
                stems.push((document.stem(), id));
            }
        }
        // What comes later wins: a whole path over any stem, and of two equal stems the first.
        Self(stems.into_iter().rev().chain(names).collect())
    }

    /// The case of the file at `path` under `content/cases/`, with its ending or without: `Some(None)` if it is left out.
    pub(super) fn at(&self, path: &str) -> Option<Option<CaseId>> {
        self.0.get(without_ending(path)).copied()
    }

    /// The case that an author calls `written`; a name that no case file has is reported.
    pub(super) fn named(&self, written: &Placed<String>, faults: &mut Vec<Fault>) -> Option<Option<CaseId>> {
        let name = written.value.trim_start_matches("../cases/").trim_start_matches("cases/");
        let found = self.at(name);
        if found.is_none() {
            let nearest = text::closest(without_ending(name), self.0.keys().copied());
            faults.push(catalog::unknown_case(written.at.clone(), &written.value, nearest));
        }
        found
    }
}

fn without_ending(name: &str) -> &str {
    let name = name.strip_suffix(".md").unwrap_or(name);
    name.strip_suffix("/index").unwrap_or(name)
}

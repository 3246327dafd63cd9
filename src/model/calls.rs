//! Calls: names looked up, forms found, entries joined to their cases. Runs last, when every id is final.

use super::assemble::Desk;
use super::call::{Call, Eligible, Entry, Papers};
use super::call_draft::{CallDraft, EntryDraft, read_call};
use super::call_papers::PapersDraft;
use super::hall::{Hall, LeftOut, Reason};
use super::ids::{GroupId, UnitId};
use super::names::key_of;
use super::routes::Route;
use super::stems::Stems;
use crate::diag::{Fault, catalog};
use crate::draft::Draft;
use crate::load::DocumentKind;
use crate::options::{Drafts, Options};
use crate::text::{self, Slug};
use crate::yaml::Placed;
use foldhash::{HashMap, HashMapExt};

/// Reads every call: open and closed ones alike, the newest year first, then by file name.
pub(super) fn read_calls(hall: &mut Hall, desk: &mut Desk<'_>, stems: &Stems<'_>, options: &Options) {
    let mut slugs: HashMap<Slug, usize> = HashMap::new();
    let mut calls = Vec::new();
    for (index, document) in desk.sources.documents_of(DocumentKind::Call) {
        let Draft::Call(call) = &document.draft else { continue };
        let draft = read_call(document, call, options, &mut desk.faults);
        if let Some(other) = slugs.insert(draft.head.slug.clone(), index) {
            let other = &desk.sources.documents[other].path;
            let slug = draft.head.slug.as_str();
            desk.faults.push(catalog::same_slug(draft.head.slug_at.clone(), slug, other));
        }
        if draft.head.draft && options.drafts == Drafts::LeaveOut {
            let (file, title) = (document.path.clone(), draft.head.title);
            hall.left_out.push(LeftOut { file, title, reason: Reason::Draft });
            continue;
        }
        calls.push(link_call(draft, index, &Linking { hall, stems }, desk));
    }
    calls.sort_by_key(|call| std::cmp::Reverse(call.year));
    hall.calls = calls;
}

/// What joining a call to the hall needs.
struct Linking<'a> {
    hall: &'a Hall,
    stems: &'a Stems<'a>,
}

fn link_call(draft: CallDraft, index: usize, linking: &Linking<'_>, desk: &mut Desk<'_>) -> Call {
    let document = &desk.sources.documents[index];
    if let Some(level) = &draft.level {
        desk.rank_of(level);
    }
    let eligible = Eligible {
        units: units_of(&draft.units, linking.hall, &mut desk.faults),
        groups: groups_of(&draft.groups, linking.hall, &mut desk.faults),
    };
    Call {
        document: index,
        route: Route::page("calls", &draft.head.slug),
        summary: document.outline.summary(draft.head.summary.as_deref()),
        title: draft.head.title,
        organiser: draft.organiser,
        level: draft.level.map(|level| level.value),
        year: draft.year,
        session: draft.session,
        deadline: draft.deadline,
        quota: draft.quota,
        eligible,
        fields: draft.fields,
        rules: draft.rules,
        papers: papers_of(draft.papers, &document.path, desk),
        entries: entries_of(&draft.entries, linking.stems, &mut desk.faults),
    }
}

fn papers_of(draft: PapersDraft, file: &str, desk: &mut Desk<'_>) -> Papers {
    let form = draft.form.and_then(|written| {
        let path = desk.locate(&written, file)?;
        if !path.to_ascii_lowercase().ends_with(".docx") {
            desk.faults.push(catalog::form_not_docx(written.at, &written.value));
            return None;
        }
        Some((path, written.at))
    });
    Papers {
        folder: draft.folder,
        picture: draft.picture,
        columns: draft.columns,
        form,
        style: draft.style,
        hidden: draft.hidden,
        is_blind: draft.is_blind,
    }
}

fn units_of(names: &[Placed<String>], hall: &Hall, faults: &mut Vec<Fault>) -> Vec<UnitId> {
    let mut found = Vec::new();
    for written in names {
        let key = key_of(&written.value);
        let unit = hall.units.iter().position(|unit| {
            let names = std::iter::once(&unit.name.name).chain(&unit.name.aliases).chain(&unit.short);
            names.into_iter().any(|name| key_of(name) == key)
        });
        match unit {
            Some(unit) => found.push(UnitId(unit as u32)),
            None => {
                // A unit of no case may well be invited; only what looks like a slip of the hand is one.
                let names = hall.units.iter().map(|unit| unit.name.name.as_str());
                let meant = names.into_iter().find(|name| text::is_slip(&written.value, name));
                if let Some(meant) = meant {
                    faults.push(catalog::unknown_name(written.at.clone(), &written.value, Some(meant)));
                }
            }
        }
    }
    found
}

fn groups_of(names: &[Placed<String>], hall: &Hall, faults: &mut Vec<Fault>) -> Vec<GroupId> {
    let mut found = Vec::new();
    for written in names {
        match hall.groups.iter().position(|group| group.name == written.value) {
            Some(group) => found.push(GroupId(group as u32)),
            None if hall.site.groups.contains(&written.value) => {
                // A group of the site that has no unit yet: nobody can enter from it.
            }
            None => {
                let known: Vec<String> = hall.groups.iter().map(|group| group.name.clone()).collect();
                faults.push(catalog::unknown_group(written.at.clone(), &written.value, &known));
            }
        }
    }
    found
}

fn entries_of(drafts: &[EntryDraft], stems: &Stems<'_>, faults: &mut Vec<Fault>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let written = &draft.case;
        match stems.named(written, faults) {
            Some(Some(case)) if entries.iter().any(|entry| entry.case == case) => {
                faults.push(catalog::entry_twice(written.at.clone(), &written.value));
            }
            Some(Some(case)) => entries.push(Entry {
                case,
                at: written.at.clone(),
                status: draft.status,
                tier: draft.tier.clone(),
            }),
            Some(None) => faults.push(catalog::entry_left_out(written.at.clone(), &written.value)),
            None => {}
        }
    }
    entries
}

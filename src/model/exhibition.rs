//! Which cases an exhibition shows, and in which order.

use super::assemble::Names;
use super::case::Case;
use super::ids::{CaseId, LevelId};
use super::names::Registry;
use super::routes::resolve;
use super::stems::Stems;
use crate::diag::{Fault, catalog};
use crate::draft::{Conditions, StopDraft, TextDraft};
use crate::load::Document;
use crate::markdown::Link;
use crate::text;
use crate::yaml::Placed;
use percent_encoding::percent_decode_str;

/// What choosing exhibits needs to know. Ids in `shown` are positions in the registries.
pub(super) struct Lookup<'a> {
    pub(super) stems: &'a Stems<'a>,
    pub(super) shown: &'a [Case],
    pub(super) names: &'a Names<'a>,
    pub(super) levels: &'a [String],
}

/// A case on the walk, and its place on the list of the exhibition's file, if it is named there.
pub(super) struct Chosen {
    pub(super) case: CaseId,
    pub(super) listed: Option<usize>,
}

/// The stops of the exhibition in `draft`, which is written in `document`: first those between its words, then the others that are
/// listed or meet its conditions.
pub(super) fn stops_of(
    draft: &TextDraft,
    document: &Document,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<Chosen> {
    let listed = listed(&draft.cases, lookup, faults);
    let others: Vec<CaseId> = match &draft.conditions {
        Some(conditions) => chosen(conditions, lookup, faults),
        None => listed.iter().flatten().copied().collect(),
    };
    let mut stops: Vec<CaseId> = Vec::new();
    for case in placed(document, lookup).into_iter().chain(others) {
        if !stops.contains(&case) {
            stops.push(case);
        }
    }
    let file = &document.path;
    let has_faults = !document.faults.is_empty() || faults.iter().any(|fault| *fault.at.file == **file);
    if stops.is_empty() && !has_faults {
        faults.push(catalog::empty_exhibition(crate::diag::At::file(file)));
    }
    let place = |case: CaseId| listed.iter().position(|other| *other == Some(case));
    stops.into_iter().map(|case| Chosen { case, listed: place(case) }).collect()
}

/// The cases to which paragraphs of nothing but a link lead. A link that leads nowhere is reported by the check of all links.
fn placed(document: &Document, lookup: &Lookup<'_>) -> Vec<CaseId> {
    let case = |link: &Link| {
        let decoded = percent_decode_str(&link.target).decode_utf8_lossy().into_owned();
        let file = resolve(&document.path, &decoded)?;
        let name = file.strip_prefix("content/cases/")?;
        lookup.stems.at(name).flatten()
    };
    document.outline.lone_links.iter().filter_map(case).collect()
}

/// The case that each line of the list names; `None` for one that is left out this time, and for a slip, which is reported.
fn listed(lines: &[StopDraft], lookup: &Lookup<'_>, faults: &mut Vec<Fault>) -> Vec<Option<CaseId>> {
    lines.iter().map(|line| lookup.stems.named(&line.case, faults).flatten()).collect()
}

fn chosen(conditions: &Conditions, lookup: &Lookup<'_>, faults: &mut Vec<Fault>) -> Vec<CaseId> {
    let units = positions(&conditions.units, &lookup.names.units, faults);
    let brands = positions(&conditions.brands, &lookup.names.brands, faults);
    let honors = positions(&conditions.honors, &lookup.names.honors, faults);
    let venues = positions(&conditions.venues, &lookup.names.venues, faults);
    let levels = ranks(&conditions.levels, lookup.levels, catalog::unknown_level, faults);
    let groups = ranks(&conditions.groups, &lookup.names.groups, catalog::unknown_group, faults);
    let mut years = Vec::new();
    for written in &conditions.years {
        match text::year_of(&written.value) {
            Some(year) => years.push(year),
            None => faults.push(catalog::not_a_year(written.at.clone(), &written.value)),
        }
    }
    let tags: Vec<&str> = conditions.tags.iter().map(|tag| tag.value.as_str()).collect();
    let holds = |case: &Case| {
        any(&units, !conditions.units.is_empty(), case.units.iter().map(|unit| unit.index()))
            && any(&brands, !conditions.brands.is_empty(), case.brand.iter().map(|brand| brand.index()))
            && any(
                &honors,
                !conditions.honors.is_empty(),
                case.awards.iter().map(|award| award.honor.index()),
            )
            && any(&venues, !conditions.venues.is_empty(), case.venue.iter().map(|venue| venue.index()))
            && any(
                &levels,
                !conditions.levels.is_empty(),
                case.awards.iter().filter_map(|a| a.level.map(LevelId::index)),
            )
            && any(
                &groups,
                !conditions.groups.is_empty(),
                case.units.iter().filter_map(|unit| lookup.names.group_of(unit.index())),
            )
            && (years.is_empty() || years.contains(&case.year))
            && (tags.is_empty() || case.tags.iter().any(|tag| tags.contains(&tag.as_str())))
    };
    let shown = lookup.shown.iter().enumerate();
    shown.filter(|(_, case)| holds(case)).map(|(index, _)| CaseId(index as u32)).collect()
}

fn any(wanted: &[usize], is_set: bool, mut have: impl Iterator<Item = usize>) -> bool {
    !is_set || have.any(|position| wanted.contains(&position))
}

/// Positions in the registry; a name that no case uses is taken for a slip.
fn positions(names: &[Placed<String>], registry: &Registry, faults: &mut Vec<Fault>) -> Vec<usize> {
    let mut found = Vec::new();
    for written in names {
        match registry.find(&written.value) {
            Some(position) => found.push(position),
            None => {
                let nearest = text::closest(&written.value, registry.known());
                faults.push(catalog::unknown_name(written.at.clone(), &written.value, nearest));
            }
        }
    }
    found
}

fn ranks(
    names: &[Placed<String>],
    list: &[String],
    unknown: fn(crate::diag::At, &str, &[String]) -> Fault,
    faults: &mut Vec<Fault>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for written in names {
        match list.iter().position(|name| *name == written.value) {
            Some(rank) => found.push(rank),
            None => faults.push(unknown(written.at.clone(), &written.value, list)),
        }
    }
    found
}

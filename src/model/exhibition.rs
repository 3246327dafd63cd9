//! Which cases an exhibition shows, and in which order.

use super::assemble::Names;
use super::hall::{Case, CaseId, LevelId};
use super::names::Registry;
use crate::diag::{At, Fault, catalog};
use crate::draft::{Conditions, TextDraft};
use crate::load::Document;
use crate::text;
use crate::yaml::Placed;
use std::collections::BTreeMap;

/// What choosing exhibits needs to know. Ids in `shown` are positions in the registries.
pub(super) struct Lookup<'a> {
    /// File stem → place on the wall; `None` if left out.
    pub(super) cases: &'a BTreeMap<String, Option<CaseId>>,
    pub(super) shown: &'a [Case],
    pub(super) names: &'a Names<'a>,
    pub(super) levels: &'a [String],
}

/// The stops of the exhibition in `draft`, which is written in `document`.
pub(super) fn stops_of(
    draft: &TextDraft,
    document: &Document,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<CaseId> {
    let stops = match &draft.conditions {
        Some(conditions) => chosen(conditions, lookup, faults),
        None => listed(&draft.cases, lookup, faults),
    };
    let has_faults = !document.faults.is_empty() || faults.iter().any(|fault| fault.at.file == document.path);
    if stops.is_empty() && !has_faults {
        faults.push(catalog::empty_exhibition(At::file(&document.path)));
    }
    stops
}

fn listed(names: &[Placed<String>], lookup: &Lookup<'_>, faults: &mut Vec<Fault>) -> Vec<CaseId> {
    let mut stops = Vec::new();
    for written in names {
        let name = written.value.trim_start_matches("../cases/").trim_start_matches("cases/");
        let name = name.strip_suffix(".md").unwrap_or(name);
        let name = name.strip_suffix("/index").unwrap_or(name);
        match lookup.cases.get(name) {
            Some(Some(id)) if !stops.contains(id) => stops.push(*id),
            // Named twice, or left out this time.
            Some(_) => {}
            None => {
                let nearest = text::closest(name, lookup.cases.keys().map(String::as_str));
                faults.push(catalog::unknown_case(written.at.clone(), &written.value, nearest));
            }
        }
    }
    stops
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

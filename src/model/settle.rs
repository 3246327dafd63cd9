//! The end of the assembly: names sorted, ids renamed once, every list filled.

use super::assemble::{Desk, Names};
use super::case::Case;
use super::hall::{Brand, Group, Hall, Honor, Level, Name, Unit, Venue};
use super::ids::{BrandId, CaseId, GroupId, HonorId, LevelId, UnitId, VenueId};
use super::routes::Route;
use crate::load::LoadError;
use crate::text::{Reading, slug_of};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Sorts units, brands, honors, levels, groups and venues, renames their ids in all cases, and fills their lists.
pub(super) fn settle(hall: &mut Hall, names: Names<'_>, desk: &mut Desk<'_>) -> Result<(), LoadError> {
    let owners = |drafts: &super::assemble::NameDrafts<'_>| -> Vec<Option<usize>> {
        let unit = |draft: &crate::draft::NameDraft| names.units.find(&draft.unit.as_ref()?.value);
        drafts.iter().map(|(_, _, draft)| unit(draft)).collect()
    };
    let (brand_owners, venue_owners) = (owners(&names.brand_drafts), owners(&names.venue_drafts));
    let file_levels: Vec<Option<usize>> = names
        .honor_drafts
        .iter()
        .map(|(_, _, draft)| draft.level.as_ref().and_then(|level| desk.rank_of(level)))
        .collect();

    let by_sound = |name: &Name| name.sort_key.clone();
    let (unit_names, units) = sorted(names.units.finish(&mut desk.faults), by_sound);
    let (brand_names, brands) = sorted(names.brands.finish(&mut desk.faults), by_sound);
    let (venue_names, venues) = sorted(names.venues.finish(&mut desk.faults), by_sound);
    let honor_names = names.honors.finish(&mut desk.faults);
    let levels = honor_levels(&hall.cases, &file_levels, honor_names.len());
    let ranked =
        honor_names.into_iter().zip(&levels).map(|(name, level)| (level.unwrap_or(usize::MAX), name));
    let (honor_names, honors) = sorted(ranked.collect(), |(level, name)| (*level, name.sort_key.clone()));

    for case in &mut hall.cases {
        case.units.iter_mut().for_each(|unit| *unit = UnitId(units[unit.index()]));
        case.brand = case.brand.map(|brand| BrandId(brands[brand.index()]));
        case.venue = case.venue.map(|venue| VenueId(venues[venue.index()]));
        case.awards.iter_mut().for_each(|award| award.honor = HonorId(honors[award.honor.index()]));
    }

    hall.units = unit_names.into_iter().map(unit_of).collect();
    for (position, (_, path, draft)) in names.unit_drafts.iter().enumerate() {
        let unit = &mut hall.units[units[position] as usize];
        unit.short = draft.short.as_ref().map(|short| short.value.clone());
        unit.logo = desk.take(draft.logo.as_ref(), path)?;
    }
    hall.brands = brand_names.into_iter().map(brand_of).collect();
    for (position, (_, path, draft)) in names.brand_drafts.iter().enumerate() {
        let brand = &mut hall.brands[brands[position] as usize];
        brand.unit = brand_owners[position].map(|unit| UnitId(units[unit]));
        brand.seal.clone_from(&draft.seal);
        brand.slogan.clone_from(&draft.slogan);
        brand.facets.clone_from(&draft.facets);
        brand.logo = desk.take(draft.logo.as_ref(), path)?;
    }
    hall.venues = venue_names.into_iter().map(venue_of).collect();
    for (position, (_, path, draft)) in names.venue_drafts.iter().enumerate() {
        let venue = &mut hall.venues[venues[position] as usize];
        venue.unit = venue_owners[position].map(|unit| UnitId(units[unit]));
        venue.address.clone_from(&draft.address);
        venue.photos = desk.take_photos(&draft.photos, path)?;
    }
    hall.honors = honor_names.into_iter().map(|(_, name)| honor_of(name)).collect();
    for (position, (_, _, draft)) in names.honor_drafts.iter().enumerate() {
        hall.honors[honors[position] as usize].issuer.clone_from(&draft.issuer);
    }
    for (position, level) in levels.iter().enumerate() {
        hall.honors[honors[position] as usize].level = level.map(|rank| LevelId(rank as u32));
    }
    fill_lists(hall);
    settle_levels(hall);
    settle_groups(hall, &names.groups, &names.unit_groups, &units);
    Ok(())
}

/// `items` in order of `key`, and for each old position its new one.
fn sorted<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K) -> (Vec<T>, Vec<u32>) {
    let mut placed: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    placed.sort_by_cached_key(|(_, item)| key(item));
    let mut renamed = vec![0; placed.len()];
    for (new, (old, _)) in placed.iter().enumerate() {
        renamed[*old] = new as u32;
    }
    (placed.into_iter().map(|(_, item)| item).collect(), renamed)
}

/// The rank of each honor: from its file, or else the highest among its awards.
fn honor_levels(cases: &[Case], from_files: &[Option<usize>], count: usize) -> Vec<Option<usize>> {
    let mut levels = vec![None; count];
    levels[..from_files.len()].copy_from_slice(from_files);
    for award in cases.iter().flat_map(|case| &case.awards) {
        let position = award.honor.index();
        let is_fixed = from_files.get(position).is_some_and(Option::is_some);
        if let Some(rank) = award.level.filter(|_| !is_fixed) {
            let known: &mut Option<usize> = &mut levels[position];
            *known = Some(known.map_or(rank.index(), |other| other.min(rank.index())));
        }
    }
    levels
}

fn unit_of(name: Name) -> Unit {
    let route = Route::page("units", &name.slug);
    Unit { name, route, short: None, group: None, logo: None, cases: Vec::new(), brands: Vec::new() }
}

fn brand_of(name: Name) -> Brand {
    let route = Route::page("brands", &name.slug);
    Brand {
        name,
        route,
        unit: None,
        seal: None,
        slogan: None,
        facets: [const { None }; 4],
        logo: None,
        cases: Vec::new(),
    }
}

fn honor_of(name: Name) -> Honor {
    let route = Route::page("honors", &name.slug);
    Honor { name, route, level: None, issuer: None, cases: Vec::new() }
}

fn venue_of(name: Name) -> Venue {
    let route = Route::page("venues", &name.slug);
    Venue { name, route, unit: None, address: None, photos: Vec::new(), cases: Vec::new() }
}

/// Gives every unit, brand, honor and venue its cases, in wall order.
fn fill_lists(hall: &mut Hall) {
    for (index, case) in hall.cases.iter().enumerate() {
        let id = CaseId(index as u32);
        for unit in &case.units {
            hall.units[unit.index()].cases.push(id);
        }
        if let Some(brand) = case.brand {
            let brand = &mut hall.brands[brand.index()];
            brand.cases.push(id);
            brand.unit = brand.unit.or(case.units.first().copied());
        }
        if let Some(venue) = case.venue {
            hall.venues[venue.index()].cases.push(id);
        }
        for award in &case.awards {
            let honor = &mut hall.honors[award.honor.index()];
            if honor.cases.last() != Some(&id) {
                honor.cases.push(id);
            }
            if honor.issuer.is_none() {
                honor.issuer = award.issuer.as_deref().map(str::to_owned);
            }
        }
    }
    for (index, brand) in hall.brands.iter().enumerate() {
        let mut owners: Vec<UnitId> = brand.unit.into_iter().collect();
        owners.extend(brand.cases.iter().flat_map(|case| &hall.cases[case.index()].units));
        owners.sort_unstable();
        owners.dedup();
        for unit in owners {
            hall.units[unit.index()].brands.push(BrandId(index as u32));
        }
    }
}

/// Keeps the levels that have awards or honors, and renames ranks to positions among them.
fn settle_levels(hall: &mut Hall) {
    let none = hall.site.levels.len();
    let rank = |level: Option<LevelId>| level.map_or(none, LevelId::index);
    let mut levels: BTreeMap<usize, Level> = BTreeMap::new();
    let names = hall.site.levels.clone();
    let level_at = |rank: usize, levels: &mut BTreeMap<usize, Level>| {
        levels.entry(rank).or_insert_with(|| {
            let name = names.get(rank).cloned().unwrap_or_default();
            let route = if name.is_empty() {
                Route::fixed("levels/other.html")
            } else {
                Route::page("levels", &slug_of(&name, &Reading::of(&name)))
            };
            Level { name, route, honors: Vec::new(), cases: Vec::new(), award_count: 0 }
        });
        rank
    };
    for (index, honor) in hall.honors.iter().enumerate() {
        let at = level_at(rank(honor.level), &mut levels);
        levels.entry(at).and_modify(|level| level.honors.push(HonorId(index as u32)));
    }
    for (index, case) in hall.cases.iter().enumerate() {
        for award in &case.awards {
            let at = level_at(rank(award.level), &mut levels);
            levels.entry(at).and_modify(|level| {
                level.award_count += 1;
                let id = CaseId(index as u32);
                if level.cases.last() != Some(&id) {
                    level.cases.push(id);
                }
            });
        }
    }
    let positions: HashMap<usize, u32> =
        levels.keys().enumerate().map(|(new, old)| (*old, new as u32)).collect();
    let renamed = |level: Option<LevelId>| positions.get(&rank(level)).copied().map(LevelId);
    for honor in &mut hall.honors {
        honor.level = renamed(honor.level);
    }
    for award in hall.cases.iter_mut().flat_map(|case| &mut case.awards) {
        award.level = renamed(award.level);
    }
    hall.levels = levels.into_values().collect();
}

fn settle_groups(hall: &mut Hall, names: &[String], unit_groups: &[Option<usize>], units: &[u32]) {
    let mut of_groups: BTreeMap<usize, Vec<UnitId>> = BTreeMap::new();
    for (position, group) in unit_groups.iter().enumerate() {
        if let Some(group) = group {
            of_groups.entry(*group).or_default().push(UnitId(units[position]));
        }
    }
    for (rank, mut units) in of_groups {
        units.sort_unstable();
        let id = GroupId(hall.groups.len() as u32);
        let mut cases: Vec<CaseId> = units.iter().flat_map(|unit| hall.unit(*unit).cases.clone()).collect();
        cases.sort_unstable();
        cases.dedup();
        for unit in &units {
            hall.units[unit.index()].group = Some(id);
        }
        let name = names[rank].clone();
        let route = Route::page("groups", &slug_of(&name, &Reading::of(&name)));
        hall.groups.push(Group { name, route, units, cases });
    }
}

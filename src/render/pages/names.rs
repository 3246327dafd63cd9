//! Units, brands, honors and venues: their walls, and a page with its cases for each.

use super::case::photo_view;
use super::lists::{List, plan_list};
use super::walls::level_view;
use crate::model::{
    Award, Brand, BrandId, CaseId, Hall, Honor, HonorId, LevelId, Route, Unit, UnitId, Venue,
};
use crate::output::{PageKind, SitePlan};
use crate::render::cards::{level_name, rank_of, seal_of};
use crate::render::pictures::small_enough;
use crate::render::planner::Planner;
use crate::render::view::{
    BrandTile, BrandView, BrandsView, CountedLink, Facet, HonorLine, HonorRow, HonorView, HonorsView, Link,
    UnitLetter, UnitLine, UnitView, UnitsGroup, UnitsView, VenueView, VenuesView, Winner,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An emblem is shown at 128 pixels at most, which fine screens double.
const EMBLEM_WIDTH: u32 = 480;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    plan_units(planner, plan);
    plan_brands(planner, plan);
    plan_honors(planner, plan);
    plan_venues(planner, plan);
}

fn link<'v>(name: &'v str, route: &'v Route) -> Link<'v> {
    Link { name, url: route.as_str() }
}

fn plan_units<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.units.is_empty() {
        return;
    }
    let route = Route::fixed("units/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Unit, "pages/units.html", move |planner, stage| {
        stage.head(&route, "units", &planner.title("units", 1), None);
        stage.view("units", &units_view(planner.hall));
    }));
    for unit in &planner.hall.units {
        let list = List {
            kind: PageKind::Unit,
            template: "pages/unit.html",
            section: "units",
            title: &unit.name.name,
            description: None,
            route: unit.route.clone(),
            cases: (&unit.cases).into(),
            document: unit.name.document,
        };
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.view("unit", &unit_view(planner.hall, unit));
            stage.cards("cards", planner, page.route, page.cases);
        });
    }
}

fn units_view(hall: &Hall) -> UnitsView<'_> {
    let mut groups: Vec<UnitsGroup<'_>> = hall
        .groups
        .iter()
        .map(|group| UnitsGroup {
            group: Some(link(&group.name, &group.route)),
            letters: by_letter(hall, group.units.iter().copied()),
        })
        .collect();
    let all = (0..hall.units.len() as u32).map(UnitId);
    let rest = by_letter(hall, all.filter(|unit| hall.unit(*unit).group.is_none()));
    if !rest.is_empty() {
        groups.push(UnitsGroup { group: None, letters: rest });
    }
    UnitsView { groups, total: hall.units.len() }
}

/// `units`, which are in pinyin order, under the letters they begin with.
fn by_letter(hall: &Hall, units: impl Iterator<Item = UnitId>) -> Vec<UnitLetter<'_>> {
    let mut letters: Vec<UnitLetter<'_>> = Vec::new();
    for unit in units {
        let (letter, line) = (hall.unit(unit).name.initial, unit_line(hall, unit));
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.units.push(line),
            _ => letters.push(UnitLetter { letter, units: vec![line] }),
        }
    }
    letters
}

fn unit_line(hall: &Hall, unit: UnitId) -> UnitLine<'_> {
    let unit = hall.unit(unit);
    let brands = unit.brands.iter().map(|brand| hall.brand(*brand));
    UnitLine {
        name: &unit.name.name,
        url: unit.route.as_str(),
        count: unit.cases.len(),
        brands: brands.map(|brand| link(&brand.name.name, &brand.route)).collect(),
    }
}

fn unit_view<'v>(hall: &'v Hall, unit: &'v Unit) -> UnitView<'v> {
    UnitView {
        name: &unit.name.name,
        aliases: &unit.name.aliases,
        group: unit
            .group
            .map(|group| &hall.groups[group.index()])
            .map(|group| link(&group.name, &group.route)),
        logo: unit.logo.map(|id| small_enough(hall.media(id), EMBLEM_WIDTH)),
        brands: unit.brands.iter().map(|brand| tile_under(hall, *brand, unit)).collect(),
        honors: honors_won(hall, &unit.cases),
        count: unit.cases.len(),
    }
}

/// Units with their number of cases.
pub(super) fn units_counted<'v>(hall: &'v Hall, units: &[UnitId]) -> Vec<CountedLink<'v>> {
    units
        .iter()
        .map(|unit| hall.unit(*unit))
        .map(|unit| CountedLink { name: &unit.name.name, url: unit.route.as_str(), count: unit.cases.len() })
        .collect()
}

/// A brand on a wall.
pub(super) fn brand_tile(hall: &Hall, brand: BrandId) -> BrandTile<'_> {
    let brand = hall.brand(brand);
    let unit = brand.unit.map(|unit| hall.unit(unit));
    BrandTile {
        name: &brand.name.name,
        url: brand.route.as_str(),
        unit: unit.map(Unit::short_name),
        logo: brand.logo.map(|id| small_enough(hall.media(id), EMBLEM_WIDTH)),
        seal: seal_of(brand),
        count: brand.cases.len(),
    }
}

/// A brand on the page of `unit`, which need not be told its own name again.
fn tile_under<'v>(hall: &'v Hall, brand: BrandId, unit: &'v Unit) -> BrandTile<'v> {
    let tile = brand_tile(hall, brand);
    BrandTile { unit: tile.unit.filter(|owner| *owner != unit.short_name()), ..tile }
}

fn plan_brands<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.brands.is_empty() {
        return;
    }
    let route = Route::fixed("brands/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Brand, "pages/brands.html", move |planner, stage| {
        stage.head(&route, "brands", &planner.title("brands", 1), None);
        let brands = (0..planner.hall.brands.len() as u32).map(BrandId);
        stage.view(
            "brands",
            &BrandsView { tiles: brands.map(|brand| brand_tile(planner.hall, brand)).collect() },
        );
    }));
    for brand in &planner.hall.brands {
        let list = List {
            kind: PageKind::Brand,
            template: "pages/brand.html",
            section: "brands",
            title: &brand.name.name,
            description: brand.slogan.as_deref(),
            route: brand.route.clone(),
            cases: (&brand.cases).into(),
            document: brand.name.document,
        };
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.view("brand", &brand_view(planner.hall, brand));
            stage.cards("cards", planner, page.route, page.cases);
        });
    }
}

fn brand_view<'v>(hall: &'v Hall, brand: &'v Brand) -> BrandView<'v> {
    let keys = ["brand_idea", "brand_meaning", "brand_carrier", "brand_effect"];
    let facets = keys.into_iter().zip(&brand.facets);
    BrandView {
        name: &brand.name.name,
        unit: brand.unit.map(|unit| hall.unit(unit)).map(|unit| link(&unit.name.name, &unit.route)),
        slogan: brand.slogan.as_deref(),
        facets: facets.filter_map(|(key, text)| Some(Facet { key, text: text.as_deref()? })).collect(),
        logo: brand.logo.map(|id| small_enough(hall.media(id), EMBLEM_WIDTH)),
        seal: seal_of(brand),
        honors: honors_won(hall, &brand.cases),
        count: brand.cases.len(),
    }
}

/// The honors that `cases` won, highest level first, each once with the number of these cases.
fn honors_won<'v>(hall: &'v Hall, cases: &[CaseId]) -> Vec<HonorLine<'v>> {
    let mut won: BTreeMap<HonorId, usize> = BTreeMap::new();
    for case in cases {
        let mut honors: Vec<HonorId> = hall.case(*case).awards.iter().map(|award| award.honor).collect();
        honors.sort_unstable();
        honors.dedup();
        for honor in honors {
            *won.entry(honor).or_default() += 1;
        }
    }
    won.into_iter().map(|(honor, count)| HonorLine { count, ..honor_line(hall, honor) }).collect()
}

fn honor_line(hall: &Hall, honor: HonorId) -> HonorLine<'_> {
    let honor = hall.honor(honor);
    HonorLine {
        name: &honor.name.name,
        url: honor.route.as_str(),
        level: level_name(hall, honor.level),
        rank: rank_of(hall, honor.level),
        count: honor.cases.len(),
        winner: None,
    }
}

/// The unit and the seal of the one case that won `honor`.
fn winner_of(hall: &Hall, honor: HonorId) -> Option<Winner<'_>> {
    let [case] = hall.honor(honor).cases[..] else { return None };
    let case = hall.case(case);
    Some(Winner {
        unit: hall.leading_unit(case).map(Unit::short_name),
        seal: case.brand.map(|brand| seal_of(hall.brand(brand))),
    })
}

/// Honors with the number of cases that won them, or the one that did.
pub(super) fn honor_lines(hall: &Hall, honors: impl Iterator<Item = HonorId>) -> Vec<HonorLine<'_>> {
    let line = |honor| HonorLine { winner: winner_of(hall, honor), ..honor_line(hall, honor) };
    honors.map(line).collect()
}

fn plan_honors<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.honors.is_empty() {
        return;
    }
    let route = Route::fixed("honors/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Honor, "pages/honors.html", move |planner, stage| {
        let hall = planner.hall;
        stage.head(&route, "honors", &planner.title("honors", 1), None);
        let levels = (0..hall.levels.len()).map(|index| level_view(hall, index)).collect();
        stage.view("honors", &HonorsView { levels, total: hall.award_count() });
    }));
    for (index, honor) in planner.hall.honors.iter().enumerate() {
        let list = List {
            kind: PageKind::Honor,
            template: "pages/honor.html",
            section: "honors",
            title: &honor.name.name,
            description: None,
            route: honor.route.clone(),
            cases: (&honor.cases).into(),
            document: honor.name.document,
        };
        let id = HonorId(index as u32);
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.view("honor", &honor_view(planner.hall, id, honor, page.cases));
        });
    }
}

fn honor_view<'v>(hall: &'v Hall, id: HonorId, honor: &'v Honor, cases: &[CaseId]) -> HonorView<'v> {
    let level = honor.level.map(|level: LevelId| hall.level(level)).filter(|level| !level.name.is_empty());
    let rows: Vec<HonorRow<'_>> = cases.iter().flat_map(|case| honor_rows(hall, id, *case)).collect();
    HonorView {
        name: &honor.name.name,
        level: level.map(|level| link(&level.name, &level.route)),
        rank: rank_of(hall, honor.level),
        issuer: honor.issuer.as_deref(),
        has_tiers: rows.iter().any(|row| row.tier.is_some()),
        has_sessions: rows.iter().any(|row| row.session.is_some()),
        has_years: rows.iter().any(|row| row.year.is_some()),
        rows,
        count: honor.cases.len(),
    }
}

fn honor_rows<'v>(hall: &'v Hall, honor: HonorId, case: CaseId) -> Vec<HonorRow<'v>> {
    let case = hall.case(case);
    let unit = hall.leading_unit(case);
    let row = |award: &'v Award| HonorRow {
        case: link(&case.title, &case.route),
        unit: unit.map(|unit| link(&unit.name.name, &unit.route)),
        tier: award.tier.as_deref(),
        session: award.session.as_deref(),
        year: award.year,
    };
    case.awards.iter().filter(|award| award.honor == honor).map(row).collect()
}

fn plan_venues<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.venues.is_empty() {
        return;
    }
    let route = Route::fixed("venues/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Venue, "pages/venues.html", move |planner, stage| {
        stage.head(&route, "venues", &planner.title("venues", 1), None);
        let counted = |venue: &'a Venue| CountedLink {
            name: &venue.name.name,
            url: venue.route.as_str(),
            count: venue.cases.len(),
        };
        stage.view("venues", &VenuesView { venues: planner.hall.venues.iter().map(counted).collect() });
    }));
    for venue in &planner.hall.venues {
        let list = List {
            kind: PageKind::Venue,
            template: "pages/venue.html",
            section: "venues",
            title: &venue.name.name,
            description: None,
            route: venue.route.clone(),
            cases: (&venue.cases).into(),
            document: venue.name.document,
        };
        plan_list(planner, plan, list, move |planner, stage, page| {
            stage.view("venue", &venue_view(planner.hall, venue));
            stage.cards("cards", planner, page.route, page.cases);
        });
    }
}

fn venue_view<'v>(hall: &'v Hall, venue: &'v Venue) -> VenueView<'v> {
    VenueView {
        name: &venue.name.name,
        unit: venue.unit.map(|unit| hall.unit(unit)).map(|unit| link(&unit.name.name, &unit.route)),
        address: venue.address.as_deref(),
        photos: venue.photos.iter().map(|photo| photo_view(hall, photo)).collect(),
        count: venue.cases.len(),
    }
}

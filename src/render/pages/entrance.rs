//! The entrance: what hall this is, how much is in it, where to begin.

use super::exhibitions::exhibition_card;
use super::names::brand_tile;
use super::walls::groups_counted;
use crate::model::{BrandId, CaseId, Hall, Route};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::Planner;
use crate::render::view::{EntranceView, LadderStep, YearPoint};
use std::cmp::Reverse;
use std::sync::Arc;

/// Newest cases on the entrance.
const NEW_CASES_MAX: usize = 8;
/// Seals on the entrance.
const SEALS_MAX: usize = 12;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let route = Route::fixed("index.html");
    plan.add(planner.entry(
        &route.clone(),
        PageKind::Entrance,
        "pages/entrance.html",
        move |planner, stage| {
            let hall = planner.hall;
            stage.head(&route, "entrance", &hall.site.title, hall.site.description.as_deref());
            stage.view("entrance", &view_of(planner));
            let newest: Vec<CaseId> = (0..hall.cases.len().min(NEW_CASES_MAX) as u32).map(CaseId).collect();
            stage.cards("cards", planner, &route, &newest);
        },
    ));
}

fn view_of<'v>(planner: &Planner<'v>) -> EntranceView<'v> {
    let hall = planner.hall;
    let mut brands: Vec<BrandId> = (0..hall.brands.len() as u32).map(BrandId).collect();
    brands.sort_by_key(|brand| (Reverse(hall.brand(*brand).cases.len()), *brand));
    brands.truncate(SEALS_MAX);
    EntranceView {
        case_count: hall.cases.len(),
        brand_count: hall.brands.len(),
        unit_count: hall.units.len(),
        award_count: hall.award_count(),
        years: hall.years.last().zip(hall.years.first()).map(|(first, last)| (first.year, last.year)),
        exhibitions: hall.exhibitions.iter().map(|exhibition| exhibition_card(planner, exhibition)).collect(),
        ladder: ladder(hall),
        year_line: year_line(hall),
        brands: brands.into_iter().map(|brand| brand_tile(hall, brand)).collect(),
        groups: groups_counted(hall),
    }
}

fn ladder(hall: &Hall) -> Vec<LadderStep<'_>> {
    let most = hall.levels.iter().map(|level| level.award_count).max().unwrap_or(0);
    hall.levels
        .iter()
        .filter(|level| level.award_count > 0)
        .map(|level| LadderStep {
            name: &level.name,
            url: level.route.as_str(),
            count: level.award_count,
            share: share(level.award_count, most),
        })
        .collect()
}

fn year_line(hall: &Hall) -> Vec<YearPoint<'_>> {
    let most = hall.years.iter().map(|year| year.cases.len()).max().unwrap_or(0);
    hall.time_line()
        .map(|(year, skipped)| YearPoint {
            year: year.year,
            url: year.route.as_str(),
            count: year.cases.len(),
            share: share(year.cases.len(), most),
            skipped,
        })
        .collect()
}

/// `count` in hundredths of `most`, at least 1 so that a bar can be seen.
fn share(count: usize, most: usize) -> usize {
    (count * 100).checked_div(most).unwrap_or(0).max(1)
}

//! The style sheet page: every component of the theme in its states, shown with what the hall itself holds.

use super::exhibitions::exhibition_card;
use super::names::{brand_tile, honor_lines};
use crate::model::{BrandId, CaseId, HonorId, Route};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::{Planner, Stage};
use crate::render::view::{Pager, StyleguideView};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Every form of text a body can have.
const SAMPLE: &str = include_str!("styleguide.md");
const TEMPLATE: &str = "pages/styleguide.html";
const SHOWN_MAX: u32 = 8;

/// Plans the page, if the theme has one.
pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if !planner.theme.has(TEMPLATE) {
        return;
    }
    let route = Route::fixed("styleguide/index.html");
    plan.add(planner.entry(&route.clone(), PageKind::Page, TEMPLATE, move |planner, stage| {
        describe(planner, &route, stage);
    }));
}

fn describe(planner: &Planner<'_>, route: &Route, stage: &mut Stage<'_>) {
    let hall = planner.hall;
    stage.head(route, "styleguide", &planner.title("styleguide", 1), None);
    let brands = (0..SHOWN_MAX.min(hall.brands.len() as u32)).map(BrandId);
    let honors = (0..SHOWN_MAX.min(hall.honors.len() as u32)).map(HonorId);
    let pages = [1, 2, 3].map(|page| Some((page, route.clone())));
    let view = StyleguideView {
        brands: brands.map(|brand| brand_tile(hall, brand)).collect(),
        honors: honor_lines(hall, honors),
        exhibitions: hall.exhibitions.iter().map(|exhibition| exhibition_card(planner, exhibition)).collect(),
        pager: Pager {
            number: 2,
            total: 9,
            previous: Some(route.clone()),
            next: Some(route.clone()),
            pages: pages.into_iter().chain([None, Some((9, route.clone()))]).collect(),
        },
    };
    stage.view("guide", &view);
    stage.cards("cards", planner, route, &unlike_cases(planner));
    stage.sample(SAMPLE, hall.site.lang);
}

/// One case of each look that cards have: with and without a picture, a brand, an award and its level, further units.
fn unlike_cases(planner: &Planner<'_>) -> Vec<CaseId> {
    let hall = planner.hall;
    let mut seen = BTreeSet::new();
    let mut cases = hall.all_cases();
    cases.retain(|id| {
        let case = hall.case(*id);
        let level = case.awards.iter().map(|award| award.level.map(crate::model::LevelId::index)).min();
        seen.insert((case.cover.is_some(), case.brand.is_some(), level, case.units.len() > 1))
    });
    cases
}

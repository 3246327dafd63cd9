//! Exhibitions and their programme.

use super::names::brand_tile;
use super::panels::panel_path;
use crate::model::{BrandId, Exhibition, Route};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::Planner;
use crate::render::view::{ExhibitionCard, ExhibitionView, Link};
use std::sync::Arc;

/// Seals on an exhibition's card.
const SEALS_MAX: usize = 4;
/// How fast a visitor reads, in 字 a minute.
const READING_SPEED: u32 = 400;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if planner.hall.exhibitions.is_empty() {
        return;
    }
    let route = Route::fixed("exhibitions/index.html");
    plan.add(planner.entry(
        &route.clone(),
        PageKind::Exhibition,
        "pages/exhibitions.html",
        move |planner, stage| {
            stage.head(&route, "exhibitions", planner.title("exhibitions", 1), None);
            let cards: Vec<_> = planner
                .hall
                .exhibitions
                .iter()
                .map(|exhibition| exhibition_card(planner, exhibition))
                .collect();
            stage.view("exhibitions", &cards);
        },
    ));
    for exhibition in &planner.hall.exhibitions {
        let route = &exhibition.route;
        plan.add(planner.entry(
            route,
            PageKind::Exhibition,
            "pages/exhibition.html",
            move |planner, stage| {
                stage.head(route, "exhibitions", exhibition.title.clone(), Some(&exhibition.summary));
                let first = exhibition.stops.first().map(|case| planner.hall.case(*case));
                let view = ExhibitionView {
                    title: &exhibition.title,
                    summary: &exhibition.summary,
                    count: exhibition.stops.len(),
                    minutes: minutes(planner, exhibition),
                    first: first.map(|case| Link { name: &case.title, url: case.route.as_str() }),
                    panel: panel_path(planner.hall, route),
                };
                stage.view("exhibition", &view);
                stage.cards("cards", planner, route, &exhibition.stops);
                stage.body(planner, Some(exhibition.document), route);
            },
        ));
    }
}

/// An exhibition on a wall.
pub(super) fn exhibition_card<'v>(planner: &Planner<'v>, exhibition: &'v Exhibition) -> ExhibitionCard<'v> {
    let mut brands: Vec<BrandId> = Vec::new();
    for brand in exhibition.stops.iter().filter_map(|case| planner.hall.case(*case).brand) {
        if brands.len() < SEALS_MAX && !brands.contains(&brand) {
            brands.push(brand);
        }
    }
    ExhibitionCard {
        title: &exhibition.title,
        url: exhibition.route.as_str(),
        summary: &exhibition.summary,
        count: exhibition.stops.len(),
        minutes: minutes(planner, exhibition),
        brands: brands.into_iter().map(|brand| brand_tile(planner.hall, brand)).collect(),
    }
}

fn minutes(planner: &Planner<'_>, exhibition: &Exhibition) -> usize {
    let document =
        |case: &crate::model::CaseId| &planner.sources.documents[planner.hall.case(*case).document];
    let words: u32 = exhibition.stops.iter().map(|case| document(case).outline.words).sum();
    words.div_ceil(READING_SPEED).max(1) as usize
}

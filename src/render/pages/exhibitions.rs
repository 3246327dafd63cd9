//! Exhibitions and their programme.

use super::names::brand_tile;
use super::panels::panel_path;
use crate::model::{BrandId, CaseId, Exhibition, Route, Stop};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::Planner;
use crate::render::view::{ExhibitView, ExhibitionCard, ExhibitionView, Link};
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
            stage.head(&route, "exhibitions", &planner.title("exhibitions", 1), None);
            let cards: Vec<_> = planner
                .hall
                .exhibitions
                .iter()
                .map(|exhibition| exhibition_card(planner, exhibition))
                .collect();
            stage.view("exhibitions", &cards);
        },
    ));
    for (index, exhibition) in planner.hall.exhibitions.iter().enumerate() {
        let route = &exhibition.route;
        plan.add(planner.entry(
            route,
            PageKind::Exhibition,
            "pages/exhibition.html",
            move |planner, stage| {
                stage.head(route, "exhibitions", &exhibition.title, Some(&exhibition.summary));
                stage.view("exhibition", &exhibition_view(planner, index));
                stage.view("exhibits", &exhibits(planner, exhibition));
                let cases: Vec<CaseId> = exhibition.stops.iter().map(|stop| stop.case).collect();
                stage.cards("cards", planner, route, &cases);
                stage.passages(planner, exhibition.document, route, &cases);
            },
        ));
    }
}

fn exhibition_view<'v>(planner: &Planner<'v>, index: usize) -> ExhibitionView<'v> {
    let exhibition = &planner.hall.exhibitions[index];
    let next = planner.hall.exhibitions.get(index + 1);
    let first = exhibition.stops.first().map(|stop| planner.hall.case(stop.case));
    ExhibitionView {
        title: &exhibition.title,
        summary: &exhibition.summary,
        count: exhibition.stops.len(),
        minutes: minutes(planner, &exhibition.stops),
        first: first.map(|case| Link { name: &case.title, url: case.route.as_str() }),
        next: next.map(|next| Link { name: &next.title, url: next.route.as_str() }),
        panel: panel_path(planner.hall, &exhibition.route),
    }
}

fn exhibits<'v>(planner: &Planner<'v>, exhibition: &'v Exhibition) -> Vec<ExhibitView<'v>> {
    let hall = planner.hall;
    let exhibit = |(index, stop): (usize, &'v Stop)| ExhibitView {
        position: index + 1,
        title: &hall.case(stop.case).title,
        url: hall.case(stop.case).route.as_str(),
        minutes: minutes(planner, std::slice::from_ref(stop)),
        audio: stop.audio.map(|id| hall.media(id).route.as_str()),
        narration: stop.narration.as_deref(),
    };
    exhibition.stops.iter().enumerate().map(exhibit).collect()
}

/// An exhibition on a wall.
pub(super) fn exhibition_card<'v>(planner: &Planner<'v>, exhibition: &'v Exhibition) -> ExhibitionCard<'v> {
    let mut brands: Vec<BrandId> = Vec::new();
    for brand in exhibition.stops.iter().filter_map(|stop| planner.hall.case(stop.case).brand) {
        if brands.len() < SEALS_MAX && !brands.contains(&brand) {
            brands.push(brand);
        }
    }
    ExhibitionCard {
        title: &exhibition.title,
        url: exhibition.route.as_str(),
        summary: &exhibition.summary,
        count: exhibition.stops.len(),
        minutes: minutes(planner, &exhibition.stops),
        brands: brands.into_iter().map(|brand| brand_tile(planner.hall, brand)).collect(),
    }
}

/// Reading time of `stops` in minutes, at least one.
pub(super) fn minutes(planner: &Planner<'_>, stops: &[Stop]) -> usize {
    let document = |stop: &Stop| &planner.sources.documents[planner.hall.case(stop.case).document];
    let words: u32 = stops.iter().map(|stop| document(stop).outline.words).sum();
    words.div_ceil(READING_SPEED).max(1) as usize
}

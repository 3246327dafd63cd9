//! Pages of cases.

use super::panels::panel_path;
use super::share::{citation_of, share_of};
use crate::model::{Award, Case, CaseId, Hall, MediaId, Photo, Recording};
use crate::output::{PageKind, SitePlan};
use crate::render::cards::{cover_of, level_name, rank_of};
use crate::render::pictures::{prints_of, small_enough};
use crate::render::planner::{Planner, Stage};
use crate::render::view::{AwardView, CaseView, Link, Neighbour, PhotoView, RecordingView, Walk};
use rayon::prelude::*;
use std::sync::Arc;

/// Cases of the same brand or unit that a case page names.
const RELATED_MAX: usize = 4;
/// A poster needs no more pixels across than the column of text.
const POSTER_WIDTH: u32 = 960;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let cases = planner.hall.all_cases();
    let entries: Vec<_> = cases
        .into_par_iter()
        .map(|id| {
            let route = &planner.hall.case(id).route;
            planner.entry(route, PageKind::Case, "pages/case.html", move |planner, stage| {
                describe(planner, id, stage);
            })
        })
        .collect();
    plan.extend(entries);
}

fn describe(planner: &Planner<'_>, id: CaseId, stage: &mut Stage<'_>) {
    let hall = planner.hall;
    let case = hall.case(id);
    stage.head(&case.route, "cases", case.title.clone(), Some(&case.summary));
    stage.view("case", &view_of(planner, id, case));
    stage.view("share", &share_of(hall, case));
    let brand_cases = case.brand.map(|brand| hall.brand(brand).cases.as_slice()).unwrap_or_default();
    let same_brand = around(brand_cases, id, &[]);
    let unit_cases = case.units.first().map(|unit| hall.unit(*unit).cases.as_slice()).unwrap_or_default();
    let same_unit = around(unit_cases, id, &same_brand);
    stage.cards("same_brand", planner, &case.route, &same_brand);
    let same_unit: Vec<Neighbour<'_>> = same_unit.into_iter().map(|id| neighbour(hall, id)).collect();
    stage.view("same_unit", &same_unit);
    stage.body(planner, Some(case.document), &case.route);
}

/// The cases that follow `id` in `list`, going round at the end, without those in `but`.
fn around(list: &[CaseId], id: CaseId, but: &[CaseId]) -> Vec<CaseId> {
    let at = list.binary_search(&id).unwrap_or(0);
    let following = list[at..].iter().chain(&list[..at]).skip(1);
    following.filter(|case| !but.contains(case)).take(RELATED_MAX).copied().collect()
}

fn view_of<'v>(planner: &Planner<'v>, id: CaseId, case: &'v Case) -> CaseView<'v> {
    let hall = planner.hall;
    let year = hall.years.iter().find(|year| year.year == case.year);
    CaseView {
        title: &case.title,
        summary: &case.summary,
        units: case
            .units
            .iter()
            .map(|unit| hall.unit(*unit))
            .map(|unit| link(&unit.name.name, &unit.route))
            .collect(),
        brand: case.brand.map(|brand| hall.brand(brand)).map(|brand| link(&brand.name.name, &brand.route)),
        year: year.map_or(Link { name: "", url: "" }, |year| link(&year.name, &year.route)),
        date: case.date.map(|date| planner.date_text(date)),
        date_iso: case.date.map(|date| date.to_string()),
        tags: &case.tags,
        awards: case.awards.iter().map(|award| award_view(hall, award)).collect(),
        venue: case
            .venue
            .map(|venue| &hall.venues[venue.index()])
            .map(|venue| link(&venue.name.name, &venue.route)),
        cover: cover_of(hall, case),
        photos: case.photos.iter().map(|photo| photo_view(hall, photo)).collect(),
        recordings: case.recordings.iter().map(|recording| recording_view(hall, recording)).collect(),
        citation: citation_of(hall, case),
        panel: panel_path(hall, &case.route),
        words: planner.sources.documents[case.document].outline.words,
        previous: id.0.checked_sub(1).map(|index| neighbour(hall, CaseId(index))),
        next: Some(CaseId(id.0 + 1))
            .filter(|next| next.index() < hall.cases.len())
            .map(|next| neighbour(hall, next)),
        walks: case.stops.iter().map(|(exhibition, stop)| walk(hall, exhibition.index(), *stop)).collect(),
    }
}

fn link<'v>(name: &'v str, route: &'v crate::model::Route) -> Link<'v> {
    Link { name, url: route.as_str() }
}

fn award_view<'v>(hall: &'v Hall, award: &'v Award) -> AwardView<'v> {
    let honor = hall.honor(award.honor);
    AwardView {
        honor: link(&honor.name.name, &honor.route),
        level: level_name(hall, award.level),
        rank: rank_of(hall, award.level),
        tier: award.tier.as_deref(),
        year: award.year,
        session: award.session.as_deref(),
        issuer: award.issuer.as_deref().or(honor.issuer.as_deref()),
        certificate: award.certificate.map(|id| hall.media(id).route.as_str()),
    }
}

/// A photograph as pages show it.
pub(super) fn photo_view<'v>(hall: &'v Hall, photo: &'v Photo) -> PhotoView<'v> {
    let media = hall.media(photo.media);
    PhotoView {
        src: media.route.as_str(),
        width: media.size.map(|(width, _)| width),
        height: media.size.map(|(_, height)| height),
        webp: prints_of(media),
        panorama: photo.panorama,
        caption: photo.caption.as_deref(),
        date: photo.date.as_deref(),
        credit: photo.credit.as_deref(),
        people: photo.people.as_deref(),
    }
}

fn recording_view<'v>(hall: &'v Hall, recording: &'v Recording) -> RecordingView<'v> {
    let path = |id: MediaId| hall.media(id).route.as_str();
    RecordingView {
        src: path(recording.media),
        mime: recording.mime,
        film: recording.mime.starts_with("video/"),
        caption: recording.caption.as_deref(),
        poster: recording.poster.map(|id| hall.media(id)).map(|poster| small_enough(poster, POSTER_WIDTH)),
        captions: recording.captions.map(path),
        transcript: recording.transcript.map(path),
    }
}

fn neighbour(hall: &Hall, id: CaseId) -> Neighbour<'_> {
    let case = hall.case(id);
    Neighbour { title: &case.title, url: case.route.as_str() }
}

fn walk(hall: &Hall, exhibition: usize, stop: usize) -> Walk<'_> {
    let exhibition = &hall.exhibitions[exhibition];
    let at = |stop: Option<usize>| {
        stop.and_then(|stop| exhibition.stops.get(stop)).map(|case| neighbour(hall, *case))
    };
    Walk {
        exhibition: link(&exhibition.title, &exhibition.route),
        position: stop + 1,
        total: exhibition.stops.len(),
        previous: at(stop.checked_sub(1)),
        next: at(Some(stop + 1)),
    }
}

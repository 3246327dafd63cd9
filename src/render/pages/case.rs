//! Pages of cases.

use super::exhibitions::minutes;
use super::panels::{address_of, code_of, panel_path};
use super::share::{Shared, Source, shared_of};
use crate::diag::Lang;
use crate::model::{Award, Case, CaseId, Hall, MediaId, Photo, Recording, Route};
use crate::output::{PageKind, SitePlan};
use crate::render::cards::{cover_of, level_name, rank_of};
use crate::render::days::{date_text, in_figures};
use crate::render::pictures::{prints_of, small_enough};
use crate::render::planner::{Planner, Sheet, Stage};
use crate::render::view::{AwardView, CaseView, Link, Neighbour, PhotoView, RecordingView, TwinLink, Walk};
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// Cases of the same brand or unit that a case page names.
const RELATED_MAX: usize = 4;
/// A poster needs no more pixels across than the column of text.
const POSTER_WIDTH: u32 = 960;

/// One telling of a case: the main one, or its twin in the other language.
#[derive(Clone, Copy)]
struct Telling<'v> {
    id: CaseId,
    document: usize,
    route: &'v Route,
    title: &'v str,
    summary: &'v str,
    lang: Lang,
    /// The other telling, in the language that is not this one's.
    other: Option<&'v Route>,
}

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    let cases = planner.hall.all_cases();
    let entries: Vec<_> = cases
        .into_par_iter()
        .flat_map_iter(|id| tellings(planner.hall, id))
        .map(|telling| {
            let Telling { route, lang, .. } = telling;
            let sheet = Sheet { lang, route, kind: PageKind::Case, template: "pages/case.html" };
            planner.page(sheet, move |planner, stage| describe(planner, telling, stage))
        })
        .collect();
    plan.extend(entries);
}

fn tellings(hall: &Hall, id: CaseId) -> impl Iterator<Item = Telling<'_>> {
    let case = hall.case(id);
    let main = Telling {
        id,
        document: case.document,
        route: &case.route,
        title: &case.title,
        summary: &case.summary,
        lang: hall.site.lang,
        other: case.twin.as_ref().map(|twin| &twin.route),
    };
    let twin = case.twin.as_ref().map(|twin| Telling {
        document: twin.document,
        route: &twin.route,
        title: &twin.title,
        summary: &twin.summary,
        lang: hall.site.lang.other(),
        other: Some(&case.route),
        ..main
    });
    std::iter::once(main).chain(twin)
}

fn describe(planner: &Planner<'_>, telling: Telling<'_>, stage: &mut Stage<'_>) {
    let Telling { id, route, .. } = telling;
    let hall = planner.hall;
    let case = hall.case(id);
    stage.head(route, "cases", telling.title, Some(telling.summary));
    stage.made("case", facts_of(planner, telling, case), Facts::view);
    stage.made("share", shared_of(hall, case), |shared| shared.as_ref().map(Shared::view));
    stage.made("code", address_of(planner, route), |address| address.and_then(code_of));
    let brand_cases = case.brand.map(|brand| hall.brand(brand).cases.as_slice()).unwrap_or_default();
    let same_brand = around(brand_cases, id, &[]);
    let unit_cases = hall.leading_unit(case).map(|unit| unit.cases.as_slice()).unwrap_or_default();
    let same_unit = around(unit_cases, id, &same_brand);
    stage.cards("same_brand", planner, route, &same_brand);
    let same_unit: Vec<Neighbour<'_>> = same_unit.into_iter().map(|id| neighbour(hall, id)).collect();
    stage.view("same_unit", &same_unit);
    stage.body(planner, Some(telling.document), route);
}

/// The cases that follow `id` in `list`, going round at the end, without those in `but`.
fn around(list: &[CaseId], id: CaseId, but: &[CaseId]) -> Vec<CaseId> {
    let at = list.binary_search(&id).unwrap_or(0);
    let following = list[at..].iter().chain(&list[..at]).skip(1);
    following.filter(|case| !but.contains(case)).take(RELATED_MAX).copied().collect()
}

/// The view of a case without the texts that only repeat it, and what these are made from.
#[derive(Serialize)]
struct Facts<'v> {
    view: CaseView<'v>,
    lang: Lang,
    #[serde(serialize_with = "in_figures")]
    date: Option<Date>,
    source: Source<'v>,
}

impl<'v> Facts<'v> {
    fn view(self) -> CaseView<'v> {
        let Self { view, lang, date, source } = self;
        CaseView {
            date: date.map(|date| date_text(date, lang)),
            date_iso: date.map(|date| date.to_string()),
            citation: source.citation(&view, date),
            ..view
        }
    }
}

fn facts_of<'v>(planner: &Planner<'v>, telling: Telling<'v>, case: &'v Case) -> Facts<'v> {
    let source = Source::of(planner.hall, case, telling.route);
    Facts { view: view_of(planner, telling, case), lang: telling.lang, date: case.date, source }
}

fn view_of<'v>(planner: &Planner<'v>, telling: Telling<'v>, case: &'v Case) -> CaseView<'v> {
    let hall = planner.hall;
    let (id, lang) = (telling.id, telling.lang);
    let year = hall.year_of(case);
    CaseView {
        title: telling.title,
        summary: telling.summary,
        twin: telling.other.map(|route| TwinLink {
            url: route.as_str(),
            lang: lang.other().tag(),
            name: match lang.other() {
                Lang::Zh => "中文",
                Lang::En => "English",
            },
        }),
        units: case
            .units
            .iter()
            .map(|unit| hall.unit(*unit))
            .map(|unit| link(&unit.name.name, &unit.route))
            .collect(),
        brand: case.brand.map(|brand| hall.brand(brand)).map(|brand| link(&brand.name.name, &brand.route)),
        year: link(&year.name, &year.route),
        // Days and the citation are written when the page is made.
        date: None,
        date_iso: None,
        tags: &case.tags,
        awards: case.awards.iter().map(|award| award_view(hall, award)).collect(),
        venue: case
            .venue
            .map(|venue| &hall.venues[venue.index()])
            .map(|venue| link(&venue.name.name, &venue.route)),
        cover: cover_of(hall, case),
        photos: case.photos.iter().map(|photo| photo_view(hall, photo)).collect(),
        recordings: case.recordings.iter().map(|recording| recording_view(hall, recording)).collect(),
        citation: String::new(),
        panel: panel_path(hall, &case.route),
        words: planner.sources.documents[telling.document].outline.words,
        previous: id.0.checked_sub(1).map(|index| neighbour(hall, CaseId(index))),
        next: Some(CaseId(id.0 + 1))
            .filter(|next| next.index() < hall.cases.len())
            .map(|next| neighbour(hall, next)),
        walks: case.stops.iter().map(|(exhibition, stop)| walk(planner, exhibition.index(), *stop)).collect(),
    }
}

fn link<'v>(name: &'v str, route: &'v Route) -> Link<'v> {
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

fn walk<'v>(planner: &Planner<'v>, exhibition: usize, stop: usize) -> Walk<'v> {
    let hall = planner.hall;
    let exhibition = &hall.exhibitions[exhibition];
    let here = &exhibition.stops[stop];
    let at = |stop: Option<usize>| {
        stop.and_then(|stop| exhibition.stops.get(stop)).map(|stop| neighbour(hall, stop.case))
    };
    Walk {
        exhibition: link(&exhibition.title, &exhibition.route),
        position: stop + 1,
        total: exhibition.stops.len(),
        minutes_left: minutes(planner, &exhibition.stops[stop..]),
        audio: here.audio.map(|id| hall.media(id).route.as_str()),
        narration: here.narration.as_deref(),
        previous: at(stop.checked_sub(1)),
        next: at(Some(stop + 1)),
    }
}

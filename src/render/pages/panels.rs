//! Panels: every case and exhibition on a sheet of A4 with the QR code of its page. Made only where the site asks for them: they
//! double the number of pages.

use super::exhibitions::exhibition_card;
use crate::model::{Award, Case, CaseId, Exhibition, Hall, Route};
use crate::output::{Entry, PageKind, SitePlan};
use crate::render::cards::{badge_of, cover_of};
use crate::render::draw::code;
use crate::render::planner::{Planner, Stage};
use crate::render::view::{Link, PanelView};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// Honors that fit on a sheet.
const AWARDS_MAX: usize = 5;
/// Exhibits that fit on a sheet.
const STOPS_MAX: usize = 14;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    if !planner.hall.site.panels {
        return;
    }
    let cases = planner.hall.all_cases();
    let entries: Vec<_> = cases.into_par_iter().map(|id| plan_case(planner, id)).collect();
    plan.extend(entries);
    for exhibition in &planner.hall.exhibitions {
        let route = Route::fixed(&panel_of(&exhibition.route));
        plan.add(planner.entry(&route.clone(), PageKind::Page, "pages/panel.html", move |planner, stage| {
            show(planner, stage, (&route, &exhibition.route), exhibition_panel(planner, exhibition));
        }));
    }
}

fn plan_case<'a>(planner: &Arc<Planner<'a>>, id: CaseId) -> Entry<'a> {
    let case = planner.hall.case(id);
    let route = Route::fixed(&panel_of(&case.route));
    planner.entry(&route.clone(), PageKind::Page, "pages/panel.html", move |planner, stage| {
        show(planner, stage, (&route, &case.route), case_panel(planner, case));
    })
}

/// Where the panel of the page at `route` is, if the site has panels.
pub(super) fn panel_path(hall: &Hall, route: &Route) -> Option<String> {
    hall.site.panels.then(|| panel_of(route))
}

/// `cases/x.html` → `panels/x.html`, `exhibitions/x.html` → `panels/x.e.html`: slugs hold no full stop, so an exhibition and a case of
/// one name do not meet.
fn panel_of(route: &Route) -> String {
    match route.as_str().split_once('/') {
        Some(("exhibitions", page)) => format!("panels/{}.e.html", page.trim_end_matches(".html")),
        Some((_, page)) => format!("panels/{page}"),
        None => format!("panels/{route}"),
    }
}

/// Shows `panel` at `route`, with the code of the page at `about`.
fn show(
    planner: &Planner<'_>,
    stage: &mut Stage<'_>,
    (route, about): (&Route, &Route),
    panel: PanelView<'_>,
) {
    let title = planner.theme.string("panel_of").replace("{title}", panel.title);
    stage.head(route, "panels", &title, None);
    stage.made("panel", (panel, address_of(planner, about)), |(panel, address)| PanelView {
        code: address.and_then(code_of),
        ..panel
    });
}

fn case_panel<'v>(planner: &Planner<'v>, case: &'v Case) -> PanelView<'v> {
    let hall = planner.hall;
    let units = case.units.iter().map(|unit| hall.unit(*unit).name.name.as_str());
    let brand = case.brand.map(|brand| hall.brand(brand).name.name.as_str());
    let badge = |award: &'v Award| badge_of(hall, award);
    PanelView {
        title: &case.title,
        summary: &case.summary,
        lines: units.chain(brand).collect(),
        cover: Some(cover_of(hall, case)),
        seals: Vec::new(),
        year: &hall.year_of(case).name,
        awards: case.awards.iter().take(AWARDS_MAX).map(badge).collect(),
        stops: Vec::new(),
        more: 0,
        // Drawn when the panel is made.
        code: None,
        about: Link { name: &case.title, url: case.route.as_str() },
    }
}

fn exhibition_panel<'v>(planner: &Planner<'v>, exhibition: &'v Exhibition) -> PanelView<'v> {
    let hall = planner.hall;
    let stops = exhibition.stops.iter().take(STOPS_MAX).map(|stop| &*hall.case(stop.case).title);
    PanelView {
        title: &exhibition.title,
        summary: &exhibition.summary,
        lines: hall.site.organiser.as_deref().into_iter().collect(),
        cover: None,
        seals: exhibition_card(planner, exhibition).brands.into_iter().map(|brand| brand.seal).collect(),
        year: "",
        awards: Vec::new(),
        stops: stops.collect(),
        more: exhibition.stops.len().saturating_sub(STOPS_MAX),
        // Drawn when the panel is made.
        code: None,
        about: Link { name: &exhibition.title, url: exhibition.route.as_str() },
    }
}

/// What a code needs to know.
#[derive(Serialize)]
pub(super) struct Address<'v> {
    base: &'v str,
    route: &'v Route,
    label: &'v str,
}

/// The address of the page at `route`: only an absolute one can be taken along.
pub(super) fn address_of<'v>(planner: &Planner<'v>, route: &'v Route) -> Option<Address<'v>> {
    let base = planner.hall.site.base_url.as_deref()?;
    Some(Address { base, route, label: planner.theme.string("panel_code") })
}

/// The QR code of `address`.
pub(super) fn code_of(Address { base, route, label }: Address<'_>) -> Option<String> {
    code(&[base, route.as_str()].concat(), label)
}

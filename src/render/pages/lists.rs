//! Long lists on several pages.

use crate::model::{CaseId, Route};
use crate::output::{PageKind, SitePlan};
use crate::render::planner::{Planner, Stage};
use crate::render::view::Pager;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Cases under one heading, on as many pages as they need.
pub(super) struct List<'a> {
    pub(super) kind: PageKind,
    pub(super) template: &'static str,
    /// Section of the navigation its pages belong to.
    pub(super) section: &'static str,
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    /// Where its first page is.
    pub(super) route: Route,
    pub(super) cases: Cow<'a, [CaseId]>,
    /// Words shown on its first page.
    pub(super) document: Option<usize>,
}

/// One page of a list, as the part that is its own is told.
pub(super) struct ListPage<'l> {
    pub(super) route: &'l Route,
    pub(super) cases: &'l [CaseId],
}

/// Where a list is cut.
#[derive(Debug, Clone)]
struct Cut {
    route: Route,
    number: usize,
    cases: Range<usize>,
    pager: Option<Pager>,
}

/// Plans the pages of `list`. Title, pager and words are the same for all lists; `describe` tells the rest of a page.
pub(super) fn plan_list<'a>(
    planner: &Arc<Planner<'a>>,
    plan: &mut SitePlan<'a>,
    list: List<'a>,
    describe: impl Fn(&Planner<'a>, &mut Stage<'_>, &ListPage<'_>) + Send + Sync + 'a,
) {
    let cuts = cuts_of(&list.route, list.cases.len(), planner.hall.site.per_page);
    let shared = Arc::new((list, describe));
    for cut in cuts {
        let shared = Arc::clone(&shared);
        let (kind, template) = (shared.0.kind, shared.0.template);
        plan.add(planner.entry(&cut.route.clone(), kind, template, move |planner, stage| {
            let (list, describe) = &*shared;
            let title = planner.title_of(list.title, cut.number);
            stage.head(&cut.route, list.section, &title, list.description);
            stage.pager(cut.pager.as_ref());
            stage.body(planner, list.document.filter(|_| cut.number == 1), &cut.route);
            let page = ListPage { route: &cut.route, cases: &list.cases[cut.cases.clone()] };
            describe(planner, stage, &page);
        }));
    }
}

/// Pages around the current one that a pager names.
const PAGES_AROUND: usize = 2;

/// A list of `count` cases cut into pages of `per_page`, the first of them at `route`; an empty list still has a page.
fn cuts_of(route: &Route, count: usize, per_page: usize) -> Vec<Cut> {
    let total = count.div_ceil(per_page).max(1);
    let routes: Vec<Route> = (1..=total).map(|number| route.numbered(number)).collect();
    let cut = |(index, route): (usize, &Route)| {
        let from = index * per_page;
        Cut {
            route: route.clone(),
            number: index + 1,
            cases: from..(from + per_page).min(count),
            pager: (total > 1).then(|| pager(&routes, index + 1)),
        }
    };
    routes.iter().enumerate().map(cut).collect()
}

/// The pager of page `number` of those at `routes`.
fn pager(routes: &[Route], number: usize) -> Pager {
    let total = routes.len();
    let named = |number: usize| Some((number, routes[number - 1].clone()));
    let (first, last) = (number.saturating_sub(PAGES_AROUND).max(1), (number + PAGES_AROUND).min(total));
    let mut pages = Vec::with_capacity(2 * PAGES_AROUND + 5);
    pages.extend((first > 1).then(|| named(1)));
    pages.extend((first > 2).then_some(None));
    pages.extend((first..=last).map(named));
    pages.extend((last + 1 < total).then_some(None));
    pages.extend((last < total).then(|| named(total)));
    Pager {
        number,
        total,
        previous: routes[..number - 1].last().cloned(),
        next: routes.get(number).cloned(),
        pages,
    }
}

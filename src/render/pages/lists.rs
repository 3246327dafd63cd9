//! Long lists on several pages.

use crate::model::{CaseId, Route};
use crate::render::view::Pager;

/// One page of a list.
#[derive(Debug, Clone)]
pub(super) struct ListPage<'l> {
    pub(super) route: Route,
    pub(super) number: usize,
    pub(super) cases: &'l [CaseId],
    pub(super) pager: Option<Pager>,
}

/// Pages around the current one that a pager names.
const PAGES_AROUND: usize = 2;

/// `cases` cut into pages of `per_page`, the first of them at `route`; an empty list still has a page.
pub(super) fn pages_of<'l>(route: &Route, cases: &'l [CaseId], per_page: usize) -> Vec<ListPage<'l>> {
    let total = cases.len().div_ceil(per_page).max(1);
    (1..=total)
        .map(|number| {
            let from = (number - 1) * per_page;
            let to = (from + per_page).min(cases.len());
            ListPage {
                route: route.numbered(number),
                number,
                cases: &cases[from..to],
                pager: (total > 1).then(|| pager(route, number, total)),
            }
        })
        .collect()
}

fn pager(route: &Route, number: usize, total: usize) -> Pager {
    let url = |page: usize| route.numbered(page).as_str().to_owned();
    let mut pages = Vec::new();
    for page in 1..=total {
        let is_named = page == 1 || page == total || page.abs_diff(number) <= PAGES_AROUND;
        if is_named {
            pages.push(Some((page, url(page))));
        } else if pages.last().is_some_and(Option::is_some) {
            pages.push(None);
        }
    }
    Pager {
        number,
        total,
        previous: (number > 1).then(|| url(number - 1)),
        next: (number < total).then(|| url(number + 1)),
        pages,
    }
}

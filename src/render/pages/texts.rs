//! 关于本馆 and the like, the pages of a reader's own picks, and the page for what is not there.

use crate::model::Route;
use crate::output::{PageKind, SitePlan};
use crate::render::planner::Planner;
use crate::render::view::PageTextView;
use std::sync::Arc;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    for page in &planner.hall.pages {
        let route = &page.route;
        plan.add(planner.entry(route, PageKind::Page, "pages/text.html", move |planner, stage| {
            stage.head(route, "pages", &page.title, Some(&page.summary));
            stage.view("text", &PageTextView { title: &page.title, summary: &page.summary });
            stage.body(planner, Some(page.document), route);
        }));
    }
    for (path, template, title) in [
        ("picks/index.html", "pages/picks.html", "picks"),
        ("picks/compare.html", "pages/compare.html", "compare"),
    ] {
        if !planner.theme.has(template) {
            continue;
        }
        let route = Route::fixed(path);
        plan.add(planner.entry(&route.clone(), PageKind::Page, template, move |planner, stage| {
            stage.head(&route, "picks", &planner.title(title, 1), None);
        }));
    }
    let route = Route::fixed("404.html");
    plan.add(planner.entry(&route.clone(), PageKind::Page, "pages/404.html", move |planner, stage| {
        stage.head(&route, "none", &planner.title("not_found", 1), None);
    }));
}

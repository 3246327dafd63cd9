//! 关于本馆 and the like, and the page for what is not there.

use crate::model::Route;
use crate::output::{PageKind, SitePlan};
use crate::render::planner::Planner;
use crate::render::view::PageTextView;
use std::sync::Arc;

pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, plan: &mut SitePlan<'a>) {
    for page in &planner.hall.pages {
        let route = &page.route;
        plan.add(planner.entry(route, PageKind::Page, "pages/text.html", move |planner, stage| {
            stage.head(route, "pages", page.title.clone(), Some(&page.summary));
            stage.view("text", &PageTextView { title: &page.title, summary: &page.summary });
            stage.body(planner, Some(page.document), route);
        }));
    }
    let route = Route::fixed("404.html");
    plan.add(planner.entry(&route.clone(), PageKind::Page, "pages/404.html", move |planner, stage| {
        stage.head(&route, "none", planner.title("not_found", 1), None);
    }));
}

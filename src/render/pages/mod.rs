//! Every page kind: where its pages are and what they show.

mod calls;
mod case;
mod entrance;
mod exhibitions;
mod index;
mod lists;
mod names;
mod panels;
mod share;
mod statistics;
mod styleguide;
mod texts;
mod walls;

use super::Extras;
use super::planner::Planner;
use super::theme::{Role, Theme};
use super::view::{Link, NavItem, SiteView};
use crate::diag::Lang;
use crate::model::{CASES, Hall};
use crate::output::SitePlan;
use std::sync::Arc;
use tera::Value;

/// Plans all pages.
pub(super) fn plan<'a>(planner: &Arc<Planner<'a>>, extras: Extras, plan: &mut SitePlan<'a>) {
    entrance::plan(planner, plan);
    case::plan(planner, plan);
    walls::plan(planner, plan);
    names::plan(planner, plan);
    exhibitions::plan(planner, plan);
    calls::plan(planner, plan);
    index::plan(planner, plan);
    panels::plan(planner, plan);
    statistics::plan(planner, plan);
    texts::plan(planner, plan);
    if extras == Extras::Styleguide {
        styleguide::plan(planner, plan);
    }
}

/// What every page in `lang` sees of the site.
pub(super) fn site_view<'v>(hall: &'v Hall, theme: &'v Theme, lang: Lang) -> SiteView<'v> {
    let nav = [
        ("exhibitions", "nav_exhibitions", "exhibitions/index.html", !hall.exhibitions.is_empty()),
        ("cases", "nav_cases", CASES, true),
        ("brands", "nav_brands", "brands/index.html", !hall.brands.is_empty()),
        ("honors", "nav_honors", "honors/index.html", !hall.honors.is_empty()),
        ("units", "nav_units", "units/index.html", !hall.units.is_empty()),
        ("years", "nav_years", "years/index.html", !hall.years.is_empty()),
        ("venues", "nav_venues", "venues/index.html", !hall.venues.is_empty()),
        ("calls", "nav_calls", "calls/index.html", !hall.calls.is_empty()),
        ("statistics", "nav_statistics", statistics::STATISTICS, true),
        ("index", "nav_index", "az/index.html", true),
    ];
    let site = &hall.site;
    SiteView {
        title: &site.title,
        subtitle: site.subtitle.as_deref(),
        description: site.description.as_deref(),
        organiser: site.organiser.as_deref(),
        lang: lang.tag(),
        hall_lang: site.lang.tag(),
        base_url: site.base_url.as_deref(),
        filings: &site.filings,
        contact: site.contact.as_deref(),
        support: site.support.as_deref(),
        grey_days: &site.grey_days,
        time_zone: site.time_zone.iana_name().unwrap_or("UTC"),
        lobby: hall.lobby.map(|id| hall.exhibitions[id.index()].route.as_str()),
        nav: nav
            .into_iter()
            .filter(|(.., has_pages)| *has_pages)
            .map(|(section, key, url, _)| NavItem { name: theme.string_in(lang, key), url, section })
            .collect(),
        pages: hall.pages.iter().map(|page| Link { name: &page.title, url: page.route.as_str() }).collect(),
        stylesheet: theme.asset(&Role::Style),
        script: theme.asset(&Role::Script),
        early_script: theme.asset(&Role::Early),
        later: theme.later(),
        sheets: theme.sheets(),
        icon: theme.asset(&Role::Icon),
        has_feed: site.base_url.is_some(),
    }
}

/// Gives the theme what all pages of a language share.
pub(crate) fn share(theme: &mut Theme, hall: &Hall) {
    let mut languages = vec![hall.site.lang];
    if hall.cases.iter().any(|case| case.twin.is_some()) {
        theme.speak_both();
        languages.push(hall.site.lang.other());
    }
    for lang in languages {
        let site = Value::from_serializable(&site_view(hall, theme, lang));
        let strings = Value::from_serializable(theme.strings(lang));
        let options = Value::from_serializable(theme.options());
        theme.share(lang, "site", site);
        theme.share(lang, "t", strings);
        theme.share(lang, "options", options);
    }
}

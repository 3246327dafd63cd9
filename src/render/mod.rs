//! Turns the hall into the plan of a site: pages, lists, feeds, open data, assets.
//!
//! Knows the model and the theme. What a template may see is what the types in [`view`] carry: they are the contract with theme
//! authors, and the fingerprint of a page is taken over exactly that, so that nothing a page shows can change unnoticed.

mod cards;
mod data;
mod digest;
mod draw;
mod embedded;
mod linker;
mod pages;
mod pictures;
mod planner;
mod theme;
pub mod view;

pub(crate) use pages::share;
pub(crate) use pictures::kept_names;
pub use theme::Theme;

use crate::load::Sources;
use crate::model::Hall;
use crate::output::SitePlan;
use planner::Planner;

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be published: every file has the fingerprint of what shapes it.
    Publish,
    /// To make a page when it is asked for. Fingerprints are left out: taking them is most of the work.
    Preview,
}

/// Plans every file of the site.
#[must_use]
pub fn plan_site<'a>(
    hall: &'a Hall,
    sources: &'a Sources,
    theme: &'a Theme,
    purpose: Purpose,
) -> SitePlan<'a> {
    let planner = Planner::new(hall, sources, theme, purpose);
    let mut plan = SitePlan::default();
    pages::plan(&planner, &mut plan);
    data::plan(&planner, &mut plan);
    theme.plan_assets(&mut plan);
    cards::plan_seals(hall, theme, &mut plan);
    pictures::plan(hall, sources, &mut plan);
    plan.settle();
    plan
}

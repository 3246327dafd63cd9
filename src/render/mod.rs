//! Turns the hall into the plan of a site: pages, lists, feeds, open data, assets.
//!
//! Knows the model and the theme. What a template may see is what the types in [`view`] carry: they are the contract with theme
//! authors, and the fingerprint of a page is taken over that, or over the facts from which it is made, so that nothing a page shows can
//! change unnoticed.

mod cards;
mod data;
mod days;
mod digest;
mod draw;
mod embedded;
mod filters;
mod frames;
mod linker;
mod pages;
mod pictures;
mod planner;
mod squeeze;
mod templates;
mod theme;
mod theme_options;
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

/// What is made beside the hall itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extras {
    /// Nothing.
    #[default]
    Nothing,
    /// A page that shows the theme's components, for those who work on it.
    Styleguide,
}

/// What is asked of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What it is for.
    pub purpose: Purpose,
    /// What it holds beside the hall.
    pub extras: Extras,
}

/// Plans every file of the site.
#[must_use]
pub fn plan_site<'a>(hall: &'a Hall, sources: &'a Sources, theme: &'a Theme, wanted: Wanted) -> SitePlan<'a> {
    let planner = Planner::new(hall, sources, theme, wanted.purpose);
    let mut plan = SitePlan::default();
    pages::plan(&planner, wanted.extras, &mut plan);
    data::plan(&planner, &mut plan);
    theme.plan_assets(&mut plan);
    cards::plan_seals(hall, theme, &mut plan);
    pictures::plan(hall, sources, &mut plan);
    plan.settle();
    plan
}

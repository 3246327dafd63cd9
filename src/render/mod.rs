//! Turns the hall into the plan of a site: pages, lists, feeds, open data, assets.
//!
//! Knows the model and the theme. What a template may see is what the types in [`view`] carry: they are the contract with theme
//! authors, and the fingerprint of a page is taken over exactly that, so that nothing a page shows can change unnoticed.

mod cards;
mod data;
mod digest;
mod embedded;
mod linker;
mod pages;
mod planner;
mod squeeze;
mod theme;
mod theme_options;
pub mod view;

pub(crate) use pages::share;
pub use theme::Theme;

use crate::load::Sources;
use crate::model::Hall;
use crate::output::SitePlan;
use planner::Planner;

/// What is made beside the hall itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extras {
    /// Nothing.
    #[default]
    Nothing,
    /// A page that shows the theme's components, for those who work on it.
    Styleguide,
}

/// Plans every file of the site.
#[must_use]
pub fn plan_site<'a>(hall: &'a Hall, sources: &'a Sources, theme: &'a Theme, extras: Extras) -> SitePlan<'a> {
    let planner = Planner::new(hall, sources, theme);
    let mut plan = SitePlan::default();
    pages::plan(&planner, extras, &mut plan);
    data::plan(&planner, &mut plan);
    theme.plan_assets(&mut plan);
    planner::plan_media(hall, sources, &mut plan);
    plan.settle();
    plan
}

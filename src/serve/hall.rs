//! What the preview shows at this moment: a hall with its plan, and what is wrong with the files as they are now.
//!
//! A generation is made whole and swapped in whole; it is never changed. Knows nothing of http.

use crate::Prepared;
use crate::diag::{Fault, Severity, Words};
use crate::load::Sources;
use crate::model::{Hall, Route};
use crate::output::{Entry, PageKind, SitePlan};
use self_cell::self_cell;
use std::sync::Arc;

self_cell!(
    /// A prepared hall together with the plan that borrows from it.
    struct Planned {
        owner: Prepared,
        #[covariant]
        dependent: SitePlan,
    }
);

/// A hall whose pages can be made.
pub(super) struct Site {
    planned: Planned,
    stylesheets: Vec<String>,
    /// Whether it was read without errors.
    pub(super) is_sound: bool,
}

impl Site {
    /// Plans `prepared`; `is_sound` tells whether it was read without errors. `None` if its theme is at fault.
    pub(super) fn plan(prepared: Prepared, is_sound: bool) -> Option<Self> {
        let planned = Planned::try_new(prepared, |prepared| prepared.preview().ok_or(())).ok()?;
        let is_stylesheet =
            |entry: &&Entry<'_>| entry.kind == PageKind::Asset && entry.path.ends_with(".css");
        let entries = planned.borrow_dependent().entries();
        let stylesheets = entries.iter().filter(is_stylesheet).map(|entry| entry.path.clone()).collect();
        Some(Self { planned, stylesheets, is_sound })
    }

    /// The file of the site at `path`, an exact path of the plan. Nothing but the plan is looked at.
    pub(super) fn entry(&self, path: &str) -> Option<&Entry<'_>> {
        let entries = self.planned.borrow_dependent().entries();
        let index = entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        entries.get(index)
    }

    /// Where the style sheets of the theme are: that of every page, and those of some.
    pub(super) fn stylesheets(&self) -> &[String] {
        &self.stylesheets
    }

    /// The hall that was prepared for it.
    pub(super) fn prepared(&self) -> &Prepared {
        self.planned.borrow_owner()
    }

    /// What the site means.
    pub(super) fn hall(&self) -> &Hall {
        &self.planned.borrow_owner().hall
    }

    /// What it was made from.
    pub(super) fn sources(&self) -> &Sources {
        &self.planned.borrow_owner().sources
    }

    /// The content file that the page at `path` is made from.
    pub(super) fn source_of(&self, path: &str) -> Option<&str> {
        let (_, document) = pages_with_files(self.hall()).find(|(route, _)| route.as_str() == path)?;
        Some(self.sources().documents[document].path.as_str())
    }

    /// The page made from the content file `file`.
    pub(super) fn page_of(&self, file: &str) -> Option<&str> {
        let documents = &self.sources().documents;
        let found = pages_with_files(self.hall()).find(|(_, document)| documents[*document].path == file);
        found.map(|(route, _)| route.as_str())
    }
}

/// Every page that has a content file of its own, with the index of that file.
fn pages_with_files(hall: &Hall) -> impl Iterator<Item = (&Route, usize)> {
    let cases = hall.cases.iter().map(|case| (&case.route, Some(case.document)));
    let units = hall.units.iter().map(|unit| (&unit.route, unit.name.document));
    let brands = hall.brands.iter().map(|brand| (&brand.route, brand.name.document));
    let honors = hall.honors.iter().map(|honor| (&honor.route, honor.name.document));
    let venues = hall.venues.iter().map(|venue| (&venue.route, venue.name.document));
    let exhibitions = hall.exhibitions.iter().map(|walk| (&walk.route, Some(walk.document)));
    let texts = hall.pages.iter().map(|page| (&page.route, Some(page.document)));
    let all = cases.chain(units).chain(brands).chain(honors).chain(venues).chain(exhibitions).chain(texts);
    all.filter_map(|(route, document)| Some((route, document?)))
}

/// The state of the preview between two changes.
#[derive(Default)]
pub(super) struct Generation {
    /// Counts readings of the hall, from 1.
    pub(super) number: u64,
    /// The last site without errors; before there was one, what is sound of a site with errors.
    pub(super) site: Option<Arc<Site>>,
    /// Whether `site` is of an earlier reading, because this one came to none.
    pub(super) is_kept: bool,
    /// What is wrong with the files as they are now.
    pub(super) faults: Vec<Fault>,
    /// Why the files could not be read at all.
    pub(super) trouble: Option<Words>,
}

impl Generation {
    /// How many errors and warnings there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        let errors = self.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        (errors, self.faults.len() - errors)
    }
}

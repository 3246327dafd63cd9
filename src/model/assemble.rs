//! From drafts to the hall: look up, leave out, sort, link.
//!
//! While names are being collected, ids are positions of first mention; `settle` sorts everything at the end and
//! renames every id once.

use super::calls::read_calls;
use super::case::Case;
use super::cases::{Shown, link_cases, take_body_media};
use super::exhibition::Lookup;
use super::hall::{Exhibition, Hall, LeftOut, Name, Reason, Year};
use super::ids::{CaseId, ExhibitionId, MediaId};
use super::links::Targets;
use super::media::MediaShelf;
use super::names::Registry;
use super::routes::Route;
use super::settle::settle;
use super::stems::Stems;
use super::texts::{lobby_of, read_exhibitions, read_pages};
use super::twins;
use crate::diag::{At, Diagnostics, Fault, catalog};
use crate::draft::{CaseDraft, Draft, NameDraft};
use crate::load::{DocumentKind, LoadError, Sources};
use crate::options::{Drafts, Options, Site};
use crate::text::{Reading, Slug, year_in_han};
use crate::yaml::Placed;
use foldhash::{HashMap, HashMapExt};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What every step of the assembly works with.
pub(super) struct Desk<'a> {
    pub(super) sources: &'a Sources,
    pub(super) site: &'a Site,
    pub(super) shelf: MediaShelf<'a>,
    pub(super) faults: Vec<Fault>,
}

impl Desk<'_> {
    /// The file that `written`, a field of the content file `file`, names.
    pub(super) fn take(
        &mut self,
        written: Option<&Placed<String>>,
        file: &str,
    ) -> Result<Option<MediaId>, LoadError> {
        match written {
            Some(written) => self.shelf.take(file, &written.value, written.at.clone(), &mut self.faults),
            None => Ok(None),
        }
    }

    /// The path of the file that `written`, a field of the content file `file`, names; it is not published.
    pub(super) fn locate(&mut self, written: &Placed<String>, file: &str) -> Option<String> {
        self.shelf.locate(file, &written.value, written.at.clone(), &mut self.faults)
    }

    /// The rank of the level `written` in the site's list; one that is not in it is reported.
    pub(super) fn rank_of(&mut self, written: &Placed<String>) -> Option<usize> {
        let rank = self.site.levels.iter().position(|level| *level == written.value);
        if rank.is_none() && !self.site.is_unreadable {
            self.faults.push(catalog::unknown_level(written.at.clone(), &written.value, &self.site.levels));
        }
        rank
    }
}

/// Drafts of named things, with the index and path of their documents.
pub(super) type NameDrafts<'a> = Vec<(usize, &'a str, &'a NameDraft)>;

/// Names of all kinds, and what their files say.
pub(super) struct Names<'a> {
    pub(super) units: Registry,
    pub(super) brands: Registry,
    pub(super) honors: Registry,
    pub(super) venues: Registry,
    pub(super) unit_drafts: NameDrafts<'a>,
    pub(super) brand_drafts: NameDrafts<'a>,
    pub(super) honor_drafts: NameDrafts<'a>,
    pub(super) venue_drafts: NameDrafts<'a>,
    /// The groups of the site, in order.
    pub(super) groups: Vec<String>,
    /// The group of each unit that has a file, by the unit's position in its registry.
    pub(super) unit_groups: Vec<Option<usize>>,
}

impl Names<'_> {
    /// The group of the unit at `position`.
    pub(super) fn group_of(&self, position: usize) -> Option<usize> {
        self.unit_groups.get(position).copied().flatten()
    }
}

/// Makes the hall from `sources`. Faults go to `diags`; what is sound is assembled all the same.
///
/// # Errors
/// If a picture that is there cannot be read.
pub fn assemble(sources: &Sources, options: &Options, diags: &mut Diagnostics) -> Result<Hall, LoadError> {
    let mut desk = Desk { sources, site: &options.site, shelf: MediaShelf::new(sources), faults: Vec::new() };
    let mut names = read_names(&mut desk);
    let drafts = read_cases(sources, &mut desk.faults);
    if sources.documents_of(DocumentKind::Case).next().is_none() {
        desk.faults.push(catalog::no_cases(At::file("content/cases")));
    }
    let (shown, mut left_out) = leave_out(drafts, sources, options);
    let mut cases = link_cases(shown, &mut names, &mut desk)?;
    twins::attach(&mut cases, options.drafts, &mut left_out, &mut desk);
    sort_as_on_the_wall(&mut cases);
    let stems = Stems::of(sources, &cases);
    let lookup = Lookup { stems: &stems, shown: &cases, names: &names, levels: &options.site.levels };
    let exhibitions = read_exhibitions(&mut desk, &lookup, options, &mut left_out)?;
    let lobby = lobby_of(&options.site, &exhibitions, &mut desk);
    note_stops(&mut cases, &exhibitions);
    let pages = read_pages(&mut desk, options, &mut left_out);
    take_body_media(&cases, &left_out, &mut desk)?;
    let mut hall = Hall {
        site: options.site.clone(),
        years: years_of(&cases),
        cases,
        units: Vec::new(),
        brands: Vec::new(),
        honors: Vec::new(),
        levels: Vec::new(),
        groups: Vec::new(),
        venues: Vec::new(),
        exhibitions,
        lobby,
        pages,
        calls: Vec::new(),
        media: Vec::new(),
        left_out,
        targets: Targets::default(),
    };
    settle(&mut hall, names, &mut desk)?;
    read_calls(&mut hall, &mut desk, &stems, options);
    let Desk { shelf: MediaShelf { media, by_path, .. }, faults, .. } = desk;
    hall.media = media;
    hall.targets = targets_of(sources, &hall, by_path);
    diags.extend(faults);
    Ok(hall)
}

fn read_names<'a>(desk: &mut Desk<'a>) -> Names<'a> {
    let read = |kind: DocumentKind| -> NameDrafts<'a> {
        desk.sources
            .documents_of(kind)
            .filter_map(|(index, document)| match &document.draft {
                Draft::Name(draft) => Some((index, document.path.as_str(), &**draft)),
                _ => None,
            })
            .collect()
    };
    let unit_drafts = read(DocumentKind::Unit);
    let brand_drafts = read(DocumentKind::Brand);
    let honor_drafts = read(DocumentKind::Honor);
    let venue_drafts = read(DocumentKind::Venue);
    let (site, faults) = (desk.site, &mut desk.faults);
    let groups = group_names(&unit_drafts, site, faults);
    let unit_groups = unit_drafts
        .iter()
        .map(|(_, _, draft)| {
            groups.iter().position(|name| Some(name) == draft.group.as_ref().map(|group| &group.value))
        })
        .collect();
    // A file that cannot be read may hold any name: its list is then not closed.
    let has_broken = |kind: DocumentKind| desk.sources.documents_of(kind).any(|(_, file)| file.is_unreadable);
    let closed_units = site.closed_units && !has_broken(DocumentKind::Unit);
    let closed_brands = site.closed_brands && !has_broken(DocumentKind::Brand);
    let mut units = Registry::new("units", closed_units, &unit_drafts, faults);
    // Owners named by brands and venues exist as units too.
    for (_, _, owned) in brand_drafts.iter().chain(&venue_drafts) {
        if let Some(unit) = &owned.unit {
            units.position(unit, faults);
        }
    }
    Names {
        units,
        brands: Registry::new("brands", closed_brands, &brand_drafts, faults),
        honors: Registry::new("honors", false, &honor_drafts, faults),
        venues: Registry::new("venues", false, &venue_drafts, faults),
        unit_drafts,
        brand_drafts,
        honor_drafts,
        venue_drafts,
        groups,
        unit_groups,
    }
}

/// The site's groups, or else those that unit files name, in pinyin order.
fn group_names(unit_drafts: &NameDrafts<'_>, site: &Site, faults: &mut Vec<Fault>) -> Vec<String> {
    let written = unit_drafts.iter().filter_map(|(_, _, draft)| draft.group.as_ref());
    if site.groups.is_empty() {
        let mut groups: Vec<String> = written.map(|group| group.value.clone()).collect();
        groups.sort_by_key(|name| Reading::of(name).sort_key(name));
        groups.dedup();
        return groups;
    }
    for group in written {
        if !site.groups.contains(&group.value) {
            faults.push(catalog::unknown_group(group.at.clone(), &group.value, &site.groups));
        }
    }
    site.groups.clone()
}

fn read_cases<'a>(sources: &'a Sources, faults: &mut Vec<Fault>) -> Vec<(usize, &'a CaseDraft)> {
    let mut slugs: HashMap<&Slug, usize> = HashMap::with_capacity(sources.documents.len());
    let mut drafts = Vec::with_capacity(sources.documents.len());
    for (index, document) in sources.documents_of(DocumentKind::Case) {
        let Draft::Case(case) = &document.draft else { continue };
        match slugs.get(&case.slug) {
            Some(other) => {
                let other = &sources.documents[*other].path;
                faults.push(catalog::same_slug(case.slug_at.clone(), case.slug.as_str(), other));
            }
            None => {
                slugs.insert(&case.slug, index);
            }
        }
        drafts.push((index, &**case));
    }
    drafts
}

/// Parts what is shown from what is not. What is shown only because drafts were asked for keeps the reason.
fn leave_out<'a>(
    drafts: Vec<(usize, &'a CaseDraft)>,
    sources: &Sources,
    options: &Options,
) -> (Vec<Shown<'a>>, Vec<LeftOut>) {
    let mut shown = Vec::with_capacity(drafts.len());
    let mut left_out = Vec::new();
    for (index, case) in drafts {
        let date = case.date.map(|day| day.in_zone(&options.site.time_zone));
        let hidden = match date {
            _ if case.draft => Some(Reason::Draft),
            Some(date) if date > options.today => Some(Reason::Future(date)),
            _ => None,
        };
        match hidden {
            Some(reason) if options.drafts == Drafts::LeaveOut => {
                let file = sources.documents[index].path.clone();
                left_out.push(LeftOut { file, title: case.title.to_string(), reason });
            }
            hidden => shown.push(Shown { document: index, case, hidden }),
        }
    }
    (shown, left_out)
}

/// Puts cases in wall order. Their keys are sorted, not they: a case is large to move about.
fn sort_as_on_the_wall(cases: &mut [Case]) {
    cases.sort_by_cached_key(|Case { year, date, sort_key, route, .. }| {
        (Reverse(*year), Reverse(*date), sort_key.clone(), route.clone())
    });
}

fn note_stops(cases: &mut [Case], exhibitions: &[Exhibition]) {
    for (index, exhibition) in exhibitions.iter().enumerate() {
        for (stop, exhibit) in exhibition.stops.iter().enumerate() {
            cases[exhibit.case.index()].stops.push((ExhibitionId(index as u32), stop));
        }
    }
}

fn years_of(cases: &[Case]) -> Vec<Year> {
    let mut years: BTreeMap<u16, Vec<CaseId>> = BTreeMap::new();
    let mut awards: HashMap<u16, usize> = HashMap::new();
    for (index, case) in cases.iter().enumerate() {
        years.entry(case.year).or_default().push(CaseId(index as u32));
        for year in case.awards.iter().filter_map(|award| award.year) {
            *awards.entry(year).or_default() += 1;
        }
    }
    let year = |(year, cases): (u16, Vec<CaseId>)| Year {
        year,
        name: year.to_string(),
        in_han: year_in_han(year),
        route: Route::fixed(&format!("years/{year}.html")),
        award_count: awards.get(&year).copied().unwrap_or(0),
        cases,
    };
    years.into_iter().rev().map(year).collect()
}

fn targets_of(sources: &Sources, hall: &Hall, media: HashMap<String, MediaId>) -> Targets {
    let mut targets = Targets { media, pages: vec![None; sources.documents.len()], ..Targets::default() };
    let named = |name: &Name, route: &Route| name.document.map(|document| (document, route.clone()));
    let cases = hall.cases.iter().map(|case| (case.document, case.route.clone()));
    let twins = hall.cases.iter().filter_map(|case| case.twin.as_ref());
    let twins = twins.map(|twin| (twin.document, twin.route.clone()));
    let exhibitions =
        hall.exhibitions.iter().map(|exhibition| (exhibition.document, exhibition.route.clone()));
    let pages = hall.pages.iter().map(|page| (page.document, page.route.clone()));
    let calls = hall.calls.iter().map(|call| (call.document, call.route.clone()));
    let shown = cases
        .chain(twins)
        .chain(exhibitions)
        .chain(calls)
        .chain(pages)
        .chain(hall.units.iter().filter_map(|unit| named(&unit.name, &unit.route)))
        .chain(hall.brands.iter().filter_map(|brand| named(&brand.name, &brand.route)))
        .chain(hall.honors.iter().filter_map(|honor| named(&honor.name, &honor.route)))
        .chain(hall.venues.iter().filter_map(|venue| named(&venue.name, &venue.route)));
    for (document, route) in shown {
        targets.pages[document] = Some(route);
    }
    targets
}

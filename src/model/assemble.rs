//! From drafts to the hall: look up, leave out, sort, link.
//!
//! While names are being collected, ids are positions of first mention; `settle` sorts everything at the end and
//! renames every id once.

use super::cases::{link_cases, take_body_media};
use super::draft::{self, CaseDraft, NameDraft, Named, PhotoDraft};
use super::hall::{Case, Exhibition, Hall, LeftOut, Name, Photo, Reason, Year};
use super::ids::{CaseId, ExhibitionId, MediaId};
use super::links::Targets;
use super::media::MediaShelf;
use super::names::Registry;
use super::routes::{Route, folded_path};
use super::settle::settle;
use super::texts::{lobby_of, read_exhibitions, read_pages};
use super::twins;
use crate::diag::{At, Diagnostics, Fault, catalog};
use crate::load::{Document, DocumentKind, LoadError, Sources};
use crate::options::{Drafts, Options, Site};
use crate::text::{Reading, Slug};
use crate::yaml::Placed;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

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

    /// The photographs that the content file `file` names, as far as they are there.
    pub(super) fn take_photos(&mut self, photos: &[PhotoDraft], file: &str) -> Result<Vec<Photo>, LoadError> {
        let mut taken = Vec::with_capacity(photos.len());
        for photo in photos {
            if let Some(media) = self.take(Some(&photo.file), file)? {
                taken.push(Photo {
                    media,
                    caption: photo.caption.clone(),
                    date: photo.date.clone(),
                    credit: photo.credit.clone(),
                    people: photo.people.clone(),
                });
            }
        }
        Ok(taken)
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
pub(super) type NameDrafts = Vec<(usize, String, NameDraft)>;

/// Names of all kinds, and what their files say.
pub(super) struct Names {
    pub(super) units: Registry,
    pub(super) brands: Registry,
    pub(super) honors: Registry,
    pub(super) venues: Registry,
    pub(super) unit_drafts: NameDrafts,
    pub(super) brand_drafts: NameDrafts,
    pub(super) honor_drafts: NameDrafts,
    pub(super) venue_drafts: NameDrafts,
    /// The groups of the site, in order.
    pub(super) groups: Vec<String>,
    /// The group of each unit that has a file, by the unit's position in its registry.
    pub(super) unit_groups: Vec<Option<usize>>,
}

impl Names {
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
    let drafts = read_cases(sources, options, &mut desk.faults);
    if documents(sources, DocumentKind::Case).next().is_none() {
        desk.faults.push(catalog::no_cases(At::file("content/cases")));
    }
    let (shown, mut left_out) = leave_out(drafts, sources, options);
    let mut cases = link_cases(shown, &mut names, &mut desk)?;
    twins::attach(&mut cases, options.drafts, &mut left_out, &mut desk);
    sort_cases(&mut cases);
    let exhibitions = read_exhibitions(&mut desk, &names, &cases, options, &mut left_out)?;
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
        media: Vec::new(),
        left_out,
        targets: Targets::default(),
    };
    settle(&mut hall, names, &mut desk)?;
    let Desk { shelf: MediaShelf { media, by_path, .. }, faults, .. } = desk;
    hall.media = media;
    hall.targets = targets_of(sources, &hall, by_path);
    diags.extend(faults);
    Ok(hall)
}

/// The documents of one kind, with their index.
pub(super) fn documents(sources: &Sources, kind: DocumentKind) -> impl Iterator<Item = (usize, &Document)> {
    sources.documents.iter().enumerate().filter(move |(_, document)| document.kind == kind)
}

fn read_names(desk: &mut Desk<'_>) -> Names {
    let read = |kind: DocumentKind, named: Named, desk: &mut Desk<'_>| -> NameDrafts {
        documents(desk.sources, kind)
            .map(|(index, document)| {
                (index, document.path.clone(), draft::read_name(document, named, &mut desk.faults))
            })
            .collect()
    };
    let unit_drafts = read(DocumentKind::Unit, Named::Unit, desk);
    let brand_drafts = read(DocumentKind::Brand, Named::Brand, desk);
    let honor_drafts = read(DocumentKind::Honor, Named::Honor, desk);
    let venue_drafts = read(DocumentKind::Venue, Named::Venue, desk);
    let (site, faults) = (desk.site, &mut desk.faults);
    let groups = group_names(&unit_drafts, site, faults);
    let unit_groups = unit_drafts
        .iter()
        .map(|(_, _, draft)| {
            groups.iter().position(|name| Some(name) == draft.group.as_ref().map(|group| &group.value))
        })
        .collect();
    // A file that cannot be read may hold any name: its list is then not closed.
    let has_broken =
        |kind: DocumentKind| documents(desk.sources, kind).any(|(_, file)| draft::is_unreadable(file));
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
fn group_names(unit_drafts: &NameDrafts, site: &Site, faults: &mut Vec<Fault>) -> Vec<String> {
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

fn read_cases(sources: &Sources, options: &Options, faults: &mut Vec<Fault>) -> Vec<(usize, CaseDraft)> {
    let mut slugs: HashMap<Slug, usize> = HashMap::new();
    let mut drafts = Vec::new();
    for (index, document) in twins::mains(sources, options.site.lang) {
        if draft::is_unreadable(document) {
            continue;
        }
        let case = draft::read_case(document, options, faults);
        match slugs.get(&case.slug) {
            Some(other) => {
                let other = &sources.documents[*other].path;
                faults.push(catalog::same_slug(case.slug_at.clone(), case.slug.as_str(), other));
            }
            None => {
                slugs.insert(case.slug.clone(), index);
            }
        }
        drafts.push((index, case));
    }
    drafts
}

fn leave_out(
    drafts: Vec<(usize, CaseDraft)>,
    sources: &Sources,
    options: &Options,
) -> (Vec<(usize, CaseDraft)>, Vec<LeftOut>) {
    let mut shown = Vec::with_capacity(drafts.len());
    let mut left_out = Vec::new();
    for (index, case) in drafts {
        let reason = match case.date {
            _ if options.drafts == Drafts::Include => None,
            _ if case.draft => Some(Reason::Draft),
            Some(date) if date > options.today => Some(Reason::Future(date)),
            _ => None,
        };
        match reason {
            None => shown.push((index, case)),
            Some(reason) => {
                left_out.push(LeftOut {
                    file: sources.documents[index].path.clone(),
                    title: case.title,
                    reason,
                });
            }
        }
    }
    (shown, left_out)
}

/// Puts cases in wall order.
fn sort_cases(cases: &mut [Case]) {
    cases.sort_by(|a, b| {
        (Reverse(a.year), Reverse(a.date), &a.sort_key, &a.route).cmp(&(
            Reverse(b.year),
            Reverse(b.date),
            &b.sort_key,
            &b.route,
        ))
    });
}

/// Every case file by the name an exhibition calls it: its stem, and its path under `content/cases/`.
pub(super) fn stems_of(desk: &Desk<'_>, cases: &[Case]) -> BTreeMap<String, Option<CaseId>> {
    let mut shown: HashMap<usize, CaseId> = HashMap::new();
    for (index, case) in cases.iter().enumerate() {
        shown.insert(case.document, CaseId(index as u32));
    }
    let mut stems = BTreeMap::new();
    for (index, document) in twins::mains(desk.sources, desk.site.lang) {
        let id = shown.get(&index).copied();
        let name = document.name();
        stems.insert(name.strip_prefix("content/cases/").unwrap_or(name).to_owned(), id);
        stems.entry(document.stem().to_owned()).or_insert(id);
    }
    stems
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
        route: Route::fixed(&format!("years/{year}.html")),
        award_count: awards.get(&year).copied().unwrap_or(0),
        cases,
    };
    years.into_iter().rev().map(year).collect()
}

fn targets_of(sources: &Sources, hall: &Hall, media: HashMap<String, MediaId>) -> Targets {
    let mut targets = Targets { media, ..Targets::default() };
    for (index, case) in hall.cases.iter().enumerate() {
        targets.cases.insert(case.route.as_str().to_owned(), CaseId(index as u32));
    }
    for document in &sources.documents {
        targets.pages.insert(document.path.clone(), None);
        targets.folded.insert(folded_path(&document.path), document.path.clone());
    }
    let named = |name: &Name, route: &Route| name.document.map(|document| (document, route.clone()));
    let cases = hall.cases.iter().map(|case| (case.document, case.route.clone()));
    let twins = hall.cases.iter().filter_map(|case| case.twin.as_ref());
    let twins = twins.map(|twin| (twin.document, twin.route.clone()));
    let exhibitions =
        hall.exhibitions.iter().map(|exhibition| (exhibition.document, exhibition.route.clone()));
    let pages = hall.pages.iter().map(|page| (page.document, page.route.clone()));
    let shown = cases
        .chain(twins)
        .chain(exhibitions)
        .chain(pages)
        .chain(hall.units.iter().filter_map(|unit| named(&unit.name, &unit.route)))
        .chain(hall.brands.iter().filter_map(|brand| named(&brand.name, &brand.route)))
        .chain(hall.honors.iter().filter_map(|honor| named(&honor.name, &honor.route)))
        .chain(hall.venues.iter().filter_map(|venue| named(&venue.name, &venue.route)));
    for (document, route) in shown {
        targets.pages.insert(sources.documents[document].path.clone(), Some((route, document)));
    }
    targets
}

//! From drafts to the hall: look up, leave out, sort, link.
//!
//! While names are being collected, ids are positions of first mention; at the end everything is sorted and
//! every id renamed once.

use super::draft::{self, AwardDraft, CaseDraft, NameDraft, Named, PhotoDraft, TextDraft};
use super::exhibition::stops_of;
use super::hall::{
    Award, Brand, BrandId, Case, CaseId, Exhibition, ExhibitionId, Group, GroupId, Hall, Honor, HonorId,
    LeftOut, Level, LevelId, MediaId, Name, Page, Photo, Reason, Unit, UnitId, Venue, VenueId, Year,
};
use super::links::{Targets, is_attachment};
use super::media::MediaShelf;
use super::names::Registry;
use super::routes::{Route, folded_path};
use crate::diag::{At, Diagnostics, Fault, catalog};
use crate::load::{Document, DocumentKind, LoadError, Sources};
use crate::markdown::{Scheme, scheme_of};
use crate::options::{Drafts, Options, Site};
use crate::text::{Reading, Slug, slug_of};
use crate::yaml::Placed;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// What choosing exhibits needs to know. Ids in `shown` are positions in the registries.
pub(super) struct Lookup<'a> {
    /// File stem → place on the wall; `None` if left out.
    pub(super) cases: &'a BTreeMap<String, Option<CaseId>>,
    pub(super) shown: &'a [Case],
    pub(super) units: &'a Registry,
    pub(super) brands: &'a Registry,
    pub(super) honors: &'a Registry,
    pub(super) venues: &'a Registry,
    pub(super) unit_groups: &'a [Option<usize>],
    pub(super) levels: &'a [String],
    pub(super) groups: &'a [String],
}

type NameDrafts = Vec<(usize, String, NameDraft)>;

/// Names of all kinds, and what their files say.
struct Names {
    units: Registry,
    brands: Registry,
    honors: Registry,
    venues: Registry,
    unit_drafts: NameDrafts,
    brand_drafts: NameDrafts,
    honor_drafts: NameDrafts,
    venue_drafts: NameDrafts,
}

/// Makes the hall from `sources`. Faults go to `diags`; what is sound is assembled all the same.
///
/// # Errors
/// If a picture that is there cannot be read.
pub fn assemble(sources: &Sources, options: &Options, diags: &mut Diagnostics) -> Result<Hall, LoadError> {
    let mut faults = Vec::new();
    let site = &options.site;
    let mut shelf = MediaShelf::new(sources);
    let mut names = read_names(sources, site, &mut faults);
    let drafts = read_cases(sources, options, &mut faults);
    if drafts.is_empty() && !sources.documents.iter().any(|document| document.kind == DocumentKind::Case) {
        faults.push(catalog::no_cases(At::file("content/cases")));
    }
    let (shown, mut left_out) = leave_out(drafts, sources, options);
    let mut cases = link_cases(shown, &mut names, &mut shelf, options, sources, &mut faults)?;
    sort_cases(&mut cases);
    let stems = stems_of(sources, &cases);

    let group_names = group_names(&names, site, &mut faults);
    let unit_groups = unit_groups(&names, &group_names);
    let texts = read_texts(sources, DocumentKind::Exhibition, &mut faults, &mut left_out, options);
    let mut exhibitions = Vec::new();
    for (index, draft) in texts {
        let lookup = Lookup {
            cases: &stems,
            shown: &cases,
            units: &names.units,
            brands: &names.brands,
            honors: &names.honors,
            venues: &names.venues,
            unit_groups: &unit_groups,
            levels: &site.levels,
            groups: &group_names,
        };
        let document = &sources.documents[index];
        let stops = stops_of(&draft, &document.path, &lookup, &mut faults);
        exhibitions.push(Exhibition {
            document: index,
            route: Route::page("exhibitions", &draft.slug),
            summary: draft.summary.unwrap_or_else(|| document.outline.excerpt.clone()),
            title: draft.title,
            stops,
        });
    }
    let pages = read_texts(sources, DocumentKind::Page, &mut faults, &mut left_out, options)
        .into_iter()
        .map(|(index, draft)| Page {
            document: index,
            route: Route::page("pages", &draft.slug),
            summary: draft.summary.unwrap_or_else(|| sources.documents[index].outline.excerpt.clone()),
            title: draft.title,
        })
        .collect();
    note_stops(&mut cases, &exhibitions);
    take_body_media(sources, &cases, &mut shelf, &mut faults)?;

    let mut hall = Hall {
        site: site.clone(),
        years: years_of(&cases),
        cases,
        units: Vec::new(),
        brands: Vec::new(),
        honors: Vec::new(),
        levels: Vec::new(),
        groups: Vec::new(),
        venues: Vec::new(),
        exhibitions,
        pages,
        media: Vec::new(),
        left_out,
        targets: Targets::default(),
    };
    settle_names(&mut hall, names, &unit_groups, &group_names, &mut shelf, &mut faults)?;
    let MediaShelf { media, by_path, .. } = shelf;
    hall.media = media;
    hall.targets = targets_of(sources, &hall, by_path);
    diags.extend(faults);
    Ok(hall)
}

fn documents(sources: &Sources, kind: DocumentKind) -> impl Iterator<Item = (usize, &Document)> {
    sources.documents.iter().enumerate().filter(move |(_, document)| document.kind == kind)
}

fn read_names(sources: &Sources, site: &Site, faults: &mut Vec<Fault>) -> Names {
    let read = |kind: DocumentKind, named: Named, faults: &mut Vec<Fault>| -> NameDrafts {
        documents(sources, kind)
            .map(|(index, document)| {
                (index, document.path.clone(), draft::read_name(document, named, faults))
            })
            .collect()
    };
    let unit_drafts = read(DocumentKind::Unit, Named::Unit, faults);
    let brand_drafts = read(DocumentKind::Brand, Named::Brand, faults);
    let honor_drafts = read(DocumentKind::Honor, Named::Honor, faults);
    let venue_drafts = read(DocumentKind::Venue, Named::Venue, faults);
    let mut names = Names {
        units: Registry::new("units", site.closed_units, &unit_drafts, faults),
        brands: Registry::new("brands", site.closed_brands, &brand_drafts, faults),
        honors: Registry::new("honors", false, &honor_drafts, faults),
        venues: Registry::new("venues", false, &venue_drafts, faults),
        unit_drafts,
        brand_drafts,
        honor_drafts,
        venue_drafts,
    };
    // Owners named by brands and venues exist as units too.
    for (_, _, owned) in names.brand_drafts.iter().chain(&names.venue_drafts) {
        if let Some(unit) = &owned.unit {
            names.units.position(unit, faults);
        }
    }
    names
}

fn read_cases(sources: &Sources, options: &Options, faults: &mut Vec<Fault>) -> Vec<(usize, CaseDraft)> {
    let mut slugs: HashMap<Slug, usize> = HashMap::new();
    let mut drafts = Vec::new();
    for (index, document) in documents(sources, DocumentKind::Case) {
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

/// Exhibitions or pages in their order: by `order`, then by file name.
fn read_texts(
    sources: &Sources,
    kind: DocumentKind,
    faults: &mut Vec<Fault>,
    left_out: &mut Vec<LeftOut>,
    options: &Options,
) -> Vec<(usize, TextDraft)> {
    let mut slugs: HashMap<Slug, usize> = HashMap::new();
    let mut texts = Vec::new();
    for (index, document) in documents(sources, kind) {
        if draft::is_unreadable(document) {
            continue;
        }
        let text = draft::read_text(document, kind == DocumentKind::Exhibition, faults);
        if let Some(other) = slugs.insert(text.slug.clone(), index) {
            let other = &sources.documents[other].path;
            faults.push(catalog::same_slug(text.slug_at.clone(), text.slug.as_str(), other));
        }
        if text.draft && options.drafts == Drafts::LeaveOut {
            left_out.push(LeftOut { file: document.path.clone(), title: text.title, reason: Reason::Draft });
        } else {
            texts.push((index, text));
        }
    }
    texts.sort_by_key(|(_, text)| text.order);
    texts
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

fn link_cases(
    drafts: Vec<(usize, CaseDraft)>,
    names: &mut Names,
    shelf: &mut MediaShelf<'_>,
    options: &Options,
    sources: &Sources,
    faults: &mut Vec<Fault>,
) -> Result<Vec<Case>, LoadError> {
    let mut cases = Vec::with_capacity(drafts.len());
    for (index, case) in drafts {
        let document = &sources.documents[index];
        let mut units: Vec<UnitId> = Vec::with_capacity(case.units.len());
        for written in &case.units {
            let unit = UnitId(names.units.position(written, faults) as u32);
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        let mut awards = Vec::with_capacity(case.honors.len());
        for award in &case.honors {
            awards.push(link_award(award, &document.path, names, shelf, &options.site.levels, faults)?);
        }
        cases.push(Case {
            document: index,
            route: Route::page("cases", &case.slug),
            units,
            brand: case.brand.map(|brand| BrandId(names.brands.position(&brand, faults) as u32)),
            year: case.year,
            date: case.date,
            summary: case.summary.unwrap_or_else(|| document.outline.excerpt.clone()),
            tags: case.tags,
            awards,
            cover: take(case.cover.as_ref(), &document.path, shelf, faults)?,
            photos: take_photos(&case.photos, &document.path, shelf, faults)?,
            venue: case.venue.map(|venue| VenueId(names.venues.position(&venue, faults) as u32)),
            stops: Vec::new(),
            sort_key: case.sort_key,
            initial: case.initial,
            title: case.title,
        });
    }
    Ok(cases)
}

fn link_award(
    award: &AwardDraft,
    file: &str,
    names: &mut Names,
    shelf: &mut MediaShelf<'_>,
    levels: &[String],
    faults: &mut Vec<Fault>,
) -> Result<Award, LoadError> {
    let honor = names.honors.position(&award.name, faults);
    let from_file = names.honor_drafts.get(honor).and_then(|(_, _, draft)| draft.level.as_ref());
    let level = match (&award.level, from_file) {
        (Some(written), _) => rank_of(written, levels, faults),
        (None, Some(written)) => levels.iter().position(|level| *level == written.value),
        (None, None) => None,
    };
    Ok(Award {
        honor: HonorId(honor as u32),
        level: level.map(|rank| LevelId(rank as u32)),
        tier: award.tier.clone(),
        year: award.year,
        session: award.session.clone(),
        issuer: award.issuer.clone(),
        certificate: take(award.certificate.as_ref(), file, shelf, faults)?,
    })
}

fn rank_of(written: &Placed<String>, levels: &[String], faults: &mut Vec<Fault>) -> Option<usize> {
    let rank = levels.iter().position(|level| *level == written.value);
    if rank.is_none() {
        faults.push(catalog::unknown_level(written.at.clone(), &written.value, levels));
    }
    rank
}

fn take(
    written: Option<&Placed<String>>,
    file: &str,
    shelf: &mut MediaShelf<'_>,
    faults: &mut Vec<Fault>,
) -> Result<Option<MediaId>, LoadError> {
    match written {
        Some(written) => shelf.take(file, &written.value, written.at.clone(), faults),
        None => Ok(None),
    }
}

fn take_photos(
    photos: &[PhotoDraft],
    file: &str,
    shelf: &mut MediaShelf<'_>,
    faults: &mut Vec<Fault>,
) -> Result<Vec<Photo>, LoadError> {
    let mut taken = Vec::with_capacity(photos.len());
    for photo in photos {
        if let Some(media) = take(Some(&photo.file), file, shelf, faults)? {
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

/// Pictures in bodies, and attachments that bodies link to.
fn take_body_media(
    sources: &Sources,
    cases: &[Case],
    shelf: &mut MediaShelf<'_>,
    faults: &mut Vec<Fault>,
) -> Result<(), LoadError> {
    let shown: std::collections::HashSet<usize> = cases.iter().map(|case| case.document).collect();
    for (index, document) in sources.documents.iter().enumerate() {
        if document.kind == DocumentKind::Case && !shown.contains(&index) {
            continue;
        }
        let at = |span: (u32, u32)| {
            let start = document.body_start;
            At::bytes(&document.path, start + span.0 as usize, start + span.1 as usize)
        };
        for image in &document.outline.images {
            if scheme_of(&image.target) == Scheme::Relative {
                shelf.take(&document.path, &image.target, at(image.span), faults)?;
            } else {
                faults.push(catalog::refused_picture(at(image.span), &image.target));
            }
        }
        for link in &document.outline.links {
            let path = link.target.split(['#', '?']).next().unwrap_or_default();
            if scheme_of(&link.target) == Scheme::Relative && is_attachment(&link.target) {
                shelf.take(&document.path, path, at(link.span), faults)?;
            }
        }
    }
    Ok(())
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
fn stems_of(sources: &Sources, cases: &[Case]) -> BTreeMap<String, Option<CaseId>> {
    let mut shown: HashMap<usize, CaseId> = HashMap::new();
    for (index, case) in cases.iter().enumerate() {
        shown.insert(case.document, CaseId(index as u32));
    }
    let mut stems = BTreeMap::new();
    for (index, document) in documents(sources, DocumentKind::Case) {
        let id = shown.get(&index).copied();
        let path = document.path.strip_prefix("content/cases/").unwrap_or(&document.path);
        let path = path.strip_suffix(".md").unwrap_or(path);
        stems.insert(path.strip_suffix("/index").unwrap_or(path).to_owned(), id);
        stems.entry(document.stem().to_owned()).or_insert(id);
    }
    stems
}

/// The site's groups, or else those that unit files name, in pinyin order.
fn group_names(names: &Names, site: &Site, faults: &mut Vec<Fault>) -> Vec<String> {
    let written = names.unit_drafts.iter().filter_map(|(_, _, draft)| draft.group.as_ref());
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

/// The group of each unit by its position in the registry.
fn unit_groups(names: &Names, groups: &[String]) -> Vec<Option<usize>> {
    let mut of_units = vec![None; names.units.known().count()];
    for (position, (_, _, draft)) in names.unit_drafts.iter().enumerate() {
        let group = draft.group.as_ref();
        of_units[position] = group.and_then(|group| groups.iter().position(|name| *name == group.value));
    }
    of_units
}

fn note_stops(cases: &mut [Case], exhibitions: &[Exhibition]) {
    for (index, exhibition) in exhibitions.iter().enumerate() {
        for (stop, case) in exhibition.stops.iter().enumerate() {
            cases[case.index()].stops.push((ExhibitionId(index as u32), stop));
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

/// Sorts units, brands, honors, levels, groups and venues, renames their ids in all cases, and fills their lists.
fn settle_names(
    hall: &mut Hall,
    names: Names,
    unit_groups: &[Option<usize>],
    group_names: &[String],
    shelf: &mut MediaShelf<'_>,
    faults: &mut Vec<Fault>,
) -> Result<(), LoadError> {
    let mut brand_owners = vec![None; names.brand_drafts.len()];
    for (position, (_, _, draft)) in names.brand_drafts.iter().enumerate() {
        brand_owners[position] = draft.unit.as_ref().and_then(|unit| names.units.find(&unit.value));
    }
    let mut venue_owners = vec![None; names.venue_drafts.len()];
    for (position, (_, _, draft)) in names.venue_drafts.iter().enumerate() {
        venue_owners[position] = draft.unit.as_ref().and_then(|unit| names.units.find(&unit.value));
    }
    let honor_file_levels: Vec<Option<usize>> = names
        .honor_drafts
        .iter()
        .map(|(_, _, draft)| draft.level.as_ref().and_then(|level| rank_of(level, &hall.site.levels, faults)))
        .collect();

    let (unit_names, units) = sorted(names.units.finish(faults), |name| name.sort_key.clone());
    let (brand_names, brands) = sorted(names.brands.finish(faults), |name| name.sort_key.clone());
    let (venue_names, venues) = sorted(names.venues.finish(faults), |name| name.sort_key.clone());
    let honor_list = names.honors.finish(faults);
    let honor_levels = honor_levels(&hall.cases, &honor_file_levels, honor_list.len());
    let ranked: Vec<(usize, Name)> = honor_list
        .into_iter()
        .zip(&honor_levels)
        .map(|(name, level)| (level.unwrap_or(usize::MAX), name))
        .collect();
    let (honor_names, honors) = sorted(ranked, |(level, name)| (*level, name.sort_key.clone()));

    for case in &mut hall.cases {
        case.units.iter_mut().for_each(|unit| *unit = UnitId(units[unit.index()]));
        case.brand = case.brand.map(|brand| BrandId(brands[brand.index()]));
        case.venue = case.venue.map(|venue| VenueId(venues[venue.index()]));
        case.awards.iter_mut().for_each(|award| award.honor = HonorId(honors[award.honor.index()]));
    }

    hall.units = unit_names.into_iter().map(|name| unit_of(name)).collect();
    for (position, (_, path, draft)) in names.unit_drafts.iter().enumerate() {
        let logo = take(draft.logo.as_ref(), path, shelf, faults)?;
        let unit = &mut hall.units[units[position] as usize];
        unit.short = draft.short.as_ref().map(|short| short.value.clone());
        unit.logo = logo;
    }
    hall.brands = brand_names.into_iter().map(|name| brand_of(name)).collect();
    for (position, (_, path, draft)) in names.brand_drafts.iter().enumerate() {
        let logo = take(draft.logo.as_ref(), path, shelf, faults)?;
        let brand = &mut hall.brands[brands[position] as usize];
        brand.unit = brand_owners[position].map(|unit| UnitId(units[unit]));
        brand.slogan = draft.slogan.clone();
        brand.facets = draft.facets.clone();
        brand.logo = logo;
    }
    hall.venues = venue_names.into_iter().map(|name| venue_of(name)).collect();
    for (position, (_, path, draft)) in names.venue_drafts.iter().enumerate() {
        let photos = take_photos(&draft.photos, path, shelf, faults)?;
        let venue = &mut hall.venues[venues[position] as usize];
        venue.unit = venue_owners[position].map(|unit| UnitId(units[unit]));
        venue.address = draft.address.clone();
        venue.photos = photos;
    }
    hall.honors = honor_names.into_iter().map(|(_, name)| honor_of(name)).collect();
    for (position, (_, _, draft)) in names.honor_drafts.iter().enumerate() {
        hall.honors[honors[position] as usize].issuer = draft.issuer.clone();
    }
    for (position, level) in honor_levels.iter().enumerate() {
        hall.honors[honors[position] as usize].level = level.map(|rank| LevelId(rank as u32));
    }
    fill_lists(hall);
    settle_levels(hall);
    settle_groups(hall, unit_groups, &units, group_names);
    Ok(())
}

/// `items` in order of `key`, and for each old position its new one.
fn sorted<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K) -> (Vec<T>, Vec<u32>) {
    let mut placed: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    placed.sort_by_cached_key(|(_, item)| key(item));
    let mut renamed = vec![0; placed.len()];
    for (new, (old, _)) in placed.iter().enumerate() {
        renamed[*old] = new as u32;
    }
    (placed.into_iter().map(|(_, item)| item).collect(), renamed)
}

/// The rank of each honor: from its file, or else the highest among its awards.
fn honor_levels(cases: &[Case], from_files: &[Option<usize>], count: usize) -> Vec<Option<usize>> {
    let mut levels = vec![None; count];
    levels[..from_files.len()].copy_from_slice(from_files);
    for award in cases.iter().flat_map(|case| &case.awards) {
        let position = award.honor.index();
        let is_fixed = from_files.get(position).is_some_and(Option::is_some);
        if let Some(rank) = award.level.filter(|_| !is_fixed) {
            let known: &mut Option<usize> = &mut levels[position];
            *known = Some(known.map_or(rank.index(), |other| other.min(rank.index())));
        }
    }
    levels
}

fn unit_of(name: Name) -> Unit {
    let route = Route::page("units", &name.slug);
    Unit { name, route, short: None, group: None, logo: None, cases: Vec::new(), brands: Vec::new() }
}

fn brand_of(name: Name) -> Brand {
    let route = Route::page("brands", &name.slug);
    Brand {
        name,
        route,
        unit: None,
        slogan: None,
        facets: [const { None }; 4],
        logo: None,
        cases: Vec::new(),
    }
}

fn honor_of(name: Name) -> Honor {
    let route = Route::page("honors", &name.slug);
    Honor { name, route, level: None, issuer: None, cases: Vec::new() }
}

fn venue_of(name: Name) -> Venue {
    let route = Route::page("venues", &name.slug);
    Venue { name, route, unit: None, address: None, photos: Vec::new(), cases: Vec::new() }
}

/// Gives every unit, brand, honor and venue its cases, in wall order.
fn fill_lists(hall: &mut Hall) {
    for (index, case) in hall.cases.iter().enumerate() {
        let id = CaseId(index as u32);
        for unit in &case.units {
            hall.units[unit.index()].cases.push(id);
        }
        if let Some(brand) = case.brand {
            let brand = &mut hall.brands[brand.index()];
            brand.cases.push(id);
            brand.unit = brand.unit.or(case.units.first().copied());
        }
        if let Some(venue) = case.venue {
            hall.venues[venue.index()].cases.push(id);
        }
        for award in &case.awards {
            let honor = &mut hall.honors[award.honor.index()];
            if honor.cases.last() != Some(&id) {
                honor.cases.push(id);
            }
            if honor.issuer.is_none() {
                honor.issuer.clone_from(&award.issuer);
            }
        }
    }
    for (index, brand) in hall.brands.iter().enumerate() {
        let mut owners: Vec<UnitId> = brand.unit.into_iter().collect();
        owners.extend(brand.cases.iter().flat_map(|case| &hall.cases[case.index()].units));
        owners.sort_unstable();
        owners.dedup();
        for unit in owners {
            hall.units[unit.index()].brands.push(BrandId(index as u32));
        }
    }
}

/// Keeps the levels that have awards or honors, and renames ranks to positions among them.
fn settle_levels(hall: &mut Hall) {
    let none = hall.site.levels.len();
    let rank = |level: Option<LevelId>| level.map_or(none, |level| level.index());
    let mut levels: BTreeMap<usize, Level> = BTreeMap::new();
    let names = hall.site.levels.clone();
    let level_at = |rank: usize, levels: &mut BTreeMap<usize, Level>| {
        levels.entry(rank).or_insert_with(|| {
            let name = names.get(rank).cloned().unwrap_or_default();
            let route = if name.is_empty() {
                Route::fixed("levels/other.html")
            } else {
                Route::page("levels", &slug_of(&name, &Reading::of(&name)))
            };
            Level { name, route, honors: Vec::new(), cases: Vec::new(), award_count: 0 }
        });
        rank
    };
    for (index, honor) in hall.honors.iter().enumerate() {
        let at = level_at(rank(honor.level), &mut levels);
        levels.entry(at).and_modify(|level| level.honors.push(HonorId(index as u32)));
    }
    for (index, case) in hall.cases.iter().enumerate() {
        for award in &case.awards {
            let at = level_at(rank(award.level), &mut levels);
            levels.entry(at).and_modify(|level| {
                level.award_count += 1;
                let id = CaseId(index as u32);
                if level.cases.last() != Some(&id) {
                    level.cases.push(id);
                }
            });
        }
    }
    let positions: HashMap<usize, u32> =
        levels.keys().enumerate().map(|(new, old)| (*old, new as u32)).collect();
    let renamed = |level: Option<LevelId>| positions.get(&rank(level)).copied().map(LevelId);
    for honor in &mut hall.honors {
        honor.level = renamed(honor.level);
    }
    for award in hall.cases.iter_mut().flat_map(|case| &mut case.awards) {
        award.level = renamed(award.level);
    }
    hall.levels = levels.into_values().collect();
}

fn settle_groups(hall: &mut Hall, unit_groups: &[Option<usize>], units: &[u32], names: &[String]) {
    let mut of_groups: BTreeMap<usize, Vec<UnitId>> = BTreeMap::new();
    for (position, group) in unit_groups.iter().enumerate() {
        if let Some(group) = group {
            of_groups.entry(*group).or_default().push(UnitId(units[position]));
        }
    }
    for (rank, mut units) in of_groups {
        units.sort_unstable();
        let id = GroupId(hall.groups.len() as u32);
        let mut cases: Vec<CaseId> = units.iter().flat_map(|unit| hall.unit(*unit).cases.clone()).collect();
        cases.sort_unstable();
        cases.dedup();
        for unit in &units {
            hall.units[unit.index()].group = Some(id);
        }
        let name = names[rank].clone();
        let route = Route::page("groups", &slug_of(&name, &Reading::of(&name)));
        hall.groups.push(Group { name, route, units, cases });
    }
}

fn targets_of(sources: &Sources, hall: &Hall, media: HashMap<String, MediaId>) -> Targets {
    let mut targets = Targets { media, ..Targets::default() };
    for document in &sources.documents {
        targets.pages.insert(document.path.clone(), None);
        targets.folded.insert(folded_path(&document.path), document.path.clone());
    }
    let named = |name: &Name, route: &Route| name.document.map(|document| (document, route.clone()));
    let cases = hall.cases.iter().map(|case| (case.document, case.route.clone()));
    let exhibitions =
        hall.exhibitions.iter().map(|exhibition| (exhibition.document, exhibition.route.clone()));
    let pages = hall.pages.iter().map(|page| (page.document, page.route.clone()));
    let shown = cases
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

//! Cases: names looked up, honors counted under their levels, pictures taken in.

use super::assemble::{Desk, Names};
use super::case::{Award, Case};
use super::hall::{LeftOut, Reason};
use super::ids::{BrandId, HonorId, LevelId, UnitId, VenueId};
use super::links::is_attachment;
use super::office::office_of;
use super::routes::Route;
use crate::diag::{At, catalog};
use crate::draft::{AwardDraft, CaseDraft};
use crate::load::{DocumentKind, LoadError};
use crate::markdown::{Scheme, scheme_of};
use foldhash::HashSet;

/// A case as written that is to be shown.
pub(super) struct Shown<'a> {
    /// Index of its document in the sources.
    pub(super) document: usize,
    pub(super) case: &'a CaseDraft,
    /// Why a build without drafts would leave it out.
    pub(super) hidden: Option<Reason>,
}

/// Cases with their names looked up. Ids are positions in the registries.
pub(super) fn link_cases(
    drafts: Vec<Shown<'_>>,
    names: &mut Names<'_>,
    desk: &mut Desk<'_>,
) -> Result<Vec<Case>, LoadError> {
    let mut cases = Vec::with_capacity(drafts.len());
    for Shown { document: index, case, hidden } in drafts {
        let document = &desk.sources.documents[index];
        let mut units: Vec<UnitId> = Vec::with_capacity(case.units.len());
        for written in &case.units {
            let unit = UnitId(names.units.position(written, &mut desk.faults) as u32);
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        let date = case.date.map(|day| day.in_zone(&desk.site.time_zone));
        let mut awards = Vec::with_capacity(case.honors.len());
        for award in &case.honors {
            awards.push(link_award(award, &document.path, names, desk)?);
        }
        let office = office_of(case, &document.path, desk)?;
        cases.push(Case {
            document: index,
            office,
            route: Route::page("cases", &case.slug),
            units,
            brand: case
                .brand
                .as_ref()
                .map(|brand| BrandId(names.brands.position(brand, &mut desk.faults) as u32)),
            year: case.year.or(date.map(|date| date.year().unsigned_abs())).unwrap_or_default(),
            date,
            summary: case.summary.as_ref().unwrap_or(&document.outline.excerpt).clone(),
            tags: case.tags.clone(),
            awards,
            cover: desk.take(case.cover.as_ref(), &document.path)?,
            photos: desk.take_photos(&case.photos, &document.path)?,
            recordings: desk.take_recordings(&case.recordings, &document.path)?,
            venue: case
                .venue
                .as_ref()
                .map(|venue| VenueId(names.venues.position(venue, &mut desk.faults) as u32)),
            stops: Vec::new(),
            twin: None,
            sort_key: case.sort_key.clone(),
            initial: case.initial,
            hidden,
            title: case.title.clone(),
        });
    }
    Ok(cases)
}

fn link_award(
    award: &AwardDraft,
    file: &str,
    names: &mut Names<'_>,
    desk: &mut Desk<'_>,
) -> Result<Award, LoadError> {
    let honor = names.honors.position(&award.name, &mut desk.faults);
    let from_file = names.honor_drafts.get(honor).and_then(|(_, _, draft)| draft.level.as_ref());
    let level = match (&award.level, from_file) {
        (Some(written), _) => desk.rank_of(written),
        (None, Some(written)) => desk.site.levels.iter().position(|level| *level == written.value),
        (None, None) => None,
    };
    Ok(Award {
        honor: HonorId(honor as u32),
        level: level.map(|rank| LevelId(rank as u32)),
        tier: award.tier.clone(),
        year: award.year,
        session: award.session.clone(),
        issuer: award.issuer.clone(),
        certificate: desk.take(award.certificate.as_ref(), file)?,
    })
}

/// Pictures in bodies, and attachments that bodies link to.
pub(super) fn take_body_media(
    cases: &[Case],
    left_out: &[LeftOut],
    desk: &mut Desk<'_>,
) -> Result<(), LoadError> {
    let twins = cases.iter().filter_map(|case| case.twin.as_ref()).map(|twin| twin.document);
    let shown: HashSet<usize> = cases.iter().map(|case| case.document).chain(twins).collect();
    let hidden: HashSet<&str> = left_out.iter().map(|left_out| left_out.file.as_str()).collect();
    for (index, document) in desk.sources.documents.iter().enumerate() {
        let is_hidden_case = document.kind == DocumentKind::Case && !shown.contains(&index);
        if is_hidden_case || hidden.contains(document.path.as_str()) {
            continue;
        }
        let at = |span: (u32, u32)| {
            let start = document.body_start;
            At::bytes(&document.path, start + span.0 as usize, start + span.1 as usize)
        };
        for image in &document.outline.images {
            if scheme_of(&image.target) == Scheme::Relative {
                desk.shelf.take(&document.path, &image.target, at(image.span), &mut desk.faults)?;
            } else {
                desk.faults.push(catalog::refused_picture(at(image.span), &image.target));
            }
        }
        for link in &document.outline.links {
            let path = link.target.split(['#', '?']).next().unwrap_or_default();
            if scheme_of(&link.target) == Scheme::Relative && is_attachment(&link.target) {
                desk.shelf.take(&document.path, path, at(link.span), &mut desk.faults)?;
            }
        }
    }
    Ok(())
}

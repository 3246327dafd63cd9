//! Cards of cases: made once, shown on many walls; and the seals on them.

use super::Purpose;
use super::digest;
use super::draw;
use super::pictures::prints_of;
use super::theme::Theme;
use super::view::{AwardBadge, CardView, Cover, SealView};
use crate::diag::Lang;
use crate::model::{Award, Brand, Case, CaseId, Hall, LevelId, Unit};
use crate::output::{Entry, Fingerprint, MakeError, PageKind, SitePlan};
use crate::text::slip_of;
use rayon::prelude::*;
use std::sync::OnceLock;
use tera::{Context, Value};

/// The template of one card.
const TEMPLATE: &str = "fragments/card.html";

/// Every case as a card: its fingerprint at once, its HTML when the first wall shows it. A case hangs on some
/// fifteen walls, so its card is made once for each depth of page.
#[derive(Debug)]
pub(super) struct Cards {
    digests: Vec<Fingerprint>,
    at_root: Vec<OnceLock<Value>>,
    in_folder: Vec<OnceLock<Value>>,
}

impl Cards {
    pub(super) fn new(hall: &Hall, purpose: Purpose) -> Self {
        let digests = match purpose {
            Purpose::Preview => Vec::new(),
            Purpose::Publish => {
                hall.cases.par_iter().map(|case| digest::of_view(&card_of(hall, case))).collect()
            }
        };
        let empty = || hall.cases.iter().map(|_| OnceLock::new()).collect();
        Self { digests, at_root: empty(), in_folder: empty() }
    }

    /// Over all that the card of `case` shows. Only a plan to be published has it.
    pub(super) fn digest(&self, case: CaseId) -> &Fingerprint {
        &self.digests[case.index()]
    }

    /// The card of `case` as HTML, for a page from which `root` leads to the site's root.
    pub(super) fn html(
        &self,
        hall: &Hall,
        theme: &Theme,
        case: CaseId,
        root: &str,
    ) -> Result<Value, MakeError> {
        let shelf = if root.is_empty() { &self.at_root } else { &self.in_folder };
        if let Some(card) = shelf[case.index()].get() {
            return Ok(card.clone());
        }
        let view = card_of(hall, hall.case(case));
        let mut context = Context::new();
        context.insert("case", &view);
        context.insert("root", root);
        let card = theme.fragment(hall.site.lang, TEMPLATE, &context, view.url)?;
        Ok(shelf[case.index()].get_or_init(|| card).clone())
    }
}

/// Rank of a level from 1; 0 for none.
pub(super) fn rank_of(hall: &Hall, level: Option<LevelId>) -> usize {
    level.filter(|level| !hall.level(*level).name.is_empty()).map_or(0, |level| level.index() + 1)
}

/// Name of a level; empty for none.
pub(super) fn level_name(hall: &Hall, level: Option<LevelId>) -> &str {
    level.map_or("", |level| &hall.level(level).name)
}

fn card_of<'a>(hall: &'a Hall, case: &'a Case) -> CardView<'a> {
    CardView {
        title: &case.title,
        url: case.route.as_str(),
        unit: hall.leading_unit(case).map(Unit::short_name),
        more_units: case.units.len().saturating_sub(1),
        brand: case.brand.map(|brand| hall.brand(brand).name.name.as_str()),
        year: case.year,
        summary: &case.summary,
        award: top_award(case).map(|award| badge_of(hall, award)),
        more_awards: case.awards.len().saturating_sub(1),
        cover: cover_of(hall, case),
    }
}

/// The award of the highest level.
fn top_award(case: &Case) -> Option<&Award> {
    case.awards.iter().min_by_key(|award| award.level.unwrap_or(LevelId(u32::MAX)))
}

/// `award` in a few words.
pub(super) fn badge_of<'a>(hall: &'a Hall, award: &Award) -> AwardBadge<'a> {
    AwardBadge {
        level: level_name(hall, award.level),
        rank: rank_of(hall, award.level),
        name: &hall.honor(award.honor).name.name,
    }
}

/// The picture of `case`, or the seal of its brand.
pub(super) fn cover_of<'a>(hall: &'a Hall, case: &Case) -> Cover<'a> {
    let picture = case.cover.or(case.photos.first().map(|photo| photo.media)).map(|id| hall.media(id));
    let size = picture.and_then(|media| media.size);
    let brand = case.brand.map(|brand| hall.brand(brand));
    let level = top_award(case).and_then(|award| award.level);
    let year = hall.year_of(case);
    Cover {
        src: picture.map(|media| media.route.as_str()),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        webp: picture.map(prints_of).unwrap_or_default(),
        seal: brand.map(seal_of),
        ground: draw::ground_of(brand.map_or(&case.title, |brand| &brand.name.name)),
        level: level_name(hall, level),
        rank: rank_of(hall, level),
        slip: if brand.is_none() { slip_of(&case.title) } else { Vec::new() },
        year: match hall.site.lang {
            Lang::Zh => &year.in_han,
            Lang::En => &year.name,
        },
    }
}

/// The seal of `brand`.
pub(super) fn seal_of(brand: &Brand) -> SealView {
    SealView { src: seal_path(brand) }
}

/// Slugs hold no full stop and no two brands share one, so neither do their seals.
fn seal_path(brand: &Brand) -> String {
    ["seals/", brand.name.slug.as_str(), ".svg"].concat()
}

/// Plans the seal of every brand.
pub(super) fn plan_seals<'a>(hall: &'a Hall, theme: &Theme, plan: &mut SitePlan<'a>) {
    for brand in &hall.brands {
        let (name, cut) = (&brand.name.name, brand.seal.as_deref());
        let fingerprint = digest::of(|told| {
            told.bytes(&theme.digest()).bytes(name.as_bytes()).bytes(cut.unwrap_or_default().as_bytes());
        });
        let make = move || Ok(draw::seal(name, cut).into_bytes());
        plan.add(Entry::new(seal_path(brand), PageKind::Media, fingerprint, make));
    }
}

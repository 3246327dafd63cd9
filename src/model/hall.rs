//! The hall as meant: every name resolved, every list in the order it is shown.

use super::call::Call;
use super::case::{Case, Photo};
use super::ids::{BrandId, CaseId, ExhibitionId, GroupId, HonorId, LevelId, MediaId, UnitId};
use super::links::Targets;
use super::routes::Route;
use crate::digest::{Digest, digest_of};
use crate::media::{self, FileKind, Form};
use crate::options::Site;
use crate::text::Slug;
use jiff::civil::Date;

/// Everything that is shown, linked and ordered.
#[derive(Debug)]
pub struct Hall {
    /// The site's settings.
    pub site: Site,
    /// Cases in wall order: newest year first, then latest date, then by title in pinyin.
    pub cases: Vec<Case>,
    /// Units in pinyin order.
    pub units: Vec<Unit>,
    /// Brands in pinyin order.
    pub brands: Vec<Brand>,
    /// Honors, highest level first, then pinyin order.
    pub honors: Vec<Honor>,
    /// Levels of the site that at least one award has, highest first; last, if needed, one for awards without a level.
    pub levels: Vec<Level>,
    /// Groups of the site that have units.
    pub groups: Vec<Group>,
    /// Demonstration places in pinyin order.
    pub venues: Vec<Venue>,
    /// Years that have cases, newest first.
    pub years: Vec<Year>,
    /// Exhibitions in the order of the programme.
    pub exhibitions: Vec<Exhibition>,
    /// The exhibition that a screen in a lobby shows while nobody stands before it.
    pub lobby: Option<ExhibitionId>,
    /// 关于本馆 and the like, in order.
    pub pages: Vec<Page>,
    /// Calls for cases, the newest year first.
    pub calls: Vec<Call>,
    /// Pictures and attachments that something shows or links to.
    pub media: Vec<Media>,
    /// What is not shown this time, and why.
    pub left_out: Vec<LeftOut>,
    /// Where links between content files lead.
    pub(super) targets: Targets,
}

/// What units, brands, honors and venues have in common: a name and a page.
#[derive(Debug, Clone)]
pub struct Name {
    /// Full name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Name of its page.
    pub slug: Slug,
    /// Index of its document, if it has a file of its own.
    pub document: Option<usize>,
    /// Sorts in pinyin order.
    pub sort_key: String,
    /// Letter in the index.
    pub initial: char,
}

/// Who makes cases.
#[derive(Debug)]
pub struct Unit {
    /// Name and page.
    pub name: Name,
    /// Where its page is.
    pub route: Route,
    /// Short name, for cards.
    pub short: Option<String>,
    /// Group it belongs to.
    pub group: Option<GroupId>,
    /// Its emblem.
    pub logo: Option<MediaId>,
    /// Its cases in wall order.
    pub cases: Vec<CaseId>,
    /// Its brands in pinyin order: owned, or used by its cases.
    pub brands: Vec<BrandId>,
}

impl Unit {
    /// What it is called where there is little room.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name.name)
    }
}

/// A brand of work.
#[derive(Debug)]
pub struct Brand {
    /// Name and page.
    pub name: Name,
    /// Where its page is.
    pub route: Route,
    /// The owner, or else the unit of its newest case.
    pub unit: Option<UnitId>,
    /// What its seal says, where that is not the beginning of its name.
    pub seal: Option<String>,
    /// Slogan.
    pub slogan: Option<String>,
    /// 理念 内涵 载体 成效, as far as written.
    pub facets: [Option<String>; 4],
    /// Its emblem.
    pub logo: Option<MediaId>,
    /// Its cases in wall order.
    pub cases: Vec<CaseId>,
}

/// An honor that cases win.
#[derive(Debug)]
pub struct Honor {
    /// Name and page.
    pub name: Name,
    /// Where its page is.
    pub route: Route,
    /// From its file, or else the highest level among its awards.
    pub level: Option<LevelId>,
    /// From its file, or else from the first award that names one.
    pub issuer: Option<String>,
    /// Cases that won it, in wall order; a case is named once.
    pub cases: Vec<CaseId>,
}

/// A level of honors.
#[derive(Debug)]
pub struct Level {
    /// 国家级 …; empty for awards without a level.
    pub name: String,
    /// Where its page is.
    pub route: Route,
    /// Its honors in pinyin order.
    pub honors: Vec<HonorId>,
    /// Cases with an award of this level, in wall order.
    pub cases: Vec<CaseId>,
    /// Number of awards of this level.
    pub award_count: usize,
}

/// A group of units (片组).
#[derive(Debug)]
pub struct Group {
    /// Name.
    pub name: String,
    /// Where its page is.
    pub route: Route,
    /// Its units in pinyin order.
    pub units: Vec<UnitId>,
    /// Cases of its units in wall order.
    pub cases: Vec<CaseId>,
}

/// A demonstration place (阵地).
#[derive(Debug)]
pub struct Venue {
    /// Name and page.
    pub name: Name,
    /// Where its page is.
    pub route: Route,
    /// Who keeps it.
    pub unit: Option<UnitId>,
    /// Where it is.
    pub address: Option<String>,
    /// Pictures of it.
    pub photos: Vec<Photo>,
    /// Cases to be seen there, in wall order.
    pub cases: Vec<CaseId>,
}

/// A year with cases.
#[derive(Debug)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// The year as text.
    pub name: String,
    /// The year in characters, as it stands on a cover: 二〇二四.
    pub in_han: String,
    /// Where its page is.
    pub route: Route,
    /// Its cases in wall order.
    pub cases: Vec<CaseId>,
    /// Awards given in this year.
    pub award_count: usize,
}

/// A curated walk through cases.
#[derive(Debug)]
pub struct Exhibition {
    /// Index of its document.
    pub document: usize,
    /// Where its page is.
    pub route: Route,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Its exhibits in the order of the walk.
    pub stops: Vec<Stop>,
}

/// An exhibit on its walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What is shown.
    pub case: CaseId,
    /// A recording of what the guide says.
    pub audio: Option<MediaId>,
    /// What the guide says.
    pub narration: Option<String>,
}

/// A page of text.
#[derive(Debug)]
pub struct Page {
    /// Index of its document.
    pub document: usize,
    /// Where it is.
    pub route: Route,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
}

/// A picture or attachment that is published.
#[derive(Debug)]
pub struct Media {
    /// Path from the site's root.
    pub path: String,
    /// Where it is published; of a picture, its largest print.
    pub route: Route,
    /// What it is.
    pub kind: FileKind,
    /// Pixels across and down, as published.
    pub size: Option<(u32, u32)>,
    /// Length of the file as it lies in the content.
    pub bytes: u64,
    /// Pixels across and down, upright, before it was made smaller; 0 where that has no meaning.
    pub original: (u32, u32),
    /// How its largest print is made; `None` if it is published as it is.
    pub form: Option<Form>,
    /// Its WebP prints, narrowest first; none if it is published as it is.
    pub prints: Vec<Print>,
    /// Of its bytes.
    pub digest: Digest,
}

impl Media {
    /// Whether it is so wide that it is dragged along instead of fitted in.
    #[must_use]
    pub fn is_panorama(&self) -> bool {
        self.form.is_some() && media::is_panorama(self.original)
    }

    /// The name under which its print of `width` pixels, or the largest one, is kept between runs. It stands for the bytes of the
    /// picture, for how it is developed, and for the print.
    #[must_use]
    pub fn print_name(&self, width: Option<u32>) -> String {
        let developed = digest_of(format!("{} {:?}", media::DEVELOPER, self.form).as_bytes());
        let print = width.map_or_else(|| "full".to_owned(), |width| width.to_string());
        format!("{}-{}-{print}", const_hex::encode(self.digest), const_hex::encode(&developed[..4]))
    }
}

/// A picture at one width.
#[derive(Debug)]
pub struct Print {
    /// Pixels across.
    pub width: u32,
    /// Where it is published.
    pub route: Route,
}

/// Something that is not shown this time.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: Reason,
}

/// Why something is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `draft: true`.
    Draft,
    /// Its date is still to come.
    Future(Date),
}

impl Hall {
    /// The years that have cases, oldest first, each with how many years without any lie before it.
    pub fn time_line(&self) -> impl Iterator<Item = (&Year, u16)> {
        let mut before = None;
        self.years.iter().rev().map(move |year| {
            (year, before.replace(year.year).map_or(0, |before: u16| year.year - before - 1))
        })
    }

    /// The case `id`.
    #[must_use]
    pub fn case(&self, id: CaseId) -> &Case {
        &self.cases[id.index()]
    }

    /// The unit `id`.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// The brand `id`.
    #[must_use]
    pub fn brand(&self, id: BrandId) -> &Brand {
        &self.brands[id.index()]
    }

    /// The honor `id`.
    #[must_use]
    pub fn honor(&self, id: HonorId) -> &Honor {
        &self.honors[id.index()]
    }

    /// The picture or attachment `id`.
    #[must_use]
    pub fn media(&self, id: MediaId) -> &Media {
        &self.media[id.index()]
    }

    /// The unit that a case names first.
    #[must_use]
    pub fn leading_unit(&self, case: &Case) -> Option<&Unit> {
        case.units.first().map(|unit| self.unit(*unit))
    }

    /// The year that `case` is about.
    ///
    /// # Panics
    /// If it is no case of this hall: years are those of its cases.
    #[must_use]
    pub fn year_of(&self, case: &Case) -> &Year {
        let mut years = self.years.iter();
        years.find(|year| year.year == case.year).expect("a hall has the year of every case")
    }

    /// The case whose page is at `path`.
    #[must_use]
    pub fn case_at(&self, path: &str) -> Option<CaseId> {
        let index = self.cases.iter().position(|case| case.route.as_str() == path)?;
        Some(CaseId(index as u32))
    }

    /// All cases in wall order.
    #[must_use]
    pub fn all_cases(&self) -> Vec<CaseId> {
        (0..self.cases.len() as u32).map(CaseId).collect()
    }

    /// The level an award is counted under; the last one for awards without a level.
    #[must_use]
    pub fn level(&self, id: LevelId) -> &Level {
        &self.levels[id.index()]
    }

    /// How many awards there are in all.
    #[must_use]
    pub fn award_count(&self) -> usize {
        self.cases.iter().map(|case| case.awards.len()).sum()
    }
}

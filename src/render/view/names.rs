//! Units, brands, honors, years, groups and venues, on their own pages and on their walls.

use super::{CountedLink, Link, PhotoView, SealView};
use serde::Serialize;

/// A unit (`unit`); its cases are in `cards`, its introduction in `body`.
#[derive(Debug, Clone, Serialize)]
pub struct UnitView<'a> {
    /// Full name.
    pub name: &'a str,
    /// Other spellings.
    pub aliases: &'a [String],
    /// Group.
    pub group: Option<Link<'a>>,
    /// Path of its emblem.
    pub logo: Option<&'a str>,
    /// Brands it owns or uses.
    pub brands: Vec<BrandTile<'a>>,
    /// Honors it won, highest level first.
    pub honors: Vec<HonorLine<'a>>,
    /// Number of its cases.
    pub count: usize,
}

/// A brand on a wall.
#[derive(Debug, Clone, Serialize)]
pub struct BrandTile<'a> {
    /// Name.
    pub name: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Short name of its unit.
    pub unit: Option<&'a str>,
    /// Path of its emblem.
    pub logo: Option<&'a str>,
    /// The seal that stands in where there is no emblem.
    pub seal: SealView,
    /// Number of its cases.
    pub count: usize,
}

/// A brand (`brand`); its cases are in `cards`, its story in `body`.
#[derive(Debug, Clone, Serialize)]
pub struct BrandView<'a> {
    /// Name.
    pub name: &'a str,
    /// Owner.
    pub unit: Option<Link<'a>>,
    /// Slogan.
    pub slogan: Option<&'a str>,
    /// 理念 内涵 载体 成效, as far as written.
    pub facets: Vec<Facet<'a>>,
    /// Path of its emblem.
    pub logo: Option<&'a str>,
    /// Its seal.
    pub seal: SealView,
    /// Honors won with it, highest level first.
    pub honors: Vec<HonorLine<'a>>,
    /// Number of its cases.
    pub count: usize,
}

/// One side of a brand.
#[derive(Debug, Clone, Serialize)]
pub struct Facet<'a> {
    /// Name of the string to show, as in `t[key]`.
    pub key: &'static str,
    /// What the author wrote.
    pub text: &'a str,
}

/// An honor in a list.
#[derive(Debug, Clone, Serialize)]
pub struct HonorLine<'a> {
    /// Name.
    pub name: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Level; empty if none is known.
    pub level: &'a str,
    /// Rank of the level from 1; 0 if none.
    pub rank: usize,
    /// How many cases won it.
    pub count: usize,
    /// The one case that won it, on the walls of honors.
    pub winner: Option<Winner<'a>>,
}

/// Who won an honor that one case won.
#[derive(Debug, Clone, Serialize)]
pub struct Winner<'a> {
    /// Short name of its leading unit.
    pub unit: Option<&'a str>,
    /// The seal of its brand.
    pub seal: Option<SealView>,
}

/// An honor (`honor`); the cases that won it are in `rows` and `cards`, its introduction in `body`.
#[derive(Debug, Clone, Serialize)]
pub struct HonorView<'a> {
    /// Name.
    pub name: &'a str,
    /// Its level, with its page.
    pub level: Option<Link<'a>>,
    /// Rank of the level from 1; 0 if none.
    pub rank: usize,
    /// Who gives it.
    pub issuer: Option<&'a str>,
    /// The awards on this page of the list.
    pub rows: Vec<HonorRow<'a>>,
    /// Whether any of these rows has a tier: a column without entries is not shown.
    pub has_tiers: bool,
    /// Whether any has a session.
    pub has_sessions: bool,
    /// Whether any has a year.
    pub has_years: bool,
    /// Number of cases that won it.
    pub count: usize,
}

/// One award of an honor.
#[derive(Debug, Clone, Serialize)]
pub struct HonorRow<'a> {
    /// The case.
    pub case: Link<'a>,
    /// Its leading unit.
    pub unit: Option<Link<'a>>,
    /// 一等奖 …
    pub tier: Option<&'a str>,
    /// 第五届 …
    pub session: Option<&'a str>,
    /// When.
    pub year: Option<u16>,
}

/// The honor wall (`honors`).
#[derive(Debug, Clone, Serialize)]
pub struct HonorsView<'a> {
    /// Levels, highest first.
    pub levels: Vec<LevelView<'a>>,
    /// Awards in all.
    pub total: usize,
}

/// A level of honors, on the wall and on its own page (`level`).
#[derive(Debug, Clone, Serialize)]
pub struct LevelView<'a> {
    /// Name; empty for awards without a level.
    pub name: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Rank from 1.
    pub rank: usize,
    /// Awards of this level.
    pub count: usize,
    /// Its honors in pinyin order.
    pub honors: Vec<HonorLine<'a>>,
}

/// The unit directory (`units`).
#[derive(Debug, Clone, Serialize)]
pub struct UnitsView<'a> {
    /// Groups in the site's order; last, units of no group.
    pub groups: Vec<UnitsGroup<'a>>,
    /// Units in all.
    pub total: usize,
}

/// A group in the unit directory.
#[derive(Debug, Clone, Serialize)]
pub struct UnitsGroup<'a> {
    /// The group with its page; `None` for units of no group.
    pub group: Option<Link<'a>>,
    /// Its units by the letter they begin with.
    pub letters: Vec<UnitLetter<'a>>,
}

/// A letter in the unit directory.
#[derive(Debug, Clone, Serialize)]
pub struct UnitLetter<'a> {
    /// `A` to `Z`, or `#`.
    pub letter: char,
    /// Units in pinyin order.
    pub units: Vec<UnitLine<'a>>,
}

/// A unit in the directory.
#[derive(Debug, Clone, Serialize)]
pub struct UnitLine<'a> {
    /// Full name.
    pub name: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Number of its cases.
    pub count: usize,
    /// Its brands.
    pub brands: Vec<Link<'a>>,
}

/// The brand wall (`brands`).
#[derive(Debug, Clone, Serialize)]
pub struct BrandsView<'a> {
    /// Brands in pinyin order.
    pub tiles: Vec<BrandTile<'a>>,
}

/// A group (`group`); cases of its units are in `cards`.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView<'a> {
    /// Name.
    pub name: &'a str,
    /// Its units in pinyin order.
    pub units: Vec<CountedLink<'a>>,
    /// Number of cases.
    pub count: usize,
}

/// A year (`year`); its cases are in `cards`.
#[derive(Debug, Clone, Serialize)]
pub struct YearView<'a> {
    /// The year.
    pub year: u16,
    /// Number of its cases.
    pub count: usize,
    /// Awards given in it.
    pub award_count: usize,
    /// The year before that has cases.
    pub earlier: Option<Link<'a>>,
    /// The year after that has cases.
    pub later: Option<Link<'a>>,
}

/// The year line (`years`).
#[derive(Debug, Clone, Serialize)]
pub struct YearsView<'a> {
    /// Years, newest first.
    pub years: Vec<YearLine<'a>>,
}

/// A year on the line.
#[derive(Debug, Clone, Serialize)]
pub struct YearLine<'a> {
    /// The year.
    pub year: u16,
    /// Path of its page.
    pub url: &'a str,
    /// Number of its cases.
    pub count: usize,
    /// Awards given in it.
    pub award_count: usize,
    /// Its first cases.
    pub cases: Vec<Link<'a>>,
    /// How many further cases there are.
    pub more: usize,
}

/// A demonstration place (`venue`); cases to be seen there are in `cards`, its description in `body`.
#[derive(Debug, Clone, Serialize)]
pub struct VenueView<'a> {
    /// Name.
    pub name: &'a str,
    /// Who keeps it.
    pub unit: Option<Link<'a>>,
    /// Where it is.
    pub address: Option<&'a str>,
    /// Pictures of it.
    pub photos: Vec<PhotoView<'a>>,
    /// Number of cases.
    pub count: usize,
}

/// All demonstration places (`venues`).
#[derive(Debug, Clone, Serialize)]
pub struct VenuesView<'a> {
    /// In pinyin order.
    pub venues: Vec<CountedLink<'a>>,
}

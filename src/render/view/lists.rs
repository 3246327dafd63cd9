//! Entrance, case wall, exhibitions, index, texts.

use super::{BrandTile, CountedLink, HonorLine, Link};
use crate::model::Route;
use serde::Serialize;

/// The entrance (`entrance`); the newest cases are in `cards`.
#[derive(Debug, Clone, Serialize)]
pub struct EntranceView<'a> {
    /// Cases, brands, units, awards: how much there is.
    pub case_count: usize,
    /// Brands.
    pub brand_count: usize,
    /// Units.
    pub unit_count: usize,
    /// Awards.
    pub award_count: usize,
    /// First and last year with cases.
    pub years: Option<(u16, u16)>,
    /// Exhibitions in the order of the programme.
    pub exhibitions: Vec<ExhibitionCard<'a>>,
    /// Awards by level, highest first.
    pub ladder: Vec<LadderStep<'a>>,
    /// Cases by year, oldest first.
    pub year_line: Vec<YearPoint<'a>>,
    /// Some brands with most cases, for the wall of seals.
    pub brands: Vec<BrandTile<'a>>,
    /// Groups with their number of cases.
    pub groups: Vec<CountedLink<'a>>,
}

/// An exhibition on a wall.
#[derive(Debug, Clone, Serialize)]
pub struct ExhibitionCard<'a> {
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// Number of exhibits.
    pub count: usize,
    /// Reading time of all exhibits, in minutes at 400 字 a minute.
    pub minutes: usize,
    /// Brands of its first exhibits.
    pub brands: Vec<BrandTile<'a>>,
}

/// A level on the ladder of honors.
#[derive(Debug, Clone, Serialize)]
pub struct LadderStep<'a> {
    /// Name; empty for awards without a level.
    pub name: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Number of awards.
    pub count: usize,
    /// Length of its bar, 1 to 100.
    pub share: usize,
}

/// A year on a small line.
#[derive(Debug, Clone, Serialize)]
pub struct YearPoint<'a> {
    /// The year.
    pub year: u16,
    /// Path of its page.
    pub url: &'a str,
    /// Number of cases.
    pub count: usize,
    /// Height of its bar, 1 to 100.
    pub share: usize,
    /// How many years without cases lie between it and the one before it on the line.
    pub skipped: u16,
}

/// A wall of cases (`wall`); those of this page are in `cards`.
#[derive(Debug, Clone, Serialize)]
pub struct WallView<'a> {
    /// Number of cases in all.
    pub total: usize,
    /// Years with their pages.
    pub years: Vec<CountedLink<'a>>,
    /// Levels with their pages.
    pub levels: Vec<CountedLink<'a>>,
    /// Groups with their pages.
    pub groups: Vec<CountedLink<'a>>,
}

/// Pages of a list (`pager`); absent where one page holds all.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub number: usize,
    /// Pages in all.
    pub total: usize,
    /// Path of the page before.
    pub previous: Option<Route>,
    /// Path of the page after.
    pub next: Option<Route>,
    /// First, last, and those around this one; `None` where some are left out.
    pub pages: Vec<Option<(usize, Route)>>,
}

/// An exhibition (`exhibition`); its exhibits are in `exhibits` and, as cards, in `cards`, both in the order of the walk; its words
/// with the exhibits between them are in `passages`.
#[derive(Debug, Clone, Serialize)]
pub struct ExhibitionView<'a> {
    /// Title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// Number of exhibits.
    pub count: usize,
    /// Reading time in minutes.
    pub minutes: usize,
    /// The first exhibit: where the walk begins.
    pub first: Option<Link<'a>>,
    /// The exhibition after it, in the order of the list; none after the last.
    pub next: Option<Link<'a>>,
    /// Path of its panel, if the site has panels.
    pub panel: Option<String>,
}

/// An exhibit of an exhibition (`exhibits`).
#[derive(Debug, Clone, Serialize)]
pub struct ExhibitView<'a> {
    /// Its stop on the walk, from 1.
    pub position: usize,
    /// Title of the case.
    pub title: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Reading time in minutes.
    pub minutes: usize,
    /// Path of the recording of what the guide says.
    pub audio: Option<&'a str>,
    /// What the guide says.
    pub narration: Option<&'a str>,
}

/// The index in pinyin order (`index`).
#[derive(Debug, Clone, Serialize)]
pub struct IndexView<'a> {
    /// All letters that have entries.
    pub letters: &'a [IndexLetter],
    /// The letter of this page; `None` on the first page, which lists brands, units and honors.
    pub letter: Option<char>,
    /// Entries of this page.
    pub groups: Vec<(char, Vec<IndexEntry<'a>>)>,
}

/// A letter of the index.
#[derive(Debug, Clone, Serialize)]
pub struct IndexLetter {
    /// `A` to `Z`, or `#`.
    pub letter: char,
    /// Path of its page of cases.
    pub url: String,
    /// Number of cases.
    pub count: usize,
}

/// An entry of the index.
#[derive(Debug, Clone, Serialize)]
pub struct IndexEntry<'a> {
    /// Name or title.
    pub name: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Name of the string that says what it is, as in `t[key]`.
    pub kind: &'static str,
    /// Of a case the short name of its leading unit.
    pub unit: Option<&'a str>,
    /// Of a case its year.
    pub year: Option<u16>,
}

/// What the style sheet page shows components with (`guide`); cards of every look are in `cards`.
#[derive(Debug, Clone, Serialize)]
pub struct StyleguideView<'a> {
    /// Some brands.
    pub brands: Vec<BrandTile<'a>>,
    /// Some honors.
    pub honors: Vec<HonorLine<'a>>,
    /// All exhibitions.
    pub exhibitions: Vec<ExhibitionCard<'a>>,
    /// A pager in the middle of a long list.
    pub pager: Pager,
}

/// A page of text (`text`); its words are in `body`.
#[derive(Debug, Clone, Serialize)]
pub struct PageTextView<'a> {
    /// Title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
}

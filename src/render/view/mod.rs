//! What a template sees: the contract with theme authors, and nothing else reaches a page.
//!
//! Every link is a path from the site's root; templates put `root` before it. Text is plain and escaped by the template;
//! only `body` is HTML. Nothing internal (contacts, notes, file paths of the office) has a place in these types.

mod call;
mod card;
mod case;
mod lists;
mod names;
mod panel;
mod statistics;

pub use call::{CallCard, CallFact, CallView, EntryLine, StatusGroup, TierGroup};
pub use card::{AwardBadge, CardView, Cover, PrintView, SealView};
pub use case::{
    AwardView, CaseView, HeadingView, Neighbour, PhotoView, RecordingView, ShareView, TwinLink, Walk,
};
pub use lists::{
    EntranceView, ExhibitView, ExhibitionCard, ExhibitionView, IndexEntry, IndexLetter, IndexView,
    LadderStep, PageTextView, Pager, StyleguideView, WallView, YearPoint,
};
pub use names::{
    BrandTile, BrandView, BrandsView, Facet, GroupView, HonorLine, HonorRow, HonorView, HonorsView,
    LevelView, UnitLetter, UnitLine, UnitView, UnitsGroup, UnitsView, VenueView, VenuesView, Winner,
    YearLine, YearView, YearsView,
};
pub use panel::PanelView;
pub use statistics::{ChartRow, ChartView, StatisticsView};

use serde::Serialize;
use std::collections::BTreeMap;

/// A name with a page.
#[derive(Debug, Clone, Serialize)]
pub struct Link<'a> {
    /// What to show.
    pub name: &'a str,
    /// Path from the site's root.
    pub url: &'a str,
}

/// A name with a page and a number of cases.
#[derive(Debug, Clone, Serialize)]
pub struct CountedLink<'a> {
    /// What to show.
    pub name: &'a str,
    /// Path from the site's root.
    pub url: &'a str,
    /// How many.
    pub count: usize,
}

/// The site, the same on every page (`site`).
#[derive(Debug, Clone, Serialize)]
pub struct SiteView<'a> {
    /// Name of the hall.
    pub title: &'a str,
    /// A line under it.
    pub subtitle: Option<&'a str>,
    /// One or two sentences.
    pub description: Option<&'a str>,
    /// Who runs it.
    pub organiser: Option<&'a str>,
    /// Language tag of the interface: `zh-CN` or `en`.
    pub lang: &'a str,
    /// Language tag of the hall, and so of its cards; another than `lang` on a case told in the other language.
    pub hall_lang: &'a str,
    /// Absolute address, if the site has one; for canonical links only.
    pub base_url: Option<&'a str>,
    /// Filing numbers.
    pub filings: &'a [String],
    /// How visitors reach the organiser.
    pub contact: Option<&'a str>,
    /// Who keeps the site running.
    pub support: Option<&'a str>,
    /// Days of mourning, `2026-12-13` or `12-13`.
    pub grey_days: &'a [String],
    /// Time zone of these days.
    pub time_zone: &'a str,
    /// Path of the exhibition that a screen in a lobby shows while nobody stands before it.
    pub lobby: Option<&'a str>,
    /// Main navigation; a kind without pages is not in it.
    pub nav: Vec<NavItem<'a>>,
    /// Texts such as 关于本馆.
    pub pages: Vec<Link<'a>>,
    /// Path of the style sheet.
    pub stylesheet: Option<&'a str>,
    /// Path of the script.
    pub script: Option<&'a str>,
    /// Path of the script that runs before the page is first shown.
    pub early_script: Option<&'a str>,
    /// Paths of the scripts that pages load when they are first needed, by the names in `theme.yaml`.
    pub later: BTreeMap<&'a str, &'a str>,
    /// Paths of the style sheets of single pages, by the names in `theme.yaml`.
    pub sheets: BTreeMap<&'a str, &'a str>,
    /// Path of the icon.
    pub icon: Option<&'a str>,
    /// Whether there is a feed.
    pub has_feed: bool,
}

/// One entry of the main navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem<'a> {
    /// What to show.
    pub name: &'a str,
    /// Path from the site's root.
    pub url: &'static str,
    /// The section it stands for: compare with `page.section` or `here.section`.
    pub section: &'static str,
}

/// Where a masthead or a foot stands (`here`): all pages of a section share them, but for those that the navigation leads to.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Here {
    /// Section of the navigation.
    pub section: &'static str,
    /// Path of the page from the site's root, if the navigation leads to it; else empty.
    pub url: &'static str,
}

/// An address elsewhere to which the text of a page leads (one of `outside`).
#[derive(Debug, Clone, Serialize)]
pub struct OutsideView<'a> {
    /// The address as written.
    pub address: &'a str,
    /// Its QR code: modules to a side, a stop, and the modules row by row, four to a hexadecimal digit.
    pub code: String,
}

/// What every page has (`page`).
#[derive(Debug, Clone, Serialize)]
pub struct PageHead<'a> {
    /// Title of the page, without the hall's name.
    pub title: &'a str,
    /// For search engines and share cards.
    pub description: Option<&'a str>,
    /// Section of the navigation it belongs to.
    pub section: &'static str,
    /// Path from the site's root.
    pub url: &'a str,
    /// The way to the site's root: `""` or `"../"`.
    pub root: &'static str,
}

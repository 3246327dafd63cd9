//! What this run was asked to do: `content/site.yaml` and the command line.

use crate::diag::{Fault, Lang, Trail, catalog};
use crate::yaml::{Fields, Key, Node, Placed};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where the site's settings are written, from the site's root.
pub const SITE_FILE: &str = "content/site.yaml";

/// Everything a build is asked for. Carries the day, so that nothing below reads a clock.
#[derive(Debug, Clone)]
pub struct Options {
    /// Settings of the site.
    pub site: Site,
    /// Whether drafts and cases dated in the future are shown.
    pub drafts: Drafts,
    /// The day on which the build runs, in the site's time zone.
    pub today: Date,
}

/// What to do with drafts and cases of a future date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drafts {
    /// Leave them out and say so.
    #[default]
    LeaveOut,
    /// Show them: a preview for the office.
    Include,
}

/// The settings in `site.yaml`, with their defaults.
#[derive(Debug, Clone)]
pub struct Site {
    /// Name of the hall.
    pub title: String,
    /// A line under the name.
    pub subtitle: Option<String>,
    /// One or two sentences: the entrance's welcome and the description for search engines.
    pub description: Option<String>,
    /// Who runs the hall.
    pub organiser: Option<String>,
    /// Absolute address with a final `/`. Only feeds, the sitemap, canonical links and share cards use it.
    pub base_url: Option<String>,
    /// Language of the interface.
    pub lang: Lang,
    /// Honor levels, highest first.
    pub levels: Vec<String>,
    /// Groups of units, in the order they are shown; empty if the site sets no list.
    pub groups: Vec<String>,
    /// Whether units must have a file.
    pub closed_units: bool,
    /// Whether brands must have a file.
    pub closed_brands: bool,
    /// Time zone of dates written without one.
    pub time_zone: TimeZone,
    /// Cases on one page of a wall.
    pub per_page: usize,
    /// Whether every case and exhibition has a panel to print.
    pub panels: bool,
    /// Folder of the theme under `themes/`.
    pub theme: String,
    /// What this site wants of its theme, as written; the theme knows which options it has.
    pub theme_options: Option<Placed<Node>>,
    /// Filing numbers and the like for the foot of every page.
    pub filings: Vec<String>,
    /// How the search index is cut into files.
    pub search: SearchSizes,
    /// How visitors reach the organiser.
    pub contact: Option<String>,
    /// Who keeps the site running.
    pub support: Option<String>,
    /// Days of mourning, on which the hall is shown without colour: `2026-12-13`, or `12-13` for every year.
    pub grey_days: Vec<String>,
    /// The exhibition that a screen in a lobby shows while nobody stands before it: the name of its file.
    pub lobby: Option<Placed<String>>,
    /// The file cannot be read: names are not judged by lists that are not known.
    pub is_unreadable: bool,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            title: "线上展馆".to_owned(),
            subtitle: None,
            description: None,
            organiser: None,
            base_url: None,
            lang: Lang::Zh,
            levels: ["国家级", "省级", "市级", "区县级", "单位级"].map(str::to_owned).to_vec(),
            groups: Vec::new(),
            closed_units: false,
            closed_brands: false,
            time_zone: TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC),
            per_page: 24,
            panels: false,
            theme: "hall".to_owned(),
            theme_options: None,
            filings: Vec::new(),
            search: SearchSizes::default(),
            contact: None,
            support: None,
            grey_days: Vec::new(),
            lobby: None,
            is_unreadable: false,
        }
    }
}

/// How the search index is cut into files; what is not set follows the number of cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchSizes {
    /// Cases whose texts share a file.
    pub texts_per_file: Option<usize>,
    /// Size of a file of lists, roughly, in kilobytes.
    pub shard_kb: Option<usize>,
}

const fn key(name: &'static str, zh: &'static str) -> Key {
    Key { name, zh }
}

const TITLE: Key = key("title", "标题");
const SUBTITLE: Key = key("subtitle", "副题");
const DESCRIPTION: Key = key("description", "简介");
const ORGANISER: Key = key("organiser", "主办");
const BASE_URL: Key = key("base_url", "网址");
const LANGUAGE: Key = key("language", "语言");
const LEVELS: Key = key("levels", "级别");
const GROUPS: Key = key("groups", "片组");
const CLOSED: Key = key("closed", "封闭名单");
const TIME_ZONE: Key = key("time_zone", "时区");
const PER_PAGE: Key = key("per_page", "每页件数");
const PANELS: Key = key("panels", "展板");
const THEME: Key = key("theme", "主题");
const THEME_OPTIONS: Key = key("theme_options", "主题选项");
const FILINGS: Key = key("filings", "备案");
const SEARCH: Key = key("search", "检索");
const TEXTS_PER_FILE: Key = key("texts_per_file", "每文件篇数");
const SHARD_KB: Key = key("shard_kb", "分片千字节");
const CONTACT: Key = key("contact", "联系方式");
const SUPPORT: Key = key("support", "技术支持");
const GREY_DAYS: Key = key("grey_days", "素色日");
const LOBBY: Key = key("lobby", "大厅展览");

impl Site {
    /// Who publishes the hall: its organiser, or else the hall itself.
    #[must_use]
    pub fn publisher(&self) -> &str {
        self.organiser.as_deref().unwrap_or(&self.title)
    }

    /// The settings written in `node`, the content of `site.yaml`; what is absent keeps its default. `None` stands for a file that
    /// cannot be read.
    pub fn read(node: Option<&Node>, faults: &mut Vec<Fault>) -> Self {
        let Some(node) = node else { return Self { is_unreadable: true, ..Self::default() } };
        let mut fields = Fields::new(SITE_FILE, node, Trail::default(), faults);
        let default = Self::default();
        let closed = fields.texts(CLOSED);
        for list in &closed {
            if !matches!(list.value.as_str(), "units" | "brands" | "单位" | "品牌") {
                fields.report(catalog::not_one_of(list.at.clone(), &list.value, &["units", "brands"]));
            }
        }
        let is_closed = |names: [&str; 2]| closed.iter().any(|list| names.contains(&list.value.as_str()));
        let site = Self {
            title: fields.plain(TITLE).unwrap_or(default.title),
            subtitle: fields.plain(SUBTITLE),
            description: fields.plain(DESCRIPTION),
            organiser: fields.plain(ORGANISER),
            base_url: read_base_url(&mut fields),
            lang: read_language(&mut fields),
            levels: read_names(&mut fields, LEVELS).unwrap_or(default.levels),
            groups: read_names(&mut fields, GROUPS).unwrap_or_default(),
            closed_units: is_closed(["units", "单位"]),
            closed_brands: is_closed(["brands", "品牌"]),
            time_zone: read_time_zone(&mut fields).unwrap_or(default.time_zone),
            per_page: fields.number(PER_PAGE, 1).unwrap_or(default.per_page),
            panels: fields.flag(PANELS).unwrap_or(default.panels),
            theme: fields.plain(THEME).unwrap_or(default.theme),
            theme_options: fields
                .node(THEME_OPTIONS)
                .map(|node| Placed { value: node.clone(), at: fields.at(THEME_OPTIONS) }),
            contact: fields.plain(CONTACT),
            support: fields.plain(SUPPORT),
            grey_days: read_grey_days(&mut fields),
            lobby: fields.text(LOBBY),
            filings: fields.texts(FILINGS).into_iter().map(|filing| filing.value).collect(),
            search: SearchSizes::default(),
            is_unreadable: false,
        };
        let search = fields.items(SEARCH).into_iter().next();
        fields.finish();
        match search {
            Some((node, path)) => {
                let mut fields = Fields::new(SITE_FILE, node, path, faults);
                let texts_per_file = fields.number(TEXTS_PER_FILE, 1);
                let shard_kb = fields.number(SHARD_KB, 1);
                fields.finish();
                Self { search: SearchSizes { texts_per_file, shard_kb }, ..site }
            }
            None => site,
        }
    }
}

/// `text` as an absolute web address with a final `/`; `None` if it is none.
#[must_use]
pub fn base_url_of(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = !host.is_empty()
        && !host.starts_with('/')
        && host.chars().all(|c| c.is_alphanumeric() || "-._~:/[]%".contains(c));
    plain.then(|| format!("{}/", text.trim_end_matches('/')))
}

fn read_base_url(fields: &mut Fields<'_, '_>) -> Option<String> {
    let written = fields.text(BASE_URL)?;
    let url = base_url_of(&written.value);
    if url.is_none() {
        fields.report(catalog::bad_base_url(written.at, &written.value));
    }
    url
}

fn read_language(fields: &mut Fields<'_, '_>) -> Lang {
    let Some(written) = fields.text(LANGUAGE) else { return Lang::default() };
    match written.value.to_lowercase().as_str() {
        "zh" | "zh-cn" | "zh-hans" | "中文" => Lang::Zh,
        "en" | "english" | "英文" => Lang::En,
        _ => {
            fields.report(catalog::not_one_of(written.at, &written.value, &["zh-CN", "en"]));
            Lang::default()
        }
    }
}

fn read_names(fields: &mut Fields<'_, '_>, key: Key) -> Option<Vec<String>> {
    let mut names: Vec<String> = fields.texts(key).into_iter().map(|name| name.value).collect();
    let mut seen = foldhash::HashSet::default();
    names.retain(|name| seen.insert(name.clone()));
    (!names.is_empty()).then_some(names)
}

fn read_grey_days(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let mut days = Vec::new();
    for written in fields.texts(GREY_DAYS) {
        // A day without a year is tried in a leap year, so that 29 February is one.
        let full =
            if written.value.len() == 5 { format!("2024-{}", written.value) } else { written.value.clone() };
        match full.parse::<Date>() {
            Ok(date) if date.to_string() == full => days.push(written.value),
            _ => fields.report(catalog::bad_grey_day(written.at, &written.value)),
        }
    }
    days
}

fn read_time_zone(fields: &mut Fields<'_, '_>) -> Option<TimeZone> {
    let written = fields.text(TIME_ZONE)?;
    match TimeZone::get(&written.value) {
        Ok(zone) => Some(zone),
        Err(_) => {
            fields.report(catalog::not_one_of(
                written.at,
                &written.value,
                &["Asia/Shanghai", "Asia/Urumqi", "UTC"],
            ));
            None
        }
    }
}

//! A call for cases (征集): what an organiser asks for, as a profile that submissions are judged and made by.

use super::ids::{CaseId, GroupId, UnitId};
use super::routes::Route;
use crate::diag::At;
use jiff::Timestamp;

/// A call, its rules and the cases entered for it.
#[derive(Debug)]
pub struct Call {
    /// Index of its document.
    pub document: usize,
    /// Where its page is.
    pub route: Route,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Who calls.
    pub organiser: Option<String>,
    /// One of the site's levels.
    pub level: Option<String>,
    /// The year it belongs to.
    pub year: Option<u16>,
    /// 第五届, 首批 …
    pub session: Option<String>,
    /// Until when entries are taken.
    pub deadline: Option<Deadline>,
    /// How many cases may be entered.
    pub quota: Quota,
    /// Who may enter; everybody if both lists are empty.
    pub eligible: Eligible,
    /// Fields that the call adds to those every case has.
    pub fields: Vec<Field>,
    /// What an entry must be.
    pub rules: Rules,
    /// How the submission is named, laid out and summed up.
    pub papers: Papers,
    /// Cases entered, in the order of the file.
    pub entries: Vec<Entry>,
}

impl Call {
    /// Fields that the call adds to those every case has, in file order.
    pub fn own_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }
}

/// The last moment of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// A day without a time ends with its last second, in the site's time zone.
    pub moment: Timestamp,
    /// Whether the hour was written.
    pub has_time: bool,
}

/// How many cases may be entered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quota {
    /// In all.
    pub total: Option<usize>,
    /// From each leading unit.
    pub per_unit: Option<usize>,
}

/// Units and groups of units that may enter.
#[derive(Debug, Clone, Default)]
pub struct Eligible {
    /// Units by themselves.
    pub units: Vec<UnitId>,
    /// Whole groups.
    pub groups: Vec<GroupId>,
}

/// A lower and an upper limit, both allowed values themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
}

impl Range {
    /// Whether there is a limit at all.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// Whether `figure` keeps both limits.
    #[must_use]
    pub fn holds(&self, figure: u64) -> bool {
        self.min.is_none_or(|min| figure >= min) && self.max.is_none_or(|max| figure <= max)
    }
}

/// What an entry must be.
#[derive(Debug, Default)]
pub struct Rules {
    /// Parts of the text, in the order asked for.
    pub sections: Vec<SectionRule>,
    /// 字数 of the text, without the parts that do not count.
    pub words: Range,
    /// 字数 of the summary.
    pub summary: Range,
    /// Photographs.
    pub pictures: PictureRule,
    /// Films.
    pub films: FilmRule,
    /// Supporting files.
    pub evidence: Range,
    /// Fields that may not be empty.
    pub required: Vec<Field>,
    /// Whether addresses of the web and of mail may stand in the text, in captions and in fields.
    pub refuses_links: bool,
    /// Which cases may not be entered again.
    pub repeats: Repeats,
}

/// A part of the text that a call asks for.
#[derive(Debug)]
pub struct SectionRule {
    /// Its heading.
    pub name: String,
    /// Other headings that are taken for it.
    pub aliases: Vec<String>,
    /// 字数 under the heading, parts below it included.
    pub words: Range,
    /// Pictures in the text under the heading.
    pub pictures: Range,
    /// Whether an entry without it is incomplete.
    pub required: bool,
    /// Whether it counts towards the length of the text.
    pub counted: bool,
}

/// What photographs must be. Sizes are those of the original files.
#[derive(Debug, Default)]
pub struct PictureRule {
    /// How many.
    pub count: Range,
    /// Pixels across.
    pub width: Range,
    /// Pixels down.
    pub height: Range,
    /// Pixels of the longer side.
    pub long_edge: Range,
    /// Bytes of a file.
    pub bytes: Range,
    /// Endings in lower case, `jpg` for JPEG; any if empty.
    pub formats: Vec<String>,
    /// 字数 of a caption.
    pub caption: Range,
    /// What a caption must tell.
    pub tells: Vec<CaptionPart>,
}

/// Something that the caption of a photograph tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionPart {
    /// When it was taken.
    Time,
    /// Where.
    Place,
    /// Who is in it.
    People,
    /// Who took it.
    Credit,
}

/// What films must be.
#[derive(Debug, Default)]
pub struct FilmRule {
    /// How many.
    pub count: Range,
    /// Seconds.
    pub seconds: Range,
    /// Pixels across.
    pub width: Range,
    /// Pixels down.
    pub height: Range,
    /// Endings in lower case; any if empty.
    pub formats: Vec<String>,
    /// Whether a film may stand in for the pictures, so that an entry needs only one of the two.
    pub instead_of_pictures: bool,
    /// Whether juries get the files as they came out of the camera, with what it noted in them.
    pub originals: bool,
}

/// Which cases may not be entered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repeats {
    /// Not if it was honored at the call's level or above.
    pub refuses_honored: bool,
    /// Not if another call has it.
    pub refuses_entered: bool,
}

/// Something a submission can say of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// 序号: its number among the entries, from 1.
    Number,
    /// 标题
    Title,
    /// 单位: all units.
    Unit,
    /// 片组 of the leading unit.
    Group,
    /// 品牌
    Brand,
    /// 口号 of the brand.
    Slogan,
    /// 理念 of the brand.
    Idea,
    /// 内涵 of the brand.
    Meaning,
    /// 载体 of the brand.
    Carrier,
    /// 成效 of the brand.
    Effect,
    /// 标志 of the brand: whether there is one.
    Logo,
    /// 年份
    Year,
    /// 日期
    Date,
    /// 摘要, as the author wrote it.
    Summary,
    /// 标签
    Tags,
    /// 荣誉
    Honors,
    /// 阵地
    Venue,
    /// 联系人
    Contact,
    /// 字数 of the text as the call counts it.
    Words,
    /// 图片数
    Pictures,
    /// 等次 of the entry.
    Tier,
    /// 状态 of the entry.
    Status,
    /// A key that the case has under 申报.
    Own(String),
}

/// How a submission is named, laid out and summed up.
#[derive(Debug, Default)]
pub struct Papers {
    /// Name of an entry's folder: `{序号}-{单位}-{案例}`.
    pub folder: Option<String>,
    /// Name of a photograph: `{序号}-{说明}`.
    pub picture: Option<String>,
    /// Columns of the summary sheet, in order.
    pub columns: Vec<Column>,
    /// Path from the site's root of the organiser's own form.
    pub form: Option<(String, At)>,
    /// Departures from the official layout.
    pub style: Style,
    /// What a blind copy hides beside names of units, brands, people and places.
    pub hidden: Vec<String>,
    /// Whether the call itself asks for a blind copy.
    pub is_blind: bool,
}

/// A column of the summary sheet.
#[derive(Debug, Clone)]
pub struct Column {
    /// Words at its head.
    pub head: String,
    /// What stands in it.
    pub field: Field,
}

/// A font and its size in half points, as far as the call sets them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Face {
    /// Name of the font.
    pub font: Option<String>,
    /// Size in half points.
    pub half_points: Option<u32>,
}

/// Departures from the official layout (GB/T 9704).
#[derive(Debug, Clone, Default)]
pub struct Style {
    /// Title.
    pub title: Face,
    /// The line of the unit under it.
    pub unit: Face,
    /// Text.
    pub body: Face,
    /// Headings by level, highest first.
    pub headings: [Face; 4],
    /// Height of a line in twentieths of a point, instead of 22 lines a page.
    pub line_twips: Option<u32>,
    /// Headings stand as written, without 一、（一）1.（1）.
    pub plain_headings: bool,
}

/// A case entered for a call.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which.
    pub case: CaseId,
    /// Where it is named in the call.
    pub at: At,
    /// How far it has come.
    pub status: Status,
    /// 一等奖 …
    pub tier: Option<String>,
}

/// How far an entry has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 获奖
    Awarded,
    /// 公示
    Announced,
    /// 入围
    Shortlisted,
    /// 申报
    Entered,
}

impl Status {
    /// Every status, the furthest first.
    pub const ALL: [Self; 4] = [Self::Awarded, Self::Announced, Self::Shortlisted, Self::Entered];

    /// The word for it, in Chinese and English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Awarded => ("获奖", "awarded"),
            Self::Announced => ("公示", "announced"),
            Self::Shortlisted => ("入围", "shortlisted"),
            Self::Entered => ("申报", "entered"),
        }
    }
}

//! What authors wrote: drafts, read from the fields of one file, with the places of what must still be looked up.
//!
//! A draft is a pure function of its file, so it is remembered with it. What it means is the model's to find out.

mod answers;
mod shown;
mod walk;

use crate::diag::{At, Fault, Trail, catalog};
use crate::text::{self, Day, Reading, Slug, slug_of};
use crate::yaml::{Fields, Key, Node, Placed};
use answers::{flat_text, read_answers};
use serde::{Deserialize, Serialize};
pub use shown::{PhotoDraft, RecordingDraft};
use shown::{read_photos, read_recordings};
use std::sync::Arc;
pub use walk::{Conditions, StopDraft, TextDraft, TwinDraft};
pub(crate) use walk::{read_text, read_twin};

const fn key(name: &'static str, zh: &'static str) -> Key {
    Key { name, zh }
}

const TITLE: Key = key("title", "标题");
const NAME: Key = key("name", "名称");
const UNIT: Key = key("unit", "单位");
const BRAND: Key = key("brand", "品牌");
const HONORS: Key = key("honors", "荣誉");
const YEAR: Key = key("year", "年份");
const SUMMARY: Key = key("summary", "摘要");
const TAGS: Key = key("tags", "标签");
const DATE: Key = key("date", "日期");
const COVER: Key = key("cover", "封面");
const PHOTOS: Key = key("photos", "图片");
const MEDIA: Key = key("media", "影音");
const VENUE: Key = key("venue", "阵地");
const CONTACT: Key = key("contact", "联系人");
const NOTES: Key = key("notes", "备注");
const SLUG: Key = key("slug", "网页名");
const DRAFT: Key = key("draft", "草稿");
const PINYIN: Key = key("pinyin", "拼音");
const LEVEL: Key = key("level", "级别");
const TIER: Key = key("tier", "等次");
const SESSION: Key = key("session", "届次");
const ISSUER: Key = key("issuer", "颁发单位");
const CERTIFICATE: Key = key("certificate", "证书");
const SUBMISSION: Key = key("submission", "申报");
const EVIDENCE: Key = key("evidence", "佐证");
const FILMS: Key = key("films", "视频");
const ALIASES: Key = key("aliases", "别名");
const SHORT: Key = key("short", "简称");
const GROUP: Key = key("group", "片组");
const LOGO: Key = key("logo", "标志");
const SEAL: Key = key("seal", "印文");
const SLOGAN: Key = key("slogan", "口号");
const IDEA: Key = key("idea", "理念");
const MEANING: Key = key("meaning", "内涵");
const CARRIER: Key = key("carrier", "载体");
const EFFECT: Key = key("effect", "成效");
const ADDRESS: Key = key("address", "地址");

/// More characters cannot be read on a seal.
const SEAL_CHARS_MAX: usize = 4;
/// Titles longer than this do not fit a wall.
const TITLE_CHARS_MAX: usize = 80;

/// What one file says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Draft {
    /// Nothing that can be used; the file's one fault has been reported.
    Nothing,
    /// A case.
    Case(Box<CaseDraft>),
    /// A unit, brand, honor or venue.
    Name(Box<NameDraft>),
    /// A case in the language that is not the hall's.
    Twin(TwinDraft),
    /// An exhibition or a page.
    Text(Box<TextDraft>),
    /// A call, by its fields as they are: calls are few, and the model reads them.
    Call(Box<Node>),
}

/// A case as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseDraft {
    #[serde(deserialize_with = "text::read_shared")]
    pub(crate) title: Arc<str>,
    pub(crate) units: Vec<Placed<String>>,
    pub(crate) brand: Option<Placed<String>>,
    pub(crate) honors: Vec<AwardDraft>,
    pub(crate) year: Option<u16>,
    pub(crate) date: Option<Day>,
    #[serde(deserialize_with = "text::read_shared_if_any")]
    pub(crate) summary: Option<Arc<str>>,
    pub(crate) tags: Arc<[String]>,
    pub(crate) cover: Option<Placed<String>>,
    pub(crate) photos: Vec<PhotoDraft>,
    pub(crate) recordings: Vec<RecordingDraft>,
    pub(crate) venue: Option<Placed<String>>,
    pub(crate) contact: Option<String>,
    pub(crate) answers: Vec<(String, String)>,
    pub(crate) evidence: Vec<Placed<String>>,
    pub(crate) films: Vec<Placed<String>>,
    pub(crate) draft: bool,
    pub(crate) slug: Slug,
    pub(crate) slug_at: At,
    #[serde(deserialize_with = "text::read_shared")]
    pub(crate) sort_key: Arc<str>,
    pub(crate) initial: char,
}

/// An honor as written with a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AwardDraft {
    pub(crate) name: Placed<String>,
    pub(crate) level: Option<Placed<String>>,
    pub(crate) tier: Option<Arc<str>>,
    pub(crate) year: Option<u16>,
    pub(crate) session: Option<Arc<str>>,
    pub(crate) issuer: Option<Arc<str>>,
    pub(crate) certificate: Option<Placed<String>>,
}

/// What the file of a unit, brand, honor or venue says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NameDraft {
    pub(crate) name: Placed<String>,
    pub(crate) aliases: Vec<Placed<String>>,
    pub(crate) slug: Slug,
    pub(crate) slug_at: At,
    pub(crate) sort_key: String,
    pub(crate) initial: char,
    pub(crate) short: Option<Placed<String>>,
    pub(crate) group: Option<Placed<String>>,
    pub(crate) unit: Option<Placed<String>>,
    pub(crate) logo: Option<Placed<String>>,
    pub(crate) seal: Option<String>,
    pub(crate) slogan: Option<String>,
    pub(crate) facets: [Option<String>; 4],
    pub(crate) level: Option<Placed<String>>,
    pub(crate) issuer: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) photos: Vec<PhotoDraft>,
}

/// A file whose fields have been read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    /// Path from the site's root.
    pub(crate) path: &'a str,
    /// The name an author would call it by: without folder and ending.
    pub(crate) stem: &'a str,
    /// The fields at its head.
    pub(crate) fields: &'a Node,
}

/// Reads the case in `file`.
pub(crate) fn read_case(file: Written<'_>, faults: &mut Vec<Fault>) -> CaseDraft {
    let mut fields = Fields::new(file.path, file.fields, Trail::default(), faults);
    let title = read_title(&mut fields, file.stem);
    let units = fields.texts(UNIT);
    if units.is_empty() {
        fields.report(catalog::missing_field(fields.at(UNIT), "unit", "单位", "单位全称"));
    }
    let date = read_date(&mut fields);
    let year = fields.year(YEAR);
    if year.is_none() && date.is_none() && !fields.has(YEAR) {
        fields.report(catalog::missing_field(fields.at(YEAR), "year", "年份", "2024"));
    }
    let reading = read_reading(&mut fields, &title);
    let (slug, slug_at) = read_slug(&mut fields, file.stem);
    let honors = fields.items(HONORS);
    let photos = fields.items(PHOTOS);
    let recordings = fields.items(MEDIA);
    let draft = CaseDraft {
        units,
        brand: fields.text(BRAND),
        honors: Vec::new(),
        year,
        date,
        summary: fields.plain(SUMMARY).map(Arc::from),
        tags: fields.texts(TAGS).into_iter().map(|tag| tag.value).collect(),
        cover: fields.text(COVER),
        photos: Vec::new(),
        recordings: Vec::new(),
        venue: fields.text(VENUE),
        contact: fields.node(CONTACT).and_then(flat_text),
        answers: Vec::new(),
        evidence: fields.texts(EVIDENCE),
        films: fields.texts(FILMS),
        draft: fields.flag(DRAFT).unwrap_or(false),
        slug,
        slug_at,
        sort_key: reading.sort_key(&title).into(),
        initial: reading.initial(),
        title: title.into(),
    };
    // Known to the office, never published: read so that it is not reported as unknown.
    fields.node(NOTES);
    let answers = fields.node(SUBMISSION).map(|node| (node, fields.at(SUBMISSION)));
    fields.finish();
    let answers = answers.map(|(node, at)| read_answers(node, at, faults)).unwrap_or_default();
    let honors =
        honors.into_iter().filter_map(|(node, trail)| read_award(file.path, node, trail, faults)).collect();
    let photos = read_photos(file.path, photos, faults);
    let recordings = read_recordings(file.path, recordings, faults);
    CaseDraft { honors, photos, recordings, answers, ..draft }
}

fn read_award(file: &str, node: &Node, trail: Trail, faults: &mut Vec<Fault>) -> Option<AwardDraft> {
    if let Some(text) = node.as_text() {
        let value = text::clean_line(&text);
        let at = At::value(file, trail);
        return (!value.is_empty()).then_some(AwardDraft {
            name: Placed { value, at },
            level: None,
            tier: None,
            year: None,
            session: None,
            issuer: None,
            certificate: None,
        });
    }
    if *node == Node::Empty {
        return None;
    }
    let mut fields = Fields::new(file, node, trail, faults);
    let name = fields.text(NAME);
    if name.is_none() {
        fields.report(catalog::missing_field(fields.at(NAME), "name", "名称", "五星级党支部"));
    }
    let award = name.map(|name| AwardDraft {
        name,
        level: fields.text(LEVEL),
        tier: fields.plain(TIER).map(Arc::from),
        year: fields.year(YEAR),
        session: fields.plain(SESSION).map(Arc::from),
        issuer: fields.plain(ISSUER).map(Arc::from),
        certificate: fields.text(CERTIFICATE),
    });
    fields.finish();
    award
}

/// Which keys the file of a named thing may have beside its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Unit,
    Brand,
    Honor,
    Venue,
}

/// Reads the file of a unit, brand, honor or venue. A file without `name` is named by its file name.
pub(crate) fn read_name(file: Written<'_>, named: Named, faults: &mut Vec<Fault>) -> NameDraft {
    let mut fields = Fields::new(file.path, file.fields, Trail::default(), faults);
    let name = fields
        .text(NAME)
        .unwrap_or_else(|| Placed { value: text::clean_line(file.stem), at: At::file(file.path) });
    let reading = read_reading(&mut fields, &name.value);
    let (slug, slug_at) = read_slug_with(&mut fields, &name.value, &reading);
    let photos = if named == Named::Venue { fields.items(PHOTOS) } else { Vec::new() };
    let draft = NameDraft {
        aliases: fields.texts(ALIASES),
        slug,
        slug_at,
        sort_key: reading.sort_key(&name.value),
        initial: reading.initial(),
        short: if named == Named::Unit { fields.text(SHORT) } else { None },
        group: if named == Named::Unit { fields.text(GROUP) } else { None },
        unit: if matches!(named, Named::Brand | Named::Venue) { fields.text(UNIT) } else { None },
        logo: if matches!(named, Named::Unit | Named::Brand) { fields.text(LOGO) } else { None },
        seal: if named == Named::Brand { read_seal(&mut fields) } else { None },
        slogan: if named == Named::Brand { fields.plain(SLOGAN) } else { None },
        facets: if named == Named::Brand {
            [IDEA, MEANING, CARRIER, EFFECT].map(|key| fields.plain(key))
        } else {
            [const { None }; 4]
        },
        level: if named == Named::Honor { fields.text(LEVEL) } else { None },
        issuer: if named == Named::Honor { fields.plain(ISSUER) } else { None },
        address: if named == Named::Venue { fields.plain(ADDRESS) } else { None },
        photos: Vec::new(),
        name,
    };
    fields.node(CONTACT);
    fields.node(NOTES);
    fields.finish();
    let photos = read_photos(file.path, photos, faults);
    NameDraft { photos, ..draft }
}

/// What is cut as the seal of a brand.
fn read_seal(fields: &mut Fields<'_, '_>) -> Option<String> {
    let seal = fields.text(SEAL)?;
    let is_cut = |c: char| text::is_han(c) || c.is_ascii_alphanumeric();
    if seal.value.chars().count() <= SEAL_CHARS_MAX && seal.value.chars().all(is_cut) {
        return Some(seal.value);
    }
    fields.report(catalog::bad_seal(seal.at, &seal.value, SEAL_CHARS_MAX));
    None
}

/// What exhibitions, pages and calls begin with.
#[derive(Debug)]
pub(crate) struct TextHead {
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) slug: Slug,
    pub(crate) slug_at: At,
    pub(crate) draft: bool,
}

/// Reads the head of the file `stem`.
pub(crate) fn read_head(fields: &mut Fields<'_, '_>, stem: &str) -> TextHead {
    let title = read_title(fields, stem);
    let (slug, slug_at) = read_slug(fields, stem);
    let summary = fields.plain(SUMMARY);
    TextHead { title, summary, slug, slug_at, draft: fields.flag(DRAFT).unwrap_or(false) }
}

fn read_title(fields: &mut Fields<'_, '_>, stem: &str) -> String {
    let Some(title) = fields.text(TITLE) else {
        fields.report(catalog::missing_field(fields.at(TITLE), "title", "标题", stem));
        return stem.to_owned();
    };
    let chars = title.value.chars().count();
    if chars > TITLE_CHARS_MAX {
        fields.report(catalog::title_too_long(title.at, chars, TITLE_CHARS_MAX));
    }
    title.value
}

fn read_date(fields: &mut Fields<'_, '_>) -> Option<Day> {
    let written = fields.text(DATE)?;
    let date = Day::parse(&written.value);
    if date.is_none() {
        fields.report(catalog::bad_date(written.at, &written.value));
    }
    date
}

fn read_reading(fields: &mut Fields<'_, '_>, name: &str) -> Reading {
    let Some(hint) = fields.text(PINYIN) else { return Reading::of(name) };
    Reading::with_hint(name, &hint.value).unwrap_or_else(|| {
        fields.report(catalog::pinyin_mismatch(hint.at, name));
        Reading::of(name)
    })
}

fn read_slug(fields: &mut Fields<'_, '_>, stem: &str) -> (Slug, At) {
    let reading = Reading::of(stem);
    read_slug_with(fields, stem, &reading)
}

fn read_slug_with(fields: &mut Fields<'_, '_>, name: &str, reading: &Reading) -> (Slug, At) {
    let made = slug_of(name, reading);
    let (slug, at) = match fields.text(SLUG) {
        None => (made, fields.at(SLUG)),
        Some(written) => match Slug::parse(&written.value) {
            Some(slug) => (slug, written.at),
            None => {
                fields.report(catalog::bad_slug(written.at.clone(), &written.value, made.as_str()));
                (made, written.at)
            }
        },
    };
    if slug.as_str() == "index" {
        fields.report(catalog::reserved_slug(at.clone(), slug.as_str()));
    }
    (slug, at)
}

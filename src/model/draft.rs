//! What authors wrote: drafts, read from fields, with the places of what must still be looked up.

use super::dates::date_of;
use crate::diag::{At, Fault, Spot, Step, catalog};
use crate::load::Document;
use crate::options::Options;
use crate::text::{self, Reading, Slug, slug_of};
use crate::yaml::{Fields, Key, Node, Placed};
use jiff::civil::Date;

pub(super) const fn key(name: &'static str, zh: &'static str) -> Key {
    Key { name, zh }
}

const TITLE: Key = key("title", "标题");
const NAME: Key = key("name", "名称");
pub(super) const UNIT: Key = key("unit", "单位");
pub(super) const BRAND: Key = key("brand", "品牌");
const HONORS: Key = key("honors", "荣誉");
pub(super) const YEAR: Key = key("year", "年份");
pub(super) const SUMMARY: Key = key("summary", "摘要");
const TAGS: Key = key("tags", "标签");
const DATE: Key = key("date", "日期");
const COVER: Key = key("cover", "封面");
const PHOTOS: Key = key("photos", "图片");
pub(super) const VENUE: Key = key("venue", "阵地");
const CONTACT: Key = key("contact", "联系人");
pub(super) const NOTES: Key = key("notes", "备注");
const SLUG: Key = key("slug", "网页名");
pub(super) const DRAFT: Key = key("draft", "草稿");
const PINYIN: Key = key("pinyin", "拼音");
pub(super) const LEVEL: Key = key("level", "级别");
const TIER: Key = key("tier", "等次");
const SESSION: Key = key("session", "届次");
const ISSUER: Key = key("issuer", "颁发单位");
const CERTIFICATE: Key = key("certificate", "证书");
const FILE: Key = key("file", "文件");
const CAPTION: Key = key("caption", "说明");
const CREDIT: Key = key("credit", "摄影");
const PEOPLE: Key = key("people", "人物");
const ALIASES: Key = key("aliases", "别名");
const SHORT: Key = key("short", "简称");
pub(super) const GROUP: Key = key("group", "片组");
const LOGO: Key = key("logo", "标志");
const SLOGAN: Key = key("slogan", "口号");
const IDEA: Key = key("idea", "理念");
const MEANING: Key = key("meaning", "内涵");
const CARRIER: Key = key("carrier", "载体");
const EFFECT: Key = key("effect", "成效");
const ADDRESS: Key = key("address", "地址");

/// Titles longer than this do not fit a wall.
const TITLE_CHARS_MAX: usize = 80;

/// A case as written.
#[derive(Debug)]
pub(super) struct CaseDraft {
    pub(super) title: String,
    pub(super) units: Vec<Placed<String>>,
    pub(super) brand: Option<Placed<String>>,
    pub(super) honors: Vec<AwardDraft>,
    pub(super) year: u16,
    pub(super) date: Option<Date>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) cover: Option<Placed<String>>,
    pub(super) photos: Vec<PhotoDraft>,
    pub(super) venue: Option<Placed<String>>,
    pub(super) draft: bool,
    pub(super) slug: Slug,
    pub(super) slug_at: At,
    pub(super) sort_key: String,
    pub(super) initial: char,
}

/// An honor as written with a case.
#[derive(Debug)]
pub(super) struct AwardDraft {
    pub(super) name: Placed<String>,
    pub(super) level: Option<Placed<String>>,
    pub(super) tier: Option<String>,
    pub(super) year: Option<u16>,
    pub(super) session: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) certificate: Option<Placed<String>>,
}

/// A photograph as written.
#[derive(Debug)]
pub(super) struct PhotoDraft {
    pub(super) file: Placed<String>,
    pub(super) caption: Option<String>,
    pub(super) date: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) people: Option<String>,
}

/// What the file of a unit, brand, honor or venue says.
#[derive(Debug)]
pub(super) struct NameDraft {
    pub(super) name: Placed<String>,
    pub(super) aliases: Vec<Placed<String>>,
    pub(super) slug: Slug,
    pub(super) slug_at: At,
    pub(super) sort_key: String,
    pub(super) initial: char,
    pub(super) short: Option<Placed<String>>,
    pub(super) group: Option<Placed<String>>,
    pub(super) unit: Option<Placed<String>>,
    pub(super) logo: Option<Placed<String>>,
    pub(super) slogan: Option<String>,
    pub(super) facets: [Option<String>; 4],
    pub(super) level: Option<Placed<String>>,
    pub(super) issuer: Option<String>,
    pub(super) address: Option<String>,
    pub(super) photos: Vec<PhotoDraft>,
}

/// Whether nothing of `document` can be used: its one fault has been reported.
pub(super) fn is_unreadable(document: &Document) -> bool {
    document.front == Node::Empty
}

/// Reads the case in `document`.
pub(super) fn read_case(document: &Document, options: &Options, faults: &mut Vec<Fault>) -> CaseDraft {
    let mut fields = Fields::new(&document.path, &document.front, Vec::new(), faults);
    let title = read_title(&mut fields, document.stem());
    let units = fields.texts(UNIT);
    if units.is_empty() {
        fields.report(catalog::missing_field(fields.at(UNIT), "unit", "单位", "单位全称"));
    }
    let date = read_date(&mut fields, options);
    let year = fields.year(YEAR).or(date.map(|date| date.year().unsigned_abs()));
    if year.is_none() && !fields.has(YEAR) {
        fields.report(catalog::missing_field(fields.at(YEAR), "year", "年份", "2024"));
    }
    let reading = read_reading(&mut fields, &title);
    let (slug, slug_at) = read_slug(&mut fields, document.stem());
    let honors = fields.items(HONORS);
    let photos = fields.items(PHOTOS);
    let draft = CaseDraft {
        units,
        brand: fields.text(BRAND),
        honors: Vec::new(),
        year: year.unwrap_or_default(),
        date,
        summary: fields.plain(SUMMARY),
        tags: fields.texts(TAGS).into_iter().map(|tag| tag.value).collect(),
        cover: fields.text(COVER),
        photos: Vec::new(),
        venue: fields.text(VENUE),
        draft: fields.flag(DRAFT).unwrap_or(false),
        slug,
        slug_at,
        sort_key: reading.sort_key(&title),
        initial: reading.initial(),
        title,
    };
    // Known to the office, never published: read so that they are not reported as unknown.
    fields.node(CONTACT);
    fields.node(NOTES);
    fields.finish();
    let honors = honors
        .into_iter()
        .filter_map(|(node, path)| read_award(&document.path, node, path, faults))
        .collect();
    let photos = read_photos(&document.path, photos, faults);
    CaseDraft { honors, photos, ..draft }
}

fn read_award(file: &str, node: &Node, path: Vec<Step>, faults: &mut Vec<Fault>) -> Option<AwardDraft> {
    if let Some(text) = node.as_text() {
        let value = text::clean_line(&text);
        let at = At { file: file.to_owned(), spot: Spot::Value(path) };
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
    let mut fields = Fields::new(file, node, path, faults);
    let name = fields.text(NAME);
    if name.is_none() {
        fields.report(catalog::missing_field(fields.at(NAME), "name", "名称", "五星级党支部"));
    }
    let award = name.map(|name| AwardDraft {
        name,
        level: fields.text(LEVEL),
        tier: fields.plain(TIER),
        year: fields.year(YEAR),
        session: fields.plain(SESSION),
        issuer: fields.plain(ISSUER),
        certificate: fields.text(CERTIFICATE),
    });
    fields.finish();
    award
}

fn read_photos(file: &str, items: Vec<(&Node, Vec<Step>)>, faults: &mut Vec<Fault>) -> Vec<PhotoDraft> {
    let mut photos = Vec::new();
    for (node, path) in items {
        let at = At { file: file.to_owned(), spot: Spot::Value(path.clone()) };
        if let Some(text) = node.as_text() {
            let file = Placed { value: text.trim().to_owned(), at };
            photos.push(PhotoDraft { file, caption: None, date: None, credit: None, people: None });
            continue;
        }
        let mut fields = Fields::new(file, node, path, faults);
        let picture = fields.text(FILE);
        if picture.is_none() {
            fields.report(catalog::missing_field(at, "file", "文件", "照片.jpg"));
        }
        let (caption, date) = (fields.plain(CAPTION), fields.plain(DATE));
        let (credit, people) = (fields.plain(CREDIT), fields.texts(PEOPLE));
        fields.finish();
        let people: Vec<String> = people.into_iter().map(|person| person.value).collect();
        let people = (!people.is_empty()).then(|| people.join("、"));
        photos.extend(picture.map(|file| PhotoDraft { file, caption, date, credit, people }));
    }
    photos
}

/// Which keys the file of a named thing may have beside its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Unit,
    Brand,
    Honor,
    Venue,
}

/// Reads the file of a unit, brand, honor or venue. A file without `name` is named by its file name.
pub(super) fn read_name(document: &Document, named: Named, faults: &mut Vec<Fault>) -> NameDraft {
    let mut fields = Fields::new(&document.path, &document.front, Vec::new(), faults);
    let name = fields
        .text(NAME)
        .unwrap_or_else(|| Placed { value: text::clean_line(document.stem()), at: At::file(&document.path) });
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
    let photos = read_photos(&document.path, photos, faults);
    NameDraft { photos, ..draft }
}

pub(super) fn read_title(fields: &mut Fields<'_, '_>, stem: &str) -> String {
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

fn read_date(fields: &mut Fields<'_, '_>, options: &Options) -> Option<Date> {
    let written = fields.text(DATE)?;
    let date = date_of(&written.value, &options.site.time_zone);
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

pub(super) fn read_slug(fields: &mut Fields<'_, '_>, stem: &str) -> (Slug, At) {
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

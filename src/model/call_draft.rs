//! What the file of a call says, read key by key. Names of cases, units and groups are looked up in `calls`.

use super::call::{
    Deadline, Field, FilmRule, PictureRule, Quota, Range, Repeats, Rules, SectionRule, Status,
};
use super::call_papers::{PapersDraft, read_papers};
use super::call_values::{Part, Reader, deadline_of, field_of};
use crate::diag::{Fault, Trail, catalog};
use crate::draft::{TextHead, read_head};
use crate::load::Document;
use crate::options::Options;
use crate::yaml::{Fields, Key, Node, Placed};

const fn key(name: &'static str, zh: &'static str) -> Key {
    Key { name, zh }
}

const ORGANISER: Key = key("organiser", "主办");
const LEVEL: Key = key("level", "级别");
const YEAR: Key = key("year", "年份");
const SESSION: Key = key("session", "届次");
const DEADLINE: Key = key("deadline", "截止");
const QUOTA: Key = key("quota", "名额");
const TOTAL: Key = key("total", "总数");
const PER_UNIT: Key = key("per_unit", "每单位");
const ELIGIBLE: Key = key("eligible", "范围");
const UNITS: Key = key("units", "单位");
const GROUPS: Key = key("groups", "片组");
const SECTIONS: Key = key("sections", "栏目");
const NAME: Key = key("name", "名称");
const ALIASES: Key = key("aliases", "别名");
const WORDS: Key = key("words", "字数");
const SUMMARY_WORDS: Key = key("summary_words", "摘要字数");
const REQUIRED: Key = key("required", "必有");
const COUNTED: Key = key("counted", "计入字数");
const PICTURES: Key = key("pictures", "图片");
const COUNT: Key = key("count", "数量");
const WIDTH: Key = key("width", "宽");
const HEIGHT: Key = key("height", "高");
const LONG_EDGE: Key = key("long_edge", "长边");
const BYTES: Key = key("size", "大小");
const FORMATS: Key = key("formats", "格式");
const CAPTION: Key = key("caption", "说明字数");
const TELLS: Key = key("caption_tells", "说明要写明");
const FILMS: Key = key("films", "视频");
const MINUTES: Key = key("minutes", "分钟");
const INSTEAD: Key = key("instead_of_pictures", "可代替图片");
const ORIGINALS: Key = key("originals", "原片");
const EVIDENCE: Key = key("evidence", "佐证");
const REQUIRED_FIELDS: Key = key("required", "必填");
const FIELDS: Key = key("fields", "填报项");
const NO_LINKS: Key = key("no_links", "不得有网址");
const NO_REPEATS: Key = key("no_repeats", "不重复申报");
const PAPERS: Key = key("papers", "材料");
const ENTRIES: Key = key("entries", "申报");
const CASE: Key = key("case", "案例");
const STATUS: Key = key("status", "状态");
const TIER: Key = key("tier", "等次");
const CONTACT: Key = key("contact", "联系人");
const NOTES: Key = key("notes", "备注");

/// A call as written.
#[derive(Debug)]
pub(super) struct CallDraft {
    pub(super) head: TextHead,
    pub(super) organiser: Option<String>,
    pub(super) level: Option<Placed<String>>,
    pub(super) year: Option<u16>,
    pub(super) session: Option<String>,
    pub(super) deadline: Option<Deadline>,
    pub(super) quota: Quota,
    pub(super) units: Vec<Placed<String>>,
    pub(super) groups: Vec<Placed<String>>,
    pub(super) fields: Vec<Field>,
    pub(super) rules: Rules,
    pub(super) papers: PapersDraft,
    pub(super) entries: Vec<EntryDraft>,
}

/// A case entered, as written.
#[derive(Debug)]
pub(super) struct EntryDraft {
    pub(super) case: Placed<String>,
    pub(super) status: Status,
    pub(super) tier: Option<String>,
}

/// Reads the call in `document`.
pub(super) fn read_call(
    document: &Document,
    call: &Node,
    options: &Options,
    faults: &mut Vec<Fault>,
) -> CallDraft {
    let mut fields = Fields::new(&document.path, call, Trail::default(), faults);
    let head = read_head(&mut fields, document.stem());
    let organiser = fields.plain(ORGANISER);
    let level = fields.text(LEVEL);
    let (year, session) = (fields.year(YEAR), fields.plain(SESSION));
    let deadline = read_deadline(&mut fields, options);
    let own: Vec<String> = fields.texts(FIELDS).into_iter().map(|name| name.value).collect();
    let required = fields.texts(REQUIRED_FIELDS);
    let refuses_links = fields.flag(NO_LINKS).unwrap_or(false);
    let no_repeats = fields.texts(NO_REPEATS);
    let [quota, eligible, words, summary, pictures, films, evidence, papers] =
        [QUOTA, ELIGIBLE, WORDS, SUMMARY_WORDS, PICTURES, FILMS, EVIDENCE, PAPERS]
            .map(|key| Part::of(&mut fields, key));
    let (sections, entries) = (Part::items(&mut fields, SECTIONS), Part::items(&mut fields, ENTRIES));
    fields.node(CONTACT);
    fields.node(NOTES);
    fields.finish();

    let mut reader = Reader { file: &document.path, faults };
    let (units, groups) = read_eligible(eligible, &mut reader);
    let rules = Rules {
        sections: sections.into_iter().filter_map(|part| read_section(part, &mut reader)).collect(),
        words: reader.range(words, Reader::whole),
        summary: reader.range(summary, Reader::whole),
        pictures: read_pictures(pictures, &mut reader),
        films: read_films(films, &mut reader),
        evidence: reader.range(evidence, Reader::whole),
        required: required.iter().filter_map(|name| field_of(name, &own, reader.faults)).collect(),
        refuses_links,
        repeats: read_repeats(&no_repeats, reader.faults),
    };
    CallDraft {
        head,
        organiser,
        level,
        year,
        session,
        deadline,
        quota: read_quota(quota, &mut reader),
        units,
        groups,
        fields: own.iter().cloned().map(Field::Own).collect(),
        rules,
        papers: read_papers(papers, &own, &mut reader),
        entries: entries.into_iter().filter_map(|part| read_entry(part, &mut reader)).collect(),
    }
}

fn read_deadline(fields: &mut Fields<'_, '_>, options: &Options) -> Option<Deadline> {
    let written = fields.text(DEADLINE)?;
    let deadline = deadline_of(&written.value, &options.site.time_zone);
    if deadline.is_none() {
        fields.report(catalog::bad_date(written.at, &written.value));
    }
    deadline
}

fn read_quota(part: Option<Part<'_>>, reader: &mut Reader<'_>) -> Quota {
    let Some(part) = part else { return Quota::default() };
    let mut fields = reader.fields(part);
    let quota = Quota { total: fields.number(TOTAL, 1), per_unit: fields.number(PER_UNIT, 1) };
    fields.finish();
    quota
}

type Names = Vec<Placed<String>>;

fn read_eligible(part: Option<Part<'_>>, reader: &mut Reader<'_>) -> (Names, Names) {
    let Some(part) = part else { return (Vec::new(), Vec::new()) };
    let mut fields = reader.fields(part);
    let eligible = (fields.texts(UNITS), fields.texts(GROUPS));
    fields.finish();
    eligible
}

fn read_section(part: Part<'_>, reader: &mut Reader<'_>) -> Option<SectionRule> {
    if let Some(name) = part.node.as_text() {
        let name = crate::text::clean_line(&name);
        let rule = SectionRule {
            name,
            aliases: Vec::new(),
            words: Range::default(),
            pictures: Range::default(),
            required: true,
            counted: true,
        };
        return (!rule.name.is_empty()).then_some(rule);
    }
    let mut fields = reader.fields(part);
    let name = fields.text(NAME);
    if name.is_none() {
        fields.report(catalog::missing_field(fields.at(NAME), "name", "名称", "主要做法"));
    }
    let aliases = fields.texts(ALIASES).into_iter().map(|alias| alias.value).collect();
    let (required, counted) = (fields.flag(REQUIRED), fields.flag(COUNTED));
    let [words, pictures] = [WORDS, PICTURES].map(|key| Part::of(&mut fields, key));
    fields.finish();
    let [words, pictures] = [words, pictures].map(|part| reader.range(part, Reader::whole));
    Some(SectionRule {
        name: name?.value,
        aliases,
        words,
        pictures,
        required: required.unwrap_or(true),
        counted: counted.unwrap_or(true),
    })
}

fn read_pictures(part: Option<Part<'_>>, reader: &mut Reader<'_>) -> PictureRule {
    let Some(part) = part else { return PictureRule::default() };
    let mut fields = reader.fields(part);
    let (formats, tells) = (fields.texts(FORMATS), fields.texts(TELLS));
    let [count, width, height, long_edge, bytes, caption] =
        [COUNT, WIDTH, HEIGHT, LONG_EDGE, BYTES, CAPTION].map(|key| Part::of(&mut fields, key));
    fields.finish();
    PictureRule {
        count: reader.range(count, Reader::whole),
        width: reader.range(width, Reader::whole),
        height: reader.range(height, Reader::whole),
        long_edge: reader.range(long_edge, Reader::whole),
        bytes: reader.range(bytes, Reader::size),
        formats: reader.formats(&formats, &["jpg", "png", "webp", "gif", "svg"]),
        caption: reader.range(caption, Reader::whole),
        tells: reader.caption_parts(&tells),
    }
}

fn read_films(part: Option<Part<'_>>, reader: &mut Reader<'_>) -> FilmRule {
    let Some(part) = part else { return FilmRule::default() };
    let mut fields = reader.fields(part);
    let formats = fields.texts(FORMATS);
    let [instead, originals] = [INSTEAD, ORIGINALS].map(|key| fields.flag(key).unwrap_or(false));
    let [count, minutes, width, height] =
        [COUNT, MINUTES, WIDTH, HEIGHT].map(|key| Part::of(&mut fields, key));
    fields.finish();
    let mut seconds = reader.range(minutes, Reader::whole);
    seconds.min = seconds.min.map(|minutes| minutes * 60);
    seconds.max = seconds.max.map(|minutes| minutes * 60);
    FilmRule {
        count: reader.range(count, Reader::whole),
        seconds,
        width: reader.range(width, Reader::whole),
        height: reader.range(height, Reader::whole),
        formats: reader.formats(&formats, &["mp4", "webm"]),
        instead_of_pictures: instead,
        originals,
    }
}

fn read_repeats(names: &[Placed<String>], faults: &mut Vec<Fault>) -> Repeats {
    let mut repeats = Repeats::default();
    for name in names {
        match name.value.as_str() {
            "honored" | "已获奖" => repeats.refuses_honored = true,
            "entered" | "已申报" => repeats.refuses_entered = true,
            _ => {
                let allowed = ["honored", "entered", "已获奖", "已申报"];
                faults.push(catalog::not_one_of(name.at.clone(), &name.value, &allowed));
            }
        }
    }
    repeats
}

fn read_entry(part: Part<'_>, reader: &mut Reader<'_>) -> Option<EntryDraft> {
    if let Some(name) = part.node.as_text() {
        let value = crate::text::clean_line(&name);
        let case = Placed { value, at: reader.at(&part) };
        return (!case.value.is_empty()).then_some(EntryDraft { case, status: Status::Entered, tier: None });
    }
    let mut fields = reader.fields(part);
    let case = fields.text(CASE);
    if case.is_none() {
        fields.report(catalog::missing_field(fields.at(CASE), "case", "案例", "案例的文件名"));
    }
    let status = match fields.text(STATUS) {
        None => Status::Entered,
        Some(written) => status_of(&written.value).unwrap_or_else(|| {
            let allowed = ["申报", "入围", "公示", "获奖"];
            fields.report(catalog::not_one_of(written.at, &written.value, &allowed));
            Status::Entered
        }),
    };
    let tier = fields.plain(TIER);
    fields.finish();
    Some(EntryDraft { case: case?, status, tier })
}

fn status_of(text: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| {
        let (zh, en) = status.words();
        text == zh || text.eq_ignore_ascii_case(en)
    })
}

//! Values that only calls have: limits, sizes, deadlines, names of fields and patterns.

use super::call::{CaptionPart, Deadline, Field, Range};
use crate::diag::{At, Fault, Trail, catalog};
use crate::text::{self, Day};
use crate::yaml::{Fields, Key, Node, Placed};
use jiff::civil::{Time, time};
use jiff::tz::TimeZone;

const MIN: Key = Key { name: "min", zh: "最少" };
const MAX: Key = Key { name: "max", zh: "最多" };

/// A value inside another, with its place.
pub(super) struct Part<'a> {
    pub(super) node: &'a Node,
    trail: Trail,
}

impl<'a> Part<'a> {
    /// The value under `key`, to be read when `fields` has been finished.
    pub(super) fn of(fields: &mut Fields<'a, '_>, key: Key) -> Option<Self> {
        let node = fields.node(key)?;
        Some(Self { node, trail: fields.at(key).trail() })
    }

    /// The items under `key`.
    pub(super) fn items(fields: &mut Fields<'a, '_>, key: Key) -> Vec<Self> {
        fields.items(key).into_iter().map(|(node, trail)| Self { node, trail }).collect()
    }
}

/// Reads the parts of one file.
pub(super) struct Reader<'f> {
    pub(super) file: &'f str,
    pub(super) faults: &'f mut Vec<Fault>,
}

impl<'f> Reader<'f> {
    /// The place of `part`.
    pub(super) fn at(&self, part: &Part<'_>) -> At {
        At::value(self.file, part.trail.clone())
    }

    /// Begins to read `part` as a mapping.
    pub(super) fn fields<'a, 'm>(&'m mut self, part: Part<'a>) -> Fields<'a, 'm>
    where
        'f: 'a,
    {
        Fields::new(self.file, part.node, part.trail, self.faults)
    }

    /// Limits: a single value is the upper one. `read` tells what a value means.
    pub(super) fn range(&mut self, part: Option<Part<'_>>, read: Measure) -> Range {
        let Some(part) = part else { return Range::default() };
        let (min, max) = match part.node.as_text() {
            Some(value) => (None, Some(Placed { value, at: self.at(&part) })),
            None => {
                let mut fields = self.fields(part);
                let limits = (fields.text(MIN), fields.text(MAX));
                fields.finish();
                limits
            }
        };
        let mut limit = |written: &Placed<String>| {
            let value = read(&written.value);
            if value.is_none() {
                self.faults.push(catalog::not_a_limit(written.at.clone(), &written.value));
            }
            value
        };
        let range = Range { min: min.as_ref().and_then(&mut limit), max: max.as_ref().and_then(&mut limit) };
        if let (Some(least), Some(most), Some(min), Some(max)) = (range.min, range.max, min, max)
            && least > most
        {
            self.faults.push(catalog::impossible_limit(min.at, &min.value, &max.value));
            return Range::default();
        }
        range
    }

    /// A whole number, with or without the word that is counted: 3000, 3000字, 6 张.
    pub(super) fn whole(text: &str) -> Option<u64> {
        let (digits, unit) = digits_of(text)?;
        matches!(unit, "" | "字" | "词" | "张" | "幅" | "件" | "个" | "部" | "份" | "像素" | "px" | "分钟")
            .then_some(digits)
    }

    /// A size of a file in bytes: 800 KB, 5 MB, 3M.
    pub(super) fn size(text: &str) -> Option<u64> {
        let (digits, unit) = digits_of(text)?;
        let factor = match unit.to_ascii_uppercase().as_str() {
            "KB" | "K" => 1024,
            "MB" | "M" | "兆" => 1024 * 1024,
            "GB" | "G" => 1024 * 1024 * 1024,
            _ => return None,
        };
        digits.checked_mul(factor)
    }

    /// Endings of files in lower case; one outside `known` is reported.
    pub(super) fn formats(&mut self, written: &[Placed<String>], known: &[&str]) -> Vec<String> {
        let mut formats = Vec::new();
        for format in written {
            let name = format.value.trim_start_matches('.').to_ascii_lowercase();
            let name = if name == "jpeg" { "jpg".to_owned() } else { name };
            if known.contains(&name.as_str()) {
                formats.push(name);
            } else {
                self.faults.push(catalog::not_one_of(format.at.clone(), &format.value, known));
            }
        }
        formats
    }

    /// What captions must tell.
    pub(super) fn caption_parts(&mut self, written: &[Placed<String>]) -> Vec<CaptionPart> {
        let mut parts = Vec::new();
        for part in written {
            match part.value.as_str() {
                "time" | "时间" => parts.push(CaptionPart::Time),
                "place" | "地点" => parts.push(CaptionPart::Place),
                "people" | "人物" => parts.push(CaptionPart::People),
                "credit" | "摄影" | "作者" => parts.push(CaptionPart::Credit),
                _ => {
                    let allowed = ["时间", "地点", "人物", "摄影"];
                    self.faults.push(catalog::not_one_of(part.at.clone(), &part.value, &allowed));
                }
            }
        }
        parts
    }

    /// A pattern of a file name, if every `{…}` in it is one of `own`, or a field where those are allowed.
    pub(super) fn pattern(&mut self, written: Option<Placed<String>>, own: &[&str]) -> Option<String> {
        let written = written?;
        for name in placeholders(&written.value) {
            if !own.contains(&name) && Field::parse(name).is_none() {
                let nearest = text::closest(name, own.iter().copied().chain(known_names()));
                self.faults.push(catalog::unknown_field(written.at.clone(), name, nearest));
                return None;
            }
        }
        Some(written.value)
    }
}

/// What a written limit comes to.
pub(super) type Measure = fn(&str) -> Option<u64>;

fn digits_of(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, text[end..].trim()))
}

fn known_names<'n>() -> Vec<&'n str> {
    Field::names().collect()
}

/// The names between braces in `pattern`.
pub(super) fn placeholders(pattern: &str) -> Vec<&str> {
    pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim()).collect()
}

/// The field that `written` names: one that every case has, or one of `own`, which the call asks for itself.
pub(super) fn field_of(written: &Placed<String>, own: &[String], faults: &mut Vec<Fault>) -> Option<Field> {
    if own.contains(&written.value) {
        return Some(Field::Own(written.value.clone()));
    }
    let field = Field::parse(&written.value);
    if field.is_none() {
        let names = known_names().into_iter().chain(own.iter().map(String::as_str));
        let nearest = text::closest(&written.value, names);
        faults.push(catalog::unknown_field(written.at.clone(), &written.value, nearest));
    }
    field
}

/// The last moment that `text` allows; a day without a time is allowed to its end.
pub(super) fn deadline_of(text: &str, zone: &TimeZone) -> Option<Deadline> {
    if let Ok(moment) = text.trim().parse() {
        return Some(Deadline { moment, has_time: true });
    }
    let day = text.split_inclusive('日').next().unwrap_or(text);
    let date = Day::parse(day)?.in_zone(zone);
    let clock = text.rsplit([' ', 'T', '日']).next().filter(|clock| clock.contains([':', '：', '时']));
    let (time, has_time) = match clock {
        Some(clock) => (time_of(clock)?, true),
        None => (time(23, 59, 59, 0), false),
    };
    let moment = date.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp();
    Some(Deadline { moment, has_time })
}

/// `17:00`, `17时`, `17时30分`.
fn time_of(clock: &str) -> Option<Time> {
    let mut parts = clock.trim_end_matches(['分', '整']).split([':', '：', '时']);
    let hour = parts.next()?.parse().ok()?;
    let minute = match parts.next() {
        None | Some("") => 0,
        Some(minute) => minute.parse().ok()?,
    };
    if hour == 24 && minute == 0 {
        return Some(time(23, 59, 59, 0));
    }
    Time::new(hour, minute, 0, 0).ok()
}

/// Fields by the names that calls use for them.
const FIELDS: [(&str, &str, Field); 22] = [
    ("number", "序号", Field::Number),
    ("title", "标题", Field::Title),
    ("unit", "单位", Field::Unit),
    ("group", "片组", Field::Group),
    ("brand", "品牌", Field::Brand),
    ("slogan", "口号", Field::Slogan),
    ("idea", "理念", Field::Idea),
    ("meaning", "内涵", Field::Meaning),
    ("carrier", "载体", Field::Carrier),
    ("effect", "成效", Field::Effect),
    ("logo", "标志", Field::Logo),
    ("year", "年份", Field::Year),
    ("date", "日期", Field::Date),
    ("summary", "摘要", Field::Summary),
    ("tags", "标签", Field::Tags),
    ("honors", "荣誉", Field::Honors),
    ("venue", "阵地", Field::Venue),
    ("contact", "联系人", Field::Contact),
    ("words", "字数", Field::Words),
    ("pictures", "图片数", Field::Pictures),
    ("tier", "等次", Field::Tier),
    ("status", "状态", Field::Status),
];

impl Field {
    /// The field that `name` stands for, in English or Chinese; 案例 is its title.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = if name == "案例" || name == "作品" { "标题" } else { name };
        FIELDS.iter().find(|(en, zh, _)| name == *en || name == *zh).map(|(_, _, field)| field.clone())
    }

    /// The names that fields have in calls.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().flat_map(|(en, zh, _)| [*zh, *en])
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn zh(&self) -> &str {
        match self {
            Self::Own(name) => name,
            known => FIELDS.iter().find(|(.., field)| field == known).map_or("", |(_, zh, _)| *zh),
        }
    }

    /// Its key in English; an own field's is the name it was given.
    #[must_use]
    pub fn en(&self) -> &str {
        match self {
            Self::Own(name) => name,
            known => FIELDS.iter().find(|(.., field)| field == known).map_or("", |(en, ..)| *en),
        }
    }
}

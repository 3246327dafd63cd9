//! What a call says of its papers: names of files, the summary sheet, the form, the layout, the blind copy.

use super::call::{Column, Face, Field, Style};
use super::call_values::{Part, Reader, field_of};
use crate::diag::catalog;
use crate::yaml::{Key, Placed};

const fn key(name: &'static str, zh: &'static str) -> Key {
    Key { name, zh }
}

const FOLDER: Key = key("folder", "文件夹名");
const PICTURE: Key = key("picture", "图片名");
const COLUMNS: Key = key("columns", "汇总表");
const FORM: Key = key("form", "申报表");
const STYLE: Key = key("style", "版式");
const HIDDEN: Key = key("hidden", "隐去");
const BLIND: Key = key("blind", "盲审");
const TITLE: Key = key("title", "标题");
const UNIT: Key = key("unit", "单位");
const BODY: Key = key("body", "正文");
const HEADINGS: Key = key("headings", "层级");
const LINE: Key = key("line", "行距");
const PLAIN: Key = key("plain_headings", "不编号");
const HEAD: Key = key("head", "列名");
const FIELD: Key = key("field", "字段");

/// Papers as written: the form is looked up later.
#[derive(Debug, Default)]
pub(super) struct PapersDraft {
    pub(super) folder: Option<String>,
    pub(super) picture: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) form: Option<Placed<String>>,
    pub(super) style: Style,
    pub(super) hidden: Vec<String>,
    pub(super) is_blind: bool,
}

/// Reads what stands under 材料; `own` are the fields that the call adds.
pub(super) fn read_papers(part: Option<Part<'_>>, own: &[String], reader: &mut Reader<'_>) -> PapersDraft {
    let Some(part) = part else { return PapersDraft::default() };
    let mut fields = reader.fields(part);
    let (folder, picture, form) = (fields.text(FOLDER), fields.text(PICTURE), fields.text(FORM));
    let columns = Part::items(&mut fields, COLUMNS);
    let style = Part::of(&mut fields, STYLE);
    let hidden = fields.texts(HIDDEN).into_iter().map(|name| name.value).collect();
    let is_blind = fields.flag(BLIND).unwrap_or(false);
    fields.finish();
    let own_names: Vec<&str> = own.iter().map(String::as_str).collect();
    let of_pictures: Vec<&str> =
        own_names.iter().copied().chain(["说明", "摄影", "作者", "时间", "地点"]).collect();
    PapersDraft {
        folder: reader.pattern(folder, &own_names),
        picture: reader.pattern(picture, &of_pictures),
        columns: columns.into_iter().filter_map(|part| read_column(part, own, reader)).collect(),
        form,
        style: style.map(|part| read_style(part, reader)).unwrap_or_default(),
        hidden,
        is_blind,
    }
}

/// A column: the name of a field, or `{列名: …, 字段: …}`.
fn read_column(part: Part<'_>, own: &[String], reader: &mut Reader<'_>) -> Option<Column> {
    let at = reader.at(&part);
    if let Some(name) = part.node.as_text() {
        let written = Placed { value: crate::text::clean_line(&name), at };
        let field = field_of(&written, own, reader.faults)?;
        return Some(Column { head: written.value, field });
    }
    let mut fields = reader.fields(part);
    let (head, written) = (fields.plain(HEAD), fields.text(FIELD));
    if written.is_none() {
        fields.report(catalog::missing_field(fields.at(FIELD), "field", "字段", "单位"));
    }
    fields.finish();
    let field = field_of(&written?, own, reader.faults)?;
    Some(Column { head: head.unwrap_or_else(|| field_head(&field)), field })
}

fn field_head(field: &Field) -> String {
    field.zh().to_owned()
}

fn read_style(part: Part<'_>, reader: &mut Reader<'_>) -> Style {
    let mut fields = reader.fields(part);
    let [title, unit, body] = [TITLE, UNIT, BODY].map(|key| fields.text(key));
    let headings = fields.texts(HEADINGS);
    let line = fields.text(LINE);
    let plain_headings = fields.flag(PLAIN).unwrap_or(false);
    fields.finish();
    let mut levels: [Face; 4] = Default::default();
    for (level, written) in levels.iter_mut().zip(headings) {
        *level = face_of(Some(written), reader);
    }
    let line_twips = line.and_then(|written| {
        let points = written.value.trim_end_matches(['磅', 'p', 't', ' ']).parse::<f64>().ok();
        let twips = points.filter(|points| (8.0..=100.0).contains(points)).map(|points| points * 20.0);
        if twips.is_none() {
            reader.faults.push(catalog::bad_style(written.at, &written.value));
        }
        twips.map(|twips| twips.round() as u32)
    });
    Style {
        title: face_of(title, reader),
        unit: face_of(unit, reader),
        body: face_of(body, reader),
        headings: levels,
        line_twips,
        plain_headings,
    }
}

/// Sizes of type by their Chinese names, in half points.
const SIZES: [(&str, u32); 16] = [
    ("初号", 84),
    ("小初", 72),
    ("一号", 52),
    ("小一", 48),
    ("二号", 44),
    ("小二", 36),
    ("三号", 32),
    ("小三", 30),
    ("四号", 28),
    ("小四", 24),
    ("五号", 21),
    ("小五", 18),
    ("六号", 15),
    ("小六", 13),
    ("七号", 11),
    ("八号", 10),
];

/// Fonts by what calls call them, and the names that Word knows.
const FONTS: [(&str, &str); 7] = [
    ("小标宋", "方正小标宋简体"),
    ("小标宋体", "方正小标宋简体"),
    ("仿宋", "仿宋_GB2312"),
    ("仿宋体", "仿宋_GB2312"),
    ("楷体", "楷体_GB2312"),
    ("黑体", "黑体"),
    ("宋体", "宋体"),
];

/// `小二 小标宋`, `三号仿宋`, `16磅 黑体`: size and font in any order, either may be left out.
fn face_of(written: Option<Placed<String>>, reader: &mut Reader<'_>) -> Face {
    let Some(written) = written else { return Face::default() };
    let mut face = Face::default();
    let mut rest = written.value.clone();
    if let Some((name, size)) = SIZES.iter().find(|(name, _)| rest.contains(name)) {
        face.half_points = Some(*size);
        rest = rest.replacen(name, " ", 1);
    } else if let Some((points, after)) = rest.split_once('磅') {
        face.half_points =
            points.trim().parse::<f64>().ok().filter(|p| (5.0..=72.0).contains(p)).map(|p| (p * 2.0) as u32);
        if face.half_points.is_none() {
            reader.faults.push(catalog::bad_style(written.at, &written.value));
            return Face::default();
        }
        rest = after.to_owned();
    }
    let font = rest.trim();
    if !font.is_empty() {
        let known = FONTS.iter().find(|(name, _)| *name == font);
        face.font = Some(known.map_or(font, |(_, name)| name).to_owned());
    }
    face
}

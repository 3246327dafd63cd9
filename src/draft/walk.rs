//! Exhibitions and pages as written: their fields, and the list or the conditions of an exhibition.

use super::{
    BRAND, DRAFT, GROUP, LEVEL, NOTES, SUMMARY, TITLE, TextHead, UNIT, VENUE, Written, YEAR, key, read_head,
};
use crate::diag::{At, Fault, Trail, catalog};
use crate::text::{self, Slug};
use crate::yaml::{Fields, Key, Node, Placed};
use serde::{Deserialize, Serialize};

const CASES: Key = key("cases", "案例");
const CASE: Key = key("case", "案例");
const AUDIO: Key = key("audio", "讲解音频");
const NARRATION: Key = key("narration", "讲解词");
const WHERE: Key = key("where", "条件");
const TAG: Key = key("tag", "标签");
const HONOR: Key = key("honor", "荣誉");
const ORDER: Key = key("order", "次序");

/// An exhibition or a page as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextDraft {
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) slug: Slug,
    pub(crate) slug_at: At,
    pub(crate) order: usize,
    pub(crate) draft: bool,
    pub(crate) cases: Vec<StopDraft>,
    pub(crate) conditions: Option<Conditions>,
}

/// A case on the list of an exhibition, as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopDraft {
    pub(crate) case: Placed<String>,
    pub(crate) audio: Option<Placed<String>>,
    pub(crate) narration: Option<String>,
}

/// The conditions of an exhibition: all must hold; of several values of one, any.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Conditions {
    pub(crate) units: Vec<Placed<String>>,
    pub(crate) brands: Vec<Placed<String>>,
    pub(crate) honors: Vec<Placed<String>>,
    pub(crate) levels: Vec<Placed<String>>,
    pub(crate) groups: Vec<Placed<String>>,
    pub(crate) venues: Vec<Placed<String>>,
    pub(crate) tags: Vec<Placed<String>>,
    pub(crate) years: Vec<Placed<String>>,
}

/// Reads an exhibition (`with_cases`) or a page.
pub(crate) fn read_text(file: Written<'_>, with_cases: bool, faults: &mut Vec<Fault>) -> TextDraft {
    let mut fields = Fields::new(file.path, file.fields, Trail::default(), faults);
    let TextHead { title, summary, slug, slug_at, draft } = read_head(&mut fields, file.stem);
    let order = fields.number(ORDER, 0).unwrap_or(usize::MAX);
    let (mut cases, mut conditions) = (Vec::new(), None);
    let (mut where_node, mut items) = (None, Vec::new());
    if with_cases {
        items = fields.items(CASES);
        where_node = fields.node(WHERE).map(|node| (node, fields.at(WHERE)));
        if let Some((_, at)) = &where_node
            && !items.is_empty()
        {
            fields.report(catalog::cases_and_where(at.clone()));
        }
    }
    fields.node(NOTES);
    fields.finish();
    for (node, trail) in items {
        cases.extend(read_stop(file.path, node, trail, faults));
    }
    if let Some((node, at)) = where_node {
        conditions = Some(read_conditions(file.path, node, &at, faults));
    }
    TextDraft { title, summary, slug, slug_at, order, draft, cases, conditions }
}

/// A case told in a second language, as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TwinDraft {
    /// `None` if it is missing, which has been reported.
    pub(crate) title: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) draft: bool,
}

/// Reads the twin of a case: everything but its words is written in the main file.
pub(crate) fn read_twin(file: Written<'_>, faults: &mut Vec<Fault>) -> TwinDraft {
    let mut fields = Fields::new(file.path, file.fields, Trail::default(), faults);
    let title = fields.plain(TITLE);
    if title.is_none() {
        let example = "A branch in every team";
        fields.report(catalog::missing_field(fields.at(TITLE), "title", "标题", example));
    }
    let summary = fields.plain(SUMMARY);
    let draft = fields.flag(DRAFT).unwrap_or(false);
    fields.node(NOTES);
    fields.finish();
    TwinDraft { title, summary, draft }
}

/// A name, or a mapping of a name and what the guide says there.
fn read_stop(file: &str, node: &Node, trail: Trail, faults: &mut Vec<Fault>) -> Option<StopDraft> {
    if let Some(text) = node.as_text() {
        let at = At::value(file, trail);
        let value = text::clean_line(&text);
        let case = Placed { value, at };
        return (!case.value.is_empty()).then_some(StopDraft { case, audio: None, narration: None });
    }
    if *node == Node::Empty {
        return None;
    }
    let mut fields = Fields::new(file, node, trail, faults);
    let case = fields.text(CASE);
    if case.is_none() {
        fields.report(catalog::missing_field(fields.at(CASE), "case", "案例", "把支部建在审计组上"));
    }
    let (audio, narration) = (fields.text(AUDIO), fields.plain(NARRATION));
    fields.finish();
    Some(StopDraft { case: case?, audio, narration })
}

fn read_conditions(file: &str, node: &Node, at: &At, faults: &mut Vec<Fault>) -> Conditions {
    let mut fields = Fields::new(file, node, at.trail(), faults);
    let conditions = Conditions {
        units: fields.texts(UNIT),
        brands: fields.texts(BRAND),
        honors: fields.texts(HONOR),
        levels: fields.texts(LEVEL),
        groups: fields.texts(GROUP),
        venues: fields.texts(VENUE),
        tags: fields.texts(TAG),
        years: fields.texts(YEAR),
    };
    fields.finish();
    conditions
}

//! Exhibitions and pages as written: their fields, and the list or the conditions of an exhibition.

use super::draft::{
    BRAND, DRAFT, GROUP, LEVEL, NOTES, SUMMARY, UNIT, VENUE, YEAR, key, read_slug, read_title,
};
use crate::diag::{At, Fault, Spot, Step, catalog};
use crate::load::Document;
use crate::text::{self, Slug};
use crate::yaml::{Fields, Key, Node, Placed};

const CASES: Key = key("cases", "案例");
const CASE: Key = key("case", "案例");
const AUDIO: Key = key("audio", "讲解音频");
const NARRATION: Key = key("narration", "讲解词");
const WHERE: Key = key("where", "条件");
const TAG: Key = key("tag", "标签");
const HONOR: Key = key("honor", "荣誉");
const ORDER: Key = key("order", "次序");

/// An exhibition or a page as written.
#[derive(Debug)]
pub(super) struct TextDraft {
    pub(super) title: String,
    pub(super) summary: Option<String>,
    pub(super) slug: Slug,
    pub(super) slug_at: At,
    pub(super) order: usize,
    pub(super) draft: bool,
    pub(super) cases: Vec<StopDraft>,
    pub(super) conditions: Option<Conditions>,
}

/// A case on the list of an exhibition, as written.
#[derive(Debug)]
pub(super) struct StopDraft {
    pub(super) case: Placed<String>,
    pub(super) audio: Option<Placed<String>>,
    pub(super) narration: Option<String>,
}

/// The conditions of an exhibition: all must hold; of several values of one, any.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) units: Vec<Placed<String>>,
    pub(super) brands: Vec<Placed<String>>,
    pub(super) honors: Vec<Placed<String>>,
    pub(super) levels: Vec<Placed<String>>,
    pub(super) groups: Vec<Placed<String>>,
    pub(super) venues: Vec<Placed<String>>,
    pub(super) tags: Vec<Placed<String>>,
    pub(super) years: Vec<Placed<String>>,
}

/// Reads an exhibition (`with_cases`) or a page.
pub(super) fn read_text(document: &Document, with_cases: bool, faults: &mut Vec<Fault>) -> TextDraft {
    let mut fields = Fields::new(&document.path, &document.front, Vec::new(), faults);
    let title = read_title(&mut fields, document.stem());
    let (slug, slug_at) = read_slug(&mut fields, document.stem());
    let summary = fields.plain(SUMMARY);
    let order = fields.number(ORDER, 0).unwrap_or(usize::MAX);
    let draft = fields.flag(DRAFT).unwrap_or(false);
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
    for (node, path) in items {
        cases.extend(read_stop(&document.path, node, path, faults));
    }
    if let Some((node, at)) = where_node {
        conditions = Some(read_conditions(&document.path, node, at, faults));
    }
    TextDraft { title, summary, slug, slug_at, order, draft, cases, conditions }
}

/// A name, or a mapping of a name and what the guide says there.
fn read_stop(file: &str, node: &Node, path: Vec<Step>, faults: &mut Vec<Fault>) -> Option<StopDraft> {
    if let Some(text) = node.as_text() {
        let at = At { file: file.to_owned(), spot: Spot::Value(path) };
        let value = text::clean_line(&text);
        let case = Placed { value, at };
        return (!case.value.is_empty()).then_some(StopDraft { case, audio: None, narration: None });
    }
    if *node == Node::Empty {
        return None;
    }
    let mut fields = Fields::new(file, node, path, faults);
    let case = fields.text(CASE);
    if case.is_none() {
        fields.report(catalog::missing_field(fields.at(CASE), "case", "案例", "把支部建在审计组上"));
    }
    let (audio, narration) = (fields.text(AUDIO), fields.plain(NARRATION));
    fields.finish();
    Some(StopDraft { case: case?, audio, narration })
}

fn read_conditions(file: &str, node: &Node, at: At, faults: &mut Vec<Fault>) -> Conditions {
    let path = match at.spot {
        Spot::Value(path) => path,
        _ => Vec::new(),
    };
    let mut fields = Fields::new(file, node, path, faults);
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

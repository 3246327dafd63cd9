//! Rules of the text: its length, its sections, its summary.

use super::measure::{Measure, What};
use crate::diag::catalog::FieldRemedy;
use crate::diag::{At, Fault, catalog};
use crate::dossier::fields::Speaker;
use crate::load::Document;
use crate::model::{Field, SectionRule, key_of};
use crate::text::{closest, count_as_word, without_number};

/// The text of a case cut into the sections of a call.
pub(in crate::dossier) struct Parts<'a> {
    document: &'a Document,
    /// For each rule of the call, the index of the heading that begins its section.
    starts: Vec<Option<usize>>,
    rules: &'a [SectionRule],
}

impl<'a> Parts<'a> {
    pub(in crate::dossier) fn of(speaker: &Speaker<'a>) -> Self {
        let document = &speaker.sources.documents[speaker.hall.case(speaker.entry.case).document];
        let rules = &speaker.call.rules.sections;
        let headings: Vec<String> =
            document.outline.headings.iter().map(|heading| key_of(without_number(&heading.text))).collect();
        let start_of = |rule: &SectionRule| {
            let names: Vec<String> =
                std::iter::once(&rule.name).chain(&rule.aliases).map(|name| key_of(name)).collect();
            headings.iter().position(|heading| names.contains(heading))
        };
        Self { document, starts: rules.iter().map(start_of).collect(), rules }
    }

    /// The heading behind the section that begins at `start`: the next of its level or above, or of another section.
    fn end(&self, start: usize) -> usize {
        let headings = &self.document.outline.headings;
        let is_end = |index: &usize| {
            headings[*index].level <= headings[start].level || self.starts.contains(&Some(*index))
        };
        (start + 1..headings.len()).find(is_end).unwrap_or(headings.len())
    }

    /// 字数 under the heading `start`, parts below it included.
    fn words(&self, start: usize) -> u64 {
        let outline = &self.document.outline;
        let end = self.end(start);
        let texts = outline.sections[start..end].iter().map(|section| section.words);
        let titles = outline.sections[start + 1..end].iter().map(|section| section.title_words);
        texts.chain(titles).map(u64::from).sum()
    }

    /// Pictures under the heading `start`, parts below it included.
    fn pictures(&self, start: usize) -> u64 {
        let outline = &self.document.outline;
        let begin_of = |index: usize| outline.sections.get(index).map_or(u32::MAX, |section| section.span.0);
        let inside = begin_of(start)..begin_of(self.end(start));
        outline.images.iter().filter(|image| inside.contains(&image.span.0)).count() as u64
    }

    /// 字数 of the whole text but the sections that do not count.
    pub(in crate::dossier) fn counted_words(&self) -> u64 {
        let outline = &self.document.outline;
        let left_out = self.rules.iter().zip(&self.starts).filter(|(rule, _)| !rule.counted);
        let words: u64 = left_out
            .filter_map(|(_, start)| *start)
            .map(|start| self.words(start) + u64::from(outline.sections[start].title_words))
            .sum();
        u64::from(outline.words).saturating_sub(words)
    }

    /// The place of the heading `index`.
    fn at(&self, index: usize) -> At {
        let (start, end) = self.document.outline.sections[index].span;
        let body = self.document.body_start;
        At::bytes(&self.document.path, body + start as usize, body + end as usize)
    }
}

pub(super) fn measures(speaker: &Speaker<'_>) -> Vec<Measure> {
    let rules = &speaker.call.rules;
    let case = speaker.hall.case(speaker.entry.case);
    let parts = Parts::of(speaker);
    let mut measures = Vec::new();
    if rules.words.is_set() {
        let at = At::either(&parts.document.path, ["title", "标题"]);
        measures.push(Measure { what: What::Text, figure: parts.counted_words(), range: rules.words, at });
    }
    if rules.summary.is_set() && case.office.has_summary {
        let (figure, at) =
            (count_as_word(&case.summary) as u64, At::either(&parts.document.path, ["summary", "摘要"]));
        measures.push(Measure { what: What::Summary, figure, range: rules.summary, at });
    }
    for (rule, start) in parts.rules.iter().zip(&parts.starts) {
        let Some(start) = *start else { continue };
        let (name, at) = (|| rule.name.clone(), parts.at(start));
        let figures = [
            (What::Section(name()), parts.words(start), rule.words),
            (What::SectionPictures(name()), parts.pictures(start), rule.pictures),
        ];
        let set = figures.into_iter().filter(|(_, _, range)| range.is_set());
        measures.extend(set.map(|(what, figure, range)| Measure { what, figure, range, at: at.clone() }));
    }
    measures
}

pub(super) fn judge(speaker: &Speaker<'_>, faults: &mut Vec<Fault>) {
    let (call, parts) = (speaker.call, Parts::of(speaker));
    judge_sections(speaker, &parts, faults);
    let has_summary = speaker.hall.case(speaker.entry.case).office.has_summary;
    let asks_summary = call.rules.required.contains(&Field::Summary);
    if call.rules.summary.is_set() && !has_summary && !asks_summary {
        let at = At::either(&parts.document.path, ["summary", "摘要"]);
        let field = (Field::Summary.zh(), Field::Summary.en());
        let remedy = FieldRemedy::InCase("summary: 摘要全文".to_owned());
        faults.push(catalog::entry_field_missing(at, &call.title, field, &remedy));
    }
}

fn judge_sections(speaker: &Speaker<'_>, parts: &Parts<'_>, faults: &mut Vec<Fault>) {
    let title = &speaker.call.title;
    let mut last: Option<(usize, &str)> = None;
    for (rule, start) in parts.rules.iter().zip(&parts.starts) {
        match (start, last) {
            (None, _) if rule.required => {
                let headings = parts.document.outline.headings.iter().enumerate();
                let free = headings.filter(|(index, _)| !parts.starts.contains(&Some(*index)));
                let nearest = closest(&rule.name, free.map(|(_, heading)| heading.text.as_str()));
                let at = At::file(&parts.document.path);
                faults.push(catalog::entry_section_missing(at, title, &rule.name, nearest));
            }
            (None, _) => {}
            (Some(start), Some((before, name))) if *start < before => {
                faults.push(catalog::entry_section_order(parts.at(*start), title, &rule.name, name));
            }
            (Some(start), _) => last = Some((*start, &rule.name)),
        }
    }
}

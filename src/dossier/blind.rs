//! Blind copies: names become codes, and a finished archive is searched for names that are left.

use super::fields::Speaker;
use crate::markdown::{Block, Blocks, Figure, Inline, Style};
use crate::model::{Hall, Name};
use crate::text::{csv_table, is_han};
use foldhash::HashMap;
use std::collections::BTreeSet;

/// Names and the codes that stand for them; empty where nothing is hidden.
#[derive(Debug, Default)]
pub struct Codes {
    /// Name and code, longest name first.
    names: Vec<(String, String)>,
    /// Places in `names` by the first character of the name.
    by_first: HashMap<char, Vec<usize>>,
    /// Code, kind and spellings, in the order of codes.
    key: Vec<(String, Vec<String>)>,
}

/// Names of one person, unit, brand or place, shorter than this, are words of the language.
const CHARS_MIN: usize = 2;

impl Codes {
    /// Codes for every name that a jury could tell an entry by: units, brands and places of the hall, people of the entries, and what
    /// the call names itself.
    pub(super) fn of(hall: &Hall, speakers: &[Speaker<'_>]) -> Self {
        let mut codes = Self::default();
        let spelt = |name: &Name| -> Vec<String> {
            std::iter::once(&name.name).chain(&name.aliases).cloned().collect()
        };
        for unit in &hall.units {
            let mut names = spelt(&unit.name);
            names.extend(unit.short.clone());
            codes.add("单位", names);
        }
        for brand in &hall.brands {
            codes.add("品牌", spelt(&brand.name));
        }
        for names in people_of(speakers) {
            codes.add("人员", names);
        }
        for venue in &hall.venues {
            codes.add("地点", spelt(&venue.name).into_iter().chain(venue.address.clone()).collect());
        }
        for place in places_of(hall, speakers) {
            codes.add("地点", place);
        }
        for name in speakers.first().map(|speaker| &speaker.call.papers.hidden).into_iter().flatten() {
            codes.add("隐去", vec![name.clone()]);
        }
        codes.settle();
        codes
    }

    fn add(&mut self, kind: &str, names: Vec<String>) {
        let is_new = |name: &String| {
            name.chars().count() >= CHARS_MIN && !self.key.iter().any(|(_, known)| known.contains(name))
        };
        let names: Vec<String> = names.into_iter().filter(is_new).collect();
        if !names.is_empty() {
            let number = self.key.iter().filter(|(code, _)| code.starts_with(kind)).count() + 1;
            self.key.push((format!("{kind}{number:02}"), names));
        }
    }

    fn settle(&mut self) {
        for (code, names) in &self.key {
            self.names.extend(names.iter().map(|name| (name.clone(), code.clone())));
        }
        self.names
            .sort_by(|a, b| (std::cmp::Reverse(a.0.len()), &a.0).cmp(&(std::cmp::Reverse(b.0.len()), &b.0)));
        for (index, (name, _)) in self.names.iter().enumerate() {
            if let Some(first) = name.chars().next() {
                self.by_first.entry(first).or_default().push(index);
            }
        }
    }

    /// Whether anything is hidden.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// `text` with every name replaced by its code; of names that begin at one place, the longest counts.
    pub(super) fn masked(&self, text: &str) -> String {
        if self.names.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let candidates = self.by_first.get(&first).into_iter().flatten();
            let found =
                candidates.map(|index| &self.names[*index]).find(|(name, _)| rest.starts_with(name.as_str()));
            match found {
                Some((name, code)) => {
                    out.push_str(code);
                    rest = &rest[name.len()..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }

    /// A body with every name replaced, also one that changes its style in the middle.
    pub(super) fn masked_blocks(&self, body: &Blocks) -> Blocks {
        if self.names.is_empty() {
            return body.clone();
        }
        Blocks {
            blocks: body.blocks.iter().map(|block| self.block(block)).collect(),
            notes: body
                .notes
                .iter()
                .map(|note| note.iter().map(|block| self.block(block)).collect())
                .collect(),
        }
    }

    fn block(&self, block: &Block) -> Block {
        let all = |blocks: &[Block]| blocks.iter().map(|block| self.block(block)).collect::<Vec<_>>();
        match block {
            Block::Heading(level, text) => Block::Heading(*level, self.inlines(text)),
            Block::Paragraph(text) => Block::Paragraph(self.inlines(text)),
            Block::List(first, items) => Block::List(*first, items.iter().map(|item| all(item)).collect()),
            Block::Quote(blocks) => Block::Quote(all(blocks)),
            Block::Code(code) => Block::Code(self.masked(code)),
            Block::Picture(figure) => Block::Picture(Figure {
                target: figure.target.clone(),
                alt: self.masked(&figure.alt),
                caption: self.masked(&figure.caption),
            }),
            Block::Table(table) => {
                let mut table = table.clone();
                for cell in table.head.iter_mut().chain(table.rows.iter_mut().flatten()) {
                    *cell = self.inlines(cell);
                }
                Block::Table(table)
            }
            Block::Rule => Block::Rule,
        }
    }

    /// Where a name runs over a change of style, the whole paragraph loses its styles: better plain than told.
    fn inlines(&self, text: &[Inline]) -> Vec<Inline> {
        let joined: String = text.iter().map(words_of).collect();
        let apart: String = text.iter().map(|inline| self.masked(words_of(inline))).collect();
        let together = self.masked(&joined);
        if apart != together {
            let notes = text.iter().filter(|inline| matches!(inline, Inline::Note(_))).cloned();
            return std::iter::once(Inline::Text(together, Style::default())).chain(notes).collect();
        }
        let mask = |inline: &Inline| match inline {
            Inline::Text(text, style) => Inline::Text(self.masked(text), *style),
            other => other.clone(),
        };
        text.iter().map(mask).collect()
    }

    /// What codes stand for, as CSV: to be kept away from the copy.
    #[must_use]
    pub fn key_csv(&self) -> Vec<u8> {
        let head = ["代号", "名称", "其他叫法"].map(str::to_owned).to_vec();
        let row = |(code, names): &(String, Vec<String>)| {
            vec![code.clone(), names[0].clone(), names[1..].join("、")]
        };
        csv_table(std::iter::once(head).chain(self.key.iter().map(row)))
    }

    /// Every hidden name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }
}

fn words_of(inline: &Inline) -> &str {
    match inline {
        Inline::Text(text, _) => text,
        Inline::Break => "\n",
        Inline::Note(_) => "",
    }
}

/// People whom entries name outside their text: in photographs, as contacts, in answers to the call.
fn people_of(speakers: &[Speaker<'_>]) -> Vec<Vec<String>> {
    let mut people: BTreeSet<String> = BTreeSet::new();
    for speaker in speakers {
        let case = speaker.hall.case(speaker.entry.case);
        for photo in &case.photos {
            people.extend(photo.credit.clone());
            people.extend(photo.people.iter().flat_map(|people| people.split('、')).map(str::to_owned));
        }
        let answers = case.office.answers.iter().map(|(_, answer)| answer);
        for text in case.office.contact.iter().chain(answers) {
            let parts = text.split([' ', '、', '，', '；', ',', ';', '：', ':', '(', ')', '（', '）']);
            people.extend(parts.filter(|part| is_telling(part)).map(str::to_owned));
        }
    }
    people.into_iter().map(|name| vec![name]).collect()
}

/// A name of a person, or a number by which one can be rung; not a sentence.
fn is_telling(part: &str) -> bool {
    let count = part.chars().count();
    let is_name = part.chars().all(|c| is_han(c) || c == '·') && (2..=8).contains(&count);
    let is_number = count >= 6 && part.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '+');
    is_name || is_number || part.contains('@')
}

/// Places of photographs, and those that names of units begin with: 济宁市审计局 tells 济宁市 and 济宁.
fn places_of(hall: &Hall, speakers: &[Speaker<'_>]) -> Vec<Vec<String>> {
    let mut places: BTreeSet<Vec<String>> = BTreeSet::new();
    for unit in &hall.units {
        for name in std::iter::once(&unit.name.name).chain(&unit.name.aliases) {
            places.extend(place_of(name));
        }
    }
    for speaker in speakers {
        let photos = &speaker.hall.case(speaker.entry.case).photos;
        places.extend(photos.iter().filter_map(|photo| photo.place.clone()).map(|place| vec![place]));
    }
    places.into_iter().collect()
}

fn place_of(unit: &str) -> Option<Vec<String>> {
    let end = unit.char_indices().take(5).skip(2).find(|(_, c)| "省市区县旗州".contains(*c))?;
    let (short, full) = (&unit[..end.0], &unit[..end.0 + end.1.len_utf8()]);
    Some(vec![full.to_owned(), short.to_owned()])
}

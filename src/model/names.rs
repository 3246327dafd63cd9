//! Names of units, brands, honors and venues: which spellings mean the same, and which look like a slip.
//!
//! A name needs no file: the first case that uses it makes it exist. A file enriches it.

use super::assemble::NameDrafts;
use super::hall::Name;
use crate::diag::{At, Fault, catalog};
use crate::text::{self, Reading, slug_of};
use crate::yaml::Placed;
use foldhash::{HashMap, HashMapExt};
use unicode_normalization::UnicodeNormalization;

/// All names of one kind while the hall is assembled. Positions are those of first mention until [`Registry::finish`].
#[derive(Debug)]
pub(super) struct Registry {
    folder: &'static str,
    closed: bool,
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    /// Spellings met so far: most names are written the same way every time, and folding them costs more than finding them.
    by_spelling: HashMap<String, usize>,
}

#[derive(Debug)]
struct Entry {
    name: Name,
    file: Option<String>,
    slug_at: At,
    uses: usize,
    first_use: At,
}

/// How names are compared: full-width and half-width forms are one, and so are cases and spaces.
#[must_use]
pub fn key_of(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

impl Registry {
    /// The names that have files, in `drafts` with the index and path of their documents.
    pub(super) fn new(
        folder: &'static str,
        closed: bool,
        drafts: &NameDrafts<'_>,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut registry =
            Self { folder, closed, entries: Vec::new(), by_key: HashMap::new(), by_spelling: HashMap::new() };
        for (document, path, draft) in drafts {
            let index = registry.entries.len();
            registry.entries.push(Entry {
                name: Name {
                    name: draft.name.value.clone(),
                    aliases: draft.aliases.iter().map(|alias| alias.value.clone()).collect(),
                    slug: draft.slug.clone(),
                    document: Some(*document),
                    sort_key: draft.sort_key.clone(),
                    initial: draft.initial,
                },
                file: Some((*path).to_owned()),
                slug_at: draft.slug_at.clone(),
                uses: 0,
                first_use: draft.name.at.clone(),
            });
            for written in std::iter::once(&draft.name).chain(&draft.aliases).chain(&draft.short) {
                registry.claim(index, written, faults);
            }
        }
        registry
    }

    fn claim(&mut self, index: usize, written: &Placed<String>, faults: &mut Vec<Fault>) {
        match self.by_key.get(&key_of(&written.value)) {
            Some(other) if *other != index => {
                let file = self.entries[*other].file.clone().unwrap_or_default();
                faults.push(catalog::name_taken(written.at.clone(), &written.value, &file));
            }
            Some(_) => {}
            None => {
                self.by_key.insert(key_of(&written.value), index);
            }
        }
    }

    /// The position of the name `written`, new if nobody used it before.
    pub(super) fn position(&mut self, written: &Placed<String>, faults: &mut Vec<Fault>) -> usize {
        if let Some(index) = self.by_spelling.get(&written.value) {
            self.entries[*index].uses += 1;
            return *index;
        }
        let key = key_of(&written.value);
        if let Some(index) = self.by_key.get(&key).copied() {
            self.entries[index].uses += 1;
            self.by_spelling.insert(written.value.clone(), index);
            return index;
        }
        if self.closed {
            let known = self.entries.iter().filter(|entry| entry.file.is_some());
            let nearest = text::closest(&written.value, known.map(|entry| entry.name.name.as_str()));
            faults.push(catalog::unlisted_name(written.at.clone(), &written.value, nearest, self.folder));
        }
        let reading = Reading::of(&written.value);
        let index = self.entries.len();
        self.by_key.insert(key, index);
        self.by_spelling.insert(written.value.clone(), index);
        self.entries.push(Entry {
            name: Name {
                name: written.value.clone(),
                aliases: Vec::new(),
                slug: slug_of(&written.value, &reading),
                document: None,
                sort_key: reading.sort_key(&written.value),
                initial: reading.initial(),
            },
            file: None,
            slug_at: written.at.clone(),
            uses: 1,
            first_use: written.at.clone(),
        });
        index
    }

    /// The position of `written` if it is known.
    pub(super) fn find(&self, written: &str) -> Option<usize> {
        self.by_key.get(&key_of(written)).copied()
    }

    /// Every known name, for suggestions.
    pub(super) fn known(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.name.as_str())
    }

    /// Ends the collecting: reports slips and pages in each other's way, and gives the names by position.
    pub(super) fn finish(mut self, faults: &mut Vec<Fault>) -> Vec<Name> {
        if !self.closed {
            self.report_slips(faults);
        }
        self.part_slugs(faults);
        self.entries.into_iter().map(|entry| entry.name).collect()
    }

    /// A name that one single case uses, that has no file, and that is a slip away from another.
    fn report_slips(&self, faults: &mut Vec<Fault>) {
        let mut by_variant: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            for variant in variants(&entry.name.name) {
                by_variant.entry(variant).or_default().push(index);
            }
        }
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.uses != 1 || entry.file.is_some() {
                continue;
            }
            let mut near: Vec<usize> = variants(&entry.name.name)
                .filter_map(|variant| by_variant.get(&variant))
                .flatten()
                .copied()
                .filter(|other| *other != index && self.is_better_known(*other, index))
                .filter(|other| text::is_slip(&entry.name.name, &self.entries[*other].name.name))
                .collect();
            near.sort_by_key(|other| (std::cmp::Reverse(self.entries[*other].uses), *other));
            if let Some(known) = near.first() {
                let known = &self.entries[*known].name.name;
                faults.push(catalog::similar_name(
                    entry.first_use.clone(),
                    &entry.name.name,
                    known,
                    self.folder,
                ));
            }
        }
    }

    /// Of two names that each occur once, the one first mentioned counts as known, so that only one is reported.
    fn is_better_known(&self, other: usize, index: usize) -> bool {
        let other_entry = &self.entries[other];
        other_entry.file.is_some() || other_entry.uses > 1 || other < index
    }

    /// Names that sound the same get pages apart; two files that ask for one page are reported.
    fn part_slugs(&mut self, faults: &mut Vec<Fault>) {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by(|a, b| {
            let rank = |index: &usize| (self.entries[*index].file.is_none(), &self.entries[*index].name.name);
            rank(a).cmp(&rank(b))
        });
        let mut taken: HashMap<String, usize> = HashMap::new();
        for index in order {
            let entry = &self.entries[index];
            let slug = entry.name.slug.clone();
            let Some(other) = taken.get(slug.as_str()) else {
                taken.insert(slug.as_str().to_owned(), index);
                continue;
            };
            if entry.file.is_some() {
                let other_file = self.entries[*other].file.clone().unwrap_or_default();
                faults.push(catalog::same_slug(entry.slug_at.clone(), slug.as_str(), &other_file));
            }
            let apart = slug.told_apart_by(&entry.name.name);
            taken.insert(apart.as_str().to_owned(), index);
            self.entries[index].name.slug = apart;
        }
    }
}

/// The name itself and every form of it with one character left out: two names a slip apart share one.
fn variants(name: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = name.chars().collect();
    let count = chars.len();
    std::iter::once(name.to_owned()).chain((0..count).map(move |skip| {
        chars.iter().enumerate().filter(|(index, _)| *index != skip).map(|(_, c)| *c).collect()
    }))
}

//! Reads one mapping key by key.
//!
//! Every reader takes what it asks for and reports what does not fit; `finish` reports the keys nobody asked for.

use super::Node;
use crate::diag::{At, Fault, Spot, Trail, catalog};
use crate::text;
use serde::{Deserialize, Serialize};

/// A key and its Chinese spelling. Authors may write either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As in `title`.
    pub name: &'static str,
    /// As in `标题`.
    pub zh: &'static str,
}

/// A value and the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: At,
}

/// One mapping being read.
#[derive(Debug)]
pub struct Fields<'a, 'f> {
    file: &'a str,
    trail: Trail,
    entries: &'a [(String, Node)],
    known: Vec<Key>,
    is_mapping: bool,
    faults: &'f mut Vec<Fault>,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// Begins to read `node`, found by `trail` in `file`. Anything but a mapping is reported and read as empty.
    pub fn new(file: &'a str, node: &'a Node, trail: Trail, faults: &'f mut Vec<Fault>) -> Self {
        let is_mapping = matches!(node, Node::Map(_) | Node::Empty);
        let entries: &[(String, Node)] = match node {
            Node::Map(entries) => entries,
            _ => &[],
        };
        if !is_mapping {
            let at = At::value(file, trail.clone());
            faults.push(catalog::not_a_mapping(at));
        }
        Self { file, trail, entries, known: Vec::new(), is_mapping, faults }
    }

    /// The place of the value under `key` as the author spelt it, or of the whole mapping if it is absent.
    #[must_use]
    pub fn at(&self, key: Key) -> At {
        match self.spelling(key) {
            Some(name) => At::value(self.file, self.trail.key(name)),
            None if self.trail.is_empty() => At::file(self.file),
            None => At::value(self.file, self.trail.clone()),
        }
    }

    /// `key` as the author spelt it, where it is written.
    fn spelling(&self, key: Key) -> Option<&'a str> {
        self.entries.iter().map(|(name, _)| name.as_str()).find(|name| is(key, name))
    }

    /// Reports a fault. What is no mapping lacks every key, and has been reported once as that.
    pub fn report(&mut self, fault: Fault) {
        if self.is_mapping {
            self.faults.push(fault);
        }
    }

    /// Whether `key` is written at all, with or without a value.
    #[must_use]
    pub fn has(&self, key: Key) -> bool {
        self.spelling(key).is_some()
    }

    /// The raw value under `key`; a repeated key is reported and its first value kept.
    pub fn node(&mut self, key: Key) -> Option<&'a Node> {
        self.known.push(key);
        let entries = self.entries;
        let mut found = entries.iter().filter(|(name, _)| is(key, name));
        let (first_name, first) = found.next()?;
        let mut seen = vec![first_name];
        for (name, _) in found {
            let repeat = seen.iter().filter(|other| **other == name).count();
            seen.push(name);
            let at = At { file: self.file.into(), spot: Spot::Key(self.trail.key(name), repeat) };
            self.faults.push(catalog::repeated_key(at, name, first_name));
        }
        (*first != Node::Empty).then_some(first)
    }

    /// One line of text: composed, trimmed, white space folded. Empty text counts as absent.
    pub fn text(&mut self, key: Key) -> Option<Placed<String>> {
        let node = self.node(key)?;
        let at = self.at(key);
        let Some(text) = node.as_text() else {
            self.faults.push(catalog::not_a_text(at, key.name, key.zh));
            return None;
        };
        let value = text::clean_line(&text);
        (!value.is_empty()).then_some(Placed { value, at })
    }

    /// Like [`Fields::text`], without the place.
    pub fn plain(&mut self, key: Key) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// The items under `key` with their places; a single value stands for a list of one.
    pub fn items(&mut self, key: Key) -> Vec<(&'a Node, Trail)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let trail = self.trail.key(self.spelling(key).expect("there is a value, so there is a key"));
        match node {
            Node::List(items) => {
                items.iter().enumerate().map(|(index, item)| (item, trail.item(index))).collect()
            }
            single => vec![(single, trail)],
        }
    }

    /// A list of one-line texts; a single text stands for a list of one.
    pub fn texts(&mut self, key: Key) -> Vec<Placed<String>> {
        let mut out = Vec::new();
        for (item, trail) in self.items(key) {
            let at = At::value(self.file, trail);
            match item.as_text() {
                Some(text) => {
                    let value = text::clean_line(&text);
                    if !value.is_empty() {
                        out.push(Placed { value, at });
                    }
                }
                None if *item == Node::Empty => {}
                None => self.faults.push(catalog::not_a_text(at, key.name, key.zh)),
            }
        }
        out
    }

    /// `true` or `false`, also as 是 or 否.
    pub fn flag(&mut self, key: Key) -> Option<bool> {
        let node = self.node(key)?;
        let flag = match node {
            Node::Flag(flag) => Some(*flag),
            Node::Text(text) => match text.trim() {
                "是" | "yes" | "on" => Some(true),
                "否" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if flag.is_none() {
            let at = self.at(key);
            self.faults.push(catalog::not_a_flag(at, key.name, key.zh));
        }
        flag
    }

    /// A year between 1900 and 2199, in any of the ways editors write it.
    pub fn year(&mut self, key: Key) -> Option<u16> {
        let node = self.node(key)?;
        let year = node.as_text().and_then(|text| text::year_of(&text));
        if year.is_none() {
            let at = self.at(key);
            self.faults.push(catalog::not_a_year(at, &node.as_text().unwrap_or_default()));
        }
        year
    }

    /// A whole number of at least `least`.
    pub fn number(&mut self, key: Key, least: usize) -> Option<usize> {
        let node = self.node(key)?;
        let number = match node {
            Node::Number(number) => usize::try_from(*number).ok(),
            Node::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        let fits = number.filter(|number| *number >= least);
        if fits.is_none() {
            let at = self.at(key);
            self.faults.push(catalog::not_a_number(at, key.name, least));
        }
        fits
    }

    /// Ends the reading: every key that nobody asked for is reported with the nearest known one.
    pub fn finish(self) {
        let Self { file, trail, entries, known, faults, .. } = self;
        for (name, _) in entries {
            if known.iter().any(|key| is(*key, name)) {
                continue;
            }
            let candidates = known.iter().flat_map(|key| [key.name, key.zh]);
            let nearest = text::closest(name, candidates);
            let at = At { file: file.into(), spot: Spot::Key(trail.key(name), 0) };
            let all: Vec<&str> = known.iter().map(|key| key.name).collect();
            faults.push(catalog::unknown_key(at, name, nearest, &all));
        }
    }
}

fn is(key: Key, name: &str) -> bool {
    name == key.name || (!key.zh.is_empty() && name == key.zh)
}

//! A reader of the search index that knows only the published files, as the script in the page does: written apart from the program,
//! so that a slip in the writer is not repeated here.

use crate::support::Files;
use std::collections::{BTreeMap, BTreeSet};

/// An index as published.
pub(crate) struct Reader<'f> {
    files: &'f Files,
    stamp: String,
    total: usize,
    shards: usize,
    texts_per_file: usize,
    years: Vec<u64>,
}

/// A case as its text file tells it.
pub(crate) struct Story {
    pub(crate) url: String,
    /// Title, brand, honors, units, the rest.
    pub(crate) fields: [String; 5],
}

impl<'f> Reader<'f> {
    pub(crate) fn open(files: &'f Files) -> Self {
        let (stamp, value) = read_file(files, "manifest");
        let manifest: serde_json::Value = serde_json::from_str(&value).unwrap();
        let number = |key: &str| manifest[key].as_u64().unwrap() as usize;
        Self {
            files,
            stamp,
            total: number("total"),
            shards: number("shards"),
            texts_per_file: number("texts"),
            years: manifest["years"].as_array().unwrap().iter().map(|year| year.as_u64().unwrap()).collect(),
        }
    }

    pub(crate) fn years(&self) -> &[u64] {
        &self.years
    }

    /// A file that must belong to the same numbering as the manifest.
    fn packed(&self, name: &str) -> String {
        let (stamp, value) = read_file(self.files, name);
        assert_eq!(stamp, self.stamp, "{name} is of another numbering");
        value.trim_matches('"').to_owned()
    }

    pub(crate) fn story(&self, id: usize) -> Story {
        let text = unpack(&self.packed(&format!("t/{}", id / self.texts_per_file)));
        let mut parts = entries_of(&text).swap_remove(id % self.texts_per_file);
        // One more says that there are traditional characters, which is for the script to know.
        parts.truncate(6);
        let [slug, title, brand, honors, units, rest] = parts.try_into().unwrap();
        Story { url: format!("cases/{slug}.html"), fields: [title, brand, honors, units, rest] }
    }

    /// The cases with two folded characters side by side, or one alone (then the second is 0), each with its place: 0, the title, to 4.
    /// Those are left out in which they are never before `next`, as far as that is told.
    pub(crate) fn list(&self, (first, second, next): (u32, u32, Option<u32>)) -> BTreeMap<usize, u32> {
        let shard = (first as usize * 7919 + second as usize) % self.shards;
        let text = self.packed(&format!("g/{shard}"));
        let mut bits = Bits::new(&text);
        let mut symbol = 0;
        for _ in 0..bits.number(6) {
            symbol += bits.number(7) as u32;
            let other = bits.number(13) as u32 ^ 0x4e00;
            let length = bits.number(5);
            if (symbol, other) == (first, second) {
                return self.read_list(&mut bits, next);
            }
            bits.at += length;
        }
        BTreeMap::new()
    }

    fn read_list(&self, bits: &mut Bits, next: Option<u32>) -> BTreeMap<usize, u32> {
        let ids = self.read_ids(bits);
        let mut places: BTreeMap<usize, u32> = ids.iter().map(|id| (*id, 4)).collect();
        let named = bits.number(0);
        let k = ids.len().checked_div(named).map_or(0, usize::ilog2);
        for at in bits.rising(named, |bits| bits.number(k)) {
            places.insert(ids[at], bits.bits(2) as u32);
        }
        // What follows in each case: a remainder of seven, or that there are several.
        if let Some(next) = next {
            for id in &ids {
                let told = bits.bits(3);
                if told != 7 && told != next as usize % 7 {
                    places.remove(id);
                }
            }
        }
        places
    }

    fn id_bits(&self) -> u32 {
        if self.total > 1 { usize::BITS - (self.total - 1).leading_zeros() } else { 0 }
    }

    fn read_ids(&self, bits: &mut Bits) -> Vec<usize> {
        let count = bits.number(1);
        let k = bits.bits(4) as u32;
        let are_even = bits.bits(1) == 1;
        bits.rising(count, |bits| if are_even { bits.even_number(k) } else { bits.number(k) })
    }

    /// The cases a value of a facet has, value after value.
    pub(crate) fn facet(&self, name: &str) -> Vec<Vec<usize>> {
        let mut bits = Bits::new(&self.packed(name));
        let count = self.names(name).len();
        if name != "level" {
            return self.column(&mut bits, count);
        }
        let honors = self.facet("honor");
        let width = usize::BITS - count.leading_zeros();
        let level_of: Vec<usize> = honors.iter().map(|_| bits.bits(width)).collect();
        let mut levels: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count + 1];
        honors.iter().zip(level_of).for_each(|(cases, level)| levels[level].extend(cases));
        for (level, wrong) in self.column(&mut bits, count).into_iter().enumerate() {
            levels[level] =
                levels[level].symmetric_difference(&wrong.into_iter().collect()).copied().collect();
        }
        levels.into_iter().take(count).map(|cases| cases.into_iter().collect()).collect()
    }

    fn column(&self, bits: &mut Bits, count: usize) -> Vec<Vec<usize>> {
        let in_runs = bits.bits(1) == 1;
        let mut next = 0;
        let mut list = || if in_runs { self.read_runs(bits, &mut next) } else { self.read_ids(bits) };
        (0..count).map(|_| list()).collect()
    }

    fn read_runs(&self, bits: &mut Bits, next: &mut usize) -> Vec<usize> {
        let mut ids = Vec::new();
        for _ in 0..bits.number(0) {
            if bits.bits(1) == 1 {
                *next = bits.bits(self.id_bits());
            }
            let end = *next + bits.number(2) + 1;
            ids.extend(*next..end);
            *next = end;
        }
        ids
    }

    /// A file of names, `names` or `spellings`: entries, each with its fields.
    pub(crate) fn entries(&self, name: &str) -> Vec<Vec<String>> {
        entries_of(&unpack(&self.packed(name)))
    }

    /// The names of one kind.
    pub(crate) fn names(&self, kind: &str) -> Vec<String> {
        let mut entries = self.entries("names").into_iter();
        entries.find(|entry| entry[0] == kind).unwrap().split_off(1)
    }

    /// Pages of the cases that hold `fragment`, with the place it is at: candidates by the lists, proved by the texts, as in the page.
    pub(crate) fn search(&self, fragment: &str) -> BTreeMap<String, usize> {
        let folded = folded(fragment);
        let chars: Vec<char> = folded.chars().collect();
        let code = |at: usize| chars.get(at).map(|c| u32::from(*c));
        let mut keys: Vec<(u32, u32, Option<u32>)> =
            (0..chars.len()).filter_map(|at| Some((code(at)?, code(at + 1)?, code(at + 2)))).collect();
        if let [one] = chars.as_slice() {
            keys.push((u32::from(*one), 0, None));
        }
        // Latin letters and digits are looked up by three as well, the first two as one symbol.
        keys.extend((0..chars.len()).filter_map(|at| {
            let digit = |at: usize| chars.get(at)?.to_digit(36);
            digit(at + 2)?;
            Some((0x1a_0000 + digit(at)? * 36 + digit(at + 1)?, code(at + 2)?, code(at + 3)))
        }));
        let mut lists = keys.iter().map(|key| self.list(*key));
        let mut candidates: Vec<usize> = lists.next().unwrap_or_default().into_keys().collect();
        for list in lists {
            candidates.retain(|id| list.contains_key(id));
        }
        let mut found = BTreeMap::new();
        for id in candidates {
            let story = self.story(id);
            if let Some(place) = story.fields.iter().position(|field| folded_lines(field).contains(&folded)) {
                found.insert(story.url, place);
            }
        }
        found
    }
}

/// `text` as search compares it, in one line.
pub(crate) fn folded(text: &str) -> String {
    folded_lines(text).replace('\n', "")
}

/// `text` as search compares it, its lines apart.
pub(crate) fn folded_lines(text: &str) -> String {
    let mut out = Vec::new();
    zhanguan::text::fold(text, &mut out);
    out.into_iter().collect()
}

/// Stamp and value of `HallSearch.add("NAME","STAMP",VALUE)`.
fn read_file(files: &Files, name: &str) -> (String, String) {
    let bytes = files.get(&format!("search/{name}.js")).unwrap_or_else(|| panic!("no file {name}"));
    let text = script(bytes);
    let head = format!("\u{feff}HallSearch.add(\"{name}\",\"");
    let rest = text.strip_prefix(&head).and_then(|rest| rest.strip_suffix(")\n")).unwrap();
    let (stamp, value) = rest.split_once("\",").unwrap();
    (stamp.to_owned(), value.to_owned())
}

/// A script of the index, which is written in UTF-16.
pub(crate) fn script(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes(pair.try_into().unwrap())).collect();
    String::from_utf16(&units).unwrap()
}

struct Bits {
    bits: Vec<bool>,
    at: usize,
}

impl Bits {
    fn new(text: &str) -> Self {
        // By their place among characters that need no escape, the first 2,176 stand for 15 bits, the others for 16.
        let bits = text.encode_utf16().flat_map(|unit| {
            let place = unit as usize - if unit < 0xd800 { 0x80 } else { 0x880 };
            let (value, width) = if place < 2176 { (place, 15) } else { (place + 2176, 16) };
            (0..width).rev().map(move |bit| value >> bit & 1 == 1)
        });
        Self { bits: bits.collect(), at: 0 }
    }

    fn bits(&mut self, width: u32) -> usize {
        let mut value = 0;
        for _ in 0..width {
            value = value << 1 | usize::from(self.bits[self.at]);
            self.at += 1;
        }
        value
    }

    /// `count` numbers, each greater than the one before.
    fn rising(&mut self, count: usize, gap_of: impl Fn(&mut Self) -> usize) -> Vec<usize> {
        let mut next = 0;
        let mut gap = || {
            next += gap_of(self) + 1;
            next - 1
        };
        (0..count).map(|_| gap()).collect()
    }

    fn zeros(&mut self) -> u32 {
        let mut zeros = 0;
        while self.bits(1) == 0 {
            zeros += 1;
        }
        zeros
    }

    fn even_number(&mut self, k: u32) -> usize {
        (self.zeros() as usize) << k | self.bits(k)
    }

    fn number(&mut self, k: u32) -> usize {
        let zeros = self.zeros();
        (((1 << zeros) | self.bits(zeros)) - 1) << k | self.bits(k)
    }
}

/// Entries end with one mark, their fields are parted by another.
fn entries_of(text: &str) -> Vec<Vec<String>> {
    text.split_terminator('\u{1e}').map(|entry| entry.split('\u{1f}').map(str::to_owned).collect()).collect()
}

fn unpack(packed: &str) -> String {
    let mut bits = Bits::new(packed);
    let steps = bits.number(10);
    let mut words: BTreeMap<(u32, usize), u32> = BTreeMap::new();
    let mut word = 0;
    for length in 1..=bits.bits(5) as u32 {
        word *= 2;
        let count = bits.number(2);
        let k = if count > 0 { bits.bits(4) as u32 } else { 0 };
        let mut next = 0;
        for _ in 0..count {
            next += bits.number(k) as u32;
            words.insert((length, word), next);
            next += 1;
            word += 1;
        }
    }
    let mut chars: Vec<u32> = Vec::new();
    for _ in 0..steps {
        let (mut length, mut word) = (0, 0);
        let symbol = loop {
            (length, word) = (length + 1, word * 2 + bits.bits(1));
            if let Some(symbol) = words.get(&(length, word)) {
                break *symbol;
            }
        };
        if (0x80..0xa0).contains(&symbol) {
            let width = if chars.len() > 1 { usize::BITS - (chars.len() - 1).leading_zeros() } else { 0 };
            let from = chars.len() - 1 - bits.bits(width);
            for at in 0..symbol as usize - 0x7d {
                chars.push(chars[from + at]);
            }
        } else {
            chars.push(symbol);
        }
    }
    chars.into_iter().map(|c| char::from_u32(c).unwrap()).collect()
}

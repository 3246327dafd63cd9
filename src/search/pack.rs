//! Texts, packed: repeats by where they stood before, the rest by a code that gives frequent characters few bits.
//!
//! A text file is a few cases long, so it carries its own code: no table must be loaded before the first result is shown.

use super::bits::{BitReader, BitWriter, Bits, number_bits, width_of};
use std::cell::RefCell;

/// A repeat of n characters is written as this symbol + n; controls of this range stand in no text.
const REPEAT: u32 = 0x7d;
const REPEAT_MIN: usize = 3;
const REPEAT_MAX: usize = 34;
/// Earlier places looked at for a repeat.
const PLACES_MAX: usize = 24;
/// A repeat of so many characters is taken as it comes.
const LONG_ENOUGH: usize = 8;

/// One step of unpacking.
enum Step {
    Char(u32),
    Repeat { length: usize, distance: usize, at: usize },
}

impl Step {
    fn symbol(&self) -> u32 {
        match self {
            Self::Char(c) => *c,
            Self::Repeat { length, .. } => REPEAT + *length as u32,
        }
    }
}

thread_local! {
    /// Kept between texts, so that its pages are made once.
    static TABLE: RefCell<Table> = RefCell::default();
}

/// For every symbol how often it stands in the text being packed, then its word in the code; zero for those that do not stand in it.
/// Of the million that there are a text has some hundreds, most of them from one script: there is room for those met so far, 256
/// neighbours at a time.
#[derive(Default)]
struct Table(Vec<Option<Box<[u64; 256]>>>);

impl Table {
    fn at(&mut self, symbol: u32) -> &mut u64 {
        let page = symbol as usize >> 8;
        if page >= self.0.len() {
            self.0.resize_with(page + 1, || None);
        }
        &mut self.0[page].get_or_insert_with(|| Box::new([0; 256]))[symbol as usize & 0xff]
    }
}

/// Where the word of a symbol begins in the table; below it, how many bits it has.
const LENGTH_BITS: u32 = 5;

/// `text` packed; the script unpacks it (`unpack`).
pub(super) fn pack(text: &str) -> Bits {
    TABLE.with_borrow_mut(|table| pack_with(table, text))
}

fn pack_with(table: &mut Table, text: &str) -> Bits {
    let chars: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = steps_of(&chars);
    let mut symbols = Vec::new();
    for step in &steps {
        let count = table.at(step.symbol());
        *count += 1;
        if *count == 1 {
            symbols.push(step.symbol());
        }
    }
    symbols.sort_unstable();
    let counts: Vec<(u32, u32)> =
        symbols.into_iter().map(|symbol| (symbol, *table.at(symbol) as u32)).collect();
    let code = Code::of(&counts);
    for (symbol, (word, length)) in code.words() {
        *table.at(symbol) = u64::from(word) << LENGTH_BITS | u64::from(length);
    }
    let mut out = BitWriter::default();
    out.number(steps.len() as u32, 10);
    code.write(&mut out);
    for step in &steps {
        let entry = *table.at(step.symbol());
        out.bits((entry >> LENGTH_BITS) as u32, entry as u32 & ((1 << LENGTH_BITS) - 1));
        if let Step::Repeat { distance, at, .. } = step {
            out.bits(*distance as u32 - 1, width_of(*at));
        }
    }
    for (symbol, _) in counts {
        *table.at(symbol) = 0;
    }
    out.finish()
}

/// What [`pack`] packed; `None` if it is no such thing.
pub(super) fn unpack(packed: &Bits) -> Option<String> {
    let mut bits = BitReader::new(packed);
    let steps = bits.number(10);
    let by_length = Code::read(&mut bits);
    let mut chars: Vec<u32> = Vec::with_capacity(steps as usize);
    for _ in 0..steps {
        let symbol = read_symbol(&mut bits, &by_length)?;
        match symbol
            .checked_sub(REPEAT)
            .filter(|length| (REPEAT_MIN..=REPEAT_MAX).contains(&(*length as usize)))
        {
            Some(length) => {
                let distance = bits.bits(width_of(chars.len())) as usize + 1;
                for _ in 0..length {
                    chars.push(*chars.get(chars.len().checked_sub(distance)?)?);
                }
            }
            None => chars.push(symbol),
        }
    }
    chars.into_iter().map(char::from_u32).collect()
}

fn read_symbol(bits: &mut BitReader<'_>, by_length: &[Vec<u32>]) -> Option<u32> {
    let (mut word, mut first) = (0u32, 0u32);
    for symbols in by_length {
        word = word << 1 | bits.bits(1);
        first <<= 1;
        if let Some(symbol) = word.checked_sub(first).and_then(|at| symbols.get(at as usize)) {
            return Some(*symbol);
        }
        first += symbols.len() as u32;
    }
    None
}

/// Where the same three characters may have stood before: the latest place of each hash, and for each place the one before.
struct Earlier<'c> {
    chars: &'c [u32],
    latest: Vec<u32>,
    before: Vec<u32>,
}

const NONE: u32 = u32::MAX;
const HASHES: usize = 1 << 12;

impl Earlier<'_> {
    /// The latest place of what stands at `at`, which takes its place.
    fn remember(&mut self, at: usize) -> u32 {
        let Some(head) = self.chars.get(at..at + REPEAT_MIN) else { return NONE };
        let hash = head.iter().fold(0u32, |hash, c| (hash ^ c).wrapping_mul(0x9e37_79b1).rotate_left(15));
        let latest = &mut self.latest[hash as usize % HASHES];
        self.before[at] = std::mem::replace(latest, at as u32);
        self.before[at]
    }

    /// The longest repeat at `at`, which takes its place among what stood before.
    fn look_at(&mut self, at: usize) -> Option<(usize, usize)> {
        let latest = self.remember(at);
        self.longest(at, latest)
    }

    /// The longest repeat at `at` and where it stood, the nearest of the longest, if one is worth it.
    fn longest(&self, at: usize, mut earlier: u32) -> Option<(usize, usize)> {
        let here = &self.chars[at..self.chars.len().min(at + REPEAT_MAX)];
        let mut best = None;
        let mut least = REPEAT_MIN;
        for _ in 0..PLACES_MAX {
            if earlier == NONE || here.len() < least {
                break;
            }
            let from = earlier as usize;
            let there = &self.chars[from..];
            // What differs where a longer repeat would end need not be compared from its beginning.
            if there[least - 1] == here[least - 1] {
                let length = here.iter().zip(there).take_while(|(a, b)| a == b).count();
                if length >= least {
                    best = Some((length, from));
                    least = length + 1;
                }
            }
            earlier = self.before[from];
        }
        best
    }
}

fn steps_of(chars: &[u32]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(chars.len());
    let mut earlier = Earlier { chars, latest: vec![NONE; HASHES], before: vec![NONE; chars.len()] };
    let mut at = 0;
    let mut here = None;
    while at < chars.len() {
        let repeat = here.take().unwrap_or_else(|| earlier.look_at(at));
        let Some((length, from)) = repeat else {
            steps.push(Step::Char(chars[at]));
            at += 1;
            continue;
        };
        // A short repeat is put off by one character if that gives a longer one.
        let next = if length < LONG_ENOUGH { earlier.look_at(at + 1) } else { None };
        if next.is_some_and(|(longer, _)| longer > length) {
            steps.push(Step::Char(chars[at]));
            here = Some(next);
            at += 1;
            continue;
        }
        steps.push(Step::Repeat { length, distance: at - from, at });
        let looked_at = at + 1 + usize::from(length < LONG_ENOUGH);
        (looked_at..at + length).for_each(|inside| {
            earlier.remember(inside);
        });
        at += length;
    }
    steps
}

/// A canonical prefix code: the lengths of its words tell all of it.
struct Code {
    /// Symbols by the length of their words, ascending.
    by_length: Vec<Vec<u32>>,
}

impl Code {
    /// The best code for symbols, ascending, of these counts.
    fn of(counts: &[(u32, u32)]) -> Self {
        let mut by_length: Vec<Vec<u32>> = Vec::new();
        for ((symbol, _), length) in counts.iter().zip(lengths_of(counts)) {
            by_length.resize(by_length.len().max(length), Vec::new());
            by_length[length - 1].push(*symbol);
        }
        Self { by_length }
    }

    /// Every symbol with its word and the word's length.
    fn words(&self) -> impl Iterator<Item = (u32, (u32, u32))> {
        let mut next = 0u32;
        self.by_length.iter().zip(1..).flat_map(move |(symbols, length)| {
            let first = next << 1;
            next = first + symbols.len() as u32;
            symbols.iter().zip(first..).map(move |(symbol, word)| (*symbol, (word, length)))
        })
    }

    /// Symbols by the length of their words, as [`Self::write`] wrote them.
    fn read(bits: &mut BitReader<'_>) -> Vec<Vec<u32>> {
        let lengths = bits.bits(5);
        let read_length = |_| {
            let count = bits.number(2);
            let k = if count > 0 { bits.bits(4) } else { 0 };
            bits.rising(count.min(0x11_0000) as usize, |bits| bits.number(k))
        };
        (0..lengths).map(read_length).collect()
    }

    fn write(&self, out: &mut BitWriter) {
        out.bits(self.by_length.len() as u32, 5);
        for symbols in &self.by_length {
            out.number(symbols.len() as u32, 2);
            if symbols.is_empty() {
                continue;
            }
            let before = std::iter::once(0).chain(symbols.iter().map(|symbol| symbol + 1));
            let gaps: Vec<u32> = symbols.iter().zip(before).map(|(symbol, next)| symbol - next).collect();
            let cost = |k: u32| gaps.iter().map(|gap| number_bits(*gap, k)).sum::<u32>();
            let k = (0..16).min_by_key(|k| cost(*k)).unwrap_or(0);
            out.bits(k, 4);
            for gap in gaps {
                out.number(gap, k);
            }
        }
    }
}

/// The length of every symbol's word (Huffman's construction). A lone symbol has a word of one bit.
///
/// Sums come up in ascending order, so the two least of all stand at the head of two rows: symbols by count, and sums.
fn lengths_of(counts: &[(u32, u32)]) -> Vec<usize> {
    let mut rare_first: Vec<usize> = (0..counts.len()).collect();
    rare_first.sort_by_key(|node| counts[*node].1);
    let mut weights: Vec<u32> = counts.iter().map(|(_, count)| *count).collect();
    let mut parent = vec![0; (2 * counts.len()).saturating_sub(1)];
    let mut symbols = rare_first.into_iter().peekable();
    let mut next_sum = counts.len();
    while weights.len() < parent.len() {
        let sum = weights.len();
        let mut weight = 0;
        for _ in 0..2 {
            let is_symbol = |node: &usize| next_sum == sum || weights[*node] <= weights[next_sum];
            let node = symbols.next_if(is_symbol).unwrap_or_else(|| {
                next_sum += 1;
                next_sum - 1
            });
            weight += weights[node];
            parent[node] = sum;
        }
        weights.push(weight);
    }
    // A parent stands behind its children, so depths are known from the root down.
    let mut depths = vec![0usize; parent.len()];
    for node in (0..parent.len().saturating_sub(1)).rev() {
        depths[node] = depths[parent[node]] + 1;
    }
    depths.truncate(counts.len());
    depths.into_iter().map(|depth| depth.max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(words in prop::collection::vec("[审计党建在组上a-c\n\u{1e}\u{1f}𠮷]{0,12}", 0..40)) {
            let text = words.concat().replace(|c: char| ('\u{80}'..'\u{a0}').contains(&c), "");
            pack("别的文字");
            prop_assert_eq!(unpack(&pack(&text)), Some(text));
        }
    }

    #[test]
    fn repeats_cost_little() {
        let text = "审计局机关党委".repeat(60);
        let bytes = pack(&text).bytes().len();
        assert!(bytes < 96, "{bytes}");
    }
}

//! What a case can be found by: every character, every pair of neighbours, three Latin letters or digits in a row, and how its
//! title sounds.

use super::postings::{Next, Place, Spot};
use super::story::Story;
use crate::text::fold;

/// Two symbols side by side, or one alone (then the second is 0). Symbols are folded characters; above them, sounds, and pairs of Latin
/// letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub(super) u32, pub(super) u32);

/// First letters of sounds stand from here.
const INITIALS: u32 = 0x11_0000;
/// Whole syllables stand from here, by a hash below the bound.
const SYLLABLES: u32 = 0x12_0000;
const SYLLABLES_BOUND: u32 = 0x7_ffff;
/// Two Latin letters or digits stand from here as one symbol. There are few of them, so that nearly every long text holds nearly every
/// pair of digits: of `1758` pairs tell little, and three in a row much.
const DOUBLES: u32 = 0x1a_0000;
const ALPHANUMERICS: u32 = 36;

impl Key {
    /// A number by which keys are spread over shards and tables, as evenly as by a hash that mixes all their bits. For shards the script
    /// computes the same (`shardOf`).
    pub(super) fn spread(self) -> u64 {
        u64::from(self.0) * 7919 + u64::from(self.1)
    }

    /// Whether lists tell what follows the key. Of one character alone, and of sounds, nobody asks it.
    pub(super) fn goes_on(self) -> bool {
        self.1 != 0 && !(INITIALS..DOUBLES).contains(&self.0)
    }
}

/// The symbol of the syllable `syllable`. Should two syllables share one, a case too many is looked at, and refused by its text.
pub(super) fn syllable_symbol(syllable: &str) -> u32 {
    SYLLABLES + syllable.bytes().fold(0, |hash, byte| (hash * 31 + u32::from(byte)) % SYLLABLES_BOUND)
}

/// The symbol of the folded characters `a` and `b` together, if both are Latin letters or digits.
fn double_symbol(a: char, b: char) -> Option<u32> {
    Some(DOUBLES + a.to_digit(ALPHANUMERICS)? * ALPHANUMERICS + b.to_digit(ALPHANUMERICS)?)
}

fn initial_symbol(sound: &str) -> u32 {
    INITIALS + sound.chars().next().map_or(0, u32::from)
}

/// The keys of one story after another, each key once. The table is kept between stories: filling a new one for each would
/// cost more than the work itself.
#[derive(Debug)]
pub(super) struct Keys {
    found: Vec<(Key, Spot)>,
    /// Places in `found`, by the number of the key; what belongs to an earlier story is out of date.
    table: Vec<(u32, u32)>,
    story: u32,
    folded: Vec<char>,
}

/// Twice as many as a long case has keys.
const TABLE: usize = 1 << 13;

impl Default for Keys {
    fn default() -> Self {
        Self { found: Vec::new(), table: vec![(0, 0); TABLE], story: 0, folded: Vec::new() }
    }
}

impl Keys {
    /// Every key of `story` once, with the best place it stands at and what follows it at all of them.
    pub(super) fn of(&mut self, story: &Story) -> &[(Key, Spot)] {
        self.found.clear();
        self.story += 1;
        let mut folded = std::mem::take(&mut self.folded);
        // Places come best first, so the first one counts.
        for (place, field) in story.fields() {
            folded.clear();
            fold(field, &mut folded);
            for run in folded.split(|c| *c == '\n') {
                for (at, c) in run.iter().enumerate() {
                    self.add(Key(*c as u32, 0), place, Next::ANY);
                    if let Some(([second], rest)) = run[at + 1..].split_first_chunk() {
                        self.add(Key(*c as u32, *second as u32), place, Next::of(rest));
                        let third = rest.split_first().filter(|(third, _)| third.is_digit(ALPHANUMERICS));
                        if let Some((double, (third, rest))) = double_symbol(*c, *second).zip(third) {
                            self.add(Key(double, *third as u32), place, Next::of(rest));
                        }
                    }
                }
            }
        }
        self.folded = folded;
        self.add_sounds(story);
        &self.found
    }

    /// By its syllables, by pairs of them, and by pairs of first letters.
    fn add_sounds(&mut self, story: &Story) {
        let sounds = story.sounds();
        for (at, readings) in sounds.iter().enumerate() {
            for reading in readings {
                self.add(Key(syllable_symbol(reading), 0), Place::Title, Next::ANY);
                for next in sounds.get(at + 1).into_iter().flatten() {
                    self.add(Key(syllable_symbol(reading), syllable_symbol(next)), Place::Title, Next::ANY);
                    self.add(Key(initial_symbol(reading), initial_symbol(next)), Place::Title, Next::ANY);
                }
            }
        }
    }

    fn add(&mut self, key: Key, place: Place, next: Next) {
        if self.found.len() * 2 >= self.table.len() {
            self.grow();
        }
        let slot = self.slot(key);
        if self.table[slot].0 != self.story {
            self.table[slot] = (self.story, self.found.len() as u32);
            self.found.push((key, Spot { place, next }));
        } else {
            let (_, spot) = &mut self.found[self.table[slot].1 as usize];
            spot.next = spot.next.or(next);
        }
    }

    /// Where `key` is, or where it would be.
    fn slot(&self, key: Key) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = key.spread() as usize & mask;
        while self.table[slot].0 == self.story && self.found[self.table[slot].1 as usize].0 != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.table = vec![(0, 0); self.table.len() * 2];
        for at in 0..self.found.len() {
            let slot = self.slot(self.found[at].0);
            self.table[slot] = (self.story, at as u32);
        }
    }
}

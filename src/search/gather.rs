//! Reads all cases and makes every list and text file of the index at once: what a first build does.

use super::keys::{Key, Keys};
use super::numbering::Numbering;
use super::pack::Packer;
use super::postings::Place;
use super::shard::ShardWriter;
use super::story::Story;
use super::sum::Sum;
use crate::load::{LoadError, Sources};
use crate::model::{CaseId, Hall};
use rayon::prelude::*;

/// Everything in the index that grows with the texts.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Shards as printable characters, with the sums of what is in them.
    pub(super) shards: Vec<(String, Sum)>,
    /// Text files as printable characters.
    pub(super) texts: Vec<String>,
}

/// A key at a place of a case of one step, in one word that sorts by key, then by case: 21 bits for each symbol, 13 for the case,
/// 3 for the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting(u64);

const CASE_BITS: u32 = 13;
const PLACE_BITS: u32 = 3;

impl Posting {
    fn new(key: Key, case: usize, place: Place) -> Self {
        let rest = (case as u64) << PLACE_BITS | place as u64;
        Self((u64::from(key.0) << 21 | u64::from(key.1)) << (CASE_BITS + PLACE_BITS) | rest)
    }

    /// Case and place alone.
    fn rest(self) -> u16 {
        self.0 as u16
    }
}

/// The postings of one step in one part, by key: a third of what they would take one by one.
#[derive(Debug, Default)]
struct Run {
    /// Keys, ascending, each with the end of its list in `rests`.
    keys: Vec<(Key, u32)>,
    rests: Vec<u16>,
}

impl Run {
    fn of(postings: &mut [Posting]) -> Self {
        postings.sort_unstable();
        let mut run =
            Self { keys: Vec::new(), rests: postings.iter().map(|posting| posting.rest()).collect() };
        for (at, posting) in postings.iter().enumerate() {
            let key = posting.0 >> (CASE_BITS + PLACE_BITS);
            let key = Key((key >> 21) as u32, key as u32 & 0x1f_ffff);
            match run.keys.last_mut().filter(|(last, _)| *last == key) {
                Some((_, end)) => *end = at as u32 + 1,
                None => run.keys.push((key, at as u32 + 1)),
            }
        }
        run.keys.shrink_to_fit();
        run
    }

    /// Every key with its list.
    fn lists(&self) -> impl Iterator<Item = (Key, &[u16])> {
        let starts = std::iter::once(0).chain(self.keys.iter().map(|(_, end)| *end));
        self.keys
            .iter()
            .zip(starts)
            .map(|((key, end), start)| (*key, &self.rests[start as usize..*end as usize]))
    }
}

/// Shards are made in so many parts, side by side.
const PARTS: usize = 64;
/// Postings of so many cases are held in memory at once; the texts of larger halls are gone through several times.
const CASES_AT_ONCE: usize = 25_000;
/// Cases that one step of work takes on, text files being whole.
const CASES_PER_STEP: usize = 256;

/// Makes all shards and text files of `hall`.
pub(super) fn gather(hall: &Hall, sources: &Sources, numbering: &Numbering) -> Result<Gathered, LoadError> {
    let rounds = numbering.total().div_ceil(CASES_AT_ONCE).clamp(1, PARTS);
    let mut gathered = Gathered { shards: Vec::with_capacity(numbering.shards), texts: Vec::new() };
    for round in 0..rounds {
        let parts = PARTS * round / rounds..PARTS * (round + 1) / rounds;
        let reader = Reader { hall, sources, numbering, parts: parts.clone(), packs: round == 0 };
        let read = reader.read_all()?;
        // Runs are given back part by part, while the shards made of them grow.
        let mut by_part: Vec<(usize, Vec<(usize, Run)>)> = parts.map(|part| (part, Vec::new())).collect();
        for step in read {
            gathered.texts.extend(step.texts);
            for ((_, runs), run) in by_part.iter_mut().zip(step.runs) {
                runs.push((step.first, run));
            }
        }
        let made = by_part.into_par_iter().map(|(part, runs)| make_part(&runs, part, numbering));
        gathered.shards.extend(made.collect::<Vec<_>>().into_iter().flatten());
    }
    Ok(gathered)
}

/// The shards of `part`.
fn shards_of_part(part: usize, shards: usize) -> std::ops::Range<usize> {
    let bound = |part: usize| (shards * part).div_ceil(PARTS);
    bound(part)..bound(part + 1)
}

struct Reader<'r> {
    hall: &'r Hall,
    sources: &'r Sources,
    numbering: &'r Numbering,
    /// Postings of other parts are passed over.
    parts: std::ops::Range<usize>,
    packs: bool,
}

/// What one step of reading gives.
struct Step {
    /// The number of its first case.
    first: usize,
    /// One for each part of this round.
    runs: Vec<Run>,
    texts: Vec<String>,
}

impl Reader<'_> {
    fn read_all(&self) -> Result<Vec<Step>, LoadError> {
        let per_file = self.numbering.texts_per_file;
        let per_step = CASES_PER_STEP.div_ceil(per_file) * per_file;
        self.numbering
            .cases
            .par_chunks(per_step)
            .enumerate()
            .map(|(step, cases)| self.read_step(step * per_step, cases))
            .collect()
    }

    fn read_step(&self, first: usize, cases: &[CaseId]) -> Result<Step, LoadError> {
        let mut parts: Vec<Vec<Posting>> = vec![Vec::new(); PARTS];
        let mut texts = Vec::new();
        let mut text = String::new();
        let mut keys = Keys::default();
        let mut packer = Packer::default();
        for (offset, id) in cases.iter().enumerate() {
            let story = Story::of(self.hall, self.sources, self.hall.case(*id))?;
            for (key, place) in keys.of(&story) {
                let part = self.numbering.shard_of(*key) * PARTS / self.numbering.shards;
                if self.parts.contains(&part) {
                    parts[part].push(Posting::new(*key, offset, *place));
                }
            }
            if self.packs {
                story.write(&mut text);
                if (offset + 1) % self.numbering.texts_per_file == 0 || offset + 1 == cases.len() {
                    texts.push(packer.pack(&text));
                    text.clear();
                }
            }
        }
        let runs = parts[self.parts.clone()].iter_mut().map(|postings| Run::of(postings)).collect();
        Ok(Step { first, runs, texts })
    }
}

/// Makes the shards of `part`.
fn make_part(runs: &[(usize, Run)], part: usize, numbering: &Numbering) -> Vec<(String, Sum)> {
    let mut lists: Vec<(Key, usize, &[u16])> = Vec::new();
    for (first, run) in runs {
        lists.extend(run.lists().map(|(key, rests)| (key, *first, rests)));
    }
    // Within a key the steps keep their order, which is that of the cases.
    lists.sort_unstable_by_key(|(key, first, _)| (*key, *first));
    let range = shards_of_part(part, numbering.shards);
    let mut shards: Vec<(ShardWriter, Sum)> = Vec::new();
    shards.resize_with(range.len(), Default::default);
    let mut cases: Vec<(u32, Place)> = Vec::new();
    for same in lists.chunk_by(|a, b| a.0 == b.0) {
        let key = same[0].0;
        cases.clear();
        for (_, first, rests) in same {
            let case_of = |rest: &u16| {
                let case = *first as u32 + u32::from(rest >> PLACE_BITS);
                (case, Place::of(u32::from(rest & ((1 << PLACE_BITS) - 1))))
            };
            cases.extend(rests.iter().map(case_of));
        }
        let (writer, sum) = &mut shards[numbering.shard_of(key) - range.start];
        writer.add(key, &cases, numbering.total());
        for (case, place) in &cases {
            sum.add(key, *case, *place);
        }
    }
    shards.into_iter().map(|(writer, sum)| (writer.finish(), sum)).collect()
}

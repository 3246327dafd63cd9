//! Reads all cases and makes every list and text file of the index at once: what a first build does.

use super::bits::Bits;
use super::keys::{Key, Keys};
use super::numbering::Numbering;
use super::postings::Spot;
use super::shard::ShardWriter;
use super::story::Story;
use super::sum::Sum;
use crate::load::{LoadError, Sources};
use crate::model::{CaseId, Hall};
use rayon::prelude::*;

/// Everything in the index that grows with the texts.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Shards, with the sums of what is in them.
    pub(super) shards: Vec<(Bits, Sum)>,
    /// Text files.
    pub(super) texts: Vec<Bits>,
}

/// A key at a spot of a case of one step, in one word that sorts by key, then by case: 21 bits for each symbol, 10 for the case,
/// 6 for the spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting(u64);

const CASE_BITS: u32 = u16::BITS - Spot::BITS;

impl Posting {
    fn new(key: Key, case: usize, spot: Spot) -> Self {
        let rest = (case as u64) << Spot::BITS | u64::from(spot.code());
        Self((u64::from(key.0) << 21 | u64::from(key.1)) << u16::BITS | rest)
    }

    /// Case and spot alone.
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
            let key = posting.0 >> u16::BITS;
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
/// Postings of so many cases are held in memory at once. Larger halls are gone through several times: first their files, then the text
/// files that were made of them.
const CASES_AT_ONCE: usize = 100_000;
/// Work is cut into about so many steps, of no fewer cases than this. The more cases a step has, the more of them share a key, and the less
/// room all postings take.
const STEPS: usize = 40;
const CASES_PER_STEP_MIN: usize = 256;

/// Makes all shards and text files of `hall`.
pub(super) fn gather(hall: &Hall, sources: &Sources, numbering: &Numbering) -> Result<Gathered, LoadError> {
    let rounds = numbering.total().div_ceil(CASES_AT_ONCE).clamp(1, PARTS);
    gather_in(rounds, hall, sources, numbering)
}

fn gather_in(
    rounds: usize,
    hall: &Hall,
    sources: &Sources,
    numbering: &Numbering,
) -> Result<Gathered, LoadError> {
    let mut gathered = Gathered { shards: Vec::with_capacity(numbering.shards), texts: Vec::new() };
    for round in 0..rounds {
        let parts = PARTS * round / rounds..PARTS * (round + 1) / rounds;
        let texts = Some(gathered.texts.as_slice()).filter(|texts| !texts.is_empty());
        let reader = Reader { hall, sources, numbering, parts: parts.clone(), texts };
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
    /// The text files, if an earlier round made them.
    texts: Option<&'r [Bits]>,
}

/// What one step of reading gives.
struct Step {
    /// The number of its first case.
    first: usize,
    /// One for each part of this round.
    runs: Vec<Run>,
    texts: Vec<Bits>,
}

impl Reader<'_> {
    fn read_all(&self) -> Result<Vec<Step>, LoadError> {
        let per_file = self.numbering.texts_per_file;
        let per_step = (self.numbering.total() / STEPS).clamp(CASES_PER_STEP_MIN, 1 << CASE_BITS);
        // Text files are whole.
        let per_step = (per_step / per_file).max(1) * per_file;
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
        let mut keys = Keys::default();
        let per_file = self.numbering.texts_per_file;
        for (file, cases) in cases.chunks(per_file).enumerate() {
            let stories = self.stories(first / per_file + file, cases)?;
            for (at, story) in stories.iter().enumerate() {
                for (key, spot) in keys.of(story) {
                    let part = self.numbering.shard_of(*key) * PARTS / self.numbering.shards;
                    if self.parts.contains(&part) {
                        parts[part].push(Posting::new(*key, file * per_file + at, *spot));
                    }
                }
            }
            if self.texts.is_none() {
                texts.push(Story::pack_all(&stories));
            }
        }
        let runs = parts[self.parts.clone()].iter_mut().map(|postings| Run::of(postings)).collect();
        Ok(Step { first, runs, texts })
    }

    /// The stories of `cases`, which are those of text file `file`.
    fn stories(&self, file: usize, cases: &[CaseId]) -> Result<Vec<Story>, LoadError> {
        let told = self.texts.and_then(|texts| Story::unpack_all(texts.get(file)?));
        let tell = |id: &CaseId| Story::of(self.hall, self.sources, self.hall.case(*id));
        told.map_or_else(|| cases.iter().map(tell).collect(), Ok)
    }
}

/// Makes the shards of `part`.
fn make_part(runs: &[(usize, Run)], part: usize, numbering: &Numbering) -> Vec<(Bits, Sum)> {
    let mut lists: Vec<(Key, usize, &[u16])> = Vec::new();
    for (first, run) in runs {
        lists.extend(run.lists().map(|(key, rests)| (key, *first, rests)));
    }
    // Within a key the steps keep their order, which is that of the cases.
    lists.sort_unstable_by_key(|(key, first, _)| (*key, *first));
    let range = shards_of_part(part, numbering.shards);
    let mut shards: Vec<(ShardWriter, Sum)> = Vec::new();
    shards.resize_with(range.len(), Default::default);
    let mut cases: Vec<(u32, Spot)> = Vec::new();
    for same in lists.chunk_by(|a, b| a.0 == b.0) {
        let key = same[0].0;
        cases.clear();
        for (_, first, rests) in same {
            let case_of = |rest: &u16| {
                let case = *first as u32 + u32::from(rest >> Spot::BITS);
                (case, Spot::of_code(*rest))
            };
            cases.extend(rests.iter().map(case_of));
        }
        let (writer, sum) = &mut shards[numbering.shard_of(key) - range.start];
        writer.add(key, &cases, numbering.total());
        for (case, spot) in &cases {
            sum.add(key, *case, *spot);
        }
    }
    shards.into_iter().map(|(writer, sum)| (writer.finish(), sum)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Inventory, Store};
    use crate::options::{Drafts, Options, Site};

    fn sources_of(count: usize) -> Sources {
        let case = |n: usize| {
            let text = format!(
                "---\ntitle: 案例{n}\nunit: 单位{}\nyear: 2024\n---\n## 做法\n\n第{n}项清单。\n",
                n % 3
            );
            (format!("content/cases/{n}.md"), text.into_bytes())
        };
        let inventory = Inventory::take(Store::Memory((0..count).map(case).collect())).unwrap();
        Sources::read(inventory, jiff::Timestamp::UNIX_EPOCH, &mut Default::default()).unwrap()
    }

    #[test]
    fn a_hall_gone_through_several_times_has_the_same_index() {
        let sources = sources_of(40);
        let site = Site::read(None, &mut Vec::new());
        let options = Options { site, drafts: Drafts::LeaveOut, today: jiff::civil::date(2026, 1, 1) };
        let hall = crate::model::assemble(&sources, &options, &mut Default::default()).unwrap();
        let numbering = Numbering::of(&hall);
        let gather = |rounds| gather_in(rounds, &hall, &sources, &numbering).unwrap();
        let (once, thrice) = (gather(1), gather(3));
        assert_eq!(once.texts, thrice.texts);
        assert_eq!(once.shards, thrice.shards);
        assert!(once.texts.len() > 1 && once.shards.len() > 1);
    }
}

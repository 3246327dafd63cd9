//! Which cases belong to a unit, a brand, an honor, a level, a year; and the orders cases can be shown in.

use super::bits::{BitWriter, Bits, width_of};
use super::numbering::Numbering;
use super::postings::write_ids;
use crate::digest::{Digest, quick_digest_of};
use crate::model::{CaseId, Hall, HonorId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files that [`columns`] are written to.
pub(super) const COLUMNS: [&str; 6] = ["unit", "brand", "honor", "level", "newest", "title"];

/// A facet, or an order that cases can be shown in: what tells versions of it apart, and how to write it.
pub(super) struct Column<'h> {
    /// The name of its file.
    pub(super) name: &'static str,
    /// Of what it is made from: cheaper to take than the column is to write.
    pub(super) seal: Digest,
    /// Writes it.
    pub(super) write: Box<dyn Fn() -> Bits + Send + Sync + 'h>,
}

/// Every facet but the year, and the orders, as listed in [`COLUMNS`].
pub(super) fn columns<'h>(hall: &'h Hall, numbering: &Numbering) -> Vec<Column<'h>> {
    let numbers = Arc::new(Numbers::of(hall, numbering));
    let newest = numbers.seal(std::iter::once(hall.all_cases().as_slice()));
    let mut sort_keys = newest.to_vec();
    for id in &numbering.cases {
        sort_keys.extend_from_slice(hall.case(*id).sort_key.as_bytes());
        sort_keys.push(0);
    }
    let facet = |name, lists: Lists| {
        let numbers = Arc::clone(&numbers);
        let seal = numbers.seal(lists(hall));
        Column {
            name,
            seal,
            write: Box::new(move || numbers.lists(lists(hall).map(|cases| numbers.of_cases(cases))).finish()),
        }
    };
    let order = |name, seal, cases: fn(&Hall) -> Vec<CaseId>| {
        let numbers = Arc::clone(&numbers);
        Column { name, seal, write: Box::new(move || numbers.order(&cases(hall))) }
    };
    vec![
        facet("unit", |hall| Box::new(hall.units.iter().map(|unit| unit.cases.as_slice()))),
        facet("brand", |hall| Box::new(hall.brands.iter().map(|brand| brand.cases.as_slice()))),
        facet("honor", |hall| Box::new(hall.honors.iter().map(|honor| honor.cases.as_slice()))),
        levels(hall, Arc::clone(&numbers)),
        order("newest", newest, Hall::all_cases),
        order("title", quick_digest_of(&sort_keys), by_title),
    ]
}

/// The levels: which one each honor has, and in which cases the level of an honor says too much or too little.
///
/// Nearly always an honor has one level, so its cases need not be written twice.
fn levels(hall: &Hall, numbers: Arc<Numbers>) -> Column<'_> {
    let of_honors = hall.honors.iter().map(|honor| honor.cases.as_slice());
    let mut told =
        numbers.seal(hall.levels.iter().map(|level| level.cases.as_slice()).chain(of_honors)).to_vec();
    for level in &hall.levels {
        told.extend(level.honors.iter().flat_map(|id| id.0.to_le_bytes()));
        told.extend(u32::MAX.to_le_bytes());
    }
    let seal = quick_digest_of(&told);
    let write = move || {
        let mut out = BitWriter::default();
        for honor in (0..hall.honors.len()).map(|index| HonorId(index as u32)) {
            let level = hall.levels.iter().position(|level| level.honors.contains(&honor));
            out.bits(level.unwrap_or(hall.levels.len()) as u32, width_of(hall.levels.len() + 1));
        }
        let wrong = hall.levels.iter().map(|level| {
            let cases: BTreeSet<u32> = numbers.of_cases(&level.cases);
            let told = level.honors.iter().flat_map(|id| numbers.of_cases(&hall.honor(*id).cases)).collect();
            cases.symmetric_difference(&told).copied().collect()
        });
        out.append(&numbers.lists(wrong));
        out.finish()
    };
    Column { name: "level", seal, write: Box::new(write) }
}

/// The cases of each value of a facet.
type Lists = for<'h> fn(&'h Hall) -> Box<dyn Iterator<Item = &'h [CaseId]> + 'h>;

fn by_title(hall: &Hall) -> Vec<CaseId> {
    let mut cases = hall.all_cases();
    cases.sort_by_key(|id| &hall.case(*id).sort_key);
    cases
}

/// The year of every case by its place in the list of years: how far it goes back behind the case before it, round and round.
pub(super) fn years(hall: &Hall, numbering: &Numbering) -> Bits {
    let count = hall.years.len() as u32;
    let mut out = BitWriter::default();
    let mut last = 0;
    for id in &numbering.cases {
        let year = hall.case(*id).year;
        let at = hall.years.iter().position(|other| other.year == year).unwrap_or(0) as u32;
        out.number((at + count - last) % count.max(1), 0);
        last = at;
    }
    out.finish()
}

/// The number of every case of the wall.
struct Numbers(Vec<u32>);

impl Numbers {
    fn of(hall: &Hall, numbering: &Numbering) -> Self {
        let mut numbers = vec![0; hall.cases.len()];
        for (number, id) in numbering.cases.iter().enumerate() {
            numbers[id.index()] = number as u32;
        }
        Self(numbers)
    }

    /// Of `lists` as numbers.
    fn seal<'c>(&self, lists: impl Iterator<Item = &'c [CaseId]>) -> Digest {
        let mut bytes = Vec::with_capacity(8 * self.0.len());
        for cases in lists {
            cases.iter().for_each(|id| bytes.extend(self.0[id.index()].to_le_bytes()));
            bytes.extend(u32::MAX.to_le_bytes());
        }
        quick_digest_of(&bytes)
    }

    fn of_cases(&self, cases: &[CaseId]) -> BTreeSet<u32> {
        cases.iter().map(|id| self.0[id.index()]).collect()
    }

    /// List after list, one by one or in runs, whichever is shorter: the first bit tells.
    fn lists(&self, lists: impl Iterator<Item = BTreeSet<u32>>) -> BitWriter {
        let (mut one_by_one, mut runs) = (BitWriter::default(), RunWriter::of(self.0.len()));
        one_by_one.bits(0, 1);
        for ids in lists {
            let ids: Vec<u32> = ids.into_iter().collect();
            write_ids(&mut one_by_one, &ids, self.0.len());
            runs.add(&ids);
        }
        if runs.out.len() < one_by_one.len() { runs.out } else { one_by_one }
    }

    fn order(&self, cases: &[CaseId]) -> Bits {
        let mut out = BitWriter::default();
        for id in cases {
            out.bits(self.0[id.index()], width_of(self.0.len()));
        }
        out.finish()
    }
}

/// Writes lists as runs of numbers that follow each other. Cases are numbered by unit and brand, so most lists are one run, which
/// begins where the one before it ended.
struct RunWriter {
    out: BitWriter,
    /// Behind the run before.
    next: u32,
    width: u32,
}

impl RunWriter {
    fn of(total: usize) -> Self {
        let mut out = BitWriter::default();
        out.bits(1, 1);
        Self { out, next: 0, width: width_of(total) }
    }

    fn add(&mut self, ids: &[u32]) {
        let runs: Vec<&[u32]> = ids.chunk_by(|a, b| a + 1 == *b).collect();
        self.out.number(runs.len() as u32, 0);
        for run in runs {
            let is_elsewhere = run[0] != self.next;
            self.out.bits(u32::from(is_elsewhere), 1);
            if is_elsewhere {
                self.out.bits(run[0], self.width);
            }
            self.out.number(run.len() as u32 - 1, RUN_ORDER);
            self.next = run[0] + run.len() as u32;
        }
    }
}

/// Order of the code for the lengths of runs.
const RUN_ORDER: u32 = 2;

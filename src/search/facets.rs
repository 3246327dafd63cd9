//! Which cases belong to a unit, a brand, an honor, a level, a year; and the orders cases can be shown in.

use super::bits::{BitWriter, width_of};
use super::numbering::Numbering;
use super::postings::write_ids;
use crate::model::{CaseId, Hall};

/// The files that [`columns`] are written to.
pub(super) const COLUMNS: [&str; 6] = ["unit", "brand", "honor", "level", "newest", "title"];

/// Every facet but the year, and the orders, as printable characters by the name of their files.
pub(super) fn columns(hall: &Hall, numbering: &Numbering) -> Vec<(&'static str, String)> {
    let numbers = Numbers::of(hall, numbering);
    let mut by_title = hall.all_cases();
    by_title.sort_by_key(|id| &hall.case(*id).sort_key);
    let columns = COLUMNS.into_iter().zip([
        numbers.lists(hall.units.iter().map(|unit| unit.cases.as_slice())),
        numbers.lists(hall.brands.iter().map(|brand| brand.cases.as_slice())),
        numbers.lists(hall.honors.iter().map(|honor| honor.cases.as_slice())),
        numbers.lists(hall.levels.iter().map(|level| level.cases.as_slice())),
        numbers.order(&hall.all_cases()),
        numbers.order(&by_title),
    ]);
    columns.collect()
}

/// The year of every case by its place in the list of years: how far it goes back behind the case before it, round and round.
pub(super) fn years(hall: &Hall, numbering: &Numbering) -> String {
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

    fn lists<'c>(&self, lists: impl Iterator<Item = &'c [CaseId]>) -> String {
        let mut out = BitWriter::default();
        for cases in lists {
            let mut ids: Vec<u32> = cases.iter().map(|id| self.0[id.index()]).collect();
            ids.sort_unstable();
            ids.dedup();
            write_ids(&mut out, &ids, self.0.len());
        }
        out.finish()
    }

    fn order(&self, cases: &[CaseId]) -> String {
        let mut out = BitWriter::default();
        for id in cases {
            out.bits(self.0[id.index()], width_of(self.0.len()));
        }
        out.finish()
    }
}

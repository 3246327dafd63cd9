//! The numbers cases have in the index, and how many files it is cut into.

use crate::digest::quick_digest_of;
use crate::model::{CaseId, Hall};
use std::cmp::Reverse;

/// Names the way index files are written; to be changed with it.
const FORMAT: &str = "6";

/// Which case has which number, and which file holds what.
#[derive(Debug)]
pub(super) struct Numbering {
    /// Cases by their number: those of one unit and one brand side by side, so that lists of them are short to write, the
    /// newest first. An edit of a text or a title moves none.
    pub(super) cases: Vec<CaseId>,
    /// Files that lists are spread over.
    pub(super) shards: usize,
    /// Cases whose texts share a file.
    pub(super) texts_per_file: usize,
    /// Tells numberings apart: a file of another one is not to be read with this one's.
    pub(super) stamp: String,
}

impl Numbering {
    pub(super) fn of(hall: &Hall) -> Self {
        let mut cases = hall.all_cases();
        cases.sort_by_cached_key(|id| {
            let case = hall.case(*id);
            let brand = case.brand.map(|id| hall.brand(id).route.as_str());
            (case.units.first().copied(), brand, Reverse(case.year), case.route.clone())
        });
        let (shards, texts_per_file) = sizes(hall);
        let mut text = format!("{FORMAT}\n{shards}\n{texts_per_file}\n");
        for id in &cases {
            text.push_str(hall.case(*id).route.as_str());
            text.push('\n');
        }
        let stamp = const_hex::encode(&quick_digest_of(text.as_bytes())[..4]);
        Self { cases, shards, texts_per_file, stamp }
    }

    /// How many files the texts are spread over.
    pub(super) fn text_files(&self) -> usize {
        self.total().div_ceil(self.texts_per_file)
    }

    /// How many cases there are.
    pub(super) fn total(&self) -> usize {
        self.cases.len()
    }
}

/// Shards, and texts per file.
///
/// Small files make searching cheap and publishing dear: a USB stick is slow by the file, some hosts limit their number. So there
/// are always fewer than cases: n²/(n + 200), which is 9 for 50 cases, 833 for 1,000, 9,803 for 10,000, half of them for texts.
fn sizes(hall: &Hall) -> (usize, usize) {
    let total = hall.cases.len().max(1);
    let budget = total * total / (total + 200);
    let by_budget = (2 * total + budget / 2).checked_div(budget).unwrap_or(total).clamp(1, total);
    let texts_per_file =
        hall.site.search.texts_per_file.unwrap_or(by_budget).min(total).min(TEXTS_PER_FILE_MAX);
    let by_budget = budget.saturating_sub(total.div_ceil(by_budget)).max(1);
    let shards = match hall.site.search.shard_kb {
        Some(kb) => (total * BYTES_PER_CASE / (kb * 1024)).max(1),
        None => by_budget,
    };
    (shards, texts_per_file)
}

/// A larger file would be slow to unpack.
const TEXTS_PER_FILE_MAX: usize = 500;

/// What a case of 1,500 characters takes in the lists.
const BYTES_PER_CASE: usize = 1500;

impl Numbering {
    /// The shard that holds `key`.
    pub(super) fn shard_of(&self, key: super::keys::Key) -> usize {
        (key.spread() % self.shards as u64) as usize
    }
}

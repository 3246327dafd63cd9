//! The lists and texts of the index: made anew, or brought up to date from what the last run kept. Either way the same bytes.

use super::bits::Bits;
use super::gather::{Gathered, gather};
use super::keepsake::{Sealed, Seals, Shelf};
use super::keys::{Key, Keys};
use super::numbering::Numbering;
use super::postings::Spot;
use super::shard::{ShardWriter, read_shard};
use super::story::Story;
use super::sum::Sum;
use crate::digest::Digest;
use crate::load::{LoadError, Sources};
use crate::model::{CaseId, Hall};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Beyond this share of the cases it is quicker to make all anew.
const CHANGED_SHARE: usize = 20;

/// The lists and texts of a hall.
pub(super) struct Index<'a> {
    pub(super) hall: &'a Hall,
    sources: &'a Sources,
    pub(super) numbering: Numbering,
    stories: Vec<Digest>,
    shards: Vec<Sum>,
    kept_shards: Shelf<'a>,
    kept_texts: Shelf<'a>,
    /// What this run made, by index.
    new_shards: BTreeMap<usize, Bits>,
    new_texts: BTreeMap<usize, Bits>,
    /// Everything made anew: the resort if something that should be kept is not.
    whole: OnceLock<Result<Gathered, String>>,
}

impl<'a> Index<'a> {
    /// The index of `hall`, as far as possible from what the last run kept; what was made is kept for the next.
    pub(super) fn of(hall: &'a Hall, sources: &'a Sources) -> Result<Self, LoadError> {
        let numbering = Numbering::of(hall);
        let digest = |bytes: &mut Vec<u8>, id: &CaseId| Story::digest(hall, sources, hall.case(*id), bytes);
        let stories: Vec<Digest> = numbering.cases.par_iter().map_init(Vec::new, digest).collect();
        let mut index = Self {
            hall,
            sources,
            kept_shards: Shelf::of(sources, "lists", numbering.shards),
            kept_texts: Shelf::of(sources, "texts", numbering.text_files()),
            numbering,
            stories,
            shards: Vec::new(),
            new_shards: BTreeMap::new(),
            new_texts: BTreeMap::new(),
            whole: OnceLock::new(),
        };
        let last = Seals::recall(sources).filter(|last| last.stamp == index.numbering.stamp);
        if let Some(last) = last
            && index.renew(last)?.is_some()
        {
            return Ok(index);
        }
        index.make_anew()?;
        Ok(index)
    }

    /// Of what is in shard `index`.
    pub(super) fn shard_seal(&self, index: usize) -> [u8; 16] {
        self.shards[index].bytes()
    }

    /// Of what is told in text file `index`.
    pub(super) fn text_seal(&self, index: usize) -> Vec<u8> {
        seal_of(&self.stories, index, self.numbering.texts_per_file)
    }

    /// Shard `index`.
    pub(super) fn shard(&self, index: usize) -> Result<&Bits, String> {
        let made = self.new_shards.get(&index);
        match made.or_else(|| self.kept_shards.file(index, &self.shard_seal(index))) {
            Some(packed) => Ok(packed),
            None => Ok(&self.whole()?.shards[index].0),
        }
    }

    /// Text file `index`.
    pub(super) fn text(&self, index: usize) -> Result<&Bits, String> {
        let made = self.new_texts.get(&index);
        match made.or_else(|| self.kept_texts.file(index, &self.text_seal(index))) {
            Some(packed) => Ok(packed),
            None => Ok(&self.whole()?.texts[index]),
        }
    }

    fn whole(&self) -> Result<&Gathered, String> {
        let whole = self.whole.get_or_init(|| {
            gather(self.hall, self.sources, &self.numbering).map_err(|error| error.to_string())
        });
        whole.as_ref().map_err(Clone::clone)
    }

    fn make_anew(&mut self) -> Result<(), LoadError> {
        let gathered = gather(self.hall, self.sources, &self.numbering)?;
        self.shards = gathered.shards.iter().map(|(_, sum)| *sum).collect();
        let sealed: Vec<Sealed> =
            gathered.shards.into_iter().map(|(packed, sum)| (sum.bytes().to_vec(), packed)).collect();
        self.kept_shards.keep_all(&sealed);
        self.new_shards = sealed.into_iter().map(|(_, packed)| packed).enumerate().collect();
        let sealed: Vec<Sealed> = gathered
            .texts
            .into_iter()
            .enumerate()
            .map(|(index, packed)| (self.text_seal(index), packed))
            .collect();
        self.kept_texts.keep_all(&sealed);
        self.new_texts = sealed.into_iter().map(|(_, packed)| packed).enumerate().collect();
        self.keep_seals();
        Ok(())
    }

    fn keep_seals(&self) {
        let stamp = self.numbering.stamp.clone();
        Seals { stamp, stories: self.stories.clone(), shards: self.shards.clone() }.keep(self.sources);
    }

    /// Brings the last run's index up to date; `None` if something it should have kept is not there, or too much changed.
    fn renew(&mut self, last: Seals) -> Result<Option<()>, LoadError> {
        let changed: Vec<usize> =
            (0..self.stories.len()).filter(|at| last.stories.get(*at) != Some(&self.stories[*at])).collect();
        if changed.len() * CHANGED_SHARE > self.stories.len() + CHANGED_SHARE
            || last.shards.len() != self.numbering.shards
        {
            return Ok(None);
        }
        let mut edits = Edits { shards: BTreeMap::new(), texts: BTreeMap::new() };
        for number in &changed {
            if edits.take(self, &last, *number)?.is_none() {
                return Ok(None);
            }
        }
        let mut sums = last.shards;
        let Some(shards) = edits.renew_shards(self, &mut sums) else { return Ok(None) };
        self.shards = sums;
        let sealed = |index: usize, seal: Vec<u8>, packed: &Bits| (index, (seal, packed.clone()));
        self.new_texts =
            edits.texts.iter().map(|(file, stories)| (*file, Story::pack_all(stories))).collect();
        self.new_shards = shards;
        if !changed.is_empty() {
            let shards =
                self.new_shards.iter().map(|(at, packed)| sealed(*at, self.shard_seal(*at).to_vec(), packed));
            self.kept_shards.keep_some(&shards.collect::<Vec<_>>());
            let texts = self.new_texts.iter().map(|(at, packed)| sealed(*at, self.text_seal(*at), packed));
            self.kept_texts.keep_some(&texts.collect::<Vec<_>>());
            self.keep_seals();
        }
        Ok(Some(()))
    }
}

/// The digests of the cases in text file `index`.
fn seal_of(stories: &[Digest], index: usize, per_file: usize) -> Vec<u8> {
    stories[index * per_file..stories.len().min((index + 1) * per_file)].concat()
}

/// A key of a case that is gone or new.
#[derive(Debug, Clone, Copy)]
struct Edit {
    key: Key,
    case: u32,
    spot: Spot,
    is_new: bool,
}

/// What changed since the last run.
struct Edits {
    shards: BTreeMap<usize, Vec<Edit>>,
    /// Stories of text files that hold a changed one.
    texts: BTreeMap<usize, Vec<Story>>,
}

impl Edits {
    /// Takes in that the case numbered `number` changed; `None` if what it told before is not kept.
    fn take(&mut self, index: &Index<'_>, last: &Seals, number: usize) -> Result<Option<()>, LoadError> {
        let per_file = index.numbering.texts_per_file;
        let (file, at) = (number / per_file, number % per_file);
        let seal = seal_of(&last.stories, file, per_file);
        let kept = || Story::unpack_all(index.kept_texts.file(file, &seal)?);
        if let std::collections::btree_map::Entry::Vacant(place) = self.texts.entry(file) {
            let Some(stories) = kept() else { return Ok(None) };
            place.insert(stories);
        }
        let case = index.hall.case(index.numbering.cases[number]);
        let story = Story::of(index.hall, index.sources, case)?;
        let Some(old) = self.texts.get_mut(&file).and_then(|stories| stories.get_mut(at)) else {
            return Ok(None);
        };
        let mut keys = Keys::default();
        let before: BTreeSet<(Key, Spot)> = keys.of(old).iter().copied().collect();
        let after: BTreeSet<(Key, Spot)> = keys.of(&story).iter().copied().collect();
        *old = story;
        let gone = before.difference(&after).map(|one| (one, false));
        for ((key, spot), is_new) in gone.chain(after.difference(&before).map(|one| (one, true))) {
            let edit = Edit { key: *key, case: number as u32, spot: *spot, is_new };
            self.shards.entry(index.numbering.shard_of(*key)).or_default().push(edit);
        }
        Ok(Some(()))
    }

    /// The shards that changed, and in `sums` their new sums; `None` if one of them is not kept.
    fn renew_shards(&self, index: &Index<'_>, sums: &mut [Sum]) -> Option<BTreeMap<usize, Bits>> {
        let renewed: Option<Vec<(usize, Bits, Sum)>> = self
            .shards
            .par_iter()
            .map(|(shard, edits)| {
                let sum = sums[*shard];
                let kept = index.kept_shards.file(*shard, &sum.bytes())?;
                let (packed, sum) = renewed(kept, edits, index.numbering.total(), sum);
                Some((*shard, packed, sum))
            })
            .collect();
        let mut shards = BTreeMap::new();
        for (shard, packed, sum) in renewed? {
            sums[shard] = sum;
            shards.insert(shard, packed);
        }
        Some(shards)
    }
}

/// The shard `packed` with `edits` made.
fn renewed(packed: &Bits, edits: &[Edit], total: usize, mut sum: Sum) -> (Bits, Sum) {
    let mut lists: BTreeMap<Key, BTreeMap<u32, Spot>> = read_shard(packed, total)
        .into_iter()
        .map(|(key, cases)| (key, cases.into_iter().collect()))
        .collect();
    // A key that only changes its spot is first gone, then new.
    for edit in edits.iter().filter(|edit| !edit.is_new) {
        sum.remove(edit.key, edit.case, edit.spot);
        if let Some(list) = lists.get_mut(&edit.key) {
            list.remove(&edit.case);
        }
    }
    for edit in edits.iter().filter(|edit| edit.is_new) {
        sum.add(edit.key, edit.case, edit.spot);
        lists.entry(edit.key).or_default().insert(edit.case, edit.spot);
    }
    let mut writer = ShardWriter::default();
    for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let cases: Vec<(u32, Spot)> = list.into_iter().collect();
        writer.add(key, &cases, total);
    }
    (writer.finish(), sum)
}

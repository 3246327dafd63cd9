//! What a run leaves for the next one, so that an edit costs as little as it changes.
//!
//! Files of the index are kept as they were made, a few together, each with a seal over what is in it. The record with all seals is
//! written last: after a run that was killed, seals and files do not agree, and what does not agree is made anew.

use super::bits::Bits;
use super::sum::Sum;
use crate::digest::Digest;
use crate::load::Sources;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

const RECORD: &str = "search";
/// Files of one kind that are kept together.
const PER_BUNDLE: usize = 8;

/// The seals of a whole index.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seals {
    /// Of the numbering they belong to.
    pub(super) stamp: String,
    /// Of what each case tells, by number.
    pub(super) stories: Vec<Digest>,
    /// Of each shard.
    pub(super) shards: Vec<Sum>,
}

impl Seals {
    /// Those of the last run.
    pub(super) fn recall(sources: &Sources) -> Option<Self> {
        sources.recall(RECORD)
    }

    /// Keeps them, after the files they belong to.
    pub(super) fn keep(&self, sources: &Sources) {
        sources.keep(RECORD, self);
    }
}

/// A file as made, with its seal.
pub(super) type Sealed = (Vec<u8>, Bits);

/// The kept files of one kind, read as they are asked for.
pub(super) struct Shelf<'s> {
    sources: &'s Sources,
    kind: &'static str,
    bundles: Vec<OnceLock<Option<Vec<Sealed>>>>,
}

impl<'s> Shelf<'s> {
    /// The shelf of `count` files of `kind`.
    pub(super) fn of(sources: &'s Sources, kind: &'static str, count: usize) -> Self {
        let bundles = (0..count.div_ceil(PER_BUNDLE)).map(|_| OnceLock::new()).collect();
        Self { sources, kind, bundles }
    }

    /// File `index`, if it is kept and bears `seal`.
    pub(super) fn file(&self, index: usize, seal: &[u8]) -> Option<&Bits> {
        let bundle = self.bundle(index / PER_BUNDLE)?;
        let (sealed, packed) = bundle.get(index % PER_BUNDLE)?;
        (sealed == seal).then_some(packed)
    }

    fn bundle(&self, bundle: usize) -> Option<&Vec<Sealed>> {
        self.bundles[bundle].get_or_init(|| self.sources.recall(&self.name(bundle))).as_ref()
    }

    fn name(&self, bundle: usize) -> String {
        format!("search-{}-{bundle}", self.kind)
    }

    /// Keeps all of `files`.
    pub(super) fn keep_all(&self, files: &[Sealed]) {
        files.par_chunks(PER_BUNDLE).enumerate().for_each(|(bundle, files)| {
            self.sources.keep(&self.name(bundle), &files);
        });
    }

    /// Puts `files`, ascending by their index, in place of what was kept.
    pub(super) fn keep_some(&self, files: &[(usize, Sealed)]) {
        files.par_chunk_by(|a, b| a.0 / PER_BUNDLE == b.0 / PER_BUNDLE).for_each(|files| {
            let bundle = files[0].0 / PER_BUNDLE;
            let Some(mut all) = self.bundle(bundle).cloned() else { return };
            for (index, sealed) in files {
                if let Some(place) = all.get_mut(index % PER_BUNDLE) {
                    place.clone_from(sealed);
                }
            }
            self.sources.keep(&self.name(bundle), &all);
        });
    }
}

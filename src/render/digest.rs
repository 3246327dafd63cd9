//! Fingerprints: hashes over what a page is made from.

use crate::digest::quick_digest_of;
use crate::output::Fingerprint;
use serde::Serialize;
use std::cell::Cell;

/// Takes in the inputs of one page. They are gathered first and hashed at once: a hasher is slow on small bites.
#[derive(Debug, Default)]
pub(super) struct Digester(Vec<u8>);

impl Digester {
    /// Takes in bytes, set apart from what follows by their number.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Takes in all that a template sees of `view`.
    pub(super) fn view(&mut self, view: &impl Serialize) -> &mut Self {
        postcard::to_io(view, &mut self.0).expect("views are plain data and memory takes every byte");
        self
    }

    /// The fingerprint of everything taken in.
    pub(super) fn finish(&self) -> Fingerprint {
        quick_digest_of(&self.0)
    }
}

thread_local! {
    /// Room for the inputs of a page, used for one page after the other.
    static ROOM: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The fingerprint of what `describe` tells.
pub(super) fn of(describe: impl FnOnce(&mut Digester)) -> Fingerprint {
    let mut digester = Digester(ROOM.take());
    digester.0.clear();
    describe(&mut digester);
    let fingerprint = digester.finish();
    ROOM.set(digester.0);
    fingerprint
}

/// The fingerprint of one view alone.
pub(super) fn of_view(view: &impl Serialize) -> Fingerprint {
    of(|digester| {
        digester.view(view);
    })
}

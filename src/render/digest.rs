//! Fingerprints: hashes over what a page is made from.

use crate::digest::digest_of;
use crate::output::Fingerprint;
use serde::Serialize;

/// Takes in the inputs of one page. They are gathered first and hashed at once: a hasher is slow on small bites.
#[derive(Debug)]
pub(super) struct Digester(Vec<u8>);

/// What most pages are made from fits.
const BYTES_USUAL: usize = 4096;

impl Default for Digester {
    fn default() -> Self {
        Self(Vec::with_capacity(BYTES_USUAL))
    }
}

impl Digester {
    /// Takes in bytes, set apart from what follows by their number.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Takes in all that a template sees of `view`.
    pub(super) fn view(&mut self, view: &impl Serialize) -> &mut Self {
        let bytes = std::mem::take(&mut self.0);
        self.0 = postcard::to_extend(view, bytes).expect("views are plain data and memory takes every byte");
        self
    }

    /// The fingerprint of everything taken in.
    pub(super) fn finish(&self) -> Fingerprint {
        digest_of(&self.0)
    }
}

/// The fingerprint of one view alone.
pub(super) fn of_view(view: &impl Serialize) -> Fingerprint {
    Digester::default().view(view).finish()
}

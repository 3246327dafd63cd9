//! Fingerprints: hashes over what a page is made from.

use crate::digest::quick_digest_of;
use crate::output::Fingerprint;
use serde::Serialize;
use std::cell::RefCell;
use std::io::{self, Write};

/// Room for the inputs of nearly every page, in bytes.
const ROOM: usize = 64 * 1024;

/// Takes in the inputs of one page. They are gathered first and hashed at once: a hasher is slow on small bites. When the room is full, what it
/// holds is replaced by its hash, so that a list of ten thousand cases needs no more memory.
#[derive(Debug)]
pub(super) struct Digester {
    room: Box<[u8]>,
    taken: usize,
}

impl Write for Digester {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.take(bytes);
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.take(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Digester {
    fn new() -> Self {
        Self { room: vec![0; ROOM].into_boxed_slice(), taken: 0 }
    }

    /// Takes in bytes, set apart from what follows by their number.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.take(&(bytes.len() as u64).to_le_bytes());
        self.take(bytes);
        self
    }

    fn take(&mut self, bytes: &[u8]) {
        match self.room.get_mut(self.taken..self.taken + bytes.len()) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.taken += bytes.len();
            }
            None => self.fold(bytes),
        }
    }

    /// Replaces what is in the room by its hash, followed by the hash of `bytes`, for which there was no room.
    #[cold]
    fn fold(&mut self, bytes: &[u8]) {
        let digests = [self.finish(), quick_digest_of(bytes)].concat();
        self.room[..digests.len()].copy_from_slice(&digests);
        self.taken = digests.len();
    }

    /// Takes in all of `view`: what a template sees, or the facts from which that is made.
    pub(super) fn view(&mut self, view: &impl Serialize) -> &mut Self {
        postcard::to_io(view, &mut *self).expect("views are plain data and memory takes every byte");
        self
    }

    /// The fingerprint of everything taken in.
    fn finish(&self) -> Fingerprint {
        quick_digest_of(&self.room[..self.taken])
    }
}

thread_local! {
    /// Used for one page after the other; more than one if the inputs of a page are fingerprints themselves.
    static IDLE: RefCell<Vec<Digester>> = const { RefCell::new(Vec::new()) };
}

/// The fingerprint of what `describe` tells.
pub(super) fn of(describe: impl FnOnce(&mut Digester)) -> Fingerprint {
    let mut digester = IDLE.with_borrow_mut(Vec::pop).unwrap_or_else(Digester::new);
    digester.taken = 0;
    describe(&mut digester);
    let fingerprint = digester.finish();
    IDLE.with_borrow_mut(|idle| idle.push(digester));
    fingerprint
}

/// The fingerprint of what `bytes` hold.
pub(super) fn of_bytes(bytes: &[u8]) -> Fingerprint {
    of(|digester| {
        digester.bytes(bytes);
    })
}

/// The fingerprint of one view alone.
pub(super) fn of_view(view: &impl Serialize) -> Fingerprint {
    of(|digester| {
        digester.view(view);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_counts_to_the_last_byte_and_nothing_of_another_page_does() {
        let long = vec![7; 3 * ROOM];
        let changed = |at: usize| {
            let mut changed = long.clone();
            changed[at] = 8;
            changed
        };
        let fingerprint = |first: &[u8], second: &[u8], last: &[u8]| {
            of(|digester| {
                digester.bytes(b"before").bytes(first).view(&second).bytes(last);
            })
        };
        let fresh = fingerprint(&long, &long, b"after");
        for at in [0, ROOM - 20, ROOM, 3 * ROOM - 1] {
            assert_ne!(fingerprint(&changed(at), &long, b"after"), fresh, "{at}");
            assert_ne!(fingerprint(&long, &changed(at), b"after"), fresh, "{at}");
        }
        assert_ne!(fingerprint(&long, &long, b"later"), fresh);
        assert_eq!(fingerprint(&long, &long, b"after"), fresh);
    }
}

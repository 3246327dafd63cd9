//! Fingerprints: hashes over what a page is made from.

use crate::digest::quick_digest_of;
use crate::output::Fingerprint;
use serde::Serialize;
use std::cell::RefCell;
use std::io::{self, Write};

/// Room for the inputs of nearly every page, in bytes.
const ROOM: usize = 64 * 1024;

/// Takes in the inputs of one page. They are gathered first and hashed at once: a hasher is slow on small bites. What is more than there
/// is room for goes on from the hash of what came before: lists of ten thousand cases would take memory for each thread.
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

    /// Puts the hash of what is in the room in its place, and then of `bytes`.
    #[cold]
    fn fold(&mut self, bytes: &[u8]) {
        let digests = [self.finish(), quick_digest_of(bytes)].concat();
        self.room[..digests.len()].copy_from_slice(&digests);
        self.taken = digests.len();
    }

    /// Takes in all that a template sees of `view`.
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
    fn what_is_more_than_there_is_room_for_counts_to_the_first_byte_and_is_the_same_after_anything() {
        let long = |first: u8| [&[first][..], &[7; 3 * ROOM]].concat();
        let fingerprint = |first| {
            of(|digester| {
                digester.bytes(b"before").view(&long(first)).view(&long(first)).bytes(b"after");
            })
        };
        let fresh = fingerprint(1);
        assert_ne!(fingerprint(2), fresh);
        of(|digester| {
            digester.bytes(&long(3));
        });
        assert_eq!(fingerprint(1), fresh);
    }
}

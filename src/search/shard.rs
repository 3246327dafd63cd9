//! A shard: the keys that fall into it, each with the cases that hold it.

use super::bits::{BitReader, BitWriter, Bits};
use super::keys::Key;
use super::postings::{
    Next, Place, Spot, read_ids, read_nexts, read_places, write_ids, write_nexts, write_places,
};

/// Han characters, which most second symbols are, begin here: less these bits they are small numbers.
const HAN: u32 = 0x4e00;
/// Orders of the codes for gaps between first symbols, for second symbols, and for lengths of lists.
const GAP_ORDER: u32 = 7;
const SECOND_ORDER: u32 = 13;
const LENGTH_ORDER: u32 = 5;

/// Writes keys in ascending order with their cases.
#[derive(Debug, Default)]
pub(super) struct ShardWriter {
    keys: u32,
    last: u32,
    bits: BitWriter,
}

impl ShardWriter {
    /// Adds `key` with the cases that hold it, by number, in a hall of `total`.
    pub(super) fn add(&mut self, key: Key, cases: &[(u32, Spot)], total: usize) {
        self.bits.number(key.0 - self.last, GAP_ORDER);
        (self.last, self.keys) = (key.0, self.keys + 1);
        self.bits.number(key.1 ^ HAN, SECOND_ORDER);
        let mut list = BitWriter::default();
        let ids: Vec<u32> = cases.iter().map(|(id, _)| *id).collect();
        write_ids(&mut list, &ids, total);
        let named: Vec<(u32, Place)> = cases
            .iter()
            .enumerate()
            .filter(|(_, (_, spot))| spot.place != Place::Body)
            .map(|(at, (_, spot))| (at as u32, spot.place))
            .collect();
        write_places(&mut list, &named, ids.len());
        if key.goes_on() {
            write_nexts(&mut list, cases.iter().map(|(_, spot)| spot.next));
        }
        self.bits.number(list.len() as u32, LENGTH_ORDER);
        self.bits.append(&list);
    }

    /// The shard, whole.
    pub(super) fn finish(self) -> Bits {
        let mut out = BitWriter::default();
        out.number(self.keys, 6);
        out.append(&self.bits);
        out.finish()
    }
}

/// Every key of a shard with the cases that hold it, in the order of keys.
pub(super) fn read_shard(packed: &Bits, total: usize) -> Vec<(Key, Vec<(u32, Spot)>)> {
    let mut bits = BitReader::new(packed);
    let count = bits.number(6);
    let mut symbol = 0;
    (0..count)
        .map(|_| {
            symbol += bits.number(GAP_ORDER);
            let key = Key(symbol, bits.number(SECOND_ORDER) ^ HAN);
            let length = bits.number(LENGTH_ORDER) as usize;
            let mut list = bits.clone();
            bits.skip(length);
            let ids = read_ids(&mut list, total);
            let spot = Spot { place: Place::Body, next: Next::ANY };
            let mut cases: Vec<(u32, Spot)> = ids.into_iter().map(|id| (id, spot)).collect();
            for (at, place) in read_places(&mut list, cases.len()) {
                if let Some((_, spot)) = cases.get_mut(at as usize) {
                    spot.place = place;
                }
            }
            if key.goes_on() {
                let nexts = read_nexts(&mut list, cases.len());
                cases.iter_mut().zip(nexts).for_each(|((_, spot), next)| spot.next = next);
            }
            (key, cases)
        })
        .collect()
}

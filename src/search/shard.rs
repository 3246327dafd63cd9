//! A shard: the keys that fall into it, each with the cases that hold it.

use super::bits::{BitReader, BitWriter, Bits};
use super::keys::Key;
use super::postings::{Place, read_ids, read_places, write_ids, write_places};

/// Han characters, which most second symbols are, take 14 bits from here.
const HAN: u32 = 0x4e00;
const HAN_BITS: u32 = 14;
const SYMBOL_BITS: u32 = 21;
/// Orders of the codes for gaps between first symbols and for lengths of lists.
const SYMBOL_ORDER: u32 = 7;
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
    pub(super) fn add(&mut self, key: Key, cases: &[(u32, Place)], total: usize) {
        self.bits.number(key.0 - self.last, SYMBOL_ORDER);
        (self.last, self.keys) = (key.0, self.keys + 1);
        write_second(&mut self.bits, key.1);
        let mut list = BitWriter::default();
        let ids: Vec<u32> = cases.iter().map(|(id, _)| *id).collect();
        write_ids(&mut list, &ids, total);
        let named: Vec<(u32, Place)> = cases
            .iter()
            .enumerate()
            .filter(|(_, (_, place))| *place != Place::Body)
            .map(|(at, (_, place))| (at as u32, *place))
            .collect();
        write_places(&mut list, &named, ids.len());
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

fn write_second(out: &mut BitWriter, symbol: u32) {
    match symbol.checked_sub(HAN).filter(|rest| rest >> HAN_BITS == 0) {
        Some(rest) => {
            out.bits(0b10, 2);
            out.bits(rest, HAN_BITS);
        }
        None if symbol == 0 => out.bits(0, 1),
        None => {
            out.bits(0b11, 2);
            out.bits(symbol, SYMBOL_BITS);
        }
    }
}

fn read_second(bits: &mut BitReader<'_>) -> u32 {
    match (bits.bits(1), ()) {
        (0, ()) => 0,
        _ if bits.bits(1) == 0 => HAN + bits.bits(HAN_BITS),
        _ => bits.bits(SYMBOL_BITS),
    }
}

/// Every key of a shard with the cases that hold it, in the order of keys.
pub(super) fn read_shard(packed: &Bits, total: usize) -> Vec<(Key, Vec<(u32, Place)>)> {
    let mut bits = BitReader::new(packed);
    let count = bits.number(6);
    let mut symbol = 0;
    (0..count)
        .map(|_| {
            symbol += bits.number(SYMBOL_ORDER);
            let key = Key(symbol, read_second(&mut bits));
            let length = bits.number(LENGTH_ORDER) as usize;
            let mut list = bits.clone();
            bits.skip(length);
            let ids = read_ids(&mut list, total);
            let mut cases: Vec<(u32, Place)> = ids.into_iter().map(|id| (id, Place::Body)).collect();
            for (at, place) in read_places(&mut list, cases.len()) {
                if let Some(case) = cases.get_mut(at as usize) {
                    case.1 = place;
                }
            }
            (key, cases)
        })
        .collect()
}

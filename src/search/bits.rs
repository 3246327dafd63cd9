//! Bits: numbers of any width, one behind the other.

use serde::{Deserialize, Serialize};

/// So many zeros at most begin a number: the script reads 32 bits at once. No hall has so many cases, nor such gaps between its keys,
/// that these are too few.
const ZEROS_MAX: u32 = 30;

/// Bits, filled up with zeros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bits(#[serde(with = "serde_bytes")] Vec<u8>);

impl Bits {
    /// The bits, eight in a byte, the first the highest.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Takes in numbers bit by bit, highest bit first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    pending: u64,
    pending_bits: u32,
}

impl BitWriter {
    /// Adds the lowest `width` bits of `value`; at most 32.
    pub(super) fn bits(&mut self, value: u32, width: u32) {
        let mask = (1u64 << width) - 1;
        self.pending = self.pending << width | u64::from(value) & mask;
        self.pending_bits += width;
        if self.pending_bits >= u32::BITS {
            self.pending_bits -= u32::BITS;
            let word = (self.pending >> self.pending_bits) as u32;
            self.bytes.extend_from_slice(&word.to_be_bytes());
        }
    }

    /// Adds a number, less than 2^31 - 1 times 2^`k`: the shorter, the smaller it is beside 2^`k` (Exponential-Golomb code of order `k`).
    pub(super) fn number(&mut self, value: u32, k: u32) {
        let shifted = (value >> k) + 1;
        let zeros = shifted.ilog2();
        assert!(zeros <= ZEROS_MAX, "{value} is more than the script of the search can read");
        self.bits(0, zeros);
        self.bits(shifted, zeros + 1);
        self.bits(value, k);
    }

    /// Adds a number as [`Self::number`] does, but shorter where most are about as large as 2^`k` and none is much larger: see
    /// [`even_number_bits`] (Golomb-Rice code).
    pub(super) fn even_number(&mut self, value: u32, k: u32) {
        assert!(value >> k <= ZEROS_MAX, "{value} is more than the script of the search can read");
        self.bits(0, value >> k);
        self.bits(1, 1);
        self.bits(value, k);
    }

    /// Adds all of `other`'s bits.
    pub(super) fn append(&mut self, other: &BitWriter) {
        let (words, _) = other.bytes.as_chunks();
        words.iter().for_each(|word| self.bits(u32::from_be_bytes(*word), u32::BITS));
        self.bits(other.pending as u32, other.pending_bits);
    }

    /// How many bits were added.
    pub(super) fn len(&self) -> usize {
        8 * self.bytes.len() + self.pending_bits as usize
    }

    /// All that was added.
    pub(super) fn finish(mut self) -> Bits {
        let rest = (self.pending << 1 << (63 - self.pending_bits)).to_be_bytes();
        self.bytes.extend_from_slice(&rest[..self.pending_bits.div_ceil(8) as usize]);
        Bits(self.bytes)
    }
}

/// How many bits [`BitWriter::number`] takes for `value`.
pub(super) fn number_bits(value: u32, k: u32) -> u32 {
    let zeros = ((value >> k) + 1).ilog2();
    2 * zeros + 1 + k
}

/// How many bits [`BitWriter::even_number`] takes for `value`; `None` if it cannot write it.
pub(super) fn even_number_bits(value: u32, k: u32) -> Option<u32> {
    let zeros = value >> k;
    (zeros <= ZEROS_MAX).then_some(zeros + 1 + k)
}

/// How many bits tell numbers below `bound` apart.
pub(super) fn width_of(bound: usize) -> u32 {
    usize::BITS - bound.saturating_sub(1).leading_zeros()
}

/// Reads what a [`BitWriter`] wrote. Behind its end it reads zeros.
#[derive(Debug, Clone)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(bits: &'a Bits) -> Self {
        Self { bytes: &bits.0, at: 0 }
    }

    /// What comes next, its first bit the highest; at least 57 of them.
    fn ahead(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut word = [0; 8];
            word[..rest.len()].copy_from_slice(rest);
            word
        });
        u64::from_be_bytes(word) << (self.at % 8)
    }

    /// The next `width` bits; at most 32.
    pub(super) fn bits(&mut self, width: u32) -> u32 {
        // Two steps, because 64 at once are too many.
        let value = self.ahead() >> 1 >> (63 - width);
        self.at += width as usize;
        value as u32
    }

    /// A number as [`BitWriter::number`] wrote it; 0 if there is none.
    pub(super) fn number(&mut self, k: u32) -> u32 {
        let zeros = self.ahead().leading_zeros();
        if zeros > ZEROS_MAX {
            return 0;
        }
        self.at += zeros as usize;
        let shifted = self.bits(zeros + 1) - 1;
        shifted << k | self.bits(k)
    }

    /// A number as [`BitWriter::even_number`] wrote it; 0 if there is none.
    pub(super) fn even_number(&mut self, k: u32) -> u32 {
        let zeros = self.ahead().leading_zeros();
        if zeros > ZEROS_MAX {
            return 0;
        }
        self.at += zeros as usize + 1;
        zeros << k | self.bits(k)
    }

    /// `count` numbers, each greater than the one before; `gap_of` reads how many lie between.
    pub(super) fn rising(&mut self, count: usize, gap_of: impl Fn(&mut Self) -> u32) -> Vec<u32> {
        let mut next = 0u32;
        let mut number = || {
            let number = next.saturating_add(gap_of(self));
            next = number.saturating_add(1);
            number
        };
        (0..count).map(|_| number()).collect()
    }

    /// Passes over `count` bits.
    pub(super) fn skip(&mut self, count: usize) {
        self.at += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((prop_oneof![0..0x7fff_ffffu32, 0..900u32], 0..16u32), 0..60)) {
            let mut writer = BitWriter::default();
            let mut other = BitWriter::default();
            for (number, k) in &numbers {
                let before = writer.len();
                writer.number(*number, *k);
                prop_assert_eq!(writer.len() - before, number_bits(*number, *k) as usize);
                other.number(*number, *k);
                let before = writer.len();
                if let Some(bits) = even_number_bits(*number, *k) {
                    writer.even_number(*number, *k);
                    prop_assert_eq!(writer.len() - before, bits as usize);
                }
            }
            writer.append(&other);
            let bits = writer.finish();
            let mut reader = BitReader::new(&bits);
            for (number, k) in &numbers {
                prop_assert_eq!(reader.number(*k), *number);
                if even_number_bits(*number, *k).is_some() {
                    prop_assert_eq!(reader.even_number(*k), *number);
                }
            }
            for (number, k) in &numbers {
                prop_assert_eq!(reader.number(*k), *number);
            }
            prop_assert_eq!(reader.number(3), 0);
        }
    }

    #[test]
    #[should_panic(expected = "more than the script of the search can read")]
    fn no_number_is_written_whose_length_the_script_cannot_see() {
        BitWriter::default().number(0x7fff_ffff, 0);
    }
}

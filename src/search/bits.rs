//! Bits as printable text: 13 bits in two characters that a string in a script can hold as they are.

/// 91 printable characters without the quotation mark, the backslash, `<` and the space: two of them tell 8,281 pairs apart,
/// enough for 13 bits.
const ALPHABET: &[u8; 91] =
    b"!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const BITS_PER_PAIR: u32 = 13;
/// So many bits the script reads at once (`SURE`), and a number tells by its first ones how long it is. No hall has so many cases, nor
/// such gaps between its keys, that these are too few.
const SURE_BITS: u32 = 20;

/// The two characters of every pair: most of a build's dividing is saved by it.
static PAIRS: [[u8; 2]; 1 << BITS_PER_PAIR] = {
    let mut pairs = [[0; 2]; 1 << BITS_PER_PAIR];
    let mut pair = 0;
    while pair < pairs.len() {
        pairs[pair] = [ALPHABET[pair / 91], ALPHABET[pair % 91]];
        pair += 1;
    }
    pairs
};

/// Takes in numbers bit by bit, highest bit first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    text: Vec<u8>,
    pending: u64,
    pending_bits: u32,
    length: usize,
}

impl BitWriter {
    /// Adds the lowest `width` bits of `value`; at most 32.
    pub(super) fn bits(&mut self, value: u32, width: u32) {
        let mask = (1u64 << width) - 1;
        self.pending = self.pending << width | u64::from(value) & mask;
        self.pending_bits += width;
        self.length += width as usize;
        while self.pending_bits >= BITS_PER_PAIR {
            self.pending_bits -= BITS_PER_PAIR;
            let pair = (self.pending >> self.pending_bits) as usize & 0x1fff;
            self.text.extend_from_slice(&PAIRS[pair]);
        }
        self.pending &= (1 << self.pending_bits) - 1;
    }

    /// Adds a number, less than 2^20 - 1 times 2^`k`: the shorter, the smaller it is beside 2^`k` (Exponential-Golomb code of order `k`).
    pub(super) fn number(&mut self, value: u32, k: u32) {
        let shifted = (value >> k) + 1;
        let width = 32 - shifted.leading_zeros();
        assert!(width <= SURE_BITS, "{value} is more than the script of the search can read");
        self.bits(0, width - 1);
        self.bits(shifted, width);
        self.bits(value, k);
    }

    /// Adds all of `other`'s bits.
    pub(super) fn append(&mut self, other: &BitWriter) {
        for pair in other.text.chunks_exact(2) {
            self.bits(digit(pair[0]) * 91 + digit(pair[1]), BITS_PER_PAIR);
        }
        self.bits(other.pending as u32, other.pending_bits);
    }

    /// How many bits were added.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// The text, filled up with zeros.
    pub(super) fn finish(mut self) -> String {
        if self.pending_bits > 0 {
            self.bits(0, BITS_PER_PAIR - self.pending_bits);
        }
        String::from_utf8(self.text).expect("the alphabet is ASCII")
    }
}

/// How many bits [`BitWriter::number`] takes for `value`.
pub(super) fn number_bits(value: u32, k: u32) -> u32 {
    let width = 32 - ((value >> k) + 1).leading_zeros();
    2 * width - 1 + k
}

/// How many bits tell numbers below `bound` apart.
pub(super) fn width_of(bound: usize) -> u32 {
    usize::BITS - bound.saturating_sub(1).leading_zeros()
}

/// Reads what a [`BitWriter`] wrote. Behind its end, and in a damaged text, it reads zeros.
#[derive(Debug, Clone)]
pub(super) struct BitReader<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0 }
    }

    /// The next `width` bits; at most 32.
    pub(super) fn bits(&mut self, width: u32) -> u32 {
        let mut value = 0u64;
        let mut missing = width;
        while missing > 0 {
            let inside = (self.at % BITS_PER_PAIR as usize) as u32;
            let taken = missing.min(BITS_PER_PAIR - inside);
            let rest = self.pair(self.at / BITS_PER_PAIR as usize) >> (BITS_PER_PAIR - inside - taken);
            value = value << taken | u64::from(rest) & ((1 << taken) - 1);
            self.at += taken as usize;
            missing -= taken;
        }
        value as u32
    }

    /// A number as [`BitWriter::number`] wrote it.
    pub(super) fn number(&mut self, k: u32) -> u32 {
        let mut zeros = 0;
        while zeros < 31 && self.at < self.text.len() / 2 * BITS_PER_PAIR as usize && self.bits(1) == 0 {
            zeros += 1;
        }
        let shifted = (1u64 << zeros | u64::from(self.bits(zeros))) - 1;
        ((shifted << k) as u32) | self.bits(k)
    }

    /// Passes over `count` bits.
    pub(super) fn skip(&mut self, count: usize) {
        self.at += count;
    }

    fn pair(&self, index: usize) -> u32 {
        let byte = |at: usize| self.text.get(at).map_or(0, |byte| digit(*byte));
        byte(2 * index) * 91 + byte(2 * index + 1)
    }
}

/// The place of `byte` in the alphabet.
fn digit(byte: u8) -> u32 {
    DIGITS[usize::from(byte)]
}

const DIGITS: [u32; 256] = {
    let mut digits = [0; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        digits[ALPHABET[at] as usize] = at as u32;
        at += 1;
    }
    digits
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((0..0xf_ffffu32, 0..16u32), 0..60)) {
            let mut writer = BitWriter::default();
            let mut other = BitWriter::default();
            for (number, k) in &numbers {
                let before = writer.len();
                writer.number(*number, *k);
                prop_assert_eq!(writer.len() - before, number_bits(*number, *k) as usize);
                other.number(*number, *k);
            }
            writer.append(&other);
            let text = writer.finish();
            let mut reader = BitReader::new(&text);
            for (number, k) in numbers.iter().chain(&numbers) {
                prop_assert_eq!(reader.number(*k), *number);
            }
        }
    }

    #[test]
    #[should_panic(expected = "more than the script of the search can read")]
    fn no_number_is_written_whose_length_the_script_cannot_see() {
        BitWriter::default().number(0xf_ffff, 0);
    }

    #[test]
    fn the_alphabet_needs_no_escape_in_a_script() {
        assert!(ALPHABET.iter().all(|c| c.is_ascii_graphic() && !b"\"\\<".contains(c)));
        assert!(ALPHABET.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

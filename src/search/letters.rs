//! Bits as a string that a script can hold as it is, in UTF-16.
//!
//! There are 63,360 characters of one unit that need no escape (U+2028 needs none since ECMAScript 2019): enough for 16 bits each, but
//! for 2,176. So that many of them stand for 15 bits and the others for 16 (a truncated binary code), 15.95 on the average. Printable
//! ASCII holds 6.5 bits in a byte, and characters of two or three bytes in UTF-8 fewer.

/// Below are controls, the quotation mark and the backslash.
const FIRST: u32 = 0x80;
/// Halves of characters, which cannot stand alone.
const HALVES: std::ops::Range<u32> = 0xd800..0xe000;
/// Characters that stand for 15 bits.
const SHORT: u32 = (1 << 16) - LETTERS;
const LETTERS: u32 = (1 << 16) - FIRST - (HALVES.end - HALVES.start);

/// `bytes` as characters, each of two bytes, the lower first; what it may add behind them is zeros.
pub(super) fn letters_of(bytes: &[u8]) -> impl Iterator<Item = u16> {
    let mut bytes = bytes.iter();
    let (mut pending, mut pending_bits) = (0u64, 0);
    std::iter::from_fn(move || {
        while pending_bits < 16 {
            let Some(byte) = bytes.next() else { break };
            pending = pending << 8 | u64::from(*byte);
            pending_bits += 8;
        }
        if pending_bits == 0 {
            return None;
        }
        let next = (pending << 16 >> pending_bits) as u32 & 0xffff;
        let is_short = next >> 1 < SHORT;
        pending_bits -= if is_short { 15 } else { 16 }.min(pending_bits);
        pending &= (1 << pending_bits) - 1;
        let place = if is_short { next >> 1 } else { next - SHORT };
        let letter = FIRST + place;
        let passed_over = if letter < HALVES.start { 0 } else { HALVES.end - HALVES.start };
        Some((letter + passed_over) as u16)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// What the script does (`Bits`), slowly.
    fn bits_of(letters: &[u16]) -> Vec<bool> {
        let mut bits = Vec::new();
        for letter in letters {
            let letter = u32::from(*letter);
            let place = letter - if letter < 0xd800 { 0x80 } else { 0x880 };
            let (value, width) = if place < 2176 { (place, 15) } else { (place + 2176, 16) };
            bits.extend((0..width).rev().map(|bit| value >> bit & 1 == 1));
        }
        bits
    }

    proptest! {
        #[test]
        fn letters_hold_the_bits_and_need_no_escape(bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0..4u8], 0..80)) {
            let letters: Vec<u16> = letters_of(&bytes).collect();
            let text = String::from_utf16(&letters).unwrap();
            prop_assert!(text.chars().all(|c| u32::from(c) >= FIRST));
            let bits = bits_of(&letters);
            let expected: Vec<bool> =
                bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
            prop_assert_eq!(&bits[..expected.len()], expected.as_slice());
            prop_assert!(bits.len() < expected.len() + 16 && !bits[expected.len()..].contains(&true));
        }
    }

    #[test]
    fn every_letter_is_used() {
        let letters: BTreeSet<u16> =
            (0..=u16::MAX).flat_map(|word| letters_of(&word.to_be_bytes()).collect::<Vec<_>>()).collect();
        assert_eq!(letters.len(), LETTERS as usize);
    }
}

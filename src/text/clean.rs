//! Removes what copying from Word leaves behind.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Whether `c` can stand in no text: C0 and C1 controls but tab and line breaks, noncharacters, and the
/// bidirectional overrides that make a line read other than it is stored.
fn is_stray(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// `text` without stray characters, and the byte offset of the first one removed.
#[must_use]
pub fn strip_controls(text: &str) -> (Cow<'_, str>, Option<usize>) {
    match first_stray(text) {
        None => (Cow::Borrowed(text), None),
        Some(first) => (Cow::Owned(text.chars().filter(|c| !is_stray(*c)).collect()), Some(first)),
    }
}

/// Where the first stray character stands.
fn first_stray(text: &str) -> Option<usize> {
    if !may_hold_stray(text.as_bytes()) {
        return None;
    }
    text.char_indices().find(|(_, c)| is_stray(*c)).map(|(at, _)| at)
}

/// Whether a stray character may be in `bytes`. Every file of a site passes here, so it is one pass without branches, which the
/// compiler turns into vector instructions.
fn may_hold_stray(bytes: &[u8]) -> bool {
    let triple = |a: u8, b: u8, c: u8| {
        let control =
            (a < 0x20) & (a != b'\t') & (a != b'\n') & (a != b'\r') | (a == 0x7f) | (a == 0xc2) & (b < 0xa0);
        let mark = (c == 0x8b) | (c == 0x8e) | (c == 0x8f) | (0xaa..=0xae).contains(&c);
        let joiner = (c == 0xa0) | (0xa6..=0xa9).contains(&c);
        let invisible = (a == 0xe2) & ((b == 0x80) & mark | (b == 0x81) & joiner);
        let noncharacter = (a == 0xef) & ((b == 0xbb) & (c == 0xbf) | (b == 0xbf) & (c >= 0xbe));
        control | invisible | noncharacter
    };
    let mut found = false;
    if let (Some(second), Some(third)) = (bytes.get(1..), bytes.get(2..)) {
        for ((a, b), c) in bytes.iter().zip(second).zip(third) {
            found |= triple(*a, *b, *c);
        }
    }
    // The last two bytes begin no triple.
    let at = |back: usize| bytes.len().checked_sub(back).map_or(b' ', |index| bytes[index]);
    found | triple(at(2), at(1), b' ') | triple(at(1), b' ', b' ')
}

/// `text` as one line: composed (NFC), trimmed, runs of white space folded to one space.
///
/// The ideographic space counts as white space: editors use it to letter-space names.
#[must_use]
pub fn clean_line(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let composed: Cow<'_, str> =
        if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    let (text, _) = strip_controls(&composed);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether `text` surely is one clean line already: Han characters, common marks and ASCII words, one space apart.
/// Nearly every field of nearly every file is.
fn is_clean(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        let is_space = c == ' ';
        let is_plain = matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '，' | '：' | '；' | '（' | '）' | '“' | '”' | '—' | '·');
        if !(is_plain || (is_space && !after_space)) {
            return false;
        }
        after_space = is_space;
    }
    !after_space
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stray_character_is_found_wherever_it_stands() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = format!("审“，{c}计");
            assert_eq!(strip_controls(&text).1.is_some(), is_stray(c), "{:x}", c as u32);
        }
    }
}

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

/// Where the first stray character stands. Looks at bytes, and at a whole character only behind the few bytes
/// that one can begin with: every file of a site passes here.
fn first_stray(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let may_be_stray = match byte {
            0..0x20 | 0x7f | 0xc2 => true,
            0xe2 => bytes[at + 1] == 0x81 || (bytes[at + 1] == 0x80 && !matches!(bytes[at + 2], 0x90..=0xa9)),
            0xef => bytes[at + 1] >= 0xbb && bytes[at + 1] != 0xbc && bytes[at + 1] != 0xbd,
            _ => false,
        };
        if may_be_stray && text[at..].chars().next().is_some_and(is_stray) {
            return Some(at);
        }
        at += match byte {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
    }
    None
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

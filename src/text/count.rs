//! 字数 as Word counts it: the figure that calls for cases set limits by.

use super::is_cjk;
use unicode_width::UnicodeWidthChar;

/// The number of 字 in `text`.
///
/// Every character of East Asian Width W, F or A counts one (so do “ ” — … · in Chinese text), each unbroken run of other
/// characters counts one, white space nothing. This is the published rule (ECMA-376 speaks only of "words"),
/// kept in one place so that it can be calibrated against Word itself. Of a text without any Chinese it gives the number of
/// words: there “ ” — … belong to the words they stand beside.
#[must_use]
pub fn count_as_word(text: &str) -> usize {
    counting_in(text)(text)
}

/// How [`count_as_word`] counts the parts of `whole`: one without Chinese counts as the text it stands in.
#[must_use]
pub fn counting_in(whole: &str) -> fn(&str) -> usize {
    if whole.chars().any(is_cjk) {
        |part| count(part, is_wide)
    } else {
        |part| count(part, |c| c.width() == Some(2))
    }
}

fn count(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    let mut count = 0;
    let mut in_run = false;
    let mut at = 0;
    while let Some(first) = text.as_bytes().get(at) {
        // U+5000 to U+9FFF, nearly all Han characters and so nearly all there is: they need not be put together to be counted.
        if (0xe5..=0xe9).contains(first) {
            count += 1;
            in_run = false;
            at += 3;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        // The ideographic space is wide and yet counts nothing.
        if is_one(c) && c != '\u{3000}' {
            count += 1;
            in_run = false;
        } else if c.is_whitespace() {
            in_run = false;
        } else if !in_run {
            count += 1;
            in_run = true;
        }
    }
    count
}

/// East Asian Width W, F or A. Han characters, Chinese marks and ASCII are told by range: they are nearly all there is.
fn is_wide(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3001}'..='\u{3029}' | '\u{ff01}'..='\u{ff60}' => true,
        '\0'..='\x7f' => false,
        _ => c.width_cjk() == Some(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_by_range_is_what_the_table_says() {
        for c in ('\0'..='\u{10ffff}').filter(|c| c.width_cjk().is_some()) {
            assert_eq!(is_wide(c), c.width_cjk() == Some(2), "{:x}", c as u32);
        }
        for c in ('\0'..='\u{10ffff}').filter(|c| matches!(c.to_string().as_bytes()[0], 0xe5..=0xe9)) {
            assert_eq!((c.len_utf8(), c.width(), c.is_whitespace()), (3, Some(2), false), "{:x}", c as u32);
        }
    }

    #[test]
    fn han_and_full_width_marks_count_one_each_and_latin_runs_count_one() {
        assert_eq!(count_as_word("审计局，2023年“诚审惟公”brand-2023 ok"), 4 + 1 + 1 + 6 + 2);
        assert_eq!(count_as_word("  \n　"), 0);
        assert_eq!(count_as_word("3.14%和A—B"), 1 + 1 + 1 + 1 + 1);
    }

    #[test]
    fn a_text_without_chinese_is_counted_in_words() {
        assert_eq!(count_as_word("Three times “1+1” — the team’s own…"), 7);
        assert_eq!(count_as_word("三个“1+1”"), 2 + 3);
    }
}

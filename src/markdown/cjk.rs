//! Makes `**重点：**内容` bold.
//!
//! CommonMark decides from the neighbouring characters whether `**` opens or closes, and counts on spaces between words.
//! Between a full-width mark and a Han character it refuses both. The parser's next release has an option for
//! this; until then a sentinel punctuation character is put beside each refused run, outside code and HTML, and
//! taken out of the events again. To be deleted when `ENABLE_CJK_FRIENDLY_EMPHASIS` is released.

use crate::text::is_cjk;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;

/// Old South Arabian Numeric Indicator: punctuation to CommonMark, and in no text we know.
pub(super) const SENTINEL: char = '\u{10a7f}';

/// A body ready to parse, and where sentinels were put in.
pub(super) struct Prepared<'a> {
    pub(super) text: Cow<'a, str>,
    /// Offsets in the body before which a sentinel was put, ascending.
    inserted: Vec<usize>,
}

impl Prepared<'_> {
    pub(super) fn has_sentinels(&self) -> bool {
        !self.inserted.is_empty()
    }

    /// The offset in the body as written that `offset` in the prepared text stands for.
    pub(super) fn original(&self, offset: usize) -> usize {
        let width = SENTINEL.len_utf8();
        // Sentinel `n` stands at `inserted[n] + n * width` of the prepared text: ascending, so that it can be searched.
        let (mut low, mut high) = (0, self.inserted.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.inserted[middle] + middle * width < offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        offset - (low * width).min(offset)
    }
}

/// `body` with a sentinel beside each run of `*` that Chinese readers take for emphasis and CommonMark does not.
pub(super) fn prepare(body: &str) -> Prepared<'_> {
    let mut wanted = refused_runs(body);
    if wanted.is_empty() {
        return Prepared { text: Cow::Borrowed(body), inserted: wanted };
    }
    if may_hold_literals(body) {
        let literal = literal_ranges(body);
        wanted.retain(|at| !literal.iter().any(|range| range.start < *at && *at < range.end));
    }
    let mut text = String::with_capacity(body.len() + wanted.len() * SENTINEL.len_utf8());
    let mut from = 0;
    for at in &wanted {
        text.push_str(&body[from..*at]);
        text.push(SENTINEL);
        from = *at;
    }
    text.push_str(&body[from..]);
    Prepared { text: Cow::Owned(text), inserted: wanted }
}

/// Offsets at which a sentinel makes a run of `*` open or close as a reader expects.
fn refused_runs(body: &str) -> Vec<usize> {
    let bytes = body.as_bytes();
    let mut wanted = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'*', &bytes[at..]) {
        let start = at + found;
        let length = bytes[start..].iter().take_while(|b| **b == b'*').count();
        let end = start + length;
        at = end;
        let (Some(before), Some(after)) = (body[..start].chars().next_back(), body[end..].chars().next())
        else {
            continue;
        };
        if before == '\\' || before.is_whitespace() || after.is_whitespace() {
            continue;
        }
        if !is_cjk(before) && !is_cjk(after) {
            continue;
        }
        match (is_punctuation(before), is_punctuation(after)) {
            (false, true) => wanted.push(start),
            (true, false) => wanted.push(end),
            _ => {}
        }
    }
    wanted
}

/// Whether there may be code or HTML at all; most texts have neither, and need not be parsed to know.
fn may_hold_literals(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr::memchr3(b'`', b'<', b'~', bytes).is_some()
        || memchr::memchr(b'\t', bytes).is_some()
        || body.contains("    ")
}

/// Ranges in which `*` is only a character: code, HTML.
fn literal_ranges(body: &str) -> Vec<std::ops::Range<usize>> {
    Parser::new_ext(body, super::events::OPTIONS)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::CodeBlock(_)) => {
                Some(range)
            }
            _ => None,
        })
        .collect()
}

/// Unicode punctuation and symbols, as far as they stand beside Chinese text.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '×' | '÷'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{27bf}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303d}' | '\u{30a0}' | '\u{30fb}'
            | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6b}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
            | '\u{ffe0}'..='\u{ffee}')
}

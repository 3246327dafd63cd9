//! Text as search compares it: what differs only in width, case, script variant or punctuation becomes the same.
//!
//! `themes/hall/scripts/search/fold.js` does the same to what a visitor types; `tests/search/vectors.json` holds the two
//! together. Two characters never merge across a break, so that folding a fragment gives a fragment of the folded text.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Traditional characters, each followed by its simplified form, in the order of the former.
pub const TRADITIONAL: &str = include_str!(concat!(env!("OUT_DIR"), "/traditional.txt"));

const HAN_FIRST: u32 = 0x3400;
const HAN_LAST: u32 = 0x9fff;

/// The simplified form of every Han character of the basic plane; itself, if it is one.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (HAN_FIRST..=HAN_LAST).filter_map(char::from_u32).collect();
    let mut pairs = TRADITIONAL.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        table[(from as u32 - HAN_FIRST) as usize] = to;
    }
    table
});

/// Puts the folded form of `text` behind `out`: letters and digits, compatibility forms resolved (NFKC), lower case, simplified
/// characters. Everything else is dropped, but a line break stays: no fragment goes across it.
pub fn fold(text: &str, out: &mut Vec<char>) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_bare = chars.peek().is_none_or(|next| !may_be_mark(*next));
        match c {
            '\u{4e00}'..='\u{9fff}' if is_bare => out.push(simplified(c)),
            '0'..='9' | 'a'..='z' if is_bare => out.push(c),
            'A'..='Z' if is_bare => out.push(c.to_ascii_lowercase()),
            '\n' => out.push('\n'),
            '\0'..='\u{7f}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
                if is_bare => {}
            _ => {
                let mut cluster = String::from(c);
                while let Some(mark) = chars.next_if(|next| may_be_mark(*next) && is_combining_mark(*next)) {
                    cluster.push(mark);
                }
                fold_cluster(&cluster, out);
            }
        }
    }
}

/// Whether a traditional character stands in `text`.
#[must_use]
pub fn is_traditional(text: &str) -> bool {
    let folds = |c| simplified(c) != c;
    text.chars().any(|c| if may_be_mark(c) { std::iter::once(c).nfkc().any(folds) } else { folds(c) })
}

/// Folds a character with the marks that stand on it.
fn fold_cluster(cluster: &str, out: &mut Vec<char>) {
    let letters = cluster.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    out.extend(letters.map(simplified));
}

fn simplified(c: char) -> char {
    match c as u32 {
        code @ HAN_FIRST..=HAN_LAST => SIMPLIFIED[(code - HAN_FIRST) as usize],
        _ => c,
    }
}

/// Whether `c` may stand on the character before it. Nearly all characters of a Chinese text are told by range.
fn may_be_mark(c: char) -> bool {
    !matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

//! Text: Chinese as readers and visitors expect it, how it sounds, sorts, shortens and counts; and the forms that texts take in names
//! of files, tables and markup.

mod address;
mod cell;
mod clean;
mod count;
mod dates;
mod fold;
mod heading;
mod markup;
mod nearest;
mod numbers;
mod path;
mod pinyin;
mod shared;
mod slug;
mod title;

pub use address::addresses;
pub use cell::csv_table;
pub use clean::{clean_line, strip_controls};
pub use count::{count_as_word, counting_in};
pub use dates::Day;
pub use fold::{TRADITIONAL, fold, is_traditional};
pub use heading::without_number;
pub use markup::{escape_markup, escaped_markup};
pub use nearest::{closest, is_slip};
pub use numbers::{year_in_han, year_of};
pub use path::{ending_of, file_name, in_step, path_inside};
pub use pinyin::{Reading, polyphone_syllables};
pub use shared::{read_shared, read_shared_if_any};
pub use slug::{Slug, slug_of};
pub use title::{halves_of, phrases_of, size_of_title, slip_of};

/// Whether `c` belongs to Chinese running text: Han, kana, or a full-width mark.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3fffd}')
}

/// Whether `c` is a Han character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}' | '〇')
}

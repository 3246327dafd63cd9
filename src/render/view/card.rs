//! A case on a wall.

use serde::Serialize;

/// A case as one card of a wall (`cards`).
#[derive(Debug, Clone, Serialize)]
pub struct CardView<'a> {
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// Short name of the leading unit.
    pub unit: Option<&'a str>,
    /// How many further units share the case.
    pub more_units: usize,
    /// Brand, if any.
    pub brand: Option<&'a str>,
    /// Year.
    pub year: u16,
    /// One or two sentences.
    pub summary: &'a str,
    /// The highest award.
    pub award: Option<AwardBadge<'a>>,
    /// How many further awards there are.
    pub more_awards: usize,
    /// Picture or seal.
    pub cover: Cover<'a>,
}

/// An award in a few words.
#[derive(Debug, Clone, Serialize)]
pub struct AwardBadge<'a> {
    /// Level; empty if none is known.
    pub level: &'a str,
    /// Rank of the level from 1, for colour; 0 if none.
    pub rank: usize,
    /// Name of the honor.
    pub name: &'a str,
}

/// What a card or page shows where a picture belongs: a picture, or the brand's seal; neither where there is no brand:
/// the theme then sets the year large.
#[derive(Debug, Clone, Serialize)]
pub struct Cover<'a> {
    /// Path of the picture.
    pub src: Option<&'a str>,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// The seal that stands in where there is no picture.
    pub seal: Option<SealView>,
}

/// A name cut as a seal: two to four characters, read in columns from the right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealView {
    /// The first character, set apart where there are three: it then fills a column of its own.
    pub head: String,
    /// The other characters.
    pub rest: String,
    /// How many there are in all.
    pub count: usize,
    /// One of the styles 1 to 3; the same name always has the same.
    pub style: u8,
}

impl SealView {
    /// The seal of `name`: its first word of Han characters, at most four of them; of a Latin name, its first two letters.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let is_part = |c: char| crate::text::is_han(c) || c.is_ascii_alphanumeric();
        let words: Vec<&str> = name.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
        let han_count = |word: &str| word.chars().filter(|c| crate::text::is_han(*c)).count();
        let word =
            words.iter().find(|word| han_count(word) >= 2).or(words.first()).copied().unwrap_or("展馆");
        // 望、闻、问、诊: a name of single characters is cut as a whole.
        let source = if han_count(word) >= 2 { word } else { name };
        let han: String = source.chars().filter(|c| crate::text::is_han(*c)).take(4).collect();
        let text = if han.chars().count() >= 2 {
            han
        } else {
            word.chars().take(2).collect::<String>().to_uppercase()
        };
        let style = blake3::hash(name.as_bytes()).as_bytes()[0] % 3 + 1;
        let count = text.chars().count();
        let split = if count == 3 { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        Self { head: text[..split].to_owned(), rest: text[split..].to_owned(), count, style }
    }
}

#[cfg(test)]
mod tests {
    use super::SealView;

    #[test]
    fn a_seal_takes_two_to_four_characters_of_the_name() {
        let text = |name| {
            let seal = SealView::of(name);
            seal.head + &seal.rest
        };
        assert_eq!(text("诚审惟公"), "诚审惟公");
        assert_eq!(text("泉先锋"), "泉先锋");
        assert_eq!(text("温暖人社·温情服务"), "温暖人社");
        assert_eq!(text("“1+1”担当"), "担当");
        assert_eq!(text("望、闻、问、诊"), "望闻问诊");
        assert_eq!(text("学·思·享"), "学思享");
        assert_eq!(text("Omeka"), "OM");
        assert_eq!(text("！"), "展馆");
    }
}

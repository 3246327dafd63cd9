//! How a title is set: where it may best be broken, and how large it can be.

use super::is_han;
use unicode_width::UnicodeWidthStr;

/// The pieces of `title` that should each stay on one line: it is broken behind marks and blanks, not inside a thought.
#[must_use]
pub fn phrases_of(title: &str) -> Vec<&str> {
    // English breaks between words, and needs no more.
    if !title.chars().any(is_han) {
        return vec![title];
    }
    let ends = |c: char| {
        matches!(
            c,
            '：' | '·' | '，' | '、' | '；' | '？' | '！' | '。' | ' ' | '　' | '—' | '”' | '》' | '）'
        )
    };
    let mut phrases = Vec::new();
    let mut start = 0;
    let mut chars = title.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = at + c.len_utf8();
        // Marks that follow one another stay together, as in “明镜”：.
        if ends(c) && chars.peek().is_some_and(|(_, following)| !ends(*following)) {
            phrases.push(&title[start..next]);
            start = next;
        }
    }
    phrases.push(&title[start..]);
    phrases
}

/// How large `title` is set: `large`, `medium` or `small`, so that all of it is seen at once, on a phone and on a sheet of paper.
#[must_use]
pub fn size_of_title(title: &str) -> &'static str {
    // Two Latin letters take the room of one Han character.
    match title.width_cjk().div_ceil(2) {
        0..=22 => "large",
        23..=36 => "medium",
        _ => "small",
    }
}

#[cfg(test)]
mod tests {
    use super::{phrases_of, size_of_title};

    #[test]
    fn a_title_is_broken_behind_its_marks() {
        assert_eq!(phrases_of("主题党日：把一天过成一堂课"), ["主题党日：", "把一天过成一堂课"]);
        assert_eq!(phrases_of("“1+1+6”：市县两级结成对子"), ["“1+1+6”：", "市县两级结成对子"]);
        assert_eq!(phrases_of("从“做没做”到“好不好”"), ["从“做没做”", "到“好不好”"]);
        assert_eq!(phrases_of("把支部建在审计组上"), ["把支部建在审计组上"]);
        assert_eq!(phrases_of("济南机关·清廉"), ["济南机关·", "清廉"]);
        assert_eq!(phrases_of("党建引领 多彩文物"), ["党建引领 ", "多彩文物"]);
        assert_eq!(phrases_of("A branch in every team"), ["A branch in every team"]);
    }

    #[test]
    fn the_longer_a_title_the_smaller_it_is_set() {
        assert_eq!(size_of_title("把支部建在审计组上"), "large");
        assert_eq!(size_of_title("A party branch in every audit team"), "large");
        assert_eq!(size_of_title(&"长".repeat(23)), "medium");
        assert_eq!(size_of_title(&"长".repeat(37)), "small");
        assert_eq!(size_of_title(&"long ".repeat(15)), "small");
    }
}

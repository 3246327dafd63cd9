//! Where a title may best be broken.

use super::is_han;

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

#[cfg(test)]
mod tests {
    use super::phrases_of;

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
}

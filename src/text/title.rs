//! How a title is set: where it may best be broken, and how large it can be.

use super::is_han;
use unicode_width::UnicodeWidthStr;

/// A phrase of more characters than this is also broken where grammar allows it.
const PHRASE_LONG: usize = 8;
/// No piece between two words is shorter.
const PIECE_MIN: usize = 3;
/// A slip takes this many characters in a column, and two columns.
const COLUMN: usize = 6;

/// The pieces of `title` that should each stay on one line: it is broken behind marks and blanks, and in a long phrase behind 的 and
/// before 与 and 和, not inside a thought.
#[must_use]
pub fn phrases_of(title: &str) -> Vec<&str> {
    // English breaks between words, and needs no more.
    if !title.chars().any(is_han) {
        return vec![title];
    }
    let ends = |c: char| {
        matches!(
            c,
            '：' | '·'
                | '，'
                | '、'
                | '；'
                | '？'
                | '！'
                | '。'
                | ' '
                | '　'
                | '—'
                | '…'
                | '”'
                | '》'
                | '）'
        )
    };
    let mut phrases = Vec::new();
    let mut start = 0;
    let mut chars = title.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = at + c.len_utf8();
        // Marks that follow one another stay together, as in “明镜”：.
        if ends(c) && chars.peek().is_some_and(|(_, following)| !ends(*following)) {
            put_pieces(&title[start..next], &mut phrases);
            start = next;
        }
    }
    put_pieces(&title[start..], &mut phrases);
    phrases
}

/// Puts `phrase` behind `pieces`, in pieces itself if it is long.
fn put_pieces<'t>(phrase: &'t str, pieces: &mut Vec<&'t str>) {
    let chars: Vec<(usize, char)> = phrase.char_indices().collect();
    let (mut start, mut start_index) = (0, 0);
    if chars.len() > PHRASE_LONG {
        for index in PIECE_MIN..=chars.len() - PIECE_MIN {
            let (at, c) = chars[index];
            if index - start_index >= PIECE_MIN && parts(chars[index - 1].1, c, chars[index + 1].1) {
                pieces.push(&phrase[start..at]);
                (start, start_index) = (at, index);
            }
        }
    }
    pieces.push(&phrase[start..]);
}

/// Whether a line may end between `before` and `c`, which `after` follows: behind 的, before 与 and 和, unless they belong to a word.
fn parts(before: char, c: char, after: char) -> bool {
    match (before, c) {
        ('的', _) => !"的地确士".contains(c),
        ('参' | '给' | '赋' | '付', '与') => false,
        (_, '与') => !"会众时".contains(after),
        ('总' | '共' | '温' | '祥' | '柔' | '中', '和') => false,
        (_, '和') => !"谐平睦美合解善顺气".contains(after),
        _ => false,
    }
}

/// What the slip on the cover of a book called `title` says, in one column or two of Han characters: its first phrase. None if that
/// is too long, or no Han.
#[must_use]
pub fn slip_of(title: &str) -> Vec<String> {
    let han = |phrase: &&str| phrase.chars().filter(|c| is_han(*c)).collect::<Vec<char>>();
    let phrases = phrases_of(title);
    let Some(mut phrase) = phrases.iter().map(han).find(|phrase| phrase.len() > 1) else { return Vec::new() };
    if phrase.len() > 2 && phrase.last() == Some(&'的') {
        phrase.pop();
    }
    let columns = phrase.len().div_ceil(COLUMN);
    if columns > 2 {
        return Vec::new();
    }
    phrase.chunks(phrase.len().div_ceil(columns)).map(|column| column.iter().collect()).collect()
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
    use super::{phrases_of, size_of_title, slip_of};

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
    fn a_long_phrase_is_broken_behind_de_and_before_and_but_in_no_word() {
        assert_eq!(phrases_of("近三千个品牌里的幸福党建"), ["近三千个品牌里的", "幸福党建"]);
        assert_eq!(phrases_of("评星定级与梯次创建"), ["评星定级", "与梯次创建"]);
        assert_eq!(phrases_of("把一天过成一堂课"), ["把一天过成一堂课"]);
        assert_eq!(phrases_of("机关党建典型案例征集"), ["机关党建典型案例征集"]);
        assert_eq!(phrases_of("居民参与和谐社区建设"), ["居民参与和谐社区建设"]);
        assert_eq!(phrases_of("我的支部在一线岗位上"), ["我的支部在一线岗位上"]);
        assert_eq!(
            phrases_of("以服务群众为目的的实践"),
            ["以服务群众为目的的实践"],
            "two characters are too few"
        );
    }

    #[test]
    fn a_slip_takes_the_first_phrase_whole_or_nothing() {
        assert_eq!(slip_of("评星定级与梯次创建"), ["评星定级"]);
        assert_eq!(slip_of("市民中心的功能型党组织"), ["市民中心"]);
        assert_eq!(slip_of("机关青年企业行"), ["机关青年", "企业行"]);
        assert_eq!(slip_of("“1+1+6”：市县两级结成对子"), ["市县两级", "结成对子"]);
        assert!(slip_of("A branch in every team").is_empty());
        assert!(slip_of("一二三四五六七八九十一二三").is_empty());
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

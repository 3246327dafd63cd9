//! How a title is set: where it may best be broken, and how large it can be.

use super::is_han;
use unicode_width::UnicodeWidthStr;

/// A phrase of more characters than this is also broken where grammar allows it.
const PHRASE_LONG: usize = 8;
/// A phrase of more characters than this is set small and runs on like text.
const LINES_MAX: usize = 36;
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

/// Where `phrase` may be broken if no line can hold it: pieces of a length that fits most lines, or the whole, if it is short. Chinese
/// words mostly have two characters, so each piece but the last is of an even number.
#[must_use]
pub fn halves_of(phrase: &str) -> Vec<&str> {
    let words = phrase.trim_end_matches(|c| !is_han(c));
    let count = words.chars().count();
    if !(PHRASE_LONG + 1..=LINES_MAX).contains(&count) || !words.chars().all(is_han) {
        return vec![phrase];
    }
    let middle = phrase.char_indices().nth(middle_of(phrase, count)).map_or(phrase.len(), |(at, _)| at);
    let (first, second) = phrase.split_at(middle);
    [halves_of(first), halves_of(second)].concat()
}

/// Where a phrase of `count` characters is parted near its middle, behind words of two characters; a place at its beginning has three.
fn middle_of(phrase: &str, count: usize) -> usize {
    let place = if phrase.chars().nth(2).is_some_and(|c| "省市县区州".contains(c)) { 3 } else { 0 };
    place + (count - place) / 4 * 2
}

/// What the slip on the cover of a book called `title` says, in one column or two of Han characters: what its first phrase quotes, or else
/// the phrase. None if that is too long, or no Han.
#[must_use]
pub fn slip_of(title: &str) -> Vec<String> {
    let han = |phrase: &str| phrase.chars().filter(|c| is_han(*c)).collect::<String>();
    let quoted = |phrase: &str| Some(han(phrase.split_once('“')?.1.split_once('”')?.0));
    let mut phrases = phrases_of(title).into_iter().filter(|phrase| han(phrase).chars().count() > 1);
    let Some(phrase) = phrases.next() else { return Vec::new() };
    let quoted = quoted(phrase).filter(|words| words.chars().count() > 1);
    let words = quoted.unwrap_or_else(|| without_tail(&han(phrase)).to_owned());
    let count = words.chars().count();
    if count <= COLUMN {
        return vec![words];
    }
    if count > 2 * COLUMN {
        return Vec::new();
    }
    let chars: Vec<char> = words.chars().collect();
    let fits =
        |at: &usize| at.max(&(count - at)) <= &COLUMN && parts(chars[at - 1], chars[*at], chars[at + 1]);
    let at = (2..=count - 2).find(fits).unwrap_or((count + 1) / 4 * 2);
    vec![chars[..at].iter().collect(), chars[at..].iter().collect()]
}

/// `phrase` without the 的 that leads on, or the 里 and 中 that say where.
fn without_tail(phrase: &str) -> &str {
    let is_long = phrase.chars().count() > 3;
    let bare = phrase.strip_suffix('的').unwrap_or(phrase);
    let is_place = is_long && !bare.contains(['在', '到']);
    if is_place { bare.strip_suffix(['里', '中']).unwrap_or(bare) } else { bare }
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
    use super::{halves_of, phrases_of, size_of_title, slip_of};

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
    fn a_phrase_that_no_line_holds_is_broken_between_words_of_two_characters() {
        assert_eq!(halves_of("全国机关党建示范品牌"), ["全国机关", "党建示范品牌"]);
        assert_eq!(halves_of("展示交流活动示范案例："), ["展示交流", "活动示范案例："]);
        assert_eq!(
            halves_of("全国党建创新成果展示交流活动示范案例").concat(),
            "全国党建创新成果展示交流活动示范案例"
        );
        assert_eq!(
            halves_of("山东省打造乡村振兴齐鲁样板典型案例"),
            ["山东省打造", "乡村振兴", "齐鲁样板典型案例"]
        );
        assert_eq!(halves_of("把一天过成一堂课"), ["把一天过成一堂课"]);
        assert_eq!(
            halves_of("2024年全省机关党建优秀案例"),
            ["2024年全省机关党建优秀案例"],
            "numbers are no words of two"
        );
    }

    #[test]
    fn a_slip_takes_the_first_phrase_whole_or_nothing() {
        assert_eq!(slip_of("评星定级与梯次创建"), ["评星定级"]);
        assert_eq!(slip_of("市民中心的功能型党组织"), ["市民中心"]);
        assert_eq!(slip_of("机关青年企业行"), ["机关青年", "企业行"]);
        assert_eq!(slip_of("支部书记到现场听课"), ["支部书记", "到现场听课"]);
        assert_eq!(slip_of("党建与创建一起抓"), ["党建", "与创建一起抓"]);
        assert_eq!(slip_of("成就展里的组织生活"), ["成就展"]);
        assert_eq!(slip_of("从“做没做”到“好不好”"), ["做没做"]);
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

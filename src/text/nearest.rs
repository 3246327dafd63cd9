//! Finds what an author probably meant.

use super::pinyin::polyphone_syllables;

/// The candidate nearest to `word`, if it is near enough to be worth naming.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count().max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 2 <= length.max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether `a` is `b` with one slip of the hand: one character dropped, doubled or added, two neighbours swapped,
/// or one Han character replaced by another that sounds the same, which is what a pinyin keyboard does.
///
/// 审计局 and 统计局 differ by one character too, but are two units: the characters sound different.
#[must_use]
pub fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() < 3 || b.len() < 3 || a == b {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    match (mid_a, mid_b) {
        ([x], [y]) => sound_alike(*x, *y),
        ([x], []) | ([], [x]) => !x.is_numeric() && !"一二三四五六七八九十区县市省".contains(*x),
        ([x1, x2], [y1, y2]) => x1 == y2 && x2 == y1,
        _ => false,
    }
}

fn sound_alike(x: char, y: char) -> bool {
    let (x_sounds, y_sounds) = (polyphone_syllables(x), polyphone_syllables(y));
    x_sounds.iter().any(|sound| y_sounds.contains(sound))
}

#[cfg(test)]
mod tests {
    use super::{closest, is_slip};

    #[test]
    fn the_nearest_known_word_is_named_and_far_ones_are_not() {
        assert_eq!(closest("isuer", ["issuer", "level", "name"]), Some("issuer"));
        assert_eq!(closest("zzzzzz", ["issuer", "level"]), None);
    }

    #[test]
    fn a_slip_is_a_homophone_a_dropped_character_or_a_swap_but_not_another_unit() {
        assert!(is_slip("诚审唯公", "诚审惟公"));
        assert!(is_slip("济宁市审记局", "济宁市审计局"));
        assert!(is_slip("青岛市民心中党委", "青岛市民中心党委"));
        assert!(!is_slip("济宁市审计局", "济宁市统计局"));
        assert!(!is_slip("第一党支部", "第二党支部"));
        assert!(!is_slip("历山区财政局", "历山县财政局"));
    }
}

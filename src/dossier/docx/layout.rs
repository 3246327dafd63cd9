//! The official layout of GB/T 9704-2012 in the units of Word, and departures from it.
//!
//! Page A4; margins above 37 mm, left 28 mm; type area 156 × 225 mm; 22 lines of 28 characters; text 三号仿宋, title 二号小标宋; the
//! page number in 四号宋体 between dashes, 7 mm below the type area.

use crate::model::{Face, Style};
use crate::text::phrases_of;
use unicode_width::UnicodeWidthStr;

/// A twentieth of a point: Word's unit of length. 1 mm is 56.693 twips.
pub(super) const PAGE: (u32, u32) = (11906, 16838);
/// Above, right, below, left.
pub(super) const MARGINS: [u32; 4] = [2098, 1474, 1984, 1588];
/// Width of the type area: 156 mm.
pub(in crate::dossier) const WIDTH: u32 = PAGE.0 - MARGINS[1] - MARGINS[3];
/// The standard names no line height. 225 mm hold 12756 twips; a 22nd of that is 579.8, and the type area is one line short of 22 as
/// soon as the height of a line is rounded up.
const LINE: u32 = (PAGE.1 - MARGINS[0] - MARGINS[2]) / LINES;
const LINES: u32 = 22;
const CHARS: u32 = 28;
/// Height of the page number's line.
pub(super) const FOOT_LINE: u32 = 400;
/// From the foot of the page to the foot of that line: its dashes, in the middle of the line, are 7 mm (397 twips) below the type area.
pub(super) const FOOT: u32 = MARGINS[2] - (397 - FOOT_LINE / 2) - FOOT_LINE;

/// A font and its size in half points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) font: String,
    pub(super) half_points: u32,
}

/// How a document is set.
#[derive(Debug, Clone)]
pub(in crate::dossier) struct Layout {
    pub(super) title: Type,
    pub(super) unit: Type,
    pub(super) body: Type,
    /// Highest level first.
    pub(super) headings: [Type; 4],
    /// Height of a line in twips.
    pub(super) line: u32,
    /// Whether headings are numbered 一、（一）1.（1）.
    pub(super) is_numbered: bool,
}

impl Layout {
    /// The official layout with the departures in `style`.
    pub(in crate::dossier) fn new(style: &Style) -> Self {
        let set = |face: &Face, font: &str, half_points: u32| Type {
            font: face.font.clone().unwrap_or_else(|| font.to_owned()),
            half_points: face.half_points.unwrap_or(half_points),
        };
        let body = set(&style.body, "仿宋_GB2312", 32);
        let (size, font) = (body.half_points, body.font.clone());
        let [first, second, third, fourth] = &style.headings;
        Self {
            title: set(&style.title, "方正小标宋简体", 44),
            unit: set(&style.unit, "楷体_GB2312", size),
            headings: [
                set(first, "黑体", size),
                set(second, "楷体_GB2312", size),
                set(third, &font, size),
                set(fourth, &font, size),
            ],
            body,
            line: style.line_twips.unwrap_or(LINE),
            is_numbered: !style.plain_headings,
        }
    }

    /// Characters of a title on a line.
    pub(super) fn title_chars(&self) -> usize {
        (WIDTH / (self.title.half_points * 10).max(1)) as usize
    }

    /// Two characters of the text, in twips.
    pub(super) fn indent(&self) -> u32 {
        self.body.half_points * 20
    }
}

/// By how much characters of this size are moved together, in twips, so that 28 of them fill a line of the standard; nothing for other
/// sizes than 三号, where calls count no characters.
///
/// A character grid would say the same, but LibreOffice then gives each character two cells. Moved characters are 28 a line everywhere.
pub(super) fn char_space(half_points: u32) -> Option<i32> {
    // Rounded towards narrower characters: 28 of them must not be wider than the line.
    let pitch = (WIDTH / CHARS) as i32;
    (half_points == 32).then_some(pitch - 320)
}

/// A title of two lines, broken between its phrases so that both are near in length, if that can be had with `chars` a line: official
/// titles are not torn in the middle of a word. `None` for one that fits a line, or that has no such place.
pub(super) fn broken(title: &str, chars: usize) -> Option<(&str, &str)> {
    let width = |text: &str| text.width_cjk().div_ceil(2);
    if width(title) <= chars {
        return None;
    }
    let places = phrases_of(title).into_iter().scan(0, |at, phrase| {
        *at += phrase.len();
        Some(*at)
    });
    let lines = places.map(|at| (title[..at].trim_end(), title[at..].trim_start()));
    let fitting =
        lines.filter(|(first, second)| !second.is_empty() && width(first) <= chars && width(second) <= chars);
    fitting.min_by_key(|(first, second)| width(first).abs_diff(width(second)))
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_long_title_is_broken_at_the_mark_nearest_to_its_middle() {
        let title = "把支部建在审计组上，让党旗在项目一线高高飘扬";
        assert_eq!(broken(title, 20), Some(("把支部建在审计组上，", "让党旗在项目一线高高飘扬")));
        assert_eq!(broken("把支部建在审计组上", 20), None);
        assert_eq!(broken(&"展".repeat(30), 20), None);
        let dashed = "诚审为民惟公惟正——示例市审计局机关党建品牌纪实";
        assert_eq!(broken(dashed, 20), Some(("诚审为民惟公惟正——", "示例市审计局机关党建品牌纪实")));
        let plain = "把近三千个品牌里的经验带回每一个支部";
        assert_eq!(broken(plain, 12), Some(("把近三千个品牌里的", "经验带回每一个支部")));
    }
}

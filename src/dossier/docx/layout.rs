//! The official layout of GB/T 9704-2012 in the units of Word, and departures from it.
//!
//! Page A4; margins above 37 mm, left 28 mm; type area 156 × 225 mm; 22 lines of 28 characters; text 三号仿宋, title 二号小标宋; the
//! page number in 四号宋体 between dashes, 7 mm below the type area.

use crate::model::{Face, Style};

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

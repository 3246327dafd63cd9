//! A name cut as a square red seal.
//!
//! What differs from seal to seal (red characters or paper-white ones, the frame, a line between the characters, worn edges, a slight
//! tilt) is drawn from a digest of the name, so that the same name always gives the same seal and two names seldom give alike.

use crate::text::is_han;
use std::fmt::Write;

/// Side of the drawing.
const SIDE: f32 = 100.0;
const RED: &str = "#9e1b1f";
/// Characters cut out of the red show paper, whatever the page behind is.
const PAPER: &str = "#fff6ea";
const FONTS: &str = "'Source Han Serif SC','Noto Serif CJK SC','Songti SC',STSong,SimSun,serif";
/// Size of the characters before they are fitted into their cells.
const EM: f32 = 40.0;
/// The middle of a Han character lies this far above its base line, in ems. Centring by line height, as browsers do, sets
/// them too high.
const HAN_MIDDLE: f32 = 0.38;
/// The middle of a Latin capital.
const CAPITAL_MIDDLE: f32 = 0.35;
/// A character is stretched to fill its cell, but not further than this.
const STRETCH_MAX: f32 = 1.5;
/// How many papers a theme may lay behind a seal.
const GROUNDS: u8 = 6;

/// The seal of `name` as an SVG file; it says `cut`, or else the beginning of the name.
pub(in crate::render) fn seal(name: &str, cut: Option<&str>) -> String {
    let characters = cut.map_or_else(|| characters_of(name), |cut| cut.chars().collect());
    let mut hand = Hand::of(name);
    let is_white = hand.between(0.0, 1.0) < 0.45;
    let tilt = hand.between(-1.4, 1.4);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\" width=\"100\" height=\"100\">\
         <g transform=\"rotate({tilt:.1} 50 50)\" fill=\"{RED}\"><path fill-rule=\"evenodd\" d=\""
    );
    let margin = if is_white { cut_white(&mut svg, &mut hand) } else { cut_red(&mut svg, &mut hand) };
    svg.push_str("\"/>");
    let cells = cells_of(&characters, margin, &mut hand);
    if !is_white && characters.len() == 4 && hand.between(0.0, 1.0) < 0.3 {
        let _ =
            write!(svg, "<path d=\"M49.6 {margin:.1}h.9v{length:.1}h-.9z\"/>", length = SIDE - 2.0 * margin);
    }
    let ink = if is_white { PAPER } else { RED };
    let _ = write!(
        svg,
        "<g fill=\"{ink}\" font-family=\"{FONTS}\" font-size=\"{EM}\" font-weight=\"700\" text-anchor=\"middle\">"
    );
    for (character, cell) in characters.iter().zip(&cells) {
        put_character(&mut svg, *character, cell);
    }
    svg.push_str("</g></g></svg>\n");
    svg
}

/// Which of the papers 1 to 6 a theme lays behind what belongs to `name`.
pub(in crate::render) fn ground_of(name: &str) -> u8 {
    blake3::hash(name.as_bytes()).as_bytes()[31] % GROUNDS + 1
}

/// What is cut of `name`: its first word of Han characters, at most four of them; of a Latin name, its first two letters.
fn characters_of(name: &str) -> Vec<char> {
    let is_part = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    let words: Vec<&str> = name.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
    let han_count = |word: &str| word.chars().filter(|c| is_han(*c)).count();
    let word = words.iter().find(|word| han_count(word) >= 2).or(words.first()).copied().unwrap_or("展馆");
    // 望、闻、问、诊: a name of single characters is cut as a whole.
    let source = if han_count(word) >= 2 { word } else { name };
    let han: Vec<char> = source.chars().filter(|c| is_han(*c)).take(4).collect();
    if han.len() >= 2 { han } else { word.chars().take(2).flat_map(char::to_uppercase).collect() }
}

/// Red characters in a red frame; gives the space from the edge to the characters.
fn cut_red(svg: &mut String, hand: &mut Hand) -> f32 {
    let corner = hand.between(2.0, 9.0);
    let width = hand.between(3.2, 5.6);
    outline(svg, hand, &Square { inset: 2.0, corner, wear: 1.0 });
    outline(svg, hand, &Square { inset: 2.0 + width, corner: (corner - 1.5).max(1.0), wear: 0.35 });
    if hand.between(0.0, 1.0) < 0.35 {
        let inner = 2.0 + width + 2.6;
        outline(svg, hand, &Square { inset: inner, corner: 1.0, wear: 0.2 });
        outline(svg, hand, &Square { inset: inner + 1.1, corner: 1.0, wear: 0.2 });
        return inner + 3.4;
    }
    2.0 + width + 4.2
}

/// A red field out of which the characters are cut, with a few grains gone; gives the space from the edge to the characters.
fn cut_white(svg: &mut String, hand: &mut Hand) -> f32 {
    let corner = hand.between(2.0, 7.0);
    outline(svg, hand, &Square { inset: 2.0, corner, wear: 1.2 });
    for _ in 0..5 {
        let along = hand.between(10.0, 90.0);
        let deep = hand.between(3.5, 7.0);
        let (x, y) = match hand.byte() % 4 {
            0 => (along, deep),
            1 => (SIDE - deep, along),
            2 => (along, SIDE - deep),
            _ => (deep, along),
        };
        let (a, b) = (hand.between(0.5, 1.6), hand.between(0.5, 1.4));
        let _ = write!(svg, "M{x:.1} {y:.1}l{a:.1} {:.1}l{b:.1} {a:.1}z", -b);
    }
    11.5
}

/// A square whose edges the years have worn.
struct Square {
    inset: f32,
    corner: f32,
    wear: f32,
}

/// Draws round the square, corners cut, with small dents along its sides.
fn outline(svg: &mut String, hand: &mut Hand, square: &Square) {
    let (low, high) = (square.inset, SIDE - square.inset);
    let length = high - low - 2.0 * square.corner;
    // Each side begins after its corner and runs clockwise; the second pair points inwards.
    let sides = [
        ((low + square.corner, low), (1.0, 0.0), (0.0, 1.0)),
        ((high, low + square.corner), (0.0, 1.0), (-1.0, 0.0)),
        ((high - square.corner, high), (-1.0, 0.0), (0.0, -1.0)),
        ((low, high - square.corner), (0.0, -1.0), (1.0, 0.0)),
    ];
    let mut command = 'M';
    for ((x, y), (along_x, along_y), (in_x, in_y)) in sides {
        let dent_at = hand.between(0.15, 0.85);
        let dent = hand.between(0.0, 2.4) * square.wear;
        let steps = [
            (0.0, 0.0),
            (dent_at - 0.05, hand.between(0.0, 0.7) * square.wear),
            (dent_at, dent),
            (dent_at + 0.04, hand.between(0.0, 0.7) * square.wear),
            (1.0, hand.between(0.0, 0.5) * square.wear),
        ];
        for (part, deep) in steps {
            let run = part * length;
            let (x, y) = (x + along_x * run + in_x * deep, y + along_y * run + in_y * deep);
            let _ = write!(svg, "{command}{x:.1} {y:.1}");
            command = 'L';
        }
    }
    svg.push('z');
}

/// Where a character stands: its middle, and the room it has.
struct Cell {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// Cells in reading order: columns from the right for Han, one row from the left for Latin.
fn cells_of(characters: &[char], margin: f32, hand: &mut Hand) -> Vec<Cell> {
    let full = SIDE - 2.0 * margin;
    let half = full / 2.0;
    let (left, right) = (margin + half / 2.0, SIDE - margin - half / 2.0);
    let cell = |x: f32, y: f32, width: f32, height: f32| Cell { x, y, width, height };
    let pair = |x: f32| [cell(x, left, half, half), cell(x, right, half, half)];
    let tall = |x: f32| cell(x, SIDE / 2.0, half, full);
    match characters {
        [first, _] if !is_han(*first) => vec![tall(left), tall(right)],
        [_] => vec![cell(SIDE / 2.0, SIDE / 2.0, full, full)],
        [first, second] if hand.between(0.0, 1.0) < 0.5 || is_flat(*first) || is_flat(*second) => {
            vec![cell(SIDE / 2.0, left, full, half), cell(SIDE / 2.0, right, full, half)]
        }
        [_, _] => vec![tall(right), tall(left)],
        [first, _, last] if !is_flat(*first) && (hand.between(0.0, 1.0) < 0.5 || is_flat(*last)) => {
            std::iter::once(tall(right)).chain(pair(left)).collect()
        }
        [_, _, _] => pair(right).into_iter().chain([tall(left)]).collect(),
        _ => pair(right).into_iter().chain(pair(left)).collect(),
    }
}

/// Whether strokes of `character`, drawn tall, would pass for characters of their own.
fn is_flat(character: char) -> bool {
    "一二三".contains(character)
}

/// Puts `character` into `cell`, stretched to fill it as carvers do.
fn put_character(svg: &mut String, character: char, cell: &Cell) {
    // Han characters fill their square; Latin capitals are lower and narrower.
    let (ink_width, ink_height, middle) =
        if is_han(character) { (0.98, 0.98, HAN_MIDDLE) } else { (0.72, 0.72, CAPITAL_MIDDLE) };
    let (wide, high) = (cell.width / (EM * ink_width), cell.height / (EM * ink_height));
    let (wide, high) = (wide.min(high * STRETCH_MAX), high.min(wide * STRETCH_MAX));
    let (x, y) = (cell.x, cell.y + middle * EM * high);
    let _ =
        write!(svg, "<text transform=\"matrix({wide:.2} 0 0 {high:.2} {x:.1} {y:.1})\">{character}</text>");
}

/// The carver's hand: what varies from seal to seal, drawn from the name.
struct Hand {
    bytes: blake3::OutputReader,
}

impl Hand {
    fn of(name: &str) -> Self {
        Self { bytes: blake3::Hasher::new().update(name.as_bytes()).finalize_xof() }
    }

    fn byte(&mut self) -> u8 {
        let mut byte = [0];
        self.bytes.fill(&mut byte);
        byte[0]
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * f32::from(self.byte()) / 255.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_takes_two_to_four_characters_of_the_name() {
        let text = |name| characters_of(name).into_iter().collect::<String>();
        assert_eq!(text("诚审惟公"), "诚审惟公");
        assert_eq!(text("泉先锋"), "泉先锋");
        assert_eq!(text("温暖人社·温情服务"), "温暖人社");
        assert_eq!(text("“1+1”担当"), "担当");
        assert_eq!(text("望、闻、问、诊"), "望闻问诊");
        assert_eq!(text("学·思·享"), "学思享");
        assert_eq!(text("Omeka"), "OM");
        assert_eq!(text("！"), "展馆");
    }

    #[test]
    fn a_seal_says_what_it_was_told_to() {
        let svg = seal("一支部一品牌", Some("支部品牌"));
        let cut: Vec<usize> = "支部品牌".chars().filter_map(|c| svg.find(&format!(">{c}</text>"))).collect();
        assert!(cut.len() == 4 && cut.is_sorted() && !svg.contains('一'), "{svg}");
    }

    #[test]
    fn no_stroke_is_drawn_as_tall_as_two_characters() {
        for name in ["三讲述", "讲述三", "三农", "一线"] {
            for nth in 0..16 {
                let cells = cells_of(&name.chars().collect::<Vec<_>>(), 8.0, &mut Hand::of(&nth.to_string()));
                let tall = name.chars().zip(&cells).filter(|(_, cell)| cell.height > cell.width);
                assert!(tall.map(|(c, _)| c).all(|c| !is_flat(c)), "{name}");
            }
        }
    }

    #[test]
    fn the_same_name_gives_the_same_seal_and_another_name_another() {
        assert_eq!(seal("诚审惟公", None), seal("诚审惟公", None));
        assert_ne!(seal("诚审惟公", None), seal("诚审惟公 ", None).replace(' ', ""));
    }

    #[test]
    fn a_seal_is_a_sound_drawing_with_each_character_once_inside_the_frame() {
        for name in ["诚审惟公", "泉先锋", "担当", "Omeka", "清"] {
            let svg = seal(name, None);
            let document = roxmltree::Document::parse(&svg).unwrap();
            let texts: Vec<_> = document.descendants().filter(|node| node.has_tag_name("text")).collect();
            let cut: Vec<char> = texts.iter().filter_map(|node| node.text()?.chars().next()).collect();
            assert_eq!(cut, characters_of(name), "{svg}");
            for text in texts {
                let numbers: Vec<f32> = text.attribute("transform").unwrap()[7..]
                    .trim_end_matches(')')
                    .split(' ')
                    .map(|number| number.parse().unwrap())
                    .collect();
                let middle = numbers[5] - HAN_MIDDLE * EM * numbers[3];
                assert!((15.0..=85.0).contains(&numbers[4]) && (15.0..=85.0).contains(&middle), "{svg}");
            }
        }
    }
}

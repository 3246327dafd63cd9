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

/// What a card or page shows where a picture belongs: a picture, or else a cover composed of the brand's seal, the year and the
/// level of the highest award; without a brand, of year and level.
#[derive(Debug, Clone, Serialize)]
pub struct Cover<'a> {
    /// Path of the picture.
    pub src: Option<&'a str>,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// The picture as WebP, narrowest first; none if it comes in one size only.
    pub webp: Vec<PrintView<'a>>,
    /// The seal that stands in where there is no picture.
    pub seal: Option<SealView>,
    /// Which of the papers 1 to 6 a theme may lay behind it; a brand always has the same.
    pub ground: u8,
    /// Level of the highest award; empty if none is known.
    pub level: &'a str,
    /// Rank of that level from 1; 0 if none.
    pub rank: usize,
    /// What the slip of a cover without a seal says, in one column or two: what the first phrase of the title quotes, or that phrase; empty
    /// if it is too long or not Chinese.
    pub slip: Vec<String>,
    /// The year, where it stands on that slip instead: 二〇二四, in English 2024.
    pub year: &'a str,
}

/// A picture at one width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintView<'a> {
    /// Path of the file.
    pub src: &'a str,
    /// Pixels across.
    pub width: u32,
}

/// A brand's name cut as a seal: a square drawing that stands in where there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealView {
    /// Path of the drawing.
    pub src: String,
}

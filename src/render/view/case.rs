//! A case on its own page.

use super::{Cover, Link, PrintView};
use serde::Serialize;

/// A case (`case`). Its text is in `body`, its headings in `contents`.
#[derive(Debug, Clone, Serialize)]
pub struct CaseView<'a> {
    /// Title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// The same case in the other language.
    pub twin: Option<TwinLink<'a>>,
    /// Units, the leading one first.
    pub units: Vec<Link<'a>>,
    /// Brand.
    pub brand: Option<Link<'a>>,
    /// Year, with its page.
    pub year: Link<'a>,
    /// Day, as readers write it.
    pub date: Option<String>,
    /// Day, as machines write it.
    pub date_iso: Option<String>,
    /// Keywords.
    pub tags: &'a [String],
    /// Honors, in file order.
    pub awards: Vec<AwardView<'a>>,
    /// Where it can be seen.
    pub venue: Option<Link<'a>>,
    /// Picture or seal.
    pub cover: Cover<'a>,
    /// Photo story.
    pub photos: Vec<PhotoView<'a>>,
    /// Films and sounds.
    pub recordings: Vec<RecordingView<'a>>,
    /// The case as footnotes name it.
    pub citation: String,
    /// Path of its panel, if the site has panels.
    pub panel: Option<String>,
    /// Length of the text in 字, or in words if there is no Chinese in it.
    pub words: u32,
    /// The case before it on the wall.
    pub previous: Option<Neighbour<'a>>,
    /// The case after it on the wall.
    pub next: Option<Neighbour<'a>>,
    /// Exhibitions that show it.
    pub walks: Vec<Walk<'a>>,
}

/// A case in the other language.
#[derive(Debug, Clone, Serialize)]
pub struct TwinLink<'a> {
    /// Path of its page.
    pub url: &'a str,
    /// Language tag: `zh-CN` or `en`.
    pub lang: &'static str,
    /// Name of the language, in that language.
    pub name: &'static str,
}

/// An award of a case.
#[derive(Debug, Clone, Serialize)]
pub struct AwardView<'a> {
    /// The honor.
    pub honor: Link<'a>,
    /// Level; empty if none is known.
    pub level: &'a str,
    /// Rank of the level from 1; 0 if none.
    pub rank: usize,
    /// 一等奖 …
    pub tier: Option<&'a str>,
    /// When.
    pub year: Option<u16>,
    /// 第五届 …
    pub session: Option<&'a str>,
    /// Who gave it.
    pub issuer: Option<&'a str>,
    /// Path of the scan of the certificate.
    pub certificate: Option<&'a str>,
}

/// A photograph.
#[derive(Debug, Clone, Serialize)]
pub struct PhotoView<'a> {
    /// Path of the picture at its largest.
    pub src: &'a str,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// The picture as WebP, narrowest first; none if it comes in one size only.
    pub webp: Vec<PrintView<'a>>,
    /// Whether it is so wide that it is dragged along instead of fitted in.
    pub panorama: bool,
    /// What it shows.
    pub caption: Option<&'a str>,
    /// When, as written.
    pub date: Option<&'a str>,
    /// By whom.
    pub credit: Option<&'a str>,
    /// Who is in it.
    pub people: Option<&'a str>,
}

/// A film or sound.
#[derive(Debug, Clone, Serialize)]
pub struct RecordingView<'a> {
    /// Path of the file.
    pub src: &'a str,
    /// Its type, such as `video/mp4`.
    pub mime: &'a str,
    /// Whether there is something to see.
    pub film: bool,
    /// What it shows.
    pub caption: Option<&'a str>,
    /// Path of the picture shown before it plays.
    pub poster: Option<&'a str>,
    /// Path of its captions (WebVTT).
    pub captions: Option<&'a str>,
    /// Path of its words to read.
    pub transcript: Option<&'a str>,
}

/// What search engines and share cards show of a case (`share`); only where the site has an absolute address.
#[derive(Debug, Clone, Serialize)]
pub struct ShareView<'a> {
    /// Path of its picture, as JPEG or PNG.
    pub image: Option<&'a str>,
    /// The case as schema.org describes articles: JSON that may stand inside a script element.
    pub json_ld: String,
}

/// A heading of the text.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView<'a> {
    /// 2 to 6.
    pub level: u8,
    /// Plain text.
    pub text: &'a str,
    /// Where `#id` leads.
    pub id: &'a str,
}

/// A case next to another.
#[derive(Debug, Clone, Serialize)]
pub struct Neighbour<'a> {
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub url: &'a str,
}

/// An exhibition's walk, seen from one of its stops.
#[derive(Debug, Clone, Serialize)]
pub struct Walk<'a> {
    /// The exhibition.
    pub exhibition: Link<'a>,
    /// This stop, from 1.
    pub position: usize,
    /// Stops in all.
    pub total: usize,
    /// Reading time of this stop and those after it, in minutes.
    pub minutes_left: usize,
    /// Path of the recording of what the guide says here.
    pub audio: Option<&'a str>,
    /// What the guide says here.
    pub narration: Option<&'a str>,
    /// The stop before.
    pub previous: Option<Neighbour<'a>>,
    /// The stop after.
    pub next: Option<Neighbour<'a>>,
}

//! Pictures and attachments beside the text: what they are, how large, and what of them may be published.
//!
//! Judges files by their first bytes, never by their names. Sizes come from headers, so an absurd picture is refused before
//! memory is asked for; only then are pictures developed into the prints that pages show.

mod bare;
mod boxes;
mod develop;
mod exif;
mod film;
mod raster;
mod recording;
mod strip;
mod svg;
mod webm;

pub use develop::{
    DEVELOPER, Form, Prints, develop, full_print, full_size, is_panorama, same_size_print, widths_of,
};
pub use film::{FilmFacts, film_facts};
pub use raster::{Undrawn, rasterised};
pub use strip::{bare_original, publishable};

use crate::text::ending_of;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// SVG.
    Svg,
    /// A film or sound.
    Recording,
    /// A document or archive that is linked to.
    Attachment,
}

/// Why a file cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its content is of this format, whatever its extension says.
    WrongFormat(&'static str),
    /// Its header cannot be read.
    Unreadable,
    /// It has this many pixels across and down.
    TooLarge(u64, u64),
    /// Files of its kind are not published.
    KindRefused,
}

/// A file that may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspected {
    /// What it is.
    pub kind: FileKind,
    /// Width and height in pixels as it is shown, for pictures.
    pub size: Option<(u32, u32)>,
    /// How its largest print is made; `None` if it is published as it is: drawings, moving pictures, attachments.
    pub form: Option<Form>,
}

/// Transparency and animation are announced before the pixels, which begin within these bytes or not at all.
const CHUNKS_BEFORE_PIXELS: usize = 8192;

/// A hundred million pixels: more than any camera in an office has.
const PIXELS_MAX: u64 = 100_000_000;

const ATTACHMENTS: [&str; 12] =
    ["pdf", "docx", "doc", "xlsx", "xls", "pptx", "ppt", "csv", "txt", "zip", "vtt", "wps"];

/// The type of the film or sound `name` as servers name it; `None` if browsers may not play it.
#[must_use]
pub fn mime_of(name: &str) -> Option<&'static str> {
    match ending_of(name).as_str() {
        "mp4" => Some("video/mp4"),
        "webm" => Some("video/webm"),
        "mp3" => Some("audio/mpeg"),
        "m4a" => Some("audio/mp4"),
        _ => None,
    }
}

/// Whether `bytes` are captions as browsers read them: WebVTT in UTF-8.
#[must_use]
pub fn is_captions(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.trim_start_matches('\u{feff}').starts_with("WEBVTT"))
}

/// Looks at `bytes`, the content of the file `name`.
///
/// # Errors
/// Gives the reason why the file cannot be published.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspected, Refusal> {
    let kind = match ending_of(name).as_str() {
        "jpg" | "jpeg" => FileKind::Jpeg,
        "png" => FileKind::Png,
        "webp" => FileKind::Webp,
        "gif" => FileKind::Gif,
        "svg" => FileKind::Svg,
        _ if mime_of(name).is_some() => {
            return Ok(Inspected { kind: FileKind::Recording, size: None, form: None });
        }
        other if ATTACHMENTS.contains(&other) => {
            return Ok(Inspected { kind: FileKind::Attachment, size: None, form: None });
        }
        "heic" | "heif" => return Err(Refusal::WrongFormat("HEIC")),
        _ => return Err(Refusal::KindRefused),
    };
    if kind == FileKind::Svg {
        let size = svg::size_of(bytes).ok_or(Refusal::Unreadable)?;
        return Ok(Inspected { kind, size: Some(size), form: None });
    }
    let real = real_format(bytes);
    match (kind, real) {
        (FileKind::Jpeg, Some("JPEG"))
        | (FileKind::Png, Some("PNG"))
        | (FileKind::Webp, Some("WebP"))
        | (FileKind::Gif, Some("GIF")) => {}
        (_, Some(other)) => return Err(Refusal::WrongFormat(other)),
        (_, None) => return Err(Refusal::Unreadable),
    }
    let size = imagesize::blob_size(bytes).map_err(|_| Refusal::Unreadable)?;
    let (width, height) = (size.width as u64, size.height as u64);
    if width == 0 || height == 0 {
        return Err(Refusal::Unreadable);
    }
    if width.saturating_mul(height) > PIXELS_MAX {
        return Err(Refusal::TooLarge(width, height));
    }
    let turned = exif::orientation_of(bytes).is_some_and(|value| value >= 5);
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Inspected { kind, size: Some((width as u32, height as u32)), form: form_of(kind, bytes) })
}

/// Pictures one can see through are printed as PNG, others as JPEG, moving ones not at all.
fn form_of(kind: FileKind, bytes: &[u8]) -> Option<Form> {
    let has = |name: &[u8]| bytes.windows(name.len()).take(CHUNKS_BEFORE_PIXELS).any(|window| window == name);
    match kind {
        FileKind::Jpeg => Some(Form::Jpeg),
        FileKind::Png if has(b"acTL") => None,
        // Colour types 4 and 6 carry an alpha channel; 3 is a palette that may hold clear colours.
        FileKind::Png if matches!(bytes.get(25), Some(3 | 4 | 6)) || has(b"tRNS") => Some(Form::Png),
        FileKind::Png => Some(Form::Jpeg),
        FileKind::Webp => match bytes.get(12..16) {
            Some(b"VP8X") if bytes.get(20).is_some_and(|flags| flags & 0b10 != 0) => None,
            Some(b"VP8X") if bytes.get(20).is_some_and(|flags| flags & 0b1_0000 != 0) => Some(Form::Png),
            Some(b"VP8L") if bytes.get(24).is_some_and(|byte| byte & 0b1_0000 != 0) => Some(Form::Png),
            _ => Some(Form::Jpeg),
        },
        FileKind::Gif | FileKind::Svg | FileKind::Recording | FileKind::Attachment => None,
    }
}

fn real_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("JPEG"),
        [0x89, b'P', b'N', b'G', ..] => Some("PNG"),
        [b'G', b'I', b'F', b'8', ..] => Some("GIF"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("WebP"),
        [b'B', b'M', ..] => Some("BMP"),
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => Some("TIFF"),
        [b'%', b'P', b'D', b'F', ..] => Some("PDF"),
        [_, _, _, _, b'f', b't', b'y', b'p', rest @ ..] => {
            if rest.starts_with(b"avif") {
                Some("AVIF")
            } else {
                Some("HEIC")
            }
        }
        _ => None,
    }
}

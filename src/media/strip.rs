//! What of a file goes out: pictures and sound, not where and by whom they were taken.

use super::bare::{bare_gif, bare_jpeg, bare_png, bare_webp};
use super::exif::{orientation_of, orientation_only};
use super::recording::bare_recording;
use super::{FileKind, svg};

/// What pages show of a file of this kind: metadata (GPS, author, device) removed, pixels and sound untouched.
///
/// `None` if the file cannot be taken apart; it is then not published at all.
#[must_use]
pub fn publishable(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        FileKind::Png => bare_png(bytes, None),
        FileKind::Webp => bare_webp(bytes, None),
        FileKind::Gif => bare_gif(bytes),
        FileKind::Svg => svg::sanitised(bytes),
        // Pages show prints of these, which hold nothing but pixels; papers take the bare original.
        FileKind::Jpeg => None,
        FileKind::Recording => Some(bare_recording(bytes)),
        FileKind::Attachment => Some(bytes.to_vec()),
    }
}

/// What papers take along of the original in `bytes`, of this kind: every pixel as the camera took it, since juries judge its size and
/// sharpness, and which way is up; nothing else that the camera and other programs noted.
///
/// `None` if the file cannot be taken apart; it is then not given away at all.
#[must_use]
pub fn bare_original(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    let upright = orientation_of(bytes).filter(|value| *value > 1).map(orientation_only);
    match kind {
        FileKind::Jpeg => bare_jpeg(bytes, upright),
        FileKind::Png => bare_png(bytes, upright),
        FileKind::Webp => bare_webp(bytes, upright),
        FileKind::Gif | FileKind::Svg | FileKind::Recording | FileKind::Attachment => {
            publishable(kind, bytes)
        }
    }
}

//! What of a file may be published as it is: pictures and sound, not where and by whom they were taken.

use super::recording::bare_recording;
use super::{FileKind, svg};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, DynImage, ImageEXIF};

/// The bytes to publish for a file of this kind: metadata (GPS, author, device) removed, pixels and sound untouched.
///
/// `None` if the file cannot be taken apart; it is then not published at all.
#[must_use]
pub fn publishable(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        FileKind::Png => {
            let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
            png.chunks_mut()
                .retain(|chunk| !matches!(&chunk.kind(), b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME"));
            Some(png.encoder().bytes().to_vec())
        }
        FileKind::Webp => {
            let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
            webp.remove_chunks_by_id(*b"EXIF");
            webp.remove_chunks_by_id(*b"XMP ");
            Some(webp.encoder().bytes().to_vec())
        }
        FileKind::Svg => svg::sanitised(bytes),
        // Pages show prints of these, which hold nothing but pixels; papers take the bare original.
        FileKind::Jpeg => None,
        FileKind::Recording => Some(bare_recording(bytes)),
        FileKind::Gif | FileKind::Attachment => Some(bytes.to_vec()),
    }
}

/// The EXIF orientation of a JPEG, PNG or WebP, 1 to 8.
pub(super) fn orientation_of(bytes: &[u8]) -> Option<u16> {
    let exif = DynImage::from_bytes(Bytes::copy_from_slice(bytes)).ok()??.exif()?;
    let little = exif.starts_with(b"II");
    let u16_at = |at: usize| {
        let pair: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let u32_at = |at: usize| {
        let four: [u8; 4] = exif.get(at..at + 4)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let directory = usize::try_from(u32_at(4)?).ok()?;
    let entries = u16_at(directory)?;
    (0..usize::from(entries))
        .map(|index| directory + 2 + index * 12)
        .find(|entry| u16_at(*entry) == Some(0x0112))
        .and_then(|entry| u16_at(entry + 8))
        .filter(|value| (1..=8).contains(value))
}

//! What of a file may be published: the picture, not where and by whom it was taken.

use super::{FileKind, svg};
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

/// The bytes to publish for a file of this kind: metadata (GPS, author, device) removed, pixels untouched.
///
/// `None` if the file cannot be taken apart; it is then not published at all.
#[must_use]
pub fn publishable(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        FileKind::Jpeg => {
            let orientation = orientation_of(bytes);
            let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
            // APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe colours) decide how pixels look; the rest tells tales.
            jpeg.segments_mut().retain(|segment| {
                !matches!(segment.marker(), markers::APP1 | markers::COM | 0xe3..=0xed | markers::APP15)
            });
            if let Some(value) = orientation.filter(|value| *value != 1) {
                jpeg.set_exif(Some(Bytes::from(orientation_only(value))));
            }
            Some(jpeg.encoder().bytes().to_vec())
        }
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
        FileKind::Gif | FileKind::Attachment => Some(bytes.to_vec()),
    }
}

/// The EXIF orientation of a JPEG, 1 to 8.
pub(super) fn orientation_of(bytes: &[u8]) -> Option<u16> {
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let exif = jpeg.exif()?;
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

/// A TIFF block that says which way is up and nothing else.
fn orientation_only(value: u16) -> Vec<u8> {
    let mut exif = Vec::with_capacity(26);
    exif.extend_from_slice(b"II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00");
    exif.extend_from_slice(&value.to_le_bytes());
    exif.extend_from_slice(&[0, 0, 0, 0, 0, 0]);
    exif
}

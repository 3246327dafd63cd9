//! Which way is up: the one thing that cameras note and that everyone who shows a picture must know.

use img_parts::{Bytes, DynImage, ImageEXIF};

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

/// EXIF with one entry: the orientation (tag 0x0112, a short).
pub(super) fn orientation_only(value: u16) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend(value.to_be_bytes());
    exif.extend([0; 6]);
    exif
}

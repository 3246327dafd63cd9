//! Pictures by those of their parts that are needed to show them. Parts are let through by name: one that nobody knows may hold a place,
//! a name or a second picture.

use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

/// Parts of a PNG that are needed to show it: pixels, colours, clearness, resolution, movement.
const PNG_PARTS: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];
/// The same of a WebP.
const WEBP_PARTS: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// A PNG with these notes instead of its own.
pub(super) fn bare_png(bytes: &[u8], exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut().retain(|chunk| PNG_PARTS.contains(&&chunk.kind()));
    png.set_exif(exif.map(Bytes::from));
    Some(png.encoder().bytes().to_vec())
}

/// A WebP with these notes instead of its own.
pub(super) fn bare_webp(bytes: &[u8], exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    // Takes the note of them off the header too.
    webp.set_exif(None);
    webp.chunks_mut().retain(|chunk| WEBP_PARTS.contains(&&chunk.id()));
    webp.set_exif(exif.map(Bytes::from));
    Some(webp.encoder().bytes().to_vec())
}

/// A GIF of its frames, its colours and how it moves (CompuServe, GIF89a): no comments, no XMP, nothing behind its end.
pub(super) fn bare_gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let is_gif = bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a");
    let mut at = (HEAD_OF_GIF + colours(*bytes.get(HEAD_OF_GIF - 3)?)).min(bytes.len());
    let mut out = bytes.get(..at).filter(|_| is_gif)?.to_vec();
    loop {
        let rest = &bytes[at..];
        let length = match rest {
            [END_OF_GIF, ..] | [] => break,
            [b'!', _, blocks @ ..] => 2 + blocks_length(blocks)?,
            [b',', ..] => {
                let begin = 10 + colours(*rest.get(9)?) + 1;
                begin + blocks_length(rest.get(begin..)?)?
            }
            _ => return None,
        };
        let part = &rest[..length];
        let is_shown = match part {
            // Time and clearness of a frame; how often all of them are shown.
            [b'!', 0xf9, ..] => true,
            [b'!', 0xff, 11, name @ ..] => {
                name.starts_with(b"NETSCAPE2.0") || name.starts_with(b"ANIMEXTS1.0")
            }
            [b'!', ..] => false,
            _ => true,
        };
        if is_shown {
            out.extend(part);
        }
        at += length;
    }
    out.push(END_OF_GIF);
    Some(out)
}

/// Signature and size of the screen.
const HEAD_OF_GIF: usize = 13;
const END_OF_GIF: u8 = b';';

/// Bytes of the table of colours that `flags` announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Bytes of the blocks at the beginning of `bytes`, each of which tells its length, with the empty one that ends them.
fn blocks_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];
const START_OF_SCAN: u8 = 0xda;

/// A JPEG with these notes instead of its own: its segments (ITU T.81, annex B) up to its end. What cameras put behind it is another
/// picture or a film.
pub(super) fn bare_jpeg(bytes: &[u8], mut exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut out = START.to_vec();
    let mut at = bytes.strip_prefix(&START).map(|_| START.len())?;
    loop {
        // Fill bytes may stand before a marker.
        at += bytes.get(at..)?.iter().take_while(|byte| **byte != 0xff).count();
        at += bytes.get(at..)?.iter().take_while(|byte| **byte == 0xff).count();
        let marker = *bytes.get(at)?;
        if marker == END[1] {
            out.extend(END);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 1..at + 3)?.try_into().ok()?));
        let segment = bytes.get(at..at + 1 + length)?;
        at += segment.len();
        if !is_shown(marker, segment.get(3..)?) {
            continue;
        }
        if let Some(exif) = exif.take_if(|_| marker != 0xe0) {
            out.extend([0xff, 0xe1]);
            out.extend((exif.len() as u16 + 8).to_be_bytes());
            out.extend(b"Exif\0\0");
            out.extend(exif);
        }
        out.push(0xff);
        out.extend(segment);
        if marker == START_OF_SCAN {
            let scan = bytes.get(at..at + scan_length(&bytes[at..])?)?;
            out.extend(scan);
            at += scan.len();
        }
    }
}

/// Whether the segment is needed to show the picture: frames, tables, scans, the plain JFIF head, Adobe's note on colours, a profile.
fn is_shown(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdd => true,
        // A longer one holds a small picture of its own.
        0xe0 => body.starts_with(b"JFIF\0") && body.len() == 14,
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe") && body.len() == 12,
        _ => false,
    }
}

/// Bytes of packed pixels before the next marker; stuffed bytes and restarts belong to them. `None` if no marker follows.
fn scan_length(scan: &[u8]) -> Option<usize> {
    scan.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A frame of one dot, with its time.
    const FRAME: &[u8] = b"!\xf9\x04\x00\x0a\x00\x00\x00,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0";
    const HEAD: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0";

    #[test]
    fn of_a_gif_frames_and_loop_stay_and_what_is_told_about_it_goes() {
        let lasting = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
        let told =
            [b"!\xfe\x06\xe6\x9d\x8e\xe5\x9b\x9b\0".as_slice(), b"!\xff\x0bXMP DataXMP\x03GPS\0"].concat();
        let gif = [HEAD, lasting, &told, FRAME, &told, FRAME, b";behind"].concat();
        assert_eq!(bare_gif(&gif).unwrap(), [HEAD, lasting, FRAME, FRAME, b";"].concat());
        assert_eq!(bare_gif(&gif[..HEAD.len() + 20]), None, "cut within a part");
        assert_eq!(bare_gif(b"GIF"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_gif_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let gif = [HEAD, bytes.as_slice()].concat();
            if let Some(bare) = bare_gif(&gif) {
                prop_assert_eq!(bare_gif(&bare), Some(bare.clone()));
            }
        }
    }
}

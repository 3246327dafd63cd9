//! What of a film or sound is published: pictures, sound and captions, not where, when and with what it was taken.
//!
//! A telephone notes places in many ways: in boxes of several makers, and as a track of its own that runs beside the pictures.
//! So boxes and tracks are let through by name. Every other box becomes `free`, filled with zeros: no byte moves, and what a
//! film says about places in itself stays true.

use super::boxes::{FilmBox, boxes, u32_at, u64_at};
use super::webm::{MARK, bare_webm};
use std::ops::Range;

/// Boxes with which a film begins.
const FIRST: [&[u8; 4]; 7] = [b"ftyp", b"styp", b"moov", b"mdat", b"wide", b"free", b"skip"];

/// Tracks by their handler: pictures, sound, four kinds of captions, the clock of the cut.
const TRACKS: [&[u8]; 7] = [b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd"];

/// The boxes that players need, by the box they stand in; `file` is the file itself.
fn needed_in(parent: &[u8; 4]) -> Option<&'static [&'static [u8; 4]]> {
    Some(match parent {
        b"file" => {
            &[b"ftyp", b"styp", b"pdin", b"moov", b"moof", b"mfra", b"mdat", b"sidx", b"ssix", b"wide"]
        }
        b"moov" => &[b"mvhd", b"trak", b"mvex", b"iods", b"pssh"],
        b"trak" => &[b"tkhd", b"tref", b"edts", b"mdia", b"trgr", b"tapt"],
        b"mdia" => &[b"mdhd", b"hdlr", b"minf", b"elng"],
        b"minf" => &[b"vmhd", b"smhd", b"hmhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl"],
        b"moof" => &[b"mfhd", b"traf", b"pssh"],
        b"traf" => &[b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"senc"],
        _ => return None,
    })
}

/// The film or sound in `bytes` without notes. What is neither MP4 nor WebM nor MP3 stays as it is.
#[must_use]
pub(super) fn bare_recording(bytes: &[u8]) -> Vec<u8> {
    match bytes {
        _ if bytes.starts_with(&MARK) => bare_webm(bytes),
        [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => sound_of(bytes).to_vec(),
        _ if boxes(bytes, 0..bytes.len()).next().is_some_and(|first| FIRST.contains(&&first.kind)) => {
            bare_film(bytes)
        }
        _ => bytes.to_vec(),
    }
}

/// What must go from a film.
#[derive(Default)]
struct Notes {
    boxes: Vec<FilmBox>,
    bytes: Vec<Range<usize>>,
}

fn bare_film(bytes: &[u8]) -> Vec<u8> {
    let mut notes = Notes::default();
    gather(bytes, *b"file", 0..bytes.len(), &mut notes);
    let mut bare = bytes.to_vec();
    for range in &notes.bytes {
        bare[range.clone()].fill(0);
    }
    for FilmBox { whole, body, .. } in notes.boxes {
        bare[whole.start + 4..whole.start + 8].copy_from_slice(b"free");
        bare[body].fill(0);
    }
    bare
}

/// Adds to `notes` what is not needed in `within`, the inside of a box of the kind `parent`.
fn gather(bytes: &[u8], parent: [u8; 4], within: Range<usize>, notes: &mut Notes) {
    let Some(needed) = needed_in(&parent) else { return };
    let mut end = within.start;
    for here in boxes(bytes, within.clone()) {
        end = here.whole.end;
        let foreign = &here.kind == b"trak" && is_foreign(bytes, &here);
        if foreign {
            notes.bytes.extend(samples_of(bytes, &here));
        }
        if foreign || !needed.contains(&&here.kind) {
            notes.boxes.push(here);
            continue;
        }
        if matches!(&here.kind, b"mvhd" | b"tkhd" | b"mdhd") {
            notes.bytes.push(days_of(bytes, &here));
        }
        gather(bytes, here.kind, here.body, notes);
    }
    // A film that was cut off ends in the middle of its pictures. Anything else that is no box is nothing a player reads.
    if bytes.get(end + 4..end + 8) != Some(b"mdat") {
        notes.bytes.push(end..within.end);
    }
}

/// Where the header `here` says when it was made and changed.
fn days_of(bytes: &[u8], here: &FilmBox) -> Range<usize> {
    let is_long = bytes.get(here.body.start) == Some(&1);
    let start = here.body.start + 4;
    start.min(here.body.end)..(start + if is_long { 16 } else { 8 }).min(here.body.end)
}

fn child(bytes: &[u8], parent: &FilmBox, path: &[&[u8; 4]]) -> Option<FilmBox> {
    let (kind, rest) = path.split_first()?;
    let found = boxes(bytes, parent.body.clone()).find(|here| here.kind == **kind)?;
    if rest.is_empty() { Some(found) } else { child(bytes, &found, rest) }
}

/// Whether `track` holds neither pictures nor sound nor words, but notes that run beside them.
fn is_foreign(bytes: &[u8], track: &FilmBox) -> bool {
    let handler = child(bytes, track, &[b"mdia", b"hdlr"]);
    let kind = handler.and_then(|handler| bytes[handler.body].get(8..12));
    kind.is_some_and(|kind| !TRACKS.contains(&kind))
}

/// Where the samples of `track` stand in the film's data, in order and without overlaps.
fn samples_of(bytes: &[u8], track: &FilmBox) -> Vec<Range<usize>> {
    let data: Vec<Range<usize>> =
        boxes(bytes, 0..bytes.len()).filter(|here| &here.kind == b"mdat").map(|here| here.body).collect();
    let mut found: Vec<Range<usize>> = chunks_of(bytes, track)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|chunk| {
            let inside = data.get(data.partition_point(|data| data.end <= chunk.start))?;
            (inside.start <= chunk.start).then(|| chunk.start..chunk.end.min(inside.end))
        })
        .collect();
    found.sort_by_key(|chunk| chunk.start);
    let mut cleared = 0;
    for chunk in &mut found {
        chunk.start = chunk.start.max(cleared).min(chunk.end);
        cleared = cleared.max(chunk.end);
    }
    found
}

/// The chunks of `track` as its tables tell.
fn chunks_of(bytes: &[u8], track: &FilmBox) -> Option<Vec<Range<usize>>> {
    let table = child(bytes, track, &[b"mdia", b"minf", b"stbl"])?;
    let part = |kind: &[u8; 4]| child(bytes, &table, &[kind]).map(|found| &bytes[found.body]);
    let sizes = part(b"stsz")?;
    let size_of_all = u32_at(sizes, 4)? as usize;
    let mut sizes = sizes.get(12..)?.chunks_exact(4).filter_map(|size| u32_at(size, 0));
    let mut length_of = |samples: usize| match size_of_all {
        0 => sizes.by_ref().take(samples).map(|size| size as usize).sum(),
        size => size.saturating_mul(samples),
    };
    let starts: Vec<usize> = match part(b"stco") {
        Some(starts) => starts
            .get(8..)?
            .chunks_exact(4)
            .filter_map(|start| u32_at(start, 0))
            .map(|start| start as usize)
            .collect(),
        None => part(b"co64")?
            .get(8..)?
            .chunks_exact(8)
            .filter_map(|start| usize::try_from(u64_at(start, 0)?).ok())
            .collect(),
    };
    // Runs of chunks with equally many samples: number of the first chunk from 1, samples in each.
    let mut runs = part(b"stsc")?.get(8..)?.chunks_exact(12).peekable();
    let mut samples = 0;
    let mut chunks = Vec::with_capacity(starts.len());
    for (number, start) in (1..).zip(starts) {
        while let Some(run) = runs.next_if(|run| u32_at(run, 0).is_some_and(|first| first <= number)) {
            samples = u32_at(run, 4)? as usize;
        }
        chunks.push(start..start.saturating_add(length_of(samples)));
    }
    Some(chunks)
}

/// The sound of an MP3 between its tags: ID3v2 before, APE and ID3v1 behind.
fn sound_of(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = behind_id3(bytes) {
        bytes = rest;
    }
    if let Some(start) = bytes.len().checked_sub(128)
        && bytes[start..].starts_with(b"TAG")
    {
        bytes = &bytes[..start];
    }
    before_ape(bytes).unwrap_or(bytes)
}

/// What follows the ID3v2 tag with which `bytes` begins. Its length has seven bits to the byte.
fn behind_id3(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..10).filter(|head| head.starts_with(b"ID3"))?;
    let length = head[6..].iter().fold(0, |length, byte| length << 7 | usize::from(byte & 0x7f));
    let foot = if head[5] & 0x10 == 0 { 0 } else { 10 };
    bytes.get(10 + length + foot..)
}

/// What stands before the APE tag with which `bytes` ends.
fn before_ape(bytes: &[u8]) -> Option<&[u8]> {
    let foot = &bytes[bytes.len().checked_sub(32)?..];
    let tail = foot.strip_prefix(b"APETAGEX")?;
    let number = |at: usize| u32::from_le_bytes([tail[at], tail[at + 1], tail[at + 2], tail[at + 3]]);
    // The length counts the items and the foot; the highest flag tells of a head of 32 bytes.
    let head = if number(12) >> 31 == 1 { 32 } else { 0 };
    bytes.get(..bytes.len().checked_sub(number(4) as usize + head)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 8).unwrap();
        [&length.to_be_bytes(), kind.as_slice(), body].concat()
    }

    /// A track of one chunk of `length` bytes at `start`.
    fn track(handler: &[u8; 4], start: usize, length: usize) -> Vec<u8> {
        let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
        let table = [
            boxed(b"stsz", &[[0; 4], [0; 4], number(1), number(length)].concat()),
            boxed(b"stsc", &[[0; 4], number(1), number(1), number(1), number(1)].concat()),
            boxed(b"stco", &[[0; 4], number(1), number(start)].concat()),
        ];
        let media = [
            boxed(b"hdlr", &[&[0; 8], handler.as_slice(), &[0; 13]].concat()),
            boxed(b"minf", &boxed(b"stbl", &table.concat())),
        ];
        boxed(b"trak", &boxed(b"mdia", &media.concat()))
    }

    /// A film of a telephone: its pictures are `PICTURE`, and `PLACE` stands wherever telephones write it.
    fn film() -> Vec<u8> {
        let data = b"PICTUREPLACE";
        let start = boxed(b"ftyp", b"qt  \0\0\0\0").len() + 8;
        let header =
            [&[0; 4], b"WHENWHEN".as_slice(), &1000u32.to_be_bytes(), &9000u32.to_be_bytes(), &[0; 80]]
                .concat();
        let movie = [
            boxed(b"mvhd", &header),
            track(b"vide", start, 7),
            track(b"meta", start + 7, 5),
            boxed(b"meta", b"com.apple.quicktime.location.ISO6709PLACE"),
            boxed(b"udta", &[boxed(b"\xa9xyz", b"PLACE"), boxed(b"loci", b"PLACE")].concat()),
        ];
        let parts = [
            boxed(b"ftyp", b"qt  \0\0\0\0"),
            boxed(b"mdat", data),
            boxed(b"moov", &movie.concat()),
            boxed(b"uuid", b"sixteen byte uid<xmp>PLACE"),
            boxed(b"free", b"PLACE"),
        ];
        [parts.concat(), b"PLACE".to_vec()].concat()
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn a_film_keeps_its_pictures_and_loses_every_place_without_moving_a_byte() {
        let (film, bare) = (film(), bare_recording(&film()));
        assert!(!holds(&bare, b"PLACE") && !holds(&bare, b"WHEN"), "{:?}", String::from_utf8_lossy(&bare));
        assert_eq!(bare.len(), film.len());
        let at = film.windows(7).position(|window| window == b"PICTURE").unwrap();
        assert_eq!(&bare[at..at + 7], b"PICTURE");
        let kinds = |bytes: &[u8]| boxes(bytes, 0..bytes.len()).map(|here| here.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&bare), [*b"ftyp", *b"mdat", *b"moov", *b"free", *b"free"]);
        assert_eq!(bare_recording(&bare), bare);
        assert_eq!(crate::media::film_facts(&bare).unwrap().seconds, 9);
    }

    #[test]
    fn a_sound_loses_its_tags() {
        let frames = [&[0xff, 0xfb, 0x90, 0x64], [7; 400].as_slice()].concat();
        let id3 = [b"ID3\x04\0\0\0\0\x01\x05".as_slice(), &[b'x'; 128 + 5]].concat();
        let ape = [b"PLACE".as_slice(), b"APETAGEX", &2000u32.to_le_bytes(), &37u32.to_le_bytes(), &[0; 16]]
            .concat();
        let old = [b"TAG".as_slice(), &[b'x'; 125]].concat();
        let tagged = [id3.as_slice(), &id3, &frames, &ape, &old].concat();
        assert_eq!(bare_recording(&tagged), frames);
        assert_eq!(bare_recording(&frames), frames);
    }

    #[test]
    fn what_is_neither_stays_as_it_is() {
        for other in [b"RIFF\0\0\0\0AVI ".as_slice(), b"WEBVTT", b"", b"ID3"] {
            assert_eq!(bare_recording(other), other);
        }
    }

    proptest! {
        #[test]
        fn a_film_that_was_tampered_with_is_read_to_its_end(
            edits in vec((any::<prop::sample::Index>(), select(vec![0u8, 1, 2, 7, 8, 9, 16, 127, 128, 255])), 1..24),
            end in any::<prop::sample::Index>(),
        ) {
            let mut film = film();
            for (at, byte) in edits {
                let at = at.index(film.len());
                film[at] = byte;
            }
            film.truncate(end.index(film.len()) + 1);
            let bare = bare_recording(&film);
            prop_assert!(bare.len() == film.len() || film.starts_with(b"ID3") || film[0] == 0xff);
        }

        #[test]
        fn a_sound_of_any_bytes_is_read_to_its_end(
            parts in vec(select(vec![b"ID3".as_slice(), b"TAG", b"APETAGEX", b"\xff\xfb", b"\x7f", b"\x00\x00\x00\x01", b"\xff\xff\xff\xff", &[0; 40]]), 0..20),
        ) {
            let bytes = [b"ID3".as_slice(), &parts.concat()].concat();
            prop_assert!(bare_recording(&bytes).len() <= bytes.len());
        }
    }
}

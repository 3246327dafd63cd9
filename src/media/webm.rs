//! WebM films and sounds without their notes: tags, title, day, the programs that wrote them, and files attached.
//!
//! Elements are let through by name; every other becomes `Void`, of the same length and filled with zeros, so that no byte moves and
//! what a film says about places in itself stays true. Layout: RFC 8794 (EBML) and RFC 9559 (Matroska).

use std::ops::Range;

/// How a WebM file begins.
pub(super) const MARK: [u8; 4] = [0x1a, 0x45, 0xdf, 0xa3];

const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1f43_b675;
const INFO: u32 = 0x1549_a966;

/// What players need of a segment: index, tracks, clusters, chapters and, since a cluster that was recorded live does not know
/// its length, what stands in a cluster.
const OF_SEGMENT: [u32; 11] =
    [0x114d_9b74, INFO, 0x1654_ae6b, CLUSTER, 0x1c53_bb6b, 0x1043_a770, 0xe7, 0xa3, 0xa0, 0xab, 0xa7];
/// What players need of the facts about a film: the scale of its times, and its length.
const OF_INFO: [u32; 2] = [0x002a_d7b1, 0x4489];

/// An element and where it stands in its file.
struct Element {
    id: u32,
    whole: Range<usize>,
    body: Range<usize>,
    /// Whether it tells where it ends. If not, it reaches to the end of what it stands in.
    is_measured: bool,
}

/// The WebM film or sound in `bytes` without notes.
pub(super) fn bare_webm(bytes: &[u8]) -> Vec<u8> {
    let mut bare = bytes.to_vec();
    clear(&mut bare, 0..bytes.len(), &[u32::from_be_bytes(MARK), SEGMENT]);
    bare
}

/// Clears what is not `needed` of the elements that stand one behind the other in `within`.
fn clear(bytes: &mut [u8], within: Range<usize>, needed: &[u32]) {
    let mut at = within.start;
    while let Some(here) = element_at(bytes, at, within.end) {
        at = here.whole.end;
        match here.id {
            id if !needed.contains(&id) => void(bytes, here.whole),
            SEGMENT => clear(bytes, here.body, &OF_SEGMENT),
            INFO => clear(bytes, here.body, &OF_INFO),
            // What stands in it follows as if it stood beside it.
            CLUSTER if !here.is_measured => at = here.body.start,
            _ => {}
        }
    }
    // What is no element is nothing a player reads.
    bytes[at..within.end].fill(0);
}

/// The element at `at`; one that claims to be longer ends at `end`, as in a film that was cut off.
fn element_at(bytes: &[u8], at: usize, end: usize) -> Option<Element> {
    let inside = bytes.get(at..end)?;
    let id_length = inside.first()?.leading_zeros() as usize + 1;
    let id = inside.get(..id_length).filter(|_| id_length <= 4)?;
    let id = id.iter().fold(0, |id, byte| id << 8 | u32::from(*byte));
    let rest = &inside[id_length..];
    let size_length = rest.first()?.leading_zeros() as usize + 1;
    let size = rest.get(..size_length).filter(|_| size_length <= 8)?;
    let value = size.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    // A size of n bytes has 7n bits behind the bit that tells n. All of them set mean that nobody knows.
    let most = (1 << (7 * size_length)) - 1;
    let length = value & most;
    let start = at + id_length + size_length;
    let is_measured = length != most;
    let told = usize::try_from(length).ok().and_then(|length| start.checked_add(length));
    let end = told.filter(|told| is_measured && *told <= end).unwrap_or(end);
    Some(Element { id, whole: at..end, body: start..end, is_measured })
}

/// Makes the element at `whole` a `Void`. An element has at least two bytes: its name and its size.
fn void(bytes: &mut [u8], whole: Range<usize>) {
    const LONG_HEAD: usize = 9;
    let length = whole.len();
    let element = &mut bytes[whole];
    element.fill(0);
    element[0] = 0xec;
    if length < LONG_HEAD {
        element[1] = 0x80 | (length - 2) as u8;
    } else {
        element[1..LONG_HEAD].copy_from_slice(&((length - LONG_HEAD) as u64).to_be_bytes());
        element[1] = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    /// An element with a size of one byte, or of eight if it is longer.
    fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
        let size = match body.len() {
            short @ 0..=126 => vec![0x80 | short as u8],
            long => [&[1], &(long as u64).to_be_bytes()[1..]].concat(),
        };
        [id, &size, body].concat()
    }

    const UNKNOWN: [u8; 8] = [1, 255, 255, 255, 255, 255, 255, 255];
    const INFO_ID: [u8; 4] = [0x15, 0x49, 0xa9, 0x66];
    const TAGS_ID: [u8; 4] = [0x12, 0x54, 0xc3, 0x67];
    const SEGMENT_ID: [u8; 4] = [0x18, 0x53, 0x80, 0x67];
    const CLUSTER_ID: [u8; 4] = [0x1f, 0x43, 0xb6, 0x75];
    const TRACKS_ID: [u8; 4] = [0x16, 0x54, 0xae, 0x6b];

    /// A film in which `PLACE` stands wherever it can, and `PICTURE` and `TRACK` where they should. Unless it `is_measured`, it
    /// was recorded live: neither it nor its clusters tell their length.
    fn film(is_measured: bool) -> Vec<u8> {
        let long = |id: &[u8], body: &[u8]| {
            if is_measured { element(id, body) } else { [id, &UNKNOWN, body].concat() }
        };
        let info = [
            element(&[0x2a, 0xd7, 0xb1], &[15, 66, 64]),
            element(&[0x44, 0x89], &[0; 8]),
            element(&[0x44, 0x61], b"PLACE-88"),
            element(&[0x7b, 0xa9], b"PLACE"),
            element(&[0x57, 0x41], &b"PLACE ".repeat(40)),
        ];
        let blocks = [element(&[0xe7], &[0]), element(&[0xa3], b"PICTURE")].concat();
        let segment = [
            element(&INFO_ID, &info.concat()),
            element(&TRACKS_ID, b"TRACK"),
            long(&CLUSTER_ID, &blocks),
            long(&CLUSTER_ID, &blocks),
            element(&TAGS_ID, &element(&[0x73, 0x73], b"PLACE")),
            element(&[0x19, 0x41, 0xa4, 0x69], b"PLACE"),
            element(&[0xec], b"PLACE"),
        ];
        let head = element(&MARK, &element(&[0x42, 0x82], b"webm"));
        [head, long(&SEGMENT_ID, &segment.concat()), vec![0; 3]].concat()
    }

    fn count(bytes: &[u8], part: &[u8]) -> usize {
        bytes.windows(part.len()).filter(|window| *window == part).count()
    }

    #[test]
    fn a_film_keeps_its_pictures_and_loses_its_notes_without_moving_a_byte() {
        for is_measured in [true, false] {
            let film = film(is_measured);
            let bare = bare_webm(&film);
            assert_eq!(count(&bare, b"PLACE"), 0);
            assert_eq!((count(&bare, b"PICTURE"), count(&bare, b"TRACK"), count(&bare, b"webm")), (2, 1, 1));
            assert_eq!(bare.len(), film.len());
            let places = |bytes: &[u8]| bytes.windows(7).position(|window| window == b"PICTURE");
            assert_eq!(places(&bare), places(&film));
            assert_eq!(bare_webm(&bare), bare);
        }
    }

    #[test]
    fn a_film_that_was_cut_off_keeps_what_there_is() {
        let film = film(true);
        let cut = &film[..film.windows(7).position(|window| window == b"PICTURE").unwrap() + 4];
        let bare = bare_webm(cut);
        assert!(bare.ends_with(b"PICT"), "{bare:?}");
    }

    #[test]
    fn a_void_has_the_length_of_what_it_stands_for() {
        for length in 2..300 {
            let mut bytes = vec![7; length];
            void(&mut bytes, 0..length);
            let void = element_at(&bytes, 0, length).unwrap();
            assert_eq!((void.id, void.whole, void.is_measured), (0xec, 0..length, true));
        }
    }

    proptest! {
        #[test]
        fn a_film_that_was_tampered_with_is_read_to_its_end(
            is_measured in any::<bool>(),
            edits in vec((any::<Index>(), select(vec![0u8, 1, 2, 8, 16, 64, 127, 128, 129, 255])), 1..24),
            end in any::<Index>(),
        ) {
            let mut film = film(is_measured);
            for (at, byte) in edits {
                let at = at.index(film.len());
                film[at] = byte;
            }
            film.truncate(end.index(film.len()) + 1);
            prop_assert_eq!(bare_webm(&film).len(), film.len());
        }
    }
}

//! The boxes that MP4 films and sounds are made of. Layout: ISO/IEC 14496-12.

use std::ops::Range;

/// A box and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FilmBox {
    /// What it holds, in four letters.
    pub(super) kind: [u8; 4],
    /// From its length and kind to its end.
    pub(super) whole: Range<usize>,
    /// What stands behind its length and kind.
    pub(super) body: Range<usize>,
}

/// The boxes of the file `bytes` that stand one behind the other in `within`, up to the first that cannot be read.
pub(super) fn boxes(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = FilmBox> + '_ {
    let mut at = within.start;
    std::iter::from_fn(move || {
        let here = box_at(bytes.get(..within.end)?, at)?;
        at = here.whole.end;
        Some(here)
    })
}

fn box_at(bytes: &[u8], at: usize) -> Option<FilmBox> {
    let kind = bytes.get(at + 4..at + 8)?.try_into().ok()?;
    let (head, length) = match u32_at(bytes, at)? {
        0 => (8, bytes.len() - at),
        1 => (16, usize::try_from(u64_at(bytes, at + 8)?).ok()?),
        length => (8, usize::try_from(length).ok()?),
    };
    let end = at.checked_add(length).filter(|end| length >= head && *end <= bytes.len())?;
    Some(FilmBox { kind, whole: at..end, body: at + head..end })
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

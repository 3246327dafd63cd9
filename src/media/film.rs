//! How long and how large an MP4 film is, from its header. Box layout: ISO/IEC 14496-12.

/// What the header of a film says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilmFacts {
    /// Length in whole seconds, begun ones counted.
    pub seconds: u64,
    /// Pixels across and down of its largest picture track.
    pub size: (u32, u32),
}

/// Boxes nested deeper than any film needs.
const DEPTH_MAX: usize = 8;

/// The facts about the MP4 film in `bytes`; `None` if it is none, or its header cannot be read.
#[must_use]
pub fn film_facts(bytes: &[u8]) -> Option<FilmFacts> {
    let mut facts = FilmFacts { seconds: 0, size: (0, 0) };
    let mut has_header = false;
    walk(bytes, 0, &mut |kind, body| match kind {
        b"mvhd" => {
            if let Some(seconds) = seconds_of(body) {
                (facts.seconds, has_header) = (seconds, true);
            }
        }
        b"tkhd" => {
            if let Some(size) = size_of(body)
                && size > facts.size
            {
                facts.size = size;
            }
        }
        _ => {}
    });
    has_header.then_some(facts)
}

fn walk(mut bytes: &[u8], depth: usize, visit: &mut impl FnMut(&[u8], &[u8])) {
    while let Some(length) = u32_at(bytes, 0) {
        let Some(kind) = bytes.get(4..8) else { return };
        let (head, length) = match length {
            0 => (8, bytes.len()),
            1 => match u32_at(bytes, 8).zip(u32_at(bytes, 12)) {
                Some((0, low)) => (16, low as usize),
                _ => return,
            },
            length => (8, length as usize),
        };
        let Some(body) = bytes.get(head..length) else { return };
        visit(kind, body);
        if matches!(kind, b"moov" | b"trak") && depth < DEPTH_MAX {
            walk(body, depth + 1, visit);
        }
        bytes = &bytes[length..];
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Version 0 has 32-bit times, version 1 64-bit ones.
fn seconds_of(header: &[u8]) -> Option<u64> {
    let (scale, length) = if header.first()? == &1 {
        let high = u64::from(u32_at(header, 24)?);
        (u32_at(header, 20)?, high << 32 | u64::from(u32_at(header, 28)?))
    } else {
        (u32_at(header, 12)?, u64::from(u32_at(header, 16)?))
    };
    (scale > 0).then(|| length.div_ceil(u64::from(scale)))
}

/// Width and height end the header, as 16.16 fixed point.
fn size_of(header: &[u8]) -> Option<(u32, u32)> {
    let end = if header.first()? == &1 { 96 } else { 84 };
    Some((u32_at(header, end - 8)? >> 16, u32_at(header, end - 4)? >> 16))
}

//! How long and how large an MP4 film is, from its header.

use super::boxes::{FilmBox, boxes, u32_at, u64_at};

/// What the header of a film says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilmFacts {
    /// Length in whole seconds, begun ones counted.
    pub seconds: u64,
    /// Pixels across and down of its largest picture track.
    pub size: (u32, u32),
}

/// The facts about the MP4 film in `bytes`; `None` if it is none, or its header cannot be read.
#[must_use]
pub fn film_facts(bytes: &[u8]) -> Option<FilmFacts> {
    let movie = boxes(bytes, 0..bytes.len()).find(|here| &here.kind == b"moov")?;
    let parts: Vec<FilmBox> = boxes(bytes, movie.body).collect();
    let header = parts.iter().find(|here| &here.kind == b"mvhd")?;
    let tracks = parts.iter().filter(|here| &here.kind == b"trak");
    let headers =
        tracks.flat_map(|track| boxes(bytes, track.body.clone())).filter(|here| &here.kind == b"tkhd");
    let sizes = headers.filter_map(|here| size_of(&bytes[here.body]));
    Some(FilmFacts {
        seconds: seconds_of(&bytes[header.body.clone()])?,
        size: sizes.max().unwrap_or_default(),
    })
}

/// Version 0 has 32-bit times, version 1 64-bit ones.
fn seconds_of(header: &[u8]) -> Option<u64> {
    let (scale, length) = if header.first()? == &1 {
        (u32_at(header, 20)?, u64_at(header, 24)?)
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

//! Splits a file into its front matter and its body, and reads bytes as text.

use crate::diag::{At, Fault, Spot, catalog};
use crate::text;
use std::borrow::Cow;

/// The text of `bytes`: no byte order mark, line ends as `\n`. Bytes that are not UTF-8 are reported and read as no text.
pub(super) fn text_of_bytes<'a>(file: &str, bytes: &'a [u8], faults: &mut Vec<Fault>) -> Cow<'a, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let looks_like = match bytes {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
                _ => "GBK",
            };
            faults.push(catalog::not_utf8(At::file(file), looks_like));
            Cow::Borrowed("")
        }
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

/// A file in two parts.
pub(super) struct Split<'a> {
    /// Between the fences.
    pub(super) front: &'a str,
    /// The line on which the front matter begins, from 1.
    pub(super) front_line: usize,
    /// The byte at which the body begins.
    pub(super) body_start: usize,
}

/// Finds the fences of `text`; `None` if it has no front matter at all, which is reported, unless nothing could be
/// read in the first place.
pub(super) fn split<'a>(file: &str, text: &'a str, faults: &mut Vec<Fault>) -> Option<Split<'a>> {
    if text.is_empty() && !faults.is_empty() {
        return None;
    }
    let blank = text.len() - text.trim_start_matches([' ', '\n', '\u{3000}']).len();
    let first = text[blank..].lines().next().unwrap_or_default();
    if !is_fence(first) {
        faults.push(catalog::no_front_matter(At::file(file)));
        return None;
    }
    let front_start = (blank + first.len() + 1).min(text.len());
    let front_line = text[..blank].matches('\n').count() + 2;
    let mut offset = front_start;
    let mut nearly = None;
    for (index, line) in text[front_start..].split_inclusive('\n').enumerate() {
        if matches!(line.trim_end(), "---" | "...") {
            let body_start = offset + line.len();
            return Some(Split { front: &text[front_start..offset], front_line, body_start });
        }
        if nearly.is_none() && is_nearly_fence(line.trim()) {
            nearly = Some((index, offset, offset + line.len()));
        }
        offset += line.len();
    }
    Some(unclosed(file, text, (front_start, front_line), nearly, faults))
}

/// Front matter without an end: taken to end at a line that was meant as a fence, or else at the first empty line.
fn unclosed<'a>(
    file: &str,
    text: &'a str,
    (front_start, front_line): (usize, usize),
    nearly: Option<(usize, usize, usize)>,
    faults: &mut Vec<Fault>,
) -> Split<'a> {
    if let Some((index, from, body_start)) = nearly {
        let width = text[from..body_start].trim().chars().count();
        let at = At { file: file.into(), spot: Spot::Line(front_line + index, 1, width) };
        faults.push(catalog::front_matter_not_closed(at));
        return Split { front: &text[front_start..from], front_line, body_start };
    }
    faults.push(catalog::front_matter_not_closed(At {
        file: file.into(),
        spot: Spot::Line(front_line - 1, 1, 3),
    }));
    let end = text[front_start..].find("\n\n").map_or(text.len(), |at| front_start + at + 1);
    Split { front: &text[front_start..end], front_line, body_start: end }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---" || is_nearly_fence(line.trim())
}

/// `——`, `－－－`, `----`: what keyboards make of three hyphens.
fn is_nearly_fence(line: &str) -> bool {
    let count = line.chars().count();
    (1..=8).contains(&count)
        && line.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '─' | '―'))
        && (count >= 2 || line == "—")
}

/// `text` without the invisible characters that Word leaves; the first one is reported.
pub(super) fn without_controls<'a>(file: &str, text: Cow<'a, str>, faults: &mut Vec<Fault>) -> Cow<'a, str> {
    let (clean, first) = text::strip_controls(&text);
    match first {
        None => text,
        Some(first) => {
            let clean = clean.into_owned();
            let end = clean[first..].chars().next().map_or(first, |c| first + c.len_utf8());
            faults.push(catalog::control_characters(At::bytes(file, first, end)));
            Cow::Owned(clean)
        }
    }
}

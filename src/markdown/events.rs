//! The one way a body is parsed: options, emphasis beside Chinese punctuation, offsets in the body as written.

use super::cjk::{Prepared, SENTINEL};
use crate::text::is_cjk;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What authors may use. Smart punctuation stays off: Chinese quotes are typed as they should be.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// One event and the bytes of the body it comes from.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// A body may use a reference `[x]: …` often; each use copies its target, so hostile input grows quadratically.
const EVENTS_PER_BYTE_MAX: usize = 4;

/// Every event of a body, in order, with its place in the body as written.
pub(super) fn events_of<'a>(prepared: &'a Prepared<'_>) -> Vec<Placed<'a>> {
    let mut budget = (prepared.text.len() + 1024) * EVENTS_PER_BYTE_MAX;
    // Room for what is usual, so that the list is rarely moved.
    let mut events = Vec::with_capacity(prepared.text.len() / 32);
    let placed = Parser::new_ext(&prepared.text, OPTIONS)
        .into_offset_iter()
        .take_while(|(event, _)| {
            budget = budget.saturating_sub(1 + copied_bytes(event));
            budget > 0
        })
        .map(|(event, range)| {
            if !prepared.has_sentinels() {
                return (event, range);
            }
            let place = prepared.original(range.start)..prepared.original(range.end);
            (without_sentinel(event), place)
        });
    events.extend(placed);
    events
}

fn copied_bytes(event: &Event<'_>) -> usize {
    match event {
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            dest_url.len() + title.len()
        }
        _ => 0,
    }
}

fn without_sentinel(event: Event<'_>) -> Event<'_> {
    fn clean(text: CowStr<'_>) -> CowStr<'_> {
        if text.contains(SENTINEL) { text.replace(SENTINEL, "").into() } else { text }
    }
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: clean(dest_url), title: clean(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: clean(dest_url), title: clean(title), id })
        }
        other => other,
    }
}

/// Whether a line break between these two characters is only the editor's: Chinese is written without spaces.
pub(super) fn joins_without_space(before: Option<char>, after: Option<char>) -> bool {
    matches!((before, after), (Some(a), Some(b)) if is_cjk(a) && is_cjk(b))
}

/// The first character of the text that follows event `index`, within the same block.
pub(super) fn next_char(events: &[Placed<'_>], index: usize) -> Option<char> {
    events[index + 1..].iter().find_map(|(event, _)| match event {
        Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => Some(text.chars().next()),
        Event::Start(
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
        )
        | Event::End(_) => None,
        _ => Some(None),
    })?
}

/// The text of the HTML block that begins at `start`, and the index behind its end. It comes line by line.
pub(super) fn html_block(events: &[Placed<'_>], start: usize) -> (String, usize) {
    let mut html = String::new();
    for (offset, (event, _)) in events[start..].iter().enumerate() {
        match event {
            Event::Html(line) | Event::Text(line) => html.push_str(line),
            Event::End(TagEnd::HtmlBlock) => return (html, start + offset + 1),
            _ => {}
        }
    }
    (html, events.len())
}

/// If the paragraph that begins at `start` holds one link and nothing else: its target, and the index behind the paragraph.
pub(super) fn lone_link<'e>(events: &'e [Placed<'_>], start: usize) -> Option<(&'e str, usize)> {
    let (Event::Start(Tag::Paragraph), _) = events.get(start)? else { return None };
    let (Event::Start(Tag::Link { dest_url, .. }), _) = events.get(start + 1)? else { return None };
    let inside =
        events[start + 2..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Link)))?;
    let after = start + 2 + inside + 1;
    let (Event::End(TagEnd::Paragraph), _) = events.get(after)? else { return None };
    Some((dest_url, after + 1))
}

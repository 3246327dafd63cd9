//! What is in a body: headings, links, pictures, how long it is. Read once, remembered by content.

use super::events::{Placed, html_block, lone_link};
use super::kept::Kept;
use super::words::Words;
use crate::text;
use foldhash::{HashMap, HashSet};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The facts about one body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outline {
    /// Headings in order.
    pub headings: Kept<Vec<Heading>>,
    /// Links as written.
    pub links: Vec<Link>,
    /// Paragraphs of the text itself that are a link and nothing else: in an exhibition, places for exhibits.
    pub lone_links: Vec<Link>,
    /// Pictures as written.
    pub images: Vec<Image>,
    /// 字数 of the text as Word counts it, headings and captions included.
    pub words: u32,
    /// The first paragraph as plain text, at most 120 characters.
    #[serde(deserialize_with = "text::read_shared")]
    pub excerpt: Arc<str>,
    /// Where raw HTML stands: shown as text, and worth a word to the author.
    pub raw_html: Option<(u32, u32)>,
    /// One for each heading, in the same order.
    pub sections: Kept<Vec<Section>>,
}

impl Outline {
    /// The summary that the author wrote, or else the first paragraph.
    pub(crate) fn summary(&self, written: Option<&str>) -> String {
        written.unwrap_or(&self.excerpt).to_owned()
    }
}

/// The part of a text from one heading to the next of any level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Bytes of the body in which the heading stands.
    pub span: (u32, u32),
    /// 字数 of the heading.
    pub title_words: u32,
    /// 字数 of the text under the heading, the heading itself not counted.
    pub words: u32,
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6; the page's title is the only level 1.
    pub level: u8,
    /// Plain text.
    pub text: String,
    /// The name by which links reach it.
    pub id: String,
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Target as written, escapes resolved.
    pub target: String,
    /// Bytes of the body.
    pub span: (u32, u32),
}

/// A picture as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Target as written.
    pub target: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Bytes of the body.
    pub span: (u32, u32),
}

const EXCERPT_CHARS_MAX: usize = 120;

/// What is in the body that has these `events`.
pub(super) fn survey(events: &[Placed<'_>]) -> Outline {
    let mut outline = Outline { headings: headings(events).into(), ..Outline::default() };
    let mut sections = Vec::new();
    let mut words = Words::default();
    // The words are counted in pieces: before the first heading, then each heading and what stands under it.
    let mut ends = Vec::new();
    let mut excerpt_from = None;
    let mut depth = 0usize;
    for (index, (event, range)) in events.iter().enumerate() {
        let span = (range.start as u32, range.end as u32);
        if let (0, Some((target, _))) = (depth, lone_link(events, index)) {
            outline.lone_links.push(Link { target: target.to_owned(), span });
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { .. }) => ends.push(words.text.len()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                outline.links.push(Link { target: dest_url.to_string(), span });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                outline.images.push(Image { target: dest_url.to_string(), alt: String::new(), span });
            }
            Event::Start(Tag::Paragraph) if outline.excerpt.is_empty() => {
                excerpt_from = Some(words.text.len());
            }
            Event::End(TagEnd::Paragraph) => {
                if let Some(from) = excerpt_from.take() {
                    outline.excerpt =
                        words.text[from..].trim().chars().take(EXCERPT_CHARS_MAX).collect::<String>().into();
                }
            }
            Event::Start(Tag::HtmlBlock) if !is_comment(&html_block(events, index).0) => {
                outline.raw_html.get_or_insert(span);
            }
            Event::InlineHtml(html) if !is_comment(html) => {
                outline.raw_html.get_or_insert(span);
            }
            _ => {}
        }
        words.take(events, index);
        if let (Some(alt), Some(image)) = (words.alt.take(), outline.images.last_mut()) {
            image.alt = alt;
        }
        if matches!(event, Event::End(TagEnd::Heading(_))) {
            ends.push(words.text.len());
            sections.push(Section { span, title_words: 0, words: 0 });
        }
    }
    ends.push(words.text.len());
    outline.words = count(&words.text, &ends, &mut sections);
    outline.sections = sections.into();
    outline
}

/// Counts `plain` piece by piece, of which `ends` are the ends, and gives the sum. They are cut at line ends, so this is the count of
/// the whole.
fn count(plain: &str, ends: &[usize], sections: &mut [Section]) -> u32 {
    let count = text::counting_in(plain);
    let starts = std::iter::once(&0).chain(ends);
    let pieces: Vec<u32> = starts.zip(ends).map(|(start, end)| count(&plain[*start..*end]) as u32).collect();
    for (section, pieces) in sections.iter_mut().zip(pieces[1..].chunks_exact(2)) {
        (section.title_words, section.words) = (pieces[0], pieces[1]);
    }
    pieces.iter().sum()
}

/// An HTML comment is an editor's note to colleagues, not text for visitors.
pub(super) fn is_comment(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(inside) = rest.strip_prefix("<!--") {
        let Some(end) = inside.find("-->") else { return false };
        rest = inside[end + 3..].trim_start();
    }
    rest.is_empty()
}

/// Every heading with its final level and a name of its own.
pub(super) fn headings(events: &[Placed<'_>]) -> Vec<Heading> {
    let top = events
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
            _ => None,
        })
        .min()
        .unwrap_or(HeadingLevel::H2 as u8);
    let mut used = Used::default();
    let mut found = Vec::new();
    let mut open: Option<(u8, Option<String>, String)> = None;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                open = Some((*level as u8, id.as_ref().map(ToString::to_string), String::new()));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, _, title)) = &mut open {
                    title.push_str(text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, id, title)) = open.take() else { continue };
                let name = id.filter(|id| !id.is_empty()).unwrap_or_else(|| anchor_of(&title));
                let name = if is_taken(&name) { format!("section-{name}") } else { name };
                let id = used.own_name(&name);
                // The text's highest heading stands right under the page's title.
                let level = (level + 2 - top).clamp(2, 6);
                found.push(Heading { level, text: text::clean_line(&title), id });
            }
            _ => {}
        }
    }
    found
}

/// Names that headings of a body have.
#[derive(Default)]
struct Used {
    names: HashSet<String>,
    repeats: HashMap<String, usize>,
}

impl Used {
    /// `name`, or if a heading above has it, `name-1`, `name-2` …
    fn own_name(&mut self, name: &str) -> String {
        let mut own = name.to_owned();
        while !self.names.insert(own.clone()) {
            let repeat = self.repeats.entry(name.to_owned()).or_insert(0);
            *repeat += 1;
            own = format!("{name}-{repeat}");
        }
        own
    }
}

/// Whether the page around the body, or its notes, may have an element of this name.
fn is_taken(name: &str) -> bool {
    matches!(name, "main" | "deck") || name.starts_with("note-") || name.starts_with("noteref-")
}

/// The name of a heading: letters, Han characters and digits kept, spaces as `-`, marks dropped; what
/// code-hosting sites use, so that links written there hold here.
fn anchor_of(title: &str) -> String {
    let mut anchor = String::new();
    for c in title.trim().to_lowercase().chars() {
        if c.is_alphanumeric() || c == '-' || c == '_' {
            anchor.push(c);
        } else if c.is_whitespace() {
            anchor.push('-');
        }
    }
    if anchor.is_empty() { "section".to_owned() } else { anchor }
}

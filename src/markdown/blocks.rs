//! A body as blocks: what papers are written from. The same events as pages, so that bold beside Chinese punctuation is bold on paper too.

use super::cjk;
use super::events::{Placed, events_of, html_block, joins_without_space, next_char};
use super::outline::{headings, is_comment};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use std::collections::BTreeMap;

/// A body as blocks, with its footnotes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blocks {
    /// In order.
    pub blocks: Vec<Block>,
    /// Footnotes in the order first referred to.
    pub notes: Vec<Vec<Block>>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: level 2 to 6, as on pages.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list: its first number if it is numbered, and its items.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation or a note set apart.
    Quote(Vec<Block>),
    /// Code, as written.
    Code(String),
    /// A table.
    Table(Table),
    /// A picture by itself.
    Picture(Figure),
    /// A line across.
    Rule,
}

/// A table with a head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Where the cells of each column stand.
    pub aligns: Vec<Align>,
    /// The row that is repeated on every page; empty if there is none.
    pub head: Vec<Vec<Inline>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the table has it.
    Natural,
    /// In the middle.
    Center,
    /// At the end.
    End,
}

/// A picture in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// As written.
    pub target: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// What stands under it.
    pub caption: String,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words in one style.
    Text(String, Style),
    /// A line break that the author wants.
    Break,
    /// A reference to the footnote at this index.
    Note(usize),
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Strong.
    pub bold: bool,
    /// Emphasised.
    pub italic: bool,
    /// Struck out.
    pub strike: bool,
    /// Code.
    pub code: bool,
}

/// Reads `body` as blocks.
#[must_use]
pub fn blocks(body: &str) -> Blocks {
    let prepared = cjk::prepare(body);
    let events = events_of(&prepared);
    let levels = headings(&events).into_iter().map(|heading| heading.level).collect();
    let mut reader = Reader {
        events: &events,
        at: 0,
        levels,
        labels: Vec::new(),
        notes: BTreeMap::new(),
        pictures: Vec::new(),
    };
    let blocks = reader.list();
    // A note may refer to a further note, but its text has been read by then, so every label is known.
    let mut texts = reader.notes;
    let notes = reader.labels.iter().map(|label| texts.remove(label).unwrap_or_default()).collect();
    Blocks { blocks, notes }
}

struct Reader<'a> {
    events: &'a [Placed<'a>],
    at: usize,
    levels: std::collections::VecDeque<u8>,
    labels: Vec<&'a str>,
    notes: BTreeMap<&'a str, Vec<Block>>,
    /// Pictures met inside running text: they follow it.
    pictures: Vec<Block>,
}

impl<'a> Reader<'a> {
    /// Blocks up to the end of what holds them; that end is passed over.
    fn list(&mut self) -> Vec<Block> {
        let mut out = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::End(tag) if !is_inline_end(*tag) => {
                    self.at += 1;
                    break;
                }
                Event::Start(tag) if !is_inline(tag) => {
                    self.at += 1;
                    self.block(tag, &mut out);
                }
                Event::Rule => {
                    self.at += 1;
                    out.push(Block::Rule);
                }
                _ => {
                    let text = self.inlines();
                    push_paragraph(text, &mut out);
                }
            }
            out.append(&mut self.pictures);
        }
        out
    }

    fn block(&mut self, tag: &'a Tag<'a>, out: &mut Vec<Block>) {
        match tag {
            Tag::Heading { .. } => {
                let level = self.levels.pop_front().unwrap_or(2);
                let text = self.inlines();
                self.at += 1;
                out.push(Block::Heading(level, text));
            }
            Tag::Paragraph | Tag::DefinitionListTitle => {
                let text = self.inlines();
                self.at += 1;
                push_paragraph(text, out);
            }
            Tag::List(first) => {
                let mut items = Vec::new();
                while matches!(self.events.get(self.at), Some((Event::Start(Tag::Item), _))) {
                    self.at += 1;
                    items.push(self.list());
                }
                self.at += 1;
                out.push(Block::List(*first, items));
            }
            Tag::BlockQuote(_) => out.push(Block::Quote(self.list())),
            Tag::CodeBlock(_) => out.push(Block::Code(self.code())),
            Tag::Table(aligns) => out.push(Block::Table(self.table(aligns))),
            Tag::FootnoteDefinition(label) => {
                let text = self.list();
                self.notes.insert(label, text);
            }
            Tag::HtmlBlock => {
                let (html, after) = html_block(self.events, self.at);
                self.at = after;
                if !is_comment(&html) {
                    push_paragraph(vec![Inline::Text(html.trim_end().to_owned(), Style::default())], out);
                }
            }
            _ => out.extend(self.list()),
        }
    }

    fn code(&mut self) -> String {
        let mut code = String::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Text(text) => code.push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        code
    }

    fn table(&mut self, aligns: &[Alignment]) -> Table {
        let align = |alignment: &Alignment| match alignment {
            Alignment::Center => Align::Center,
            Alignment::Right => Align::End,
            Alignment::Left | Alignment::None => Align::Natural,
        };
        let mut table = Table { aligns: aligns.iter().map(align).collect(), ..Table::default() };
        let mut row = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::TableCell) => {
                    row.push(self.inlines());
                    self.at += 1;
                }
                Event::End(TagEnd::TableHead) => table.head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    /// Running text up to the next block or the end of this one.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let mut style = Style::default();
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let (target, caption) = (dest_url.to_string(), title.to_string());
                    let alt = self.alt();
                    self.pictures.push(Block::Picture(Figure { target, alt, caption }));
                    continue;
                }
                Event::Start(tag) if is_inline(tag) => set(&mut style, tag.to_end(), true),
                Event::End(tag) if is_inline_end(*tag) => set(&mut style, *tag, false),
                Event::Start(_) | Event::End(_) | Event::Rule => break,
                Event::Text(text) => push_text(&mut out, text, style),
                Event::Code(text) => push_text(&mut out, text, Style { code: true, ..style }),
                Event::Html(html) | Event::InlineHtml(html) if !is_comment(html) => {
                    push_text(&mut out, html, style);
                }
                Event::SoftBreak
                    if !joins_without_space(last_char(&out), next_char(self.events, self.at)) =>
                {
                    push_text(&mut out, " ", style);
                }
                Event::HardBreak => out.push(Inline::Break),
                Event::FootnoteReference(label) => out.push(Inline::Note(self.note(label))),
                Event::TaskListMarker(done) => push_text(&mut out, if *done { "☑ " } else { "☐ " }, style),
                _ => {}
            }
            self.at += 1;
        }
        out
    }

    fn note(&mut self, label: &'a str) -> usize {
        let known = self.labels.iter().position(|other| *other == label);
        known.unwrap_or_else(|| {
            self.labels.push(label);
            self.labels.len() - 1
        })
    }

    /// The words of the picture that begins here, which is passed over.
    fn alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0usize;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        alt
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn set(style: &mut Style, tag: TagEnd, is_on: bool) {
    match tag {
        TagEnd::Strong => style.bold = is_on,
        TagEnd::Emphasis => style.italic = is_on,
        TagEnd::Strikethrough => style.strike = is_on,
        _ => {}
    }
}

fn push_text(out: &mut Vec<Inline>, text: &str, style: Style) {
    match out.last_mut() {
        Some(Inline::Text(last, same)) if *same == style => last.push_str(text),
        _ => out.push(Inline::Text(text.to_owned(), style)),
    }
}

fn push_paragraph(text: Vec<Inline>, out: &mut Vec<Block>) {
    if !text.is_empty() {
        out.push(Block::Paragraph(text));
    }
}

fn last_char(out: &[Inline]) -> Option<char> {
    match out.last()? {
        Inline::Text(text, _) => text.chars().next_back(),
        Inline::Break | Inline::Note(_) => None,
    }
}

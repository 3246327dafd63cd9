//! Sets a body in HTML: every tag in it is ours, every character of the author's is escaped.

use super::events::{Placed, html_block, joins_without_space, lone_link, next_char};
use super::galley::{Galley, Missing, Phrase};
use super::outline::{Heading, is_comment};
use foldhash::HashMap;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use std::fmt::Write;

/// Sets `events`, whose headings are `headings`; `bytes` is the length of the body.
pub(super) fn set(events: &[Placed<'_>], headings: &[Heading], bytes: usize) -> Galley {
    let mut setter = Setter {
        events,
        headings,
        out: Galley::with_capacity(bytes * 9 / 8),
        notes: Notes::default(),
        heading: 0,
        depth: 0,
        table: None,
        last: None,
    };
    let mut index = 0;
    while index < events.len() {
        index = setter.event(index);
    }
    setter.footnotes();
    setter.out
}

#[derive(Default)]
struct Notes<'a> {
    /// Labels in the order first referred to.
    order: Vec<&'a str>,
    /// How often each was referred to.
    uses: HashMap<&'a str, usize>,
    /// Text of each, written aside.
    texts: HashMap<&'a str, Galley>,
    /// The text being written aside, and what was written before it.
    open: Option<(&'a str, Galley)>,
}

struct Table<'a> {
    alignments: &'a [Alignment],
    column: usize,
    in_head: bool,
}

struct Setter<'a> {
    events: &'a [Placed<'a>],
    headings: &'a [Heading],
    out: Galley,
    notes: Notes<'a>,
    heading: usize,
    /// Elements that are open.
    depth: usize,
    table: Option<Table<'a>>,
    /// Last character of running text, to decide about line breaks.
    last: Option<char>,
}

impl<'a> Setter<'a> {
    /// Writes event `index` and gives the index of the next one to write.
    fn event(&mut self, index: usize) -> usize {
        let events = self.events;
        match &events[index].0 {
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(index, kind),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(index, dest_url, title),
            Event::Start(Tag::Paragraph) if self.is_figure(index) => return self.figure(index),
            Event::Start(Tag::Paragraph)
                if self.depth == 0
                    && let Some((target, after)) = lone_link(events, index) =>
            {
                self.lone_link(target, index + 1, after);
                return after;
            }
            Event::Start(Tag::HtmlBlock) => {
                let (html, after) = html_block(events, index);
                if !is_comment(&html) {
                    self.open("<p>");
                    self.text(html.trim_end());
                    self.out.html.push_str("</p>\n");
                }
                return after;
            }
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag);
            }
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.html.push_str("<code>");
                self.text(code);
                self.out.html.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) if !is_comment(html) => self.text(html),
            Event::FootnoteReference(label) => self.reference(label),
            Event::SoftBreak => {
                if !joins_without_space(self.last, next_char(events, index)) {
                    self.out.html.push('\n');
                }
            }
            Event::HardBreak => self.out.html.push_str("<br>\n"),
            Event::Rule => self.out.html.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::Html(_) | Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        index + 1
    }

    fn text(&mut self, text: &str) {
        self.last = text.chars().next_back().or(self.last);
        let _ = escape_html_body_text(&mut self.out.html, text);
    }

    fn start(&mut self, tag: &'a Tag<'a>) {
        match tag {
            Tag::Paragraph => self.open("<p>"),
            Tag::Heading { .. } => {
                if let Some(heading) = self.headings.get(self.heading) {
                    let _ = write!(self.out.html, "<h{} id=\"", heading.level);
                    let _ = escape_html(&mut self.out.html, &heading.id);
                    self.out.html.push_str("\">");
                }
            }
            Tag::BlockQuote(None) => self.open("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out.html, "<ol start=\"{first}\">");
            }
            Tag::List(None) => self.open("<ul>\n"),
            Tag::Item => self.open("<li>"),
            Tag::FootnoteDefinition(label) => {
                let before = std::mem::take(&mut self.out);
                self.notes.open = Some((label, before));
            }
            Tag::DefinitionList => self.open("<dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>"),
            Tag::DefinitionListDefinition => self.open("<dd>"),
            Tag::Table(alignments) => {
                self.table = Some(Table { alignments, column: 0, in_head: false });
                self.open("<div class=\"table-scroll\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    (table.in_head, table.column) = (true, 0);
                }
                self.open("<thead><tr>");
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.column = 0;
                }
                self.open("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.out.html.push_str("<em>"),
            Tag::Strong => self.out.html.push_str("<strong>"),
            Tag::Strikethrough => self.out.html.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            _ => {}
        }
    }

    fn open(&mut self, tag: &str) {
        self.last = None;
        self.out.html.push_str(tag);
    }

    fn end(&mut self, tag: TagEnd) {
        let text = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(_) => {
                if let Some(heading) = self.headings.get(self.heading) {
                    let _ = writeln!(self.out.html, "</h{}>", heading.level);
                }
                self.heading += 1;
                ""
            }
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) => "</aside>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::FootnoteDefinition => {
                if let Some((label, before)) = self.notes.open.take() {
                    let text = std::mem::replace(&mut self.out, before);
                    self.notes.texts.insert(label, text);
                }
                ""
            }
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Table => "</tbody>\n</table></div>\n",
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                }
                "</tr></thead>\n<tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell => {
                let in_head = self.table.as_ref().is_some_and(|table| table.in_head);
                if in_head { "</th>" } else { "</td>" }
            }
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => {
                self.out.leave(Missing::LinkEnd);
                ""
            }
            _ => "",
        };
        self.out.html.push_str(text);
    }

    fn cell(&mut self) {
        self.last = None;
        let Some(table) = &mut self.table else { return };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        table.column += 1;
        let name = if table.in_head { "th scope=\"col\"" } else { "td" };
        let _ = write!(self.out.html, "<{name}{class}>");
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let class = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let _ = write!(self.out.html, "<aside class=\"alert alert--{class}\"><p class=\"alert__title\">");
        self.out.leave(Missing::Phrase(Phrase::Alert(kind)));
        self.open("</p>\n");
    }

    fn link(&mut self, link_type: LinkType, target: &str, title: &str) {
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        self.out.leave(Missing::Link { target, title: title.to_owned() });
    }

    fn task(&mut self, done: bool) {
        let (mark, phrase) = if done { ("done", Phrase::TaskDone) } else { ("open", Phrase::TaskOpen) };
        let _ = write!(self.out.html, "<span class=\"task task--{mark}\" role=\"img\" aria-label=\"");
        self.out.leave(Missing::Phrase(phrase));
        self.out.html.push_str("\"></span>");
    }

    fn reference(&mut self, label: &'a str) {
        if !self.notes.order.contains(&label) {
            self.notes.order.push(label);
        }
        let number = self.notes.order.iter().position(|known| *known == label).unwrap_or(0) + 1;
        let uses = self.notes.uses.entry(label).or_insert(0);
        *uses += 1;
        let suffix = if *uses == 1 { String::new() } else { format!("-{uses}") };
        let _ = write!(
            self.out.html,
            "<sup class=\"noteref\"><a href=\"#note-{number}\" id=\"noteref-{number}{suffix}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    fn footnotes(&mut self) {
        if self.notes.order.is_empty() {
            return;
        }
        self.out.html.push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"");
        self.out.leave(Missing::Phrase(Phrase::Notes));
        self.out.html.push_str("\"><ol>\n");
        // A note may refer to a further note, so the list can grow while it is written.
        let mut index = 0;
        while let Some(label) = self.notes.order.get(index).copied() {
            let number = index + 1;
            let mut note = self.notes.texts.remove(label).unwrap_or_default();
            note.html.truncate(note.html.trim_end().len());
            let ends_paragraph = note.html.ends_with("</p>");
            if ends_paragraph {
                note.html.truncate(note.html.len() - "</p>".len());
            }
            let _ = write!(self.out.html, "<li id=\"note-{number}\">");
            self.out.append(note);
            let _ = write!(
                self.out.html,
                " <a class=\"noteback\" href=\"#noteref-{number}\" role=\"doc-backlink\" aria-label=\""
            );
            self.out.leave(Missing::Phrase(Phrase::BackToText));
            let close = if ends_paragraph { "</p>" } else { "" };
            let _ = writeln!(self.out.html, " {number}\">↩</a>{close}</li>");
            index += 1;
        }
        self.out.html.push_str("</ol></section>\n");
    }

    fn code_block(&mut self, start: usize, kind: &CodeBlockKind<'_>) -> usize {
        let mut code = String::new();
        let mut index = start + 1;
        while let Some((event, _)) = self.events.get(index) {
            match event {
                Event::Text(text) => code.push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
            index += 1;
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        self.open("<pre tabindex=\"0\"><code>");
        self.out.leave(Missing::Code { language: language.to_owned(), code });
        self.out.html.push_str("</code></pre>\n");
        index + 1
    }

    /// Whether the paragraph that begins at `start` holds nothing but one picture.
    fn is_figure(&self, start: usize) -> bool {
        if !matches!(self.events.get(start + 1), Some((Event::Start(Tag::Image { .. }), _))) {
            return false;
        }
        let after = end_of_image(self.events, start + 1);
        matches!(self.events.get(after), Some((Event::End(TagEnd::Paragraph), _)))
    }

    /// Sets the events from `start` to `end`, a paragraph whose place an exhibit may take.
    fn lone_link(&mut self, target: &str, start: usize, end: usize) {
        let mark = self.out.lone_link(target);
        self.depth += 1;
        self.open("<p>");
        let mut index = start;
        while index < end {
            index = self.event(index);
        }
        self.out.end_lone_link(mark);
    }

    fn figure(&mut self, start: usize) -> usize {
        self.open("<figure>");
        let after = self.event(start + 1);
        if let Some((Event::Start(Tag::Image { title, .. }), _)) = self.events.get(start + 1)
            && !title.is_empty()
        {
            self.out.html.push_str("<figcaption>");
            self.text(title);
            self.out.html.push_str("</figcaption>");
        }
        self.out.html.push_str("</figure>\n");
        after + 1
    }

    fn image(&mut self, start: usize, target: &str, title: &str) -> usize {
        let after = end_of_image(self.events, start);
        let alt: String = self.events[start..after]
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        self.out.leave(Missing::Picture { target: target.to_owned(), alt, title: title.to_owned() });
        after
    }
}

/// The index behind the end of the image that begins at `start`.
fn end_of_image(events: &[Placed<'_>], start: usize) -> usize {
    let mut depth = 0usize;
    for (offset, (event, _)) in events[start..].iter().enumerate() {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => {
                depth -= 1;
                if depth == 0 {
                    return start + offset + 1;
                }
            }
            _ => {}
        }
    }
    events.len()
}

//! Writes a body as HTML: every tag in it is ours, every character of the author's is escaped.

use super::cjk;
use super::events::{Placed, events_of, html_block, joins_without_space, lone_link, next_char};
use super::highlight::highlight;
use super::links::{Href, Linker, Picture};
use super::outline::{Heading, headings, is_comment};
use crate::diag::Lang;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use std::collections::HashMap;
use std::fmt::Write;

/// A body as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// Safe to put into a page as it is.
    pub html: String,
    /// Headings in order, for a table of contents.
    pub headings: Vec<Heading>,
    /// Places between paragraphs where the text wants an exhibit, as bytes of `html`, with the link that named it.
    pub exhibits: Vec<(usize, String)>,
}

/// Writes `body`, asking `linker` where links and pictures lead. `lang` is that of the few words we add.
#[must_use]
pub fn to_html(body: &str, linker: &dyn Linker, lang: Lang) -> Html {
    let prepared = cjk::prepare(body);
    let events = events_of(&prepared);
    let headings = headings(&events);
    let mut writer = Writer {
        events: &events,
        headings: &headings,
        linker,
        lang,
        out: String::with_capacity(body.len() * 3 / 2),
        notes: Notes::default(),
        heading: 0,
        depth: 0,
        exhibits: Vec::new(),
        table: None,
        links: Vec::new(),
        last: None,
    };
    let mut index = 0;
    while index < events.len() {
        index = writer.event(index);
    }
    writer.footnotes();
    let (html, exhibits) = (writer.out, writer.exhibits);
    Html { html, headings, exhibits }
}

#[derive(Default)]
struct Notes<'a> {
    /// Labels in the order first referred to.
    order: Vec<&'a str>,
    /// How often each was referred to.
    uses: HashMap<&'a str, usize>,
    /// Text of each, written aside.
    texts: HashMap<&'a str, String>,
    /// The text being written aside, and what was written before it.
    open: Option<(&'a str, String)>,
}

struct Table<'a> {
    alignments: &'a [Alignment],
    column: usize,
    in_head: bool,
}

struct Writer<'a> {
    events: &'a [Placed<'a>],
    headings: &'a [Heading],
    linker: &'a dyn Linker,
    lang: Lang,
    out: String,
    notes: Notes<'a>,
    heading: usize,
    /// Elements that are open.
    depth: usize,
    exhibits: Vec<(usize, String)>,
    table: Option<Table<'a>>,
    links: Vec<bool>,
    /// Last character of running text, to decide about line breaks.
    last: Option<char>,
}

impl<'a> Writer<'a> {
    /// Writes event `index` and gives the index of the next one to write.
    fn event(&mut self, index: usize) -> usize {
        let events = self.events;
        match &events[index].0 {
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(index, kind),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(index, dest_url, title),
            Event::Start(Tag::Paragraph) if self.is_figure(index) => return self.figure(index),
            Event::Start(Tag::Paragraph) if self.depth == 0 && self.is_exhibit(index) => {
                return self.exhibit(index);
            }
            Event::Start(Tag::HtmlBlock) => {
                let (html, after) = html_block(events, index);
                if !is_comment(&html) {
                    self.open("<p>");
                    self.text(html.trim_end());
                    self.out.push_str("</p>\n");
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
                self.out.push_str("<code>");
                self.text(code);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) if !is_comment(html) => self.text(html),
            Event::FootnoteReference(label) => self.reference(label),
            Event::SoftBreak => {
                if !joins_without_space(self.last, next_char(events, index)) {
                    self.out.push('\n');
                }
            }
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::Html(_) | Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        index + 1
    }

    fn text(&mut self, text: &str) {
        self.last = text.chars().next_back().or(self.last);
        let _ = escape_html_body_text(&mut self.out, text);
    }

    fn start(&mut self, tag: &'a Tag<'a>) {
        match tag {
            Tag::Paragraph => self.open("<p>"),
            Tag::Heading { .. } => {
                if let Some(heading) = self.headings.get(self.heading) {
                    let _ = write!(self.out, "<h{} id=\"", heading.level);
                    let _ = escape_html(&mut self.out, &heading.id);
                    self.out.push_str("\">");
                }
            }
            Tag::BlockQuote(None) => self.open("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
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
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            _ => {}
        }
    }

    fn open(&mut self, tag: &str) {
        self.last = None;
        self.out.push_str(tag);
    }

    fn end(&mut self, tag: TagEnd) {
        let text = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(_) => {
                if let Some(heading) = self.headings.get(self.heading) {
                    let _ = writeln!(self.out, "</h{}>", heading.level);
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
            TagEnd::Link if self.links.pop().unwrap_or(false) => "</a>",
            _ => "",
        };
        self.out.push_str(text);
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
        let _ = write!(self.out, "<{name}{class}>");
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, zh, en) = match kind {
            BlockQuoteKind::Note => ("note", "说明", "Note"),
            BlockQuoteKind::Tip => ("tip", "提示", "Tip"),
            BlockQuoteKind::Important => ("important", "要点", "Important"),
            BlockQuoteKind::Warning => ("warning", "注意", "Warning"),
            BlockQuoteKind::Caution => ("caution", "当心", "Caution"),
        };
        let title = if self.lang == Lang::Zh { zh } else { en };
        let _ =
            writeln!(self.out, "<aside class=\"alert alert--{class}\"><p class=\"alert__title\">{title}</p>");
        self.last = None;
    }

    fn link(&mut self, link_type: LinkType, target: &str, title: &str) {
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let (href, outside) = match self.linker.link(&target) {
            Href::Inside(href) => (href, false),
            Href::Outside(href) => (href, true),
            Href::Nowhere => {
                self.links.push(false);
                return;
            }
        };
        self.links.push(true);
        self.out.push_str("<a href=\"");
        let _ = escape_href(&mut self.out, &href);
        self.out.push('"');
        if outside {
            self.out.push_str(" rel=\"external noopener noreferrer\"");
        }
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            let _ = escape_html(&mut self.out, title);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn task(&mut self, done: bool) {
        let (mark, zh, en) = if done { ("done", "已完成", "done") } else { ("open", "未完成", "open") };
        let label = if self.lang == Lang::Zh { zh } else { en };
        let _ =
            write!(self.out, "<span class=\"task task--{mark}\" role=\"img\" aria-label=\"{label}\"></span>");
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
            self.out,
            "<sup class=\"noteref\"><a href=\"#note-{number}\" id=\"noteref-{number}{suffix}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    fn footnotes(&mut self) {
        if self.notes.order.is_empty() {
            return;
        }
        let (title, back) = match self.lang {
            Lang::Zh => ("注释", "回到正文"),
            Lang::En => ("Notes", "Back to the text"),
        };
        let _ =
            writeln!(self.out, "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"{title}\"><ol>");
        // A note may refer to a further note, so the list can grow while it is written.
        let mut index = 0;
        while let Some(label) = self.notes.order.get(index).copied() {
            let number = index + 1;
            let text = self.notes.texts.remove(label).unwrap_or_default();
            let text = text.trim_end();
            let (inner, close) = match text.strip_suffix("</p>") {
                Some(inner) => (inner, "</p>"),
                None => (text, ""),
            };
            let _ = writeln!(
                self.out,
                "<li id=\"note-{number}\">{inner} <a class=\"noteback\" href=\"#noteref-{number}\" role=\"doc-backlink\" aria-label=\"{back} {number}\">↩</a>{close}</li>"
            );
            index += 1;
        }
        self.out.push_str("</ol></section>\n");
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
        highlight(&code, language, &mut self.out);
        self.out.push_str("</code></pre>\n");
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

    fn is_exhibit(&self, start: usize) -> bool {
        lone_link(self.events, start).is_some_and(|(target, _)| self.linker.is_exhibit(target))
    }

    fn exhibit(&mut self, start: usize) -> usize {
        let Some((target, after)) = lone_link(self.events, start) else { return start + 1 };
        self.exhibits.push((self.out.len(), target.to_owned()));
        after
    }

    fn figure(&mut self, start: usize) -> usize {
        self.open("<figure>");
        let after = self.event(start + 1);
        if let Some((Event::Start(Tag::Image { title, .. }), _)) = self.events.get(start + 1)
            && !title.is_empty()
        {
            self.out.push_str("<figcaption>");
            self.text(title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
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
        match self.linker.picture(target) {
            Some(picture) => self.picture(&picture, if alt.is_empty() { title } else { &alt }),
            None => self.text(&alt),
        }
        after
    }

    fn picture(&mut self, picture: &Picture, alt: &str) {
        if !picture.webp.is_empty() {
            self.out.push_str(
                "<picture><source type=\"image/webp\" sizes=\"(max-width: 48rem) 92vw, 40rem\" srcset=\"",
            );
            for (index, (src, width)) in picture.webp.iter().enumerate() {
                self.out.push_str(if index == 0 { "" } else { ", " });
                let _ = escape_href(&mut self.out, src);
                let _ = write!(self.out, " {width}w");
            }
            self.out.push_str("\">");
        }
        self.out.push_str("<img src=\"");
        let _ = escape_href(&mut self.out, &picture.src);
        self.out.push_str("\" alt=\"");
        let _ = escape_html(&mut self.out, alt);
        self.out.push('"');
        if let Some((width, height)) = picture.size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
        if !picture.webp.is_empty() {
            self.out.push_str("</picture>");
        }
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

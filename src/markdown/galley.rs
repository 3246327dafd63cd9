//! A body as HTML but for what its page must tell: where links lead, which pictures there are, in which language our few words are.
//!
//! A body is parsed once, when its file is read. Its page comes later, when the whole hall is known, and only fills the gaps.

use super::highlight::highlight;
use super::links::{Href, Linker, Picture};
use crate::diag::Lang;
use pulldown_cmark::BlockQuoteKind;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use std::fmt::Write;

/// A body as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// Safe to put into a page as it is: every tag is ours, every character of the author's is escaped.
    pub html: String,
    /// Places between paragraphs where the text wants an exhibit, as bytes of `html`, with the link that named it.
    pub exhibits: Vec<(usize, String)>,
}

/// A body set in HTML with gaps, to be filled for the page that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Galley {
    pub(super) html: String,
    gaps: Vec<Gap>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    /// Bytes of the galley's `html` before it.
    at: usize,
    what: Missing,
}

/// What goes into a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// The beginning of a link.
    Link {
        target: String,
        title: String,
    },
    /// The end of the last link that began.
    LinkEnd,
    Picture {
        target: String,
        alt: String,
        title: String,
    },
    /// Code, to be coloured by its language. Grammars are costly, so that is left to a page that is made.
    Code {
        language: String,
        code: String,
    },
    Phrase(Phrase),
    /// Here begins a paragraph of nothing but a link to `target`, which ends at byte `end`: where an exhibit may go instead.
    LoneLink {
        target: String,
        end: usize,
    },
}

/// Words of ours in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    Alert(BlockQuoteKind),
    TaskDone,
    TaskOpen,
    Notes,
    BackToText,
}

impl Phrase {
    fn text(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Alert(BlockQuoteKind::Note) => ("说明", "Note"),
            Self::Alert(BlockQuoteKind::Tip) => ("提示", "Tip"),
            Self::Alert(BlockQuoteKind::Important) => ("要点", "Important"),
            Self::Alert(BlockQuoteKind::Warning) => ("注意", "Warning"),
            Self::Alert(BlockQuoteKind::Caution) => ("当心", "Caution"),
            Self::TaskDone => ("已完成", "done"),
            Self::TaskOpen => ("未完成", "open"),
            Self::Notes => ("注释", "Notes"),
            Self::BackToText => ("回到正文", "Back to the text"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

impl Galley {
    /// An empty one, with room for `bytes`.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), gaps: Vec::new() }
    }

    /// Leaves a gap.
    pub(super) fn leave(&mut self, what: Missing) {
        self.gaps.push(Gap { at: self.html.len(), what });
    }

    /// Marks where a paragraph of nothing but a link begins, which is set next; [`Self::end_lone_link`] tells where it ends.
    pub(super) fn lone_link(&mut self, target: &str) -> usize {
        self.leave(Missing::LoneLink { target: target.to_owned(), end: 0 });
        self.gaps.len() - 1
    }

    /// The paragraph that [`Self::lone_link`] began as `mark` ends here.
    pub(super) fn end_lone_link(&mut self, mark: usize) {
        if let Some(Gap { what: Missing::LoneLink { end, .. }, .. }) = self.gaps.get_mut(mark) {
            *end = self.html.len();
        }
    }

    /// Puts `other` behind what is there.
    pub(super) fn append(&mut self, other: Self) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        self.gaps.extend(other.gaps.into_iter().map(|mut gap| {
            gap.at += shift;
            if let Missing::LoneLink { end, .. } = &mut gap.what {
                *end += shift;
            }
            gap
        }));
    }

    /// Gives back memory that it does not use: thousands may wait for their pages.
    #[must_use]
    pub fn shrunk(mut self) -> Self {
        self.html.shrink_to_fit();
        self.gaps.shrink_to_fit();
        self
    }

    /// Bytes it takes in memory, roughly.
    #[must_use]
    pub fn size(&self) -> usize {
        self.html.len() + self.gaps.len() * size_of::<Gap>()
    }

    /// The body for one page: `linker` tells where links and pictures lead, `lang` is that of the few words we add.
    #[must_use]
    pub fn fill(&self, linker: &dyn Linker, lang: Lang) -> Html {
        let mut filled = Html { html: String::with_capacity(self.html.len() * 9 / 8), exhibits: Vec::new() };
        let out = &mut filled.html;
        // Whether each link that is open leads anywhere: else it is shown as its text.
        let mut open: Vec<bool> = Vec::new();
        let mut from = 0;
        for Gap { at, what } in &self.gaps {
            // Gaps of a paragraph that an exhibit took the place of.
            if *at < from {
                continue;
            }
            out.push_str(&self.html[from..*at]);
            from = *at;
            match what {
                Missing::Link { target, title } => open.push(link(linker, target, title, out)),
                Missing::LinkEnd if open.pop().unwrap_or(false) => out.push_str("</a>"),
                Missing::LinkEnd => {}
                Missing::Picture { target, alt, title } => match linker.picture(target) {
                    Some(found) => picture(&found, if alt.is_empty() { title } else { alt }, out),
                    None => drop(escape_html_body_text(&mut *out, alt)),
                },
                Missing::Code { language, code } => highlight(code, language, out),
                Missing::Phrase(phrase) => out.push_str(phrase.text(lang)),
                Missing::LoneLink { target, end } => {
                    if linker.is_exhibit(target) {
                        filled.exhibits.push((out.len(), target.clone()));
                        from = *end;
                    }
                }
            }
        }
        out.push_str(&self.html[from..]);
        filled
    }
}

/// Begins a link; false if it leads nowhere.
fn link(linker: &dyn Linker, target: &str, title: &str, out: &mut String) -> bool {
    let (href, outside) = match linker.link(target) {
        Href::Inside(href) => (href, false),
        Href::Outside(href) => (href, true),
        Href::Nowhere => return false,
    };
    out.push_str("<a href=\"");
    let _ = escape_href(&mut *out, &href);
    out.push('"');
    if outside {
        out.push_str(" rel=\"external noopener noreferrer\"");
    }
    if !title.is_empty() {
        out.push_str(" title=\"");
        let _ = escape_html(&mut *out, title);
        out.push('"');
    }
    out.push('>');
    true
}

fn picture(picture: &Picture, alt: &str, out: &mut String) {
    if !picture.webp.is_empty() {
        out.push_str(
            "<picture><source type=\"image/webp\" sizes=\"(max-width: 48rem) 92vw, 40rem\" srcset=\"",
        );
        for (index, (src, width)) in picture.webp.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            let _ = escape_href(&mut *out, src);
            let _ = write!(out, " {width}w");
        }
        out.push_str("\">");
    }
    out.push_str("<img src=\"");
    let _ = escape_href(&mut *out, &picture.src);
    out.push_str("\" alt=\"");
    let _ = escape_html(&mut *out, alt);
    out.push('"');
    if let Some((width, height)) = picture.size {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\">");
    if !picture.webp.is_empty() {
        out.push_str("</picture>");
    }
}

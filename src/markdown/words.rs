//! The words of a body as visitors read them, without marks: what is counted, excerpted and searched.

use super::events::{Placed, html_block, joins_without_space, next_char};
use super::outline::is_comment;
use pulldown_cmark::{Event, Tag, TagEnd};

/// The words of a body, put together event by event, one line for every block.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What was read so far.
    pub(super) text: String,
    image_from: Option<usize>,
    /// What the picture shows that was just passed, for those who cannot see it; no part of the words.
    pub(super) alt: Option<String>,
}

impl Words {
    /// Takes in event `index`.
    pub(super) fn take(&mut self, events: &[Placed<'_>], index: usize) {
        let event = &events[index].0;
        match event {
            Event::Start(Tag::Image { title, .. }) => {
                self.text.push_str(title);
                self.image_from = Some(self.text.len());
            }
            Event::End(TagEnd::Image) => {
                if let Some(from) = self.image_from.take() {
                    self.alt = Some(self.text[from..].trim().to_owned());
                    self.text.truncate(from);
                }
                self.text.push('\n');
            }
            Event::Start(Tag::HtmlBlock) => {
                let (html, _) = html_block(events, index);
                if !is_comment(&html) {
                    self.text.push_str(&html);
                }
            }
            Event::InlineHtml(html) if !is_comment(html) => self.text.push_str(html),
            Event::Text(text) | Event::Code(text) => self.text.push_str(text),
            Event::SoftBreak
                if !joins_without_space(self.text.chars().next_back(), next_char(events, index)) =>
            {
                self.text.push(' ');
            }
            Event::HardBreak | Event::Rule | Event::End(_) if !is_inline_end(event) => self.text.push('\n'),
            _ => {}
        }
    }

    /// Without blanks at the ends of lines, and without empty lines.
    pub(super) fn lines(&self) -> String {
        let mut lines = String::with_capacity(self.text.len());
        for line in self.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(line);
        }
        lines
    }
}

fn is_inline_end(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link))
}

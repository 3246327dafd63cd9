//! Markdown as case authors write it, turned into safe HTML and into facts about the text.
//!
//! [`read`] parses a body once and gives all that is made of it: the facts, the words, and the HTML but for what only a page can
//! tell. Knows nothing of cases or of the site: where links lead is asked of a [`Linker`].

mod blocks;
mod cjk;
mod events;
mod galley;
mod highlight;
mod links;
mod outline;
mod set;
mod words;

pub use blocks::{Align, Block, Blocks, Figure, Inline, Style, Table, blocks};
pub use galley::{Galley, Html};
pub use links::{Href, Linker, Picture, Scheme, scheme_of};
pub use outline::{Heading, Image, Link, Outline, Section};
pub use words::Words;

/// What visitors get of a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// What they read, without marks.
    pub words: Words,
    /// What its page shows.
    pub galley: Galley,
}

/// Reads `body`: the facts about it, and its text.
#[must_use]
pub fn read(body: &str) -> (Outline, Text) {
    let prepared = cjk::prepare(body);
    let events = events::events_of(&prepared);
    let (outline, words) = outline::survey(&events);
    let galley = set::set(&events, &outline.headings, body.len());
    (outline, Text { words, galley })
}

//! Markdown as case authors write it, turned into safe HTML and into facts about the text.
//!
//! [`read`] parses a body once and gives the facts about it and its HTML but for what only a page can tell; [`words()`] gives what is
//! searched. Knows nothing of cases or of the site: where links lead is asked of a [`Linker`].

mod blocks;
mod cjk;
mod events;
mod galley;
mod highlight;
mod kept;
mod links;
mod outline;
mod set;
mod words;

pub use blocks::{Align, Block, Blocks, Figure, Inline, Style, Table, blocks};
pub use galley::{Galley, Html};
pub use kept::Kept;
pub use links::{Href, Linker, Picture, Scheme, scheme_of};
pub use outline::{Heading, Image, Link, Outline, Section};

/// Reads `body`: the facts about it, and what its page shows.
#[must_use]
pub fn read(body: &str) -> (Outline, Galley) {
    let prepared = cjk::prepare(body);
    let events = events::events_of(&prepared);
    let outline = outline::survey(&events);
    let galley = set::set(&events, &outline.headings, body.len());
    (outline, galley)
}

/// The words of `body` as visitors read them: a line for every paragraph, heading, cell, caption, note and line of code; empty lines are
/// left out.
#[must_use]
pub fn words(body: &str) -> String {
    let prepared = cjk::prepare(body);
    let events = events::events_of(&prepared);
    let mut words = words::Words::default();
    for index in 0..events.len() {
        words.take(&events, index);
    }
    words.lines()
}

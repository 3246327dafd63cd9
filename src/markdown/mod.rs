//! Markdown as case authors write it, turned into safe HTML and into facts about the text.
//!
//! [`survey`] reads a body once and tells what is in it; [`to_html`] writes it as HTML when its page is made.
//! Both go over the same events, so what is checked is what is shown. Knows nothing of cases or of the site:
//! where links lead is asked of a [`Linker`].

mod blocks;
mod cjk;
mod events;
mod highlight;
mod html;
mod links;
mod outline;
mod words;

pub use blocks::{Align, Block, Blocks, Figure, Inline, Style, Table, blocks};
pub use html::{Html, to_html};
pub use links::{Href, Linker, Picture, Scheme, scheme_of};
pub use outline::{Heading, Image, Link, Outline, Section, survey};
pub use words::plain_text;

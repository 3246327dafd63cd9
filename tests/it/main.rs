//! Everything the hall promises, tested as a user would: through the library's front door and the command.

// Clippy lets #[test] functions unwrap, not their helpers: a test that cannot go on should stop where it is.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

mod authors;
mod calls;
mod command;
mod diagnostics;
mod dossier;
mod drawings;
mod gate;
mod incremental;
mod languages;
mod layers;
mod markdown;
mod pages;
mod pictures;
mod properties;
mod publishing;
mod reader;
mod search;
mod serve;
mod site;
mod theme;
mod words;

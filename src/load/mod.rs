//! Turns a folder into [`Sources`]: documents with their fields and facts, and the files beside them.
//!
//! Knows files, fences and encodings; never what a unit or an honor is.

mod document;
mod front;
mod sources;
mod store;

pub use document::{Document, DocumentKind};
pub use sources::{FileInfo, Sources};
pub use store::{LoadError, Store};

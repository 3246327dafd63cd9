//! Turns a folder into [`Sources`]: documents with their fields and facts, and the files beside them.
//!
//! Knows files, fences and encodings; never what a unit or an honor is.

mod cache;
mod document;
mod front;
mod galleys;
mod kept;
mod sources;
mod state;
mod store;

pub use cache::Stamp;
pub use document::{Document, DocumentKind, stem_of, twin_mark};
pub use kept::Kept;
pub use sources::Sources;
pub use state::LastRun;
pub use store::{Inventory, Listed, LoadError, Store, is_leftover};

//! Puts a site, planned [`Chapter`] by chapter, into a folder: only what changed is made, nothing is shown before all of it is sound, and
//! only files that are ours are ever replaced or removed. The only writer of built files.

mod bundle;
mod guard;
mod manifest;
mod plan;
mod press;
mod publish;

pub use bundle::{Bundle, SUMS};
pub use guard::OutputRefused;
pub use plan::{Chapter, Entry, Fingerprint, MakeError, PageKind, SitePlan};
pub use press::Progress;
pub use publish::{PublishError, Published, finish_killed, publish, seal_of};

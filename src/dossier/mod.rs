//! Award submissions: what a call asks for, judged and made from the cases entered for it.
//!
//! Turns a [`Hall`](crate::model::Hall) and one of its calls into faults and figures ([`rules`]) and into the bytes of papers. Never touches the disk
//! itself: the command line puts the papers where they belong.

pub mod archive;
mod blind;
mod compendium;
mod docx;
mod entry;
mod fields;
mod form;
mod intake;
mod leak;
mod names;
mod plates;
pub mod rules;
mod sheet;
mod submission;

pub use blind::Codes;
pub use compendium::compendium;
pub use leak::{Leak, leaks};
pub use rules::{CountLine, check, counts_for, faults_of};
pub use submission::{Asked, Paper, Submission};

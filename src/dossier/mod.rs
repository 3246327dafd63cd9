//! Award submissions: what a call asks for, judged and made from the cases entered for it.
//!
//! Turns a [`Hall`] and one of its calls into faults and figures ([`rules`]) and into the bytes of papers. Never touches the disk
//! itself: the command line puts the papers where they belong.

mod fields;
pub mod rules;

pub use rules::{CountLine, check, counts_for, faults_of};

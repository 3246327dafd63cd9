//! Turns names and figures into drawings (SVG), at build time.
//!
//! Pure functions of what they are told: the same name gives the same seal, the same figures the same chart. They know
//! nothing of halls and pages.

mod chart;
mod qr;
mod seal;

pub(super) use chart::{Bar, chart};
pub(super) use qr::{code, code_in_digits};
pub(super) use seal::{ground_of, seal};

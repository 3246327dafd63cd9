//! Writes Word documents: values in, bytes out. Knows layout and OOXML (ECMA-376), nothing of halls or calls.

mod body;
mod layout;
mod package;
mod picture;
mod running;
mod styles;
mod table;
mod xml;

pub(super) use body::{Manuscript, Plate};
pub(super) use layout::{Layout, WIDTH};
pub(super) use picture::{Placing, drawing};
pub(super) use table::{FormCell, FormPart, Row};

//! A case or exhibition on a sheet of A4, to be printed and hung up.

use super::{AwardBadge, Cover, Link, SealView};
use serde::Serialize;

/// A panel (`panel`).
#[derive(Debug, Clone, Serialize)]
pub struct PanelView<'a> {
    /// Title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// Units, years and the like: a line under the title.
    pub lines: Vec<&'a str>,
    /// Picture or seal; an exhibition has none.
    pub cover: Option<Cover<'a>>,
    /// Seals of the brands in an exhibition, a few.
    pub seals: Vec<SealView>,
    /// The year, for the cover.
    pub year: &'a str,
    /// Honors, in file order.
    pub awards: Vec<AwardBadge<'a>>,
    /// Titles of the first exhibits of an exhibition.
    pub stops: Vec<&'a str>,
    /// How many further exhibits there are.
    pub more: usize,
    /// The QR code of the page, as HTML; absent if the site has no `base_url`.
    pub code: Option<String>,
    /// The page the panel is about.
    pub about: Link<'a>,
}

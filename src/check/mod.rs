//! The gate before publication: what can only be judged when the whole hall is known.
//!
//! Takes the model and adds faults; changes nothing.

mod aid;

pub use aid::{AidKind, AidLine, writing_aid};

use crate::diag::{At, Diagnostics, catalog};
use crate::load::{Document, Sources};
use crate::model::{Hall, Target, is_attachment};

/// Checks every body that is shown: links, headings, pictures, raw HTML.
pub fn all(hall: &Hall, sources: &Sources, diags: &mut Diagnostics) {
    let documents = sources.documents.iter().enumerate();
    for (_, document) in documents.filter(|(index, _)| hall.shows(*index)) {
        check_links(hall, sources, document, diags);
        check_pictures(document, diags);
        if let Some(span) = document.outline.raw_html {
            diags.push(catalog::raw_html(at(document, span)));
        }
    }
}

/// The place of `span`, which counts from the beginning of the body.
fn at(document: &Document, span: (u32, u32)) -> At {
    let start = document.body_start;
    At::bytes(&document.path, start + span.0 as usize, start + span.1 as usize)
}

fn check_links(hall: &Hall, sources: &Sources, document: &Document, diags: &mut Diagnostics) {
    for link in &document.outline.links {
        let at = || at(document, link.span);
        let target = &link.target;
        match hall.resolve(sources, document, target) {
            Target::SamePage(_)
            | Target::Page(..)
            | Target::Media(_)
            | Target::Outside
            | Target::Unpublished => {}
            Target::LeftOut => diags.push(catalog::link_to_left_out(at(), target)),
            Target::Missing(nearest) => {
                // A missing attachment has been reported where it was looked for.
                if !is_attachment(target) {
                    diags.push(catalog::broken_link(at(), target, nearest.as_deref()));
                }
            }
            Target::WrongCase(real) => diags.push(catalog::file_wrong_case(at(), target, &real)),
            Target::NoHeading(anchor, nearest) => {
                diags.push(catalog::broken_anchor(at(), &anchor, nearest.as_deref()));
            }
            Target::Refused => diags.push(catalog::refused_link(at(), target)),
        }
    }
}

fn check_pictures(document: &Document, diags: &mut Diagnostics) {
    for image in &document.outline.images {
        if image.alt.is_empty() {
            diags.push(catalog::picture_without_alt(at(document, image.span), &image.target));
        }
    }
}

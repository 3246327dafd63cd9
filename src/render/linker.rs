//! Answers where the links and pictures of a body lead, for the page that shows it.

use crate::load::{Document, DocumentKind, Sources};
use crate::markdown::{Href, Linker, Picture};
use crate::model::{CaseId, Hall, Target};

/// Links of one body on one page.
pub(super) struct PageLinker<'a> {
    pub(super) hall: &'a Hall,
    pub(super) sources: &'a Sources,
    pub(super) document: &'a Document,
    /// The way from the page to the site's root.
    pub(super) root: &'static str,
}

impl PageLinker<'_> {
    /// The case to which `target` leads, if it leads to one.
    pub(super) fn case(&self, target: &str) -> Option<CaseId> {
        let Target::Page(route, None) = self.hall.resolve(self.sources, self.document, target) else {
            return None;
        };
        self.hall.case_at(route.as_str())
    }
}

impl Linker for PageLinker<'_> {
    fn is_exhibit(&self, target: &str) -> bool {
        self.document.kind == DocumentKind::Exhibition && self.case(target).is_some()
    }

    fn link(&self, target: &str) -> Href {
        match self.hall.resolve(self.sources, self.document, target) {
            Target::SamePage(anchor) => Href::Inside(format!("#{anchor}")),
            Target::Page(route, None) => Href::Inside(format!("{}{route}", self.root)),
            Target::Page(route, Some(anchor)) => Href::Inside(format!("{}{route}#{anchor}", self.root)),
            Target::Media(id) => Href::Inside(format!("{}{}", self.root, self.hall.media(id).route)),
            Target::Outside => Href::Outside(target.to_owned()),
            Target::LeftOut
            | Target::Missing(_)
            | Target::WrongCase(_)
            | Target::NoHeading(..)
            | Target::Refused
            | Target::Unpublished => Href::Nowhere,
        }
    }

    fn picture(&self, target: &str) -> Option<Picture> {
        let media = self.hall.media(self.hall.picture(self.document, target)?);
        let webp = media.prints.iter().map(|print| (format!("{}{}", self.root, print.route), print.width));
        Some(Picture { src: format!("{}{}", self.root, media.route), size: media.size, webp: webp.collect() })
    }
}

/// For Markdown that belongs to no file: nothing in it leads anywhere.
pub(super) struct NoLinks;

impl Linker for NoLinks {
    fn link(&self, _: &str) -> Href {
        Href::Inside("#main".to_owned())
    }

    fn picture(&self, _: &str) -> Option<Picture> {
        None
    }
}

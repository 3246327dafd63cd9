//! What frames a page, and is the same on many: what its head loads, the masthead and the foot, made once for all pages that have them
//! alike.

use super::theme::Theme;
use super::view::{Here, NavItem};
use crate::diag::Lang;
use crate::model::Route;
use crate::output::MakeError;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tera::{Context, Value};

/// The parts of a frame by their names in templates, and the templates that make them. A theme may do without.
const PARTS: [(&str, &str); 3] = [
    ("assets", "fragments/assets.html"),
    ("masthead", "fragments/masthead.html"),
    ("foot", "fragments/foot.html"),
];

/// The frames made so far.
#[derive(Debug)]
pub(super) struct Frames {
    parts: Vec<(&'static str, &'static str)>,
    /// Pages that the navigation leads to: on these it says that one is there.
    in_navigation: Vec<&'static str>,
    made: Mutex<BTreeMap<(Lang, &'static str, Here), Frame>>,
}

/// Parts of a page as HTML, by their names in templates.
type Frame = Vec<(&'static str, Value)>;

impl Frames {
    pub(super) fn new(theme: &Theme, navigation: &[NavItem<'_>]) -> Self {
        Self {
            parts: PARTS.into_iter().filter(|(_, template)| theme.has(template)).collect(),
            in_navigation: navigation.iter().map(|item| item.url).collect(),
            made: Mutex::default(),
        }
    }

    /// The frame of the page at `route`, which is in `lang` and belongs to `section`.
    pub(super) fn around(
        &self,
        theme: &Theme,
        lang: Lang,
        section: &'static str,
        route: &Route,
    ) -> Result<Frame, MakeError> {
        let url = self.in_navigation.iter().find(|url| **url == route.as_str()).copied().unwrap_or_default();
        let (root, here) = (route.to_root(), Here { section, url });
        let place = (lang, root, here);
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = made().get(&place) {
            return Ok(frame.clone());
        }
        let mut context = Context::new();
        context.insert("here", &here);
        context.insert("root", root);
        let part = |(name, template): &(&'static str, &'static str)| {
            Ok((*name, theme.fragment(lang, template, &context, route.as_str())?))
        };
        let frame = self.parts.iter().map(part).collect::<Result<Frame, MakeError>>()?;
        Ok(made().entry(place).or_insert(frame).clone())
    }
}

//! Where pages are: one file a page, ASCII names, never a bare folder.

use crate::text::Slug;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Path of a file of the finished site from its root: `cases/ba-zhi-bu.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Route(Arc<str>);

/// The case wall.
pub const CASES: &str = "cases/index.html";

impl Route {
    /// The page `slug` of `folder`.
    #[must_use]
    pub fn page(folder: &str, slug: &Slug) -> Self {
        Self([folder, "/", slug.as_str(), ".html"].concat().into())
    }

    /// A route written out.
    #[must_use]
    pub fn fixed(path: &str) -> Self {
        Self(path.into())
    }

    /// Page `number` (from 1) of the list that begins at this route: `units/x.html`, `units/x.p2.html` …
    ///
    /// Slugs hold no full stop, so no page can stand in another's way.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        if number <= 1 {
            return self.clone();
        }
        let stem = self.0.strip_suffix(".html").unwrap_or(&self.0);
        Self([stem, ".p", &number.to_string(), ".html"].concat().into())
    }

    /// The same page in the language that `mark` stands for: `cases/x.en.html` for `.en`.
    #[must_use]
    pub fn in_language(&self, mark: &str) -> Self {
        let stem = self.0.strip_suffix(".html").unwrap_or(&self.0);
        Self([stem, mark, ".html"].concat().into())
    }

    /// The way from this page to the site's root: empty, or `../` for each folder.
    #[must_use]
    pub fn to_root(&self) -> &'static str {
        match self.0.bytes().filter(|byte| *byte == b'/').count() {
            0 => "",
            1 => "../",
            _ => "../../",
        }
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `path` with `.` and `..` resolved against the folder of `from`; `None` if it leads out of the site.
pub(super) fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `path` as compared across systems: composed, lower case.
#[must_use]
pub fn folded_path(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

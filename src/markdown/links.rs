//! What a link may lead to.

use percent_encoding::percent_decode_str;

/// Where a link in a body leads, as HTML needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// A page or file of this site, relative to the page being made.
    Inside(String),
    /// Another site, or a mail or telephone address.
    Outside(String),
    /// Nowhere: the link is shown as its text. The fault has been reported by the check.
    Nowhere,
}

/// A picture as HTML needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Relative to the page being made.
    pub src: String,
    /// Width and height in CSS pixels, if known: they keep the page from jumping.
    pub size: Option<(u32, u32)>,
    /// The same picture as WebP by its width in pixels, narrowest first; may be empty.
    pub webp: Vec<(String, u32)>,
}

/// Answers where the links and pictures of one body lead, for the page that shows it.
pub trait Linker {
    /// Where `target` leads, as written in the body.
    fn link(&self, target: &str) -> Href;
    /// The picture `target`, or `None` if it cannot be shown.
    fn picture(&self, target: &str) -> Option<Picture>;
    /// Whether a paragraph that is nothing but a link to `target` is the place of an exhibit.
    fn is_exhibit(&self, target: &str) -> bool {
        let _ = target;
        false
    }
}

/// What kind of target a link has, judged after decoding, as a browser would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// A heading of the same page (`#…`).
    Anchor,
    /// A file beside the body.
    Relative,
    /// `http`, `https`, `mailto` or `tel`.
    Outside,
    /// Anything else: `javascript:`, `data:`, `//host`, a rooted path …
    Refused,
}

/// Judges `target`. Browsers drop tabs and line breaks inside a scheme and ignore its case, so we do too.
#[must_use]
pub fn scheme_of(target: &str) -> Scheme {
    let mut text = target.to_owned();
    // Twice, because `%256a` decodes to `%6a` decodes to `j`.
    for _ in 0..2 {
        text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
    }
    let bare: String =
        text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
    if bare.starts_with('#') {
        return Scheme::Anchor;
    }
    if bare.is_empty() || bare.starts_with(['/', '\\']) {
        return Scheme::Refused;
    }
    let before_slash = bare.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    match before_slash.split_once(':') {
        None => Scheme::Relative,
        Some(("http" | "https", _)) if target.trim_start().to_ascii_lowercase().starts_with("http") => {
            Scheme::Outside
        }
        Some(("mailto" | "tel", _)) if target.trim_start().chars().all(|c| !c.is_control()) => {
            Scheme::Outside
        }
        Some(_) => Scheme::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::{Scheme, scheme_of};

    #[test]
    fn schemes_are_judged_after_decoding() {
        assert_eq!(scheme_of("../units/审计局.md#做法"), Scheme::Relative);
        assert_eq!(scheme_of("#做法"), Scheme::Anchor);
        assert_eq!(scheme_of("https://example.org/a:b"), Scheme::Outside);
        assert_eq!(scheme_of("mailto:a@example.org"), Scheme::Outside);
        for hostile in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java%0ascript:alert(1)",
            "%6aavascript:alert(1)",
            "%256aavascript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "//host/x",
            "\\\\host\\x",
            "/rooted",
            "file:///etc/passwd",
        ] {
            assert_eq!(scheme_of(hostile), Scheme::Refused, "{hostile}");
        }
    }
}

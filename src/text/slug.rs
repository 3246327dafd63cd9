//! Page names that survive every server, ZIP and USB stick.

use super::pinyin::Reading;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A page's name: lower-case ASCII letters, digits and `-`, never empty, at most 80 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(String);

/// Longer names are cut at a syllable; 80 keeps a path below what Windows allows in any folder.
const SLUG_BYTES_MAX: usize = 80;

impl Slug {
    /// `text` as a slug if it already is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= SLUG_BYTES_MAX
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !is_windows_device(text);
        fits.then(|| Self(text.to_owned()))
    }

    /// This slug with `-` and a hash of `name` behind it: for a second name that sounds the same.
    #[must_use]
    pub fn told_apart_by(&self, name: &str) -> Self {
        Self(format!("{}-{}", self.0, short_hash(name)))
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The slug of a name: its pinyin, syllable by syllable, with Latin words and numbers kept.
///
/// A name longer than 80 bytes is cut and told apart by a hash of the whole; a name without any letter
/// becomes a hash.
#[must_use]
pub fn slug_of(name: &str, reading: &Reading) -> Slug {
    let mut slug = String::new();
    let mut cut = false;
    for word in reading.words() {
        if slug.len() + word.len() + 1 > SLUG_BYTES_MAX - 7 {
            cut = true;
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.is_empty() {
        return Slug(format!("x-{}", short_hash(name)));
    }
    if cut || is_windows_device(&slug) {
        slug = format!("{slug}-{}", short_hash(name));
    }
    Slug(slug)
}

fn short_hash(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..6].to_owned()
}

/// Names that Windows refuses whatever the extension.
fn is_windows_device(name: &str) -> bool {
    matches!(name, "con" | "prn" | "aux" | "nul")
        || (name.len() == 4
            && (name.starts_with("com") || name.starts_with("lpt"))
            && name.as_bytes()[3].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(name: &str) -> String {
        slug_of(name, &Reading::of(name)).to_string()
    }

    #[test]
    fn names_become_pinyin_and_keep_latin_and_numbers() {
        assert_eq!(slug("诚审惟公"), "cheng-shen-wei-gong");
        assert_eq!(slug("E家·2024 服务队"), "e-jia-2024-fu-wu-dui");
        assert_eq!(slug("重庆银行 长清区"), "chong-qing-yin-hang-chang-qing-qu");
        assert_eq!(slug("绿色女"), "lv-se-nv");
    }

    #[test]
    fn any_name_gives_a_valid_slug() {
        for name in ["🎉", "con", "!!!", &"审".repeat(300), "a/b?c#d%e&f\"g", "COM1"] {
            let made = slug(name);
            assert!(Slug::parse(&made).is_some(), "{name}: {made}");
        }
    }
}

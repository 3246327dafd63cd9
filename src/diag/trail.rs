//! Ways into a file: its name, and the way to a value in it. Every name an author wrote bears both, so they are small.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The path of a file from the site's root, with `/`, shared by all that was found in it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(Arc<str>);

thread_local! {
    /// Files are read one after the other, so the name wanted next is nearly always the last one.
    static LAST: RefCell<Option<FileName>> = const { RefCell::new(None) };
}

impl From<&str> for FileName {
    fn from(name: &str) -> Self {
        LAST.with_borrow_mut(|last| match last {
            Some(last) if *last.0 == *name => last.clone(),
            _ => last.insert(Self(name.into())).clone(),
        })
    }
}

impl Deref for FileName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for FileName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for FileName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer).map(Self::from)
    }
}

/// The way to a value in a YAML text, as a JSON Pointer (RFC 6901): `/honors/0/level`. An empty one leads to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trail(Box<str>);

impl Trail {
    /// To the value under `key` at the top.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self::default().key(key)
    }

    /// On to the value under `key`.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        if key.contains(['~', '/']) {
            return self.step(&key.replace('~', "~0").replace('/', "~1"));
        }
        self.step(key)
    }

    /// On to the item at `index`, counted from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.step(&index.to_string())
    }

    fn step(&self, step: &str) -> Self {
        Self([&self.0, "/", step].concat().into())
    }

    /// Whether it leads to the whole.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its steps: keys, and numbers of items.
    pub(super) fn steps(&self) -> Vec<Cow<'_, str>> {
        let plain = |step| match step {
            step if !str::contains(step, '~') => Cow::Borrowed(step),
            step => Cow::Owned(step.replace("~1", "/").replace("~0", "~")),
        };
        self.0.split('/').skip(1).map(plain).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_has_the_steps_it_was_made_of_whatever_their_names() {
        let trail = Trail::of("奖/项~").item(12).key("~1").key("");
        assert_eq!(trail.steps(), ["奖/项~", "12", "~1", ""]);
        assert!(Trail::default().steps().is_empty() && Trail::default().is_empty());
    }
}

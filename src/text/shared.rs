//! Texts that are remembered between runs, read back.

use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::fmt;
use std::sync::Arc;

/// A text as it was remembered. Reading one as bytes, which is how postcard writes it, lets it be checked by a quicker reader of UTF-8
/// and copied once: summaries in Chinese are most of what a run with one edit reads.
struct Shared(Arc<str>);

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Reader)
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Shared;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Shared, E> {
        let text = simdutf8::basic::from_utf8(bytes);
        text.map(|text| Shared(text.into())).map_err(|_| E::invalid_value(Unexpected::Bytes(bytes), &self))
    }
}

/// Reads a text back, for fields that are many and long.
///
/// # Errors
/// If what is there is not UTF-8.
pub fn read_shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    Shared::deserialize(deserializer).map(|Shared(text)| text)
}

/// Reads a text back, if there is one.
///
/// # Errors
/// If what is there is not UTF-8.
pub fn read_shared_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<str>>, D::Error> {
    Option::<Shared>::deserialize(deserializer).map(|text| text.map(|Shared(text)| text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Case {
        #[serde(deserialize_with = "read_shared")]
        title: Arc<str>,
        #[serde(deserialize_with = "read_shared_if_any")]
        summary: Option<Arc<str>>,
    }

    #[test]
    fn texts_are_read_back_as_they_were_written_and_broken_ones_are_not() {
        for summary in [None, Some(""), Some("把支部建在审计组上")] {
            let case = Case { title: "诚审惟公".into(), summary: summary.map(Arc::from) };
            let bytes = postcard::to_stdvec(&case).unwrap();
            assert_eq!(postcard::from_bytes::<Case>(&bytes).unwrap(), case);
            let is_text = |at: &usize| bytes[*at] >= b' ';
            for at in [1, bytes.len() - 1].into_iter().filter(is_text) {
                let mut broken = bytes.clone();
                broken[at] = 0xff;
                assert!(postcard::from_bytes::<Case>(&broken).is_err(), "{at}");
            }
        }
    }
}

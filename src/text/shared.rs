//! Texts that are remembered between runs, read back.

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, de};
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
        text.map(|text| Shared(text.into()))
            .map_err(|_| E::invalid_value(de::Unexpected::Bytes(bytes), &self))
    }
}

/// Reads a text back, for fields that are many and long.
///
/// # Errors
/// If it is none.
pub fn shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    Shared::deserialize(deserializer).map(|Shared(text)| text)
}

/// Reads a text back, if there is one.
///
/// # Errors
/// If what is there is no text.
pub fn maybe_shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<str>>, D::Error> {
    Option::<Shared>::deserialize(deserializer).map(|text| text.map(|Shared(text)| text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Case {
        #[serde(deserialize_with = "shared")]
        title: Arc<str>,
        #[serde(deserialize_with = "maybe_shared")]
        summary: Option<Arc<str>>,
    }

    #[test]
    fn texts_are_read_back_as_they_were_written_and_broken_ones_are_not() {
        for summary in [None, Some(""), Some("把支部建在审计组上")] {
            let case = Case { title: "诚审惟公".into(), summary: summary.map(Arc::from) };
            let mut bytes = postcard::to_stdvec(&case).unwrap();
            assert_eq!(postcard::from_bytes::<Case>(&bytes).unwrap(), case);
            bytes[1] = 0xff;
            assert!(postcard::from_bytes::<Case>(&bytes).is_err());
        }
    }
}

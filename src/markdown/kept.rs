//! A value that was kept from an earlier run and that few ask for: it stays as it was written until someone does.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use std::ops::Deref;
use std::sync::OnceLock;

/// A value that is read from its bytes when it is first looked at. In memory it is the value itself; kept between runs it costs
/// a run that does not look at it no more than a copy of the bytes.
#[derive(Debug, Clone)]
pub struct Kept<T> {
    value: OnceLock<T>,
    /// As the last run wrote it, where this run did not make it.
    bytes: Vec<u8>,
}

impl<T> From<T> for Kept<T> {
    fn from(value: T) -> Self {
        Self { value: value.into(), bytes: Vec::new() }
    }
}

impl<T: Default> Default for Kept<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: DeserializeOwned + Default> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // What was kept bears a digest that was checked, so bytes that cannot be read are never met.
        self.value.get_or_init(|| postcard::from_bytes(&self.bytes).unwrap_or_default())
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + Default + Eq> Eq for Kept<T> {}

impl<T: Serialize> Serialize for Kept<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.get() {
            Some(value) => {
                serializer.serialize_bytes(&postcard::to_stdvec(value).map_err(ser::Error::custom)?)
            }
            None => serializer.serialize_bytes(&self.bytes),
        }
    }
}

impl<'de, T> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?.to_vec();
        if bytes.is_empty() {
            Err(D::Error::custom("nothing was kept"))
        } else {
            Ok(Self { value: OnceLock::new(), bytes })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_as_it_was_made_and_is_kept_again_as_it_stands() {
        let made: Kept<Vec<String>> = vec!["做法".to_owned()].into();
        let bytes = postcard::to_stdvec(&made).unwrap();
        let kept: Kept<Vec<String>> = postcard::from_bytes(&bytes).unwrap();
        assert!(kept.value.get().is_none(), "nobody has looked yet");
        assert_eq!(postcard::to_stdvec(&kept).unwrap(), bytes);
        assert_eq!(kept, made);
        let empty = postcard::to_stdvec(&Kept::<Vec<String>>::default()).unwrap();
        assert!(postcard::from_bytes::<Kept<Vec<String>>>(&empty).unwrap().is_empty());
        assert_eq!(postcard::to_stdvec(&kept).unwrap(), bytes);
    }
}

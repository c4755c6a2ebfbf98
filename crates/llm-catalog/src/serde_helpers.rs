//! Reading values so that an error stands at the value itself, in an array too.
//!
//! `#[serde(try_from)]` speaks up when the value has been left, and the array
//! around it takes the error for its own; a visitor speaks up inside.

use std::{fmt::Display, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// Reads a text as what it stands for.
pub(crate) fn deserialize_string<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<String, Error: Display>,
    D: Deserializer<'de>,
{
    struct StringVisitor<T>(PhantomData<T>);
    impl<T: TryFrom<String, Error: Display>> Visitor<'_> for StringVisitor<T> {
        type Value = T;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a string")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::try_from(text.to_owned()).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

/// Reads a table, or a text that stands for one, by way of how it is written.
pub(crate) fn deserialize_string_or_map<'de, T, W, D>(deserializer: D, expected: &'static str) -> Result<T, D::Error>
where
    W: Deserialize<'de>,
    T: TryFrom<W, Error: Display> + TryFrom<String, Error: Display>,
    D: Deserializer<'de>,
{
    struct StringOrMapVisitor<T, W>(&'static str, PhantomData<(T, W)>);
    impl<'de, W, T> Visitor<'de> for StringOrMapVisitor<T, W>
    where
        W: Deserialize<'de>,
        T: TryFrom<W, Error: Display> + TryFrom<String, Error: Display>,
    {
        type Value = T;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::try_from(text.to_owned()).map_err(E::custom)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            let written = W::deserialize(MapAccessDeserializer::new(map))?;
            T::try_from(written).map_err(A::Error::custom)
        }
    }
    deserializer.deserialize_any(StringOrMapVisitor::<T, W>(expected, PhantomData))
}

/// Makes a type that reads and prints as a text be written so in a catalogue.
macro_rules! impl_serde_via_str {
    ($type:ty) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde_helpers::deserialize_string(deserializer)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

pub(crate) use impl_serde_via_str;

//! Reading and writing types that a catalogue writes as text.

use std::{fmt::Display, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// Reads a table by way of its raw form `R`, or a string that stands for one.
/// `expected` is what errors ask for.
pub(crate) fn deserialize_string_or_map<'de, T, R, D>(deserializer: D, expected: &'static str) -> Result<T, D::Error>
where
    R: Deserialize<'de>,
    T: TryFrom<R, Error: Display> + TryFrom<String, Error: Display>,
    D: Deserializer<'de>,
{
    struct StringOrMapVisitor<T, R>(&'static str, PhantomData<(T, R)>);
    impl<'de, R, T> Visitor<'de> for StringOrMapVisitor<T, R>
    where
        R: Deserialize<'de>,
        T: TryFrom<R, Error: Display> + TryFrom<String, Error: Display>,
    {
        type Value = T;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::try_from(text.to_owned()).map_err(E::custom)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            let raw = R::deserialize(MapAccessDeserializer::new(map))?;
            T::try_from(raw).map_err(A::Error::custom)
        }
    }
    deserializer.deserialize_any(StringOrMapVisitor::<T, R>(expected, PhantomData))
}

/// Implements serde's traits by `TryFrom<String>` and `Display`.
macro_rules! impl_serde_via_str {
    ($type:ty) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::try_from(text).map_err(serde::de::Error::custom)
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

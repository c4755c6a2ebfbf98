//! A serde deserializer over [`Value`]. An error has the span of the innermost
//! value or key that it is about.

use std::{borrow::Cow, fmt, ops::Range, slice};

use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor,
        value::StrDeserializer,
    },
    forward_to_deserialize_any,
};

use super::{
    error::{ValueError, ValueErrorKind},
    value::{Member, Value, ValueKind},
};

/// Reads a value as a type.
pub(crate) fn from_value<T: DeserializeOwned>(value: &Value<'_>) -> Result<T, ValueError> {
    T::deserialize(ValueDeserializer(value))
        .map_err(|DeError { span, kind }| ValueError { span: span.unwrap_or_else(|| value.span.clone()), kind })
}

/// An error that gets its span from the value being read when it occurs.
#[derive(Debug)]
struct DeError {
    span: Option<Range<usize>>,
    kind: ValueErrorKind,
}

impl DeError {
    /// Sets the span, unless a value further inside has set it.
    fn or_span(mut self, span: &Range<usize>) -> Self {
        self.span.get_or_insert_with(|| span.clone());
        self
    }
}

impl From<ValueErrorKind> for DeError {
    fn from(kind: ValueErrorKind) -> Self {
        Self { span: None, kind }
    }
}

impl fmt::Display for DeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for DeError {}

impl Error for DeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ValueErrorKind::Custom(message.to_string()).into()
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        ValueErrorKind::WrongType { actual: unexpected.to_string(), expected: describe_type(expected) }.into()
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        ValueErrorKind::InvalidValue { actual: unexpected.to_string(), expected: describe_type(expected) }.into()
    }

    fn unknown_variant(name: &str, expected: &'static [&'static str]) -> Self {
        ValueErrorKind::UnknownVariant { name: name.to_owned(), expected }.into()
    }

    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        ValueErrorKind::UnknownField { name: name.to_owned(), expected }.into()
    }

    fn missing_field(field: &'static str) -> Self {
        ValueErrorKind::MissingField(field).into()
    }

    fn duplicate_field(_: &'static str) -> Self {
        ValueErrorKind::DuplicateKey.into()
    }
}

struct ValueDeserializer<'v>(&'v Value<'v>);

impl<'de> Deserializer<'de> for ValueDeserializer<'_> {
    type Error = DeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match &self.0.kind {
            ValueKind::Bool(is_true) => visitor.visit_bool(*is_true),
            ValueKind::Integer(number) => match i64::try_from(*number) {
                Ok(number) => visitor.visit_i64(number),
                Err(_) => Err(DeError::invalid_type(unexpected(self.0), &visitor)),
            },
            ValueKind::Float(number) => visitor.visit_f64(*number),
            ValueKind::String(text) => visitor.visit_str(text),
            ValueKind::Unsupported(_) => Err(DeError::invalid_type(unexpected(self.0), &visitor)),
            ValueKind::Array(items) => visitor.visit_seq(ArrayAccess(items.iter())),
            ValueKind::Table(table) => visitor.visit_map(TableAccess { members: table.iter(), value: None }),
        }
    }

    /// There is no null: a value that is present is `Some`.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_newtype_struct(self)
    }

    /// An error asks for a table with the keys of the struct, rather than naming its type.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        // Derived visitors would take the elements of an array for the fields in their order.
        if !matches!(self.0.kind, ValueKind::Table(_)) {
            let expected = format!("a table with the keys {}", keys.join(", "));
            return Err(DeError::invalid_type(unexpected(self.0), &expected.as_str()));
        }
        self.deserialize_any(visitor)
    }

    /// A string stands for a unit variant; the catalogue has no other enums.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        match self.0.as_str() {
            Some(text) => visitor.visit_enum(StrDeserializer::new(text)),
            None => Err(DeError::invalid_type(unexpected(self.0), &"a string")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// What to write instead, where serde names a type of Rust or a term of its own.
fn describe_type(expected: &dyn Expected) -> String {
    let expected = expected.to_string();
    match expected.as_str() {
        "u8" => format!("a whole number from 0 to {}", u8::MAX),
        "u16" => format!("a whole number from 0 to {}", u16::MAX),
        "u32" => format!("a whole number from 0 to {}", u32::MAX),
        "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        "f64" => "a number".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "a table".to_owned(),
        _ => expected,
    }
}

/// A value as errors name it.
fn unexpected<'v>(value: &'v Value<'_>) -> Unexpected<'v> {
    match &value.kind {
        ValueKind::Bool(is_true) => Unexpected::Bool(*is_true),
        ValueKind::Integer(number) => {
            i64::try_from(*number).map_or(Unexpected::Other("integer out of range"), Unexpected::Signed)
        }
        ValueKind::Float(number) => Unexpected::Float(*number),
        ValueKind::String(text) => Unexpected::Str(text),
        ValueKind::Unsupported(name) => Unexpected::Other(name),
        ValueKind::Array(_) => Unexpected::Seq,
        ValueKind::Table(_) => Unexpected::Map,
    }
}

struct ArrayAccess<'v>(slice::Iter<'v, Value<'v>>);

impl<'de> SeqAccess<'de> for ArrayAccess<'_> {
    type Error = DeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, DeError> {
        let Some(item) = self.0.next() else { return Ok(None) };
        seed.deserialize(ValueDeserializer(item)).map(Some).map_err(|error| error.or_span(&item.span))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct TableAccess<'v> {
    members: slice::Iter<'v, (Cow<'v, str>, Member<'v>)>,
    /// The value of the key that was read last.
    value: Option<&'v Value<'v>>,
}

impl<'de> MapAccess<'de> for TableAccess<'_> {
    type Error = DeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DeError> {
        let Some((key, Member { key_span, value })) = self.members.next() else { return Ok(None) };
        self.value = Some(value);
        let key = StrDeserializer::<DeError>::new(key);
        seed.deserialize(key).map(Some).map_err(|error| error.or_span(key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DeError> {
        let value = self.value.take().ok_or_else(|| DeError::custom("a value was read before its key"))?;
        seed.deserialize(ValueDeserializer(value)).map_err(|error| error.or_span(&value.span))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

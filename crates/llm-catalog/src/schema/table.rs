//! Tables of a catalogue file: their keys, and the values that a key may have.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// A table of a catalogue file, such as `[[model]]`.
pub(super) struct Table {
    /// The name of its definition in the schema.
    pub name: &'static str,
    pub description: &'static str,
    pub keys: &'static [Key],
}

/// A key of a [`Table`].
pub(super) struct Key {
    pub name: &'static str,
    pub is_required: bool,
    pub value_type: ValueType,
    pub description: &'static str,
}

/// What a key may have as its value.
pub(super) enum ValueType {
    Text,
    Url,
    Id,
    Date,
    /// A number of parameters, tokens, examples or bytes, as text.
    Quantity,
    /// A number of bytes with its unit, as text.
    ByteSize,
    Bool,
    Number,
    /// A whole number from 0 to this one.
    Whole(u64),
    /// One of these words.
    Enum(fn() -> Vec<Value>),
    List(&'static ValueType),
    Table(&'static Table),
    Either(&'static ValueType, &'static ValueType),
}

/// A whole number that is read as 32 bits.
pub(super) const WHOLE: ValueType = ValueType::Whole(u32::MAX as u64);

/// A key that a table must have.
pub(super) const fn required(name: &'static str, value_type: ValueType, description: &'static str) -> Key {
    Key { name, is_required: true, value_type, description }
}

/// A key that a table may have.
pub(super) const fn optional(name: &'static str, value_type: ValueType, description: &'static str) -> Key {
    Key { name, is_required: false, value_type, description }
}

/// The words for the values of an enum, as a catalogue has them.
pub(super) fn words<T: Serialize>(values: &[T]) -> Vec<Value> {
    values.iter().filter_map(|value| serde_json::to_value(value).ok()).collect()
}

impl Table {
    pub fn to_json(&self) -> Value {
        let properties: Map<_, _> = self.keys.iter().map(|key| (key.name.to_owned(), key.to_json())).collect();
        let required: Vec<_> = self.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
        json!({
            "description": self.description,
            "type": "object",
            "additionalProperties": false,
            "required": required,
            "properties": properties,
        })
    }
}

impl Key {
    fn to_json(&self) -> Value {
        let mut schema = self.value_type.to_json();
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), self.description.into());
        }
        schema
    }
}

impl ValueType {
    fn to_json(&self) -> Value {
        let matching = |pattern: &str| json!({ "type": "string", "pattern": pattern });
        match self {
            Self::Text => json!({ "type": "string", "minLength": 1 }),
            Self::Url => matching(r"^https?://[^\s/?#@-][^\s/?#@]*([/?#]\S*)?$"),
            Self::Id => json!({ "type": "string", "pattern": "^[a-z0-9.]+(-[a-z0-9.]+)*$", "maxLength": 96 }),
            Self::Date => matching("^(19[5-9][0-9]|20[0-9][0-9])(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
            Self::Quantity => matching(r"^[0-9]+(\.[0-9]+)?([KMBTkmbt]|[KMGTkmgt][Ii]?[Bb])?$"),
            Self::ByteSize => matching(r"^[0-9]+(\.[0-9]+)?[KMGTkmgt][Ii]?[Bb]$"),
            Self::Bool => json!({ "type": "boolean" }),
            Self::Number => json!({ "type": "number" }),
            Self::Whole(maximum) => json!({ "type": "integer", "minimum": 0, "maximum": maximum }),
            Self::Enum(words) => json!({ "enum": words() }),
            Self::List(item) => json!({ "type": "array", "items": item.to_json() }),
            Self::Table(table) => json!({ "$ref": format!("#/$defs/{}", table.name) }),
            Self::Either(first, second) => json!({ "anyOf": [first.to_json(), second.to_json()] }),
        }
    }
}

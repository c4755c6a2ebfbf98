//! The shape of JSON: which keys its objects have.

use std::{cell::RefCell, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::list_format::ListFormat;

/// Objects below this depth are not looked into.
const MAX_DEPTH: usize = 3;

/// The keys of objects at each depth. An array is as deep as its elements.
#[derive(Default)]
pub(super) struct JsonShape {
    is_array: bool,
    keys: [HashSet<String>; MAX_DEPTH],
}

impl JsonShape {
    /// Reads the start of a text, which may end anywhere.
    pub(super) fn read(head: &str) -> Self {
        let shape = RefCell::new(Self { is_array: head.starts_with('['), ..Self::default() });
        let mut deserializer = serde_json::Deserializer::from_str(head);
        // What was read before an error is in the shape.
        let _ = KeyReader { shape: &shape, depth: 0 }.deserialize(&mut deserializer);
        shape.into_inner()
    }

    fn has_any(&self, depth: usize, keys: &[&str]) -> bool {
        self.keys.get(depth).is_some_and(|known| keys.iter().any(|key| known.contains(*key)))
    }

    fn has_all(&self, depth: usize, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has_any(depth, &[key]))
    }

    /// The format of a list with such keys.
    pub(super) fn format(&self) -> Option<ListFormat> {
        let is_entry = |depth| self.has_all(depth, &["id", "stage"]) || self.has_all(depth, &["id", "kind", "summary"]);
        let in_lists = !self.is_array && self.has_any(0, &["model", "extension"]);
        if is_entry(0) || in_lists && is_entry(1) {
            Some(ListFormat::Catalog)
        } else if self.has_any(0, &["sample_spec"]) || self.has_any(1, &["litellm_provider"]) {
            Some(ListFormat::LiteLlm)
        } else if self.is_openrouter() {
            Some(ListFormat::OpenRouter)
        } else if self.is_models_dev() {
            Some(ListFormat::ModelsDev)
        } else if self.has_any(0, &["id", "modelId", "model_id"]) && self.has_any(0, &REPOSITORY_KEYS) {
            Some(ListFormat::HuggingFace)
        } else {
            None
        }
    }

    fn is_openrouter(&self) -> bool {
        let keys = ["canonical_slug", "context_length", "top_provider"];
        let depth = usize::from(!self.is_array && self.has_any(0, &["data"]));
        (self.is_array || depth == 1) && self.has_any(depth, &["id"]) && self.has_any(depth, &keys)
    }

    fn is_models_dev(&self) -> bool {
        let has_both = self.has_all(0, &["models", "providers"]);
        let has_providers = self.has_all(1, &["models"]) && self.has_any(1, &["doc", "env", "npm"]);
        let has_models =
            self.has_any(1, &["id"]) && self.has_any(1, &["limit", "open_weights", "release_date", "tool_call"]);
        !self.is_array && (has_both || has_providers || has_models)
    }
}

/// Keys of repositories of the Hub, as the API and as Python name them.
const REPOSITORY_KEYS: [&str; 10] = [
    "cardData",
    "card_data",
    "createdAt",
    "created_at",
    "downloads",
    "lastModified",
    "last_modified",
    "library_name",
    "pipeline_tag",
    "tags",
];

/// Notes the keys of a value.
struct KeyReader<'s> {
    shape: &'s RefCell<JsonShape>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for KeyReader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth >= MAX_DEPTH {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeyReader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if let Some(keys) = self.shape.borrow_mut().keys.get_mut(self.depth) {
                keys.insert(key);
            }
            map.next_value_seed(KeyReader { shape: self.shape, depth: self.depth + 1 })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(KeyReader { shape: self.shape, depth: self.depth })?.is_some() {}
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

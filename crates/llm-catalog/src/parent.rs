//! The parents of a model.

use serde::{Deserialize, Serialize, ser::SerializeStruct};

use crate::{
    id::{EntryId, IdError},
    serde_helpers,
};

/// A parent of a model. Written as an id alone if the relation is [`Relation::Weights`] and no variant is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The parent's id.
    pub id: EntryId,
    /// What the model has from it.
    pub relation: Relation,
    /// The [variant](crate::variant::Variant) of the parent that it comes from, by name; `None` if the parent has no
    /// variants to choose from or the variant is unknown.
    pub variant: Option<String>,
}

/// What a model has from its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Training began from the parent's weights.
    Weights,
    /// Only an adapter (such as `LoRA`) on the parent's frozen weights was trained.
    Adapter,
    /// The same architecture, trained from scratch.
    Architecture,
    /// The same training objective.
    Objective,
    /// Data that the parent generated or was tuned on.
    Data,
    /// The next version by the same makers, trained from scratch.
    Successor,
}

impl Parent {
    /// A parent of which no variant is named.
    #[must_use]
    pub fn new(id: EntryId, relation: Relation) -> Self {
        Self { id, relation, variant: None }
    }
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 6] =
        [Self::Weights, Self::Adapter, Self::Architecture, Self::Objective, Self::Data, Self::Successor];

    /// True if the model has weights of the parent in it.
    #[must_use]
    pub fn uses_weights(self) -> bool {
        matches!(self, Self::Weights | Self::Adapter)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParent {
    id: EntryId,
    relation: Option<Relation>,
    variant: Option<String>,
}

impl<'de> Deserialize<'de> for Parent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "an id, or `{ id = \"…\", relation = \"architecture\" }`";
        serde_helpers::deserialize_string_or_map::<_, RawParent, _>(deserializer, expected)
    }
}

impl Serialize for Parent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let relation = Some(self.relation).filter(|relation| *relation != Relation::Weights);
        if relation.is_none() && self.variant.is_none() {
            return self.id.serialize(serializer);
        }
        let fields = 1 + usize::from(relation.is_some()) + usize::from(self.variant.is_some());
        let mut table = serializer.serialize_struct("Parent", fields)?;
        table.serialize_field("id", &self.id)?;
        if let Some(variant) = &self.variant {
            table.serialize_field("variant", variant)?;
        }
        if let Some(relation) = relation {
            table.serialize_field("relation", &relation)?;
        }
        table.end()
    }
}

impl TryFrom<String> for Parent {
    type Error = IdError;

    fn try_from(id: String) -> Result<Self, IdError> {
        Ok(Self::new(id.try_into()?, Relation::Weights))
    }
}

impl From<RawParent> for Parent {
    fn from(RawParent { id, relation, variant }: RawParent) -> Self {
        Self { id, relation: relation.unwrap_or(Relation::Weights), variant }
    }
}

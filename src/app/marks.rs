//! The models marked for a comparison.

use llm_catalog::id::Id as EntryId;
use llm_index::{Index, RowId};

use crate::{
    app::{entry_id::model_id, saved_row::SavedRow},
    columns::variant_label,
    comparison::MAX_MODELS,
};

/// Marked models of any tab, the most recently marked last.
#[derive(Default)]
pub struct Marks {
    models: Vec<MarkedModel>,
}

/// A model with one of its variants, whatever its row in the index is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedModel {
    pub id: EntryId,
    /// The name of the variant; `None` if the model has no other.
    pub variant: Option<String>,
}

/// Why an entry could not be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkError {
    NotAModel,
    LimitReached,
}

impl MarkedModel {
    /// The model and the variant of a row; `None` for an extension.
    pub fn new(row: RowId, index: &Index) -> Option<Self> {
        Some(Self { id: model_id(row, index)?, variant: index.variant_name(row) })
    }

    /// The row of the variant; of the default one, if the model has it no longer.
    pub fn row(&self, index: &Index) -> Option<RowId> {
        let row = index.row_by_id(self.id.as_str())?;
        let variant = self.variant.as_deref().and_then(|name| index.variant_row(row, name));
        Some(variant.unwrap_or(row))
    }
}

impl MarkedModel {
    /// The model of a saved row; `None` without a valid id.
    pub fn from_saved(saved: &SavedRow) -> Option<Self> {
        Some(Self { id: saved.id.clone().try_into().ok()?, variant: saved.variant.clone() })
    }

    pub fn to_saved(&self) -> SavedRow {
        SavedRow { id: self.id.to_string(), variant: self.variant.clone() }
    }
}

impl Marks {
    pub fn len(&self) -> usize {
        self.models.len()
    }

    pub fn models(&self) -> &[MarkedModel] {
        &self.models
    }

    pub fn contains(&self, id: &str) -> bool {
        self.models.iter().any(|marked| marked.id.as_str() == id)
    }

    /// Marks the model of a row, with the variant of the row.
    pub fn add(&mut self, row: RowId, index: &Index) -> Result<(), MarkError> {
        let model = MarkedModel::new(row, index).ok_or(MarkError::NotAModel)?;
        if self.contains(model.id.as_str()) {
            return Ok(());
        }
        if self.len() >= MAX_MODELS {
            return Err(MarkError::LimitReached);
        }
        self.models.push(model);
        Ok(())
    }

    pub fn remove(&mut self, id: &str) {
        self.models.retain(|marked| marked.id.as_str() != id);
    }

    pub fn clear(&mut self) {
        self.models.clear();
    }

    /// Changes the variant of a marked model.
    pub fn set_variant(&mut self, model: &MarkedModel) {
        for marked in self.models.iter_mut().filter(|marked| marked.id == model.id) {
            marked.variant.clone_from(&model.variant);
        }
    }

    /// The marks of an earlier session.
    pub fn from_saved(saved: &[SavedRow]) -> Self {
        Self { models: saved.iter().filter_map(MarkedModel::from_saved).collect() }
    }

    /// The marks for the next session, at most some of them.
    pub fn to_saved(&self, max: usize) -> Vec<SavedRow> {
        self.models.iter().take(max).map(MarkedModel::to_saved).collect()
    }

    /// The names of the marked models with their variants, separated by commas.
    pub fn names(&self, index: &Index) -> String {
        let name = |model: &MarkedModel| {
            let (segment, row) = index.locate(index.row_by_id(model.id.as_str())?)?;
            let (name, variant) = (segment.name(row), model.variant.as_deref());
            Some(variant.map_or_else(|| name.to_owned(), |variant| variant_label(name, variant)))
        };
        self.models.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use llm_catalog::Catalog;

    use super::*;

    /// An index of models with variants, in order.
    fn index(models: &[(&str, &[&str])]) -> Index {
        let model = |(id, variants): &(&str, &[&str])| {
            let variants =
                variants.iter().map(|name| format!("[[model.variant]]\nname = \"{name}\"\ncontext = 1024\n"));
            let head = format!("[[model]]\nid = \"{id}\"\nname = \"{id}\"\nstage = \"base\"\nopen_weights = true\n");
            let text = "links = []\norganizations = []\ninsight = { en = \"e\", zh = \"中\" }\n";
            head + text + &variants.collect::<String>()
        };
        let text: String = models.iter().map(model).collect();
        Index::try_from(&Catalog::parse("a.toml", &text).unwrap()).unwrap()
    }

    #[test]
    fn marks_hold_for_an_index_with_other_rows() {
        let before = index(&[("a", &["1B", "2B"]), ("b", &[])]);
        let mut marks = Marks::default();
        for row in [1, 2] {
            marks.add(RowId::from(row), &before).unwrap();
        }
        assert_eq!(marks.names(&before), "a · 2B, b");
        let after = index(&[("c", &["1B", "2B"]), ("b", &[]), ("a", &["3B", "1B", "2B"])]);
        let rows: Vec<_> = marks.models().iter().map(|model| model.row(&after)).collect();
        assert_eq!(rows, [Some(RowId::from(5)), Some(RowId::from(2))]);
        // Without its variant, the default one is compared.
        let without = index(&[("a", &["3B", "1B"])]);
        let rows: Vec<_> = marks.models().iter().map(|model| model.row(&without)).collect();
        assert_eq!(rows, [Some(RowId::from(0)), None]);
    }
}

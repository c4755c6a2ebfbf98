//! Writes models one by one, so that a long list of them is never in memory as a whole.

use std::io::{self, Write};

use llm_catalog::{
    Catalog, CatalogFile, CatalogMeta, EntryRef, Model,
    foreign::escape_json,
    write::{to_json, to_toml},
};

use crate::{
    cli::import::source::Format,
    import::{ImportResult, filled_fields::FilledFields, placeholder_text, report::ImportReport},
};

/// A model in the form in which it is written, which was checked by the rules of a catalogue.
pub(super) struct CheckedModel {
    /// `None` if nothing of it can be an entry.
    text: Option<String>,
    filled: FilledFields,
    /// What was left out, if anything was.
    left_out: Option<ImportReport>,
}

impl CheckedModel {
    /// Checks a model whose parents are among the others.
    pub fn new(model: Model, format: Format) -> Self {
        let text = model_text(&model, format);
        let file = match format {
            Format::Jsonl => "import.jsonl",
            Format::Toml => "import.toml",
        };
        if Catalog::read_part(CatalogFile::new(file, text.clone())).is_ok() {
            return Self { filled: filled_fields(&model), text: Some(text), left_out: None };
        }
        let (model, report) = without_invalid_fields(model);
        let filled = model.as_ref().map(filled_fields).unwrap_or_default();
        Self { text: model.map(|model| model_text(&model, format)), filled, left_out: Some(report) }
    }
}

/// Writes models, and counts what the report says of them.
pub(super) struct ModelWriter<'a> {
    out: &'a mut dyn Write,
    format: Format,
    /// The number of models that were written.
    pub models: usize,
    pub filled: FilledFields,
    pub report: ImportReport,
}

impl<'a> ModelWriter<'a> {
    pub fn new(out: &'a mut dyn Write, format: Format) -> Self {
        Self { out, format, models: 0, filled: FilledFields::default(), report: ImportReport::default() }
    }

    pub fn write(&mut self, model: CheckedModel) -> io::Result<()> {
        let CheckedModel { text, filled, left_out } = model;
        if let Some(left_out) = left_out {
            self.report.add_cells(left_out);
        }
        let Some(text) = text else { return Ok(()) };
        if self.format == Format::Toml && self.models > 0 {
            self.out.write_all(b"\n")?;
        }
        self.models += 1;
        self.filled.add_all(&filled);
        self.out.write_all(text.as_bytes())
    }
}

fn model_text(model: &Model, format: Format) -> String {
    match format {
        Format::Jsonl => escape_json(&to_json(EntryRef::Model(model)).to_string()).into_owned() + "\n",
        Format::Toml => {
            // TOML is for editing, so it has a placeholder for the insight.
            let mut model = model.clone();
            model.insight.get_or_insert_with(placeholder_text);
            to_toml([EntryRef::Model(&model)])
        }
    }
}

fn filled_fields(model: &Model) -> FilledFields {
    let mut filled = FilledFields::default();
    filled.add(EntryRef::Model(model), &CatalogMeta::default());
    filled
}

fn without_invalid_fields(mut model: Model) -> (Option<Model>, ImportReport) {
    // Alone, it would have parents that there are not.
    let base_models = std::mem::take(&mut model.base_models);
    let mut result = ImportResult { models: vec![model], ..ImportResult::default() };
    result.remove_invalid_fields();
    (result.models.pop().map(|model| Model { base_models, ..model }), result.report)
}

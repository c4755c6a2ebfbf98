//! The tables of Epoch AI, of notable and of large-scale models (<https://epoch.ai/data>), by the names of their columns.
//!
//! Models of domains other than language are counted. Training compute and hardware are often estimates of Epoch, while
//! a catalogue has what makers publish, so they are left out.

use std::collections::HashMap;

use llm_catalog::{
    id::EntryId,
    link::LinkKind,
    model::Paper,
    parent::{Parent, Relation},
    quantity::Quantity,
    text::sanitize,
};
use llm_index::{Column, fold_name};

use crate::import::{
    csv::Line,
    huggingface::break_cycles::break_cycles,
    inline::Inline,
    json::whole_number,
    report::{LeftOutCell, LeftOutReason},
    result::ImportResult,
    table::{Table, TableRow},
    warning::{ImportWarning, WarningKind},
};

/// The columns by which a table of Epoch is known.
const MARKS: [&str; 4] = ["Model", "Domain", "Publication date", "Training compute (FLOP)"];
/// The heading of the names of models that a model was trained from.
const BASE_MODEL: &str = "Base model";
/// The title of what the link leads to.
const REFERENCE: &str = "Reference";
/// The size of the data set.
const DATASET_SIZE: &str = "Training dataset size (datapoints)";
/// What those who measured, estimated or judged a model say of it, for which a catalogue has no fields.
const WITHOUT_FIELD: [&str; 25] = [
    "Task",
    "Organization categorization",
    "Citations",
    "Notability criteria",
    "Training compute (FLOP)",
    "Training dataset",
    "Epochs",
    "Training time (hours)",
    "Training hardware",
    "Training chip-hours",
    "Hardware quantity",
    "Hardware utilization",
    "Hardware utilization (MFU)",
    "Hardware utilization (HFU)",
    "Training compute cost (2023 USD)",
    "Training compute cost (cloud)",
    "Confidence",
    "Abstract",
    "Finetune compute (FLOP)",
    "Batch size",
    "Training code accessibility",
    "Inference code accessibility",
    "Frontier model",
    "Training power draw (W)",
    "Training compute estimation method",
];
/// The authors of the paper, who are not the makers.
const AUTHORS: &str = "Authors";
/// The maximum number of authors named.
const MAX_AUTHORS: usize = 3;

/// A table of Epoch, without the models of other domains.
pub(super) struct EpochTable<'a> {
    headings: &'a Line,
    columns: HashMap<&'a str, usize>,
    records: Vec<&'a Line>,
    skipped: usize,
}

impl<'a> EpochTable<'a> {
    /// The table, if it is one of Epoch.
    pub(super) fn new(headings: &'a Line, records: &'a [Line]) -> Option<Self> {
        let columns: HashMap<_, _> =
            headings.cells.iter().enumerate().map(|(idx, heading)| (heading.trim(), idx)).collect();
        if !MARKS.iter().all(|mark| columns.contains_key(mark)) {
            return None;
        }
        let mut table = Self { headings, columns, records: Vec::new(), skipped: 0 };
        let is_language = |record: &&Line| {
            table.cell(record, "Domain").split(',').any(|domain| domain.trim() == "Language")
                && !table.cell(record, "Model").is_empty()
        };
        let kept: Vec<_> = records.iter().filter(is_language).collect();
        table.skipped = records.len() - kept.len();
        table.records = kept;
        Some(table)
    }

    fn cell(&self, record: &'a Line, heading: &str) -> &'a str {
        let cell = self.columns.get(heading).and_then(|idx| record.cells.get(*idx));
        cell.map(|cell| cell.trim()).unwrap_or_default()
    }

    /// The table with headings and cells as other lists have them.
    pub(super) fn to_table(&self) -> Table {
        // Read by themselves: domains, papers and parents.
        let is_own =
            |heading: &str| ["Domain", AUTHORS, REFERENCE, BASE_MODEL].contains(&heading) || has_no_field(heading);
        let columns: Vec<_> =
            self.headings.cells.iter().map(|heading| heading.trim()).filter(|heading| !is_own(heading)).collect();
        let to_row = |record: &&'a Line| TableRow {
            line: record.line,
            cells: columns.iter().map(|column| Inline::from_plain_text(&self.plain_cell(record, column))).collect(),
            rest: String::new(),
        };
        Table {
            line: self.headings.line,
            headings: columns.iter().map(|column| usual_heading(column).to_owned()).collect(),
            rows: self.records.iter().map(to_row).collect(),
        }
    }

    fn plain_cell(&self, record: &'a Line, column: &str) -> String {
        let text = self.cell(record, column);
        match column {
            // `Beijing Academy of Artificial Intelligence / BAAI` is one of a list with commas.
            "Organization" => {
                let names = text.split(',').map(|name| match name.split_once(" / ") {
                    Some((name, short)) => format!("{name} ({short})"),
                    None => name.to_owned(),
                });
                names.collect::<Vec<_>>().join(",")
            }
            // The name of the variant; the exact number follows.
            "Parameters" => figure(text).map_or_else(|| text.to_owned(), |figure| figure.round_3_sig().to_string()),
            DATASET_SIZE => self.dataset_tokens(record, text),
            "Model accessibility" => match text {
                open if open.starts_with("Open weights") => "yes".to_owned(),
                "Unreleased" | "API access" | "Hosted access (no API)" => "no".to_owned(),
                other => other.to_owned(),
            },
            _ => text.to_owned(),
        }
    }

    /// The size of the data set, where the notes say that tokens are counted: in many rows it is words.
    fn dataset_tokens(&self, record: &'a Line, text: &str) -> String {
        let counts_tokens = self.cell(record, "Dataset size notes").to_lowercase().contains("token");
        match figure(text).filter(|_| counts_tokens) {
            Some(figure) => format!("dataset of {figure} tokens"),
            None => String::new(),
        }
    }

    /// Adds the papers and the parents, and says how many models were skipped.
    pub(super) fn finish(self, result: &mut ImportResult) {
        if result.models.len() == self.records.len() {
            self.set_parameters(result);
            self.set_papers(result);
            self.set_parents(result);
        }
        self.report_columns(result);
        if self.skipped > 0 {
            let kind = WarningKind::OtherDomains(self.skipped);
            result.warnings.insert(0, ImportWarning { line: self.headings.line, kind });
        }
    }

    /// Sets the exact numbers of parameters.
    fn set_parameters(&self, result: &mut ImportResult) {
        for (model, record) in result.models.iter_mut().zip(&self.records) {
            let exact = figure(self.cell(record, "Parameters"));
            if let ([variant], Some(exact)) = (model.variants.as_mut_slice(), exact)
                && variant.parameters == Some(exact.round_3_sig())
            {
                variant.parameters = Some(exact);
            }
        }
    }

    /// Reports the columns without a field, and the sizes of data sets that may not count tokens.
    fn report_columns(&self, result: &mut ImportResult) {
        let headings = self.headings.cells.iter().map(|heading| heading.trim());
        for heading in headings.filter(|heading| has_no_field(heading)) {
            let cells = self.records.iter().filter(|record| !self.cell(record, heading).is_empty()).count();
            result.report.add_without_field(heading, cells);
        }
        for record in &self.records {
            let text = self.cell(record, DATASET_SIZE);
            if !text.is_empty() && self.dataset_tokens(record, text).is_empty() {
                result.report.leave_out(LeftOutCell {
                    line: Some(record.line),
                    column: DATASET_SIZE.to_owned(),
                    text: text.to_owned(),
                    reason: LeftOutReason::NotTokens,
                });
            }
        }
    }

    /// Takes the reference for the title of a paper where it has authors or an address of papers; else it is that of an
    /// announcement.
    fn set_papers(&self, result: &mut ImportResult) {
        let ImportResult { models, report, .. } = result;
        for (model, record) in models.iter_mut().zip(&self.records) {
            let names = self.cell(record, AUTHORS).split([',', ';']).map(sanitize).filter(|name| !name.is_empty());
            let mut authors: Vec<_> = names.collect();
            if authors.len() > MAX_AUTHORS {
                authors.truncate(MAX_AUTHORS);
                authors.push("others".to_owned());
            }
            let title = sanitize(self.cell(record, REFERENCE));
            if !title.is_empty() && (!authors.is_empty() || model.link(LinkKind::Paper).is_some()) {
                model.paper = Some(Paper { title, authors, year: None, arxiv: None, doi: None });
            } else if !title.is_empty() {
                report.leave_out(LeftOutCell {
                    line: Some(record.line),
                    column: REFERENCE.to_owned(),
                    text: title,
                    reason: LeftOutReason::UnknownValue(Column::Paper),
                });
            }
        }
    }

    /// Models of the table that others name as what they were trained from.
    fn set_parents(&self, result: &mut ImportResult) {
        let ids: HashMap<String, EntryId> =
            result.models.iter().rev().map(|model| (fold_name(&model.name), model.id.clone())).collect();
        let ImportResult { models, report, .. } = result;
        for (model, record) in models.iter_mut().zip(&self.records) {
            for name in self.cell(record, BASE_MODEL).split(',').map(str::trim).filter(|name| !name.is_empty()) {
                match ids.get(&fold_name(name)) {
                    Some(id) if *id == model.id || model.base_models.iter().any(|parent| parent.id == *id) => {}
                    Some(id) => model.base_models.push(Parent::new(id.clone(), Relation::Weights)),
                    None => report.leave_out(LeftOutCell {
                        line: Some(record.line),
                        column: BASE_MODEL.to_owned(),
                        text: name.to_owned(),
                        reason: LeftOutReason::NotInList,
                    }),
                }
            }
        }
        break_cycles(models);
    }
}

/// Whether a catalogue has no field for a column, such as the notes on another one.
fn has_no_field(heading: &str) -> bool {
    WITHOUT_FIELD.contains(&heading) || heading.ends_with(" notes")
}

/// Headings by the words of other lists, where they differ.
fn usual_heading(heading: &str) -> &str {
    match heading {
        "Model accessibility" => "Open weights",
        DATASET_SIZE => "Training data",
        other => other,
    }
}

/// A number such as `1.75e+11`.
fn figure(text: &str) -> Option<Quantity> {
    let number: f64 = text.parse().ok()?;
    whole_number(number.round()).filter(|number| *number > 0).map(Quantity)
}

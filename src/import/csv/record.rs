//! The program's own tables: one entry, or one variant of a model, in each record.

use std::collections::{HashMap, HashSet};

use llm_catalog::{
    Benchmark, Extension, Model,
    capability::Modalities,
    date::Date,
    extension::ExtensionKind,
    id::{EntryId, Id},
    license::License,
    lifecycle::Lifecycle,
    link::{Link, LinkKind, Url},
    model::{Paper, Score},
    parent::{Parent, Relation},
    quantity::Quantity,
    training::{TrainingData, TrainingKind, TrainingUnit},
    variant::Variant,
    weights::Weights,
};
use llm_index::Column;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    builtin,
    export::{RecordColumn, unquote_formula},
    import::{
        cell::{
            figure::Figure,
            languages::{is_code, read_languages},
            license,
            makers::read_makers,
            values::read_countries,
        },
        csv::{
            Line,
            record_merge::{self, is_in_first},
        },
        locales::same_in_all_locales,
        report::{CellLog, LeftOutReason},
        result::{ImportResult, placeholder_text},
        warning::{ImportWarning, WarningKind},
    },
};

/// A cell that holds something: its column, its heading and its text.
pub(super) type RecordCell<'r> = (RecordColumn, &'r str, &'r str);

/// Reads the program's own tables.
pub(super) struct RecordReader<'a> {
    headings: &'a [String],
    columns: Vec<RecordColumn>,
    /// The benchmarks of the built-in catalogue, which has the name and address of each.
    benchmarks: Vec<Benchmark>,
    /// The positions of the models by their ids.
    models: HashMap<EntryId, usize>,
    /// The ids of the extensions.
    extensions: HashSet<EntryId>,
    result: ImportResult,
}

impl<'a> RecordReader<'a> {
    /// A reader of tables with such headings; `None` if they are not the program's own, or do not tell the entries apart.
    pub(super) fn new(headings: &'a [String]) -> Option<Self> {
        let columns: Option<Vec<_>> = headings.iter().map(|heading| RecordColumn::from_heading(heading)).collect();
        let columns = columns?;
        let has = |column| columns.contains(&RecordColumn::Values(column));
        if !has(Column::Id) || !has(Column::Name) || !(has(Column::Stage) || has(Column::ExtensionKind)) {
            return None;
        }
        let index = has(Column::Score).then(|| builtin::index().ok()).flatten();
        let benchmarks = index.map(|index| index.meta().benchmarks.clone()).unwrap_or_default();
        let (models, extensions) = (HashMap::new(), HashSet::new());
        let result = ImportResult { is_by_variant: true, ..ImportResult::default() };
        Some(Self { headings, columns, benchmarks, models, extensions, result })
    }

    pub(super) fn read(mut self, records: &[Line]) -> ImportResult {
        for record in records {
            self.result.report.rows += 1;
            self.read_record(record);
        }
        self.result
    }

    /// The cells of a record that hold something. What has no heading, or comes after another column of its kind, is left
    /// out.
    fn cells<'r>(&mut self, record: &'r Line) -> Vec<RecordCell<'r>>
    where
        'a: 'r,
    {
        let mut cells: Vec<RecordCell<'r>> = Vec::new();
        let columns = self.columns.iter().zip(self.headings).map(Some).chain(std::iter::repeat(None));
        for (column, cell) in columns.zip(&record.cells) {
            let text = unquote_formula(cell);
            let heading = column.map_or("", |(_, heading)| heading.as_str());
            let mut log = CellLog { report: &mut self.result.report, line: record.line, column: heading };
            match column {
                _ if text.is_empty() => {}
                None => log.leave_out(text, LeftOutReason::NoHeading),
                Some((column, _)) => match cells.iter().find(|(taken, ..)| taken == column) {
                    Some((.., first)) if *first == text => {}
                    Some(_) => log.leave_out(text, LeftOutReason::FilledBefore),
                    None => cells.push((*column, heading, text)),
                },
            }
        }
        cells.sort_by_key(|(column, ..)| order(*column));
        cells
    }

    fn warn(&mut self, record: &Line, kind: WarningKind) {
        self.result.warnings.push(ImportWarning { line: record.line, kind });
    }

    fn read_record(&mut self, record: &Line) {
        let cells = self.cells(record);
        let text = |column| {
            let cell = cells.iter().find(|(other, ..)| *other == RecordColumn::Values(column));
            cell.map(|(_, _, text)| *text).unwrap_or_default()
        };
        let Some(id) = Id::try_from(text(Column::Id).to_owned()).ok() else {
            self.warn(record, WarningKind::InvalidId);
            return;
        };
        let name = text(Column::Name).to_owned();
        if let Some(stage) = keyword(text(Column::Stage)) {
            let mut model = Model::new(id, name, stage);
            for (column, heading, text) in &cells {
                self.set_field(&mut model, *column, text, record.line, heading);
            }
            self.set_score(&mut model, &cells, record.line);
            if cells.iter().all(|(column, ..)| *column != RecordColumn::Relations) && !model.base_models.is_empty() {
                self.result.parents_only.insert(model.id.clone());
            }
            self.add_model(model, &cells, record);
        } else if let Some(kind) = keyword(text(Column::ExtensionKind)) {
            if self.models.contains_key(&id) || !self.extensions.insert(id.clone()) {
                self.warn(record, WarningKind::DuplicateRecord(id));
                return;
            }
            let extension = self.extension(id, name, kind, &cells, record.line);
            self.result.extensions.push(extension);
        } else {
            self.warn(record, WarningKind::NoStageOrKind);
        }
    }

    /// Adds a model, or its variant to the model of a record before that has the same id.
    fn add_model(&mut self, model: Model, cells: &[RecordCell<'_>], record: &Line) {
        let first = self.models.get(&model.id).and_then(|idx| self.result.models.get_mut(*idx));
        let is_duplicate = first.as_ref().is_some_and(|first| record_merge::has_variant_of(first, &model));
        if is_duplicate || self.extensions.contains(&model.id) {
            self.warn(record, WarningKind::DuplicateRecord(model.id));
            return;
        }
        let Some(first) = first else {
            self.models.insert(model.id.clone(), self.result.models.len());
            self.result.models.push(model);
            return;
        };
        for (_, heading, text) in cells.iter().filter(|(column, ..)| !is_in_first(*column, first, &model)) {
            let mut log = CellLog { report: &mut self.result.report, line: record.line, column: heading };
            log.leave_out(text, LeftOutReason::OtherInFirst);
        }
        record_merge::add_variant(first, model);
    }

    fn set_field(&mut self, model: &mut Model, column: RecordColumn, text: &str, line: usize, heading: &str) {
        let log = &mut CellLog { report: &mut self.result.report, line, column: heading };
        match column {
            RecordColumn::Urls(kind) => model.links.extend(links(text, kind, log)),
            RecordColumn::LicenseUrl => match &mut model.license {
                Some(license) => license.url = url(text, log),
                None => log.leave_out(text, LeftOutReason::NoLicense),
            },
            RecordColumn::Values(column) if is_of_variant(column) => set_variant_field(model, column, text, log),
            RecordColumn::Values(column) => set_model_field(model, column, text, log),
            RecordColumn::Benchmark
            | RecordColumn::ScoreSetting
            | RecordColumn::ScoreReportedBy
            | RecordColumn::ScoreSource => {}
            RecordColumn::Relations => {
                if !set_relations(model, text, log) {
                    self.result.parents_only.insert(model.id.clone());
                }
            }
        }
    }

    fn set_score(&mut self, model: &mut Model, cells: &[RecordCell<'_>], line: usize) {
        let find = |column| cells.iter().find(|(other, ..)| *other == column);
        let Some((_, heading, text)) = find(RecordColumn::Values(Column::Score)) else { return };
        let id = find(RecordColumn::Benchmark).map(|(_, _, id)| *id);
        let benchmark = self.benchmarks.iter().find(|benchmark| id == Some(benchmark.id.as_str()));
        let mut log = CellLog { report: &mut self.result.report, line, column: heading };
        let value = text.parse().ok().filter(|value: &f64| value.is_finite());
        let (Some(value), Some(benchmark)) = (value, benchmark) else {
            let reason = match (value, id) {
                (None, _) => LeftOutReason::NotAScore,
                (Some(_), None) => LeftOutReason::NoBenchmarkId,
                (Some(_), Some(_)) => LeftOutReason::UnknownBenchmark,
            };
            log.leave_out(text, reason);
            return;
        };
        // The page of the benchmark is not where a score was published.
        let Some((_, heading, source)) = find(RecordColumn::ScoreSource) else {
            log.leave_out(text, LeftOutReason::NoSource);
            return;
        };
        let Some(source) = url(source, &mut CellLog { column: heading, ..log }) else { return };
        let text = |column| find(column).map(|(_, _, text)| (*text).to_owned());
        model.scores.push(Score {
            benchmark: benchmark.id.clone(),
            variant: model.variants.first().map(|variant| variant.name.clone()),
            setting: text(RecordColumn::ScoreSetting),
            reported_by: text(RecordColumn::ScoreReportedBy),
            value,
            source,
        });
        if self.result.benchmarks.iter().all(|known| known.id != benchmark.id) {
            self.result.benchmarks.push(benchmark.clone());
        }
    }

    fn extension(
        &mut self,
        id: EntryId,
        name: String,
        kind: ExtensionKind,
        cells: &[RecordCell<'_>],
        line: usize,
    ) -> Extension {
        let mut extension = Extension::new(id, name, kind, placeholder_text());
        for (column, heading, text) in cells {
            let log = &mut CellLog { report: &mut self.result.report, line, column: heading };
            match column {
                RecordColumn::Urls(kind) => extension.links.extend(links(text, *kind, log)),
                RecordColumn::Values(Column::Added) => extension.added = date(text, log),
                RecordColumn::Values(Column::Summary) => extension.summary = same_in_all_locales((*text).to_owned()),
                RecordColumn::Values(Column::Id | Column::Name | Column::ExtensionKind) => {}
                column if column.is_derived() => {}
                _ => log.leave_out(text, LeftOutReason::NotOfEntry),
            }
        }
        extension
    }
}

/// Whether a variant has the value, and not the model.
fn is_of_variant(column: Column) -> bool {
    matches!(column, Column::Variant | Column::Parameters | Column::ActiveParameters)
}

/// The order in which columns are read: the name of the variant is that of its column, and what is said of a license
/// needs one.
fn order(column: RecordColumn) -> u8 {
    match column {
        RecordColumn::Values(Column::Variant | Column::License) => 0,
        RecordColumn::Values(Column::Parameters | Column::Parents) => 1,
        _ => 2,
    }
}

/// Fills a field of the only variant. A model whose variant has no name in the table has one by its parameters.
fn set_variant_field(model: &mut Model, column: Column, text: &str, log: &mut CellLog<'_>) {
    let figure = if column == Column::Variant { None } else { parameters(text, log) };
    if column == Column::ActiveParameters {
        set_active(model.variants.first_mut(), figure, text, log);
        return;
    }
    if model.variants.is_empty() && (column == Column::Variant || figure.is_some()) {
        model.variants.push(Variant::named(text));
    }
    if let Some(variant) = model.variants.first_mut().filter(|_| column == Column::Parameters) {
        variant.parameters = figure;
    }
}

/// Sets the active parameters, which are some or all of those that the variant has.
fn set_active(variant: Option<&mut Variant>, active: Option<Quantity>, text: &str, log: &mut CellLog<'_>) {
    let Some(active) = active else { return };
    match variant {
        Some(variant) if variant.parameters.is_some_and(|total| active <= total) => variant.active = Some(active),
        Some(Variant { parameters: Some(_), .. }) => log.leave_out(text, LeftOutReason::ActiveNotFewer),
        _ => log.leave_out(text, LeftOutReason::NoSize),
    }
}

/// A number of parameters. One of a few is a number of millions or billions without its unit.
fn parameters(text: &str, log: &mut CellLog<'_>) -> Option<Quantity> {
    let has_unit = text.contains(|ch: char| ch.is_ascii_alphabetic());
    let figure = quantity(text, log)?;
    if !has_unit && figure.0 < MIN_PARAMETERS {
        log.leave_out(text, LeftOutReason::NoUnit);
        return None;
    }
    Some(figure)
}

/// No language model has fewer parameters.
const MIN_PARAMETERS: u64 = 1_000;

fn set_model_field(model: &mut Model, column: Column, text: &str, log: &mut CellLog<'_>) {
    match column {
        Column::Organizations => model.organizations = organizations(text),
        Column::Countries => model.countries = read_countries(text, log),
        Column::Released => model.released = date(text, log),
        Column::Added => model.added = date(text, log),
        Column::Knowledge => model.knowledge = date(text, log),
        Column::TrainingData => model.training = tokens(text, log),
        Column::ContextLength => model.context = count(text, log),
        Column::ContextExtended => model.context_extended = count(text, log),
        Column::Architecture => model.architecture = known_keyword(text, column, log),
        Column::Reasoning => model.reasoning = known_keyword(text, column, log),
        Column::Tools => model.tools = yes_no(text, column, log),
        Column::OpenWeights => model.open_weights = yes_no(text, column, log),
        Column::Languages => model.languages = languages(text, log),
        Column::License => model.license = Some(named_license(text)),
        Column::CommercialUse => match &mut model.license {
            Some(license) => license.commercial_use = known_keyword(text, column, log),
            None => log.leave_out(text, LeftOutReason::NoLicense),
        },
        Column::WeightFormat => {
            model.weights = known_keyword(text, column, log).map(|format| Weights { format, bytes: None });
        }
        Column::InputModalities => {
            model.modalities.get_or_insert_with(Modalities::default).input = known_keywords(text, column, log);
        }
        Column::OutputModalities => {
            model.modalities.get_or_insert_with(Modalities::default).output = known_keywords(text, column, log);
        }
        Column::Lifecycle => {
            let status = known_keyword(text, column, log);
            model.lifecycle = status.map(|status| Lifecycle { status, since: None, replacement: None, source: None });
        }
        Column::Parents => {
            model.base_models = parents(text, log);
        }
        Column::Paper => {
            let title = text.to_owned();
            model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
        }
        Column::Summary => model.summary = Some(same_in_all_locales(text.to_owned())),
        Column::ExtensionKind => log.leave_out(text, LeftOutReason::NotOfEntry),
        // Set before, after, or computed.
        _ => {}
    }
}

/// Organizations as the program writes them. A comma may be part of a name.
fn organizations(text: &str) -> Vec<String> {
    let makers = read_makers(text);
    if makers.join(", ") == text { makers } else { list(text) }
}

/// The items of a list as the program writes it.
fn list(text: &str) -> Vec<String> {
    text.split(", ").map(str::to_owned).collect()
}

/// The codes of languages as the program writes them, or their names.
fn languages(text: &str, log: &mut CellLog<'_>) -> Vec<String> {
    let codes = list(text);
    if codes.iter().all(|code| is_code(code)) { codes } else { read_languages(text, true, log) }
}

fn parents(text: &str, log: &mut CellLog<'_>) -> Vec<Parent> {
    let mut parents = Vec::new();
    for id in text.split(", ") {
        match Id::try_from(id.to_owned()) {
            Ok(id) => parents.push(Parent::new(id, Relation::Weights)),
            Err(_) => log.leave_out(id, LeftOutReason::NotAnId),
        }
    }
    parents
}

/// Sets what the model has from each of its parents, if they are as many as the relations. Returns whether they are.
fn set_relations(model: &mut Model, text: &str, log: &mut CellLog<'_>) -> bool {
    let (mut relations, names) = (Vec::new(), text.split(", ").count());
    for name in text.split(", ") {
        match keyword::<Relation>(name) {
            Some(relation) => relations.push(relation),
            None => log.leave_out(name, LeftOutReason::NotARelation),
        }
    }
    if relations.len() != names {
        return false;
    }
    if names != model.base_models.len() {
        log.leave_out(text, LeftOutReason::UnpairedRelations);
        return false;
    }
    for (parent, relation) in model.base_models.iter_mut().zip(relations) {
        parent.relation = relation;
    }
    true
}

/// A license by the name that the table has. Its SPDX identifier is that of the name.
fn named_license(text: &str) -> License {
    License { commercial_use: None, ..license::by_name(text.to_owned()) }
}

/// A number of parameters or tokens, which is none of bytes and never zero.
fn quantity(text: &str, log: &mut CellLog<'_>) -> Option<Quantity> {
    let is_bytes = Figure::parse_exact(text).is_some_and(|figure| figure.is_bytes());
    let quantity = text.parse().ok().filter(|quantity: &Quantity| !is_bytes && quantity.0 > 0);
    if quantity.is_none() {
        log.leave_out(text, if is_bytes { LeftOutReason::Bytes } else { LeftOutReason::NotAFigure });
    }
    quantity
}

fn count(text: &str, log: &mut CellLog<'_>) -> Option<u32> {
    let count = text.parse().ok().filter(|count| *count > 0);
    if count.is_none() {
        log.leave_out(text, LeftOutReason::NotAFigure);
    }
    count
}

fn tokens(text: &str, log: &mut CellLog<'_>) -> Vec<TrainingData> {
    let quantities = text.split(", ").filter_map(|text| quantity(text, log));
    let to_tokens = |quantity| TrainingData { quantity, unit: TrainingUnit::Tokens, kind: TrainingKind::Trained };
    quantities.map(to_tokens).collect()
}

fn date(text: &str, log: &mut CellLog<'_>) -> Option<Date> {
    let date = text.parse().ok();
    if date.is_none() {
        log.leave_out(text, LeftOutReason::NotADate);
    }
    date
}

fn yes_no(text: &str, column: Column, log: &mut CellLog<'_>) -> Option<bool> {
    let value = match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if value.is_none() {
        log.leave_out(text, LeftOutReason::UnknownValue(column));
    }
    value
}

fn keyword<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::String(text.to_owned())).ok()
}

fn known_keyword<T: DeserializeOwned>(text: &str, column: Column, log: &mut CellLog<'_>) -> Option<T> {
    let value = keyword(text);
    if value.is_none() {
        log.leave_out(text, LeftOutReason::UnknownValue(column));
    }
    value
}

fn known_keywords<T: DeserializeOwned>(text: &str, column: Column, log: &mut CellLog<'_>) -> Vec<T> {
    text.split(", ").filter_map(|word| known_keyword(word, column, log)).collect()
}

fn url(text: &str, log: &mut CellLog<'_>) -> Option<Url> {
    match Url::try_from(text.to_owned()) {
        Ok(url) => Some(url),
        Err(error) => {
            log.leave_out(text, LeftOutReason::InvalidLink(error));
            None
        }
    }
}

/// The addresses of a kind, which are separated by blanks.
fn links(text: &str, kind: LinkKind, log: &mut CellLog<'_>) -> Vec<Link> {
    text.split(' ')
        .filter(|text| !text.is_empty())
        .filter_map(|text| url(text, log))
        .map(|url| Link { kind, url })
        .collect()
}

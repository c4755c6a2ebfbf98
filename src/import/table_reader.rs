//! Reads tables of any format as models.

use llm_catalog::Model;

use crate::import::{
    cell::missing::is_missing_value,
    extension_row::read_extension,
    heading::{ColumnKind, Heading},
    id_allocator::IdAllocator,
    inline::Inline,
    insight::{InsightRow, ModelNames},
    report::{CellLog, LeftOutReason, UnknownColumn},
    result::ImportResult,
    row_reader::{RowReader, TakenKinds},
    table::{Table, TableContext, TableRow, TableSubject},
    warning::{ImportWarning, WarningKind},
};

/// Reads tables one after the other. The ids of all entries differ.
#[derive(Debug, Default)]
pub struct TableReader {
    pub(super) ids: IdAllocator,
    insights: Vec<InsightRow>,
    /// Whether the tables are data rather than a page that somebody wrote. Nobody expects insights in them.
    is_data: bool,
    pub(super) result: ImportResult,
}

impl TableReader {
    /// Reads tables of data, such as CSV.
    pub(super) fn of_data() -> Self {
        Self { is_data: true, ..Self::default() }
    }

    /// Adds a warning.
    pub(super) fn warn(&mut self, line: usize, kind: WarningKind) {
        self.result.warnings.push(ImportWarning { line, kind });
    }

    /// Reads a table that has a column of names and another one of a known meaning. A table of insights alone adds them to
    /// models of other tables.
    pub fn read(&mut self, table: &Table, context: &TableContext) {
        let mut headings: Vec<_> = table.headings.iter().map(|text| Heading::parse(text)).collect();
        name_first_column(table, &mut headings);
        self.read_columns(table, headings, context);
    }

    /// Reads a table whose columns have these meanings. Its own headings are for the report.
    pub(super) fn read_columns(&mut self, table: &Table, mut headings: Vec<Option<Heading>>, context: &TableContext) {
        let has_figures = headings.iter().flatten().any(|heading| MODEL_KINDS.contains(&heading.kind));
        let is_of_datasets = context.subject == TableSubject::Datasets && !has_model_columns(table, &headings);
        let subject = if has_figures && !is_of_datasets { TableSubject::Models } else { context.subject };
        if subject != TableSubject::Extensions {
            // A column such as `Type` is of projects only.
            for heading in &mut headings {
                heading.take_if(|heading| heading.kind == ColumnKind::ExtensionKind);
            }
        }
        let has_any = |kinds: &[ColumnKind]| headings.iter().flatten().any(|heading| kinds.contains(&heading.kind));
        if let Some(warning) = reason_to_skip(subject, &headings) {
            self.warn(table.line, warning);
        } else {
            // Models are described elsewhere if the table has only their insights.
            let has_insights_only = has_any(&[ColumnKind::Insight]) && !has_figures && !has_any(&DESCRIBING_KINDS);
            let lacks_stage = context.stage.is_none() && !has_any(&[ColumnKind::Stage]);
            self.report_unknown_columns(table, &headings);
            let reader = RowReader { table, headings, context };
            self.result.report.rows += table.rows.len();
            table.rows.iter().for_each(|row| self.report_cells_without_heading(&reader, row));
            match subject {
                TableSubject::Extensions => table.rows.iter().for_each(|row| self.read_extension(&reader, row)),
                _ if has_insights_only => table.rows.iter().for_each(|row| self.read_insight(&reader, row)),
                _ => {
                    if lacks_stage {
                        self.warn(table.line, WarningKind::NoStage);
                    }
                    let next = table.rows.iter().skip(1).map(Some).chain([None]);
                    table.rows.iter().zip(next).for_each(|(row, next)| self.read_row(&reader, row, next));
                }
            }
        }
    }

    fn report_unknown_columns(&mut self, table: &Table, headings: &[Option<Heading>]) {
        let unknown = table.headings.iter().zip(headings).enumerate().filter(|(_, (_, heading))| heading.is_none());
        for (idx, (text, _)) in unknown {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(idx));
            let cells = cells.filter(|cell| !is_missing_value(&cell.text())).count();
            if cells > 0 || !text.is_empty() {
                let column = UnknownColumn { line: table.line, heading: text.clone(), cells };
                self.result.report.leave_out_column(column);
            }
        }
    }

    fn read_row(&mut self, reader: &RowReader<'_>, row: &TableRow, next: Option<&TableRow>) {
        if !self.is_data
            && let Some(name) = reader.group_name(row, next)
        {
            self.warn(row.line, WarningKind::GroupRow(name));
            return;
        }
        let ImportResult { report, warnings, .. } = &mut self.result;
        let warn = &mut |kind| warnings.push(ImportWarning { line: row.line, kind });
        let Some(model) = reader.read_model(row, &mut self.ids, report, warn) else { return };
        if let Some(text) = reader.cell(row, ColumnKind::Insight).map(Inline::text) {
            let name = model.name.clone();
            self.insights.push(InsightRow { line: row.line, name, text: Some(text), ..InsightRow::default() });
        }
        let benchmark = reader.context.benchmark.as_ref().filter(|_| !model.scores.is_empty());
        let new = benchmark.filter(|new| self.result.benchmarks.iter().all(|known| known.id != new.id)).cloned();
        self.result.benchmarks.extend(new);
        self.push_model(model);
    }

    /// Adds a model.
    pub(super) fn push_model(&mut self, model: Model) {
        self.result.models.push(model);
    }

    fn read_extension(&mut self, reader: &RowReader<'_>, row: &TableRow) {
        let ImportResult { report, warnings, extensions, .. } = &mut self.result;
        let warn = &mut |kind| warnings.push(ImportWarning { line: row.line, kind });
        extensions.extend(read_extension(reader, row, &mut self.ids, report, warn));
    }

    fn read_insight(&mut self, reader: &RowReader<'_>, row: &TableRow) {
        let papers = reader.known_cells(row).find(|(_, heading, _)| heading.kind.has_links());
        let mut taken = TakenKinds::default();
        for (heading_text, heading, cell) in reader.known_cells(row) {
            let mut log = CellLog { report: &mut self.result.report, line: row.line, column: heading_text };
            match heading.kind {
                ColumnKind::Name | ColumnKind::Insight => {
                    taken.has(heading.kind, &cell.text(), &mut log);
                    taken.add(heading.kind, cell.text());
                }
                kind if kind.has_links() && papers.is_some_and(|(text, ..)| text == heading_text) => {}
                ColumnKind::RowNumber => {}
                _ => log.leave_out(&cell.text(), LeftOutReason::NotOfEntry),
            }
        }
        self.insights.push(InsightRow {
            line: row.line,
            name: reader.name(row).unwrap_or_default(),
            papers: papers.map(|(_, _, cell)| cell.clone()).unwrap_or_default(),
            papers_heading: papers.map(|(text, ..)| text.to_owned()).unwrap_or_default(),
            text: reader.cell(row, ColumnKind::Insight).map(Inline::text),
        });
    }

    /// Reports what stands in a row beyond the last heading.
    fn report_cells_without_heading(&mut self, reader: &RowReader<'_>, row: &TableRow) {
        let mut log = CellLog { report: &mut self.result.report, line: row.line, column: "" };
        let cells = row.cells.iter().skip(reader.headings.len()).map(Inline::text);
        for text in cells.chain([row.rest.clone()]).filter(|text| !is_missing_value(text)) {
            log.leave_out(&text, LeftOutReason::NoHeading);
        }
    }

    /// Attaches the insights, adds the remaining warnings, and sorts the warnings by line.
    #[must_use]
    pub fn finish(mut self) -> ImportResult {
        let mut names = ModelNames::new(&self.result.models);
        for insight in std::mem::take(&mut self.insights) {
            let ImportResult { models, report, .. } = &mut self.result;
            let mut log = CellLog { report, line: insight.line, column: &insight.papers_heading };
            if !insight.attach(models, &mut names, &mut log) {
                self.warn(insight.line, WarningKind::UnknownInsight(insight.name));
            }
        }
        let Self { mut result, is_data, .. } = self;
        if is_data {
            result.warnings.sort_unstable();
            return result;
        }
        let lacking = result.models.iter().filter(|model| model.insight.is_none()).count();
        if lacking > 0 {
            result.warnings.push(ImportWarning { line: 1, kind: WarningKind::NoInsights(lacking) });
        }
        if !(result.models.is_empty() && result.extensions.is_empty()) {
            result.warnings.push(ImportWarning { line: 1, kind: WarningKind::OneLanguage });
        }
        result.warnings.sort_unstable();
        result
    }
}

/// Takes a first column without a heading as that of the names, if its cells are links and another column is known.
fn name_first_column(table: &Table, headings: &mut [Option<Heading>]) {
    let is_named = headings.iter().flatten().any(|heading| heading.kind == ColumnKind::Name);
    let is_untitled = table.headings.first().is_some_and(|heading| heading.trim().is_empty());
    let is_linked = |row: &TableRow| row.cells.first().is_some_and(|cell| cell.links().next().is_some());
    let is_known = headings.iter().flatten().any(|heading| heading.kind != ColumnKind::RowNumber);
    let has_names = !is_named && is_untitled && is_known && !table.rows.is_empty() && table.rows.iter().all(is_linked);
    if let Some(first) = headings.first_mut().filter(|_| has_names) {
        *first = Some(Heading { kind: ColumnKind::Name, scale: None });
    }
}

/// Why a table is not read, if it is not.
fn reason_to_skip(subject: TableSubject, headings: &[Option<Heading>]) -> Option<WarningKind> {
    let kinds = || headings.iter().flatten().map(|heading| heading.kind);
    match subject {
        TableSubject::Datasets => Some(WarningKind::DatasetTable),
        _ if kinds().all(|kind| kind != ColumnKind::Name) || kinds().count() < 2 => Some(WarningKind::UnknownTable),
        TableSubject::Unclear if !kinds().any(is_of_models) => Some(WarningKind::UnclearTable),
        TableSubject::Other if kinds().all(|kind| kind != ColumnKind::Insight) => Some(WarningKind::UnclearTable),
        _ => None,
    }
}

/// Whether a column describes models rather than whatever else has a name and a link.
fn is_of_models(kind: ColumnKind) -> bool {
    !matches!(
        kind,
        ColumnKind::Name
            | ColumnKind::Aliases
            | ColumnKind::Links(_)
            | ColumnKind::PaperOrBlog
            | ColumnKind::Sources
            | ColumnKind::Summary
            | ColumnKind::ExtensionKind
            | ColumnKind::RowNumber
    )
}

/// Columns that only tables of models have.
const MODEL_KINDS: [ColumnKind; 6] = [
    ColumnKind::Parameters,
    ColumnKind::ActiveParameters,
    ColumnKind::Training,
    ColumnKind::Context,
    ColumnKind::Architecture,
    ColumnKind::Score,
];

/// Whether a table has a column that no table of data sets has. These have sizes and tokens too.
fn has_model_columns(table: &Table, headings: &[Option<Heading>]) -> bool {
    table.headings.iter().zip(headings).any(|(text, heading)| match heading.map(|heading| heading.kind) {
        Some(ColumnKind::ActiveParameters | ColumnKind::Context | ColumnKind::Architecture) => true,
        Some(ColumnKind::Parameters) => ["param", "参数"].iter().any(|word| text.to_lowercase().contains(word)),
        _ => false,
    })
}

/// Columns that describe models, besides those.
const DESCRIBING_KINDS: [ColumnKind; 3] = [ColumnKind::Released, ColumnKind::License, ColumnKind::Organizations];

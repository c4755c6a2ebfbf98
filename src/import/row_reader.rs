//! Reads a row of a table as a model.

use llm_catalog::{
    Model,
    capability::Modalities,
    license::CommercialUse,
    link::{Link, LinkKind, Url},
    model::{Paper, Score, Stage},
    text::sanitize,
    variant::Variant,
};
use llm_index::{Column, fold_name};

use crate::columns::split_variant_label;
use crate::import::{
    cell::{
        context::read_context,
        date::read_date,
        figure::Figure,
        languages::read_languages,
        license::{commercial_use_of, is_not_stated, license_text, read_license, states_open_weights},
        links::{is_paper_address, read_link, read_links, read_papers_and_posts, read_sources, words_without_link},
        makers::{is_organization, read_exported_makers, read_listed_makers},
        missing::is_missing_value,
        name::{is_repository_part, name_without_mark, read_name, split_owner},
        sizes::{is_size, read_sizes},
        stage::{stage_of_cell, stage_of_name},
        training::read_training,
        values::{read_architecture, read_countries, read_modalities, read_reasoning, read_yes_no},
    },
    description::set_description,
    footnotes::{has_mark, lower_superscripts, strip_footnotes, strip_score_marks},
    heading::{ColumnKind, Heading, is_no_title},
    id_allocator::IdAllocator,
    inline::Inline,
    model_name::parse_size,
    report::{Assumption, CellLog, ImportReport, LeftOutReason},
    table::{Table, TableContext, TableRow},
    vendor,
    warning::WarningKind,
};

/// Reads the rows of a table.
pub(super) struct RowReader<'a> {
    pub(super) table: &'a Table,
    /// The headings that are understood.
    pub(super) headings: Vec<Option<Heading>>,
    pub(super) context: &'a TableContext,
}

/// Gives the figures that an exported page has of the variant that it shows to that variant.
fn move_to_variant(model: &mut Model, name: &str) {
    let Some(variant) = model.variants.iter_mut().find(|variant| variant.name == name) else { return };
    variant.released = model.released.take();
    variant.context = model.context.take();
    variant.context_extended = model.context_extended.take();
    variant.license = model.license.take();
}

impl RowReader<'_> {
    /// The cell of the first column of a kind that holds a value.
    pub(super) fn cell<'r>(&'r self, row: &'r TableRow, kind: ColumnKind) -> Option<&'r Inline> {
        self.known_cells(row).find(|(_, heading, _)| heading.kind == kind).map(|(.., cell)| cell)
    }

    /// The name that a row has.
    pub(super) fn name(&self, row: &TableRow) -> Option<String> {
        let text = self.cell(row, ColumnKind::Name).map(Inline::text)?;
        // `---> Name` shows that the row belongs to the one above it.
        let without_arrow = text.trim_start_matches('-').strip_prefix("> ").filter(|_| text.starts_with('-'));
        let name = without_arrow.filter(|_| !self.context.is_own_page).unwrap_or(&text);
        let plain = name_without_mark(name).filter(|_| !self.context.is_own_page);
        let name = plain.unwrap_or_else(|| name.to_owned());
        Some(sanitize(&name)).filter(|name| !is_missing_value(name))
    }

    /// The name of the group of the rows below: an emphasized one, or that of an organization, in a row with nothing else.
    /// The next row is one of the group, or the name of an organization, of which the rows below are. An organization is no
    /// model, even without rows.
    pub(super) fn group_name(&self, row: &TableRow, next: Option<&TableRow>) -> Option<String> {
        let is_title = |row: &TableRow| self.title(row).is_some_and(|title| !is_organization(&title));
        self.title(row).filter(|title| is_organization(title) || next.is_some_and(|next| !is_title(next)))
    }

    /// The name in a row that has the looks of a title.
    fn title(&self, row: &TableRow) -> Option<String> {
        let name = self.cell(row, ColumnKind::Name).filter(|_| !self.context.is_own_page && self.headings.len() > 2)?;
        let is_alone = row.cells.iter().filter(|cell| *cell != name).all(|cell| *cell == Inline::default());
        let is_title = name.links().next().is_none() && (name.is_emphasized() || is_organization(&name.text()));
        (is_alone && is_title).then(|| name.text())
    }

    /// Says that the name in a cell was read without the mark of a note.
    pub(super) fn report_name_mark(&self, cell: &Inline, log: &mut CellLog<'_>) {
        read_name(&cell.text(), self.context.is_own_page, log);
    }

    /// The cells of known columns that hold a value, with the texts of their headings.
    pub(super) fn known_cells<'r>(&'r self, row: &'r TableRow) -> impl Iterator<Item = (&'r str, Heading, &'r Inline)> {
        let columns = self.table.headings.iter().zip(&self.headings).zip(&row.cells);
        let known = columns.filter_map(|((text, heading), cell)| Some((text.as_str(), (*heading)?, cell)));
        known.filter(|(_, _, cell)| !is_missing(cell))
    }

    /// Reads a row that has a name. What is left out of it is reported.
    pub(super) fn read_model(
        &self,
        row: &TableRow,
        ids: &mut IdAllocator,
        report: &mut ImportReport,
        warn: &mut dyn FnMut(WarningKind),
    ) -> Option<Model> {
        let Some(text) = self.name(row) else {
            warn(WarningKind::NoName);
            return None;
        };
        let links = row.cells.iter().flat_map(Inline::links).map(|(_, url)| url);
        let owned = split_owner(&text, links).filter(|_| !self.context.is_own_page);
        let (text, shown_variant) = match self.shown_variant(row, &text) {
            Some((name, variant)) => (name, Some(variant)),
            None => (&*text, None),
        };
        let name = owned.map_or(text, |(_, name)| name);
        let (id, warning) = ids.allocate(&lower_superscripts(name), "model");
        warning.into_iter().for_each(&mut *warn);
        let mut stages = self.known_cells(row).filter(|(_, heading, _)| heading.kind == ColumnKind::Stage);
        let stated = stages.find_map(|(.., cell)| stage_of_cell(&cell.text()));
        let stage = stated.or(self.context.stage).or_else(|| stage_of_name(name)).unwrap_or(Stage::Base);
        let mut model = Model::new(id?, name.to_owned(), stage);
        if let Some((owner, _)) = owned {
            let organization = vendor::by_alias(owner).map_or(owner, |vendor| vendor.organization);
            model.organizations = vec![organization.to_owned()];
            model.aliases = vec![text.to_owned()];
        }
        let statement = self.set_fields(&mut model, row, report);
        self.set_open_weights(&mut model, row, statement, report);
        if let Some(variant) = shown_variant {
            move_to_variant(&mut model, variant);
        }
        Some(model)
    }

    /// The name of the model and of the variant that a row of an exported page shows, if its sizes have that variant.
    fn shown_variant<'t>(&self, row: &TableRow, text: &'t str) -> Option<(&'t str, &'t str)> {
        let (name, variant) = split_variant_label(text).filter(|_| self.context.is_own_page)?;
        let sizes = self.cell(row, ColumnKind::Parameters)?.text();
        let names = sizes.split(" / ").map(|size| size.split_once(" (").map_or(size, |(name, _)| name));
        names.into_iter().any(|size| size == variant).then_some((name, variant))
    }

    /// Fills the fields from all cells. Of several columns of a kind, the first value stays. Returns what the license says of
    /// the weights.
    fn set_fields(&self, model: &mut Model, row: &TableRow, report: &mut ImportReport) -> Option<WeightsStatement> {
        let mut cells: Vec<_> = self.known_cells(row).collect();
        cells.sort_by_key(|(_, heading, _)| is_dependent(heading.kind));
        let mut taken = TakenKinds::default();
        let mut statement = None;
        if !self.context.is_own_page && self.cell(row, ColumnKind::Parameters).is_none() {
            model.variants = parse_size(&model.name).into_iter().collect();
        }
        for (heading_text, heading, cell) in cells {
            let text = cell.text();
            let log = &mut CellLog { report, line: row.line, column: heading_text };
            if heading.kind == ColumnKind::Name {
                add_links(model, read_links(cell, None, log));
                if self.cell(row, ColumnKind::Name) == Some(cell) {
                    self.report_name_mark(cell, log);
                }
            }
            if taken.has(heading.kind, &text, log) {
                continue;
            }
            let left_out = log.report.left_out();
            match heading.kind {
                ColumnKind::Score => self.set_scores(model, cell, log),
                ColumnKind::ActiveParameters => set_active(model, heading, &text, log),
                ColumnKind::CommercialUse => set_commercial_use(model, &text, log),
                ColumnKind::ContextExtended => {
                    let contexts = self.known_cells(row).find(|(_, heading, _)| heading.kind == ColumnKind::Context);
                    let extended = read_context(&text, heading.scale, self.context.is_own_page, log).native;
                    set_context_extended(model, extended, &text, contexts.map_or(heading_text, |(text, ..)| text), log);
                }
                _ => set_field(model, heading, cell, self.context, log),
            }
            if heading.kind == ColumnKind::License {
                let is_open = states_open_weights(&license_text(cell), self.context.is_own_page);
                let column = heading_text.to_owned();
                statement =
                    is_open.map(|is_open| WeightsStatement { is_open, column, text: text.clone() }).or(statement);
            }
            if log.report.left_out() == left_out || has_values(model, heading.kind) {
                taken.add(heading.kind, text);
            }
        }
        statement
    }

    /// Sets whether the weights are released, from what the row says of it: a column for that, a known license, or where they
    /// are. A license that says they are not is left out where another column says that they are.
    fn set_open_weights(
        &self,
        model: &mut Model,
        row: &TableRow,
        statement: Option<WeightsStatement>,
        report: &mut ImportReport,
    ) {
        let has_checkpoint = model.link(LinkKind::Checkpoint).is_some() && !self.context.is_own_page;
        let contradicts = statement.as_ref().is_some_and(|statement| match (statement.is_open, model.open_weights) {
            (false, Some(is_open)) => is_open,
            (false, None) => has_checkpoint,
            // The name of an open license is kept: it may be that of the code.
            (true, Some(is_open)) => !is_open && model.license.is_none(),
            (true, None) => false,
        });
        match statement {
            Some(WeightsStatement { is_open: false, .. }) if !contradicts => model.open_weights = Some(false),
            Some(statement) if contradicts => {
                let mut log = CellLog { report, line: row.line, column: &statement.column };
                log.leave_out(&statement.text, LeftOutReason::Contradiction);
            }
            stated if self.cell(row, ColumnKind::OpenWeights).is_none() => {
                let is_open = stated.is_some() || model.link(LinkKind::Checkpoint).is_some();
                model.open_weights = is_open.then_some(true);
            }
            _ => {}
        }
    }

    fn set_scores(&self, model: &mut Model, cell: &Inline, log: &mut CellLog<'_>) {
        let Some(benchmark) = &self.context.benchmark else {
            log.leave_out(&cell.text(), LeftOutReason::NoBenchmark);
            return;
        };
        let mut links = cell.links().peekable();
        for line in cell.lines() {
            let (size, value) =
                line.rsplit_once(": ").map_or((None, line.as_str()), |(size, value)| (Some(sanitize(size)), value));
            let size = size.as_deref().filter(|size| !size.is_empty());
            let plain = strip_score_marks(value);
            let linked = links.next_if(|(label, _)| [value.trim(), &plain].contains(label));
            let linked = linked.map(|(_, url)| url.to_owned());
            let source = match linked.map_or_else(|| Ok(benchmark.url.clone()), Url::try_from) {
                Ok(source) => source,
                Err(error) => {
                    log.leave_out(&line, LeftOutReason::InvalidLink(error));
                    continue;
                }
            };
            let exact = plain.strip_prefix(['~', '≈']).unwrap_or(&plain);
            let new_size = size.filter(|name| model.variant(name).is_none());
            // `5-shot: 62.1` has a setting, and `MMLU: 62.1` another benchmark.
            let is_named = self.context.is_own_page || new_size.is_none_or(is_size);
            let Some(value) = parse_score(exact).filter(|_| is_named) else {
                log.leave_out(&line, LeftOutReason::NotAScore);
                continue;
            };
            // In an exported page the sign marks a score of another version or setting.
            if exact.len() < plain.len() && !self.context.is_own_page {
                log.assume(&line, Assumption::Approximate);
            }
            if has_mark(&line) {
                log.assume(&line, Assumption::Marked);
            }
            if let Some(name) = new_size {
                model.variants.push(Variant::named(name));
            }
            model.scores.push(Score {
                benchmark: benchmark.id.clone(),
                variant: size.map(str::to_owned),
                setting: None,
                reported_by: None,
                value,
                source,
            });
        }
    }
}

fn parse_score(text: &str) -> Option<f64> {
    text.trim_end_matches('%').trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// What a license says of the weights.
struct WeightsStatement {
    is_open: bool,
    /// The heading of the column.
    column: String,
    /// The cell.
    text: String,
}

/// Fills the field of a cell that holds a value. The scores, active parameters, commercial use and extended
/// context come later.
fn set_field(model: &mut Model, heading: Heading, cell: &Inline, context: &TableContext, log: &mut CellLog<'_>) {
    let (text, list) = (cell.text(), cell.lines().join(", "));
    match heading.kind {
        ColumnKind::Aliases => add_aliases(model, &list, context, log),
        ColumnKind::Stage if stage_of_cell(&text).is_none() => {
            log.leave_out(&text, LeftOutReason::UnknownValue(Column::Stage));
        }
        ColumnKind::Organizations if context.is_own_page => model.organizations = read_exported_makers(&text),
        ColumnKind::Organizations => model.organizations = read_listed_makers(&cell.lines()),
        ColumnKind::Countries => model.countries = read_countries(&list, log),
        ColumnKind::Parameters => {
            model.variants = read_sizes(&cell.lines().join("\n"), heading.scale, context.is_own_page, log);
        }
        ColumnKind::Released => model.released = read_date(&text, log),
        ColumnKind::Links(_) | ColumnKind::PaperOrBlog | ColumnKind::Sources => {
            read_link_cell(model, cell, heading.kind, log);
        }
        ColumnKind::Training => {
            let amounts = cell.lines().into_iter().filter_map(|line| read_training(&line, heading.scale, log));
            model.training.extend(amounts.collect::<Vec<_>>());
        }
        ColumnKind::Context => {
            let read = read_context(&text, heading.scale, context.is_own_page, log);
            model.context = read.native;
            set_context_extended(model, read.extended, &text, log.column, log);
        }
        ColumnKind::Architecture => model.architecture = read_architecture(&text, log),
        ColumnKind::Input => {
            let input = read_modalities(&list, Column::InputModalities, log);
            set_modalities(model, |modalities| modalities.input = input);
        }
        ColumnKind::Output => {
            let output = read_modalities(&list, Column::OutputModalities, log);
            set_modalities(model, |modalities| modalities.output = output);
        }
        ColumnKind::Reasoning => model.reasoning = read_reasoning(&text, log),
        ColumnKind::Tools => model.tools = read_yes_no(&text, Column::Tools, log),
        ColumnKind::Knowledge => model.knowledge = read_date(&text, log),
        ColumnKind::OpenWeights => model.open_weights = read_yes_no(&text, Column::OpenWeights, log),
        ColumnKind::Languages => model.languages = read_languages(&text, context.is_own_page, log),
        ColumnKind::License
            if states_open_weights(&license_text(cell), context.is_own_page) == Some(false) || is_not_stated(&text) => {
        }
        ColumnKind::License => model.license = read_license(cell, context.is_own_page, log),
        ColumnKind::Summary => set_description(model, text),
        ColumnKind::ExtensionKind => log.leave_out(&text, LeftOutReason::NotOfEntry),
        ColumnKind::Name
        | ColumnKind::Stage
        | ColumnKind::Score
        | ColumnKind::ActiveParameters
        | ColumnKind::CommercialUse
        | ColumnKind::ContextExtended
        | ColumnKind::Insight
        | ColumnKind::RowNumber => {}
    }
}

/// The kinds of columns that have filled their field, each with its cell.
#[derive(Debug, Default)]
pub(super) struct TakenKinds(Vec<(ColumnKind, String)>);

impl TakenKinds {
    /// Whether a column before has filled the field of a kind. Another value of it is reported.
    pub(super) fn has(&self, kind: ColumnKind, text: &str, log: &mut CellLog<'_>) -> bool {
        let Some((_, first)) = self.0.iter().find(|(taken, _)| *taken == kind) else { return false };
        if first != text {
            log.leave_out(text, LeftOutReason::FilledBefore);
        }
        true
    }

    /// Adds a kind, unless its columns add to each other.
    pub(super) fn add(&mut self, kind: ColumnKind, text: String) {
        let is_added_to =
            matches!(kind, ColumnKind::Training | ColumnKind::Aliases | ColumnKind::RowNumber) || kind.has_links();
        if !is_added_to {
            self.0.push((kind, text));
        }
    }
}

/// Whether a column says something of the sizes, the license or the context, so that these must be set before.
fn is_dependent(kind: ColumnKind) -> bool {
    let is_of_context = kind == ColumnKind::ContextExtended;
    is_of_context || matches!(kind, ColumnKind::Score | ColumnKind::ActiveParameters | ColumnKind::CommercialUse)
}

/// Whether the field of a kind has a value, although a part of the cell may have been left out.
fn has_values(model: &Model, kind: ColumnKind) -> bool {
    let modalities = model.modalities.as_ref();
    match kind {
        ColumnKind::Organizations => !model.organizations.is_empty(),
        ColumnKind::Countries => !model.countries.is_empty(),
        ColumnKind::Parameters => !model.variants.is_empty(),
        ColumnKind::Languages => !model.languages.is_empty(),
        ColumnKind::Input => modalities.is_some_and(|modalities| !modalities.input.is_empty()),
        ColumnKind::Output => modalities.is_some_and(|modalities| !modalities.output.is_empty()),
        ColumnKind::Context => model.context.is_some(),
        ColumnKind::ContextExtended => model.context_extended.is_some(),
        ColumnKind::License => model.license.is_some(),
        ColumnKind::Score => !model.scores.is_empty(),
        ColumnKind::Released => model.released.is_some(),
        ColumnKind::Knowledge => model.knowledge.is_some(),
        ColumnKind::Architecture => model.architecture.is_some(),
        ColumnKind::Reasoning => model.reasoning.is_some(),
        ColumnKind::Tools => model.tools.is_some(),
        ColumnKind::OpenWeights => model.open_weights.is_some(),
        // Their cells are read or left out as a whole, or add to each other.
        ColumnKind::Name
        | ColumnKind::Aliases
        | ColumnKind::Stage
        | ColumnKind::ActiveParameters
        | ColumnKind::Links(_)
        | ColumnKind::PaperOrBlog
        | ColumnKind::Sources
        | ColumnKind::Training
        | ColumnKind::CommercialUse
        | ColumnKind::Insight
        | ColumnKind::Summary
        | ColumnKind::ExtensionKind
        | ColumnKind::RowNumber => false,
    }
}

/// Whether a cell holds no value: a link is one, whatever its text.
fn is_missing(cell: &Inline) -> bool {
    is_missing_value(&cell.text()) && cell.links().next().is_none()
}

fn add_links(model: &mut Model, links: Vec<Link>) {
    for link in links {
        if !model.links.contains(&link) {
            model.links.push(link);
        }
    }
}

/// The address of the Hub for a cell that is the name of a repository there, as `huggingface_id` has it.
fn hub_repository(text: &str, column: &str) -> Option<String> {
    let is_of_hub = HUB_ID_HEADINGS.contains(&fold_name(column).as_str());
    let (owner, name) = text.split_once('/').filter(|_| is_of_hub)?;
    (is_repository_part(owner) && is_repository_part(name)).then(|| format!("https://huggingface.co/{text}"))
}

/// Folded headings of columns with the names of repositories on the Hub.
const HUB_ID_HEADINGS: [&str; 2] = ["huggingfaceid", "hfid"];

/// Reads the links of a cell of `kind`, and what stands between them.
fn read_link_cell(model: &mut Model, cell: &Inline, kind: ColumnKind, log: &mut CellLog<'_>) {
    if let Some(address) = hub_repository(&cell.text(), log.column) {
        add_links(model, read_link(&address, Some(LinkKind::Checkpoint), log).into_iter().collect());
        return;
    }
    let links = match kind {
        ColumnKind::PaperOrBlog => read_papers_and_posts(cell, log),
        ColumnKind::Sources => read_sources(cell, log),
        ColumnKind::Links(kind) => read_links(cell, kind, log),
        _ => Vec::new(),
    };
    add_links(model, links);
    read_words_without_link(model, cell, kind, log);
}

fn add_aliases(model: &mut Model, text: &str, context: &TableContext, log: &mut CellLog<'_>) {
    for written in text.split([',', '、', '，', ';', '/']).map(sanitize).filter(|alias| !alias.is_empty()) {
        let alias = read_name(&written, context.is_own_page, log);
        if alias != model.name && !model.aliases.contains(&alias) {
            model.aliases.push(alias);
        }
    }
}

/// Reads what stands between the links of a cell. In a column of papers it may be the title, and so may a label.
fn read_words_without_link(model: &mut Model, cell: &Inline, kind: ColumnKind, log: &mut CellLog<'_>) {
    let is_paper = kind == ColumnKind::Links(Some(LinkKind::Paper));
    let may_be_paper = kind == ColumnKind::PaperOrBlog;
    if (is_paper || may_be_paper) && model.paper.is_none() {
        let titled = cell.links().filter(|(_, url)| is_paper || is_paper_address(url));
        let labels = titled.map(|(label, _)| label.to_owned());
        let text = cell.text();
        let whole = Some(text).filter(|_| is_paper && cell.links().next().is_none());
        if let Some(title) = labels.chain(whole).map(|title| sanitize(&title)).find(|title| is_title(title)) {
            model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
            if cell.links().next().is_none() {
                return;
            }
        }
    }
    for word in words_without_link(cell) {
        log.leave_out(&word, LeftOutReason::NotALink);
    }
}

/// A title has words that are neither an address nor the usual label of a link.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words >= 3 && !is_no_title(text)
}

/// Sets the extended context, which a column of contexts (`context_column`) may state too. The first one stays. It is longer
/// than the other.
fn set_context_extended(
    model: &mut Model,
    extended: Option<u32>,
    text: &str,
    context_column: &str,
    log: &mut CellLog<'_>,
) {
    match (model.context_extended, extended) {
        (_, Some(extended)) if model.context.is_some_and(|context| extended < context) => {
            log.leave_out(text, LeftOutReason::BelowContext(context_column.to_owned()));
        }
        (Some(first), Some(extended)) if first != extended => log.leave_out(text, LeftOutReason::FilledBefore),
        (Some(_), _) => {}
        (None, extended) => model.context_extended = extended,
    }
}

/// Sets some of the modalities, which are unknown if there are none.
fn set_modalities(model: &mut Model, set: impl FnOnce(&mut Modalities)) {
    let mut modalities = model.modalities.take().unwrap_or_default();
    set(&mut modalities);
    model.modalities = Some(modalities).filter(|modalities| *modalities != Modalities::default());
}

/// Sets the active parameters of a model of one size.
fn set_active(model: &mut Model, heading: Heading, text: &str, log: &mut CellLog<'_>) {
    let plain = strip_footnotes(text);
    let figure = Figure::parse_exact(&plain);
    if figure.as_ref().is_some_and(|figure| figure.is_bytes_below(heading.scale)) {
        log.leave_out(text, LeftOutReason::Bytes);
        return;
    }
    if figure.as_ref().is_some_and(|figure| figure.scale.or(heading.scale).is_none()) {
        log.leave_out(text, LeftOutReason::NoUnit);
        return;
    }
    let is_rough = figure.as_ref().is_some_and(|figure| figure.is_rough);
    match (figure.and_then(|figure| figure.to_quantity(heading.scale)), model.variants.as_mut_slice()) {
        (None, _) => log.leave_out(text, LeftOutReason::NotAFigure),
        (Some(active), [variant]) if variant.active.is_some_and(|first| first != active) => {
            log.leave_out(text, LeftOutReason::FilledBefore);
        }
        (Some(active), [variant]) if Some(active) <= variant.parameters => {
            variant.active = Some(active);
            if is_rough {
                log.assume(text, Assumption::Approximate);
            }
        }
        (Some(_), []) => log.leave_out(text, LeftOutReason::NoSize),
        (Some(_), [variant]) if variant.parameters.is_none() => log.leave_out(text, LeftOutReason::NoSize),
        (Some(_), [_]) => log.leave_out(text, LeftOutReason::ActiveNotFewer),
        (Some(_), _) => log.leave_out(text, LeftOutReason::SeveralFigures),
    }
}

/// Sets whether the license allows commercial use, if the list names a license whose terms do not say the opposite.
fn set_commercial_use(model: &mut Model, text: &str, log: &mut CellLog<'_>) {
    use CommercialUse::{No, Yes};
    match (commercial_use_of(text), &mut model.license) {
        (Some(stated), Some(license))
            if matches!((stated, license.commercial_use), (Yes, Some(No)) | (No, Some(Yes))) =>
        {
            log.leave_out(text, LeftOutReason::Contradiction);
        }
        (Some(commercial_use), Some(license)) => {
            license.commercial_use = Some(commercial_use);
            if has_mark(text) {
                log.assume(text, Assumption::Marked);
            }
        }
        (Some(_), None) => log.leave_out(text, LeftOutReason::NoLicense),
        (None, _) => log.leave_out(text, LeftOutReason::UnknownValue(Column::CommercialUse)),
    }
}

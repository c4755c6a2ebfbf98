//! The type that holds the interface text of one language.

use llm_catalog::{
    capability::{Modality, Reasoning},
    claim::{ClaimField, ClaimStatus},
    extension::{ExtensionKind, Maintenance},
    license::CommercialUse,
    lifecycle::LifecycleStatus,
    link::LinkKind,
    memory::MemoryBudgetError,
    model::{Architecture, Stage},
    parent::Relation,
    shape::Shape,
    training::{TrainingKind, TrainingUnit},
    training_run::TrainingRun,
};

use llm_index::search::MatchedText;

use crate::i18n::{
    cli_messages::CliMessages, config_messages::ConfigMessages, diff_messages::DiffMessages,
    export_messages::ExportMessages, merge_messages::MergeMessages, news_messages::NewsMessages,
};

/// The interface text of one language. Functions fill in the variable parts.
pub struct Messages {
    /// The name of the other language, in that language.
    pub other_language: &'static str,
    pub language_changed: &'static str,
    pub no_color_set: &'static str,
    pub theme_changed: fn(theme: &str) -> String,

    pub tab_extensions: &'static str,
    pub tab_extensions_short: &'static str,
    pub tab_all: &'static str,
    pub tab_all_short: &'static str,
    pub search_placeholder: &'static str,
    pub typing_placeholder: fn(back_key: &str) -> String,
    pub result_count: fn(matches: usize, all: usize) -> String,
    pub sort_best_match: &'static str,
    pub sorted_by: fn(column: &str, descending: bool) -> String,
    pub sort_title: &'static str,
    pub menu_filter: &'static str,
    pub menu_no_match: &'static str,
    /// The number of choices below or above those that are visible.
    pub menu_more: fn(usize) -> String,
    /// An entry of the palette: a choice of a group.
    pub palette_entry: fn(group: &str, choice: &str) -> String,
    /// A sort key: the scores on a benchmark.
    pub sort_by_score: fn(&str) -> String,
    pub terminal_too_small: fn(columns: u16, rows: u16) -> String,

    pub no_matches: fn(query: &str, tab: &str) -> String,
    pub matches_in_other_tabs: fn(tabs: &str, key: &str) -> String,
    /// What the text is that a query matched, if it is not the name.
    pub matched_text: fn(MatchedText) -> &'static str,
    pub best_match_elsewhere: fn(left: &str, shown: &str) -> String,
    pub no_matches_in_any_tab: &'static str,
    /// What helps if the words of a query have no match.
    pub fewer_words_hint: &'static str,
    /// Which scores a filter by score compares, and what values they have.
    pub score_range_hint: fn(benchmark: &str, low: &str, high: &str) -> String,
    pub more_characters: fn(count: usize) -> String,
    pub clear_search_hint: fn(key: &str) -> String,
    pub empty_tab: &'static str,

    pub unknown_column: fn(key: &str, hint: Option<&str>) -> String,
    pub unknown_value: fn(key: &str, value: &str, allowed: &str) -> String,
    pub value_not_found: fn(key: &str, value: &str, nearest: &[String], common: &[String]) -> String,
    pub unordered_column: fn(key: &str) -> String,
    pub missing_value: fn(key: &str) -> String,
    pub invalid_date: fn(text: &str) -> String,
    pub invalid_number: fn(text: &str) -> String,
    pub invalid_budget: fn(&MemoryBudgetError) -> String,
    pub memory_assumed: fn(budgets: &str, unknown: usize) -> String,
    /// The same without the assumptions.
    pub memory_assumed_short: fn(budgets: &str, unknown: usize) -> String,
    /// That no match has the words, only their letters.
    pub scattered_words: fn(words: &[String]) -> String,
    pub invalid_quantity: fn(text: &str) -> String,
    pub benchmark_as_column: fn(name: &str, id: &str, filter: Option<&str>) -> String,
    pub missing_unit: fn(text: &str, meant: &str) -> String,
    pub reversed_range: fn(text: &str) -> String,
    pub unknown_saved_query: fn(name: &str) -> String,
    pub query_too_long: fn(max_chars: usize) -> String,
    pub too_many_terms: fn(max: usize) -> String,
    pub did_you_mean: fn(names: &str, key: &str) -> String,
    pub blocking_term: fn(term: &str) -> String,
    pub try_filters: fn(filters: &str) -> String,

    pub opening: fn(what: &str) -> String,
    pub opening_links: fn(usize) -> String,
    pub copied: fn(text: &str) -> String,
    pub link_copied_instead: fn(url: &str, reason: &str) -> String,
    pub links_copied_instead: fn(count: usize, reason: &str) -> String,
    pub remote_session: &'static str,
    pub no_browser: &'static str,
    pub browser_failed: fn(reason: &str) -> String,
    pub missing_link: fn(name: &str, what: &str) -> String,
    pub license_link: &'static str,
    pub website_link: &'static str,
    pub line_has_no_link: &'static str,
    pub no_link_above: &'static str,
    pub no_link_below: &'static str,

    // find
    /// There is no text to go to the next match of.
    pub no_find: &'static str,
    pub text_not_found: fn(text: &str) -> String,
    /// The number of the match at the cursor, if it is at one, and how many lines match.
    pub match_position: fn(selected: Option<usize>, count: usize) -> String,

    pub name: &'static str,
    pub languages_label: &'static str,
    pub modality: fn(Modality) -> &'static str,
    pub reasoning: fn(Reasoning) -> &'static str,
    pub yes_no: fn(bool) -> &'static str,
    pub lifecycle: fn(status: LifecycleStatus, since: Option<&str>, replacement: Option<&str>) -> String,
    pub shape: fn(&Shape) -> String,
    pub memory_bits: fn(bits: &str) -> String,
    /// The context that a model was trained for, in a heading.
    pub native_context: &'static str,
    pub memory_native: fn(context: &str) -> String,
    pub memory_assumptions: &'static str,
    pub training: &'static str,
    pub weights_open: &'static str,
    pub weights_closed: &'static str,
    /// The license of weights that are not released.
    pub license_closed: &'static str,
    /// The heading of a list of organizations.
    pub maker: &'static str,
    /// The heading of contexts in a narrow list.
    pub context_short: &'static str,
    /// The heading of licenses in a narrow list.
    pub license_short: &'static str,
    pub descendants: &'static str,
    /// The authors of a paper; `more` is true if some are not named.
    pub authors: fn(names: &str, more: bool) -> String,
    /// Separates the parts of a sentence.
    pub part_separator: &'static str,
    /// The heading of the figures; `variant` is `None` if there is only one.
    pub key_facts: fn(variant: Option<&str>) -> String,
    /// Headings of the detail.
    pub variants: &'static str,
    pub links: &'static str,
    pub lineage: &'static str,
    pub claims: &'static str,
    pub sources: &'static str,
    /// The fields that a source backs; `variants` is empty if they are those of all.
    pub backed_fields: fn(fields: &[&str], variants: &str) -> String,
    pub no_source: &'static str,
    pub modalities_label: &'static str,
    pub shape_label: &'static str,
    pub insight_label: &'static str,
    pub training_run_label: &'static str,
    pub training_run: fn(&TrainingRun) -> String,
    pub checked_on: fn(date: &str) -> String,
    pub aliases: &'static str,
    pub status: &'static str,
    pub scores: &'static str,
    /// What the bars beside scores reach from and to.
    pub score_bars: &'static str,
    pub timeline: &'static str,
    /// The release of a model, in its timeline.
    pub released: &'static str,
    pub source_list: &'static str,
    pub changelog: &'static str,
    pub statistics: fn(models: usize, extensions: usize, claims: usize) -> String,
    /// Loading a catalogue.
    pub loading: &'static str,
    /// How much was loaded, in what time.
    pub loaded_lines: fn(lines: usize, seconds: f64) -> String,
    pub searching: &'static str,
    /// The number of invalid lines in a JSON Lines catalogue.
    pub skipped_lines: fn(lines: usize) -> String,
    /// A claimed value; `by` is `None` if the source list made the claim.
    pub claimed_value: fn(by: Option<&str>, value: &str) -> String,
    pub help_query_syntax: &'static str,
    pub query_examples: &'static [(&'static str, &'static str)],
    pub help_columns: &'static str,
    pub help_symbols: &'static str,
    pub symbol_meanings: &'static [(&'static str, &'static str)],

    pub awesome_list_title: &'static str,
    pub awesome_list_intro: fn(models: usize, extensions: usize) -> String,
    pub awesome_list_notice: &'static str,
    /// The list that the catalogue is based on; `origin` is a Markdown link.
    pub awesome_list_source: fn(origin: &str, date: &str) -> String,
    pub table_of_contents: &'static str,
    pub stage_title: fn(Stage) -> &'static str,
    pub resources: &'static str,
    pub checkpoint_short: &'static str,
    pub insights: &'static str,
    pub insight: &'static str,

    pub stage: fn(Stage) -> &'static str,
    pub architecture: fn(Architecture) -> &'static str,
    /// The unit in a narrow column; empty for tokens.
    pub unit_short: fn(TrainingUnit) -> &'static str,
    pub training_quantity: fn(amount: &str, TrainingUnit, TrainingKind) -> String,
    /// The kind in a narrow column; empty for pre-training.
    pub training_kind_short: fn(TrainingKind) -> &'static str,
    pub commercial_use: fn(CommercialUse) -> &'static str,
    pub link_kind: fn(LinkKind) -> &'static str,
    /// A child with its relation to the parent that it is shown under, unless that is `weights`.
    pub child_model: fn(name: &str, Relation) -> String,
    /// A parent with the relation of the child that it is shown under, unless that is `weights`.
    pub parent_model: fn(name: &str, Relation) -> String,
    pub claim_field: fn(ClaimField) -> &'static str,
    pub claim_status: fn(ClaimStatus) -> &'static str,
    pub extension_kind: fn(ExtensionKind) -> &'static str,
    pub maintenance: fn(Maintenance) -> &'static str,

    // bookmarks
    pub note: &'static str,
    /// The prompt of the note input.
    pub note_prompt: fn(name: &str) -> String,
    pub bookmark_added: fn(name: &str) -> String,
    pub bookmarks_added: fn(usize) -> String,
    pub bookmark_removed: fn(name: &str) -> String,
    pub nothing_to_undo: &'static str,
    pub undone_bookmarks: fn(usize) -> String,
    /// A bookmark that was added is removed again.
    pub undone_added: fn(name: &str) -> String,
    /// A bookmark that was removed is back.
    pub undone_removed: fn(name: &str, has_note: bool) -> String,
    pub undone_note_added: fn(name: &str) -> String,
    pub undone_note: fn(name: &str) -> String,
    /// Asks for confirmation before a bookmark with a note is removed.
    pub confirm_unbookmark: fn(name: &str, key: &str) -> String,
    pub note_saved: fn(name: &str) -> String,
    pub note_unchanged: &'static str,
    pub no_editor: &'static str,
    pub editor_failed: fn(reason: &str) -> String,
    pub note_removed: fn(name: &str) -> String,
    /// Another process has changed the note since it was read.
    pub note_conflict: fn(name: &str, note: &str) -> String,
    pub bookmarks_not_loaded: fn(reason: &str) -> String,
    pub bookmarks_not_saved: fn(reason: &str) -> String,
    pub no_bookmarks: fn(key: &str) -> String,

    // exports
    /// The prompt of the path that entries are exported to.
    pub export_prompt: fn(count: usize) -> String,
    pub unknown_export_format: fn(extensions: &str) -> String,
    pub confirm_replace_file: fn(path: &str) -> String,
    pub exported: fn(count: usize, path: &str) -> String,
    pub not_exported: fn(path: &str, reason: &str) -> String,

    // saved queries
    pub query_name_prompt: &'static str,
    pub no_query_to_save: &'static str,
    pub invalid_query_name: &'static str,
    pub no_saved_queries: fn(key: &str) -> String,
    pub confirm_replace_query: fn(name: &str) -> String,
    pub confirm_delete_query: fn(name: &str) -> String,
    pub query_saved: fn(name: &str) -> String,
    pub query_deleted: fn(name: &str) -> String,
    pub query_not_saved: fn(reason: &str) -> String,

    // query history
    pub earlier_queries: &'static str,
    pub no_earlier_queries: &'static str,

    pub detail_not_visible: &'static str,
    pub catalog_reloaded: fn(entries: usize) -> String,
    /// The files of the catalogue changed and cannot be read; the old entries are shown.
    pub catalog_not_reloaded: fn(reason: &str) -> String,
    /// An error and the number of others.
    pub and_more_errors: fn(error: &str, others: usize) -> String,
    /// The file of the last session is not valid.
    pub session_not_read: fn(reason: &str) -> String,
    /// Keys that need both panes.
    pub pane_is_zoomed: &'static str,
    pub too_narrow_for_two_panes: &'static str,

    // comparison
    pub marked_count: fn(count: usize) -> String,
    pub no_marks: fn(mark: &str) -> String,
    pub no_links_marked: &'static str,
    /// The title of the question whether to open many links.
    pub confirm_open_links: fn(usize) -> String,
    pub all_bookmarked: &'static str,
    pub marks_cleared: &'static str,
    pub too_many_compared: fn(max: usize, marked: usize, mark: &str, clear: &str) -> String,
    /// A range of rows can only be marked from a marked row.
    pub range_needs_anchor: fn(mark: &str, range: &str) -> String,
    pub compare_hint: fn(mark: &str, compare: &str) -> String,
    /// The range of visible models in a comparison that does not fit.
    pub visible_models: fn(first: usize, last: usize, all: usize) -> String,
    pub compare_legend: fn(best: &str, unlike: &str) -> String,
    /// Instead of the rows whose values are equal.
    pub equal_rows_hidden: fn(count: usize, key: &str) -> String,
    /// A score of another variant than the compared one.
    pub score_of_variant: fn(variant: &str, score: &str) -> String,
    /// The title of the menu of the variants of a model.
    pub variant_menu_title: fn(name: &str) -> String,
    pub has_no_variants: fn(name: &str) -> String,
    /// A text with a note in parentheses, unless the note is empty.
    pub parenthesized: fn(text: &str, note: &str) -> String,
    pub copied_lines: fn(first: &str, more: usize) -> String,

    // charts
    pub chart_names: [&'static str; 9],
    /// The title of a scatter plot.
    pub chart_axes: fn(x: &str, y: &str) -> String,
    pub chart_by_year: &'static str,
    pub chart_by_license: &'static str,
    pub chart_by_language: &'static str,
    pub axis_released: &'static str,
    pub axis_parameters: &'static str,
    pub axis_active_parameters: &'static str,
    pub axis_tokens: &'static str,
    pub axis_context: &'static str,
    pub axis_score: fn(benchmark: &str) -> String,
    /// The number of models that a chart is of, and the tab that it follows.
    pub chart_models_of_tab: fn(models: usize, tab: &str) -> String,
    /// The models of a chart, and how many of them are not in it.
    pub chart_caption: fn(models: &str, without_value: usize, unknown_weights: usize) -> String,
    pub chart_empty: &'static str,
    pub chart_compute_optimal: &'static str,
    /// Why a model has no ratio of tokens to parameters.
    pub chart_from_weights: &'static str,
    /// The rank of a model, and what it is by.
    pub chart_rank: fn(rank: usize, points: usize, by: &str) -> String,
    pub chart_rank_short: fn(rank: usize, points: usize) -> String,
    pub chart_tokens_per_parameter: &'static str,
    /// The range of an axis.
    pub chart_range: fn(low: &str, high: &str) -> String,
    /// The visible part of a chart.
    pub chart_view: fn(x: &str, y: &str, hidden: usize) -> String,
    /// The line of the best so far.
    pub chart_frontier: &'static str,
    pub chart_open: &'static str,
    pub chart_closed: &'static str,
    pub chart_other_makers: &'static str,
    /// How the compared scores were measured and who reports them.
    pub chart_protocol: fn(setting: &str, reported_by: Option<&str>) -> String,
    pub chart_setting_unknown: &'static str,
    /// A model with its score and release date.
    pub chart_lag_model: fn(name: &str, score: &str, date: &str) -> String,
    /// How many months the best of the open or closed models is behind the first of the others that was as good.
    pub chart_lag: fn(open_is_behind: bool, behind: &str, reached_by: &str, months: i64) -> String,
    pub chart_over_trained: &'static str,
    pub chart_under_trained: &'static str,
    pub chart_overlap_legend: &'static str,
    pub chart_density_legend: &'static str,
    pub settings_caveat: &'static str,
    /// What the mark of a score means.
    pub unlike_scores: &'static str,
    pub no_scores_in_list: fn(benchmark: &str) -> String,
    /// Which bars of how many are visible.
    pub chart_bars_shown: fn(first: usize, last: usize, total: usize) -> String,
    pub not_in_chart: fn(name: &str) -> String,
    pub chart_model_count: fn(models: usize) -> String,
    pub chart_bin_count: fn(models: usize) -> String,
    pub chart_overlap_count: fn(others: usize) -> String,
    pub chart_parameters: fn(quantity: &str) -> String,
    pub chart_active: fn(quantity: &str) -> String,
    pub chart_tokens: fn(quantity: &str) -> String,
    pub chart_context: fn(quantity: &str) -> String,
    pub chart_score: fn(value: &str) -> String,
    pub chart_ratio: fn(ratio: &str) -> String,
    pub chart_ratio_active: fn(ratio: &str) -> String,
    pub chart_x_axis: fn(axis: &str) -> String,
    pub chart_y_axis: fn(axis: &str) -> String,

    // estimates and glossary
    /// The heading of the estimates; `size` is `None` if there is only one size.
    pub estimates: fn(variant: Option<&str>) -> String,
    pub approximately: fn(value: &str) -> String,
    pub tokens_per_parameter: &'static str,
    pub training_compute: &'static str,
    pub weight_size: &'static str,
    pub time_after_parent: &'static str,
    pub days_after_parent: fn(days: u32, parent: &str) -> String,
    pub help_estimates: &'static str,
    pub estimate_meanings: &'static [(&'static str, &'static str)],
    /// The label of related glossary terms.
    pub see_also: &'static str,
    pub copy_title: &'static str,
    pub copy_id: &'static str,
    pub copy_link: &'static str,
    pub copy_markdown: &'static str,
    /// The copied text and its format; a long text is given by its line count.
    pub copied_as: fn(format: &str, text: &str) -> String,
    pub copied_as_lines: fn(format: &str, lines: usize) -> String,
    pub nothing_to_copy: &'static str,

    // lineage
    /// Refers to a model that is shown elsewhere in the tree.
    pub see_reference: fn(name: &str) -> String,
    /// A parent of a model as a whole that some of its variants have.
    pub some_variants: fn(name: &str) -> String,
    /// A parent that some variants have.
    pub for_variants: fn(name: &str, variants: &str) -> String,
    /// The first of some variants, which `text` lists.
    pub more_variants: fn(text: &str, total: usize, more: usize) -> String,
    /// The number of relatives not listed; `None` if unknown (large catalogues).
    pub more_relatives: fn(count: Option<usize>) -> String,
    pub tree_count: fn(models: usize, ancestors: usize) -> String,
    /// The relations that a family tree shows.
    pub tree_relations: fn(all: bool) -> &'static str,
    pub tree_truncated: fn(models: usize) -> String,
    pub tree_empty: &'static str,
    /// What an outlined sign of a stage stands for.
    pub tree_outline: &'static str,
    pub history_at_start: &'static str,
    pub history_at_end: &'static str,

    /// Errors and other text of the command line.
    pub cli: CliMessages,
    pub config: ConfigMessages,
    /// Exported pages and the export command.
    pub export: ExportMessages,
    pub diff: DiffMessages,
    pub merge: MergeMessages,
    pub news: NewsMessages,
}

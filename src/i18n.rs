//! The program's words. A word that a language lacks does not compile.

use llm_catalog::{
    claim::{ClaimField, ClaimStatus},
    extension::{ExtensionKind, Maintenance},
    license::CommercialUse,
    link::LinkKind,
    localized::Locale,
    model::{Architecture, Stage},
    parent::Relation,
    training::{TrainingKind, TrainingUnit},
};

use crate::action::{Action, KeyContext};

mod en;
mod locale;
mod query_error;
mod zh;

pub use locale::detect_locale;
pub use query_error::describe;

/// The words of one language.
#[expect(missing_docs, reason = "each field is named for what it says")]
pub struct Messages {
    /// The other language's own name, to offer it.
    pub other_language: &'static str,
    pub language_changed: &'static str,
    pub no_color_set: &'static str,
    pub theme_changed: fn(theme: &str) -> String,

    pub tab_extensions: &'static str,
    pub tab_extensions_short: &'static str,
    pub tab_all: &'static str,
    pub tab_all_short: &'static str,
    pub search_placeholder: &'static str,
    pub result_count: fn(matches: usize, all: usize) -> String,
    pub sort_best_match: &'static str,
    pub sorted_by: fn(column: &str, descending: bool) -> String,
    pub sort_title: &'static str,
    /// The scores on a benchmark, as an order.
    pub sort_by_score: fn(&str) -> String,
    pub terminal_too_small: fn(columns: u16, rows: u16) -> String,

    pub no_matches: fn(query: &str, tab: &str) -> String,
    pub matches_in_other_tabs: fn(tabs: &str, key: &str) -> String,
    pub no_matches_in_any_tab: &'static str,
    pub more_lines: fn(lines: usize) -> String,
    pub clear_search_hint: fn(key: &str) -> String,
    pub empty_tab: &'static str,

    pub unknown_column: fn(key: &str, hint: Option<&str>) -> String,
    pub unknown_value: fn(key: &str, word: &str, words: &str) -> String,
    pub missing_value: fn(key: &str) -> String,
    pub invalid_date: fn(text: &str) -> String,
    pub invalid_number: fn(text: &str) -> String,
    pub invalid_quantity: fn(text: &str) -> String,
    pub reversed_range: fn(text: &str) -> String,
    pub unknown_saved_query: fn(name: &str) -> String,
    pub did_you_mean: fn(names: &str, key: &str) -> String,
    pub blocking_term: fn(term: &str) -> String,

    pub opening: fn(what: &str) -> String,
    pub copied: fn(text: &str) -> String,
    pub link_copied_instead: fn(url: &str, reason: &str) -> String,
    pub remote_session: &'static str,
    pub no_browser: &'static str,
    pub browser_failed: fn(reason: &str) -> String,
    pub missing_link: fn(name: &str, what: &str) -> String,
    pub license_link: &'static str,
    pub website_link: &'static str,
    pub line_has_no_link: &'static str,

    pub model: &'static str,
    pub name: &'static str,
    pub parameters: &'static str,
    pub released: &'static str,
    pub score: &'static str,
    pub tokens: &'static str,
    pub languages_short: &'static str,
    pub languages_label: &'static str,
    pub license: &'static str,
    pub links: &'static str,
    pub kind: &'static str,
    pub summary: &'static str,
    pub stage_heading: &'static str,
    pub organizations: &'static str,
    pub countries: &'static str,
    pub commercial_heading: &'static str,
    pub claims_heading: &'static str,
    pub size: &'static str,
    pub active: &'static str,
    pub training: &'static str,
    pub architecture_heading: &'static str,
    pub context: &'static str,
    pub context_tokens: fn(tokens: u32) -> String,
    pub weights: &'static str,
    pub weights_open: &'static str,
    pub weights_closed: &'static str,
    pub parents: &'static str,
    pub lineage: &'static str,
    pub descendants: &'static str,
    pub paper: &'static str,
    /// The first authors of a paper, and whether there are more.
    pub authors: fn(names: &str, more: bool) -> String,
    pub claims: &'static str,
    pub sources: &'static str,
    pub aliases: &'static str,
    pub status: &'static str,
    pub scores: &'static str,
    pub source_list: &'static str,
    pub changelog: &'static str,
    pub statistics: fn(models: usize, extensions: usize, claims: usize) -> String,
    /// What is said while a dump is read; `percent` is not known of a stream.
    pub loading: fn(percent: Option<u64>) -> String,
    pub searching: &'static str,
    /// What is said of lines of a dump that are no entries.
    pub skipped_lines: fn(lines: usize) -> String,
    /// What somebody claimed; `by` is `None` for the list of the beginning.
    pub claimed_value: fn(by: Option<&str>, value: &str) -> String,
    pub about_title: &'static str,
    pub tree_title: &'static str,
    pub compare_title: &'static str,
    pub chart_title: &'static str,
    pub glossary_title: &'static str,
    pub help_title: &'static str,
    pub help_query_syntax: &'static str,
    pub query_examples: &'static [(&'static str, &'static str)],
    pub help_columns: &'static str,
    pub help_symbols: &'static str,
    pub symbol_meanings: &'static [(&'static str, &'static str)],

    pub awesome_list_title: &'static str,
    pub awesome_list_intro: fn(models: usize, extensions: usize) -> String,
    pub awesome_list_notice: &'static str,
    /// Where a catalogue began; `origin` is a link.
    pub awesome_list_source: fn(origin: &str, date: &str) -> String,
    pub table_of_contents: &'static str,
    pub stage_title: fn(Stage) -> &'static str,
    pub resources: &'static str,
    pub checkpoint_short: &'static str,
    pub insights: &'static str,
    pub insight: &'static str,

    /// What an action does in a context: a word or two for footers, a line for the help.
    pub action_help: fn(Action, KeyContext) -> (&'static str, &'static str),
    pub key_context: fn(KeyContext) -> &'static str,
    pub stage: fn(Stage) -> &'static str,
    pub architecture: fn(Architecture) -> &'static str,
    /// A unit in a narrow column; tokens are understood.
    pub unit_short: fn(TrainingUnit) -> &'static str,
    /// A training figure in words.
    pub training_quantity: fn(amount: &str, TrainingUnit, TrainingKind) -> String,
    /// A kind in a narrow column; pre-training is understood.
    pub training_kind_short: fn(TrainingKind) -> &'static str,
    pub commercial_use: fn(CommercialUse) -> &'static str,
    pub link_kind: fn(LinkKind) -> &'static str,
    /// A relative, with what was taken over where it is not the weights.
    pub related_model: fn(name: &str, Relation) -> String,
    pub claim_field: fn(ClaimField) -> &'static str,
    pub claim_status: fn(ClaimStatus) -> &'static str,
    pub extension_kind: fn(ExtensionKind) -> &'static str,
    pub maintenance: fn(Maintenance) -> &'static str,

    // bookmarks
    pub note: &'static str,
    /// What stands before a note that is being written.
    pub note_prompt: fn(name: &str) -> String,
    pub bookmark_added: fn(name: &str) -> String,
    pub bookmark_removed: fn(name: &str) -> String,
    /// What is said before a bookmark with a note is taken away.
    pub confirm_unbookmark: fn(name: &str, key: &str) -> String,
    pub note_saved: fn(name: &str) -> String,
    pub note_removed: fn(name: &str) -> String,
    /// What is said where another program has written a note meanwhile.
    pub note_conflict: fn(name: &str, note: &str) -> String,
    pub bookmarks_not_saved: fn(why: &str) -> String,
    pub no_bookmarks: fn(key: &str) -> String,
    // Comparing
    pub marked_count: fn(count: usize) -> String,
    pub mark_limit_reached: fn(names: &str, key: &str) -> String,
    pub extensions_not_comparable: &'static str,
    pub nothing_to_mark: &'static str,
    /// What to do before rows can be marked from one to another.
    pub range_needs_anchor: fn(mark: &str, range: &str) -> String,
    pub compare_hint: fn(mark: &str, compare: &str) -> String,
    pub compare_needs_two: &'static str,
    /// Which models are in sight, where not all have room.
    pub visible_models: fn(first: usize, last: usize, all: usize) -> String,
    pub compare_legend: fn(differs: &str, best: &str) -> String,
    /// A text with a remark on it, which may be empty.
    pub parenthesized: fn(text: &str, remark: &str) -> String,
    pub copied_lines: fn(first: &str, more: usize) -> String,
    // charts
    pub chart_names: [&'static str; 6],
    pub chart_xy_title: fn(y: &str, x: &str) -> String,
    pub chart_by_year: &'static str,
    pub chart_by_license: &'static str,
    pub chart_by_language: &'static str,
    pub axis_released: &'static str,
    pub axis_parameters: &'static str,
    pub axis_active_parameters: &'static str,
    pub axis_tokens: &'static str,
    pub axis_context: &'static str,
    pub axis_score: fn(benchmark: &str) -> String,
    /// How many of the models that a query finds stand in a chart.
    pub chart_plotted_count: fn(shown: usize, found: usize) -> String,
    pub chart_empty: &'static str,
    pub chart_compute_optimal: &'static str,
    /// The place of a point in the order of tokens per parameter.
    pub chart_ratio_rank: fn(place: usize, points: usize) -> String,
    pub chart_over_trained: &'static str,
    pub chart_under_trained: &'static str,
    pub chart_overlap_legend: &'static str,
    pub chart_density_legend: &'static str,
    pub chart_settings_caveat: &'static str,
    pub chart_more: fn(others: usize) -> String,
    pub chart_model_count: fn(models: usize) -> String,
    pub chart_bin_count: fn(models: usize) -> String,
    pub chart_overlap_count: fn(others: usize) -> String,
    pub chart_parameters: fn(figure: &str) -> String,
    pub chart_active: fn(figure: &str) -> String,
    pub chart_tokens: fn(figure: &str) -> String,
    pub chart_context: fn(figure: &str) -> String,
    pub chart_score: fn(value: &str) -> String,
    pub chart_ratio: fn(ratio: &str) -> String,
    pub chart_ratio_active: fn(ratio: &str) -> String,
    pub chart_axes_title: &'static str,
    pub chart_x_axis: fn(axis: &str) -> String,
    pub chart_y_axis: fn(axis: &str) -> String,
    pub chart_narrow_query: &'static str,
    pub chart_axes_fixed: &'static str,
    // terms
    /// The heading of estimates, of which size where there are several.
    pub estimates: fn(size: Option<&str>) -> String,
    pub approximately: fn(figure: &str) -> String,
    pub tokens_per_parameter: &'static str,
    pub training_compute: &'static str,
    pub weight_size: &'static str,
    pub time_after_parent: &'static str,
    pub days_after_parent: fn(days: u32, parent: &str) -> String,
    pub help_estimates: &'static str,
    pub estimate_meanings: &'static [(&'static str, &'static str)],
    /// What stands before the terms that a term is related to.
    pub see_also: &'static str,
    pub copy_title: &'static str,
    pub copy_id: &'static str,
    pub copy_link: &'static str,
    pub copy_markdown: &'static str,
    /// What was copied in which form; a long text by its lines.
    pub copied_as: fn(form: &str, text: &str) -> String,
    pub copied_as_lines: fn(form: &str, lines: usize) -> String,
    pub nothing_to_copy: &'static str,
    // lineage
    /// Refers to a model that stands in full elsewhere in a tree.
    pub see_reference: fn(name: &str) -> String,
    /// How many relatives are not listed; not known of a large catalogue.
    pub more_relatives: fn(count: Option<usize>) -> String,
    pub tree_count: fn(models: usize, ancestors: usize) -> String,
    pub tree_truncated: fn(models: usize) -> String,
    pub tree_empty: &'static str,
    pub history_at_start: &'static str,
    pub history_at_end: &'static str,
}

impl Messages {
    /// The messages of a language.
    #[must_use]
    pub fn get(locale: Locale) -> &'static Self {
        match locale {
            Locale::En => &en::MESSAGES,
            Locale::Zh => &zh::MESSAGES,
        }
    }
}

//! The program's words. A word that a language lacks does not compile.

use crate::{
    action::{Action, Mode},
    catalog::{
        claim::{Field, Status},
        extension::{ExtensionKind, Upkeep},
        license::Commercial,
        link::LinkKind,
        model::{Architecture, Stage},
        parent::Relation,
        training::{TrainingKind, Unit},
    },
    locale::Locale,
};

mod en;
mod zh;

/// The words of one language.
#[expect(missing_docs, reason = "each field is named for what it says")]
pub struct Messages {
    /// The other language's own name, to offer it.
    pub other_language: &'static str,
    pub language_changed: &'static str,
    pub no_color: &'static str,
    pub theme_changed: fn(theme: &str) -> String,

    pub tab_extensions: &'static str,
    pub tab_extensions_short: &'static str,
    pub tab_all: &'static str,
    pub tab_all_short: &'static str,
    pub search_hint: &'static str,
    pub count: fn(matches: usize, all: usize) -> String,
    pub best_match: &'static str,
    pub ordered: fn(column: &str, descending: bool) -> String,
    pub order_title: &'static str,
    /// The scores on a benchmark, as an order.
    pub order_score: fn(&str) -> String,
    pub too_small: fn(columns: u16, rows: u16) -> String,

    pub nothing_matches: fn(query: &str, tab: &str) -> String,
    pub matches_elsewhere: fn(tabs: &str, key: &str) -> String,
    pub nothing_anywhere: &'static str,
    pub more_lines: fn(lines: usize) -> String,
    pub clear_search: fn(key: &str) -> String,
    pub nothing_here: &'static str,

    pub no_column: fn(key: &str, hint: Option<&str>) -> String,
    pub no_word: fn(key: &str, word: &str, words: &str) -> String,
    pub no_value: fn(key: &str) -> String,
    pub not_a_date: fn(text: &str) -> String,
    pub not_a_number: fn(text: &str) -> String,
    pub not_a_figure: fn(text: &str) -> String,
    pub reversed_range: fn(text: &str) -> String,
    pub no_named_query: fn(name: &str) -> String,
    pub did_you_mean: fn(names: &str, key: &str) -> String,
    pub excludes_all: fn(term: &str) -> String,

    pub opened: fn(what: &str) -> String,
    pub copied: fn(text: &str) -> String,
    pub copied_instead: fn(url: &str, reason: &str) -> String,
    pub over_ssh: &'static str,
    pub no_display: &'static str,
    pub open_failed: fn(reason: &str) -> String,
    pub no_link: fn(name: &str, what: &str) -> String,
    pub license_word: &'static str,
    pub website: &'static str,
    pub nothing_to_open: &'static str,

    pub model: &'static str,
    pub name: &'static str,
    pub parameters: &'static str,
    pub released: &'static str,
    pub score: &'static str,
    pub tokens: &'static str,
    pub languages: &'static str,
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
    pub origin: &'static str,
    pub updates: &'static str,
    pub statistics: fn(models: usize, extensions: usize, claims: usize) -> String,
    /// What is said while a dump is read; `percent` is not known of a stream.
    pub loading: fn(percent: Option<u64>) -> String,
    pub searching: &'static str,
    /// What is said of lines of a dump that are no entries.
    pub left_out: fn(lines: usize) -> String,
    /// What somebody claimed; `by` is `None` for the list of the beginning.
    pub listed: fn(by: Option<&str>, value: &str) -> String,
    pub about_title: &'static str,
    pub tree_title: &'static str,
    pub compare_title: &'static str,
    pub chart_title: &'static str,
    pub glossary_title: &'static str,
    pub help_title: &'static str,
    pub help_queries: &'static str,
    pub query_examples: &'static [(&'static str, &'static str)],
    pub help_columns: &'static str,
    pub help_marks: &'static str,
    pub mark_meanings: &'static [(&'static str, &'static str)],

    pub page_title: &'static str,
    pub page_intro: fn(models: usize, extensions: usize) -> String,
    pub page_checked: &'static str,
    /// Where a catalogue began; `origin` is a link.
    pub page_origin: fn(origin: &str, date: &str) -> String,
    pub contents: &'static str,
    pub stage_title: fn(Stage) -> &'static str,
    pub resources: &'static str,
    pub checkpoint_short: &'static str,
    pub insights: &'static str,
    pub insight: &'static str,

    /// What an action does in a mode: in a word or two, and in a line.
    pub action: fn(Action, Mode) -> (&'static str, &'static str),
    pub mode: fn(Mode) -> &'static str,
    pub stage: fn(Stage) -> &'static str,
    pub architecture: fn(Architecture) -> &'static str,
    /// A unit in a narrow column; tokens are understood.
    pub unit_short: fn(Unit) -> &'static str,
    /// A training figure in words.
    pub training_figure: fn(amount: &str, Unit, TrainingKind) -> String,
    /// A kind in a narrow column; pre-training is understood.
    pub training_kind_short: fn(TrainingKind) -> &'static str,
    pub commercial: fn(Commercial) -> &'static str,
    pub link: fn(LinkKind) -> &'static str,
    /// A relative, with what was taken over where it is not the weights.
    pub relative: fn(name: &str, Relation) -> String,
    pub field: fn(Field) -> &'static str,
    pub claim_status: fn(Status) -> &'static str,
    pub extension_kind: fn(ExtensionKind) -> &'static str,
    pub upkeep: fn(Upkeep) -> &'static str,

    // bookmarks
    pub note: &'static str,
    /// What stands before a note that is being written.
    pub note_on: fn(name: &str) -> String,
    pub bookmark_set: fn(name: &str) -> String,
    pub bookmark_removed: fn(name: &str) -> String,
    /// What is said before a bookmark with a note is taken away.
    pub bookmark_has_note: fn(name: &str, key: &str) -> String,
    pub note_kept: fn(name: &str) -> String,
    pub note_removed: fn(name: &str) -> String,
    /// What is said where another program has written a note meanwhile.
    pub note_changed: fn(name: &str, note: &str) -> String,
    pub not_kept: fn(why: &str) -> String,
    pub no_bookmarks: fn(key: &str) -> String,
    // Comparing
    pub marked: fn(count: usize) -> String,
    pub marks_are_full: fn(names: &str, key: &str) -> String,
    pub no_mark_for_extensions: &'static str,
    pub nothing_to_mark: &'static str,
    /// What to do before rows can be marked from one to another.
    pub range_needs_a_mark: fn(mark: &str, range: &str) -> String,
    pub how_to_compare: fn(mark: &str, compare: &str) -> String,
    pub compares_at_least_two: &'static str,
    /// Which models are in sight, where not all have room.
    pub compared_in_sight: fn(first: usize, last: usize, all: usize) -> String,
    pub compare_legend: fn(differs: &str, best: &str) -> String,
    /// A text with a remark on it, which may be empty.
    pub in_brackets: fn(text: &str, remark: &str) -> String,
    pub copied_lines: fn(first: &str, more: usize) -> String,
    // charts
    pub chart_names: [&'static str; 6],
    pub chart_against: fn(y: &str, x: &str) -> String,
    pub chart_years: &'static str,
    pub chart_licenses: &'static str,
    pub chart_languages: &'static str,
    pub axis_released: &'static str,
    pub axis_parameters: &'static str,
    pub axis_active: &'static str,
    pub axis_tokens: &'static str,
    pub axis_context: &'static str,
    pub axis_score: fn(benchmark: &str) -> String,
    /// How many of the models that a query finds stand in a chart.
    pub chart_shown: fn(shown: usize, found: usize) -> String,
    pub chart_nothing: &'static str,
    pub chart_optimal: &'static str,
    /// The place of a point in the order of tokens per parameter.
    pub chart_by_ratio: fn(place: usize, points: usize) -> String,
    pub chart_over: &'static str,
    pub chart_under: &'static str,
    pub chart_several: &'static str,
    pub chart_density: &'static str,
    pub chart_settings: &'static str,
    pub chart_others: fn(others: usize) -> String,
    pub chart_models: fn(models: usize) -> String,
    pub chart_around: fn(models: usize) -> String,
    pub chart_here: fn(others: usize) -> String,
    pub chart_parameters: fn(figure: &str) -> String,
    pub chart_active: fn(figure: &str) -> String,
    pub chart_tokens: fn(figure: &str) -> String,
    pub chart_context: fn(figure: &str) -> String,
    pub chart_score: fn(value: &str) -> String,
    pub chart_ratio: fn(ratio: &str) -> String,
    pub chart_ratio_active: fn(ratio: &str) -> String,
    pub chart_axes: &'static str,
    pub chart_across: fn(axis: &str) -> String,
    pub chart_up: fn(axis: &str) -> String,
    pub chart_narrow: &'static str,
    pub chart_no_axes: &'static str,
    // terms
    /// The heading of estimates, of which size where there are several.
    pub estimates: fn(size: Option<&str>) -> String,
    pub about: fn(figure: &str) -> String,
    pub tokens_per_parameter: &'static str,
    pub training_compute: &'static str,
    pub weights_size: &'static str,
    pub after_parent: &'static str,
    pub days_after: fn(days: u32, parent: &str) -> String,
    pub help_estimates: &'static str,
    pub estimate_meanings: &'static [(&'static str, &'static str)],
    /// What stands before the terms that a term is related to.
    pub see: &'static str,
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
    pub see_elsewhere: fn(name: &str) -> String,
    /// How many relatives are not listed; not known of a large catalogue.
    pub more_kin: fn(count: Option<usize>) -> String,
    pub tree_count: fn(models: usize, ancestors: usize) -> String,
    pub tree_left_out: fn(models: usize) -> String,
    pub tree_empty: &'static str,
    pub no_visit_back: &'static str,
    pub no_visit_forward: &'static str,
}

impl Locale {
    /// The program's words in this language.
    #[must_use]
    pub fn messages(self) -> &'static Messages {
        match self {
            Self::En => &en::MESSAGES,
            Self::Zh => &zh::MESSAGES,
        }
    }
}

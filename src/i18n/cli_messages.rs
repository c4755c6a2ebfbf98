//! The type that holds the command line text of one language.

/// Errors and other text of the command line. The help text is in [`crate::i18n::HelpTexts`].
pub struct CliMessages {
    /// Separates an error from its cause.
    pub cause_separator: &'static str,
    /// Separates the items of a list.
    pub list_separator: &'static str,

    // reading catalogues, the configuration and bookmarks
    pub cannot_read: fn(file: &str) -> String,
    pub cannot_read_catalog: fn(file: &str, reason: &str) -> String,
    pub cannot_read_stdin: &'static str,
    pub cannot_write: fn(file: &str) -> String,
    pub fix_or_move: fn(error: &str) -> String,
    pub no_state_dir: &'static str,
    pub skipped_lines_hint: fn(skipped: &str) -> String,

    // options
    pub browse_options_with_command: &'static str,
    pub select_needs_terminal: &'static str,
    pub unusable_terminal: &'static str,
    pub unknown_column: fn(hint: Option<&str>, columns: &str) -> String,
    pub unknown_sort_direction: fn(direction: &str, column: &str) -> String,
    pub invalid_count: &'static str,
    pub unknown_locale: fn(tag: &str) -> String,
    pub unknown_benchmark: fn(id: &str, hint: Option<&str>, ids: &str) -> String,
    /// The benchmark that the score column of a file for programs has.
    pub score_benchmark: fn(id: &str) -> String,

    /// What to do if entries refer to benchmarks or parents that the read files lack.
    pub builtin_hint: &'static str,

    // queries and names
    pub no_entries: &'static str,
    pub no_matches: fn(query: &str, advice: &str) -> String,
    pub try_options: fn(options: &[String]) -> String,
    pub blocking_term: fn(term: &str) -> String,
    pub did_you_mean: fn(names: &str) -> String,
    pub list_all_hint: &'static str,
    pub unknown_name: fn(name: &str, near_names: Option<&str>) -> String,
    pub ambiguous_name: fn(name: &str, candidates: &str) -> String,
    pub more_candidates: fn(count: usize) -> String,

    // commands
    pub chart_without_data: &'static str,
    pub compare_count: fn(given: usize, min: usize, max: usize) -> String,
    pub compare_extension: fn(name: &str) -> String,
    pub compare_same_model: fn(first: &str, second: &str) -> String,
    /// A model lacks a variant; `names` are those that it has.
    pub unknown_variant: fn(id: &str, variant: &str, names: &str) -> String,
    pub missing_link: fn(id: &str, kind: Option<&str>, kinds: &str) -> String,
    pub misplaced_comment: fn(file: &str, line: usize) -> String,
    pub unknown_term: fn(name: &str, suggestions: &[&str]) -> String,
    pub check_summary: fn(entries: usize, errors: usize, warnings: usize) -> String,

    /// Errors of the command line parser; `None` if its own English text is used.
    pub usage: Option<UsageMessages>,
}

/// Errors of the command line parser.
pub struct UsageMessages {
    pub error: fn(message: &str) -> String,
    pub unknown_argument: fn(argument: &str) -> String,
    pub unknown_command: fn(command: &str) -> String,
    pub missing_arguments: &'static str,
    pub missing_value: fn(argument: &str) -> String,
    pub invalid_value: fn(value: &str, argument: &str) -> String,
    pub possible_values: fn(values: &str) -> String,
    pub did_you_mean: fn(name: &str) -> String,
    pub usage: fn(usage: &str) -> String,
    pub more_information: &'static str,
}

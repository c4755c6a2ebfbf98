//! The type that holds the command line text of one language.

use std::io;

use llm_catalog::Foreign;

use crate::list_format::FileKind;

/// Errors and other text of the command line. The help text is in [`crate::i18n::HelpTexts`].
pub struct CliMessages {
    /// Separates an error from its cause.
    pub cause_separator: &'static str,
    /// Separates two sentences of an error.
    pub advice_separator: &'static str,
    /// Separates the items of a list.
    pub list_separator: &'static str,

    // reading catalogues, the configuration and bookmarks
    pub cannot_read: fn(file: Foreign<'_>) -> String,
    pub cannot_read_catalog: fn(file: Foreign<'_>, reason: &str) -> String,
    /// The file that an import reads.
    pub cannot_read_list: fn(file: Foreign<'_>) -> String,
    pub cannot_read_stdin: &'static str,
    pub stdin_read_once: &'static str,
    pub cannot_write: fn(file: Foreign<'_>) -> String,
    /// Another program changed the file while its new text was made.
    pub changed_meanwhile: fn(file: Foreign<'_>) -> String,
    pub fix_or_move: fn(error: &str) -> String,
    pub no_state_dir: &'static str,
    /// What prints the errors of all lines that were skipped.
    pub all_errors_hint: fn(file: Foreign<'_>) -> String,
    pub is_a_directory: &'static str,
    pub read_only_file: &'static str,
    /// The words for an error of the operating system, if the language has others than the system.
    pub io_error: fn(kind: io::ErrorKind) -> Option<&'static str>,

    // importing lists
    pub stdin_name: &'static str,
    /// What a file is, to follow "is".
    pub file_kind: fn(kind: FileKind) -> &'static str,
    /// The format that was guessed.
    pub read_as: fn(file: Foreign<'_>, kind: &str, format: &str) -> String,
    /// A file that cannot be imported.
    pub not_a_list: fn(file: Foreign<'_>, kind: &str, formats: &str) -> String,
    /// A file that is given as a catalogue and is something else that can be converted.
    pub not_a_catalog: fn(file: Foreign<'_>, kind: &str) -> String,
    /// The command that converts it.
    pub convert_hint: fn(file: Foreign<'_>) -> String,

    // options
    pub browse_options_with_command: &'static str,
    pub select_needs_terminal: &'static str,
    pub unusable_terminal: &'static str,
    pub unknown_column: fn(hint: Option<&str>, columns: &str) -> String,
    pub unknown_sort_direction: fn(direction: Foreign<'_>, column: &str) -> String,
    pub invalid_count: &'static str,
    pub unknown_locale: fn(tag: Foreign<'_>) -> String,
    pub unknown_benchmark: fn(id: Foreign<'_>, hint: Option<&str>, ids: &str) -> String,
    /// The benchmark that the score column of a file for programs has.
    pub score_benchmark: fn(id: &str) -> String,
    /// That a file has scores which do not compare with others.
    pub unlike_scores: &'static str,

    /// What to do if entries refer to benchmarks or parents that the read files lack.
    pub builtin_hint: &'static str,

    // queries and names
    pub no_entries: &'static str,
    pub try_filters: fn(filters: &str) -> String,
    pub no_matches: fn(query: Foreign<'_>, advice: &str) -> String,
    pub try_options: fn(options: &[String]) -> String,
    pub blocking_term: fn(term: Foreign<'_>) -> String,
    /// The benchmark of a filter by score that nothing matches, and its scores.
    pub score_filter: fn(id: &str, lowest: &str, highest: &str) -> String,
    pub did_you_mean: fn(names: &str) -> String,
    pub list_all_hint: &'static str,
    pub unknown_name: fn(name: Foreign<'_>, near_names: Option<&str>) -> String,
    pub ambiguous_name: fn(name: Foreign<'_>, candidates: &str) -> String,
    pub more_candidates: fn(count: usize) -> String,

    // commands
    pub chart_without_data: &'static str,
    pub compare_count: fn(given: usize, min: usize, max: usize) -> String,
    pub compare_extension: fn(name: Foreign<'_>) -> String,
    pub compare_same_model: fn(first: Foreign<'_>, second: Foreign<'_>) -> String,
    /// A model lacks a variant; `names` are those that it has.
    pub unknown_variant: fn(id: &str, variant: Foreign<'_>, names: &str) -> String,
    pub missing_link: fn(id: &str, kind: Option<&str>, kinds: &str) -> String,
    pub misplaced_comment: fn(file: Foreign<'_>, line: usize) -> String,
    pub unknown_term: fn(name: Foreign<'_>, suggestions: &[&str]) -> String,
    pub omitted_problems: fn(count: usize) -> String,
    pub coverage_all: &'static str,
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
    pub repeated_argument: fn(argument: &str) -> String,
    pub conflicting_arguments: fn(argument: &str, others: &str) -> String,
    pub too_many_values: fn(value: &str, argument: &str) -> String,
    pub did_you_mean: fn(name: &str) -> String,
    pub usage: fn(usage: &str) -> String,
    pub more_information: &'static str,
}

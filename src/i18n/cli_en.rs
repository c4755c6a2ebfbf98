//! English text of the command line.

use crate::{
    i18n::{cli_messages::CliMessages, count_noun::count_noun},
    list_format::{FileKind, ListFormat},
};

pub(super) const MESSAGES: CliMessages = CliMessages {
    cause_separator: ": ",
    advice_separator: "; ",
    list_separator: ", ",

    cannot_read: |file| format!("cannot read `{file}`"),
    cannot_read_catalog: |file, reason| format!("cannot read `{file}`: {reason}; give the path of a catalogue file"),
    cannot_read_list: |file| format!("cannot read `{file}`; give the path of a file, or `-` for standard input"),
    stdin_read_once: "standard input cannot be read again",
    cannot_read_stdin: "cannot read a catalogue from standard input",
    cannot_write: |file| format!("cannot write `{file}`; the file is unchanged"),
    changed_meanwhile: |file| format!("`{file}` changed meanwhile and was not written; run the command again"),
    fix_or_move: |error| format!("{error}; fix the file or move it away"),
    no_state_dir: "no directory for bookmarks; set HOME or XDG_STATE_HOME",
    all_errors_hint: |file| format!("`llm-tui check {file}` prints all errors"),
    is_a_directory: "it is a directory",
    read_only_file: "it is read-only",
    io_error: |_| None,

    browse_options_with_command: "`--query`, `--tab` and `--select` cannot be used before a command; use the options \
                                  of the command instead",
    select_needs_terminal: "`--select` needs a terminal; use `llm-tui show` to print an entry",
    unusable_terminal: "cannot use this terminal; `llm-tui | less` prints the catalogue as plain text",
    unknown_column: |hint, columns| format!("unknown column; {}columns: {columns}", hint_sentence(hint)),
    unknown_sort_direction: |direction, column| {
        format!("unknown sort direction `{direction}`; use `{column}:asc` or `{column}:desc`")
    },
    stdin_name: "standard input",
    file_kind: |kind| match kind {
        FileKind::List(ListFormat::Markdown) => "a Markdown page",
        FileKind::List(ListFormat::Csv) => "a CSV table",
        FileKind::List(ListFormat::Tsv) => "a TSV table",
        FileKind::List(ListFormat::ModelsDev) => "a models.dev file",
        FileKind::List(ListFormat::OpenRouter) => "an OpenRouter list",
        FileKind::List(ListFormat::HuggingFace) => "a Hugging Face list",
        FileKind::List(ListFormat::LiteLlm) => "a LiteLLM price file",
        FileKind::List(ListFormat::EcosystemGraphs) => "an Ecosystem Graphs file",
        FileKind::List(ListFormat::Catalog) => "an llm-tui catalogue",
        FileKind::Html => "an HTML page",
        FileKind::Json => "JSON of an unknown kind",
        FileKind::Toml => "TOML of an unknown kind",
        FileKind::Yaml => "YAML of an unknown kind",
        FileKind::Text => "text without a table or a list",
        FileKind::Empty => "empty",
    },
    read_as: |file, kind, format| format!("`{file}` is {kind} (--from {format})"),
    not_a_list: |file, kind, formats| {
        format!("`{file}` is {kind}; lists that can be imported: {formats}; choose one with `--from`")
    },
    not_a_catalog: |file, kind| format!("`{file}` is {kind}, not a catalogue"),
    convert_hint: |file| format!("; run `llm-tui import {file}` to convert it"),

    invalid_count: "write a whole number from 1",
    builtin_hint: "entries may refer to the built-in catalogue with `--builtin`",
    unknown_locale: |tag| format!("unsupported language `{tag}`; use `en` or `zh`"),
    unknown_benchmark: |id, hint, ids| format!("unknown benchmark `{id}`; {}benchmarks: {ids}", hint_sentence(hint)),
    unlike_scores: "some scores are of another version, setting or reporter than most of the first scores; JSON has them all",
    score_benchmark: |id| format!("the scores are on `{id}`; choose a benchmark with `--benchmark`"),

    no_entries: "no entries",
    try_filters: |filters| format!("to filter, write `{filters}`"),
    no_matches: |query, advice| format!("no matches for `{query}`; {advice}"),
    try_options: |options| format!("other tabs have matches; try {}", options.join(" or ")),
    blocking_term: |term| format!("removing `{term}` gives matches"),
    score_filter: |id, lowest, highest| {
        format!("the scores on `{id}` are from {lowest} to {highest}; choose a benchmark with `--benchmark`")
    },
    did_you_mean: |names| format!("did you mean {names}?"),
    list_all_hint: "`llm-tui list` prints all models",
    unknown_name: |name, near_names| match near_names {
        Some(near) => format!("`{name}` is not in the catalogue; near names:\n{near}"),
        None => format!("`{name}` is not in the catalogue; `llm-tui list` prints all models"),
    },
    ambiguous_name: |name, candidates| {
        format!("several entries are called `{name}`; use one of these ids\n{candidates}")
    },
    more_candidates: |count| format!("and {count} more"),

    chart_without_data: "none of the matching models has the data for this chart",
    compare_count: |given, min, max| {
        format!("`compare` takes {min} to {max} models, but {given} given; quote names that contain spaces")
    },
    compare_extension: |name| format!("`{name}` is an extension; only models can be compared"),
    compare_same_model: |first, second| format!("`{first}` and `{second}` are the same model"),
    unknown_variant: |id, variant, names| match names {
        "" => format!("`{id}` has no variants; leave out `:{variant}`"),
        _ => format!("`{id}` has no variant `{variant}`; its variants: {names}"),
    },
    missing_link: |id, kind, kinds| {
        let link = kind.map_or_else(|| "link".to_owned(), |kind| format!("link `{kind}`"));
        let hint = if kinds.is_empty() { String::new() } else { format!("; available: {kinds}") };
        format!("`{id}` has no {link}{hint}")
    },
    misplaced_comment: |file, line| {
        format!(
            "{file}:{line}: a comment between or inside entries would be lost; move it to the top of the file or into \
             a `note`"
        )
    },
    unknown_term: |name, suggestions| {
        let quoted: Vec<_> = suggestions.iter().map(|id| format!("`{id}`")).collect();
        match quoted.split_last() {
            None => format!("unknown term `{name}`; `llm-tui glossary` prints all terms"),
            Some((only, [])) => format!("unknown term `{name}`; did you mean {only}?"),
            Some((last, others)) => format!("unknown term `{name}`; did you mean {} or {last}?", others.join(", ")),
        }
    },
    omitted_problems: |count| {
        format!("{} not listed; `--format json` lists all", count_noun(count, "more problem", "more problems"))
    },
    coverage_all: "all",
    check_summary: |entries, errors, warnings| {
        let counts = [(entries, "entry", "entries"), (errors, "error", "errors"), (warnings, "warning", "warnings")];
        counts.map(|(count, singular, plural)| count_noun(count, singular, plural)).join(", ")
    },
    usage: None,
};

fn hint_sentence(hint: Option<&str>) -> String {
    hint.map_or_else(String::new, |hint| format!("did you mean `{hint}`? "))
}

//! English interface text.

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
    quantity::group_thousands,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::search::MatchedText;

use crate::i18n::{
    cli_en, config_messages, count_noun::count_noun, diff_messages, export_messages, merge_messages,
    messages::Messages, news_messages,
};

pub(super) const MESSAGES: Messages = Messages {
    other_language: "中文",
    language_changed: "Language: English",
    no_color_set: "NO_COLOR is set; themes are disabled",
    theme_changed: |theme| format!("Theme: {theme}"),

    tab_extensions: "Extensions",
    tab_extensions_short: "Ext",
    tab_all: "All models",
    tab_all_short: "All",
    search_placeholder: "Search names, organizations, papers, license:mit",
    typing_placeholder: |back_key| format!("Type to search, {back_key} to leave"),
    result_count: |matches, all| match (matches, all) {
        (1, 1) => "1 entry".to_owned(),
        _ if matches == all => format!("{all} entries"),
        _ => format!("{matches} of {all}"),
    },
    sort_best_match: "best match",
    sorted_by: |column, descending| format!("by {column}{}", if descending { ", descending" } else { "" }),
    sort_title: "Sort by",
    menu_filter: "type to filter",
    menu_no_match: "Nothing matches",
    menu_more: |count| format!("{count} more"),
    palette_entry: |group, choice| format!("{group}: {choice}"),
    sort_by_score: |benchmark| format!("Score: {benchmark}"),
    terminal_too_small: |columns, rows| {
        format!("The window is too small; at least {columns} columns and {rows} rows are needed.")
    },

    no_matches: |query, tab| format!("No matches for \"{query}\" in {tab}."),
    matches_in_other_tabs: |tabs, key| format!("Matches in other tabs: {tabs}. Press {key} to switch."),
    matched_text: |text| match text {
        MatchedText::Alias => "alias",
        MatchedText::Variant => "variant",
        MatchedText::Id => "id",
        MatchedText::Organization => "org",
        MatchedText::Paper => "paper",
        MatchedText::Stage => "stage",
        MatchedText::License => "license",
        MatchedText::Insight => "insight",
        MatchedText::Description => "description",
        MatchedText::Link => "link",
    },
    best_match_elsewhere: |left, shown| format!("Showing {shown}: the best match is not in {left}"),
    no_matches_in_any_tab: "No matches in other tabs either.",
    fewer_words_hint: "Try fewer letters or words.",
    score_range_hint: |benchmark, low, high| format!("The scores are those of {benchmark}, from {low} to {high}."),
    more_characters: |count| {
        format!("({} in `llm-tui show --format json`)", count_noun(count, "more character", "more characters"))
    },
    clear_search_hint: |key| format!("Press {key} to clear the search."),
    empty_tab: "This tab has no entries.",

    unknown_column: |key, hint| match hint {
        Some(hint) => format!("unknown column `{key}`; did you mean `{hint}`?"),
        None => format!("unknown column `{key}`; quote words that contain a colon"),
    },
    unknown_value: |key, value, allowed| format!("unknown value `{value}` for `{key}`; use {allowed}"),
    value_not_found: |key, value, nearest, common| match (nearest, common) {
        ([], []) => format!("no entry has `{value}` as `{key}`"),
        ([], common) => format!("no entry has `{value}` as `{key}`; use a value such as `{}`", common.join("`, `")),
        (nearest, _) => format!("no entry has `{value}` as `{key}`; did you mean `{}`?", nearest.join("`, `")),
    },
    unordered_column: |key| format!("`{key}` cannot be compared; write `{key}:value`"),
    missing_value: |key| format!("`{key}:` needs a value, such as `{key}:x`"),
    invalid_date: |text| format!("`{text}` is not a date; use `2023`, `>=2022-06` or `2022..2023`"),
    invalid_number: |text| format!("`{text}` is not a number; use `>50` or `40..60`"),
    invalid_budget: |error| match error {
        MemoryBudgetError::MissingSize(text) => {
            format!("`{text}` names no amount of memory; use `24gb`, `24gb@8bit` or `24gb@8bit@32k`")
        }
        MemoryBudgetError::InvalidPart(part) => {
            format!(
                "`{part}` is neither an amount of memory, bits per weight nor a context; use `24gb`, `24gb@8bit` or `24gb@8bit@32k`"
            )
        }
        MemoryBudgetError::RepeatedPart(part) => {
            format!("`{part}` is given twice; name the memory, the bits and the context once each")
        }
    },
    memory_assumed: |budgets, unknown| {
        memory_assumed(budgets, unknown) + " (4.9, 8.5 or 16 bits per weight, a 16-bit cache, 1 GiB for the rest)"
    },
    memory_assumed_short: memory_assumed,
    scattered_words: |words| {
        let words = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        format!("the best match has only the letters of {words}, in order")
    },
    invalid_quantity: |text| format!("`{text}` is not a quantity; use `7b`, `>10b` or `7b..13b`"),
    benchmark_as_column: |name, id, filter| {
        let filter = filter.map_or_else(String::new, |filter| format!(", then `{filter}`"));
        format!("`{name}` is a benchmark: sort by it (or `--benchmark {id}`){filter}")
    },
    missing_unit: |text, meant| format!("`{text}` has no unit; did you mean `{meant}`?"),
    reversed_range: |text| format!("`{text}` ends before it starts; swap the two ends"),
    unknown_saved_query: |name| format!("no saved query `@{name}` in the configuration"),
    query_too_long: |max| format!("a query has at most {max} characters; remove what follows"),
    too_many_terms: |max| format!("a query has at most {max} words and values; remove what follows"),
    did_you_mean: |names, key| format!("Did you mean {names}? Press {key} to use the first."),
    blocking_term: |term| format!("Removing `{term}` gives matches."),
    try_filters: |filters| format!("To filter, write `{filters}`."),

    opening: |what| format!("Opening {what}"),
    opening_links: |count| format!("Opening {count} links"),
    copied: |text| format!("Copied {text}"),
    link_copied_instead: |url, reason| format!("{reason}; link copied: {url}"),
    links_copied_instead: |count, reason| format!("{reason}; {count} links copied"),
    remote_session: "Remote session",
    no_browser: "No browser available",
    browser_failed: |reason| format!("Cannot start a browser ({reason})"),
    missing_link: |name, what| format!("{name} has no {what} link"),
    license_link: "license",
    website_link: "website or code",
    line_has_no_link: "No link on this line",
    no_link_above: "No link above",
    no_link_below: "No link below",

    no_find: "No text to find yet",
    text_not_found: |text| format!("`{text}` is not in this text"),
    match_position: |selected, count| match (selected, count) {
        (_, 0) => "no match".to_owned(),
        (Some(selected), count) => format!("match {selected} of {count}"),
        (None, count) => count_noun(count, "match", "matches"),
    },

    name: "Name",
    languages_label: "Languages",
    modality: |modality| match modality {
        Modality::Text => "text",
        Modality::Image => "image",
        Modality::Audio => "audio",
        Modality::Video => "video",
        Modality::Document => "document",
    },
    reasoning: |reasoning| match reasoning {
        Reasoning::No => "no",
        Reasoning::Switchable => "switchable",
        Reasoning::Always => "always",
    },
    yes_no: |is_true| if is_true { "yes" } else { "no" },
    lifecycle: |status, since, replacement| {
        let status = match status {
            LifecycleStatus::Unreleased => "not released",
            LifecycleStatus::Preview => "preview",
            LifecycleStatus::Available => "available",
            LifecycleStatus::Deprecated => "deprecated",
            LifecycleStatus::Retired => "retired",
            LifecycleStatus::Withdrawn => "withdrawn",
        };
        let since = since.map_or_else(String::new, |date| format!(" since {date}"));
        let replacement = replacement.map_or_else(String::new, |name| format!(", replaced by {name}"));
        format!("{status}{since}{replacement}")
    },
    shape: |shape| {
        let parts = [
            Some(format!("{} layers", shape.layers)),
            shape.attention_layers.map(|count| format!("{count} with attention")),
            shape
                .window_layers
                .zip(shape.window)
                .map(|(count, window)| format!("{count} with a window of {}", group_thousands(window.into()))),
            shape.hidden.map(|width| format!("width {}", group_thousands(width.into()))),
            shape.heads.map(|count| format!("{count} heads")),
            shape.kv_heads.map(|count| format!("{count} KV heads")),
            shape.head_dim.map(|width| format!("head width {width}")),
            shape.kv_rank.map(|rank| format!("KV rank {rank}")),
            shape.vocabulary.map(|count| format!("vocabulary {}", group_thousands(count.into()))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    },
    memory_bits: |bits| format!("{bits} bit"),
    native_context: "native context",
    memory_native: |context| format!("native ({context})"),
    memory_assumptions: "Estimate: 4.9, 8.5 and 16 bits per weight, a 16-bit cache, 1 GiB for the rest",
    training: "Training",
    weights_open: "downloadable",
    weights_closed: "not released",
    license_closed: "closed",
    maker: "Maker",
    context_short: "Ctx",
    license_short: "Lic.",
    descendants: "Derivatives",
    authors: |names, more| if more { format!("{names}, et al.") } else { names.to_owned() },
    part_separator: ", ",
    key_facts: |variant| match variant {
        Some(variant) => format!("Key facts · {variant}"),
        None => "Key facts".to_owned(),
    },
    variants: "Variants",
    links: "Links",
    lineage: "Lineage",
    claims: "Corrections and claims",
    sources: "Sources",
    backed_fields: |fields, variants| {
        let fields = fields.join(", ");
        if variants.is_empty() { fields } else { format!("{fields} of {variants}") }
    },
    no_source: "no source is named",
    modalities_label: "Modalities",
    shape_label: "Dimensions",
    insight_label: "Insight",
    training_run_label: "Training run",
    training_run: |run| {
        let chips = match (run.chips, &run.chip) {
            (Some(count), Some(chip)) => Some(format!("{} {chip}", group_thousands(count.into()))),
            (Some(count), None) => Some(format!("{} accelerators", group_thousands(count.into()))),
            (None, chip) => chip.clone(),
        };
        let hours = run.chip_hours.map(|hours| format!("{} chip hours", group_thousands(hours)));
        let flop = run.flop.map(|flop| format!("{flop:e} FLOP"));
        [chips, hours, flop].into_iter().flatten().collect::<Vec<_>>().join(", ")
    },
    checked_on: |date| format!("checked {date}"),
    aliases: "Aliases",
    status: "Status",
    scores: "Scores",
    score_bars: "bars: lowest to highest known",
    timeline: "Timeline",
    released: "released",
    source_list: "Origin",
    changelog: "Changelog",
    statistics: |models, extensions, claims| {
        let counts = [
            count_noun(models, "model", "models"),
            count_noun(extensions, "extension", "extensions"),
            count_noun(claims, "claim", "claims"),
        ];
        format!("{} checked against their sources.", counts.join(", "))
    },
    loading: "loading",
    loaded_lines: |lines, seconds| format!("{} in {seconds:.1} s", count_noun(lines, "line", "lines")),
    searching: "searching",
    skipped_lines: |lines| format!("{} skipped", count_noun(lines, "invalid line", "invalid lines")),
    claimed_value: |by, value| match by {
        Some(by) => format!("{by}: \"{value}\""),
        None => format!("source list: \"{value}\""),
    },
    help_query_syntax: "Search syntax",
    query_examples: &[
        ("chat glm", "words in any order, fuzzy match"),
        ("'glm  ^gpt  6b$", "exact match, at the start, at the end"),
        ("!neo -neo", "exclude this word"),
        ("commercial:yes", "the column has this value; a comma means or"),
        ("-stage:base", "the column does not have this value"),
        ("params:7b..13b", "quantities and dates: >10b, <=2022-06, 2023"),
        (
            "score:>50",
            "the benchmark of the score column: in percent, the one that most of the first 40 results have, or the chosen one",
        ),
        ("base:llama", "derived from it, at any depth"),
        ("org:\"Meta AI\"", "quote values that contain spaces"),
        ("is:bookmarked", "bookmarked entries; -is:bookmarked for the others"),
        ("@name", "a saved query from the configuration"),
    ],
    help_columns: "columns",
    help_symbols: "Symbols in the list",
    symbol_meanings: &[
        ("*", "marked"),
        ("–", "unknown"),
        ("● ◆ ▲", "stage: base, SFT, RLHF"),
        ("○ ◇ ▵", "the same of ancestors in the tree that do not match the query"),
        ("52K ex.", "examples used for fine-tuning; without a unit: tokens seen in pre-training"),
        ("2B tuned", "tokens used for fine-tuning"),
        ("26B set", "size of the dataset, if the tokens seen are unknown"),
        ("en +19", "the main language and the number of others"),
        ("mul", "many languages"),
        ("✓ ~ ✗", "commercial use: allowed, with conditions, not allowed"),
        ("~61.4", "a score of another version, setting or reporter than most of the first scores"),
        ("closed □", "no license, as the weights are not released"),
        ("#", "bookmarked"),
        ("pcwL", "has a paper, checkpoint, website or code, license; the letter opens it"),
    ],

    awesome_list_title: "Large language models",
    awesome_list_intro: |models, extensions| {
        format!(
            "{models} language models grouped by training stage, with their sizes, links, training data, languages and \
             licenses, and what was new about each, followed by {extensions} related projects."
        )
    },
    awesome_list_notice: "This page is generated by `llm-tui export`. The catalogue records the sources of each entry and the \
                   claims that proved wrong; `llm-tui show NAME` prints them. To correct an entry, edit the \
                   catalogue, not this page.",
    awesome_list_source: |origin, date| format!("The catalogue is based on {origin} as of {date}."),
    table_of_contents: "Contents",
    stage_title: |stage| match stage {
        Stage::Base => "Base models",
        Stage::Sft => "Supervised fine-tuned models",
        Stage::Rlhf => "Preference and reinforcement learning models",
    },
    resources: "Sources",
    checkpoint_short: "ckpt",
    insights: "Insights",
    insight: "Insight",

    stage: |stage| match stage {
        Stage::Base => "Base",
        Stage::Sft => "SFT",
        Stage::Rlhf => "RLHF",
    },
    architecture: |architecture| match architecture {
        Architecture::Dense => "dense decoder",
        Architecture::DenseEncoder => "dense encoder",
        Architecture::DenseEncoderDecoder => "dense encoder-decoder",
        Architecture::Moe => "mixture of experts",
        Architecture::Ssm => "state-space model",
        Architecture::Rnn => "recurrent neural network",
        Architecture::Hybrid => "hybrid of attention and recurrence",
        Architecture::HybridMoe => "hybrid of attention and recurrence, mixture of experts",
        Architecture::Diffusion => "diffusion language model",
    },
    unit_short: |unit| match unit {
        TrainingUnit::Examples => "ex.",
        TrainingUnit::Tokens | TrainingUnit::Bytes => "",
    },
    training_quantity: |amount, unit, kind| {
        let unit = match unit {
            TrainingUnit::Tokens => "tokens",
            TrainingUnit::Examples => "examples",
            TrainingUnit::Bytes => "of text",
        };
        let kind = match kind {
            TrainingKind::Trained => "seen in pre-training",
            TrainingKind::Dataset => "in the dataset",
            TrainingKind::FineTuning => "for fine-tuning",
        };
        format!("{amount} {unit} {kind}")
    },
    training_kind_short: |kind| match kind {
        TrainingKind::Trained => "",
        TrainingKind::Dataset => "set",
        TrainingKind::FineTuning => "tuned",
    },
    commercial_use: |commercial| match commercial {
        CommercialUse::Yes => "commercial use allowed",
        CommercialUse::Conditions => "commercial use with conditions",
        CommercialUse::No => "no commercial use",
    },
    link_kind: |kind| match kind {
        LinkKind::Paper => "paper",
        LinkKind::Checkpoint => "checkpoint",
        LinkKind::Code => "code",
        LinkKind::Homepage => "homepage",
        LinkKind::Blog => "blog",
        LinkKind::Demo => "demo",
        LinkKind::Dataset => "dataset",
    },
    child_model,
    parent_model: |name, relation| match relation {
        Relation::Successor => format!("{name} (predecessor)"),
        relation => child_model(name, relation),
    },
    claim_field: |field| match field {
        ClaimField::Name => "name",
        ClaimField::Stage => "stage",
        ClaimField::Organizations => "organizations",
        ClaimField::Parameters => "parameters",
        ClaimField::Released => "released",
        ClaimField::Architecture => "architecture",
        ClaimField::Training => "training",
        ClaimField::Context => "context",
        ClaimField::Score => "score",
        ClaimField::Languages => "languages",
        ClaimField::License => "license",
        ClaimField::Paper => "paper",
        ClaimField::Checkpoint => "checkpoint",
        ClaimField::Code => "code",
        ClaimField::Homepage => "homepage",
        ClaimField::Blog => "blog",
        ClaimField::BaseModels => "parents",
        ClaimField::Insight => "insight",
        ClaimField::Kind => "kind",
        ClaimField::Summary => "summary",
        ClaimField::Description => "description",
        ClaimField::SourceList => "whole list",
    },
    claim_status: |status| match status {
        ClaimStatus::Confirmed => "confirmed",
        ClaimStatus::Corrected => "corrected",
        ClaimStatus::Disputed => "disputed",
        ClaimStatus::Rumour => "rumor",
        ClaimStatus::Undisclosed => "not disclosed",
        ClaimStatus::Nonexistent => "none exists",
    },
    extension_kind: |kind| match kind {
        ExtensionKind::Database => "database",
        ExtensionKind::Framework => "framework",
        ExtensionKind::Library => "library",
        ExtensionKind::Application => "application",
        ExtensionKind::CommandLine => "command line",
        ExtensionKind::Editor => "editor",
        ExtensionKind::Frontend => "frontend",
        ExtensionKind::Collection => "collection",
        ExtensionKind::Engine => "engine",
        ExtensionKind::Agent => "agents",
        ExtensionKind::Retrieval => "retrieval",
        ExtensionKind::Evaluation => "evaluation",
        ExtensionKind::FineTuning => "fine-tuning",
        ExtensionKind::Gateway => "gateway",
    },
    maintenance: |maintenance| match maintenance {
        Maintenance::Active => "active",
        Maintenance::Maintenance => "maintenance only",
        Maintenance::Dormant => "dormant",
        Maintenance::Archived => "archived",
        Maintenance::Moved => "moved",
    },

    // bookmarks
    note: "Your note",
    note_prompt: |name| format!("Note on {name}: "),
    bookmark_added: |name| format!("Bookmark added: {name}"),
    bookmarks_added: |count| count_noun(count, "bookmark", "bookmarks") + " added",
    nothing_to_undo: "Nothing to undo",
    undone_bookmarks: |count| format!("Undone: {count} bookmarks as they were"),
    undone_added: |name| format!("Undone: bookmark on {name} removed"),
    undone_removed: |name, has_note| {
        format!("Undone: bookmark{} on {name} restored", if has_note { " and note" } else { "" })
    },
    undone_note_added: |name| format!("Undone: note on {name} removed"),
    undone_note: |name| format!("Undone: note on {name} restored"),
    bookmark_removed: |name| format!("Bookmark removed: {name}"),
    confirm_unbookmark: |name, key| format!("{name} has a note; press {key} again to remove the bookmark and the note"),
    note_saved: |name| format!("Note saved: {name}"),
    note_unchanged: "Note unchanged",
    no_editor: "No editor was found; name one in $VISUAL or $EDITOR",
    editor_failed: |reason| format!("Note unchanged: {reason}"),
    note_removed: |name| format!("Note removed, bookmark kept: {name}"),
    note_conflict: |name, note| format!("Not saved: another process has changed the note on {name}: {note}"),
    bookmarks_not_loaded: |reason| format!("Bookmarks not loaded: {reason}; fix the file and restart"),
    bookmarks_not_saved: |reason| format!("Bookmarks not saved: {reason}; fix the file to continue"),
    no_bookmarks: |key| format!("No bookmarks. Press {key} in the list to bookmark an entry."),

    // comparison
    export_prompt: |count| format!("Export {} to: ", count_noun(count, "entry", "entries")),
    unknown_export_format: |extensions| format!("The end of the name says the format: {extensions}"),
    confirm_replace_file: |path| format!("{path} exists"),
    exported: |count, path| format!("Exported {} to {path}", count_noun(count, "entry", "entries")),
    not_exported: |path, reason| format!("Not exported to {path}: {reason}"),

    query_name_prompt: "Save this query as: @",
    no_query_to_save: "There is no query to save",
    invalid_query_name: "A name has letters, digits, `-`, `_` and `.`, and no spaces",
    no_saved_queries: |key| format!("No saved queries; {key} saves the current one"),
    confirm_replace_query: |name| format!("@{name} exists"),
    confirm_delete_query: |name| format!("Delete @{name}?"),
    query_saved: |name| format!("Query saved: @{name}"),
    query_deleted: |name| format!("Query deleted: @{name}"),
    query_not_saved: |reason| format!("Query not saved: {reason}"),

    earlier_queries: "Earlier queries",
    no_earlier_queries: "No earlier queries",

    detail_not_visible: "The detail is not visible",
    catalog_reloaded: |entries| format!("Catalogue reloaded: {}", count_noun(entries, "entry", "entries")),
    catalog_not_reloaded: |reason| format!("Not reloaded: {reason}"),
    and_more_errors: |error, others| format!("{error} (and {others} more)"),
    session_not_read: |reason| format!("Started plainly, as the last session cannot be read: {reason}"),
    pane_is_zoomed: "Only one pane is visible; zoom out first",
    too_narrow_for_two_panes: "The screen is too narrow for two panes",

    marked_count: |count| format!("{count} marked"),
    no_marks: |mark| format!("Nothing is marked; {mark} marks an entry"),
    no_links_marked: "No marked entry has a link",
    confirm_open_links: |count| format!("Open {count} links?"),
    all_bookmarked: "All marked entries are bookmarked already",
    marks_cleared: "Marks cleared",
    too_many_compared: |max, marked, mark, clear| {
        format!("A comparison has up to {max} models, and {marked} are marked; {mark} unmarks one, {clear} all")
    },
    range_needs_anchor: |mark, range| {
        format!("Mark an entry of this list with {mark}, then press {range} to mark up to the cursor")
    },
    compare_hint: |mark, compare| {
        format!("Mark at least two models with {mark}, or mark one and select another, then press {compare}")
    },
    visible_models: |first, last, all| format!("models {first}-{last} of {all}"),
    compare_legend: |best, unlike| {
        format!(
            "bold: values differ   {best} best in the row   {unlike} settings differ, so none is the best   \
             NAME: score of another variant   – unknown"
        )
    },
    equal_rows_hidden: |count, key| {
        format!("{} hidden, {key} shows all", count_noun(count, "row with equal values", "rows with equal values"))
    },
    score_of_variant: |variant, score| format!("{variant}: {score}"),
    variant_menu_title: |name| format!("Variant of {name}"),
    has_no_variants: |name| format!("{name} has only one variant"),
    parenthesized: |text, note| if note.is_empty() { text.to_owned() } else { format!("{text} ({note})") },
    copied_lines: |first, more| format!("Copied {first} and {}", count_noun(more, "more line", "more lines")),

    // charts
    chart_names: [
        "Parameters",
        "Tokens",
        "Score",
        "Years",
        "Licenses",
        "Languages",
        "Score/time",
        "Context",
        "Open/closed",
    ],
    chart_axes: |x, y| format!("x axis: {x}, y axis: {y}"),
    chart_by_year: "models by year and stage",
    chart_by_license: "models by license, most frequent first",
    chart_by_language: "models by language, most frequent first",
    axis_released: "release date",
    axis_parameters: "parameters",
    axis_active_parameters: "active parameters",
    axis_tokens: "pre-training tokens",
    axis_context: "context length in tokens",
    axis_score: |benchmark| format!("score on {benchmark}"),
    chart_models_of_tab: |models, tab| format!("{} of {tab}", count_noun(models, "model", "models")),
    chart_caption: |models, without_value, unknown_weights| {
        let counts = [(without_value, "without a value"), (unknown_weights, "not known to be open or closed")];
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
        std::iter::once(models.to_owned()).chain(counts).collect()
    },
    chart_empty: "No matching model has this data.",
    chart_compute_optimal: "⠠⠄ compute-optimal: 20 tokens per parameter (Hoffmann et al. 2022)",
    chart_from_weights: "trained from other weights",
    chart_rank: |rank, points, by| format!("rank {rank} of {points} by {by}"),
    chart_rank_short: |rank, points| format!("rank {rank} of {points}"),
    chart_tokens_per_parameter: "tokens per parameter",
    chart_range: |low, high| format!("{low} to {high}"),
    chart_view: |x, y, hidden| format!("x {x}, y {y}; {hidden} outside"),
    chart_frontier: "best so far",
    chart_open: "open weights",
    chart_closed: "closed weights",
    chart_other_makers: "others",
    chart_protocol: |setting, reported_by| match reported_by {
        Some(reporter) => format!("Only scores in one setting: {setting}, reported by {reporter}"),
        None => {
            format!("Only scores in one setting: {setting}, reported by the makers of the models or of the benchmark")
        }
    },
    chart_setting_unknown: "not stated",
    chart_lag_model: |name, score, date| format!("{name} ({score}, {date})"),
    chart_lag: |open_is_behind, behind, reached_by, months| {
        let (follower, leader) = if open_is_behind { ("open", "closed") } else { ("closed", "open") };
        if months > 0 {
            format!(
                "Lag {}: best {follower} {behind}; first {leader} as good {reached_by}",
                count_noun(usize::try_from(months).unwrap_or_default(), "month", "months")
            )
        } else {
            format!("No lag: best {follower} {behind}; first {leader} as good {reached_by}")
        }
    },
    chart_over_trained: "over-trained",
    chart_under_trained: "under-trained",
    chart_overlap_legend: "◉ ◈ △ several models",
    chart_density_legend: "· 1  ░ 10  ▒ 100  ▓ 1,000  █ 10,000 models",
    settings_caveat: "evaluation settings and sources may differ",
    unlike_scores: "~ has another version, setting or reporter than most of the first scores",
    no_scores_in_list: |benchmark| format!("No model of this list has a score on {benchmark}"),
    chart_bars_shown: |first, last, total| format!("{first}-{last} of {total}"),
    not_in_chart: |name| format!("{name} is not in this chart."),
    chart_model_count: |models| count_noun(models, "model", "models"),
    chart_bin_count: |models| format!("{models} models nearby"),
    chart_overlap_count: |others| format!("+{others} here"),
    chart_parameters: |quantity| format!("{quantity} parameters"),
    chart_active: |quantity| format!("{quantity} active"),
    chart_tokens: |quantity| format!("{quantity} tokens"),
    chart_context: |quantity| format!("context {quantity}"),
    chart_score: |value| format!("score {value}"),
    chart_ratio: |ratio| format!("{ratio} tokens per parameter"),
    chart_ratio_active: |ratio| format!("({ratio} per active parameter)"),
    chart_x_axis: |axis| format!("x axis: {axis}"),
    chart_y_axis: |axis| format!("y axis: {axis}"),

    // estimates and glossary
    estimates: |variant| variant.map_or_else(|| "Estimates".to_owned(), |variant| format!("Estimates for {variant}")),
    approximately: |value| format!("about {value}"),
    tokens_per_parameter: "Tokens/param",
    training_compute: "Compute",
    weight_size: "Weight size",
    time_after_parent: "After parent",
    days_after_parent: |days, parent| match days {
        0 => format!("the same day as {parent}"),
        1 => format!("1 day after {parent}"),
        days => format!("{days} days after {parent}"),
    },
    help_estimates: "Estimates in the detail",
    estimate_meanings: &[
        (
            "variant used",
            "that of the row: the model's default, mostly the largest, unless the query picks another; an estimate whose inputs are unknown is not \
             shown, and none uses figures of another variant",
        ),
        (
            "Tokens/param",
            "tokens seen in pre-training / total parameters; about 20 is compute-optimal by Hoffmann et al. 2022 \
             (arXiv:2203.15556)",
        ),
        (
            "Compute",
            "C = 6 N D, by Kaplan et al. 2020 (arXiv:2001.08361): D is the tokens seen in pre-training, N all \
             parameters for each token, including embeddings that are only looked up, unless `active` says fewer; not \
             for encoder-decoders, where each token passes through only part of N, nor for a mixture of experts without \
             `active`",
        ),
        (
            "tokens used",
            "never those of fine-tuning or of a dataset; neither estimate is shown for a model trained from a parent's \
             weights, because its tokens may or may not include the parent's",
        ),
        (
            "Weight size",
            "parameters x 16, 8.5 (8 bit) or 4.9 bits (4 bit), or the released format if it has no more bits; in GB of \
             10^9 bytes, without KV cache",
        ),
        (
            "After parent",
            "days between the two releases, if both are known to the day; for a parent whose weights it uses, adapts or \
             succeeds",
        ),
    ],
    see_also: "See also",
    copy_title: "Copy",
    copy_id: "ID",
    copy_link: "Main link",
    copy_markdown: "Markdown row",
    copied_as: |format, text| format!("Copied as {format}: {text}"),
    copied_as_lines: |format, lines| format!("Copied as {format}: {lines} lines"),
    nothing_to_copy: "No entry to copy",

    // lineage
    see_reference: |name| format!("see {name}"),
    some_variants: |name| format!("{name} (some variants only)"),
    for_variants: |name, variants| format!("{name} for {variants}"),
    more_variants: |text, _, more| format!("{text}, +{more}"),
    more_relatives: |count| match count {
        Some(count) => format!("{count} more in the family tree"),
        None => "more in the family tree".to_owned(),
    },
    tree_count: |models, ancestors| match ancestors {
        0 => count_noun(models, "model", "models"),
        _ => format!("{}, {}", count_noun(models, "model", "models"), count_noun(ancestors, "ancestor", "ancestors")),
    },
    tree_relations: |all| if all { "by any relation" } else { "by weights" },
    tree_truncated: |models| format!("{models} not shown, search to narrow"),
    tree_empty: "No matching models.",
    tree_outline: "ancestor",
    history_at_start: "No earlier model in the history",
    history_at_end: "No later model in the history",

    cli: cli_en::MESSAGES,
    config: config_messages::EN,
    export: export_messages::EN,
    diff: diff_messages::EN,
    merge: merge_messages::EN,
    news: news_messages::EN,
};

/// A child with its relation to the parent that it is shown under, unless that is `weights`.
fn child_model(name: &str, relation: Relation) -> String {
    let relation = match relation {
        Relation::Weights => return name.to_owned(),
        Relation::Adapter => "adapter",
        Relation::Architecture => "architecture only",
        Relation::Objective => "training objective only",
        Relation::Data => "data only",
        Relation::Successor => "successor",
    };
    format!("{name} ({relation})")
}

/// That a filter by memory estimates it, and how many models it leaves out.
fn memory_assumed(budgets: &str, unknown: usize) -> String {
    let left_out = match unknown {
        0 => String::new(),
        _ => format!("{} of unknown memory left out; ", count_noun(unknown, "open model", "open models")),
    };
    format!("fits {budgets}: {left_out}an estimate")
}

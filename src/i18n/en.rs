//! English.

use crate::i18n::{
    Action, Architecture, ClaimField, ClaimStatus, CommercialUse, ExtensionKind, KeyContext, LinkKind, Maintenance,
    Messages, Relation, Stage, TrainingKind, TrainingUnit,
};

pub(super) const MESSAGES: Messages = Messages {
    other_language: "中文",
    language_changed: "the program now speaks English",
    no_color_set: "NO_COLOR is set, so there is no other theme",
    theme_changed: |theme| format!("theme: {theme}"),

    tab_extensions: "Extensions",
    tab_extensions_short: "Ext",
    tab_all: "All models",
    tab_all_short: "All",
    search_placeholder: "search names, organizations, papers, license:mit",
    result_count: |matches, all| match (matches, all) {
        (1, 1) => "1 entry".to_owned(),
        _ if matches == all => format!("{all} entries"),
        _ => format!("{matches} of {all}"),
    },
    sort_best_match: "best match",
    sorted_by: |column, descending| format!("by {column}{}", if descending { ", descending" } else { "" }),
    sort_title: "Order by",
    sort_by_score: |benchmark| format!("Score: {benchmark}"),
    terminal_too_small: |columns, rows| format!("This window is too small: give it {columns} columns and {rows} rows."),

    no_matches: |query, tab| format!("Nothing in {tab} matches \"{query}\"."),
    matches_in_other_tabs: |tabs, key| format!("Other tabs have matches: {tabs}. {key} goes there."),
    no_matches_in_any_tab: "No other tab has a match either. Try fewer letters or words.",
    more_lines: |lines| format!("{lines} more lines"),
    clear_search_hint: |key| format!("{key} clears the search."),
    empty_tab: "This catalogue has no entry here.",

    unknown_column: |key, hint| match hint {
        Some(hint) => format!("no column is named `{key}`; did you mean `{hint}`?"),
        None => format!("no column is named `{key}`; put quotes around a word with a colon"),
    },
    unknown_value: |key, word, words| format!("`{key}` is never `{word}`; use {words}"),
    missing_value: |key| format!("`{key}:` wants a value, such as `{key}:x`"),
    invalid_date: |text| format!("`{text}` is not a date; write `2023`, `>=2022-06` or `2022..2023`"),
    invalid_number: |text| format!("`{text}` is not a number; write `>50` or `40..60`"),
    invalid_quantity: |text| format!("`{text}` is not a figure; write `7b`, `>10b` or `7b..13b`"),
    reversed_range: |text| format!("`{text}` ends before it begins; swap its ends"),
    unknown_saved_query: |name| format!("no query is named `@{name}` in the configuration"),
    did_you_mean: |names, key| format!("Did you mean {names}? {key} takes the first."),
    blocking_term: |term| format!("Without `{term}` there are matches."),

    opening: |what| format!("opening {what}"),
    copied: |text| format!("copied {text}"),
    link_copied_instead: |url, reason| format!("{reason}, so the link is copied: {url}"),
    remote_session: "this is a remote session",
    no_browser: "there is no browser here",
    browser_failed: |reason| format!("no browser would start ({reason})"),
    missing_link: |name, what| format!("{name} has no {what} link"),
    license_link: "license",
    website_link: "website or code",
    line_has_no_link: "this line has no link",

    model: "Model",
    name: "Name",
    parameters: "Params",
    released: "Released",
    score: "Score",
    tokens: "Tokens",
    languages_short: "Langs",
    languages_label: "Languages",
    license: "License",
    links: "Links",
    kind: "Kind",
    summary: "Summary",
    stage_heading: "Stage",
    organizations: "Makers",
    countries: "Country",
    commercial_heading: "Commercial",
    claims_heading: "Claims",
    size: "Size",
    active: "Active",
    training: "Training",
    architecture_heading: "Network",
    context: "Context",
    context_tokens: |tokens| format!("{tokens} tokens"),
    weights: "Weights",
    weights_open: "open to download",
    weights_closed: "not released",
    parents: "Built on",
    lineage: "Lineage",
    descendants: "Led to",
    paper: "Paper",
    authors: |names, more| if more { format!("{names}, and others") } else { names.to_owned() },
    claims: "Corrections and claims",
    sources: "Checked in",
    aliases: "Also",
    status: "Status",
    scores: "Scores",
    source_list: "Where it began",
    changelog: "Updates",
    statistics: |models, extensions, claims| {
        let plural = |count, word| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let counts = [plural(models, "model"), plural(extensions, "extension"), plural(claims, "claim")];
        format!("{} checked against their sources.", counts.join(", "))
    },
    loading: |percent| percent.map_or_else(|| "loading".to_owned(), |percent| format!("loading {percent}%")),
    searching: "searching",
    skipped_lines: |lines| format!("{lines} {} left out", if lines == 1 { "line is" } else { "lines are" }),
    claimed_value: |by, value| match by {
        Some(by) => format!("{by} said \"{value}\""),
        None => format!("the list said \"{value}\""),
    },
    about_title: "About this catalogue",
    tree_title: "Family tree",
    compare_title: "Comparison",
    chart_title: "Charts",
    glossary_title: "Terms",
    help_title: "Keys",
    help_query_syntax: "Searching",
    query_examples: &[
        ("chat glm", "words in any order, found by their letters"),
        ("'glm  ^gpt  6b$", "exactly so, at the start, at the end"),
        ("!neo", "without this word"),
        ("commercial:yes", "a column has a value; a comma means or"),
        ("-stage:base", "a column has it not"),
        ("params:7b..13b", "figures and dates: >10b, <=2022-06, 2023"),
        ("base:llama", "built on it, at any depth"),
        ("org:\"Meta AI\"", "quotes hold a value with blanks together"),
        ("is:bookmarked", "what you have bookmarked; -is:bookmarked for the rest"),
        ("@name", "a query of your configuration"),
    ],
    help_columns: "columns",
    help_symbols: "Signs in the table",
    symbol_meanings: &[
        ("*", "marked for a comparison"),
        ("-", "not known"),
        ("52K ex.", "examples used for tuning; a bare figure is tokens seen in pre-training"),
        ("2B tuned", "tokens used for tuning"),
        ("26B set", "size of the data set, where the tokens seen are not known"),
        ("en +19", "the main language and how many more"),
        ("mul", "many languages"),
        ("+ ~ -", "the license allows commercial use, under conditions, not"),
        ("#", "bookmarked"),
        ("pcwL", "it has a paper, checkpoint, website or code, license to open with that key"),
    ],

    awesome_list_title: "Large language models",
    awesome_list_intro: |models, extensions| {
        format!(
            "{models} language models by how they were trained: their sizes, links, training data, languages and \
             licenses, and what was new about each. Then {extensions} projects built around them."
        )
    },
    awesome_list_notice: "This page is written by `llm-tui export` from a catalogue. The catalogue keeps where the figures of \
                   each entry were checked and which claims about it proved wrong; `llm-tui show NAME` prints them. \
                   Please correct the catalogue, not this page.",
    awesome_list_source: |origin, date| format!("The catalogue began with {origin}, as it stood on {date}."),
    table_of_contents: "Contents",
    stage_title: |stage| match stage {
        Stage::Base => "Base models",
        Stage::Sft => "Supervised fine-tuned models",
        Stage::Rlhf => "Models tuned on preferences or rewards",
    },
    resources: "Sources",
    checkpoint_short: "ckpt",
    insights: "Insights",
    insight: "Insight",

    action_help: |action, context| match action {
        Action::Enter => match context {
            KeyContext::List => ("detail", "into the detail of the entry"),
            KeyContext::Search => ("keep", "keep the query and go back to the table"),
            KeyContext::Chart => ("follow", "go to the model of the point, or filter by the bar"),
            KeyContext::Menu => ("choose", "take this choice"),
            KeyContext::Prompt => ("keep", "keep the note; an empty one takes it away"),
            KeyContext::Detail
            | KeyContext::Help
            | KeyContext::About
            | KeyContext::Lineage
            | KeyContext::Compare
            | KeyContext::Glossary => ("follow", "open the link of the line, or go to its model"),
        },
        Action::Back => match context {
            KeyContext::List => ("clear search", "clear the query; never quits"),
            KeyContext::Search => ("clear", "clear the query, then leave the bar"),
            KeyContext::Prompt => ("leave", "leave the note as it was"),
            KeyContext::Detail => ("back", "back to the table"),
            KeyContext::Menu => ("back", "close the menu"),
            KeyContext::Help
            | KeyContext::About
            | KeyContext::Lineage
            | KeyContext::Compare
            | KeyContext::Chart
            | KeyContext::Glossary => ("back", "close this page"),
        },
        Action::FocusDetail => ("into", "from the table into the detail"),
        Action::FocusList => ("out", "from the detail back to the table"),
        Action::Unfold => ("unfold", "unfold; on an unfolded model, go to its first child"),
        Action::Fold => ("fold", "fold; on a folded model, go to its parent"),
        Action::ToggleFold => ("fold or unfold", "fold or unfold"),
        Action::NextModel => ("right", "the next model"),
        Action::PreviousModel => ("left", "the previous model"),
        Action::RemoveModel => ("leave out", "remove the model from the comparison"),
        Action::CopyComparison => ("copy", "copy the comparison as Markdown"),
        Action::NextChart => ("next chart", "the next chart"),
        Action::PreviousChart => ("previous chart", "the previous chart"),
        Action::ChartParameters => ("parameters", "chart: parameters"),
        Action::ChartTokens => ("tokens", "chart: training tokens"),
        Action::ChartScore => ("score", "chart: scores"),
        Action::ChartYears => ("years", "chart: years"),
        Action::ChartLicenses => ("licenses", "chart: licenses"),
        Action::ChartLanguages => ("languages", "chart: languages"),
        Action::ChartAxes => ("axes", "choose the axes"),
        Action::NextPoint => ("next point", "the next point along the x axis, or the next bar"),
        Action::PreviousPoint => ("previous point", "the previous point along the x axis, or the previous bar"),
        Action::Search => ("search", "search; typing filters at once"),
        Action::NextRow => ("down", "next row or line"),
        Action::PreviousRow => ("up", "previous row or line"),
        Action::HalfPageDown => ("half page down", "half a page down"),
        Action::HalfPageUp => ("half page up", "half a page up"),
        Action::PageDown => ("page down", "a page down"),
        Action::PageUp => ("page up", "a page up"),
        Action::FirstRow => ("first", "first row or line"),
        Action::LastRow => ("last", "last row or line"),
        Action::NextTab => ("next tab", "next tab; with a query, the next one that has a match"),
        Action::PreviousTab => ("previous tab", "previous tab, likewise"),
        Action::TabBase => ("base", "base models: pre-trained only"),
        Action::TabSft => ("SFT", "models after supervised fine-tuning"),
        Action::TabRlhf => ("RLHF", "models tuned on preferences or rewards"),
        Action::TabExtensions => ("extensions", "projects built around models"),
        Action::TabAll => ("all", "all models"),
        Action::Open => ("open", "open the main link; in the detail, the link of the line"),
        Action::OpenPaper => ("paper", "open the paper"),
        Action::OpenCheckpoint => ("checkpoint", "open the checkpoint"),
        Action::OpenWebsite => ("website", "open the website, else the code"),
        Action::OpenLicense => ("license", "open the license"),
        Action::Copy => ("copy", "copy the main link; in the detail, the link of the line"),
        Action::Sort => ("order", "choose the column to order by"),
        Action::ToggleSortDirection => ("reverse", "reverse the order"),
        Action::Language => ("中文", "speak Chinese"),
        Action::Theme => ("theme", "next theme"),
        Action::CopyAs => ("copy as", "choose what to copy: name, id, Markdown, BibTeX, JSON"),
        Action::HistoryBack => ("last visited", "back to the model visited before"),
        Action::HistoryForward => ("forward", "forward again among the models visited"),
        Action::Lineage => ("family tree", "the family tree of what the query finds"),
        Action::Mark => ("mark", "mark for a comparison, at most four"),
        Action::MarkRange => ("mark range", "mark all rows from the last mark to here"),
        Action::Compare => ("compare", "compare the marked models"),
        Action::Charts => ("charts", "charts of what the query finds"),
        Action::Bookmark => ("bookmark", "set or take away a bookmark"),
        Action::Note => ("note", "write a note on the entry; it bookmarks it"),
        Action::ToggleBookmarkFilter => ("bookmarks", "only bookmarks, or all again"),
        Action::Glossary => ("terms", "what the terms mean"),
        Action::About => ("about", "what this catalogue is, where it began, what changed"),
        Action::Help => ("help", "show or hide the keys"),
        Action::Redraw => ("redraw", "draw the screen anew"),
        Action::Complete => {
            ("complete", "take the first completion or suggestion; without one, the next tab with a match")
        }
        Action::OlderQuery => ("older", "an older query"),
        Action::NewerQuery => ("newer", "a newer query"),
        Action::Suspend => ("suspend", "suspend; `fg` brings the program back"),
        Action::Quit => ("quit", "quit"),
    },
    key_context: |context| match context {
        KeyContext::List => "In the table",
        KeyContext::Detail => "In the detail",
        KeyContext::Search => "In the search bar",
        KeyContext::Help => "In the help",
        KeyContext::About => "In the description of the catalogue",
        KeyContext::Lineage => "In the family tree",
        KeyContext::Compare => "In a comparison",
        KeyContext::Chart => "In a chart",
        KeyContext::Glossary => "In the glossary",
        KeyContext::Menu => "In a menu",
        KeyContext::Prompt => "Writing a note",
    },
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
        Architecture::Rnn => "recurrent network",
        Architecture::Hybrid => "hybrid of attention and recurrence",
        Architecture::HybridMoe => "hybrid of attention and recurrence, with experts",
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
            TrainingKind::Dataset => "in the data set",
            TrainingKind::FineTuning => "for tuning",
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
        CommercialUse::Conditions => "commercial use under conditions",
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
    related_model: |name, relation| {
        let relation = match relation {
            Relation::Weights => return name.to_owned(),
            Relation::Adapter => "adapter",
            Relation::Architecture => "architecture only",
            Relation::Objective => "training objective only",
            Relation::Data => "data only",
            Relation::Successor => "successor",
        };
        format!("{name} ({relation})")
    },
    claim_field: |field| match field {
        ClaimField::Name => "name",
        ClaimField::Stage => "stage",
        ClaimField::Organizations => "organizations",
        ClaimField::Parameters => "parameters",
        ClaimField::Released => "released",
        ClaimField::Architecture => "network",
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
        ClaimField::SourceList => "as a whole",
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
    maintenance: |upkeep| match upkeep {
        Maintenance::Active => "active",
        Maintenance::Archived => "archived",
        Maintenance::Moved => "moved",
    },

    // bookmarks
    note: "Your note",
    note_prompt: |name| format!("Note on {name}: "),
    bookmark_added: |name| format!("bookmarked {name}"),
    bookmark_removed: |name| format!("took away the bookmark of {name}"),
    confirm_unbookmark: |name, key| {
        format!("{name} has a note; {key} again takes away the bookmark and the note with it")
    },
    note_saved: |name| format!("kept the note on {name}"),
    note_removed: |name| format!("took away the note on {name}; its bookmark stays"),
    note_conflict: |name, note| {
        format!("nothing is changed: another program has written a note on {name} meanwhile: {note}")
    },
    bookmarks_not_saved: |why| format!("{why}; until this is mended, bookmarks are not kept"),
    no_bookmarks: |key| format!("Nothing is bookmarked. {key} in the table bookmarks an entry."),
    // Comparing
    marked_count: |count| format!("{count} marked"),
    mark_limit_reached: |names, key| {
        format!("four models are marked already: {names}; {key} on one of them unmarks it")
    },
    extensions_not_comparable: "extensions cannot be marked: only models are compared",
    nothing_to_mark: "there is no model here to mark",
    range_needs_anchor: |mark, range| {
        format!(
            "none of these rows is the one marked last: mark one with {mark}, then {range} marks from it to the cursor"
        )
    },
    compare_hint: |mark, compare| {
        format!("two models are needed: mark one with {mark}, go to another or mark it too, then press {compare}")
    },
    compare_needs_two: "two models are needed: the last two stay",
    visible_models: |first, last, all| format!("models {first}-{last} of {all}"),
    compare_legend: |differs, best| format!("{differs} the values differ   {best} the best of the row   - not known"),
    parenthesized: |text, remark| if remark.is_empty() { text.to_owned() } else { format!("{text} ({remark})") },
    copied_lines: |first, more| format!("copied {first} and {more} more lines"),
    // charts
    chart_names: ["Parameters", "Tokens", "Score", "Years", "Licenses", "Languages"],
    chart_xy_title: |y, x| format!("{y} against {x}"),
    chart_by_year: "models by year and stage",
    chart_by_license: "models by license, the most frequent first",
    chart_by_language: "models by language, the most frequent first",
    axis_released: "release date",
    axis_parameters: "parameters",
    axis_active_parameters: "active parameters per token",
    axis_tokens: "tokens seen in pre-training",
    axis_context: "context in tokens",
    axis_score: |benchmark| format!("score on {benchmark}"),
    chart_plotted_count: |shown, found| {
        if shown == found {
            format!("all {found} {}", if found == 1 { "model" } else { "models" })
        } else {
            format!("{shown} of {found} models; of the others it is not known")
        }
    },
    chart_empty: "No model that the query finds has these figures.",
    chart_compute_optimal: ". compute-optimal: 20 tokens a parameter (Hoffmann et al. 2022)",
    chart_ratio_rank: |place, points| format!("{place} of {points} by tokens per parameter"),
    chart_over_trained: "over-trained",
    chart_under_trained: "under-trained",
    chart_overlap_legend: "O X # several",
    chart_density_legend: ". 1  : 10  * 100  % 1000  @ 10,000 models",
    chart_settings_caveat: "settings and who reports them may differ",
    chart_more: |others| format!("and {others} more"),
    chart_model_count: |models| if models == 1 { "1 model".to_owned() } else { format!("{models} models") },
    chart_bin_count: |models| format!("{models} models around"),
    chart_overlap_count: |others| format!("+{others} here"),
    chart_parameters: |figure| format!("{figure} parameters"),
    chart_active: |figure| format!("{figure} active"),
    chart_tokens: |figure| format!("{figure} tokens"),
    chart_context: |figure| format!("context {figure}"),
    chart_score: |value| format!("score {value}"),
    chart_ratio: |ratio| format!("{ratio} tokens per parameter"),
    chart_ratio_active: |ratio| format!("({ratio} per active one)"),
    chart_axes_title: "Axes",
    chart_x_axis: |axis| format!("from the left: {axis}"),
    chart_y_axis: |axis| format!("from below: {axis}"),
    chart_narrow_query: "several models stand here; narrow the query to go to one",
    chart_axes_fixed: "bars have no other axes",
    // terms
    estimates: |size| size.map_or_else(|| "Estimates".to_owned(), |size| format!("Estimates for {size}")),
    approximately: |figure| format!("about {figure}"),
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
            "for one size",
            "they are calculated from the figures of the largest size, or of the largest one whose training tokens are \
             known; what needs a figure that is not known is left out",
        ),
        (
            "Tokens/param",
            "tokens seen in pre-training / all parameters; about 20 is compute-optimal by Hoffmann et al. 2022 \
             (arXiv:2203.15556)",
        ),
        (
            "Compute",
            "C = 6 N D, by Kaplan et al. 2020 (arXiv:2001.08361): N the parameters, in a mixture of experts the active \
             ones, D the tokens seen in pre-training; not for an encoder-decoder, where a token meets only a part of N",
        ),
        (
            "their tokens",
            "never those of fine-tuning or of a data set; neither line stands where training began from a parent's \
             weights, as the figure may or may not count what the parent had seen",
        ),
        ("Weight size", "parameters x 2 bytes (fp16), 1 byte (int8), 1/2 byte (int4), in GB of 10^9 bytes; no cache"),
        (
            "After parent",
            "days between the releases, where both are known to the day, for a parent whose weights it took, adapts or \
             succeeds",
        ),
    ],
    see_also: "see",
    copy_title: "Copy",
    copy_id: "Id",
    copy_link: "Main link",
    copy_markdown: "Markdown row",
    copied_as: |form, text| format!("copied as {form}: {text}"),
    copied_as_lines: |form, lines| format!("copied as {form}: {lines} lines"),
    nothing_to_copy: "there is no entry here to copy",
    // lineage
    see_reference: |name| format!("see {name}"),
    more_relatives: |count| match count {
        Some(count) => format!("{count} more in the family tree"),
        None => "more in the family tree".to_owned(),
    },
    tree_count: |models, ancestors| {
        let plural = |count, word| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        match ancestors {
            0 => plural(models, "model"),
            _ => format!("{}, {}", plural(models, "model"), plural(ancestors, "ancestor")),
        }
    },
    tree_truncated: |models| format!("{models} left out, search to narrow it"),
    tree_empty: "No model matches, so there is no tree.",
    history_at_start: "no model was visited before this one",
    history_at_end: "no model was visited after this one",
};

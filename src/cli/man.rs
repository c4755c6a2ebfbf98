//! `llm-tui man`: the manual page, generated from the command line definition, the columns and the key map.

use std::{io::Write, process::ExitCode};

use clap::Command;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use llm_catalog::localized::Locale;
use llm_index::{
    Column, ValueType,
    query::{BOOKMARKED_VALUE, FITS_KEY, IS_KEY, synonyms},
};

use crate::{
    action::KeyContext,
    columns::ColumnExt,
    config::{TABLES, key_overrides::KeyOverrides, keymap::Keymap, setting::Setting},
    i18n::Messages,
    platform::EDITOR_VARIABLES,
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "打印手册页"
"#;

pub(super) fn run(mut command: Command, keys: &KeyOverrides, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    command.build();
    let page = Man::new(command.clone()).title("llm-tui").section("1");
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    roff.to_writer(out)?;
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        write_subcommand(subcommand, out)?;
    }
    write_query_sections(out)?;
    write_keys_section(keys, out)?;
    write_configuration_section(out)?;
    write_env_section(out)?;
    write_files_and_status(out)?;
    write_examples(&command, out)?;
    Ok(ExitCode::SUCCESS)
}

fn write_subcommand(command: &Command, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SS", [command.get_bin_name().unwrap_or_default()]);
    roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    roff.to_writer(out)?;
    // The options that all commands share are in the section OPTIONS.
    let own_options = command.clone().mut_args(|arg| {
        let is_shared = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(is_shared)
    });
    let mut options = Vec::new();
    Man::new(own_options).render_options_section(&mut options)?;
    let options = String::from_utf8_lossy(&options);
    out.write_all(options.split_once(".SH OPTIONS\n").map_or("", |(_, options)| options).as_bytes())?;
    if let Some(examples) = command.get_after_long_help() {
        let mut roff = Roff::new();
        roff.control("PP", []);
        write_examples_and_notes(&mut roff, &examples.to_string());
        roff.to_writer(out)?;
    }
    Ok(())
}

/// Writes text with examples: lines that begin with a blank stay as they are, others are filled as paragraphs.
fn write_examples_and_notes(roff: &mut Roff, text: &str) {
    for block in text.lines().collect::<Vec<_>>().chunk_by(|line, next| line.starts_with(' ') == next.starts_with(' '))
    {
        let is_example = block.first().is_some_and(|line| line.starts_with(' '));
        if is_example {
            roff.control("nf", []);
        }
        for line in block {
            // A blank line is a break between paragraphs, and so is one that says the exit codes.
            match *line {
                "" => roff.control("PP", []),
                line if line.starts_with("Exit code") => roff.control("br", []).text([roman(line)]),
                line => roff.text([roman(line)]),
            };
        }
        if is_example {
            roff.control("fi", []);
        }
    }
}

fn write_query_sections(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["QUERIES"]);
    roff.text([roman(
        "A query consists of words and filters separated by spaces; an entry must match all of them. Case is ignored.",
    )]);
    for (example, meaning) in Messages::get(Locale::En).query_examples {
        write_tagged_paragraph(&mut roff, example, meaning);
    }
    roff.control("SH", ["COLUMNS"]);
    roff.text([roman(
        "The names of the columns in filters, --sort and --columns. After the type, the other names; after a value, the \
         words for it.",
    )]);
    for column in Column::ALL.iter().copied() {
        let (key, value_type) = column.key_and_type();
        let values = match value_type {
            ValueType::Text => "text, matched as a substring",
            ValueType::Keyword => "one of a set of values",
            ValueType::Quantity if column == Column::Memory => "amounts of memory, such as 24gb",
            ValueType::Quantity if column == Column::ContextLength => "tokens, such as 32k",
            ValueType::Quantity => "quantities, such as 13b",
            ValueType::Number => "numbers",
            ValueType::Date => "dates, such as 2023-02",
        };
        let heading = column.heading(Locale::En);
        write_tagged_paragraph(&mut roff, key, &format!("{heading}: {values}. {}", column.synonyms().join(", ")));
        let rows = synonyms().iter().filter(|row| row.key == key && !row.values.is_empty());
        let words: Vec<_> = rows.map(|row| format!("{}: {}", row.values.join(", "), row.words.join(", "))).collect();
        if !words.is_empty() {
            roff.control("br", []).text([roman(words.join("; "))]);
        }
    }
    let budget = "an amount of memory, such as 24gb, in which a variant runs; bits per weight and a context may follow: \
                  24gb@8bit@32k. Without them, 4bit@8k. An estimate, in filters only";
    write_tagged_paragraph(&mut roff, FITS_KEY, budget);
    write_tagged_paragraph(&mut roff, IS_KEY, &format!("{BOOKMARKED_VALUE}: bookmarked entries, in filters only"));
    roff.to_writer(out)?;
    Ok(())
}

fn write_keys_section(keys: &KeyOverrides, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    // What is not valid in the configuration is said when it is read.
    let (keymap, _) = Keymap::builtin()?.with_overrides(keys)?;
    for (action, keys) in keymap.bindings(KeyContext::List) {
        write_tagged_paragraph(&mut roff, &keys, keymap.description(KeyContext::List, action, Locale::En));
    }
    roff.to_writer(out)?;
    Ok(())
}

/// The keys of the configuration.
fn write_configuration_section(out: &mut dyn Write) -> anyhow::Result<()> {
    let texts = &Messages::get(Locale::En).config;
    let mut roff = Roff::new();
    roff.control("SH", ["CONFIGURATION"]);
    roff.text([roman(
        "Keys of config.toml, all optional. llm-tui config prints what is in effect and where it is from; llm-tui config \
         --default prints a file to begin with, with every action of the key map and every role of a theme. Options win \
         over environment variables, these over what was last chosen in the program, and that over the file. Commands use \
         locale, browser, catalogs, queries and fits; the rest is for the program.",
    )]);
    for setting in Setting::ALL {
        write_tagged_paragraph(&mut roff, setting.name(), setting.help().en);
    }
    for table in TABLES {
        write_tagged_paragraph(&mut roff, table.name, (table.help)(texts));
    }
    roff.to_writer(out)?;
    Ok(())
}

fn write_env_section(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    write_tagged_paragraph(
        &mut roff,
        "BROWSER",
        "Commands to open links, separated by colons; the first that starts is used. %s stands for the URL.",
    );
    write_tagged_paragraph(
        &mut roff,
        "LC_ALL, LC_MESSAGES, LANG",
        "The interface language, unless --locale or the configuration sets it.",
    );
    write_tagged_paragraph(&mut roff, "NO_COLOR", "Disables colors if set and not empty.");
    write_tagged_paragraph(&mut roff, "CLICOLOR", "Disables colors if 0.");
    write_tagged_paragraph(&mut roff, "TERM", "Without it, or if it is dumb, the output is plain text.");
    write_tagged_paragraph(
        &mut roff,
        &EDITOR_VARIABLES.join(", "),
        "The editor of notes; the first that is set is used.",
    );
    let names: Vec<_> = Setting::ALL.iter().map(|setting| setting.env_name()).collect();
    write_tagged_paragraph(
        &mut roff,
        &names.join(", "),
        "Override the configuration keys of the same names: LLM_TUI_AMBIGUOUS_WIDE is ambiguous-wide.",
    );
    write_tagged_paragraph(&mut roff, "XDG_CONFIG_HOME", "Where the configuration is; ~/.config by default.");
    write_tagged_paragraph(&mut roff, "XDG_STATE_HOME", "Where the state is; ~/.local/state by default.");
    roff.to_writer(out)?;
    Ok(())
}

/// The files, by their folder, and what they are for.
const FILES: [(&str, &str); 7] = [
    ("$XDG_CONFIG_HOME/llm-tui/config.toml", "The configuration."),
    ("$XDG_CONFIG_HOME/llm-tui/themes/NAME.toml", "Themes."),
    (
        "$XDG_CONFIG_HOME/llm-tui/catalog.d/",
        "Catalogue files laid over the built-in catalogue, in the order of their names.",
    ),
    ("$XDG_STATE_HOME/llm-tui/bookmarks.toml", "Bookmarks and notes."),
    ("$XDG_STATE_HOME/llm-tui/state.toml", "What the program showed last, unless `remember` is false."),
    ("$XDG_STATE_HOME/llm-tui/history", "Earlier queries."),
    ("$XDG_STATE_HOME/llm-tui/visit", "The newest day of the built-in catalogue at the last visit."),
];

fn write_files_and_status(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["FILES"]);
    for (file, meaning) in FILES {
        write_tagged_paragraph(&mut roff, file, meaning);
    }
    roff.control("SH", ["EXIT STATUS"]);
    write_tagged_paragraph(&mut roff, "0", "Success.");
    write_tagged_paragraph(&mut roff, "1", "Nothing matches.");
    write_tagged_paragraph(&mut roff, "2", "The command line, a query or a file is invalid.");
    roff.to_writer(out)?;
    Ok(())
}

fn write_examples(command: &Command, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(examples) = command.get_after_long_help().map(ToString::to_string) else { return Ok(()) };
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    write_examples_and_notes(&mut roff, examples.strip_prefix("Examples:\n").unwrap_or(&examples));
    roff.to_writer(out)?;
    Ok(())
}

fn write_tagged_paragraph(roff: &mut Roff, name: &str, meaning: &str) {
    roff.control("TP", []).text([bold(name)]).text([roman(meaning)]);
}

//! The manual page, from the same tables as the program.

use std::{io::Write, process::ExitCode};

use clap::{Command, CommandFactory};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use llm_catalog::localized::Locale;
use llm_index::{
    Column, ValueType,
    query::{BOOKMARKED_VALUE, IS_KEY},
};

use crate::{action::KeyContext, columns::ColumnExt, config::keymap::Keymap, i18n::Messages};

pub(super) fn run(out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut command = crate::cli::Cli::command();
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
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        write_subcommand(command, out)?;
    }
    write_query_sections(out)?;
    write_keys_section(out)?;
    write_env_and_files(out)?;
    Ok(ExitCode::SUCCESS)
}

/// What a command does, its arguments, examples.
fn write_subcommand(command: &Command, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SS", [command.get_bin_name().unwrap_or_default()]);
    roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    roff.to_writer(out)?;
    // The options that every command has are told above.
    let own = command.clone().mut_args(|argument| {
        let everywhere = argument.is_global_set() || argument.get_id() == "help";
        argument.hide(everywhere)
    });
    let mut options = Vec::new();
    Man::new(own).render_options_section(&mut options)?;
    let options = String::from_utf8_lossy(&options);
    out.write_all(options.split_once(".SH OPTIONS\n").map_or("", |(_, options)| options).as_bytes())?;
    if let Some(examples) = command.get_after_long_help() {
        let mut roff = Roff::new();
        roff.control("PP", []);
        write_preformatted(&mut roff, &examples.to_string());
        roff.to_writer(out)?;
    }
    Ok(())
}

/// Text whose lines are not filled.
fn write_preformatted(roff: &mut Roff, text: &str) {
    roff.control("nf", []);
    for line in text.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

fn write_query_sections(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["QUERIES"]);
    roff.text([roman("A query is words and filters between blanks; all of them must hold. Case does not matter.")]);
    for (written, meaning) in Messages::get(Locale::En).query_examples {
        write_tagged_paragraph(&mut roff, written, meaning);
    }
    roff.control("SH", ["COLUMNS"]);
    roff.text([roman("Columns have these names in filters, --sort and --columns.")]);
    for column in Column::ALL {
        let (key, kind) = column.key_and_type();
        let values = match kind {
            ValueType::Text => "text, found anywhere",
            ValueType::Keyword => "a word of the catalogue",
            ValueType::Quantity => "figures, such as 13b",
            ValueType::Number => "numbers",
            ValueType::Date => "dates, such as 2023-02",
        };
        write_tagged_paragraph(&mut roff, key, &format!("{}: {values}", column.heading(Messages::get(Locale::En))));
    }
    write_tagged_paragraph(
        &mut roff,
        IS_KEY,
        &format!("{BOOKMARKED_VALUE}: in filters only, what you have bookmarked in the program"),
    );
    roff.to_writer(out)?;
    Ok(())
}

fn write_keys_section(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for (action, write_keys_section) in Keymap::builtin()?.bindings(KeyContext::List) {
        write_tagged_paragraph(
            &mut roff,
            &write_keys_section,
            (Messages::get(Locale::En).action_help)(action, KeyContext::List).1,
        );
    }
    roff.to_writer(out)?;
    Ok(())
}

fn write_env_and_files(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    write_tagged_paragraph(
        &mut roff,
        "BROWSER",
        "Opens links: commands between colons, the first that starts; %s is the address.",
    );
    write_tagged_paragraph(&mut roff, "LC_ALL, LC_MESSAGES, LANG", "The language, unless --locale is given.");
    write_tagged_paragraph(&mut roff, "NO_COLOR", "No color, if it is set and not empty.");
    roff.control("SH", ["FILES"]);
    let bookmarks = "$XDG_STATE_HOME/llm-tui/bookmarks.toml";
    write_tagged_paragraph(
        &mut roff,
        bookmarks,
        "Your bookmarks and notes; the folder is ~/.local/state unless it is set.",
    );
    roff.control("SH", ["EXIT STATUS"]);
    write_tagged_paragraph(&mut roff, "0", "Something was found or done.");
    write_tagged_paragraph(&mut roff, "1", "Nothing was found.");
    write_tagged_paragraph(&mut roff, "2", "The command line, a query or a file is wrong.");
    roff.control("SH", ["EXAMPLES"]);
    let examples = crate::cli::EXAMPLES;
    write_preformatted(&mut roff, examples.strip_prefix("Examples:\n").unwrap_or(examples));
    roff.to_writer(out)?;
    Ok(())
}

fn write_tagged_paragraph(roff: &mut Roff, name: &str, meaning: &str) {
    roff.control("TP", []).text([bold(name)]).text([roman(meaning)]);
}

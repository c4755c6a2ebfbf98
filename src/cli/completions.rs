//! `llm-tui completions`: completion scripts for shells.

use std::{io::Write, process::ExitCode};

use clap::{
    Arg, Command,
    builder::{PossibleValue, PossibleValuesParser},
};
use clap_complete::Shell;

use llm_catalog::localized::Locale;
use llm_index::{Column, segment::Segment};

use crate::{cli::context::CliContext, config::Themes, glossary::Glossary};

const EXAMPLES: &str = "\
Examples:
  llm-tui completions bash > ~/.local/share/bash-completion/completions/llm-tui
  llm-tui completions zsh > \"${fpath[1]}/_llm-tui\"
  llm-tui completions fish > ~/.config/fish/completions/llm-tui.fish

The script completes the ids of the current catalogue; generate it again after a
change.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "生成 shell 的补全脚本"
after_long_help = """
示例：
  llm-tui completions bash > ~/.local/share/bash-completion/completions/llm-tui
  llm-tui completions zsh > "${fpath[1]}/_llm-tui"
  llm-tui completions fish > ~/.config/fish/completions/llm-tui.fish

脚本补全当前目录的 ID；目录改动后请重新生成。"""

[arguments]
shell = "要补全的 shell"
"#;

/// Generate a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell to complete for
    shell: Shell,
}

pub(super) fn run(
    args: &Arguments,
    mut command: Command,
    context: &CliContext,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let entry_id =
        |segment: &Segment, row| PossibleValue::new(segment.id(row).to_owned()).help(segment.name(row).to_owned());
    let segments = context.index.segments().map(|(_, segment)| segment);
    let ids: Vec<_> = segments.flat_map(|segment| segment.entry_rows().map(|row| entry_id(segment, row))).collect();
    let complete_ids = |arg: Arg| match arg.get_id().as_str() {
        "name" => arg.value_parser(PossibleValuesParser::new(ids.clone())),
        _ => arg,
    };
    let terms = Glossary::builtin().terms.iter();
    let terms: Vec<_> = terms.map(|term| PossibleValue::new(&*term.id).help(term.name.en.clone())).collect();
    command = command.mut_arg("select", |arg| arg.value_parser(PossibleValuesParser::new(ids.clone())));
    for name in ["show", "compare", "open"] {
        command = command.mut_subcommand(name, |command| command.mut_args(complete_ids));
    }
    command = command.mut_subcommand("glossary", |command| {
        command.mut_arg("term", |arg| arg.value_parser(PossibleValuesParser::new(terms)))
    });
    command = complete_options(command, context);
    // Into a buffer, because the generator panics if the pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "llm-tui", &mut script);
    let mut script = String::from_utf8(script)?;
    match args.shell {
        // The generator uses two forms of the program name (clap issue 6421).
        Shell::Bash => script = script.replace("llm__subcmd__tui", "llm__tui"),
        Shell::Fish => script.extend(command.get_subcommands().map(fish_value_completions)),
        _ => {}
    }
    out.write_all(script.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Adds the values of options that are names: themes, languages, benchmarks, columns and ids of entries.
fn complete_options(command: Command, context: &CliContext) -> Command {
    let columns: Vec<_> = Column::ALL.iter().map(|column| PossibleValue::new(column.key())).collect();
    let (themes, _) = Themes::read();
    let themes: Vec<_> = themes.names().map(|name| PossibleValue::new(name.to_owned())).collect();
    let benchmarks = context.index.meta().benchmarks.iter();
    let benchmarks: Vec<_> = benchmarks
        .map(|benchmark| PossibleValue::new(benchmark.id.to_string()).help(benchmark.name.en.clone()))
        .collect();
    let complete = |arg: Arg| {
        let values = match arg.get_long() {
            Some("theme") => themes.clone(),
            Some("locale") => Locale::ALL.map(|locale| PossibleValue::new(locale.tag())).to_vec(),
            Some("benchmark") => benchmarks.clone(),
            Some("sort" | "columns") => columns.clone(),
            _ => return arg,
        };
        arg.value_parser(PossibleValuesParser::new(values))
    };
    command.mut_args(complete).mut_subcommands(|subcommand| subcommand.mut_args(complete))
}

/// Completions of the values of positional arguments, which the generator omits for fish.
fn fish_value_completions(command: &Command) -> String {
    let quote = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    let line = |value: PossibleValue| {
        let help = value.get_help().map_or_else(String::new, |help| format!(" -d {}", quote(&help.to_string())));
        let (command, value) = (command.get_name(), value.get_name());
        format!("complete -c llm-tui -n \"__fish_llm_tui_using_subcommand {command}\" -f -a {}{help}\n", quote(value))
    };
    command.get_positionals().flat_map(Arg::get_possible_values).map(line).collect()
}

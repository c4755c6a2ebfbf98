//! Completion scripts for shells.

use std::{io::Write, process::ExitCode};

use clap::{
    Arg, Command, CommandFactory,
    builder::{PossibleValue, PossibleValuesParser},
};
use clap_complete::Shell;

use llm_index::segment::Segment;

use crate::{cli::CliContext, glossary::Glossary};

const EXAMPLES: &str = "\
Examples:
  llm-tui completions bash > ~/.local/share/bash-completion/completions/llm-tui
  llm-tui completions zsh > \"${fpath[1]}/_llm-tui\"
  llm-tui completions fish > ~/.config/fish/completions/llm-tui.fish

The script knows the ids of the catalogue as it is now; after a change, write it anew.";

/// For which shell.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let id = |part: &Segment, row| PossibleValue::new(part.id(row).to_owned()).help(part.name(row).to_owned());
    let segments = session.index.segments();
    let ids: Vec<_> = segments.flat_map(|(_, part)| part.rows().map(|row| id(part, row))).collect();
    let known = |argument: Arg| match argument.get_id().as_str() {
        "name" => argument.value_parser(PossibleValuesParser::new(ids.clone())),
        _ => argument,
    };
    let terms = Glossary::builtin().terms.iter();
    let terms: Vec<_> = terms.map(|term| PossibleValue::new(&*term.id).help(term.name.en.clone())).collect();
    let mut command = crate::cli::Cli::command();
    for name in ["show", "compare", "open"] {
        command = command.mut_subcommand(name, |command| command.mut_args(known));
    }
    command = command.mut_subcommand("glossary", |command| {
        command.mut_arg("term", |argument| argument.value_parser(PossibleValuesParser::new(terms)))
    });
    // Into memory: the generator panics where its reader has gone.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "llm-tui", &mut script);
    let mut script = String::from_utf8(script)?;
    match arguments.shell {
        // The generator spells the name of the program in two ways (clap issue 6421).
        Shell::Bash => script = script.replace("llm__subcmd__tui", "llm__tui"),
        Shell::Fish => script.extend(command.get_subcommands().map(fish_value_completions)),
        _ => {}
    }
    out.write_all(script.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What stands for the arguments of a command, which the generator leaves out
/// for fish.
fn fish_value_completions(command: &Command) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    let line = |value: PossibleValue| {
        let help = value.get_help().map_or_else(String::new, |help| format!(" -d {}", quoted(&help.to_string())));
        let (command, value) = (command.get_name(), value.get_name());
        format!("complete -c llm-tui -n \"__fish_llm_tui_using_subcommand {command}\" -f -a {}{help}\n", quoted(value))
    };
    command.get_positionals().flat_map(Arg::get_possible_values).map(line).collect()
}

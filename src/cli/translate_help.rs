//! Translates the help text of the command line.

use clap::{Arg, ArgAction, Command};

use crate::i18n::{CommandHelp, HelpLabels, HelpTexts};

/// The path of the program without a command, which describes the options that all commands accept.
const ROOT: &str = "llm-tui";

/// Replaces the help text of a command and its subcommands. Text without a translation stays English.
///
/// The result prints help; it is not meant to parse valid arguments.
pub(super) fn translate(mut command: Command, texts: &HelpTexts) -> Command {
    command.build();
    translate_tree(command, texts)
}

fn translate_tree(command: Command, texts: &HelpTexts) -> Command {
    let labels = &texts.labels;
    let path = command.get_bin_name().unwrap_or(ROOT);
    let help = texts.command(path);
    let command = command
        .mut_args(|arg| {
            let help = if arg.is_global_set() { Some(&texts.root) } else { help };
            translate_arg(arg, help, labels)
        })
        .mut_subcommands(|subcommand| match subcommand.get_name() {
            "help" => subcommand.about(labels.help_command.clone()),
            _ => translate_tree(subcommand, texts),
        });
    let template = template(&command, labels);
    let mut command = command.help_template(template);
    if let Some(help) = help {
        command = command.about(help.about.clone());
        if let Some(text) = &help.long_about {
            command = command.long_about(text.clone());
        }
        if let Some(text) = &help.after_long_help {
            command = command.after_long_help(text.clone());
        }
    }
    command
}

/// clap's default layout with translated headings.
fn template(command: &Command, labels: &HelpLabels) -> String {
    let (usage, header) = (command.get_styles().get_usage(), command.get_styles().get_header());
    let section = |heading: &str, tag| format!("{header}{heading}{header:#}\n{tag}");
    let mut sections = vec![format!("{{about-with-newline}}\n{usage}{}{usage:#}{{usage}}", labels.usage)];
    if command.has_subcommands() {
        sections.push(section(&labels.commands, "{subcommands}"));
    }
    if command.get_positionals().next().is_some() {
        sections.push(section(&labels.arguments, "{positionals}"));
    }
    sections.push(section(&labels.options, "{options}{after-help}"));
    sections.join("\n\n")
}

fn translate_arg(arg: Arg, help: Option<&CommandHelp>, labels: &HelpLabels) -> Arg {
    match arg.get_action() {
        ArgAction::Help if arg.get_long_help().is_some() => {
            return arg.help(labels.help_see_long.clone()).long_help(labels.help_see_short.clone());
        }
        ArgAction::Help => return arg.help(labels.help.clone()),
        ArgAction::Version => return arg.help(labels.version.clone()),
        _ => {}
    }
    let id = arg.get_id().as_str();
    let Some(text) = help.and_then(|help| help.arguments.get(id)) else { return arg };
    let descriptions = help.and_then(|help| help.values.get(id));
    let (default, values) = (default_note(&arg, labels), possible_values(&arg));
    let values_note = (!values.is_empty()).then(|| format!("[{}{}]", labels.possible_values, values.join(", ")));
    let short: Vec<_> = [Some(text.clone()), default.clone(), values_note.clone()].into_iter().flatten().collect();
    let long: Vec<_> = match descriptions {
        None => [default, values_note].into_iter().flatten().collect(),
        Some(descriptions) => {
            let line = |name: &String| {
                let description = descriptions.get(name).map_or("", String::as_str);
                format!("\n- {name}{}{description}", labels.colon)
            };
            let list = labels.possible_values.clone() + &values.iter().map(line).collect::<String>();
            std::iter::once(list).chain(default.map(|default| format!("\n{default}"))).collect()
        }
    };
    let long = if long.is_empty() { text.clone() } else { format!("{text}\n\n{}", long.join("\n")) };
    // Defaults and values are part of the text now; clap would add them in English.
    arg.help(short.join(" ")).long_help(long).hide_default_value(true).hide_possible_values(true)
}

fn default_note(arg: &Arg, labels: &HelpLabels) -> Option<String> {
    if arg.get_default_values().is_empty() || arg.is_hide_default_value_set() || !arg.get_action().takes_values() {
        return None;
    }
    let values: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    Some(format!("[{}{}]", labels.default, values.join(" ")))
}

/// The names of the possible values. Flags have `true` and `false`, which help does not list.
fn possible_values(arg: &Arg) -> Vec<String> {
    let values = if arg.get_action().takes_values() { arg.get_possible_values() } else { Vec::new() };
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;
    use llm_catalog::localized::Locale;

    use super::*;
    use crate::cli::{Cli, help_zh};

    /// The keys of all text that needs a translation, such as `llm-tui list --help format csv`.
    fn english_keys(command: &Command, keys: &mut BTreeSet<String>) {
        let path = command.get_bin_name().unwrap_or(ROOT);
        keys.insert(path.to_owned());
        let texts = [("long_about", command.get_long_about()), ("after_long_help", command.get_after_long_help())];
        keys.extend(texts.iter().filter(|(_, text)| text.is_some()).map(|(key, _)| format!("{path} {key}")));
        for arg in command.get_arguments() {
            let is_inherited = arg.is_global_set() && path != ROOT;
            if is_inherited || matches!(arg.get_action(), ArgAction::Help | ArgAction::Version) {
                continue;
            }
            keys.extend(arg.get_help().map(|_| format!("{path} <{}>", arg.get_id())));
            let described = arg.get_possible_values().into_iter().filter(|value| value.get_help().is_some());
            keys.extend(described.map(|value| format!("{path} <{}> {}", arg.get_id(), value.get_name())));
        }
        for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
            english_keys(subcommand, keys);
        }
    }

    fn translated_keys(texts: &HelpTexts) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let commands = texts.commands.iter().map(|(path, help)| (format!("{ROOT} {path}"), help));
        for (path, help) in commands.chain([(ROOT.to_owned(), &texts.root)]) {
            keys.insert(path.clone());
            keys.extend(help.long_about.as_ref().map(|_| format!("{path} long_about")));
            keys.extend(help.after_long_help.as_ref().map(|_| format!("{path} after_long_help")));
            keys.extend(help.arguments.keys().map(|id| format!("{path} <{id}>")));
            let values = help.values.iter().flat_map(|(id, values)| values.keys().map(move |value| (id, value)));
            keys.extend(values.map(|(id, value)| format!("{path} <{id}> {value}")));
        }
        keys
    }

    #[test]
    fn every_help_text_has_a_translation_and_no_translation_is_unused() {
        let mut command = Cli::command();
        command.build();
        let texts = HelpTexts::get(Locale::Zh, help_zh()).unwrap().unwrap();
        let mut english = BTreeSet::new();
        english_keys(&command, &mut english);
        let translated = translated_keys(&texts);
        let missing: Vec<_> = english.difference(&translated).collect();
        let unused: Vec<_> = translated.difference(&english).collect();
        assert!(missing.is_empty() && unused.is_empty(), "missing: {missing:#?}\nunused: {unused:#?}");
    }
}

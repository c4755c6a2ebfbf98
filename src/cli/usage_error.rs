//! Help output and errors of the command line parser, in the language of the user.

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use clap::{
    Command,
    error::{ContextKind, ContextValue, ErrorKind},
};
use llm_catalog::{
    Foreign,
    foreign::escape_message,
    localized::{Locale, LocaleError},
};

use crate::{
    cli::{column_arg::ColumnArgError, count_arg::CountArgError, help_zh, translate_help},
    i18n::{HelpTexts, Messages, UsageMessages},
};

/// A longer tip of the parser repeats a long argument.
const MAX_TIP_BYTES: usize = 200;

/// Prints the help, the version or a usage error and returns the exit code.
pub(super) fn report(error: clap::Error, command: Command, args: &[OsString], locale: Locale) -> ExitCode {
    let messages = Messages::get(locale);
    let error = &escape_arguments(error);
    // If the stream is closed, there is nothing else to report to.
    let _ = match (translated_help(error, command, args, locale), messages.cli.usage.as_ref()) {
        (Some(help), _) => help.print(),
        (None, Some(usage)) => match describe(error, usage, messages) {
            Some(message) => write!(io::stderr(), "{message}"),
            None => error.print(),
        },
        (None, None) => error.print(),
    };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The error with its arguments as messages print them.
fn escape_arguments(mut error: clap::Error) -> clap::Error {
    let print = |text: &str| Foreign::new(text).to_string();
    let texts: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in texts {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(print(&text)),
            ContextValue::Strings(texts) => ContextValue::Strings(texts.iter().map(|text| print(text)).collect()),
            // A tip repeats an argument; it is dropped if it could not be printed as it is.
            ContextValue::StyledStrs(tips) => {
                let is_safe = |tip: &String| escape_message(tip) == *tip && tip.len() <= MAX_TIP_BYTES;
                ContextValue::StyledStrs(tips.into_iter().filter(|tip| is_safe(&tip.to_string())).collect())
            }
            value => value,
        };
        error.insert(kind, value);
    }
    error
}

/// The requested help in a language other than English.
fn translated_help(error: &clap::Error, command: Command, args: &[OsString], locale: Locale) -> Option<clap::Error> {
    if !matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        return None;
    }
    let texts = HelpTexts::get(locale, help_zh()).ok()??;
    translate_help::translate(command, &texts).try_get_matches_from(args).err()
}

/// What is wrong with the arguments, in one line, without how to use the command.
pub(super) fn cause(error: clap::Error, messages: &Messages) -> String {
    let error = &escape_arguments(error);
    let lines = messages.cli.usage.as_ref().and_then(|usage| describe_cause(error, usage, messages));
    let lines = lines.unwrap_or_else(|| {
        let text = error.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        text.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect()
    });
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// Describes a usage error; `None` if only clap's English text is available.
fn describe(error: &clap::Error, usage: &UsageMessages, messages: &Messages) -> Option<String> {
    let mut paragraphs = vec![(usage.error)(&describe_cause(error, usage, messages)?.join("\n"))];
    let suggestions = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if let Some(names) = suggestions.iter().find_map(|kind| names(error.get(*kind)?)) {
        paragraphs.push(format!("  {}", (usage.did_you_mean)(&names.join(messages.cli.list_separator))));
    }
    if let Some(ContextValue::StyledStr(text)) = error.get(ContextKind::Usage) {
        // The heading of the usage is part of the text.
        let text = text.to_string();
        paragraphs.push((usage.usage)(text.trim_start_matches("Usage:").trim()));
    }
    paragraphs.push(format!("{}\n", usage.more_information));
    Some(paragraphs.join("\n\n"))
}

/// The lines that say what is wrong; `None` if only clap's English text is available.
fn describe_cause(error: &clap::Error, usage: &UsageMessages, messages: &Messages) -> Option<Vec<String>> {
    let string = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let mut lines = Vec::new();
    match error.kind() {
        ErrorKind::UnknownArgument => lines.push((usage.unknown_argument)(string(ContextKind::InvalidArg)?)),
        ErrorKind::InvalidSubcommand => lines.push((usage.unknown_command)(string(ContextKind::InvalidSubcommand)?)),
        ErrorKind::MissingRequiredArgument => {
            let ContextValue::Strings(names) = error.get(ContextKind::InvalidArg)? else { return None };
            lines.push(usage.missing_arguments.to_owned() + &names.join(messages.cli.list_separator));
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (argument, value) = (string(ContextKind::InvalidArg)?, string(ContextKind::InvalidValue)?);
            if value.is_empty() {
                lines.push((usage.missing_value)(argument));
            } else {
                let cause = value_error(error, value, messages);
                let cause = cause.map_or_else(String::new, |cause| format!("{}{cause}", messages.cli.cause_separator));
                lines.push((usage.invalid_value)(value, argument) + &cause);
            }
            if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue)
                && !values.is_empty()
            {
                lines.push(format!("  {}", (usage.possible_values)(&values.join(", "))));
            }
        }
        ErrorKind::ArgumentConflict => lines.push(describe_conflict(error, usage, messages)?),
        ErrorKind::TooManyValues => {
            lines.push((usage.too_many_values)(string(ContextKind::InvalidValue)?, string(ContextKind::InvalidArg)?));
        }
        _ => return None,
    }
    Some(lines)
}

/// Which arguments cannot be used together; an argument that was given twice conflicts with itself.
fn describe_conflict(error: &clap::Error, usage: &UsageMessages, messages: &Messages) -> Option<String> {
    let arguments = |kind| names(error.get(kind)?);
    let argument = arguments(ContextKind::InvalidArg)?.join(messages.cli.list_separator);
    let others = arguments(ContextKind::PriorArg).unwrap_or_default();
    if others.iter().all(|other| *other == argument) {
        return Some((usage.repeated_argument)(&argument));
    }
    Some((usage.conflicting_arguments)(&argument, &others.join(messages.cli.list_separator)))
}

/// The names of arguments or values in the context of an error.
fn names(value: &ContextValue) -> Option<Vec<String>> {
    match value {
        ContextValue::String(name) => Some(vec![name.clone()]),
        ContextValue::Strings(names) => Some(names.clone()),
        _ => None,
    }
}

/// Why a value is invalid, as its parser says.
fn value_error(error: &clap::Error, value: &str, messages: &Messages) -> Option<String> {
    let source = std::error::Error::source(error)?;
    if let Some(error) = source.downcast_ref::<ColumnArgError>() {
        return Some(error.describe(messages));
    }
    if source.is::<CountArgError>() {
        return Some(messages.cli.invalid_count.to_owned());
    }
    if source.is::<LocaleError>() {
        return Some((messages.cli.unknown_locale)(Foreign::new(value)));
    }
    Some(source.to_string())
}

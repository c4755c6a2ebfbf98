//! `llm-tui export --update FILE`: the regions of a Markdown file between markers.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::anyhow;

use clap::Parser;

use llm_catalog::{Foreign, localized::Locale};

use crate::{
    cli::{
        context::CliContext,
        error::{self, NoMatch},
        export::{read_file, selection::SelectionArgs},
        query::unescape_negated_words,
        usage_error,
    },
    config::{Origin, setting::Setting},
    export::{
        awesome_list::AwesomeList,
        region::{RegionErrorKind, find_regions, replace_regions},
    },
    i18n::ExportMessages,
    platform::replace_if_unchanged,
};

/// What a marker states.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct RegionArgs {
    #[command(flatten)]
    selection: SelectionArgs,

    /// The language of the region
    #[arg(long)]
    locale: Option<Locale>,
}

pub(super) fn run(file: &str, context: &CliContext) -> anyhow::Result<ExitCode> {
    let messages = context.messages();
    let text = read_file(file, messages)?;
    let updated = update(file, &text, context)?;
    if updated.text == text {
        writeln!(io::stderr(), "{}", (messages.export.up_to_date)(Foreign::long(file), updated.regions))?;
        return Ok(ExitCode::SUCCESS);
    }
    replace_if_unchanged(Path::new(file), &text, &updated.text)
        .map_err(|error| error::cannot_replace(error, file, messages))?;
    writeln!(io::stderr(), "{}", (messages.export.updated)(Foreign::long(file), updated.regions))?;
    Ok(ExitCode::SUCCESS)
}

/// The text of a file after an update.
struct Updated {
    text: String,
    regions: usize,
}

fn update(file: &str, text: &str, context: &CliContext) -> anyhow::Result<Updated> {
    let messages = &context.messages().export;
    let located = |line, error: &str| (messages.file_and_line)(Foreign::long(file), line, error);
    let regions = find_regions(text)
        .map_err(|error| anyhow!(located(error.line, &describe_region_error(error.kind, messages))))?;
    anyhow::ensure!(!regions.is_empty(), (messages.no_regions)(Foreign::long(file)));
    let mut contents = Vec::with_capacity(regions.len());
    for region in regions {
        let content = region_content(region.arguments, region.heading_level, context).map_err(|error| {
            let message = located(region.line, &error::describe(&error, context.messages()));
            if error.is::<NoMatch>() { NoMatch(message).into() } else { anyhow!(message) }
        })?;
        contents.push((region, content));
    }
    Ok(Updated { text: replace_regions(text, &contents), regions: contents.len() })
}

fn region_content(arguments: &str, heading_level: usize, context: &CliContext) -> anyhow::Result<String> {
    let messages = &context.messages().export;
    // The parser of words takes a carriage return for a part of one.
    let words = shell_words::split(&arguments.replace('\r', " ")).map_err(|_| anyhow!(messages.unclosed_quote))?;
    let args = RegionArgs::try_parse_from(unescape_negated_words(words))
        .map_err(|error| anyhow!(usage_error::cause(error, context.messages())))?;
    let selection = args.selection.select(context)?;
    let table = selection.table(args.locale.unwrap_or_else(|| default_locale(context)));
    Ok(AwesomeList { table: &table, grouping: args.selection.by }.tables(heading_level))
}

/// The language of a region whose marker states none: that of `--locale`, else English. A file does not depend on the
/// settings of the person who updates it.
fn default_locale(context: &CliContext) -> Locale {
    match context.config.origin(Setting::Locale.name()) {
        Some(Origin::Flag(_)) => context.locale,
        _ => Locale::En,
    }
}

fn describe_region_error(kind: RegionErrorKind, messages: &ExportMessages) -> String {
    match kind {
        RegionErrorKind::WithoutEnd => messages.region_without_end.to_owned(),
        RegionErrorKind::WithoutBegin => messages.region_without_begin.to_owned(),
        RegionErrorKind::Nested { outer_line } => (messages.nested_region)(outer_line),
        RegionErrorKind::NotAlone => messages.marker_not_alone.to_owned(),
        RegionErrorKind::UnknownMarker => messages.unknown_marker.to_owned(),
    }
}

//! `llm-tui export --update FILE`: the marked regions of a Markdown file.

use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use llm_catalog::Foreign;

use crate::{
    cli::{
        context::CliContext,
        error,
        export::{read_file, selection::SelectionArgs, write_file},
        query::unescape_negated_words,
    },
    export::{
        awesome_list::AwesomeList,
        region::{RegionErrorKind, find_regions, replace_regions},
    },
    i18n::ExportMessages,
};

/// What a mark says.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct RegionArgs {
    #[command(flatten)]
    selection: SelectionArgs,
}

pub(super) fn run(file: &str, context: &CliContext) -> anyhow::Result<ExitCode> {
    let messages = context.messages();
    let text = read_file(file, messages)?;
    let updated = update(file, &text, context)?;
    if updated.text == text {
        writeln!(io::stderr(), "{}", (messages.export.up_to_date)(Foreign::long(file), updated.regions))?;
        return Ok(ExitCode::SUCCESS);
    }
    // An editor may have saved the file meanwhile.
    anyhow::ensure!(
        fs::read(file).is_ok_and(|now| now == text.as_bytes()),
        (messages.export.changed_meanwhile)(Foreign::long(file))
    );
    write_file(file, &updated.text, messages)?;
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
    let located = |line, error: &str| anyhow::anyhow!((messages.file_and_line)(Foreign::long(file), line, error));
    let regions =
        find_regions(text).map_err(|error| located(error.line, &describe_region_error(error.kind, messages)))?;
    anyhow::ensure!(!regions.is_empty(), (messages.no_regions)(Foreign::long(file)));
    let mut contents = Vec::with_capacity(regions.len());
    for region in regions {
        let content = region_content(region.arguments, region.heading_level, context)
            .map_err(|error| located(region.line, &error::describe(&error, context.messages())))?;
        contents.push((region, content));
    }
    Ok(Updated { text: replace_regions(text, &contents), regions: contents.len() })
}

fn region_content(arguments: &str, heading_level: usize, context: &CliContext) -> anyhow::Result<String> {
    let messages = &context.messages().export;
    // The parser of words takes a carriage return for a part of one.
    let words =
        shell_words::split(&arguments.replace('\r', " ")).map_err(|_| anyhow::anyhow!(messages.unclosed_quote))?;
    let args = RegionArgs::try_parse_from(unescape_negated_words(words)).map_err(|error| {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        anyhow::anyhow!("{}", first.strip_prefix("error: ").unwrap_or(first))
    })?;
    let selection = args.selection.select(context)?;
    let table = selection.table(context.locale);
    Ok(AwesomeList { table: &table, grouping: args.selection.grouping() }.tables(heading_level))
}

fn describe_region_error(kind: RegionErrorKind, messages: &ExportMessages) -> String {
    match kind {
        RegionErrorKind::WithoutEnd => messages.region_without_end.to_owned(),
        RegionErrorKind::WithoutBegin => messages.region_without_begin.to_owned(),
        RegionErrorKind::Nested { outer_line } => (messages.nested_region)(outer_line),
        RegionErrorKind::NotAlone => messages.mark_not_alone.to_owned(),
        RegionErrorKind::UnknownMark => messages.unknown_mark.to_owned(),
    }
}

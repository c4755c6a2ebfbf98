//! Catalogue files in their order and style.

use std::{fs, io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;

use llm_catalog::{Catalog, EntryRef, write};

use crate::{cli::EXIT_NO_MATCH, platform::write_atomic};

const EXAMPLES: &str = "\
Examples:
  llm-tui fmt catalog.toml
  llm-tui fmt --check catalog.toml

Models are put in the order of stage, release and name, and keys in theirs. Comments
before the first entry stay; a file with comments between or in entries is left as it is.
The exit code is 1 if --check finds a file that would change, 2 if a file cannot be read.";

/// Which files, and whether to change them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Catalogue files in TOML
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Change nothing; name the files that would change
    #[arg(long)]
    check: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for path in &arguments.files {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| format!("cannot read `{file}`"))?;
        let tidy = format_catalog(&file, &text)?;
        if tidy == text {
            continue;
        }
        writeln!(out, "{file}")?;
        if arguments.check {
            code = ExitCode::from(EXIT_NO_MATCH);
        } else {
            write_atomic(path, &tidy).with_context(|| format!("cannot write `{file}`; it is as it was"))?;
        }
    }
    Ok(code)
}

/// A catalogue in its order and style, with the comments that it begins with.
fn format_catalog(file: &str, text: &str) -> anyhow::Result<String> {
    let is_comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let head: Vec<_> = text.lines().take_while(is_comment).collect();
    for (number, line) in text.lines().enumerate().skip(head.len()) {
        anyhow::ensure!(
            !has_comment(line),
            "{file}:{}: a comment between or in entries would be lost; move it to the top, or into a `note`",
            number + 1
        );
    }
    let catalog = Catalog::parse(file, text)?;
    let mut models: Vec<_> = catalog.models().iter().collect();
    models.sort_by_cached_key(|model| model.sort_key());
    let extensions = catalog.extensions().iter().map(EntryRef::Extension);
    let entries = models.into_iter().map(EntryRef::Model).chain(extensions).collect();
    let body = write::CatalogContents { entries, ..write::CatalogContents::from(&catalog) }.to_toml();
    let head = head.join("\n");
    Ok(if head.trim().is_empty() { body } else { format!("{}\n\n{body}", head.trim_end()) })
}

/// Whether a line of TOML has a comment outside of its texts.
fn has_comment(line: &str) -> bool {
    let (mut quote, mut is_escaped) = (None, false);
    for sign in line.chars() {
        match (quote, sign) {
            (None, '#') => return true,
            (None, '"' | '\'') => quote = Some(sign),
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                continue;
            }
            (Some(open), _) if open == sign && !is_escaped => quote = None,
            _ => {}
        }
        is_escaped = false;
    }
    false
}

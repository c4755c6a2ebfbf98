//! Who descends from whom, as a tree.

use std::{io::Write, process::ExitCode};

use serde_json::{Map, Value, json};

use llm_index::{
    Column, Index,
    lineage::{Fold, LineageForest, TreeRow},
    serde_name,
    sort::SortOrder,
};

use crate::{
    app::Tab,
    cli::{
        CliContext,
        query::{self, CliResults},
        terminal,
    },
    document::{self, TreeColumns},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui tree
  llm-tui tree base:llama open:yes
  llm-tui tree alpaca --format json | jq '.. | .id? // empty'

B, S and R stand for base, SFT and RLHF; small letters mark models that do not match the query, but that matches
descend from. A model with several parents stands under the first one; the others refer to it.

The exit code is 0 if there are models, 1 if there are none, 2 if the command is wrong.";

/// Whose tree to print, in what form.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Words and filters that must all hold, such as `llama open:yes -stage:base`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// The form to print it in
    #[arg(long, default_value = "text")]
    format: Format,
}

/// The form of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: a line for each model
    Text,
    /// Models with their children inside
    Json,
}

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let query = query::parse(&arguments.query.join(" "), &session.config.queries)?;
    let found = CliResults::search(&query, Tab::All, SortOrder::by_column(Column::Released), &session.index);
    let forest = LineageForest::with_ancestors(&session.index, found.rows(), usize::MAX);
    let branches = forest.flatten(|_, _| true);
    if arguments.format == Format::Json {
        write_json(&session.index, &forest, &branches, out)?;
    } else {
        let (shelf, locale) = (&session.index, session.locale);
        let tree = document::TreeView { index: shelf, forest: &forest, rows: &branches, locale, is_foldable: false };
        let natural = tree.full_width();
        let narrow = session.terminal.as_ref().filter(|terminal| terminal.columns < natural.total_width());
        let widths = narrow.map_or(natural, |terminal| TreeColumns::for_width(terminal.columns));
        let lines = document::tree(&tree, widths, &(0..branches.len())).lines;
        out.write_all(terminal::render_lines(&lines, session.terminal.as_ref()).as_bytes())?;
    }
    if branches.is_empty() { Err(found.no_match_error().into()) } else { Ok(ExitCode::SUCCESS) }
}

/// Writes the models as arrays within each other, a model on each line. They
/// may lie too deep for functions that call themselves.
fn write_json(shelf: &Index, forest: &LineageForest, branches: &[TreeRow], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut depth = 0;
    write!(out, "[")?;
    for (number, branch) in branches.iter().enumerate() {
        for level in (branch.depth..depth).rev() {
            write!(out, "\n{}]}}", "  ".repeat(level + 1))?;
        }
        let is_first = number == 0 || branch.depth > depth;
        let comma = if is_first { "" } else { "," };
        let model = Value::Object(node_json(shelf, forest, branch)).to_string();
        write!(out, "{comma}\n{}", "  ".repeat(branch.depth + 1))?;
        depth = branch.depth;
        match branch.fold {
            Fold::Open => write!(out, "{},\"children\":[", model.strip_suffix('}').unwrap_or(&model))?,
            _ => write!(out, "{model}")?,
        }
    }
    for level in (0..depth).rev() {
        write!(out, "\n{}]}}", "  ".repeat(level + 1))?;
    }
    writeln!(out, "{}]", if branches.is_empty() { "" } else { "\n" })?;
    Ok(())
}

/// What is told of a model: nothing but its id where it stands elsewhere in full.
fn node_json(shelf: &Index, forest: &LineageForest, branch: &TreeRow) -> Map<String, Value> {
    let mut told = Map::new();
    let Some(member) = forest.get(branch.node) else { return told };
    let (id, name) = shelf.locate(member.row).map_or(("", ""), |(part, row)| (part.id(row), part.name(row)));
    let relation = branch.parent.and_then(|under| forest.relation(branch.node, under));
    if branch.fold == Fold::Reference {
        told.insert("see".to_owned(), json!(id));
    } else {
        told.insert("id".to_owned(), json!(id));
        told.insert("name".to_owned(), json!(name));
        told.insert("stage".to_owned(), json!(member.stage));
        told.insert("matches".to_owned(), json!(member.is_match));
    }
    if let Some(relation) = relation {
        told.insert("relation".to_owned(), json!(serde_name(&relation)));
    }
    told
}

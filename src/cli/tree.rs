//! Who descends from whom, as a tree.

use std::{io::Write, process::ExitCode};

use serde_json::{Map, Value, json};

use super::{
    Session,
    query::{self, Matches},
    terminal,
};
use crate::{
    app::Tab,
    search::{Column, Order, word},
    sheet::{self, Widths},
    shelf::{
        Shelf,
        lineage::{Branch, Fold, Forest},
    },
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

pub(super) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let query = query::read(&arguments.query.join(" "), &session.config.queries)?;
    let found = Matches::of(&query, Tab::All, Order::by(Column::Released), &session.shelf);
    let forest = Forest::of(&session.shelf, found.rows(), usize::MAX);
    let branches = forest.branches(|_, _| true);
    if arguments.format == Format::Json {
        write_json(&session.shelf, &forest, &branches, out)?;
    } else {
        let (shelf, locale) = (&session.shelf, session.locale);
        let tree = sheet::Tree { shelf, forest: &forest, branches: &branches, locale, folds: false };
        let natural = tree.natural();
        let narrow = session.terminal.as_ref().filter(|terminal| terminal.columns < natural.columns());
        let widths = narrow.map_or(natural, |terminal| Widths::within(terminal.columns));
        let lines = sheet::tree(&tree, widths, &(0..branches.len())).lines;
        out.write_all(terminal::text(&lines, session.terminal.as_ref()).as_bytes())?;
    }
    if branches.is_empty() { Err(found.nothing().into()) } else { Ok(ExitCode::SUCCESS) }
}

/// Writes the models as arrays within each other, a model on each line. They
/// may lie too deep for functions that call themselves.
fn write_json(shelf: &Shelf, forest: &Forest, branches: &[Branch], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut depth = 0;
    write!(out, "[")?;
    for (number, branch) in branches.iter().enumerate() {
        for level in (branch.depth..depth).rev() {
            write!(out, "\n{}]}}", "  ".repeat(level + 1))?;
        }
        let is_first = number == 0 || branch.depth > depth;
        let comma = if is_first { "" } else { "," };
        let model = Value::Object(described(shelf, forest, branch)).to_string();
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
fn described(shelf: &Shelf, forest: &Forest, branch: &Branch) -> Map<String, Value> {
    let mut told = Map::new();
    let Some(member) = forest.get(branch.place) else { return told };
    let (id, name) = shelf.part_of(member.row).map_or(("", ""), |(part, row)| (part.id(row), part.name(row)));
    let relation = branch.under.and_then(|under| forest.relation(branch.place, under));
    if branch.fold == Fold::Elsewhere {
        told.insert("see".to_owned(), json!(id));
    } else {
        told.insert("id".to_owned(), json!(id));
        told.insert("name".to_owned(), json!(name));
        told.insert("stage".to_owned(), json!(member.stage));
        told.insert("matches".to_owned(), json!(member.is_wanted));
    }
    if let Some(relation) = relation {
        told.insert("relation".to_owned(), json!(word(&relation)));
    }
    told
}

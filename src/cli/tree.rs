//! `llm-tui tree`: the family tree of the models that match a query.

use std::{
    io::{BufWriter, Write},
    process::ExitCode,
};

use serde_json::{Map, Value, json};

use llm_index::{
    Column, Index,
    lineage::{Fold, LineageForest, Relations, TreeRow},
    serde_name,
    sort::SortOrder,
};

use crate::{
    app::Tab,
    cli::{
        context::CliContext,
        query::CliResults,
        terminal::{for_locale, render_lines},
    },
    document::{self, PrintedTree, StyledLine, TreeColumns},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui tree
  llm-tui tree base:llama open:yes
  llm-tui tree related:qwen2 --all-relations
  llm-tui tree alpaca --format json | jq '.. | .id? // empty'

A model stands below the one whose weights it was trained from or adapts; with
--all-relations also below one whose architecture, objective or data it uses, or
that it succeeds. The sign before a model is that of its stage, as named below
the tree on a terminal; the outline of a sign marks an ancestor that does not
match the query itself. A model with several parents is listed under the first
one; the others refer to it. Variants with other parents than the rest of their
model are listed by themselves. Where no variant of a parent is named, the model
stands below the parent as a whole.

Exit code: 0 if models match, 1 if none match, 2 on errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "打印与查询匹配的模型的谱系树"
after_long_help = """
示例：
  llm-tui tree
  llm-tui tree base:llama open:yes
  llm-tui tree related:qwen2 --all-relations
  llm-tui tree alpaca --format json | jq '.. | .id? // empty'

模型列在提供权重的模型之下；加上 --all-relations 时，也列在提供架构、目标、数据或被它接替的模型之下。
模型名前的符号表示阶段，在终端里输出时，谱系树下方有图例；空心符号表示自身不匹配查询的上游模型。
有多个上游的模型列在第一个上游之下，其他上游处只作引用。
同一模型的变体若上游不同，则分别列出；未注明上游是哪个变体时，列在整个上游模型之下。

退出码：有匹配的模型为 0，没有为 1，出错为 2。"""

[arguments]
all_relations = "显示所有关系，不只是权重上的关系"
query = "须同时满足的词和过滤条件，例如 `llama open:yes -stage:base`"
format = "输出格式"

[values.format]
text = "便于阅读，每行一个模型"
json = "嵌套子模型的 JSON 对象"
"#;

/// Print the family tree of the models that match a query
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Words and filters, all of which must match, such as `llama open:yes -stage:base`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// Show all relations, not only those by weights
    #[arg(long)]
    all_relations: bool,

    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Human-readable, one line per model
    Text,
    /// Nested JSON objects with children
    Json,
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let CliContext { index, locale, terminal, .. } = context;
    let query = context.parse_query(&args.query.join(" "))?;
    let results = CliResults::search(&query, Tab::All, SortOrder::by_column(Column::Released), index);
    let relations = if args.all_relations { Relations::All } else { Relations::Weights };
    // Each variant that matches, in any order.
    let forest = LineageForest::with_ancestors(index, results.all_matches().iter().copied(), usize::MAX, relations);
    let rows = forest.flatten(|_, _| true);
    // Standard output is flushed at each line otherwise.
    let mut out = BufWriter::new(out);
    match args.format {
        Format::Json => write_json(index, &forest, &rows, &mut out)?,
        Format::Text => {
            let view = document::TreeView { index, forest: &forest, rows: &rows, locale: *locale, is_foldable: false };
            let tree = PrintedTree::new(view);
            let full_width = tree.full_width();
            let narrow = terminal.as_ref().filter(|terminal| terminal.columns < full_width.total_width());
            let columns = narrow.map_or(full_width, |terminal| TreeColumns::for_width(terminal.columns));
            match terminal {
                Some(_) => tree.write_styled(columns, |lines| render_lines(lines, terminal.as_ref()), &mut out)?,
                None => tree.write_plain(columns, for_locale, &mut out)?,
            }
            // A program reads one line per model.
            if terminal.is_some() && !rows.is_empty() {
                let has_outlines = forest.has_ancestors();
                let legend = [StyledLine::default(), document::stage_legend(has_outlines, *locale).into()];
                out.write_all(render_lines(&legend, terminal.as_ref()).as_bytes())?;
            }
        }
    }
    out.flush()?;
    if rows.is_empty() { Err(results.no_match_error(context.messages()).into()) } else { Ok(ExitCode::SUCCESS) }
}

/// Writes the models as nested arrays, one model per line. Iterative, because a tree may be too deep for recursion.
fn write_json(index: &Index, forest: &LineageForest, rows: &[TreeRow], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut depth = 0;
    write!(out, "[")?;
    for (row_idx, row) in rows.iter().enumerate() {
        for level in (row.depth..depth).rev() {
            write!(out, "\n{}]}}", "  ".repeat(level + 1))?;
        }
        let is_first = row_idx == 0 || row.depth > depth;
        let comma = if is_first { "" } else { "," };
        let model = Value::Object(node_json(index, forest, row)).to_string();
        write!(out, "{comma}\n{}", "  ".repeat(row.depth + 1))?;
        depth = row.depth;
        match row.fold {
            Fold::Open => write!(out, "{},\"children\":[", model.strip_suffix('}').unwrap_or(&model))?,
            _ => write!(out, "{model}")?,
        }
    }
    for level in (0..depth).rev() {
        write!(out, "\n{}]}}", "  ".repeat(level + 1))?;
    }
    writeln!(out, "{}]", if rows.is_empty() { "" } else { "\n" })?;
    Ok(())
}

/// The fields of a model; only `see` with its id if the model is listed elsewhere in the tree.
fn node_json(index: &Index, forest: &LineageForest, row: &TreeRow) -> Map<String, Value> {
    let mut fields = Map::new();
    let Some(node) = forest.get(row.node) else { return fields };
    let (id, name) = index.locate(node.row).map_or(("", ""), |(segment, row)| (segment.id(row), segment.name(row)));
    if row.fold == Fold::Reference {
        fields.insert("see".to_owned(), json!(id));
    } else {
        fields.insert("id".to_owned(), json!(id));
        fields.insert("name".to_owned(), json!(name));
        fields.insert("stage".to_owned(), json!(node.stage));
        fields.insert("matches".to_owned(), json!(node.is_match));
    }
    if !node.variants.is_empty() {
        fields.insert("variants".to_owned(), json!(document::variant_names(&node.variants, index)));
    }
    if let Some(link) = row.parent.and_then(|parent| forest.link(row.node, parent)) {
        fields.insert("relation".to_owned(), json!(serde_name(&link.relation)));
        if link.is_partial {
            fields.insert("some_variants".to_owned(), json!(true));
        }
    }
    fields
}

//! `llm-tui compare`: models side by side.

use std::{io::Write, process::ExitCode};

use llm_catalog::{Entry, EntryRef, Foreign, variant::Variant};
use llm_index::{RowId, fold_name, names::rows_by_name};

use crate::{
    cli::{
        context::CliContext,
        error::NoMatch,
        resolve_name::resolve_entry,
        terminal::{DEFAULT_TEXT_WIDTH, render_lines},
    },
    comparison::{Comparison, MAX_MODELS, MIN_MODELS},
    document::{self, ComparisonView},
    export::{comparison_json, comparison_markdown},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui compare llama bloom opt
  llm-tui compare 'gpt 3' palm gopher chinchilla --format markdown
  llm-tui compare qwen3:8B llama-3-1:70B qwen3:32B
  llm-tui compare alpaca vicuna --format json | jq '.rows[] | select(.differs).label'

Without a variant, the default one is compared, mostly the largest. An alias of
a variant names that one. Of scores on a benchmark the best is marked only in a
setting that all models with a score share. Where a variant has no score, those
of the other variants are given with their names. Training data are compared if
unit and kind are the same. Exit code: 1 if no entry has a name or no variant of
it is so called, 2 if several have the name or it is not a model.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "并排比较两到四个模型"
after_long_help = """
示例：
  llm-tui compare llama bloom opt
  llm-tui compare 'gpt 3' palm gopher chinchilla --format markdown
  llm-tui compare qwen3:8B llama-3-1:70B qwen3:32B
  llm-tui compare alpaca vicuna --format json | jq '.rows[] | select(.differs).label'

未指定变体时比较默认变体，通常是规模最大的变体；变体自己的别名指该变体。
同一评测的得分，只有各模型的设置相同时才标出最佳；变体没有得分时，列出其他变体的得分及其名称。
单位和类别都相同的训练数据才比较。
退出码：没有此名称的条目或变体为 1，有多个或不是模型为 2。"""

[arguments]
name = "两到四个模型，用 ID、名称或别名指定；后接“:变体”可指定变体"
format = "输出格式"

[values.format]
text = "便于阅读，并排显示"
markdown = "Markdown 表格，随后是见解"
json = "完整条目和比较的各行"
"#;

/// Compare two to four models side by side
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Two to four models, each by id, name or alias; `:VARIANT` after a name chooses the variant
    #[arg(value_name = "ID|NAME[:VARIANT]", required = true)]
    name: Vec<String>,

    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
}

/// The columns of each variant that an error lists.
const MAX_VARIANT_COLUMNS: usize = 30;

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Human-readable, side by side
    Text,
    /// A Markdown table, followed by the insights
    Markdown,
    /// The full entries and the rows of the comparison
    Json,
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let CliContext { index, locale, terminal, .. } = context;
    let comparison = Comparison::new(index, &resolve_models(&args.name, context)?, *locale);
    let text = match args.format {
        Format::Text => {
            let columns = terminal.as_ref().map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns);
            render_lines(
                &document::compare(&comparison, ComparisonView::default(), *locale, columns).lines,
                terminal.as_ref(),
            )
        }
        Format::Markdown => comparison_markdown(&comparison, *locale),
        Format::Json => comparison_json(&comparison),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The rows of the named models; an error unless they are distinct models.
fn resolve_models(names: &[String], context: &CliContext) -> anyhow::Result<Vec<RowId>> {
    let messages = &context.messages().cli;
    anyhow::ensure!(
        (MIN_MODELS..=MAX_MODELS).contains(&names.len()),
        (messages.compare_count)(names.len(), MIN_MODELS, MAX_MODELS)
    );
    let mut rows = Vec::new();
    for name in names {
        let row = resolve_variant(name, context)?;
        let entry = context.index.get(row);
        let is_model = entry.is_some_and(|entry| matches!(entry.as_entry_ref(), EntryRef::Model(_)));
        anyhow::ensure!(is_model, (messages.compare_extension)(Foreign::new(name)));
        if let Some(other) = rows.iter().position(|other| *other == row).and_then(|idx| names.get(idx)) {
            anyhow::bail!((messages.compare_same_model)(Foreign::new(other), Foreign::new(name)));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The row of `NAME:VARIANT`, else of a name; an error with the variants if the model has no such one.
fn resolve_variant(name: &str, context: &CliContext) -> anyhow::Result<RowId> {
    let index = &context.index;
    let parts = name.rsplit_once(':').filter(|(model_name, _)| !rows_by_name(index, model_name).is_empty());
    let Some((model_name, variant_name)) = parts else { return resolve_entry(name, index, context.locale) };
    let row = index.entry_row(resolve_entry(model_name, index, context.locale)?);
    let entry = index.get(row);
    let Some(Entry::Model(model)) = entry.as_deref() else { return Ok(row) };
    let wanted = fold_name(variant_name);
    let is_name = |name: &str| !wanted.is_empty() && fold_name(name) == wanted;
    let is_alias = |variant: &&Variant| variant.aliases.iter().any(|alias| is_name(alias));
    let variants = || model.variants.iter();
    let found = model.variant(variant_name).or_else(|| variants().find(|variant| is_name(&variant.name)));
    if let Some(row) = found.or_else(|| variants().find(is_alias)).and_then(|own| index.variant_row(row, &own.name)) {
        return Ok(row);
    }
    let messages = context.messages();
    let names: Vec<_> =
        variants().map(|variant| format!("`{}`", Foreign::cut(&variant.name, MAX_VARIANT_COLUMNS))).collect();
    let names = names.join(messages.cli.list_separator);
    Err(NoMatch((messages.cli.unknown_variant)(model.id.as_str(), Foreign::new(variant_name), &names)).into())
}

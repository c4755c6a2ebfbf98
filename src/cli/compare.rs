//! `llm-tui compare`: models side by side.

use std::{io::Write, process::ExitCode};

use llm_catalog::EntryRef;

use llm_index::RowId;

use crate::{
    cli::{
        context::CliContext,
        resolve::resolve_entry,
        terminal::{DEFAULT_TEXT_WIDTH, render_lines},
    },
    comparison::{Comparison, MAX_MODELS, MIN_MODELS},
    document,
    export::{comparison_json, comparison_markdown},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui compare llama bloom opt
  llm-tui compare 'gpt 3' palm gopher chinchilla --format markdown
  llm-tui compare alpaca 'stable vicuna' --format json | jq '.rows[] | select(.differs) | .label'

Scores are compared if benchmark and setting are the same, training data if unit
and kind are. Exit code: 1 if no entry has a name, 2 if several have it or it is not
a model.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "并排比较两到四个模型"
after_long_help = """
示例：
  llm-tui compare llama bloom opt
  llm-tui compare 'gpt 3' palm gopher chinchilla --format markdown
  llm-tui compare alpaca 'stable vicuna' --format json | jq '.rows[] | select(.differs) | .label'

评测和设置都相同的得分才比较，单位和类别都相同的训练数据才比较。
退出码：没有此名称的条目为 1，有多个或不是模型为 2。"""

[arguments]
name = "两到四个模型，用 ID、名称或别名指定"
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
    /// Two to four models, each by id, name or alias
    #[arg(value_name = "ID|NAME", required = true)]
    name: Vec<String>,

    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
}

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
            render_lines(&document::compare(&comparison, None, *locale, columns).lines, terminal.as_ref())
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
        let row = resolve_entry(name, &context.index, context.locale)?;
        let entry = context.index.get(row);
        let is_model = entry.is_some_and(|entry| matches!(entry.as_entry_ref(), EntryRef::Model(_)));
        anyhow::ensure!(is_model, (messages.compare_extension)(name));
        if let Some(other) = rows.iter().position(|other| *other == row).and_then(|idx| names.get(idx)) {
            anyhow::bail!((messages.compare_same_model)(other, name));
        }
        rows.push(row);
    }
    Ok(rows)
}

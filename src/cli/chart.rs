//! `llm-tui chart`: charts of the models that match a query, as text, SVG or JSON.

use std::{io::Write, process::ExitCode};

use clap::{
    ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use llm_catalog::model::Stage;
use llm_index::sort::SortOrder;

use crate::{
    app::Tab,
    chart::{Chart, ChartKind, ChartSpec, MIN_LINES_WITH_TITLE, TextOptions, render_json, render_svg, render_text},
    cli::{
        context::CliContext,
        error::NoMatch,
        query::CliResults,
        terminal::{DEFAULT_TEXT_WIDTH, Terminal, render_lines},
    },
    config::theme::Theme,
};

/// In rows; bar charts are as tall as they need.
const DEFAULT_TEXT_HEIGHT: usize = 24;
/// A chart with more bars needs `--height` to show them all.
const MAX_DEFAULT_BARS: usize = 40;
/// The lines of a bar chart that are no bars: title, caption, legend, and the number of bars left out.
const MAX_HEADER_LINES: usize = 4;
const DEFAULT_SVG_SIZE_PX: (usize, usize) = (960, 600);

const EXAMPLES: &str = "\
Examples:
  llm-tui chart tokens
  llm-tui chart parameters org:meta
  llm-tui chart years open:yes --width 60
  llm-tui chart score --tab rlhf
  llm-tui chart score --format svg > score.svg
  llm-tui chart open-closed --format json

Exit code: 0 if the chart has data, 1 if it has none, 2 on errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "绘制与查询匹配的模型的图表"
after_long_help = """
示例：
  llm-tui chart tokens
  llm-tui chart parameters org:meta
  llm-tui chart years open:yes --width 60
  llm-tui chart score --tab rlhf
  llm-tui chart score --format svg > score.svg
  llm-tui chart open-closed --format json

退出码：图表有数据为 0，没有为 1，出错为 2。"""

[arguments]
kind = "图表类型"
query = "须同时满足的词和过滤条件，例如 `open:yes released:2023`"
tab = "仅绘制此标签页的模型"
benchmark = "得分所用的评测，按 ID 指定 [默认：报告模型最多的一个]"
format = "输出格式"
width = "宽度，文本的列数或 SVG 的像素 [默认：终端宽度或 80 列；960 像素]"
height = "高度，文本的行数或 SVG 的像素 [默认：24 行；600 像素]"

[values.kind]
parameters = "参数量与发布日期"
tokens = "预训练词元数与参数量，含计算最优线"
score = "某个评测的得分与参数量"
years = "各年份、各阶段的模型数"
licenses = "各许可证的模型数"
languages = "各语言的模型数"
score-over-time = "各机构在某个评测上的得分随时间的变化，含当时最佳"
context = "上下文长度随时间的变化，含当时最长"
open-closed = "开放与封闭权重在某个评测上的最佳得分随时间的变化，及其差距"

[values.format]
text = "终端文本"
svg = "独立的 SVG 图像，适用于浅色和深色页面"
json = "坐标轴、数据点、当时最佳线或柱的 JSON 对象；日期为带小数的年份"
"#;

/// Draw a chart of the models that match a query
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The chart to draw
    #[arg(value_name = "NAME")]
    kind: ChartKind,

    /// Words and filters, all of which must match, such as `open:yes released:2023`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// Only models of this tab
    #[arg(long, default_value = "all", value_parser = model_tab_parser())]
    tab: Tab,

    /// Benchmark of the scores, by id [default: the one that most models report]
    #[arg(long, value_name = "ID")]
    benchmark: Option<String>,

    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,

    /// Width in columns of text or pixels of SVG [default: the terminal width or 80; 960 pixels]
    #[arg(long, value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,

    /// Height in lines of text or pixels of SVG [default: 24 lines; 600 pixels]
    #[arg(long, value_parser = clap::value_parser!(u16).range(6..))]
    height: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for the terminal
    Text,
    /// A standalone SVG image for light and dark pages
    Svg,
    /// A JSON object with axes, points and lines of the best so far, or bars; dates are years with a fraction
    Json,
}

impl ValueEnum for ChartKind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Parameters => "Parameters by release date",
            Self::Tokens => "Tokens seen in pre-training by parameters, with the compute-optimal line",
            Self::Score => "Scores on one benchmark by parameters",
            Self::Years => "Models by year and stage",
            Self::Licenses => "Models by license",
            Self::Languages => "Models by language",
            Self::ScoreOverTime => "Scores on one benchmark over time by maker, with the best so far",
            Self::Context => "Context over time, with the longest so far",
            Self::OpenClosed => "Best open and closed scores on one benchmark over time, and the lag between them",
        };
        Some(PossibleValue::new(self.key()).help(help))
    }
}

/// Accepts the tabs that have models: charts have no extensions.
fn model_tab_parser() -> impl TypedValueParser<Value = Tab> {
    let tabs = Tab::ALL.into_iter().filter(|tab| *tab != Tab::Extensions);
    let values = tabs.filter_map(|tab| tab.to_possible_value());
    PossibleValuesParser::new(values).map(|name| Tab::from_str(&name, false).unwrap_or(Tab::All))
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let (index, terminal, messages) = (&context.index, context.terminal.as_ref(), context.messages());
    let query = context.parse_query(&args.query.join(" "))?;
    let results = CliResults::search(&query, args.tab, SortOrder::Relevance, index);
    if results.rows().len() == 0 {
        return Err(results.no_match_error(messages).into());
    }
    let chart = Chart::new(chart_spec(args, context)?, results.all_matches(), index);
    if chart.is_empty() {
        return Err(NoMatch(messages.cli.chart_without_data.to_owned()).into());
    }
    let size =
        |width: usize, height: usize| (args.width.map_or(width, usize::from), args.height.map_or(height, usize::from));
    let text = match args.format {
        Format::Text => {
            let columns = terminal.map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns);
            let lines = match chart.spec.axes {
                Some(_) => DEFAULT_TEXT_HEIGHT,
                None => (chart.len().min(MAX_DEFAULT_BARS) + MAX_HEADER_LINES).max(MIN_LINES_WITH_TITLE),
            };
            let has_color = terminal.and_then(Terminal::theme).is_some_and(Theme::has_color);
            let size = size(columns, lines);
            let text_chart =
                render_text(&chart, index, TextOptions { locale: context.locale, size, selected: 0, has_color });
            render_lines(&text_chart.lines, terminal)
        }
        Format::Json => render_json(&chart, index),
        Format::Svg => render_svg(&chart, index, context.locale, size(DEFAULT_SVG_SIZE_PX.0, DEFAULT_SVG_SIZE_PX.1)),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn chart_spec(args: &Arguments, context: &CliContext) -> anyhow::Result<ChartSpec> {
    let stage = Stage::ALL.into_iter().find(|stage| Tab::from_stage(*stage) == args.tab);
    let mut spec = ChartSpec { stage, ..ChartSpec::from(args.kind) };
    let (Some(id), Some(axes)) = (&args.benchmark, &mut spec.axes) else { return Ok(spec) };
    axes.benchmark = Some(context.benchmark_idx(id)?);
    Ok(spec)
}

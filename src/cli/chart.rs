//! The `chart` command: a chart of the models that match a query, as text or SVG.

use std::{io::Write, process::ExitCode};

use clap::{ValueEnum, builder::PossibleValue};

use llm_index::sort::SortOrder;

use crate::{
    app::Tab,
    chart::{Chart, ChartKind, ChartSpec, render_svg, render_text},
    cli::{CliContext, DEFAULT_TEXT_WIDTH, query, terminal},
};

/// In rows; bar charts are as tall as they need.
const DEFAULT_TEXT_HEIGHT: usize = 24;
const DEFAULT_SVG_SIZE_PX: (usize, usize) = (960, 600);

const EXAMPLES: &str = "\
Examples:
  llm-tui chart tokens
  llm-tui chart parameters org:meta
  llm-tui chart years open:yes --width 60
  llm-tui chart score --format svg > score.svg

The exit code is 0 if a model is in the chart, 1 if none is, 2 if the command is wrong.";

#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What it shows
    #[arg(value_name = "NAME")]
    kind: ChartKind,

    /// Words and filters that must all hold, such as `open:yes released:2023`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// The benchmark of scores, by its id [default: the one that most models have]
    #[arg(long, value_name = "ID")]
    benchmark: Option<String>,

    /// The form to print it in
    #[arg(long, default_value = "text")]
    format: Format,

    /// Columns of text, or pixels of a picture [default: those of the terminal, else 80; 960 pixels]
    #[arg(long, value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,

    /// Lines of text, or pixels of a picture [default: 24 lines; 600 pixels]
    #[arg(long, value_parser = clap::value_parser!(u16).range(6..))]
    height: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: lines of text
    Text,
    /// A picture that stands by itself, for light and dark pages
    Svg,
}

impl ValueEnum for ChartKind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Parameters => "Parameters against the release date",
            Self::Tokens => "Tokens seen in pre-training against parameters, with the compute-optimal line",
            Self::Score => "Scores on one benchmark against parameters",
            Self::Years => "Models by year and stage",
            Self::Licenses => "Models by license",
            Self::Languages => "Models by language",
        };
        Some(PossibleValue::new(self.key()).help(help))
    }
}

pub(super) fn run(arguments: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let query = query::parse(&arguments.query.join(" "), &context.config.queries)?;
    let results = query::CliResults::search(&query, Tab::All, SortOrder::Relevance, &context.index);
    if results.rows().len() == 0 {
        return Err(results.no_match_error().into());
    }
    let chart = Chart::new(chart_spec(arguments, context)?, results.all_matches(), &context.index);
    if chart.is_empty() {
        return Err(
            crate::cli::NoMatch("of no model that is found the figures of this chart are known".to_owned()).into()
        );
    }
    let size = |width: usize, height: usize| {
        (arguments.width.map_or(width, usize::from), arguments.height.map_or(height, usize::from))
    };
    let output = match arguments.format {
        Format::Text => {
            let columns = context.terminal.as_ref().map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns);
            // Every bar is printed, below the title and the legend and above the number of omitted values.
            let rows = if chart.spec.axes.is_none() { chart.len() + 3 } else { DEFAULT_TEXT_HEIGHT };
            let text_chart = render_text(&chart, &context.index, context.locale, size(columns, rows), 0);
            terminal::render_lines(&text_chart.lines, context.terminal.as_ref())
        }
        Format::Svg => {
            render_svg(&chart, &context.index, context.locale, size(DEFAULT_SVG_SIZE_PX.0, DEFAULT_SVG_SIZE_PX.1))
        }
    };
    out.write_all(output.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn chart_spec(arguments: &Arguments, context: &CliContext) -> anyhow::Result<ChartSpec> {
    let mut spec = ChartSpec::from(arguments.kind);
    if let (Some(id), Some(axes)) = (&arguments.benchmark, &mut spec.axes) {
        axes.benchmark = Some(context.benchmark_idx(id)?);
    }
    Ok(spec)
}

//! Charts of the models that match a query, as text or as pictures.

use std::{io::Write, process::ExitCode};

use clap::{ValueEnum, builder::PossibleValue};

use llm_index::sort::SortOrder;

use crate::{
    app::Tab,
    chart::{Chart, ChartKind, ChartSpec, render_svg, render_text},
    cli::{CliContext, DEFAULT_TEXT_WIDTH, query, terminal},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui chart tokens
  llm-tui chart parameters org:meta
  llm-tui chart years open:yes --width 60
  llm-tui chart score --format svg > score.svg

The exit code is 0 if a model is in the chart, 1 if none is, 2 if the command is wrong.";

/// Which chart, of what, in what form.
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

/// The form of a chart.
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

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let query = query::parse(&arguments.query.join(" "), &session.config.queries)?;
    let found = query::CliResults::search(&query, Tab::All, SortOrder::Relevance, &session.index);
    if found.rows().len() == 0 {
        return Err(found.no_match_error().into());
    }
    let chart = Chart::new(chart_spec(arguments, session)?, found.all_matches(), &session.index);
    if chart.is_empty() {
        return Err(
            crate::cli::NoMatch("of no model that is found the figures of this chart are known".to_owned()).into()
        );
    }
    let size = |width: usize, height: usize| {
        (arguments.width.map_or(width, usize::from), arguments.height.map_or(height, usize::from))
    };
    let text = match arguments.format {
        Format::Text => {
            let columns = session.terminal.as_ref().map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns);
            let bars = chart.spec.axes.is_none().then(|| chart.len() + 3);
            let picture = render_text(&chart, &session.index, session.locale, size(columns, bars.unwrap_or(24)), 0);
            terminal::render_lines(&picture.lines, session.terminal.as_ref())
        }
        Format::Svg => render_svg(&chart, &session.index, session.locale, size(960, 600)),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The chart that is asked for.
fn chart_spec(arguments: &Arguments, session: &CliContext) -> anyhow::Result<ChartSpec> {
    let mut ask = ChartSpec::from(arguments.kind);
    let (Some(id), Some(axes)) = (&arguments.benchmark, &mut ask.axes) else { return Ok(ask) };
    axes.benchmark = Some(session.benchmark_idx(id)?);
    Ok(ask)
}

//! Charts of the models that match a query, as text or as pictures.

use std::{io::Write, process::ExitCode};

use clap::{ValueEnum, builder::PossibleValue};

use super::{COLUMNS, Session, query, terminal};
use crate::{
    app::Tab,
    chart::{Ask, Chart, Kind, picture, svg},
    search::Order,
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
    kind: Kind,

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

impl ValueEnum for Kind {
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

pub(super) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let query = query::read(&arguments.query.join(" "), &session.config.queries)?;
    let found = query::Matches::of(&query, Tab::All, Order::Relevance, &session.shelf);
    if found.rows().len() == 0 {
        return Err(found.nothing().into());
    }
    let chart = Chart::of(ask(arguments, session)?, found.found(), &session.shelf);
    if chart.is_empty() {
        return Err(super::Nothing("of no model that is found the figures of this chart are known".to_owned()).into());
    }
    let size = |width: usize, height: usize| {
        (arguments.width.map_or(width, usize::from), arguments.height.map_or(height, usize::from))
    };
    let text = match arguments.format {
        Format::Text => {
            let columns = session.terminal.as_ref().map_or(COLUMNS, |terminal| terminal.columns);
            let bars = chart.ask.axes.is_none().then(|| chart.len() + 3);
            let picture = picture(&chart, &session.shelf, session.locale, size(columns, bars.unwrap_or(24)), 0);
            terminal::text(&picture.lines, session.terminal.as_ref())
        }
        Format::Svg => svg(&chart, &session.shelf, session.locale, size(960, 600)),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The chart that is asked for.
fn ask(arguments: &Arguments, session: &Session) -> anyhow::Result<Ask> {
    let mut ask = Ask::from(arguments.kind);
    let (Some(id), Some(axes)) = (&arguments.benchmark, &mut ask.axes) else { return Ok(ask) };
    axes.benchmark = Some(session.benchmark(id)?);
    Ok(ask)
}

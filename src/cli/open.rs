//! Opening a link of an entry.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::ValueEnum;

use llm_catalog::{
    EntryRef,
    link::{LinkKind, Url},
};
use llm_index::LinkShortcut;

use crate::{
    app::EffectResult,
    cli::{CliContext, NoMatch, resolve::resolve_entry, terminal::Terminal},
    i18n::Messages,
    platform::BrowserEnv,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui open llama
  llm-tui open llama paper
  llm-tui open 'gpt neox' checkpoint --print

Links open with $BROWSER, else with the system's browser. Without one, the link
is copied to the clipboard of the terminal, or printed where there is no terminal.";

/// What to open.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// An id, a name or another spelling of it, or words that only one entry matches
    #[arg(value_name = "ID|NAME")]
    name: String,

    /// Which of its links [default: the main link]
    #[arg(value_name = "LINK")]
    kind: Option<LinkArg>,

    /// Print the address and open nothing
    #[arg(long)]
    print: bool,
}

/// A link that an entry can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LinkArg {
    Paper,
    Checkpoint,
    Code,
    Homepage,
    Blog,
    Demo,
    Dataset,
    License,
}

impl From<LinkKind> for LinkArg {
    fn from(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Paper => Self::Paper,
            LinkKind::Checkpoint => Self::Checkpoint,
            LinkKind::Code => Self::Code,
            LinkKind::Homepage => Self::Homepage,
            LinkKind::Blog => Self::Blog,
            LinkKind::Demo => Self::Demo,
            LinkKind::Dataset => Self::Dataset,
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let row = resolve_entry(&arguments.name, &session.index)?;
    let Some(record) = session.index.get(row) else { return Ok(ExitCode::FAILURE) };
    let entry = record.as_entry_ref();
    let links = links(entry);
    let wanted = |(kind, _): &&(LinkArg, &Url)| arguments.kind.is_none_or(|wanted| wanted == *kind);
    let Some((_, url)) = links.iter().find(wanted) else {
        return Err(missing_link_error(entry, arguments.kind, &links).into());
    };
    if arguments.print {
        writeln!(out, "{url}")?;
    } else {
        open(url, session, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The links of an entry, the main one first.
fn links(entry: EntryRef<'_>) -> Vec<(LinkArg, &Url)> {
    let links = entry.links().iter().map(|link| (link.kind.into(), &link.url));
    links.chain(LinkShortcut::License.url(entry).map(|url| (LinkArg::License, url))).collect()
}

/// Says which links there are instead.
fn missing_link_error(entry: EntryRef<'_>, wanted: Option<LinkArg>, links: &[(LinkArg, &Url)]) -> NoMatch {
    let word = |kind: LinkArg| kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    let mut kinds: Vec<_> = links.iter().map(|(kind, _)| format!("`{}`", word(*kind))).collect();
    kinds.dedup();
    let wanted = wanted.map_or_else(|| "link".to_owned(), |kind| format!("link `{}`", word(kind)));
    let advice = if kinds.is_empty() { String::new() } else { format!("; it has {}", kinds.join(", ")) };
    NoMatch(format!("`{}` has no {wanted}{advice}", entry.id()))
}

/// Opens a page and says so. Where there is no browser, the address goes to
/// the clipboard of the terminal, or to whatever reads the output.
fn open(url: &Url, session: &CliContext, mut out: &mut dyn Write) -> io::Result<()> {
    let (desk, messages) = (BrowserEnv::detect(), Messages::get(session.locale));
    let is_able = session.terminal.as_ref().is_some_and(Terminal::supports_ansi);
    let outcome = if is_able { desk.open_url(url, &mut out)? } else { desk.open_url(url, &mut io::sink())? };
    match outcome {
        EffectResult::CopiedInstead(url, _) if !is_able => writeln!(out, "{url}"),
        outcome => writeln!(out, "{}", outcome.message(messages)),
    }
}

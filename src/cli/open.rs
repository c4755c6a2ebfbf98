//! `llm-tui open`: opens a link of an entry.

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
    cli::{context::CliContext, error::NoMatch, resolve_name::resolve_entry, terminal::Terminal},
    i18n::Messages,
    platform::BrowserEnv,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui open llama
  llm-tui open llama paper
  llm-tui open 'gpt neox' checkpoint --print

Links open with $BROWSER, else with the default browser. Without a browser, the
link is copied to the terminal's clipboard, or printed if there is no terminal.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "在浏览器中打开条目的链接"
after_long_help = """
示例：
  llm-tui open llama
  llm-tui open llama paper
  llm-tui open 'gpt neox' checkpoint --print

用 $BROWSER 打开链接，未设置则用默认浏览器。没有浏览器时，链接复制到终端剪贴板；
没有终端时直接打印。"""

[arguments]
name = "条目的 ID、名称或别名"
kind = "链接类型 [默认：主链接]"
print = "只打印链接，不打开"
"#;

/// Open a link of an entry in the browser
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Id, name or alias of an entry
    #[arg(value_name = "ID|NAME")]
    name: String,

    /// Kind of link [default: the main link]
    #[arg(value_name = "LINK")]
    kind: Option<LinkArg>,

    /// Print the URL instead of opening it
    #[arg(long)]
    print: bool,
}

/// A kind of link.
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

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let row = resolve_entry(&args.name, &context.index, context.locale)?;
    let Some(entry) = context.index.resolved(row) else { return Ok(ExitCode::FAILURE) };
    let entry = entry.as_entry_ref();
    let links = links(entry);
    let is_requested = |(kind, _): &&(LinkArg, &Url)| args.kind.is_none_or(|requested| requested == *kind);
    let Some((_, url)) = links.iter().find(is_requested) else {
        return Err(missing_link_error(entry, args.kind, &links, context.messages()).into());
    };
    if args.print {
        writeln!(out, "{url}")?;
    } else {
        open(url, context, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The links of an entry, the main link first.
fn links(entry: EntryRef<'_>) -> Vec<(LinkArg, &Url)> {
    let links = entry.links().iter().map(|link| (link.kind.into(), &link.url));
    links.chain(LinkShortcut::License.url(entry).map(|url| (LinkArg::License, url))).collect()
}

fn missing_link_error(
    entry: EntryRef<'_>,
    requested: Option<LinkArg>,
    links: &[(LinkArg, &Url)],
    messages: &Messages,
) -> NoMatch {
    let name = |kind: LinkArg| kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    let mut kinds: Vec<_> = links.iter().map(|(kind, _)| format!("`{}`", name(*kind))).collect();
    kinds.dedup();
    let kinds = kinds.join(messages.cli.list_separator);
    NoMatch((messages.cli.missing_link)(entry.id().as_str(), requested.map(name).as_deref(), &kinds))
}

/// Opens a page. Without a browser, the URL goes to the terminal's clipboard, or to standard output if that is not
/// a terminal.
fn open(url: &Url, context: &CliContext, mut out: &mut dyn Write) -> io::Result<()> {
    let browser = BrowserEnv::detect().with_command(context.config.browser.as_deref());
    let supports_ansi = context.terminal.as_ref().is_some_and(Terminal::supports_ansi);
    let result =
        if supports_ansi { browser.open_url(url, &mut out)? } else { browser.open_url(url, &mut io::sink())? };
    match result {
        EffectResult::CopiedInstead(url, _) if !supports_ansi => writeln!(out, "{url}"),
        result => writeln!(out, "{}", result.message(context.messages())),
    }
}

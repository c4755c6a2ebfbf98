//! What every command works on: the catalogue, and how a person wants to see it.

use std::{
    io::{self, BufRead, Read, Write},
    path::Path,
};

use anyhow::Context;

use super::{Arguments, query, terminal::Terminal};
use crate::{
    bookmarks::{Bookmarks, KeepError},
    builtin,
    catalog::{Catalog, Source, nearest},
    config::{self, Config},
    locale::Locale,
    search::Query,
    shelf::{Shelf, dump::Dump},
    system,
};

/// What every command works on.
pub(super) struct Session {
    pub shelf: Shelf,
    /// What is put on the shelf beside the loop.
    pub dump: Option<Dump>,
    pub locale: Locale,
    pub config: Config,
    pub terminal: Option<Terminal>,
    /// What is on the shelf too, or why nothing is.
    pub bookmarks: Result<Bookmarks, KeepError>,
}

impl Session {
    pub fn new(arguments: &Arguments) -> anyhow::Result<Self> {
        let config = Config::read()?;
        let locale = arguments.locale.or(config.locale).unwrap_or_else(Locale::of_system);
        let (mut shelf, dump) = match opened(arguments)? {
            Opened::Shelf(shelf) => (shelf, None),
            Opened::Dump(dump) => (Shelf::default(), Some(dump)),
        };
        let terminal = Terminal::of_output()?;
        let bookmarks = system::bookmarks();
        if let Ok(bookmarks) = &bookmarks {
            shelf.set_bookmarks(bookmarks.clone());
        }
        Ok(Self { shelf, dump, locale, config, terminal, bookmarks })
    }

    /// Reads a query.
    ///
    /// # Errors
    ///
    /// Tells what cannot be understood, or why it cannot be answered.
    pub fn query(&self, text: &str) -> anyhow::Result<Query> {
        let query = query::read(text, &self.config.queries)?;
        if let (true, Err(error)) = (query.asks_for_bookmarks(), &self.bookmarks) {
            anyhow::bail!("{error}; mend it, or move it away");
        }
        Ok(query)
    }

    /// The place of a benchmark, by its id.
    pub fn benchmark(&self, id: &str) -> anyhow::Result<usize> {
        let ids = || self.shelf.head().benchmarks.iter().map(|benchmark| benchmark.id.as_str());
        let hint = || nearest(id, ids()).map_or_else(String::new, |hint| format!("did you mean `{hint}`? "));
        let known = || ids().collect::<Vec<_>>().join(", ");
        ids()
            .position(|other| other == id)
            .ok_or_else(|| anyhow::anyhow!("no benchmark is named `{id}`; {}they are {}", hint(), known()))
    }

    /// With everything on the shelf. What could not be read is told.
    pub fn filled(mut self) -> anyhow::Result<Self> {
        let Some(dump) = self.dump.take() else { return Ok(self) };
        let shelf = &mut self.shelf;
        let report = dump.read(|part, _| {
            shelf.push(part);
            true
        })?;
        let told: Vec<_> = report.problems.iter().map(ToString::to_string).collect();
        anyhow::ensure!(report.torn == 0 || !self.shelf.is_empty(), told.join("\n"));
        if report.torn > 0 {
            let (told, left_out) = (told.join("\n"), (Locale::En.messages().left_out)(report.torn));
            writeln!(io::stderr(), "{told}\n{left_out}; `llm-tui check` tells more")?;
        }
        Ok(self)
    }
}

/// A catalogue, or what one comes from.
enum Opened {
    Shelf(Shelf),
    Dump(Dump),
}

/// Opens what is to be shown. A dump by itself is read as it comes; all else is
/// checked first.
fn opened(arguments: &Arguments) -> anyhow::Result<Opened> {
    if let ([file], false) = (arguments.catalog.as_slice(), arguments.builtin) {
        if file == "-" {
            return of_stdin();
        }
        let path = Path::new(file);
        if Dump::is_named(path) {
            let hint = || format!("cannot read `{file}`; give the path of a catalogue file");
            return Ok(Opened::Dump(Dump::open(path).with_context(hint)?));
        }
    }
    if arguments.catalog.is_empty() && config::catalog_files()?.is_empty() {
        return Ok(Opened::Shelf(builtin::shelf()));
    }
    Ok(Opened::Shelf(Shelf::from(&Catalog::layered(&sources(arguments)?)?)))
}

/// What comes from the standard input: its first line tells how it is written.
fn of_stdin() -> anyhow::Result<Opened> {
    let hint = "cannot read the standard input; give it a catalogue";
    let mut stdin = io::BufReader::new(io::stdin());
    let mut first = Vec::new();
    stdin.read_until(b'\n', &mut first).context(hint)?;
    let all = io::Cursor::new(first.clone()).chain(stdin);
    if Source::is_json_lines(&String::from_utf8_lossy(&first)) {
        return Ok(Opened::Dump(Dump::stream(STDIN, Box::new(all))));
    }
    let text = io::read_to_string(all).context(hint)?;
    Ok(Opened::Shelf(Shelf::from(&Catalog::layered(&[Source::new(STDIN, text)])?)))
}

/// The name of the standard input in errors.
const STDIN: &str = "standard input";

/// The files of the catalogue, the lowest first: those that are named, else
/// the built-in one and what a person keeps in `catalog.d`.
pub(super) fn sources(arguments: &Arguments) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    if arguments.builtin || arguments.catalog.is_empty() {
        sources.push(builtin::source());
    }
    for file in &arguments.catalog {
        sources.push(source(file)?);
    }
    if arguments.catalog.is_empty() {
        for file in config::catalog_files()? {
            sources.push(Source::read(&file)?);
        }
    }
    Ok(sources)
}

/// A catalogue file; `-` is the standard input.
pub(super) fn source(file: &str) -> anyhow::Result<Source> {
    if file == "-" {
        let text = io::read_to_string(io::stdin()).context("cannot read the standard input; give it a catalogue")?;
        return Ok(Source::new(STDIN, text));
    }
    Ok(Source::read(Path::new(file))?)
}

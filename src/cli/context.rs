//! What every command works on: the catalogue, and how a person wants to see it.

use std::{
    io::{self, BufRead, Read, Write},
    path::Path,
};

use anyhow::Context;

use llm_catalog::{
    Catalog, CatalogFile,
    bookmarks::{BookmarkStoreError, Bookmarks},
    localized::Locale,
    validate::closest_match,
};
use llm_index::{Index, loader::JsonlLoader, query::Query};

use crate::{
    builtin,
    cli::{Cli, query, terminal::Terminal},
    config::{self, Config},
    i18n::{Messages, detect_locale},
    platform,
};

/// What every command works on.
pub(super) struct CliContext {
    pub index: Index,
    /// What is put on the shelf beside the loop.
    pub loader: Option<JsonlLoader>,
    pub locale: Locale,
    pub config: Config,
    pub terminal: Option<Terminal>,
    /// What is on the shelf too, or why nothing is.
    pub bookmarks: Result<Bookmarks, BookmarkStoreError>,
}

impl CliContext {
    pub fn new(arguments: &Cli) -> anyhow::Result<Self> {
        let config = Config::read()?;
        let locale = arguments.locale.or(config.locale).unwrap_or_else(detect_locale);
        let (mut shelf, dump) = match open_catalog(arguments)? {
            CatalogInput::Index(shelf) => (shelf, None),
            CatalogInput::Loader(dump) => (Index::default(), Some(dump)),
        };
        let terminal = Terminal::detect()?;
        let bookmarks = platform::read_bookmarks();
        if let Ok(bookmarks) = &bookmarks {
            shelf.set_bookmarks(bookmarks.clone());
        }
        Ok(Self { index: shelf, loader: dump, locale, config, terminal, bookmarks })
    }

    /// Reads a query.
    ///
    /// # Errors
    ///
    /// Tells what cannot be understood, or why it cannot be answered.
    pub fn parse_query(&self, text: &str) -> anyhow::Result<Query> {
        let query = query::parse(text, &self.config.queries)?;
        if let (true, Err(error)) = (query.uses_bookmarks(), &self.bookmarks) {
            anyhow::bail!("{error}; mend it, or move it away");
        }
        Ok(query)
    }

    /// The place of a benchmark, by its id.
    pub fn benchmark_idx(&self, id: &str) -> anyhow::Result<usize> {
        let ids = || self.index.meta().benchmarks.iter().map(|benchmark| benchmark.id.as_str());
        let hint = || closest_match(id, ids()).map_or_else(String::new, |hint| format!("did you mean `{hint}`? "));
        let known = || ids().collect::<Vec<_>>().join(", ");
        ids()
            .position(|other| other == id)
            .ok_or_else(|| anyhow::anyhow!("no benchmark is named `{id}`; {}they are {}", hint(), known()))
    }

    /// With everything on the shelf. What could not be read is told.
    pub fn load_all(mut self) -> anyhow::Result<Self> {
        let Some(dump) = self.loader.take() else { return Ok(self) };
        let shelf = &mut self.index;
        let mut pushed = Ok(());
        let report = dump.load(|part, _| {
            pushed = shelf.push(part);
            pushed.is_ok()
        })?;
        pushed?;
        let told: Vec<_> = report.diagnostics.iter().map(ToString::to_string).collect();
        anyhow::ensure!(report.bad_lines == 0 || !self.index.is_empty(), told.join("\n"));
        if report.bad_lines > 0 {
            let (told, left_out) = (told.join("\n"), (Messages::get(Locale::En).skipped_lines)(report.bad_lines));
            writeln!(io::stderr(), "{told}\n{left_out}; `llm-tui check` tells more")?;
        }
        Ok(self)
    }
}

/// A catalogue, or what one comes from.
enum CatalogInput {
    Index(Index),
    Loader(JsonlLoader),
}

/// Opens what is to be shown. A dump by itself is read as it comes; all else is
/// checked first.
fn open_catalog(arguments: &Cli) -> anyhow::Result<CatalogInput> {
    if let ([file], false) = (arguments.catalog.as_slice(), arguments.builtin) {
        if file == "-" {
            return open_stdin();
        }
        let path = Path::new(file);
        if JsonlLoader::has_jsonl_extension(path) {
            let hint = || format!("cannot read `{file}`; give the path of a catalogue file");
            return Ok(CatalogInput::Loader(JsonlLoader::open(path).with_context(hint)?));
        }
    }
    if arguments.catalog.is_empty() && config::user_catalog_paths()?.is_empty() {
        return Ok(CatalogInput::Index(builtin::index()?));
    }
    Ok(CatalogInput::Index(Index::try_from(&Catalog::merge(&read_catalog_files(arguments)?)?)?))
}

/// What comes from the standard input: its first line tells how it is written.
fn open_stdin() -> anyhow::Result<CatalogInput> {
    let hint = "cannot read the standard input; give it a catalogue";
    let mut stdin = io::BufReader::new(io::stdin());
    let mut first = Vec::new();
    stdin.read_until(b'\n', &mut first).context(hint)?;
    let all = io::Cursor::new(first.clone()).chain(stdin);
    if CatalogFile::looks_like_jsonl(&String::from_utf8_lossy(&first)) {
        return Ok(CatalogInput::Loader(JsonlLoader::from_reader(STDIN_NAME, Box::new(all))));
    }
    let text = io::read_to_string(all).context(hint)?;
    Ok(CatalogInput::Index(Index::try_from(&Catalog::merge(&[CatalogFile::new(STDIN_NAME, text)])?)?))
}

/// The name of the standard input in errors.
const STDIN_NAME: &str = "standard input";

/// The files of the catalogue, the lowest first: those that are named, else
/// the built-in one and what a person keeps in `catalog.d`.
pub(super) fn read_catalog_files(arguments: &Cli) -> anyhow::Result<Vec<CatalogFile>> {
    let mut sources = Vec::new();
    if arguments.builtin || arguments.catalog.is_empty() {
        sources.push(builtin::catalog_file()?);
    }
    for file in &arguments.catalog {
        sources.push(read_catalog_file(file)?);
    }
    if arguments.catalog.is_empty() {
        for file in config::user_catalog_paths()? {
            sources.push(CatalogFile::read(&file)?);
        }
    }
    Ok(sources)
}

/// A catalogue file; `-` is the standard input.
pub(super) fn read_catalog_file(file: &str) -> anyhow::Result<CatalogFile> {
    if file == "-" {
        let text = io::read_to_string(io::stdin()).context("cannot read the standard input; give it a catalogue")?;
        return Ok(CatalogFile::new(STDIN_NAME, text));
    }
    Ok(CatalogFile::read(Path::new(file))?)
}

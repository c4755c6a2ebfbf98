//! The context of commands: the catalogue, the language, the configuration and the terminal.

use std::{
    io::{self, BufRead, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;

use llm_catalog::{
    Catalog, CatalogFile, Diagnostic, Foreign, ReadError,
    bookmarks::{BookmarkStoreError, Bookmarks},
    closest_match,
    foreign::escape_message,
    localized::Locale,
};
use llm_index::{
    Index,
    loader::{JsonlLoader, LoadProgress, NOT_UTF8_RULE},
    query::Query,
};

use crate::{
    builtin,
    cli::{
        config_references::take_missing_catalogs,
        error::{self, describe_bookmark_error},
        global_args::GlobalArgs,
        not_a_catalog, query,
        resolve_name::check_parent_names,
        terminal::Terminal,
    },
    config::{self, Config},
    i18n::Messages,
    platform,
    tui::CatalogReader,
};

/// The rules of which an entry breaks one if it refers to what the read files lack.
const DANGLING_RULES: [&str; 2] = ["parent", "score"];
/// The name of standard input in errors.
const STDIN_NAME: &str = "standard input";

pub(super) struct CliContext {
    pub index: Index,
    /// Loads the segments of a JSON Lines catalogue that are not in `index` yet.
    pub loader: Option<JsonlLoader>,
    pub locale: Locale,
    /// The files of the catalogue, as absolute paths; none for the built-in one with the user's files.
    pub catalogs: Vec<String>,
    /// Whether the built-in catalogue is part of the catalogue.
    pub has_builtin: bool,
    /// The files and folders whose changes the terminal interface shows.
    pub watched_paths: Vec<PathBuf>,
    /// Reads the catalogue again.
    pub reader: CatalogReader,
    pub config: Config,
    /// The terminal that standard output writes to, if it is one.
    pub terminal: Option<Terminal>,
    /// The bookmarks, which are also in `index`, or why they cannot be read.
    pub bookmarks: Result<Bookmarks, BookmarkStoreError>,
}

impl CliContext {
    pub fn new(args: &GlobalArgs, locale: Locale, config: Config) -> anyhow::Result<Self> {
        let (mut index, loader) = match open_catalog(args, &config, locale)? {
            CatalogInput::Index(index) => (index, None),
            CatalogInput::Loader(loader) => (Index::default(), Some(loader)),
        };
        index.set_default_memory_budget(config.fits);
        let terminal = Terminal::detect()?;
        let bookmarks = platform::read_bookmarks();
        if let Ok(bookmarks) = &bookmarks {
            index.set_bookmarks(bookmarks.clone());
        }
        let catalogs = catalog_names(args, &config);
        let (reader, watched_paths) =
            (catalog_reader(args.clone(), config.clone(), locale), watched_paths(args, &config));
        let has_builtin = opens_builtin(args);
        Ok(Self { index, loader, locale, catalogs, has_builtin, watched_paths, reader, config, terminal, bookmarks })
    }

    pub fn messages(&self) -> &'static Messages {
        Messages::get(self.locale)
    }

    /// Parses a query.
    ///
    /// # Errors
    ///
    /// Fails if the query is invalid, uses bookmarks that cannot be read, or names an entry that does not exist or is not unique.
    pub fn parse_query(&self, text: &str) -> anyhow::Result<Query> {
        let query = query::parse(text, self.config.parse_context(Some(&self.index)), self.messages())?;
        if let (true, Err(error)) = (query.uses_bookmarks(), &self.bookmarks) {
            anyhow::bail!(describe_bookmark_error(error, self.messages()));
        }
        check_parent_names(&query, &self.index, self.locale)?;
        Ok(query)
    }

    /// The index of a benchmark by its id.
    pub fn benchmark_idx(&self, id: &str) -> anyhow::Result<usize> {
        let messages = self.messages();
        let ids: Vec<_> = self.index.meta().benchmarks.iter().map(|benchmark| benchmark.id.as_str()).collect();
        ids.iter().position(|other| *other == id).ok_or_else(|| {
            let hint = closest_match(id, ids.iter().copied());
            anyhow::anyhow!((messages.cli.unknown_benchmark)(
                Foreign::new(id),
                hint,
                &ids.join(messages.cli.list_separator)
            ))
        })
    }

    /// Loads the rest of a JSON Lines catalogue. Invalid lines are reported on standard error and skipped.
    ///
    /// # Errors
    ///
    /// Fails if the catalogue cannot be read or has no valid line.
    pub fn load_all(mut self) -> anyhow::Result<Self> {
        let Some(loader) = self.loader.take() else { return Ok(self) };
        let progress = load_into(&mut self.index, loader)?;
        if progress.bad_lines > 0 {
            let messages = self.messages();
            let mut lines: Vec<_> = progress.diagnostics.iter().map(ToString::to_string).collect();
            lines.push((messages.skipped_lines)(progress.bad_lines));
            lines.extend(all_errors_hint(&progress, messages));
            writeln!(io::stderr(), "{}", escape_message(&lines.join("\n")))?;
        }
        Ok(self)
    }
}

/// What prints the errors that were only counted; `None` if there are none, or if nothing does: standard input is read
/// once, and `check` does not read what is not UTF-8.
fn all_errors_hint(progress: &LoadProgress, messages: &Messages) -> Option<String> {
    let file = &progress.diagnostics.first()?.file;
    let is_utf8 = progress.diagnostics.iter().all(|diagnostic| diagnostic.rule != NOT_UTF8_RULE);
    let has_more = progress.bad_lines > progress.diagnostics.len();
    (has_more && is_utf8 && file != STDIN_NAME).then(|| (messages.cli.all_errors_hint)(Foreign::long(file)))
}

/// A loaded catalogue, or a loader that streams it.
enum CatalogInput {
    Index(Index),
    Loader(JsonlLoader),
}

/// The files of `--catalog`, else the folder of the user's files and those that the configuration names.
fn watched_paths(args: &GlobalArgs, config: &Config) -> Vec<PathBuf> {
    if args.catalog.is_empty() {
        let folder = config::user_catalog_dir().filter(|dir| dir.is_dir());
        return folder.into_iter().chain(config.catalogs.iter().cloned()).collect();
    }
    args.catalog.iter().filter(|file| *file != "-").map(PathBuf::from).collect()
}

/// Reads the catalogue of the options again.
fn catalog_reader(args: GlobalArgs, config: Config, locale: Locale) -> CatalogReader {
    Arc::new(move || {
        let messages = Messages::get(locale);
        read_again(&args, &config, locale).map_err(|error| first_error(&error::describe(&error, messages), messages))
    })
}

fn read_again(args: &GlobalArgs, config: &Config, locale: Locale) -> anyhow::Result<Index> {
    anyhow::ensure!(args.catalog.iter().all(|file| file != "-"), "{}", Messages::get(locale).cli.stdin_read_once);
    let loader = match open_catalog(args, config, locale)? {
        CatalogInput::Index(index) => return Ok(index),
        CatalogInput::Loader(loader) => loader,
    };
    let mut index = Index::default();
    load_into(&mut index, loader)?;
    Ok(index)
}

/// Adds the entries of a JSON Lines catalogue to an index; an error if no line is valid.
fn load_into(index: &mut Index, loader: JsonlLoader) -> anyhow::Result<LoadProgress> {
    let mut pushed = Ok(());
    let progress = loader.load(|segment, _| {
        pushed = index.push(segment);
        pushed.is_ok()
    })?;
    pushed?;
    let diagnostics = || progress.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    anyhow::ensure!(progress.bad_lines == 0 || !index.is_empty(), diagnostics());
    Ok(progress)
}

/// The first of the errors, one on each line, and how many there are.
fn first_error(errors: &str, messages: &Messages) -> String {
    let mut lines = errors.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    match lines.count() {
        0 => first.to_owned(),
        others => (messages.and_more_errors)(first, others),
    }
}

/// What tells the catalogue of the options and the configuration from another one.
fn catalog_names(args: &GlobalArgs, config: &Config) -> Vec<String> {
    let name = |file: &String| match file.as_str() {
        "-" => file.clone(),
        file => std::path::absolute(file).map_or_else(|_| file.to_owned(), |path| path.display().to_string()),
    };
    let builtin = args.builtin.then(|| "--builtin".to_owned());
    // Files of the configuration are laid over the built-in catalogue only where no other is asked for.
    let configured = config.catalogs.iter().filter(|_| args.catalog.is_empty());
    let configured = configured.map(|path| path.display().to_string());
    builtin.into_iter().chain(args.catalog.iter().map(name)).chain(configured).collect()
}

/// Opens the catalogue. A single JSON Lines file is streamed; anything else is read and validated first.
fn open_catalog(args: &GlobalArgs, config: &Config, locale: Locale) -> anyhow::Result<CatalogInput> {
    let messages = Messages::get(locale);
    if let ([file], false) = (args.catalog.as_slice(), args.builtin) {
        if file == "-" {
            return open_stdin(messages);
        }
        let path = Path::new(file);
        if JsonlLoader::has_jsonl_extension(path) {
            if let Some(message) = not_a_catalog::describe(file, &not_a_catalog::read_head(path), messages) {
                anyhow::bail!(message);
            }
            let loader = JsonlLoader::open(path).map_err(|reason| ReadError::Io { file: file.clone(), reason })?;
            return Ok(CatalogInput::Loader(loader));
        }
    }
    if args.catalog.is_empty() && user_catalogs(config)?.is_empty() {
        return Ok(CatalogInput::Index(builtin::index()?));
    }
    let files = read_catalog_files(args, config, locale)?;
    let catalog = Catalog::merge(&files).map_err(|diagnostics| {
        if let Some(message) = not_a_catalog::describe_any(&files, messages) {
            return anyhow::anyhow!(message);
        }
        let is_dangling = |diagnostic: &Diagnostic| DANGLING_RULES.contains(&diagnostic.rule);
        let has_hint = !args.builtin && !args.catalog.is_empty() && diagnostics.0.iter().any(is_dangling);
        let hint = if has_hint { format!("\n{}", messages.cli.builtin_hint) } else { String::new() };
        anyhow::anyhow!("{diagnostics}{hint}")
    })?;
    Ok(CatalogInput::Index(Index::try_from(&catalog)?))
}

/// Opens standard input; its first line decides the format.
fn open_stdin(messages: &Messages) -> anyhow::Result<CatalogInput> {
    let hint = messages.cli.cannot_read_stdin;
    let mut stdin = io::BufReader::new(io::stdin());
    let mut first_line = Vec::new();
    stdin.read_until(b'\n', &mut first_line).context(hint)?;
    let input = io::Cursor::new(first_line.clone()).chain(stdin);
    if CatalogFile::looks_like_jsonl(&String::from_utf8_lossy(&first_line)) {
        if let Some(message) = not_a_catalog::describe(STDIN_NAME, &String::from_utf8_lossy(&first_line), messages) {
            anyhow::bail!(message);
        }
        return Ok(CatalogInput::Loader(JsonlLoader::from_reader(STDIN_NAME, Box::new(input))));
    }
    let text = io::read_to_string(input).context(hint)?;
    let files = [CatalogFile::new(STDIN_NAME, text)];
    let catalog = Catalog::merge(&files);
    let catalog = catalog.map_err(|diagnostics| match not_a_catalog::describe_any(&files, messages) {
        Some(message) => anyhow::anyhow!(message),
        None => diagnostics.into(),
    })?;
    Ok(CatalogInput::Index(Index::try_from(&catalog)?))
}

/// Whether the options open the built-in catalogue, alone or below other files.
fn opens_builtin(args: &GlobalArgs) -> bool {
    args.builtin || args.catalog.is_empty()
}

/// The catalogue files, lowest priority first: those of `--catalog`, else the built-in catalogue and the files of the
/// user.
pub(super) fn read_catalog_files(
    args: &GlobalArgs,
    config: &Config,
    locale: Locale,
) -> anyhow::Result<Vec<CatalogFile>> {
    let mut files = Vec::new();
    if opens_builtin(args) {
        files.push(builtin::catalog_file()?);
    }
    for file in &args.catalog {
        files.push(read_catalog_file(file, Messages::get(locale))?);
    }
    if args.catalog.is_empty() {
        let missing = take_missing_catalogs(&mut config.clone());
        let lines: Vec<_> = missing.iter().map(|diagnostic| diagnostic.describe(locale)).collect();
        anyhow::ensure!(lines.is_empty(), lines.join("\n"));
        for path in user_catalogs(config)? {
            files.push(CatalogFile::read(&path)?);
        }
    }
    Ok(files)
}

/// The user's catalogue files, lowest priority first: those in `catalog.d`, then those that the configuration names.
fn user_catalogs(config: &Config) -> io::Result<Vec<PathBuf>> {
    let mut paths = config::user_catalog_paths()?;
    paths.extend(config.catalogs.iter().cloned());
    Ok(paths)
}

/// Reads a catalogue file; `-` is standard input.
pub(super) fn read_catalog_file(file: &str, messages: &Messages) -> anyhow::Result<CatalogFile> {
    if file == "-" {
        let text = io::read_to_string(io::stdin()).context(messages.cli.cannot_read_stdin)?;
        return Ok(CatalogFile::new(STDIN_NAME, text));
    }
    Ok(CatalogFile::read(Path::new(file))?)
}

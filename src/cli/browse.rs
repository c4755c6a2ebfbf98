//! The terminal interface.

use std::{mem, process::ExitCode};

use anyhow::Context;
use llm_catalog::localized::Locale;

use crate::{
    app::{App, Preference, QueryHistory, RestoreOptions, SavedSession, Tab},
    builtin,
    cli::{context::CliContext, query, resolve_name::resolve_entry, terminal::no_color},
    config::{Config, ConfigDiagnostic, Origin, Themes, key_overrides::KeyOverrides, theme::Theme},
    i18n::has_utf8_locale,
    platform::{self, BrowserEnv},
    tui::{self, CatalogSource, ExitReason},
};

/// The settings whose option or variable in the environment wins over what the last session left.
const FIXABLE: [(&str, Preference); 6] = [
    ("locale", Preference::Locale),
    ("theme", Preference::Theme),
    ("tab", Preference::Tab),
    ("sort", Preference::ModelOrder),
    ("benchmark", Preference::Benchmark),
    ("split", Preference::Split),
];

/// What the terminal interface shows at start.
#[derive(Debug, clap::Args)]
pub(super) struct BrowseArgs {
    /// Start with this query
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    pub query: String,

    /// Start in this tab
    #[arg(long)]
    pub tab: Option<Tab>,

    /// Start with this entry selected
    #[arg(long, value_name = "ID")]
    pub select: Option<String>,

    /// Start without what the last session left: tab, query, order, selection, open screens, theme, language
    #[arg(long)]
    pub fresh: bool,
}

impl BrowseArgs {
    /// True if no option is given.
    pub fn is_default(&self) -> bool {
        !self.says_what_to_show() && !self.fresh
    }

    /// True if an option says what to show.
    fn says_what_to_show(&self) -> bool {
        !self.query.is_empty() || self.tab.is_some() || self.select.is_some()
    }
}

pub(super) fn run(
    args: &BrowseArgs,
    mut diagnostics: Vec<ConfigDiagnostic>,
    open: impl FnOnce() -> anyhow::Result<CliContext>,
) -> anyhow::Result<ExitCode> {
    // Loading may start threads.
    tui::block_stop_signal()?;
    let context = open()?;
    let messages = context.messages();
    let index = Some(&context.index).filter(|_| context.loader.is_none());
    query::parse(&args.query, context.config.parse_context(index), messages)?;
    // The selected entry may be anywhere in a catalogue that is still loading.
    let context = if args.select.is_some() { context.load_all()? } else { context };
    let select = args.select.as_ref().map(|id| resolve_entry(id, &context.index, context.locale)).transpose()?;
    let size = tui::screen_size().context(messages.cli.unusable_terminal)?;
    let (themes, theme) = read_themes(&context.config, context.locale, &mut diagnostics)?;
    let start_theme = if no_color() { Theme::NO_COLOR_IDX } else { 0 };
    let is_unicode = has_utf8_locale() || context.config.ascii == Some(false);
    let browser = BrowserEnv::detect().with_command(context.config.browser.as_deref());
    let remembers = context.config.remember;
    let history = QueryHistory::new(platform::read_history());
    let app = App::new(context.index, context.locale, start_theme, size)?
        .with_config(context.config, history)
        .with_bookmarks(context.bookmarks);
    let mut app = if no_color() { app.without_color() } else { app.with_themes(themes, theme) };
    app = if is_unicode { app } else { app.without_unicode() };
    let (catalogs, has_builtin) = (context.catalogs, context.has_builtin);
    restore_session(&mut app, args, &catalogs, remembers);
    if args.says_what_to_show() {
        app.set_initial_view(&args.query, args.tab, select);
    }
    if app.settings().config.keys != KeyOverrides::default() {
        diagnostics.extend(app.bind_keys()?);
    }
    // There is one status line, and errors of the configuration come first: then the news wait for the next start.
    let newest = builtin::newest_added().filter(|_| has_builtin && remembers && diagnostics.is_empty());
    if let Some(seen) = platform::read_visit().filter(|seen| newest.is_some_and(|newest| newest.is_after(*seen))) {
        app.report_news(seen);
    }
    app.report_config(diagnostics);
    let source = CatalogSource { paths: context.watched_paths, loader: context.loader, reader: context.reader };
    let reason = tui::run(&mut app, &browser, source);
    if remembers {
        save_session(&app, catalogs);
    }
    let reason = reason.context(messages.cli.unusable_terminal)?;
    if let Some(newest) = newest {
        // What cannot be noted is new the next time too.
        let _ = platform::write_visit(newest);
    }
    // Dropping a large index takes longer than the exit of the process.
    mem::forget(app);
    match reason {
        ExitReason::Quit => {}
        ExitReason::Signal(signal) => tui::raise_signal(signal),
    }
    Ok(ExitCode::SUCCESS)
}

/// The themes, and the position of the configured one. One that cannot be used is an error if it stands on the command
/// line, else a diagnostic.
fn read_themes(
    config: &Config,
    locale: Locale,
    diagnostics: &mut Vec<ConfigDiagnostic>,
) -> anyhow::Result<(Themes, usize)> {
    let (themes, broken) = Themes::read();
    diagnostics.extend(broken);
    let theme = match themes.configured(config) {
        Ok(theme) => theme,
        Err(diagnostic) if config.origin("theme") == Some(&Origin::Flag("--theme")) => {
            anyhow::bail!(diagnostic.describe(locale))
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            0
        }
    };
    Ok((themes, theme))
}

/// Saves what the program showed, also after a signal or if the terminal is gone. What cannot be saved is not worth a
/// message.
fn save_session(app: &App, catalogs: Vec<String>) {
    let _ = platform::write_session(&app.session(catalogs));
}

/// Shows what the last session showed. A command line that says what to show, or another catalogue, leaves its
/// preferences.
fn restore_session(app: &mut App, args: &BrowseArgs, catalogs: &[String], remembers: bool) {
    let session = if args.fresh || !remembers { Ok(SavedSession::default()) } else { platform::read_session() };
    let session = session.unwrap_or_else(|error| {
        app.warn((app.messages().session_not_read)(&error.to_string()));
        SavedSession::default()
    });
    let is_same_catalog = session.view.as_ref().is_some_and(|view| view.catalogs == catalogs);
    let config = &app.settings().config;
    let is_fixed = |name| matches!(config.origin(name), Some(Origin::Env(_) | Origin::Flag(_)));
    let fixed = FIXABLE.into_iter().filter(|(name, _)| is_fixed(name)).map(|(_, preference)| preference).collect();
    let options = RestoreOptions { fixed, with_view: is_same_catalog && !args.says_what_to_show() };
    app.restore_session(&session, &options);
}

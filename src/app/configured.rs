//! What the configuration changes at start.

use llm_catalog::{Foreign, closest_match, memory::MemoryBudget};

use crate::{
    app::{query_history::QueryHistory, settings::StartError, state::App},
    config::{Config, ConfigDiagnostic, ConfigErrorKind, Expected, Themes, keymap::Keymap},
    i18n::Messages,
};

/// A percent in thousandths.
const PERMILLE_PER_PERCENT: u16 = 10;

impl App {
    /// Sets the configuration and the query history: the tab, the order, the columns and the split at start.
    #[must_use]
    pub fn with_config(mut self, config: Config, history: QueryHistory) -> Self {
        self.search_bar.history = history;
        self.settings.columns = config.columns.clone();
        if let Some(percent) = config.split {
            self.split.list_permille = percent * PERMILLE_PER_PERCENT;
        }
        self.settings.has_unicode &= config.ascii != Some(true) && !config.ambiguous_wide;
        let benchmark = config.benchmark.as_ref();
        let benchmark =
            benchmark.and_then(|id| self.index.meta().benchmarks.iter().position(|other| other.id.as_str() == id));
        if let Some(idx) = benchmark {
            self.index.set_active_benchmark(idx);
        }
        self.index.set_default_memory_budget(config.fits);
        let changes_list = config.tab.is_some()
            || config.sort.is_some()
            || benchmark.is_some()
            || config.fits != MemoryBudget::UNLIMITED;
        self.list.configure(config.tab, config.sort, benchmark.is_some());
        self.settings.config = config;
        if changes_list {
            self.start_search(None);
        }
        self.lay_out();
        self
    }

    /// Uses the key bindings of the configuration. Returns what is not valid in them.
    ///
    /// # Errors
    ///
    /// Fails if an embedded file is not valid.
    pub fn bind_keys(&mut self) -> Result<Vec<ConfigDiagnostic>, StartError> {
        let (keymap, diagnostics) = Keymap::builtin()?.with_overrides(&self.settings.config.keys)?;
        self.settings.keymap = keymap;
        Ok(diagnostics)
    }

    /// Adds the themes of a person and chooses one.
    #[must_use]
    pub fn with_themes(mut self, themes: Themes, idx: usize) -> Self {
        self.settings.themes = themes;
        self.settings.set_theme(idx);
        self
    }

    /// Shows what is not valid in the configuration: the first error, and how many more there are.
    pub fn report_config(&mut self, mut diagnostics: Vec<ConfigDiagnostic>) {
        diagnostics.extend(self.unknown_benchmark());
        let Some(first) = diagnostics.first() else { return };
        let Messages { config, .. } = self.messages();
        let first = first.describe(self.settings.locale);
        self.warn((config.and_more)(&first, diagnostics.len() - 1));
    }

    /// The configured benchmark, if the catalogue does not have it. A catalogue that is still loading may.
    fn unknown_benchmark(&self) -> Option<ConfigDiagnostic> {
        let config = &self.settings.config;
        let id = config.benchmark.as_deref()?;
        let ids = || self.index.meta().benchmarks.iter().map(|benchmark| benchmark.id.as_str());
        if ids().next().is_none() || ids().any(|other| other == id) {
            return None;
        }
        let near = closest_match(id, ids()).map(str::to_owned);
        let expected = Expected::OneOf { names: ids().map(|id| Foreign::new(id).to_string()).collect(), near };
        let kind = ConfigErrorKind::InvalidValue { key: "benchmark".to_owned(), value: id.to_owned(), expected };
        let location = config.origin("benchmark").map(ToString::to_string).unwrap_or_default();
        Some(ConfigDiagnostic { location, kind })
    }
}

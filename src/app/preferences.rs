//! The choices of earlier sessions that hold for any catalogue.

use std::collections::BTreeMap;

use crate::{
    app::{
        preference::{Preference, SavedPreferences, order_text, parse_order},
        session::SavedChoice,
        state::App,
        tab::Tab,
    },
    config::columns::ColumnSpec,
};
use llm_catalog::localized::Locale;

impl App {
    /// Applies the choices of earlier sessions, but for those that the command line makes. A choice that was made over
    /// another configuration than the present one no longer holds.
    pub(super) fn restore_preferences(&mut self, choices: &BTreeMap<String, SavedChoice>, fixed: &[Preference]) {
        let configured: Vec<_> = Preference::ALL.map(|preference| (preference, self.preference(preference))).into();
        let mut applied = Vec::new();
        for (preference, value) in &configured {
            let choice = choices.get(&preference.key()).filter(|choice| choice.configured == *value);
            if let Some(choice) = choice.filter(|_| !fixed.contains(preference)) {
                self.set_preference(*preference, &choice.value);
                applied.push(*preference);
            }
        }
        *self.saved_preferences = SavedPreferences { choices: choices.clone(), configured, applied };
    }

    /// The choices to save: those made in this session, and earlier ones that it did not change.
    pub(super) fn preferences_to_save(&self) -> BTreeMap<String, SavedChoice> {
        let SavedPreferences { choices, configured, applied } = &*self.saved_preferences;
        let mut saved = choices.clone();
        for (preference, configured) in configured {
            let value = self.preference(*preference);
            if value != *configured {
                saved.insert(preference.key(), SavedChoice { value, configured: configured.clone() });
            } else if applied.contains(preference) {
                saved.remove(&preference.key());
            }
        }
        saved
    }

    fn preference(&self, preference: Preference) -> String {
        match preference {
            Preference::Theme => self.settings.theme.name.clone(),
            Preference::Locale => self.settings.locale.tag().to_owned(),
            Preference::Tab => self.list.tab().name().to_owned(),
            Preference::ModelOrder => order_text(self.list.order_of(Tab::All)),
            Preference::ExtensionOrder => order_text(self.list.order_of(Tab::Extensions)),
            Preference::Benchmark => self.chosen_benchmark().unwrap_or_default(),
            Preference::Split => self.split.list_permille.to_string(),
            Preference::Zoom => self.split.is_zoomed.to_string(),
            Preference::Columns(tab) => self.kept_columns(tab).map_or_else(String::new, columns_text),
        }
    }

    /// Applies a choice. One that this version does not know, or this catalogue does not have, changes nothing.
    fn set_preference(&mut self, preference: Preference, value: &str) {
        match preference {
            Preference::Theme => {
                if let Some(idx) = self.settings.themes.position(value) {
                    self.settings.set_theme(idx);
                }
            }
            Preference::Locale => self.settings.locale = value.parse::<Locale>().unwrap_or(self.settings.locale),
            Preference::Tab => {
                if let Some(tab) = Tab::ALL.into_iter().find(|tab| tab.name() == value) {
                    self.list.switch_tab(tab);
                }
            }
            Preference::ModelOrder => self.list.set_order_of(Tab::All, parse_order(value)),
            Preference::ExtensionOrder => self.list.set_order_of(Tab::Extensions, parse_order(value)),
            Preference::Benchmark => self.choose_benchmark(value),
            Preference::Split => {
                self.split.list_permille = value.parse().unwrap_or(self.split.list_permille).min(1000);
            }
            Preference::Zoom => self.split.is_zoomed = value == "true",
            Preference::Columns(tab) => self.settings.columns.set(tab, parse_columns(value)),
        }
    }

    /// The id of the benchmark of the score column, if it was chosen.
    fn chosen_benchmark(&self) -> Option<String> {
        let benchmark = self.index.meta().active_benchmark().filter(|_| self.list.is_benchmark_chosen())?;
        Some(benchmark.id.to_string())
    }

    fn choose_benchmark(&mut self, id: &str) {
        let benchmarks = &self.index.meta().benchmarks;
        if let Some(idx) = benchmarks.iter().position(|benchmark| benchmark.id.as_str() == id) {
            self.index.set_active_benchmark(idx);
            self.list.keep_benchmark();
        }
    }
}

/// Columns as `name params:8`.
fn columns_text(columns: &[ColumnSpec]) -> String {
    columns.iter().map(ColumnSpec::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads [`columns_text`]; columns that this version does not know are left out.
fn parse_columns(text: &str) -> Option<Vec<ColumnSpec>> {
    let columns: Vec<ColumnSpec> = text.split_whitespace().filter_map(|text| text.parse().ok()).collect();
    (!columns.is_empty()).then_some(columns)
}

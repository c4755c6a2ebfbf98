//! Saving queries under a name, and removing them.

use llm_catalog::localized::Locale;
use llm_index::query::{expand_saved_queries, is_saved_query_name};

use crate::{
    app::{
        command::Update,
        effect::Effect,
        overlays::{
            Overlay,
            menu::Menu,
            menu_item::{MenuAction, MenuItem},
            prompt::{Prompt, PromptKind},
        },
        state::App,
    },
    config::{SavedQueryChange, SavedQueryError},
    i18n::{LocalizedStr, Messages},
};

const TITLE: LocalizedStr = LocalizedStr { en: "Saved queries", zh: "已保存的查询" };
const QUERY: LocalizedStr = LocalizedStr { en: "Query", zh: "查询" };
const DELETE: LocalizedStr = LocalizedStr { en: "Delete query", zh: "删除查询" };
const CONFIRM_DELETE: LocalizedStr = LocalizedStr { en: "Delete", zh: "删除" };
const CONFIRM_REPLACE: LocalizedStr = LocalizedStr { en: "Replace", zh: "替换" };

impl App {
    /// Asks for the name of the current query.
    pub(super) fn open_query_prompt(&mut self) -> Update {
        let queries = &self.settings.config.queries;
        // A saved query cannot refer to another one.
        let query = expand_saved_queries(self.search_bar.query().trim(), queries);
        if query.is_empty() {
            return Update::status(self.messages().no_query_to_save);
        }
        let name = queries.iter().find(|(_, other)| **other == query).map(|(name, _)| name.clone());
        let prompt = Prompt::with_selected(PromptKind::QueryName { query }, name.unwrap_or_default());
        self.overlay = Some(Overlay::Prompt(prompt));
        Update::Done
    }

    /// Saves a query under a name; asks before it replaces another one.
    pub(super) fn submit_query_name(&mut self, query: String, text: &str) -> Update {
        let name = text.trim().trim_start_matches('@');
        if !is_saved_query_name(name) {
            self.overlay = Some(Overlay::Prompt(Prompt::new(PromptKind::QueryName { query }, text)));
            return Update::status(self.messages().invalid_query_name);
        }
        let other = self.settings.config.queries.get(name).filter(|other| **other != query);
        let change = SavedQueryChange { name: name.to_owned(), query: Some(query) };
        match other {
            Some(other) => {
                let title = (self.messages().confirm_replace_query)(name);
                self.confirm(&title, CONFIRM_REPLACE, other, MenuAction::SaveQuery(change))
            }
            None => Effect::ChangeSavedQuery(change).into(),
        }
    }

    /// Opens a menu of the saved queries.
    pub(super) fn open_saved_query_menu(&self) -> Update {
        let items = self.saved_query_items();
        if items.is_empty() {
            return Update::status(&(self.messages().no_saved_queries)(
                &self.list_key(crate::action::Action::SaveQuery),
            ));
        }
        Update::menu(Menu::new(TITLE.get(self.settings.locale), items, 0))
    }

    /// The saved queries, first to search for them, then to delete them.
    pub(super) fn saved_query_items(&self) -> Vec<MenuItem> {
        let locale = self.settings.locale;
        let label = |group: LocalizedStr, name: &str, locale: Locale| {
            (Messages::get(locale).palette_entry)(group.get(locale), &format!("@{name}"))
        };
        let to_item = |group: LocalizedStr, action: MenuAction, name: &str, query: &str| {
            MenuItem::new(action, label(group, name, locale)).with_note(query).with_keywords(label(
                group,
                name,
                locale.toggle(),
            ))
        };
        let queries = || self.settings.config.queries.iter();
        let searches =
            queries().map(|(name, query)| to_item(QUERY, MenuAction::SetQuery(format!("@{name}")), name, query));
        let deletions =
            queries().map(|(name, query)| to_item(DELETE, MenuAction::ConfirmDeleteQuery(name.clone()), name, query));
        searches.chain(deletions).collect()
    }

    /// Asks before a saved query is deleted.
    pub(super) fn confirm_delete_query(&self, name: String) -> Update {
        let title = (self.messages().confirm_delete_query)(&name);
        let query = self.settings.config.queries.get(&name).cloned().unwrap_or_default();
        let change = SavedQueryChange { name, query: None };
        self.confirm(&title, CONFIRM_DELETE, &query, MenuAction::SaveQuery(change))
    }

    /// Takes the result of saving or deleting a query.
    pub fn apply_saved_query_result(&mut self, change: SavedQueryChange, result: Result<(), SavedQueryError>) {
        let messages = self.messages();
        match result {
            Ok(()) => {
                self.status = Some(match change.query {
                    Some(_) => (messages.query_saved)(&change.name),
                    None => (messages.query_deleted)(&change.name),
                });
                let queries = &mut self.settings.config.queries;
                match change.query {
                    Some(query) => drop(queries.insert(change.name, query)),
                    None => drop(queries.remove(&change.name)),
                }
                // The query in the search bar may name it.
                self.on_query_changed();
            }
            Err(error) => self.status = Some((messages.query_not_saved)(&error.to_string())),
        }
        self.lay_out();
    }
}

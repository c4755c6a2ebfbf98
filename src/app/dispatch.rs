//! Dispatches actions to the panes, screens and overlays.

use llm_index::LinkShortcut;

use crate::{
    action::{Action, KeyContext},
    app::{
        command::{Command, Update},
        context::Context,
        effect::Effect,
        overlays::{
            Overlay,
            menu::Menu,
            menu_item::MenuAction,
            prompt::{Prompt, PromptKind},
        },
        screens::Screen,
        state::{App, Focus},
        tab::Tab,
    },
};

/// Rows by which a key scrolls the detail from the list.
const DETAIL_STEP_ROWS: isize = 3;

impl App {
    /// Performs an action in the current context.
    pub(super) fn dispatch(&mut self, action: Action) -> Option<Effect> {
        self.status = None;
        self.pending_position = None;
        self.finish_short_search();
        let update = self.update(action);
        self.run(update)
    }

    /// Runs the command of an update.
    pub(super) fn run(&mut self, update: Update) -> Option<Effect> {
        let Update::Command(command) = update else { return None };
        match command {
            Command::Effect(effect) => return Some(effect),
            Command::ShowStatus(message) => self.status = Some(message),
            Command::Follow(target) => return self.follow(target),
            Command::SelectEntry(row) => {
                self.close_all_screens();
                self.select_entry(row);
            }
            Command::AddFilter(filter) => self.add_filter(&filter),
            Command::Unmark(id) => self.list.marks.remove(id.as_str()),
            Command::OpenMenu(menu) => self.overlay = Some(Overlay::Menu(menu)),
            Command::OpenCopyMenu => self.open_copy_menu(),
            Command::SearchAgain => self.start_search(self.current_row()),
            Command::RebuildChart(row) => self.rebuild_chart(row),
        }
        None
    }

    fn update(&mut self, action: Action) -> Update {
        match self.update_global(action) {
            Update::Ignored => {}
            update => return update,
        }
        match self.key_context() {
            KeyContext::List | KeyContext::Detail => self.update_browse(action),
            KeyContext::Search => self.update_search(action),
            KeyContext::Menu => self.update_menu(action),
            KeyContext::Columns => self.update_columns(action),
            KeyContext::Prompt => self.update_prompt(action),
            KeyContext::Find => self.update_find(action),
            _ => self.update_screen(action),
        }
    }

    fn update_global(&mut self, action: Action) -> Update {
        match action {
            Action::Quit => Effect::Quit.into(),
            Action::Suspend => Effect::Suspend.into(),
            Action::Reload => self.request_reload(),
            Action::Redraw => Effect::Redraw.into(),
            Action::Language => Command::ShowStatus(self.settings.toggle_locale()).into(),
            Action::ThemeMenu => self.open_theme_menu(),
            Action::Palette => {
                self.open_palette();
                Update::Done
            }
            Action::Theme => self.settings.next_theme().map_or(Update::Done, |message| Update::status(&message)),
            _ => Update::Ignored,
        }
    }

    /// Actions of the list and the detail.
    fn update_browse(&mut self, action: Action) -> Update {
        match action {
            Action::Enter => return self.open_entry(),
            Action::FocusDetail => self.show_detail(),
            Action::Back if self.focus == Focus::List => self.set_query(""),
            // Esc comes out one step: out of a find first.
            Action::Back if self.detail.view_mut().clear_find() => {}
            Action::Back | Action::Close | Action::FocusList => {
                self.detail.view_mut().clear_find();
                self.focus = Focus::List;
            }
            Action::NextTab => return self.complete(),
            Action::PreviousTab => return self.show_next_target(-1),
            Action::TabAll => self.show_tab(Tab::All),
            Action::TabBase => self.show_tab(Tab::Base),
            Action::TabSft => self.show_tab(Tab::Sft),
            Action::TabRlhf => self.show_tab(Tab::Rlhf),
            Action::TabExtensions => self.show_tab(Tab::Extensions),
            Action::Open => return self.open_link(),
            Action::OpenPaper => return self.open_shortcut(LinkShortcut::Paper),
            Action::OpenCheckpoint => return self.open_shortcut(LinkShortcut::Checkpoint),
            Action::OpenWebsite => return self.open_shortcut(LinkShortcut::Website),
            Action::OpenLicense => return self.open_shortcut(LinkShortcut::License),
            Action::Copy => return self.copy_link(),
            Action::CopyAs => self.open_copy_menu(),
            Action::ToggleSortDirection => self.sort_by(self.list.sort_order().reversed()),
            Action::HistoryBack => return self.history_back(),
            Action::HistoryForward => return self.history_forward(),
            Action::ClearMarks => return self.clear_marks(),
            Action::InvertMarks => return self.invert_marks(),
            Action::MarkedMenu => return self.open_marked_menu(),
            Action::Undo => return self.undo(),
            Action::ChooseColumns => self.open_column_chooser(),
            Action::Export => return self.open_export_prompt(),
            Action::SaveQuery => return self.open_query_prompt(),
            Action::SavedQueries => return self.open_saved_query_menu(),
            Action::ScrollDetailDown => return self.scroll_detail(DETAIL_STEP_ROWS),
            Action::ScrollDetailUp => return self.scroll_detail(-DETAIL_STEP_ROWS),
            Action::WidenList => return self.move_split(true),
            Action::NarrowList => return self.move_split(false),
            Action::Zoom => return self.toggle_zoom(),
            Action::QueryHistory => return self.open_history_menu(),
            Action::Mark => return self.toggle_mark(),
            Action::MarkRange => return self.mark_range(),
            Action::Bookmark => return self.toggle_bookmark(),
            Action::Note => return self.open_note_prompt(),
            Action::EditNote => return self.edit_note(),
            Action::ToggleBookmarkFilter => self.toggle_bookmark_filter(),
            _ if action.is_motion() && self.focus == Focus::Detail => self.detail.view_mut().apply_motion(action),
            Action::NextLink | Action::PreviousLink | Action::NextMatch | Action::PreviousMatch => {
                let messages = self.messages();
                return self.detail.view_mut().update(action, messages);
            }
            _ if action.is_motion() => self.move_list_cursor(action),
            _ => return self.update_shared(action),
        }
        Update::Done
    }

    /// Actions that panes and screens share.
    fn update_shared(&mut self, action: Action) -> Update {
        match action {
            Action::Search => self.open_search(),
            Action::Find => self.open_find(),
            Action::Sort => self.open_sort_menu(),
            _ => return self.toggle_screen(action),
        }
        Update::Done
    }

    fn update_screen(&mut self, action: Action) -> Update {
        // The charts are in the row of tabs.
        if let (Action::NextTab | Action::PreviousTab, Some(Screen::Chart(_))) = (action, self.screens.last()) {
            return self.show_next_target(if action == Action::NextTab { 1 } else { -1 });
        }
        if matches!(action, Action::Back | Action::Close) {
            // Esc comes out one step: out of a find first.
            let clears_find = action == Action::Back && self.screens.last_mut().is_some_and(Screen::clear_find);
            if !clears_find {
                self.pop_screen();
            }
            return Update::Done;
        }
        let context = Context { index: &self.index, settings: &self.settings, layout: &self.layout };
        match self.screens.last_mut().map(|screen| screen.update(action, context)) {
            None | Some(Update::Ignored) => self.update_shared(action),
            Some(update) => update,
        }
    }

    /// Actions of the search bar, over the list or the lineage.
    fn update_search(&mut self, action: Action) -> Update {
        match action {
            Action::Enter => {
                self.focus = Focus::List;
                let query = self.search_bar.query().to_owned();
                let is_new = self.search_bar.add_to_history();
                return is_new.then_some(Effect::SaveQuery(query)).into();
            }
            Action::Back => {
                self.focus = Focus::List;
                self.set_query("");
            }
            Action::Complete => return self.complete(),
            Action::PreviousTab if self.screens.is_empty() => return self.show_next_target(-1),
            Action::PreviousTab => {}
            Action::QueryHistory => return self.open_history_menu(),
            Action::SaveQuery => return self.open_query_prompt(),
            Action::OlderQuery => {
                let query = self.search_bar.older_query();
                self.recall_query(query);
            }
            Action::NewerQuery => {
                let query = self.search_bar.newer_query();
                self.recall_query(query);
            }
            _ if action.is_motion() && self.screens.is_empty() => self.move_list_cursor(action),
            _ if action.is_motion() => return self.update_screen(action),
            _ => return Update::Ignored,
        }
        Update::Done
    }

    fn recall_query(&mut self, query: Option<String>) {
        if let Some(query) = query {
            self.set_query(query);
        }
    }

    /// Opens a menu of the earlier queries, the newest first.
    fn open_history_menu(&mut self) -> Update {
        let queries = self.search_bar.history.newest_first();
        let items: Vec<_> =
            queries.enumerate().map(|(idx, query)| (MenuAction::RecallQuery(idx), query.to_owned())).collect();
        if items.is_empty() {
            return Update::status(self.messages().no_earlier_queries);
        }
        Update::menu(Menu::new(self.messages().earlier_queries, items, 0))
    }

    /// Searches for a query of the history menu; in the search bar it can be edited.
    fn recall_from_history(&mut self, idx: usize) {
        let query = self.search_bar.history.newest_first().nth(idx).map(str::to_owned);
        self.search_bar.history.reset_position();
        self.recall_query(query);
        if self.focus == Focus::Detail {
            self.focus = Focus::List;
        }
    }

    /// Scrolls the detail beside the list.
    fn scroll_detail(&mut self, lines: isize) -> Update {
        if !self.is_detail_visible() {
            return Update::status(self.messages().detail_not_visible);
        }
        self.detail.view_mut().scroll_by(lines);
        Update::Done
    }

    fn update_menu(&mut self, action: Action) -> Update {
        let Some(Overlay::Menu(menu)) = &mut self.overlay else { return Update::Ignored };
        match action {
            Action::Enter => {
                let Some(selected) = menu.selected().cloned() else { return Update::Done };
                self.overlay = None;
                self.run_menu_action(selected)
            }
            Action::Back => self.cancel_menu(),
            _ if action.is_motion() => {
                menu.apply_motion(action);
                self.preview_selected();
                Update::Done
            }
            _ => Update::Ignored,
        }
    }

    pub(super) fn run_menu_action(&mut self, action: MenuAction) -> Update {
        match action {
            MenuAction::Sort(order) => self.sort_by(order),
            MenuAction::SortByScore(benchmark_idx) => self.sort_by_benchmark(benchmark_idx),
            MenuAction::Copy(format) => return self.copy_as(format),
            MenuAction::RecallQuery(idx) => self.recall_from_history(idx),
            MenuAction::SetAxes(axes) => {
                let chart = self.screens.last_mut().and_then(Screen::as_chart_mut);
                return chart.map_or(Update::Done, |chart| chart.set_axes(axes).into());
            }
            MenuAction::CompareVariant(row) => {
                let compare = self.screens.last_mut().and_then(Screen::as_compare_mut);
                if let Some(model) = compare.and_then(|compare| compare.set_variant(row, &self.index)) {
                    self.list.marks.set_variant(&model);
                }
            }
            MenuAction::CopyMarked(format) => return self.copy_marked(format),
            MenuAction::OpenMarked => return self.open_marked(false),
            MenuAction::OpenMarkedConfirmed => return self.open_marked(true),
            MenuAction::BookmarkMarked => return self.bookmark_marked(),
            MenuAction::SaveQuery(change) => return Effect::ChangeSavedQuery(change).into(),
            MenuAction::ConfirmDeleteQuery(name) => return self.confirm_delete_query(name),
            MenuAction::Export(export) => return Effect::Export(export).into(),
            MenuAction::Cancel => {}
            MenuAction::SetTheme(idx) => self.settings.set_theme(idx),
            MenuAction::Perform(action) => return self.perform_anywhere(action),
            MenuAction::PerformInChart(action) => return self.perform_in_chart(action),
            MenuAction::OpenLink(url) => return Effect::Open(url).into(),
            MenuAction::SetQuery(query) => {
                self.close_all_screens();
                self.focus = Focus::List;
                self.set_query(query);
            }
        }
        Update::Done
    }

    /// Closes the menu without a choice.
    pub(super) fn cancel_menu(&mut self) -> Update {
        let Some(Overlay::Menu(menu)) = self.overlay.take() else { return Update::Ignored };
        menu.into_cancel_action().map_or(Update::Done, |action| self.run_menu_action(action))
    }

    /// Shows what the selected choice of the menu would change.
    pub(super) fn preview_selected(&mut self) {
        if let Some(MenuAction::SetTheme(idx)) = self.menu().and_then(Menu::selected) {
            self.settings.set_theme(*idx);
        }
    }

    /// Performs an action in the current context, else in the list.
    fn perform_anywhere(&mut self, action: Action) -> Update {
        match self.update(action) {
            Update::Ignored => {}
            update => return update,
        }
        self.close_all_screens();
        self.focus = Focus::List;
        self.update(action)
    }

    /// Opens the charts, if they are not open, and performs an action there.
    fn perform_in_chart(&mut self, action: Action) -> Update {
        if self.key_context() != KeyContext::Chart {
            self.focus = Focus::List;
            let update = self.toggle_screen(Action::Charts);
            self.run(update);
        }
        self.update_screen(action)
    }

    fn update_prompt(&mut self, action: Action) -> Update {
        match action {
            Action::Enter => self.submit_prompt(),
            Action::Back => {
                self.overlay = None;
                Update::Done
            }
            _ => Update::Ignored,
        }
    }

    /// Closes the prompt and does what it asked for.
    fn submit_prompt(&mut self) -> Update {
        let Some(Overlay::Prompt(Prompt { kind, input, .. })) = self.overlay.take() else { return Update::Done };
        let text = input.value();
        match kind {
            PromptKind::Note(note) => note.into_change(text).map(Effect::SaveBookmark).into(),
            PromptKind::QueryName { query } => self.submit_query_name(query, text),
            PromptKind::ExportPath { is_marked, count } => self.submit_export(is_marked, count, text),
        }
    }

    /// Moves the cursor of the list. The detail of another entry starts at its top.
    pub(super) fn move_list_cursor(&mut self, action: Action) {
        let previous = self.list.selected_row();
        self.list.move_cursor(action, self.list_height());
        if self.list.selected_row() != previous {
            self.detail.reset_state();
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event, KeyCode, KeyEvent};
    use ratatui::layout::Size;

    use llm_catalog::localized::Locale;

    use super::*;
    use crate::{app::layout::LAYOUT_COUNT, builtin};

    fn press(app: &mut App, keys: &str) {
        for key in keys.chars() {
            let code = if key == '\n' { KeyCode::Enter } else { KeyCode::Char(key) };
            app.handle_event(&Event::Key(KeyEvent::from(code)));
        }
    }

    /// The application in a context.
    fn app_in(context: KeyContext) -> App {
        let mut app = App::new(builtin::index().unwrap(), Locale::En, 0, Size::new(100, 30)).unwrap();
        match context {
            KeyContext::List => {}
            KeyContext::Detail => press(&mut app, "\n"),
            KeyContext::Search => press(&mut app, "/"),
            KeyContext::Menu => press(&mut app, "s"),
            KeyContext::Columns => press(&mut app, "C"),
            KeyContext::Prompt => press(&mut app, "e"),
            KeyContext::Find => press(&mut app, "\n/"),
            screen => {
                // A comparison needs marked models.
                press(&mut app, "   ");
                let bindings = app.settings.keymap.bindings(KeyContext::List);
                let opens = |(action, _): &(Action, String)| Screen::opened_by(*action) == Some(screen);
                let (action, _) = bindings.into_iter().find(opens).unwrap();
                app.dispatch(action);
                app.lay_out();
            }
        }
        assert_eq!(app.key_context(), context);
        app
    }

    #[test]
    fn every_bound_action_is_handled() {
        for context in KeyContext::ALL {
            for (action, keys) in app_in(context).settings.keymap.bindings(context) {
                let update = app_in(context).update(action);
                assert!(!matches!(update, Update::Ignored), "{keys} is bound to {action:?} in {context:?}");
            }
        }
    }

    #[test]
    fn actions_of_other_screens_are_ignored() {
        for (context, action) in [
            (KeyContext::List, Action::Unfold),
            (KeyContext::Lineage, Action::NextModel),
            (KeyContext::Compare, Action::ChartAxes),
            (KeyContext::Chart, Action::TabBase),
            (KeyContext::Help, Action::Mark),
            (KeyContext::Menu, Action::Help),
            (KeyContext::Columns, Action::Mark),
        ] {
            assert!(matches!(app_in(context).update(action), Update::Ignored), "{action:?} in {context:?}");
        }
    }

    #[test]
    fn the_layout_is_computed_once_for_each_event() {
        for context in KeyContext::ALL {
            let mut app = app_in(context);
            for event in [
                Event::Key(KeyCode::Char('j').into()),
                Event::Key(KeyCode::Enter.into()),
                Event::Key(KeyCode::F(2).into()),
                Event::Paste("gpt".to_owned()),
                Event::Resize(80, 24),
            ] {
                let before = LAYOUT_COUNT.get();
                app.handle_event(&event);
                assert_eq!(LAYOUT_COUNT.get() - before, 1, "{event:?} in {context:?}");
            }
        }
    }
}

//! What each action does to the state.

use tui_input::Input;

use llm_index::{LinkShortcut, RowId};

use crate::{
    action::{Action, KeyContext},
    app::{App, Effect, Focus, ListState, MenuAction, Screen, Tab},
    config::theme::Theme,
    document::LinkTarget,
};

impl App {
    /// Does what an action says to whatever has the focus.
    pub fn dispatch(&mut self, action: Action) -> Option<Effect> {
        self.status_message = None;
        if self.dispatch_chart(action) {
            return None;
        }
        if let Some(opens) = LinkShortcut::ALL.into_iter().find(|opens| Action::from(*opens) == action) {
            return self.open_link(opens);
        }
        if let Some(tab) = Tab::ALL.into_iter().find(|tab| tab.action() == action) {
            self.show_tab(tab);
            return None;
        }
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Copy | Action::CopyAs if self.is_comparing() => return Some(self.copy_comparison()),
            Action::Copy => return self.current_link().map(|url| Effect::Copy(url.to_string())),
            Action::Open => return self.open_current_link(),
            Action::Bookmark => return self.toggle_bookmark(),
            Action::Enter => return self.enter(),
            Action::Right if self.key_context() == KeyContext::List => return self.enter(),
            Action::Right | Action::Left | Action::Mark
                if self.key_context() == KeyContext::Screen && self.is_tree_open() =>
            {
                self.navigate_tree(action);
            }
            Action::Left if self.key_context() == KeyContext::Detail => self.focus = Focus::List,
            Action::Right | Action::Left => self.move_column(action),
            Action::Back => self.close_top(),
            Action::CopyAs => self.open_copy_menu(),
            Action::HistoryBack => self.history_back(),
            Action::HistoryForward => self.history_forward(),
            Action::Mark => self.toggle_mark(),
            Action::MarkRange => self.mark_range(),
            Action::Note => self.open_note_prompt(),
            Action::ToggleBookmarkFilter => self.toggle_bookmark_filter(),
            Action::NextTab | Action::Complete => self.complete(),
            Action::PreviousTab => self.show_tab(self.list.next_tab(-1)),
            Action::Search | Action::OlderQuery | Action::NewerQuery => self.handle_search_action(action),
            Action::Sort => self.open_sort_menu(),
            Action::ToggleSortDirection => self.sort_by(self.list.sort_order().reversed()),
            Action::Language => {
                self.with_relayout(|app| app.locale = app.locale.toggle());
                self.status_message = Some(self.messages().language_changed.to_owned());
            }
            Action::Theme => self.next_theme(),
            action if action.is_motion() => self.move_cursor(action),
            action => self.open_screen(action),
        }
        None
    }

    /// Opens the page of an action, or closes it.
    fn open_screen(&mut self, action: Action) {
        match action {
            Action::Help => {
                let mode = match self.focus {
                    _ if self.is_tree_open() => KeyContext::Screen,
                    Focus::Detail => KeyContext::Detail,
                    _ => KeyContext::List,
                };
                self.toggle_screen(Screen::Help(mode));
            }
            Action::About => self.toggle_screen(Screen::About),
            Action::Tree => self.toggle_tree(),
            Action::Compare => self.toggle_comparison(),
            Action::Charts => self.toggle_chart(),
            Action::Glossary => self.toggle_glossary(),
            _ => {}
        }
    }

    /// Moves in whatever has the focus.
    pub(super) fn move_cursor(&mut self, action: Action) {
        if let Some(menu) = &mut self.menu {
            menu.state.apply_motion(action, menu.items.len(), menu.items.len());
        } else if self.screen.is_some() || self.focus == Focus::Detail {
            let (count, height) = (self.document().lines.len(), self.document_height());
            self.document_state_mut().apply_motion(action, count, height);
        } else {
            self.move_list_cursor(action);
        }
    }

    /// Moves in the table; another entry's detail is read from its top.
    pub(super) fn move_list_cursor(&mut self, action: Action) {
        let before = self.list.selected_row();
        self.list.move_cursor(action, self.list_height());
        if self.list.selected_row() != before {
            self.detail = ListState::default();
        }
    }

    /// Goes in: to the choice of a menu, along a line, to the detail.
    fn enter(&mut self) -> Option<Effect> {
        if self.prompt.is_some() {
            return self.submit_note();
        }
        if let Some(menu) = self.menu.take() {
            let choice = menu.items.get(menu.state.selected).map(|(choice, _)| *choice);
            return choice.and_then(|choice| self.run_menu_action(choice));
        }
        if self.key_context() == KeyContext::Screen {
            return self.activate_current_line();
        }
        match self.focus {
            Focus::Search => {
                self.focus = Focus::List;
                self.jump_to_name_match();
                let query = self.search_input.value().to_owned();
                return self.query_history.push(&query).then_some(Effect::SaveQuery(query));
            }
            Focus::List if self.list.selected_row().is_some() => self.focus = Focus::Detail,
            Focus::List => {}
            Focus::Detail => return self.activate_current_line(),
        }
        None
    }

    /// Does what was chosen in a menu.
    pub(super) fn run_menu_action(&mut self, choice: MenuAction) -> Option<Effect> {
        match choice {
            MenuAction::Sort(order) => self.sort_by(order),
            MenuAction::SortByScore(benchmark) => self.sort_by_benchmark(benchmark),
            MenuAction::Copy(form) => return self.copy_as(form),
            MenuAction::SetAxes(axes) => self.set_axes(axes),
        }
        None
    }

    /// Follows the line under the cursor, or says that it leads nowhere.
    fn activate_current_line(&mut self) -> Option<Effect> {
        let target = self.current_target();
        if target.is_none() {
            self.status_message = Some(self.messages().line_has_no_link.to_owned());
        }
        self.activate(target?)
    }

    /// Goes out of the innermost thing that is open; never leaves the program.
    pub(super) fn close_top(&mut self) {
        let is_page = self.key_context() == KeyContext::Screen;
        if self.prompt.take().is_some() || self.menu.take().is_some() {
            return;
        }
        if is_page {
            self.pop_screen();
            return;
        }
        match self.focus {
            Focus::Detail => self.focus = Focus::List,
            Focus::Search if self.search_input.value().is_empty() => self.focus = Focus::List,
            Focus::Search | Focus::List => {
                self.search_input.reset();
                self.on_query_changed();
            }
        }
    }

    /// Takes the first completion, or the likeliest name where nothing matches;
    /// without either, shows the next tab.
    pub(super) fn complete(&mut self) {
        let completion = self.completion();
        let suggestion = || self.list.hints().suggested_names.first().cloned();
        if let Some(choice) = completion.suggestions.first() {
            let value = self.search_input.value();
            let (before, after) = (value.get(..completion.span.start), value.get(completion.span.end..));
            let completed = format!("{}{choice}", before.unwrap_or_default());
            let cursor = completed.chars().count();
            self.search_input = Input::new(completed + after.unwrap_or_default()).with_cursor(cursor);
            self.on_query_changed();
        } else if let Some(name) = suggestion() {
            self.search_input = Input::new(name);
            self.on_query_changed();
            if self.list.rows().is_empty() {
                self.show_tab(self.list.next_tab(1));
            }
        } else {
            self.show_tab(self.list.next_tab(1));
        }
    }

    /// Follows a line: opens its page, or goes to its model.
    pub(super) fn activate(&mut self, target: LinkTarget) -> Option<Effect> {
        match target {
            LinkTarget::Url(url) => Some(Effect::Open(url)),
            LinkTarget::Model(row) => {
                self.navigate_to(row);
                None
            }
            LinkTarget::Lineage(row) => {
                self.open_descendants(row);
                None
            }
            LinkTarget::Term(place) => {
                self.show_term(place);
                None
            }
        }
    }

    /// Shows a model in the tab of its stage; a query that hides it is cleared.
    pub(super) fn select_entry(&mut self, row: RowId) {
        if !self.list.is_match(row) {
            self.search_input.reset();
            self.on_query_changed();
        }
        let stage = self.index.locate(row).and_then(|(part, row)| part.stage(row));
        if !self.list.tab().contains(stage) {
            self.list.switch_tab(stage.map_or(Tab::Extensions, Tab::from_stage));
        }
        self.start_search(Some(row));
        self.detail = ListState::default();
    }

    pub(super) fn show_tab(&mut self, tab: Tab) {
        let select = self.list.switch_tab(tab);
        self.start_search(select);
        self.detail = ListState::default();
        if self.focus == Focus::Detail {
            self.focus = Focus::List;
        }
    }

    pub(super) fn toggle_screen(&mut self, page: Screen) {
        let is_help = |page: Screen| matches!(page, Screen::Help(_));
        let same = self.screen.is_some_and(|(open, _)| open == page || is_help(open) && is_help(page));
        if same { self.pop_screen() } else { self.push_screen(page) }
    }

    /// Opens a page over whatever is open. A page that was opened before is not
    /// opened below itself.
    pub(super) fn push_screen(&mut self, page: Screen) {
        self.screen_stack.extend(self.screen);
        self.screen_stack.retain(|(below, _)| *below != page);
        self.screen = Some((page, ListState::default()));
    }

    /// Closes the page on top, and shows the one below it.
    fn pop_screen(&mut self) {
        self.screen = self.screen_stack.pop();
    }

    /// Closes every page.
    pub(super) fn close_all_screens(&mut self) {
        self.screen = None;
        self.screen_stack.clear();
    }

    fn next_theme(&mut self) {
        if self.no_color {
            self.status_message = Some(self.messages().no_color_set.to_owned());
            return;
        }
        let number = (self.theme_idx + 1) % Theme::COUNT;
        if let Ok(theme) = Theme::builtin(number) {
            self.status_message = Some((self.messages().theme_changed)(&theme.name));
            (self.theme, self.theme_idx) = (theme, number);
        }
    }
}

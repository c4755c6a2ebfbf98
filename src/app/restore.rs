//! Saving a session, and showing it again.

use llm_index::lineage::Relations;

use crate::app::{
    command::Command,
    context::Context,
    layout::Layout,
    marks::Marks,
    preference::{Preference, order_text, parse_order},
    screens::{Opening, Screen},
    session::{SavedScreen, SavedSession, SavedView},
    state::{App, Focus},
    view_position::ViewPosition,
};

/// More marks are not saved.
const MAX_SAVED_MARKS: usize = 1_000;
/// More folds are not saved.
const MAX_SAVED_FOLDS: usize = 1_000;

/// What of a saved session is shown.
#[derive(Clone, Debug, Default)]
pub struct RestoreOptions {
    /// The choices that the command line makes.
    pub fixed: Vec<Preference>,
    /// The query, the selection and the screens; not for another catalogue, or if the command line says what to show.
    pub with_view: bool,
}

impl App {
    /// Shows what a saved session showed.
    pub fn restore_session(&mut self, session: &SavedSession, options: &RestoreOptions) {
        let view = session.view.as_ref().filter(|_| options.with_view);
        if let Some(view) = view {
            self.search_bar.paste(&view.query, true);
            self.parse_query();
        }
        let mut fixed = options.fixed.clone();
        // Another catalogue starts in its first tab.
        fixed.extend(view.is_none().then_some(Preference::Tab));
        self.restore_preferences(&session.preferences, &fixed);
        if let Some(view) = view {
            self.restore_view(view);
        } else if !self.saved_preferences.applied.is_empty() {
            self.start_search(None);
        }
        self.lay_out();
    }

    fn restore_view(&mut self, view: &SavedView) {
        if let Some(order) = view.order.as_deref().and_then(parse_order) {
            self.list.set_sort_order(order);
        }
        self.list.marks = Marks::from_saved(&view.marks);
        self.screen_memory.restore(view, &self.index);
        self.pending_position = view
            .selected
            .clone()
            .map(|row| Box::new(ViewPosition { row, idx: 0, offset: view.offset, detail: view.detail }));
        self.start_search(self.pending_position_row());
        for saved in &view.screens {
            self.restore_screen(saved);
        }
        if view.has_detail_focus {
            self.focus = Focus::Detail;
        }
    }

    fn restore_screen(&mut self, saved: &SavedScreen) {
        let columns = self.list.columns(&self.settings.columns, &self.index, self.settings.locale);
        self.layout = Layout::new(self.settings.size, &columns, self.split);
        let opening = Opening {
            context: Context { index: &self.index, settings: &self.settings, layout: &self.layout },
            list: &self.list,
            field: None,
            key_context: self.key_context(),
            memory: &self.screen_memory,
        };
        let Some(screen) = Screen::restore(saved, &opening) else { return };
        let point = saved.point.as_ref().and_then(|row| row.row(&self.index));
        let update = match screen {
            Screen::Chart(_) => Command::RebuildChart(point).into(),
            _ => screen.after_open(),
        };
        self.screens.push(screen);
        self.run(update);
    }

    /// What the next session starts with. `catalogs` are the files of the catalogue.
    #[must_use]
    pub fn session(&self, catalogs: Vec<String>) -> SavedSession {
        let position = self.view_position();
        let order = self.list.is_sort_overridden().then(|| order_text(self.list.sort_order()));
        let mut memory = self.screen_memory.clone();
        self.screens.iter().for_each(|screen| screen.save_choices(&mut memory));
        let view = SavedView {
            catalogs,
            query: self.search_bar.query().to_owned(),
            order,
            selected: position.as_ref().map(|position| position.row.clone()),
            offset: position.as_ref().map_or(0, |position| position.offset),
            detail: position.map_or_else(Default::default, |position| position.detail),
            has_detail_focus: self.focus == Focus::Detail,
            marks: self.list.marks.to_saved(MAX_SAVED_MARKS),
            folds: memory.saved_folds(MAX_SAVED_FOLDS),
            all_relations: memory.relations == Relations::All,
            chart: Some(memory.saved_chart(&self.index)),
            screens: self.screens.iter().map(|screen| screen.to_saved(&self.index)).collect(),
        };
        SavedSession { preferences: self.preferences_to_save(), view: Some(view) }
    }
}

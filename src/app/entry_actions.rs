//! Actions on the selected entry: links, copying, marks; and sorting.

use llm_catalog::{
    Benchmark,
    link::{LinkKind, Url},
};
use llm_index::{Column, LinkShortcut, sort::SortOrder};

use crate::{
    action::{Action, KeyContext},
    app::{
        command::Update,
        copy_format::CopyFormat,
        effect::Effect,
        marks::MarkError,
        overlays::{
            Overlay,
            menu::{Menu, MenuAction},
        },
        state::{App, Focus},
    },
    comparison::MAX_MODELS,
};

impl App {
    /// Opens the link of a shortcut.
    pub(super) fn open_shortcut(&mut self, shortcut: LinkShortcut) -> Update {
        let Some(entry) = self.selected_entry() else { return Update::Done };
        let entry = entry.as_entry_ref();
        if let Some(url) = shortcut.url(entry) {
            return Effect::Open(url.clone()).into();
        }
        let messages = self.messages();
        let kind = match shortcut {
            LinkShortcut::Paper => (messages.link_kind)(LinkKind::Paper),
            LinkShortcut::Checkpoint => (messages.link_kind)(LinkKind::Checkpoint),
            LinkShortcut::Website => messages.website_link,
            LinkShortcut::License => messages.license_link,
        };
        Update::status(&(messages.missing_link)(entry.name(), kind))
    }

    /// Opens the link of the line in the detail, else the main link of the selected entry.
    pub(super) fn open_link(&self) -> Update {
        if self.focus == Focus::Detail {
            return self.detail.view().open_link(self.messages());
        }
        self.main_link()
            .map_or_else(|| Update::status(self.messages().line_has_no_link), |url| Effect::Open(url).into())
    }

    /// Copies the link of the line in the detail, else the main link of the selected entry.
    pub(super) fn copy_link(&self) -> Update {
        if self.focus == Focus::Detail {
            return self.detail.view().copy_link(self.messages());
        }
        let no_link = || Update::status(self.messages().line_has_no_link);
        self.main_link().map_or_else(no_link, |url| Effect::Copy(url.to_string()).into())
    }

    fn main_link(&self) -> Option<Url> {
        let entry = self.selected_entry()?;
        entry.as_entry_ref().links().first().map(|link| link.url.clone())
    }

    /// Opens a menu of the formats that the selected entry can be copied in.
    pub(super) fn open_copy_menu(&mut self) {
        let messages = self.messages();
        let formats = CopyFormat::ALL.into_iter().filter(|format| self.render_selected(*format).is_some());
        let items: Vec<_> =
            formats.map(|format| (MenuAction::Copy(format), format.label(messages).to_owned())).collect();
        if items.is_empty() {
            self.status = Some(messages.nothing_to_copy.to_owned());
        } else {
            self.overlay = Some(Overlay::Menu(Menu::new(messages.copy_title, items, 0)));
        }
    }

    pub(super) fn copy_as(&self, format: CopyFormat) -> Update {
        self.render_selected(format).map(|text| Effect::CopyAs(format, text)).into()
    }

    fn render_selected(&self, format: CopyFormat) -> Option<String> {
        let columns = self.list.columns(&self.index, self.settings.locale).columns;
        format.render(self.list.selected_row()?, &columns, &self.index, self.settings.locale)
    }

    /// Marks the selected model or removes its mark. In the list, also selects the next row.
    pub(super) fn toggle_mark(&mut self) -> Update {
        let Some(row) = self.list.selected_row() else { return Update::Done };
        let id = self.index.locate(row).map_or("", |(segment, local_row)| segment.id(local_row));
        if self.list.marks.contains(id) {
            self.list.marks.remove(id);
        } else if let Err(error) = self.list.marks.add(row, &self.index) {
            return self.mark_error(error);
        }
        if self.focus == Focus::List {
            self.move_list_cursor(Action::NextRow);
        }
        Update::Done
    }

    /// Marks the models from the most recently marked one to the selected one, up to the limit.
    pub(super) fn mark_range(&mut self) -> Update {
        let last_marked = self.list.marks.models().last().and_then(|model| model.row(&self.index));
        let Some(start) = last_marked.and_then(|row| self.list.index_of(row, &self.index)) else {
            let (mark, range) = (self.list_key(Action::Mark), self.list_key(Action::MarkRange));
            return Update::status(&(self.messages().range_needs_anchor)(&mark, &range));
        };
        let end = self.list.state().selected;
        // Up to `MAX_MODELS` of these rows may be marked already; after as many others, the limit is reported.
        for step in 0..=start.abs_diff(end).min(MAX_MODELS * 2) {
            let idx = if end > start { start + step } else { start - step };
            let Some(row) = self.list.row_at(idx) else { break };
            if let Err(error) = self.list.marks.add(row, &self.index) {
                return self.mark_error(error);
            }
        }
        Update::Done
    }

    fn mark_error(&self, error: MarkError) -> Update {
        let messages = self.messages();
        match error {
            MarkError::NotAModel => Update::status(messages.extensions_not_comparable),
            MarkError::LimitReached => {
                let names = self.list.marks.names(&self.index);
                Update::status(&(messages.mark_limit_reached)(&names, &self.list_key(Action::Mark)))
            }
        }
    }

    fn list_key(&self, action: Action) -> String {
        self.settings.keymap.key_label(KeyContext::List, action).unwrap_or_default()
    }

    /// Opens a menu of the columns to sort by, with a choice for each benchmark.
    pub(super) fn open_sort_menu(&mut self) {
        let (list, messages, meta) = (&self.list, self.messages(), self.index.meta());
        let (tab, current) = (list.tab(), list.sort_column());
        let mut items = Vec::new();
        if list.query().is_scored() {
            items.push((MenuAction::Sort(SortOrder::Relevance), messages.sort_best_match.to_owned()));
        }
        for column in tab.orders() {
            if column == Column::Score && meta.benchmarks.len() > 1 {
                let label = |benchmark: &Benchmark| (messages.sort_by_score)(benchmark.name.get(self.settings.locale));
                let benchmarks = meta.benchmarks.iter().enumerate();
                items.extend(benchmarks.map(|(idx, benchmark)| (MenuAction::SortByScore(idx), label(benchmark))));
            } else {
                let action = MenuAction::Sort(SortOrder::by_column(column));
                items.push((action, tab.heading(column, &self.index, self.settings.locale).into_owned()));
            }
        }
        let is_current = |action: MenuAction| match action {
            MenuAction::Sort(SortOrder::Relevance) => current.is_none(),
            MenuAction::Sort(SortOrder::ByColumn { column, .. }) => current == Some(column),
            MenuAction::SortByScore(idx) => current == Some(Column::Score) && idx == meta.active_benchmark_idx,
            MenuAction::Copy(_)
            | MenuAction::RecallQuery(_)
            | MenuAction::SetAxes(_)
            | MenuAction::CompareVariant(_) => false,
        };
        let selected = items.iter().position(|(action, _)| is_current(*action)).unwrap_or_default();
        self.overlay = Some(Overlay::Menu(Menu::new(messages.sort_title, items, selected)));
    }

    /// Sorts the list and goes to its first row.
    pub(super) fn sort_by(&mut self, order: SortOrder) {
        self.list.set_sort_order(order);
        self.start_search(None);
    }

    /// Makes a benchmark active and sorts by its scores.
    pub(super) fn sort_by_benchmark(&mut self, benchmark_idx: usize) {
        self.index.set_active_benchmark(benchmark_idx);
        self.list.set_sort_order(SortOrder::by_column(Column::Score));
        self.start_search(None);
    }
}

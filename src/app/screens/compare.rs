//! The comparison of marked models.

use ratatui::layout::Position;

use llm_index::{Index, RowId};

use crate::{
    action::{Action, KeyContext},
    app::{
        command::{Command, Update},
        context::Context,
        document_view::DocumentView,
        effect::Effect,
        marks::MarkedEntry,
        overlays::{menu::Menu, menu_item::MenuAction},
        screens::Opening,
        session::SavedScreen,
        settings::Settings,
    },
    comparison::{Comparison, MAX_MODELS, MIN_MODELS},
    document::{self, ComparisonLayout, ComparisonView, StyledLine},
    export::comparison_markdown,
    i18n::LocalizedStr,
};

const NEEDS_TWO: LocalizedStr =
    LocalizedStr { en: "A comparison needs at least two models", zh: "比较至少需要两个模型" };

/// The compared models and the current one.
#[derive(Debug, Default)]
pub struct CompareScreen {
    /// From left to right.
    models: Vec<MarkedEntry>,
    /// The index of the current model.
    current: usize,
    /// True if rows with equal values are hidden.
    shows_differences_only: bool,
    layout: Option<ComparisonLayout>,
    /// The names of the models on one line.
    heading: StyledLine,
    view: DocumentView,
}

impl CompareScreen {
    /// A comparison of the marked models, or of a single marked one with the selected one.
    pub(super) fn open(opening: &Opening<'_>) -> Result<Self, Update> {
        let list = opening.list;
        let index = opening.context.index;
        let marked = list.marks.entries().filter(|entry| entry.is_model(index));
        let mut models: Vec<_> = marked.take(MAX_MODELS + 1).collect();
        if models.len() > MAX_MODELS {
            return Err(too_many(list.marked_count(), opening.context.settings));
        }
        let selected = list.selected_row().and_then(|row| MarkedEntry::new(row, index));
        let selected = selected.filter(|entry| entry.is_model(index));
        let is_new = |model: &MarkedEntry| models.len() < MIN_MODELS && !list.marks.contains(model.id.as_str());
        let selected = selected.filter(is_new);
        models.extend(selected);
        if models.len() < MIN_MODELS {
            return Err(how_to_compare(opening.context.settings));
        }
        Ok(Self { models, ..Self::default() })
    }

    /// The comparison of an earlier session; `None` if too few of its models are left.
    pub(super) fn restore(saved: &SavedScreen, index: &Index) -> Option<Self> {
        let models: Vec<_> = saved.models.iter().filter_map(MarkedEntry::from_saved).collect();
        let models: Vec<_> = models.into_iter().filter(|model| model.row(index).is_some()).take(MAX_MODELS).collect();
        let current = saved.current.min(models.len().saturating_sub(1));
        let shows_differences_only = saved.shows_differences_only;
        (models.len() >= MIN_MODELS).then(|| Self { models, current, shows_differences_only, ..Self::default() })
    }

    /// Adds what brings the comparison back.
    pub(super) fn to_saved(&self, saved: SavedScreen) -> SavedScreen {
        let models = self.models.iter().map(MarkedEntry::to_saved).collect();
        let (current, shows_differences_only) = (self.current, self.shows_differences_only);
        SavedScreen { models, current, shows_differences_only, ..saved }
    }

    /// The document and the cursor.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
    }

    pub(super) fn view_mut(&mut self) -> &mut DocumentView {
        &mut self.view
    }

    /// The number of compared models.
    #[must_use]
    pub fn model_count(&self) -> usize {
        self.models.len()
    }

    /// The names of the models on one line, for when the comparison is scrolled.
    #[must_use]
    pub fn heading(&self) -> &StyledLine {
        &self.heading
    }

    /// The columns and which models are visible.
    #[must_use]
    pub fn layout(&self) -> Option<&ComparisonLayout> {
        self.layout.as_ref()
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        match action {
            Action::NextModel => self.move_by(1),
            Action::PreviousModel => self.move_by(-1),
            Action::RemoveModel => self.remove_current(context),
            Action::ChooseVariant => self.open_variant_menu(context),
            Action::ToggleDifferences => {
                self.shows_differences_only = !self.shows_differences_only;
                Update::Done
            }
            Action::CopyComparison => {
                Effect::Copy(comparison_markdown(&self.comparison(context), context.settings.locale)).into()
            }
            _ => self.view.update(action, context.settings.messages()),
        }
    }

    fn move_by(&mut self, models: isize) -> Update {
        self.current = self.current.saturating_add_signed(models).min(self.models.len().saturating_sub(1));
        Update::Done
    }

    /// Removes the current model and its mark, if at least two models remain.
    fn remove_current(&mut self, context: Context<'_>) -> Update {
        if self.models.len() <= MIN_MODELS || self.current >= self.models.len() {
            return Update::status(NEEDS_TWO.get(context.settings.locale));
        }
        let model = self.models.remove(self.current);
        self.current = self.current.min(self.models.len() - 1);
        Command::Unmark(model.id).into()
    }

    /// Opens a menu of the variants of the current model.
    fn open_variant_menu(&self, context: Context<'_>) -> Update {
        let Context { index, settings, .. } = context;
        let current = self.models.get(self.current).and_then(|model| model.row(index));
        let Some((row, (segment, local_row))) = current.and_then(|row| Some((row, index.locate(row)?))) else {
            return Update::Done;
        };
        let (name, messages) = (segment.name(local_row), settings.messages());
        let item = |row: RowId| Some((MenuAction::CompareVariant(row), index.variant_name(row)?));
        let items: Vec<_> = index.variant_rows(row).into_iter().filter_map(item).collect();
        if items.is_empty() {
            return Update::status(&(messages.has_no_variants)(name));
        }
        let selected = items.iter().position(|(action, _)| *action == MenuAction::CompareVariant(row));
        Update::menu(Menu::new(&(messages.variant_menu_title)(name), items, selected.unwrap_or_default()))
    }

    /// Compares the variant of a row in place of the one that the current model had. Returns the model with it.
    pub(in crate::app) fn set_variant(&mut self, row: RowId, index: &Index) -> Option<MarkedEntry> {
        let chosen = MarkedEntry::new(row, index)?;
        let model = self.models.get_mut(self.current).filter(|model| model.id == chosen.id)?;
        model.variant.clone_from(&chosen.variant);
        Some(chosen)
    }

    fn comparison(&self, context: Context<'_>) -> Comparison {
        let rows: Vec<_> = self.models.iter().filter_map(|model| model.row(context.index)).collect();
        Comparison::new(context.index, &rows, context.settings.locale)
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let area = context.layout.body;
        let width = usize::from(area.width);
        self.layout = Some(ComparisonLayout::new(width, self.models.len(), Some(self.current)));
        let comparison = self.comparison(context);
        self.heading = document::comparison_heading(&comparison, Some(self.current), width);
        let key = context.settings.keymap.key_label(KeyContext::Compare, Action::ToggleDifferences);
        let view = ComparisonView {
            current: Some(self.current),
            differences_key: self.shows_differences_only.then(|| key.as_deref().unwrap_or_default()),
        };
        self.view.set_document(document::compare(&comparison, view, context.settings.locale, width));
        self.view.set_height(usize::from(area.height));
    }

    /// Makes the model at the position current, and follows the link of its cell.
    pub(super) fn click(&mut self, position: Position, context: Context<'_>) -> Update {
        let body = context.layout.body;
        let column = usize::from(position.x.saturating_sub(body.x));
        if let Some(model) = self.layout.as_ref().and_then(|layout| layout.model_at_column(column)) {
            self.current = model;
            // The links of lines are those of the current model.
            self.lay_out(context);
        }
        self.view.click_at(position, body)
    }
}

/// Names the keys that remove marks.
fn too_many(marked_count: usize, settings: &Settings) -> Update {
    let key = |action| settings.keymap.key_label(KeyContext::List, action).unwrap_or_default();
    let message = settings.messages().too_many_compared;
    Update::status(&message(MAX_MODELS, marked_count, &key(Action::Mark), &key(Action::ClearMarks)))
}

/// Names the keys that mark and compare models.
fn how_to_compare(settings: &Settings) -> Update {
    let key = |action| settings.keymap.key_label(KeyContext::List, action).unwrap_or_default();
    Update::status(&(settings.messages().compare_hint)(&key(Action::Mark), &key(Action::Compare)))
}

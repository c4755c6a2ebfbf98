//! The comparison of marked models.

use ratatui::layout::Position;

use llm_catalog::id::Id as EntryId;

use crate::{
    action::{Action, KeyContext},
    app::{
        command::{Command, Update},
        context::Context,
        document_view::DocumentView,
        effect::Effect,
        entry_id::model_id,
        screens::Opening,
        settings::Settings,
    },
    comparison::{Comparison, MIN_MODELS},
    document::{self, ComparisonLayout},
    export::comparison_markdown,
    i18n::LocalizedStr,
};

const NEEDS_TWO: LocalizedStr =
    LocalizedStr { en: "A comparison needs at least two models", zh: "比较至少需要两个模型" };

/// The compared models and the current one.
#[derive(Debug)]
pub struct CompareScreen {
    /// From left to right.
    ids: Vec<EntryId>,
    /// The index of the current model.
    current: usize,
    layout: Option<ComparisonLayout>,
    view: DocumentView,
}

impl CompareScreen {
    /// A comparison of the marked models, or of a single marked one with the selected one.
    pub(super) fn open(opening: &Opening<'_>) -> Result<Self, Update> {
        let list = opening.list;
        let mut ids = list.marks.ids().to_vec();
        let selected = list.selected_row().and_then(|row| model_id(row, opening.context.index));
        ids.extend(selected.filter(|id| ids.len() < MIN_MODELS && !ids.contains(id)));
        if ids.len() < MIN_MODELS {
            return Err(how_to_compare(opening.context.settings));
        }
        Ok(Self { ids, current: 0, layout: None, view: DocumentView::default() })
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
        self.ids.len()
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
            Action::CopyComparison => {
                Effect::Copy(comparison_markdown(&self.comparison(context), context.settings.locale)).into()
            }
            _ => self.view.update(action, context.settings.messages()),
        }
    }

    fn move_by(&mut self, models: isize) -> Update {
        self.current = self.current.saturating_add_signed(models).min(self.ids.len().saturating_sub(1));
        Update::Done
    }

    /// Removes the current model and its mark, if at least two models remain.
    fn remove_current(&mut self, context: Context<'_>) -> Update {
        if self.ids.len() <= MIN_MODELS || self.current >= self.ids.len() {
            return Update::status(NEEDS_TWO.get(context.settings.locale));
        }
        let id = self.ids.remove(self.current);
        self.current = self.current.min(self.ids.len() - 1);
        Command::Unmark(id).into()
    }

    fn comparison(&self, context: Context<'_>) -> Comparison {
        let rows: Vec<_> = self.ids.iter().filter_map(|id| context.index.row_by_id(id.as_str())).collect();
        Comparison::new(context.index, &rows, context.settings.locale)
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let area = context.layout.body;
        let width = usize::from(area.width);
        self.layout = Some(ComparisonLayout::new(width, self.ids.len(), Some(self.current)));
        let comparison = self.comparison(context);
        self.view.set_document(document::compare(&comparison, Some(self.current), context.settings.locale, width));
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

/// Names the keys that mark and compare models.
fn how_to_compare(settings: &Settings) -> Update {
    let key = |action| settings.keymap.key_label(KeyContext::List, action).unwrap_or_default();
    Update::status(&(settings.messages().compare_hint)(&key(Action::Mark), &key(Action::Compare)))
}

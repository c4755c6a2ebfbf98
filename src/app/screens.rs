//! Screens, which cover the panes. Each has its own state, update and key context.

pub mod about;
pub mod chart;
mod chart_options;
pub mod compare;
mod folds;
pub mod glossary;
pub mod help;
pub mod lineage;
mod saved;
mod tree_find;

use ratatui::layout::Position;

use llm_index::{Index, RowId, lineage::Relations};

use crate::{
    action::{Action, KeyContext},
    app::{
        command::{Command, Update},
        context::Context,
        document_view::DocumentView,
        panes::list::EntryList,
        screens::{
            about::AboutScreen, chart::ChartScreen, chart_options::ChartOptions, compare::CompareScreen, folds::Folds,
            glossary::GlossaryScreen, help::HelpScreen, lineage::LineageScreen,
        },
    },
    document::DocField,
};

/// An open screen.
#[derive(Debug)]
pub enum Screen {
    /// The key bindings of another context.
    Help(HelpScreen),
    /// What the catalogue contains.
    About(AboutScreen),
    /// The family tree of the results.
    Lineage(LineageScreen),
    /// Marked models side by side.
    Compare(CompareScreen),
    /// A chart of the results.
    Chart(Box<ChartScreen>),
    /// The glossary.
    Glossary(GlossaryScreen),
}

/// The choices that screens keep when they are closed.
#[derive(Clone, Default)]
pub struct ScreenMemory {
    chart: ChartOptions,
    pub(super) folds: Folds,
    pub(super) relations: Relations,
}

impl ScreenMemory {
    /// Unfolds a model in the family tree.
    pub(super) fn unfold_model(&mut self, row: RowId, index: &Index) {
        folds::unfold_model(row, &mut self.folds, index);
    }
}

/// What a screen can read when it opens.
pub(super) struct Opening<'a> {
    pub(super) context: Context<'a>,
    pub(super) list: &'a EntryList,
    /// The field of the selected line, if the detail has the focus.
    pub(super) field: Option<&'a DocField>,
    /// The context that the action was performed in.
    pub(super) key_context: KeyContext,
    pub(super) memory: &'a ScreenMemory,
}

impl Screen {
    /// The key context of the screen that an action opens.
    pub(super) fn opened_by(action: Action) -> Option<KeyContext> {
        match action {
            Action::Help => Some(KeyContext::Help),
            Action::About => Some(KeyContext::About),
            Action::Lineage => Some(KeyContext::Lineage),
            Action::Compare => Some(KeyContext::Compare),
            Action::Charts => Some(KeyContext::Chart),
            Action::Glossary => Some(KeyContext::Glossary),
            _ => None,
        }
    }

    /// Creates the screen with a key context. If it cannot open, the update says why.
    pub(super) fn open(key_context: KeyContext, opening: &Opening<'_>) -> Result<Self, Update> {
        match key_context {
            KeyContext::Help => Ok(Self::Help(HelpScreen::new(opening.key_context))),
            KeyContext::About => Ok(Self::About(AboutScreen::default())),
            KeyContext::Lineage => {
                let height = opening.context.layout.text_area().height;
                Ok(Self::Lineage(LineageScreen::new(opening.memory, height)))
            }
            KeyContext::Compare => CompareScreen::open(opening).map(Self::Compare),
            KeyContext::Chart => Ok(Self::Chart(Box::new(ChartScreen::new(opening.memory.chart.clone())))),
            KeyContext::Glossary => Ok(Self::Glossary(GlossaryScreen::open(opening))),
            _ => Err(Update::Ignored),
        }
    }

    /// What has to be done when the screen is open: some show results of a search.
    pub(super) fn after_open(&self) -> Update {
        match self {
            Self::Lineage(_) => Command::SearchAgain.into(),
            Self::Chart(_) => Command::RebuildChart(None).into(),
            Self::Help(_) | Self::About(_) | Self::Compare(_) | Self::Glossary(_) => Update::Done,
        }
    }

    /// Saves the choices made in the screen, for the next time it is opened.
    pub(super) fn save_choices(&self, memory: &mut ScreenMemory) {
        match self {
            Self::Lineage(screen) => {
                memory.folds.clone_from(screen.folds());
                memory.relations = screen.relations();
            }
            Self::Chart(screen) => memory.chart.clone_from(screen.options()),
            Self::Help(_) | Self::About(_) | Self::Compare(_) | Self::Glossary(_) => {}
        }
    }

    /// The context that keys are looked up in.
    #[must_use]
    pub fn key_context(&self) -> KeyContext {
        match self {
            Self::Help(_) => KeyContext::Help,
            Self::About(_) => KeyContext::About,
            Self::Lineage(_) => KeyContext::Lineage,
            Self::Compare(_) => KeyContext::Compare,
            Self::Chart(_) => KeyContext::Chart,
            Self::Glossary(_) => KeyContext::Glossary,
        }
    }

    /// The document of a screen; a chart has none.
    #[must_use]
    pub fn view(&self) -> Option<&DocumentView> {
        match self {
            Self::Help(screen) => Some(screen.view()),
            Self::About(screen) => Some(screen.view()),
            Self::Lineage(screen) => Some(screen.view()),
            Self::Compare(screen) => Some(screen.view()),
            Self::Chart(_) => None,
            Self::Glossary(screen) => Some(screen.view()),
        }
    }

    fn view_mut(&mut self) -> Option<&mut DocumentView> {
        match self {
            Self::Help(screen) => Some(screen.view_mut()),
            Self::About(screen) => Some(screen.view_mut()),
            Self::Lineage(screen) => Some(screen.view_mut()),
            Self::Compare(screen) => Some(screen.view_mut()),
            Self::Chart(_) => None,
            Self::Glossary(screen) => Some(screen.view_mut()),
        }
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        match self {
            Self::Help(screen) => screen.update(action, context),
            Self::About(screen) => screen.update(action, context),
            Self::Lineage(screen) => screen.update(action, context),
            Self::Compare(screen) => screen.update(action, context),
            Self::Chart(screen) => screen.update(action, context),
            Self::Glossary(screen) => screen.update(action, context),
        }
    }

    /// Lays out the screen for drawing and for the mouse.
    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        match self {
            Self::Help(screen) => screen.lay_out(context),
            Self::About(screen) => screen.lay_out(context),
            Self::Lineage(screen) => screen.lay_out(context),
            Self::Compare(screen) => screen.lay_out(context),
            Self::Chart(screen) => screen.lay_out(context),
            Self::Glossary(screen) => screen.lay_out(context),
        }
    }

    pub(super) fn click(&mut self, position: Position, context: Context<'_>) -> Update {
        match self {
            Self::Lineage(screen) => screen.click(position, context),
            Self::Compare(screen) => screen.click(position, context),
            Self::Chart(screen) => screen.click(position, context),
            Self::Help(_) | Self::About(_) | Self::Glossary(_) => {
                self.view_mut().map_or(Update::Ignored, |view| view.click_at(position, context.layout.body))
            }
        }
    }

    /// Scrolls by some lines; zooms a chart around the mouse.
    pub(super) fn scroll_by(&mut self, lines: isize, position: Position) {
        if let Some(view) = self.view_mut() {
            view.scroll_by(lines);
        } else if let Self::Chart(screen) = self {
            screen.scroll(lines, position);
        }
    }

    /// Starts a find at the cursor.
    pub(super) fn start_find(&mut self) {
        match self {
            Self::Lineage(screen) => screen.start_find(),
            _ => self.view_mut().into_iter().for_each(DocumentView::start_find),
        }
    }

    /// Looks for a text and goes to its first match.
    pub(super) fn find(&mut self, text: &str, context: Context<'_>) {
        match self {
            Self::Lineage(screen) => screen.find(text, context),
            _ => self.view_mut().into_iter().for_each(|view| view.find(text)),
        }
    }

    /// Clears the matches and returns to where the find started.
    pub(super) fn cancel_find(&mut self, index: &Index) {
        match self {
            Self::Lineage(screen) => screen.cancel_find(index),
            _ => self.view_mut().into_iter().for_each(DocumentView::cancel_find),
        }
    }

    /// Clears the matches. Returns false if there is no find.
    pub(super) fn clear_find(&mut self) -> bool {
        self.view_mut().is_some_and(DocumentView::clear_find)
    }

    /// The number of the selected match, if the cursor is at one, and how many there are.
    pub(super) fn find_position(&self) -> Option<(Option<usize>, usize)> {
        match self {
            Self::Lineage(screen) => screen.find_position(),
            _ => self.view()?.find_position(),
        }
    }

    pub(super) fn as_chart(&self) -> Option<&ChartScreen> {
        if let Self::Chart(screen) = self { Some(screen) } else { None }
    }

    pub(super) fn as_chart_mut(&mut self) -> Option<&mut ChartScreen> {
        if let Self::Chart(screen) = self { Some(screen) } else { None }
    }

    pub(super) fn as_compare_mut(&mut self) -> Option<&mut CompareScreen> {
        if let Self::Compare(screen) = self { Some(screen) } else { None }
    }

    pub(super) fn as_lineage_mut(&mut self) -> Option<&mut LineageScreen> {
        if let Self::Lineage(screen) = self { Some(screen) } else { None }
    }

    pub(super) fn as_glossary_mut(&mut self) -> Option<&mut GlossaryScreen> {
        if let Self::Glossary(screen) = self { Some(screen) } else { None }
    }
}

//! Screens of an earlier session.

use std::collections::BTreeMap;

use llm_index::{Index, lineage::Relations};

use crate::{
    action::KeyContext,
    app::{
        document_view::DocumentView,
        saved_row::SavedRow,
        screens::{
            Opening, Screen, ScreenMemory, about::AboutScreen, chart::ChartScreen, compare::CompareScreen,
            glossary::GlossaryScreen, help::HelpScreen, lineage::LineageScreen,
        },
        session::{SavedChart, SavedScreen, SavedView},
    },
};

impl Screen {
    /// What brings the screen back.
    pub(in crate::app) fn to_saved(&self, index: &Index) -> SavedScreen {
        let cursor = self.view().map_or_else(Default::default, DocumentView::state);
        let saved = SavedScreen { kind: self.key_context().section().to_owned(), cursor, ..SavedScreen::default() };
        match self {
            Self::Help(screen) => SavedScreen { help_for: screen.context().section().to_owned(), ..saved },
            Self::Compare(screen) => screen.to_saved(saved),
            Self::Chart(screen) => {
                let point = screen.selected_row().and_then(|row| SavedRow::new(row, index));
                SavedScreen { point, current: screen.selected_bar(), ..saved }
            }
            Self::About(_) | Self::Lineage(_) | Self::Glossary(_) => saved,
        }
    }

    /// Opens a screen as it was; `None` if that is not possible any more.
    pub(in crate::app) fn restore(saved: &SavedScreen, opening: &Opening<'_>) -> Option<Self> {
        let mut screen = match context_by_section(&saved.kind)? {
            KeyContext::Help => Self::Help(HelpScreen::new(context_by_section(&saved.help_for)?)),
            KeyContext::About => Self::About(AboutScreen::default()),
            KeyContext::Lineage => {
                let height = opening.context.layout.text_area().height;
                let screen = LineageScreen::new(opening.memory, height);
                return Some(Self::Lineage(screen.with_cursor(saved.cursor)));
            }
            KeyContext::Compare => Self::Compare(CompareScreen::restore(saved, opening.context.index)?),
            KeyContext::Chart => {
                let screen = ChartScreen::new(opening.memory.chart.clone()).with_bar(saved.current);
                Self::Chart(Box::new(screen))
            }
            KeyContext::Glossary => Self::Glossary(GlossaryScreen::default()),
            _ => return None,
        };
        if let Some(view) = screen.view_mut() {
            view.set_state(saved.cursor);
        }
        Some(screen)
    }
}

impl Screen {
    /// Forgets the rows of an index that is replaced. The cursor stays where it is.
    pub(in crate::app) fn forget_rows(&mut self) {
        match self {
            Self::Lineage(screen) => screen.forget_rows(),
            Self::Chart(screen) => screen.forget_rows(),
            Self::Help(_) | Self::About(_) | Self::Compare(_) | Self::Glossary(_) => {}
        }
    }
}

impl ScreenMemory {
    /// Takes the choices of an earlier session.
    pub(in crate::app) fn restore(&mut self, view: &SavedView, index: &Index) {
        self.folds.extend(view.folds.iter().map(|(key, is_unfolded)| (key.clone(), *is_unfolded)));
        if view.all_relations {
            self.relations = Relations::All;
        }
        if let Some(chart) = &view.chart {
            self.chart.restore(chart, index);
        }
    }

    pub(in crate::app) fn saved_folds(&self, max: usize) -> BTreeMap<String, bool> {
        self.folds.iter().map(|(key, is_unfolded)| (key.clone(), *is_unfolded)).take(max).collect()
    }

    pub(in crate::app) fn saved_chart(&self, index: &Index) -> SavedChart {
        self.chart.to_saved(index)
    }
}

fn context_by_section(section: &str) -> Option<KeyContext> {
    KeyContext::ALL.into_iter().find(|context| context.section() == section)
}

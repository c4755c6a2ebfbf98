//! The family tree of the results.

use ratatui::layout::Position;

use llm_catalog::localized::Locale;
use llm_index::{
    Index, RowId,
    lineage::{Fold, LineageForest, NodeId, Relations, TreeRow},
};

use crate::{
    action::Action,
    app::{
        command::{Command, Update},
        context::Context,
        document_view::DocumentView,
        effect::Effect,
        list_state::ListState,
        screens::{
            ScreenMemory,
            folds::{Folds, fold_choice, fold_key},
            tree_find::TreeFind,
        },
    },
    document::{self, LinkTarget, TreeColumns, TreeView},
};

/// A larger forest is folded below some generations.
const AUTO_FOLD_THRESHOLD_NODES: usize = 150;
const AUTO_FOLD_DEPTH: usize = 3;

/// The lineage of the results and what is folded.
#[derive(Debug)]
pub struct LineageScreen {
    forest: LineageForest,
    /// The visible rows of the tree: those without a folded ancestor.
    rows: Vec<TreeRow>,
    folds: Folds,
    relations: Relations,
    /// True until the first forest arrives, which decides where the cursor starts.
    is_opening: bool,
    /// Where the cursor starts instead, in a tree of an earlier session.
    restored_cursor: Option<ListState>,
    view: DocumentView,
    /// The width of the widest name, for a width of the screen and a language.
    names_width: Option<(TreeColumns, Locale, usize)>,
    /// The find, while the view has one.
    find: Option<Box<TreeFind>>,
}

impl LineageScreen {
    /// `height` is the number of visible lines, which decides how far the first forest is scrolled.
    pub(super) fn new(memory: &ScreenMemory, height: u16) -> Self {
        let mut view = DocumentView::sparse();
        view.set_height(usize::from(height));
        Self {
            forest: LineageForest::default(),
            rows: Vec::new(),
            folds: memory.folds.clone(),
            relations: memory.relations,
            is_opening: true,
            restored_cursor: None,
            view,
            names_width: None,
            find: None,
        }
    }

    /// Forgets the rows of an index that is replaced.
    pub(super) fn forget_rows(&mut self) {
        let cursor = self.view.state();
        let (forest, rows, find) = (LineageForest::default(), Vec::new(), None);
        (self.forest, self.rows, self.find) = (forest, rows, find);
        (self.is_opening, self.restored_cursor) = (true, Some(cursor));
        self.view.set_line_count(0);
    }

    /// Starts with the cursor of an earlier session.
    pub(super) fn with_cursor(self, cursor: ListState) -> Self {
        Self { restored_cursor: Some(cursor), ..self }
    }

    pub(super) fn folds(&self) -> &Folds {
        &self.folds
    }

    /// The relations to parents that are shown.
    #[must_use]
    pub fn relations(&self) -> Relations {
        self.relations
    }

    /// The document and the cursor. Only the visible lines are laid out.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
    }

    pub(super) fn view_mut(&mut self) -> &mut DocumentView {
        &mut self.view
    }

    /// The models and their relations.
    #[must_use]
    pub fn forest(&self) -> &LineageForest {
        &self.forest
    }

    /// Shows another forest. The cursor starts at `select`, else at the best match; later it goes to the best match
    /// of a new query, else stays at its model.
    pub(in crate::app) fn set_forest(
        &mut self,
        forest: LineageForest,
        select: Option<RowId>,
        best_match: Option<RowId>,
        index: &Index,
    ) {
        let current = self.selected_model();
        let is_opening = std::mem::take(&mut self.is_opening);
        self.forest = forest;
        self.rebuild_rows(index);
        let best_match = best_match.filter(|_| select.is_none());
        let row = if is_opening { select.or(best_match) } else { best_match.or(current) };
        self.view.reset_state();
        self.find = None;
        if let Some(node) = row.and_then(|row| self.forest.node_id(row, index.entry_row(row))) {
            self.select_node(node, index);
        }
        if let Some(cursor) = self.restored_cursor.take().filter(|cursor| cursor.selected < self.rows.len()) {
            self.view.set_state(cursor);
        }
    }

    /// Updates the rows after the forest or the folds changed.
    fn rebuild_rows(&mut self, index: &Index) {
        let (forest, folds) = (&self.forest, &self.folds);
        let is_small = forest.nodes().len() <= AUTO_FOLD_THRESHOLD_NODES;
        let chosen = |node| fold_choice(forest.get(node)?, folds, index);
        self.rows = forest.flatten(|node, depth| {
            let chosen = if folds.is_empty() { None } else { chosen(node) };
            chosen.unwrap_or(is_small || depth + 1 < AUTO_FOLD_DEPTH)
        });
        self.view.set_line_count(self.rows.len());
        self.names_width = None;
    }

    fn selected(&self) -> Option<TreeRow> {
        self.rows.get(self.view.state().selected).copied()
    }

    fn selected_node(&self) -> Option<NodeId> {
        self.selected().map(|row| row.node)
    }

    fn selected_model(&self) -> Option<RowId> {
        self.forest.get(self.selected_node()?).map(|node| node.row)
    }

    pub(super) fn start_find(&mut self) {
        self.find = Some(Box::new(TreeFind::new(self.folds.clone(), self.selected_node())));
        self.view.start_find();
    }

    /// Looks for a text and goes to the first model found, unfolding its ancestors if needed.
    pub(super) fn find(&mut self, text: &str, context: Context<'_>) {
        if self.find.is_none() {
            self.start_find();
        }
        self.restore_find_origin(context.index);
        self.view.find(text);
        let Some(find) = &mut self.find else { return };
        let tree = TreeView {
            index: context.index,
            forest: &self.forest,
            rows: &self.rows,
            locale: context.settings.locale,
            is_foldable: true,
        };
        find.set_text(text, &self.forest, |row| tree.text(row));
        if let Some(node) = find.first() {
            self.select_node(node, context.index);
        }
    }

    pub(super) fn cancel_find(&mut self, index: &Index) {
        self.view.cancel_find();
        self.restore_find_origin(index);
        self.find = None;
    }

    /// Restores the folds and the cursor of when the find started.
    fn restore_find_origin(&mut self, index: &Index) {
        let Some(find) = &self.find else { return };
        let node = find.node;
        self.folds.clone_from(&find.folds);
        self.rebuild_rows(index);
        if let Some(node) = node {
            self.select_node(node, index);
        }
    }

    pub(super) fn find_position(&self) -> Option<(Option<usize>, usize)> {
        self.view.find_position()?;
        self.find.as_ref().map(|find| find.position(self.selected_node()))
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        let messages = context.settings.messages();
        match action {
            Action::Unfold | Action::Fold | Action::ToggleFold => {
                self.navigate(action, context.index);
                Update::Done
            }
            Action::ToggleRelations => {
                self.relations = self.relations.toggle();
                Command::SearchAgain.into()
            }
            Action::Enter => {
                self.selected_model().map_or_else(|| Update::status(messages.line_has_no_link), follow_model)
            }
            Action::Open | Action::Copy => {
                let entry = self.selected_model().and_then(|row| context.index.get(row));
                let Some(link) = entry.as_ref().and_then(|entry| entry.as_entry_ref().links().first()) else {
                    return Update::status(messages.line_has_no_link);
                };
                let url = link.url.clone();
                if action == Action::Open { Effect::Open(url).into() } else { Effect::Copy(url.to_string()).into() }
            }
            Action::CopyAs => Command::OpenCopyMenu.into(),
            Action::NextMatch | Action::PreviousMatch if self.view.find_text().is_some() => {
                let forward = action == Action::NextMatch;
                let node = self.find.as_ref().and_then(|find| find.next(self.selected_node(), forward));
                if let Some(node) = node {
                    self.select_node(node, context.index);
                }
                Update::Done
            }
            // Every row is a model.
            Action::NextLink | Action::PreviousLink => {
                let is_next = action == Action::NextLink;
                self.view.apply_motion(if is_next { Action::NextRow } else { Action::PreviousRow });
                Update::Done
            }
            _ => self.view.update(action, messages),
        }
    }

    /// Folds, unfolds or goes to a child, a parent or the model of a reference.
    fn navigate(&mut self, action: Action, index: &Index) {
        let Some(row) = self.selected() else { return };
        match (action, row.fold) {
            (Action::Unfold | Action::ToggleFold, Fold::Reference) => self.select_node(row.node, index),
            (Action::Unfold, Fold::Open) => self.view.apply_motion(Action::NextRow),
            (Action::Unfold | Action::ToggleFold, Fold::Folded) => self.set_expanded(row, true, index),
            (Action::Fold | Action::ToggleFold, Fold::Open) => self.set_expanded(row, false, index),
            (Action::Fold, _) => {
                if let Some(parent) = row.parent {
                    self.select_node(parent, index);
                }
            }
            _ => {}
        }
    }

    fn set_expanded(&mut self, row: TreeRow, is_expanded: bool, index: &Index) {
        if let Some(key) = self.forest.get(row.node).and_then(|node| fold_key(node, index)) {
            self.folds.insert(key, is_expanded);
            self.rebuild_rows(index);
        }
    }

    /// Selects the row of a model, unfolding its ancestors if needed.
    fn select_node(&mut self, node: usize, index: &Index) {
        let find_line = |rows: &[TreeRow]| rows.iter().position(|row| row.node == node && row.fold != Fold::Reference);
        let line = find_line(&self.rows).or_else(|| {
            let ancestors = self.forest.tree_ancestors(node).filter_map(|ancestor| self.forest.get(ancestor));
            let keys: Vec<_> = ancestors.filter_map(|ancestor| fold_key(ancestor, index)).collect();
            self.folds.extend(keys.into_iter().map(|key| (key, true)));
            self.rebuild_rows(index);
            find_line(&self.rows)
        });
        if let Some(line) = line {
            self.view.select(line);
        }
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let area = context.layout.body;
        let Context { index, settings, .. } = context;
        let height = usize::from(area.height);
        self.view.set_height(height);
        let tree =
            TreeView { index, forest: &self.forest, rows: &self.rows, locale: settings.locale, is_foldable: true };
        let offset = self.view.state().offset;
        let columns = TreeColumns::for_width(usize::from(area.width));
        let names_width = match self.names_width {
            Some((of_columns, locale, width)) if (of_columns, locale) == (columns, settings.locale) => width,
            _ => tree.names_width(columns),
        };
        self.names_width = Some((columns, settings.locale, names_width));
        let document = document::tree(&tree, columns.beside_names(names_width), &(offset..offset + height));
        self.view.set_document(document);
    }

    /// Toggles the fold if its marker was clicked, else goes to the model.
    pub(super) fn click(&mut self, position: Position, context: Context<'_>) -> Update {
        let area = context.layout.body;
        let line = self.view.state().offset + usize::from(position.y.saturating_sub(area.y));
        let Some(row) = self.rows.get(line).copied().filter(|_| context.layout.body.contains(position)) else {
            return Update::Ignored;
        };
        self.view.select(line);
        let marker = TreeColumns::for_width(usize::from(area.width)).fold_marker_columns(&row);
        let is_foldable = matches!(row.fold, Fold::Open | Fold::Folded);
        if is_foldable && marker.contains(&usize::from(position.x.saturating_sub(area.x))) {
            self.set_expanded(row, row.fold == Fold::Folded, context.index);
            return Update::Done;
        }
        self.forest.get(row.node).map_or(Update::Done, |node| follow_model(node.row))
    }
}

fn follow_model(row: RowId) -> Update {
    Command::Follow(LinkTarget::Model(row)).into()
}

//! What a model was built on, up to the roots, and all that was built on it.

use std::collections::HashSet;

use super::{
    Line, Piece, Target,
    tree::{guides, letter},
    writer::{LABEL, Writer, padded},
};
use crate::{
    catalog::parent::Relation,
    messages::Messages,
    search::cell::stage_role,
    shelf::{
        Shelf,
        lineage::{Branch, Fold, Forest},
    },
    text::fit,
    theme::Role,
};

/// The most lines of each: more belong on a page of their own.
const MOST: usize = 30;
/// The most descendants that are counted.
const COUNTED: usize = 2_000;
/// On a larger shelf only the children are looked for: each generation is
/// sought among all that there is.
const LARGE: usize = 100_000;

/// Writes the ancestors and the descendants of the model of a row.
pub(super) fn lineage(writer: &mut Writer, shelf: &Shelf, row: usize, messages: &'static Messages) {
    let forest = Forest::of(shelf, [row], 1);
    if let Some(place) = forest.place_of(row) {
        let lines = Family { forest: &forest, shelf, messages, room: writer.columns.saturating_sub(LABEL) };
        write(writer, messages.parents, lines.ancestors(place), Some(forest.members().len() - 1), row, messages);
    }
    let generations = if shelf.len() > LARGE { 1 } else { usize::MAX };
    let forest = Forest::below(shelf, row, generations, COUNTED);
    let known = forest.members().len().saturating_sub(1);
    let count = (known < COUNTED && (generations > 1 || known == 0)).then_some(known);
    let lines = Family { forest: &forest, shelf, messages, room: writer.columns.saturating_sub(LABEL) };
    write(writer, messages.descendants, lines.descendants(row), count, row, messages);
}

/// A line with whether it is a model's own, and not a reference to it.
type Kin = (Line, bool);

/// Writes the first lines behind a label, and how many models are not among them.
fn write(writer: &mut Writer, label: &str, kin: Vec<Kin>, count: Option<usize>, row: usize, messages: &Messages) {
    // A line that says that there is one more takes the place of that one.
    let is_short = kin.len() <= MOST + 1 && count.is_some();
    let most = if is_short { kin.len() } else { MOST };
    let shown = kin.iter().take(most).filter(|(_, is_own)| *is_own).count();
    for (number, (line, _)) in kin.into_iter().take(most).enumerate() {
        let label = Piece::new(Role::Muted, padded(if number == 0 { label } else { "" }, LABEL));
        let pieces = std::iter::once(label).chain(line.pieces).collect();
        writer.push(Line { pieces, ..line });
    }
    if !is_short {
        let text = (messages.more_kin)(count.map(|count| count.saturating_sub(shown)));
        writer.pieces("", &[Piece::new(Role::Accent, text)], Some(&Target::Family(row)));
    }
}

struct Family<'a> {
    forest: &'a Forest,
    shelf: &'a Shelf,
    messages: &'static Messages,
    /// Columns behind the label.
    room: usize,
}

impl Family<'_> {
    /// The parents of a model, each with its own parents below it.
    fn ancestors(&self, place: usize) -> Vec<Kin> {
        let mut seen: HashSet<usize> = [place].into_iter().collect();
        let mut waiting: Vec<(usize, usize, Vec<bool>)> = Vec::new();
        let mut lines = Vec::new();
        let mut next = Some((place, Vec::new()));
        while let Some((child, lasts)) = next.take().filter(|_| lines.len() < MOST + 2) {
            let parents = self.forest.get(child).map_or(&[][..], |member| &member.parents);
            waiting.extend(parents.iter().rev().enumerate().map(|(number, (parent, _))| {
                // The nearest first, as far as there is room to draw them.
                let lasts = std::iter::once(number == 0).chain(lasts.iter().copied()).take(self.room).collect();
                (*parent, child, lasts)
            }));
            while let Some((parent, child, lasts)) = waiting.pop() {
                let is_own = seen.insert(parent);
                let relation = self.forest.relation(child, parent);
                lines.push((
                    self.line(parent, relation, lasts.split_last().map_or(&[], |(_, inner)| inner), is_own),
                    is_own,
                ));
                if is_own {
                    next = Some((parent, lasts));
                    break;
                }
            }
        }
        lines
    }

    /// All that descends from the model of a row.
    fn descendants(&self, row: usize) -> Vec<Kin> {
        let branches = self.forest.branches(|_, _| true);
        let is_other = |branch: &&Branch| self.forest.get(branch.place).is_some_and(|member| member.row != row);
        let line = |branch: &Branch| {
            // The model itself has no line here.
            let depth = branch.depth.saturating_sub(1);
            let lasts: Vec<_> = self.forest.lasts(branch).take(depth).collect();
            let relation = branch.under.and_then(|under| self.forest.relation(branch.place, under));
            let is_own = branch.fold != Fold::Elsewhere;
            (self.line(branch.place, relation, &lasts, is_own), is_own)
        };
        branches.iter().filter(is_other).take(MOST + 2).map(line).collect()
    }

    fn line(&self, place: usize, relation: Option<Relation>, lasts: &[bool], is_own: bool) -> Line {
        let Some(member) = self.forest.get(place) else { return Line::default() };
        let mut before = guides(lasts.iter().copied(), lasts.len(), self.room);
        if !lasts.is_empty() {
            before.push(' ');
        }
        let name = self.shelf.part_of(member.row).map_or("", |(part, row)| part.name(row));
        let name = (self.messages.relative)(name, relation.unwrap_or(Relation::Weights));
        let room = self.room.saturating_sub(before.len());
        let mut pieces = vec![Piece::new(Role::Border, before)];
        if is_own {
            let role = stage_role(member.stage);
            let letter = Piece::new(role, letter(member.stage).to_owned() + " ");
            pieces.extend([letter, Piece::new(role, fit(&name, room.saturating_sub(2)))]);
        } else {
            pieces.push(Piece::new(Role::Muted, fit(&(self.messages.see_elsewhere)(&name), room)));
        }
        Line { pieces, target: Some(Target::Model(member.row)) }
    }
}

//! A forest, line by line.

use super::Forest;

/// A line of a forest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The place of its model.
    pub place: usize,
    /// The place of the model that it stands under here.
    pub under: Option<usize>,
    /// How many stand above it.
    pub depth: usize,
    /// Whether it is the last one under that model.
    pub is_last: bool,
    /// What is seen below it.
    pub fold: Fold,
}

/// What is seen below a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// There is nothing.
    Leaf,
    /// Its children are seen.
    Open,
    /// Its children are hidden.
    Folded,
    /// The model stands in full under another parent.
    Elsewhere,
}

impl Forest {
    /// The lines from the top. What stands below a model is left out unless
    /// it is open; that is asked with its place and its depth.
    #[must_use]
    pub fn branches(&self, is_open: impl Fn(usize, usize) -> bool) -> Vec<Branch> {
        let root = |place: &usize| self.branch(*place, None, 0, false, &is_open);
        // Those that are still to come, the next one last; descent may be too
        // deep for functions that call themselves.
        let mut waiting: Vec<_> = self.roots.iter().rev().filter_map(root).collect();
        let mut branches = Vec::new();
        while let Some(branch) = waiting.pop() {
            branches.push(branch);
            if branch.fold != Fold::Open {
                continue;
            }
            let children = self.get(branch.place).map_or(&[][..], |member| &member.children);
            for (number, child) in children.iter().rev().enumerate() {
                waiting.extend(self.branch(*child, Some(branch.place), branch.depth + 1, number == 0, &is_open));
            }
        }
        branches
    }

    fn branch(
        &self,
        place: usize,
        under: Option<usize>,
        depth: usize,
        is_last: bool,
        is_open: &impl Fn(usize, usize) -> bool,
    ) -> Option<Branch> {
        let member = self.get(place)?;
        let fold = match () {
            () if member.under != under => Fold::Elsewhere,
            () if member.children.is_empty() => Fold::Leaf,
            () if is_open(place, depth) => Fold::Open,
            () => Fold::Folded,
        };
        Some(Branch { place, under, depth, is_last, fold })
    }

    /// Whether the line itself and those above it are the last ones where they
    /// stand, the nearest first; roots have no such line.
    pub fn lasts(&self, branch: &Branch) -> impl Iterator<Item = bool> {
        let parents = branch.under.into_iter().flat_map(|under| std::iter::once(under).chain(self.above(under)));
        let lasts = parents.filter_map(|place| self.get(place)).map(|member| member.is_last);
        std::iter::once(branch.is_last).chain(lasts).take(branch.depth)
    }
}

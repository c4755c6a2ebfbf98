//! Ids made from names.

use std::collections::HashSet;

use llm_catalog::id::Id;

/// The ids that are given away.
#[derive(Default)]
pub(super) struct IdAllocator(HashSet<String>);

impl IdAllocator {
    /// An id of its own for a name: its letters `a` to `z`, digits and dots,
    /// with dashes between; `kind` where the name has none of these. Where it
    /// is not simply the name, says why.
    pub(super) fn allocate(&mut self, name: &str, kind: &str) -> (Option<Id>, Option<String>) {
        let plain = slugify(name);
        let base = if plain.is_empty() { format!("{kind}-{}", self.0.len() + 1) } else { plain };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(|id| !self.0.contains(id)).unwrap_or_default();
        self.0.insert(id.clone());
        let note = if id != base {
            Some(format!("the name `{name}` occurs before; its id became `{id}`"))
        } else if name.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
            Some(format!("`{name}` is not in Latin letters; its id became `{id}`, choose a better one"))
        } else {
            None
        };
        (Id::try_from(id).ok(), note)
    }
}

fn slugify(name: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let words = name.split(|c| !kept(c)).filter(|word| word.chars().any(char::is_alphanumeric));
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

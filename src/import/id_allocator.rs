//! Unique ids made from names.

use std::collections::{HashMap, HashSet};

use llm_catalog::id::Id;

use crate::import::warning::WarningKind;

/// Leaves space for a number: an id has at most 96 characters.
const MAX_SLUG_CHARS: usize = 80;

/// The ids in use.
#[derive(Debug, Default)]
pub(in crate::import) struct IdAllocator {
    ids: HashSet<String>,
    /// By id without a number, the number to try next.
    next_numbers: HashMap<String, usize>,
}

impl IdAllocator {
    /// Makes an unused id from the ASCII letters, digits and dots of a name, or
    /// from `prefix` and a number if it has none. Also returns a warning if the
    /// id differs from what the name suggests.
    pub(in crate::import) fn allocate(&mut self, name: &str, prefix: &str) -> (Option<Id>, Option<WarningKind>) {
        let has_other_letters = name.chars().any(|ch| ch.is_alphanumeric() && !ch.is_ascii());
        let slug = slugify(name);
        // `书生·浦语2` is not the model `2`.
        let says_nothing = has_other_letters && !slug.contains(|ch: char| ch.is_ascii_alphabetic());
        let base = if slug.is_empty() || says_nothing { format!("{prefix}-{}", self.ids.len() + 1) } else { slug };
        let mut id = base.clone();
        while !self.ids.insert(id.clone()) {
            let number = self.next_numbers.entry(base.clone()).or_insert(2);
            id = format!("{base}-{number}");
            *number += 1;
        }
        let name = name.to_owned();
        let warning = if id != base {
            Some(WarningKind::DuplicateName { name, id: id.clone() })
        } else if has_other_letters {
            Some(WarningKind::NotLatin { name, id: id.clone() })
        } else {
            None
        };
        (Id::try_from(id).ok(), warning)
    }
}

fn slugify(name: &str) -> String {
    let is_id_char = |ch: char| ch.is_ascii_alphanumeric() || ch == '.';
    let words = name.split(|ch| !is_id_char(ch)).filter(|word| word.chars().any(char::is_alphanumeric));
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.get(..MAX_SLUG_CHARS).map_or(&*slug, |start| start.trim_end_matches('-')).to_owned()
}

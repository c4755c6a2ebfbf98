//! The anchors of headings, to which the contents of a page lead.

use std::collections::HashMap;

/// The anchors that GitHub gives the headings of a page: a number tells equal ones apart.
#[derive(Default)]
pub(super) struct AnchorAllocator(HashMap<String, usize>);

impl AnchorAllocator {
    /// The anchor of the next heading.
    pub fn anchor(&mut self, heading: &str) -> String {
        let chars = heading.chars().filter(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '_'));
        let anchor = chars.collect::<String>().to_lowercase().replace(' ', "-");
        let count = self.0.entry(anchor.clone()).or_default();
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{}", *count - 1) }
    }
}

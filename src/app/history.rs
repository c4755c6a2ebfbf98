//! Queries that were asked before.

/// The queries of earlier times, and the one that is being recalled.
#[derive(Clone, Debug, Default)]
pub struct QueryHistory {
    /// The queries, the oldest first.
    queries: Vec<String>,
    /// How many steps back the bar is; 0 is what a person typed.
    steps_back: usize,
    /// What was typed before the first step back.
    draft: String,
}

impl QueryHistory {
    /// Queries of earlier runs, the oldest first.
    #[must_use]
    pub fn new(queries: Vec<String>) -> Self {
        Self { queries, ..Self::default() }
    }

    /// A query one step older than what the bar says.
    pub fn older(&mut self, now: &str) -> Option<String> {
        if self.steps_back == 0 {
            now.clone_into(&mut self.draft);
        }
        let older = self.queries.len().checked_sub(self.steps_back + 1)?;
        self.steps_back += 1;
        self.queries.get(older).cloned()
    }

    /// A query one step newer; at last what was typed.
    pub fn newer(&mut self) -> Option<String> {
        self.steps_back = self.steps_back.checked_sub(1)?;
        match self.steps_back {
            0 => Some(self.draft.clone()),
            back => self.queries.get(self.queries.len().checked_sub(back)?).cloned(),
        }
    }

    /// Forgets how far back the bar is: a person typed something else.
    pub fn reset_position(&mut self) {
        self.steps_back = 0;
    }

    /// Remembers a query; returns whether it is worth remembering: not blank,
    /// not the last one again.
    pub fn push(&mut self, query: &str) -> bool {
        self.steps_back = 0;
        let query = query.trim();
        let is_new = !query.is_empty() && self.queries.last().is_none_or(|last| last != query);
        if is_new {
            self.queries.retain(|other| other != query);
            self.queries.push(query.to_owned());
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_and_comes_forward_to_what_was_typed() {
        let mut history = QueryHistory::new(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(history.older("x").as_deref(), Some("b"));
        assert_eq!(history.older("b").as_deref(), Some("a"));
        assert_eq!(history.older("a"), None);
        assert_eq!(history.newer().as_deref(), Some("b"));
        assert_eq!(history.newer().as_deref(), Some("x"));
        assert_eq!(history.newer(), None);
    }

    #[test]
    fn remembers_each_query_once_at_its_latest_place() {
        let mut history = QueryHistory::default();
        assert!(history.push("a") && history.push("b") && history.push(" a "));
        assert!(!history.push("a") && !history.push("  "));
        assert_eq!(history.queries, ["b", "a"]);
    }
}

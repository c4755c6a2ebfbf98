//! The query history.

/// Earlier queries, and the position while stepping through them.
#[derive(Clone, Debug, Default)]
pub struct QueryHistory {
    /// The oldest first.
    queries: Vec<String>,
    /// 0 for the typed query, 1 for the newest earlier one.
    steps_back: usize,
    /// The typed query, restored on the way forward.
    draft: String,
}

impl QueryHistory {
    /// Creates a history from the queries of earlier runs, the oldest first.
    #[must_use]
    pub fn new(queries: Vec<String>) -> Self {
        Self { queries, ..Self::default() }
    }

    /// Steps back; `current` is the query in the search bar.
    pub fn older(&mut self, current: &str) -> Option<String> {
        if self.steps_back == 0 {
            current.clone_into(&mut self.draft);
        }
        let idx = self.queries.len().checked_sub(self.steps_back + 1)?;
        self.steps_back += 1;
        self.queries.get(idx).cloned()
    }

    /// Steps forward, and finally to the typed query.
    pub fn newer(&mut self) -> Option<String> {
        self.steps_back = self.steps_back.checked_sub(1)?;
        match self.steps_back {
            0 => Some(self.draft.clone()),
            steps_back => self.queries.get(self.queries.len().checked_sub(steps_back)?).cloned(),
        }
    }

    /// The queries, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &str> {
        self.queries.iter().rev().map(String::as_str)
    }

    /// Makes the next step back start from the newest query.
    pub fn reset_position(&mut self) {
        self.steps_back = 0;
    }

    /// Adds a query, without duplicates. Returns false for an empty one and for the newest one again.
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
    fn steps_back_and_forward_to_the_typed_query() {
        let mut history = QueryHistory::new(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(history.older("x").as_deref(), Some("b"));
        assert_eq!(history.older("b").as_deref(), Some("a"));
        assert_eq!(history.older("a"), None);
        assert_eq!(history.newer().as_deref(), Some("b"));
        assert_eq!(history.newer().as_deref(), Some("x"));
        assert_eq!(history.newer(), None);
    }

    #[test]
    fn a_repeated_query_moves_to_the_end() {
        let mut history = QueryHistory::default();
        assert!(history.push("a") && history.push("b") && history.push(" a "));
        assert!(!history.push("a") && !history.push("  "));
        assert_eq!(history.queries, ["b", "a"]);
    }
}

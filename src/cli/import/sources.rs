//! The files that a list was read from, for messages.

use llm_catalog::Foreign;

/// The files that a list was read from.
#[derive(Debug)]
pub(super) struct Sources {
    /// The name of each file, and the line of the list at which it begins, from 1.
    files: Vec<(String, usize)>,
}

impl Sources {
    /// One file.
    pub(super) fn file(name: &str) -> Self {
        Self { files: vec![(name.to_owned(), 1)] }
    }

    /// Files one after the other, each with the line of the list at which it begins.
    pub(super) fn files(files: Vec<(String, usize)>) -> Self {
        Self { files }
    }

    /// A location as `file:line: `, or `file: ` without a line.
    pub(super) fn location(&self, line: Option<usize>) -> String {
        let of_line = |line: usize| self.files.iter().rev().find(|(_, first)| *first <= line);
        match line.and_then(|line| Some((of_line(line)?, line))) {
            Some(((file, first), line)) => format!("{}:{}: ", Foreign::long(file), line + 1 - first),
            None => self.files.first().map_or_else(String::new, |(file, _)| format!("{}: ", Foreign::long(file))),
        }
    }
}

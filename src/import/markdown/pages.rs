//! Pages that are read as one.

/// The text of several pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// One page after the other.
    pub text: String,
    /// The line at which each page begins, from 1.
    pub first_lines: Vec<usize>,
}

/// Joins pages. A table at the end of a page goes on in the next if that begins with a row and has no headings of its own.
#[must_use]
pub fn join(pages: &[String]) -> Pages {
    let (mut joined, mut lines) = (Pages::default(), 0);
    for page in pages {
        if begins_with_row(page) && ends_with_row(&joined.text) {
            let length = joined.text.trim_end().len();
            joined.text.truncate(length);
            joined.text.push('\n');
            lines = joined.text.matches('\n').count();
        } else if !joined.text.is_empty() {
            let end = if joined.text.ends_with('\n') { "\n" } else { "\n\n" };
            joined.text.push_str(end);
            lines += end.len();
        }
        joined.first_lines.push(lines + 1);
        joined.text.push_str(page);
        lines += page.matches('\n').count();
    }
    joined
}

/// Joins texts whose records end with their lines, whether or not the last line has an end.
#[must_use]
pub fn join_lines(texts: &[String]) -> Pages {
    let (mut joined, mut lines) = (Pages::default(), 0);
    for text in texts {
        if !joined.text.is_empty() && !joined.text.ends_with('\n') {
            joined.text.push('\n');
            lines += 1;
        }
        joined.first_lines.push(lines + 1);
        joined.text.push_str(text);
        lines += text.matches('\n').count();
    }
    joined
}

/// Whether a page begins with a row of a table whose headings are elsewhere.
fn begins_with_row(page: &str) -> bool {
    let mut lines = page.lines();
    let is_row = lines.next().is_some_and(|line| line.trim_start().starts_with('|'));
    let is_delimiter = |line: &str| line.contains('-') && line.chars().all(|ch| "|-: ".contains(ch));
    is_row && !lines.next().is_some_and(is_delimiter)
}

fn ends_with_row(text: &str) -> bool {
    text.lines().rev().find(|line| !line.trim().is_empty()).is_some_and(|line| line.trim_start().starts_with('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_goes_on_in_the_next_page() {
        let join = |pages: &[&str]| {
            let joined = join(&pages.iter().map(|page| (*page).to_owned()).collect::<Vec<_>>());
            (joined.text, joined.first_lines)
        };
        let head = "| A |\n|---|\n| 1 |\n\n";
        assert_eq!(join(&[head, "| 2 |\n"]), ("| A |\n|---|\n| 1 |\n| 2 |\n".to_owned(), vec![1, 4]));
        let (text, first_lines) = join(&["# A", head, "text"]);
        assert_eq!((text.as_str(), first_lines), ("# A\n\n| A |\n|---|\n| 1 |\n\n\ntext", vec![1, 3, 8]));
        assert_eq!(join(&[head, head]).1, [1, 6]);
    }
}

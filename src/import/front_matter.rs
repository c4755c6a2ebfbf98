//! The front matter of a Markdown page: keys and values in YAML between two lines of dashes at its start.

/// Splits a page after its front matter, if it has one. A line of dashes alone may also be a rule.
pub(super) fn split_front_matter(page: &str) -> Option<(&str, &str)> {
    let mut lines = page.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let (mut end, mut has_key) = (first.len(), false);
    for line in lines {
        end += line.len();
        if ["---", "..."].contains(&line.trim_end()) {
            return page.split_at_checked(end).filter(|_| has_key);
        }
        let is_continued = line.starts_with([' ', '\t', '-', '#', ']', '}']) || line.trim().is_empty();
        let is_key = is_yaml_key(line.trim_end());
        has_key |= is_key;
        if !(is_key || has_key && is_continued) {
            return None;
        }
    }
    None
}

/// Whether a line begins with a key of YAML and a colon.
pub(super) fn is_yaml_key(line: &str) -> bool {
    let key = line.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with(' ')).map(|(key, _)| key);
    key.is_some_and(|key| !key.is_empty() && key.chars().all(|ch| ch.is_ascii_alphanumeric() || "_-".contains(ch)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_has_keys_and_an_end() {
        let page = "---\ntitle: X\ntags:\n  - a\n- b\n\n---\n# X\n";
        assert_eq!(split_front_matter(page).map(|(_, rest)| rest), Some("# X\n"));
        for page in
            ["---\n\n# X\n\n---\n", "---\ntitle: X\n# Y\n", "---\n---\n", "---\nSome text\n---\n", "a: b\n---\n", ""]
        {
            assert_eq!(split_front_matter(page), None, "{page}");
        }
    }
}

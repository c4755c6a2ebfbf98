//! Markdown syntax: escaping, links, table rows.

use llm_catalog::link::Url;

/// A link whose text is Markdown already.
pub(crate) fn markdown_link(text: &str, url: &Url) -> String {
    let encoded = [("(", "%28"), (")", "%29"), ("|", "%7C")];
    let url = encoded.iter().fold(url.to_string(), |url, (ch, code)| url.replace(ch, code));
    format!("[{text}]({url})")
}

pub(super) fn table_row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Escapes the characters that Markdown would interpret.
pub(crate) fn escape_markdown(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        if matches!(ch, '\\' | '|' | '*' | '_' | '[' | ']' | '<' | '>' | '`') {
            out.push('\\');
        }
        out.push(ch);
    }
    out
}

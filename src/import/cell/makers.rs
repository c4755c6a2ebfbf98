//! Lists of organizations: `Acme, Beta`, `Acme / Beta`, `清华、智谱`.

use std::{collections::HashSet, sync::LazyLock};

use llm_catalog::text::sanitize;

use crate::builtin;

/// Reads the organizations in a cell, without duplicates.
pub(in crate::import) fn read_makers(text: &str) -> Vec<String> {
    let mut makers: Vec<String> = Vec::new();
    for part in split(text) {
        let part = sanitize(part.trim().trim_end_matches('等').trim_end_matches("et al."));
        if let Some(last) = makers.last_mut().filter(|last| is_part_of_name(last, &part)) {
            last.extend([", ", &part]);
        } else if part.chars().any(char::is_alphanumeric) && !makers.contains(&part) {
            makers.push(part);
        }
    }
    makers
}

/// Splits at the separators outside of brackets. An ampersand without blanks around it is part of a name, as in `AT&T`.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, ch) in text.char_indices() {
        let is_blank = |ch: Option<char>| ch.is_some_and(char::is_whitespace);
        let is_separator = match ch {
            '(' | '（' | '[' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            '&' => {
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                let after = text.get(at + 1..).and_then(|after| after.chars().next());
                is_blank(before) && is_blank(after)
            }
            ch => [',', '，', '/', '、', ';', '；', '|', '\n'].contains(&ch),
        };
        if is_separator && depth == 0 {
            parts.extend(text.get(start..at));
            start = at + ch.len_utf8();
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// The names of the built-in catalogue that have a comma, such as `Institute of Computing Technology, CAS`.
static NAMES_WITH_COMMAS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let index = builtin::index().unwrap_or_default();
    let names = index.meta().organizations.iter().flat_map(|known| [&known.name].into_iter().chain(&known.aliases));
    names.filter(|name| name.contains(", ")).cloned().collect()
});

/// Whether what follows a comma is part of the name before it: `Acme, Inc.`, `University of California, Berkeley`.
fn is_part_of_name(name: &str, part: &str) -> bool {
    let suffix = part.trim_end_matches('.').to_lowercase();
    ["inc", "ltd", "llc", "co", "corp", "gmbh", "s.a", "plc"].contains(&suffix.as_str())
        || name == "University of California"
        || NAMES_WITH_COMMAS.contains(&format!("{name}, {part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makers_are_split_where_they_are_a_list() {
        for (text, expected) in [
            ("Acme, Beta", "Acme|Beta"),
            ("Acme / Beta", "Acme|Beta"),
            ("清华、智谱", "清华|智谱"),
            ("Acme & Beta", "Acme|Beta"),
            ("AT&T; Beta", "AT&T|Beta"),
            ("Acme, Inc.", "Acme, Inc."),
            ("UC Berkeley (EECS, BAIR), Acme", "UC Berkeley (EECS, BAIR)|Acme"),
            ("University of California, Berkeley, Acme", "University of California, Berkeley|Acme"),
            ("Acme, Acme", "Acme"),
            (" - ", ""),
        ] {
            assert_eq!(read_makers(text).join("|"), expected, "{text}");
        }
    }
}

//! Lists of organizations: `Acme, Beta`, `Acme / Beta`, `清华、智谱`.

use std::{collections::HashSet, sync::LazyLock};

use llm_catalog::text::sanitize;

use crate::{
    builtin,
    import::{footnotes::strip_marks, vendor},
};

/// What separates organizations, but for signs and words that may be part of a name.
const SEPARATORS: [char; 9] = [',', '，', '/', '、', ';', '；', '|', '\n', '\r'];
/// What separates organizations where what is on both sides is one by itself.
const JOINING_WORDS: [&str; 9] = [" & ", " + ", "&", "+", " x ", " × ", " and ", "和", "与"];
/// Words that no name begins or ends with, so that it goes on in another line.
const INNER_WORDS: [&str; 6] = ["of", "for", "the", "at", "and", "&"];

/// Reads the organizations in the lines of a cell, without duplicates and marks of footnotes.
pub(in crate::import) fn read_listed_makers(lines: &[String]) -> Vec<String> {
    let mut text = String::new();
    for line in lines {
        let (last, first) = (text.split_whitespace().last(), line.split_whitespace().next());
        let is_inner = [last, first].into_iter().flatten().any(|word| INNER_WORDS.contains(&word));
        text.push(if is_inner || line.starts_with(['(', '（']) { ' ' } else { '\n' });
        text.push_str(line);
    }
    let names = split(&text).into_iter().map(strip_marks).collect::<Vec<_>>().join("\n");
    read_makers(&names)
}

/// Reads the organizations in a cell, without duplicates.
pub(in crate::import) fn read_makers(text: &str) -> Vec<String> {
    join_names(split(text).into_iter().map(|part| {
        let part = part.trim().trim_end_matches('等').trim_end_matches("et al.");
        // `Acme, Beta, and Gamma` is a list.
        sanitize(part.strip_prefix("and ").filter(|_| !text.trim_start().starts_with("and ")).unwrap_or(part))
    }))
}

/// Reads the organizations in a cell of a page that the program exported, where only commas separate them.
pub(in crate::import) fn read_exported_makers(text: &str) -> Vec<String> {
    join_names(text.split(", ").map(sanitize))
}

/// The names of a list that was split at commas, each with what follows a comma in it, and without duplicates.
fn join_names(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut makers: Vec<String> = Vec::new();
    for part in parts {
        if let Some(last) = makers.last_mut().filter(|last| is_part_of_name(last, &part)) {
            last.extend([", ", &part]);
        } else if part.chars().any(char::is_alphanumeric) && !makers.contains(&part) {
            makers.push(part);
        }
    }
    makers
}

/// Splits at the separators outside of brackets. An ampersand and `and` may be part of a name, as in `Acme & Co`: they
/// separate what are organizations by themselves.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, ch) in text.char_indices() {
        let is_separator = match ch {
            '(' | '（' | '[' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            ch => SEPARATORS.contains(&ch),
        };
        let (before, rest) = (text.get(start..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        let joining = || {
            if before.len() > MAX_NAME_BYTES {
                return None;
            }
            let word = JOINING_WORDS.into_iter().find(|word| rest.starts_with(word))?;
            let after = rest.get(word.len()..)?;
            (is_organization(before) && is_organization(first(after))).then_some(word.len())
        };
        let length = if is_separator { Some(ch.len_utf8()) } else { joining() };
        if let Some(length) = length.filter(|_| depth == 0 && at >= start) {
            parts.push(before);
            start = at + length;
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// No organization has a longer name: what is longer is not searched for one, however long a cell is.
const MAX_NAME_BYTES: usize = 200;

/// The part of a text before its first separator, as far as it may be a name.
fn first(text: &str) -> &str {
    let end = text.char_indices().map(|(at, ch)| at + ch.len_utf8()).take_while(|end| *end <= MAX_NAME_BYTES).last();
    let text = text.get(..end.unwrap_or_default()).unwrap_or_default();
    let end = JOINING_WORDS.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text).split(SEPARATORS).next().unwrap_or_default()
}

/// Whether a text is the name of an organization by itself: one that is known, or one with a word for organizations.
pub(in crate::import) fn is_organization(text: &str) -> bool {
    let text = text.trim();
    let mut words = text.split(|ch: char| !ch.is_alphanumeric()).map(str::to_lowercase);
    words.any(|word| ORGANIZATION_WORDS.contains(&word.as_str()))
        || ORGANIZATION_ENDS_ZH.iter().any(|end| text.ends_with(end))
        || vendor::by_alias(text).is_some()
        || NAMES.contains(&text.to_lowercase())
}

/// Words of names of organizations. `Co` is none of them: it follows an ampersand.
const ORGANIZATION_WORDS: [&str; 12] =
    ["university", "institute", "college", "academy", "laboratory", "lab", "labs", "inc", "ltd", "llc", "corp", "gmbh"];
/// The same in Chinese.
const ORGANIZATION_ENDS_ZH: [&str; 6] = ["大学", "学院", "研究院", "研究所", "实验室", "公司"];

/// The names of organizations in the built-in catalogue, in lower case.
static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let index = builtin::index().unwrap_or_default();
    let names = index.meta().organizations.iter().flat_map(|known| [&known.name].into_iter().chain(&known.aliases));
    names.map(|name| name.to_lowercase()).collect()
});

/// Whether what follows a comma is part of the name before it: `Acme, Inc.`, `University of California, Berkeley`.
fn is_part_of_name(name: &str, part: &str) -> bool {
    let suffix = part.trim_end_matches('.').to_lowercase();
    ["inc", "ltd", "llc", "co", "corp", "gmbh", "s.a", "plc"].contains(&suffix.as_str())
        || name == "University of California"
        || NAMES.contains(&format!("{name}, {part}").to_lowercase())
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
            ("Acme & Beta", "Acme & Beta"),
            ("O'Neil & Co", "O'Neil & Co"),
            ("Ernst & Young", "Ernst & Young"),
            ("Texas A & M University", "Texas A & M University"),
            ("Google & Meta AI", "Google|Meta AI"),
            ("Acme Inc & Beta Labs, Gamma", "Acme Inc|Beta Labs|Gamma"),
            ("甲大学 & 乙研究院", "甲大学|乙研究院"),
            ("Google, Inc., and Stanford", "Google, Inc.|Stanford"),
            ("Google + OpenAI", "Google|OpenAI"),
            ("Tencent + Foo", "Tencent + Foo"),
            ("Google x OpenAI", "Google|OpenAI"),
            ("Google+OpenAI", "Google|OpenAI"),
            ("甲大学&乙研究院", "甲大学|乙研究院"),
            ("Acme x Beta", "Acme x Beta"),
            ("Meta and Google", "Meta|Google"),
            ("Meta, Google and OpenAI", "Meta|Google|OpenAI"),
            ("Rand and Co", "Rand and Co"),
            ("甲大学和乙研究院", "甲大学|乙研究院"),
            ("和记公司", "和记公司"),
            ("AT&T; Beta", "AT&T|Beta"),
            ("Acme, Inc.", "Acme, Inc."),
            ("UC Berkeley (EECS, BAIR), Acme", "UC Berkeley (EECS, BAIR)|Acme"),
            ("University of California, Berkeley, Acme", "University of California, Berkeley|Acme"),
            ("Acme, Acme", "Acme"),
            (" - ", ""),
        ] {
            assert_eq!(read_makers(text).join("|"), expected, "{text}");
        }
        for (text, expected) in
            [("Google¹", "Google"), ("Google¹, Meta*", "Google|Meta"), ("Acme, Inc.²", "Acme, Inc.")]
        {
            assert_eq!(read_listed_makers(&[text.to_owned()]).join("|"), expected, "{text}");
        }
        for (lines, expected) in [
            (["Acme", "Beta"], "Acme|Beta"),
            (["甲大学", "乙"], "甲大学|乙"),
            (["University of", "Oslo"], "University of Oslo"),
            (["Acme", "(Research)"], "Acme (Research)"),
        ] {
            assert_eq!(read_listed_makers(&lines.map(str::to_owned)).join("|"), expected, "{lines:?}");
        }
        assert_eq!(read_exported_makers("Acme / Beta, Google & Meta, Gamma; Delta, Inc.").len(), 3);
    }

    #[test]
    fn a_long_cell_takes_time_in_proportion_to_its_length() {
        // In proportion to the square it would not end.
        assert_eq!(read_makers(&"Acme & Beta & ".repeat(200_000)).len(), 1);
        assert_eq!(read_makers(&format!("{}Google", "Google & ".repeat(200_000))), ["Google"]);
    }
}

//! The settings of scores: how they were measured.

/// The kinds of parts of a setting, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PartKind {
    Weights,
    Shots,
    ChainOfThought,
    Thinking,
    Effort,
    Tools,
    /// A harness, a subset or a note.
    Other,
    Sampling,
    Date,
}

/// Other spellings of parts, in lower case, with their normal form.
const SYNONYMS: [(&str, &str); 34] = [
    ("pretrained", "base"),
    ("pre-trained", "base"),
    ("pretrained version", "base"),
    ("pre-trained version", "base"),
    ("instruction-tuned", "instruct"),
    ("sft only", "sft"),
    ("zero-shot", "0-shot"),
    ("one-shot", "1-shot"),
    ("chain of thought", "CoT"),
    ("chain-of-thought", "CoT"),
    ("with cot", "CoT"),
    ("non-cot", "no CoT"),
    ("without cot", "no CoT"),
    ("think", "thinking"),
    ("reasoning", "thinking"),
    ("with thinking", "thinking"),
    ("with reasoning", "thinking"),
    ("thinking on", "thinking"),
    ("reasoning on", "thinking"),
    ("extended thinking", "thinking"),
    ("no think", "no thinking"),
    ("non-thinking", "no thinking"),
    ("nonthinking", "no thinking"),
    ("without thinking", "no thinking"),
    ("thinking off", "no thinking"),
    ("no reasoning", "no thinking"),
    ("non-reasoning", "no thinking"),
    ("without reasoning", "no thinking"),
    ("reasoning off", "no thinking"),
    ("tools", "with tools"),
    ("without tools", "no tools"),
    ("tool use", "with tools"),
    ("single-attempt", "single attempt"),
    ("one attempt", "single attempt"),
];
/// Parts that are written as they are here, in their kind.
const KEYWORDS: [(&str, PartKind); 20] = [
    ("base", PartKind::Weights),
    ("instruct", PartKind::Weights),
    ("chat", PartKind::Weights),
    ("sft", PartKind::Weights),
    ("rl", PartKind::Weights),
    ("preview", PartKind::Weights),
    ("few-shot", PartKind::Shots),
    ("CoT", PartKind::ChainOfThought),
    ("no CoT", PartKind::ChainOfThought),
    ("short CoT", PartKind::ChainOfThought),
    ("long CoT", PartKind::ChainOfThought),
    ("thinking", PartKind::Thinking),
    ("no thinking", PartKind::Thinking),
    ("budget forcing", PartKind::Effort),
    ("with tools", PartKind::Tools),
    ("no tools", PartKind::Tools),
    ("bash only", PartKind::Tools),
    ("agentic", PartKind::Other),
    ("greedy", PartKind::Sampling),
    ("single attempt", PartKind::Sampling),
];
const EFFORTS: [&str; 8] = ["minimal", "low", "medium", "high", "xhigh", "ultra", "max", "maximum"];
/// The months by their names, as settings have them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Names of harnesses and subsets that look like other words.
const PROPER_NAMES: [&str; 5] = ["Agentless", "Aider", "Codex", "Moatless", "Terminus"];

/// The normal form of a setting: known parts in their usual words, and all in the order
/// weights, shots, chain of thought, thinking, effort, tools, harness or subset, sampling, date.
///
/// Two scores were measured alike if their settings have the same normal form.
#[must_use]
pub fn normalize_setting(setting: &str) -> String {
    let mut parts: Vec<(PartKind, String)> = Vec::new();
    for part in setting.split([',', ';', '，', '；']) {
        let words = part.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in normalize_part(&words) {
            if !part.1.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    parts.sort_by_key(|(kind, _)| *kind);
    parts.into_iter().map(|(_, part)| part).collect::<Vec<_>>().join(", ")
}

/// Whether two scores were measured alike; a missing setting is like a missing one only.
#[must_use]
pub fn is_same_setting(setting: Option<&str>, other: Option<&str>) -> bool {
    setting.map(normalize_setting) == other.map(normalize_setting)
}

/// The part of a setting that says how a model was asked and measured: shots, chain of thought, tools, harness, subset,
/// version, sampling and date, without what says which weights or mode of the model was measured.
///
/// Scores of different models compare if their protocol and who reports them are the same.
#[must_use]
pub fn evaluation_protocol(setting: &str) -> String {
    let setting = normalize_setting(setting);
    let is_of_model = |part: &str| {
        let kinds = normalize_part(part);
        kinds.iter().all(|(kind, _)| matches!(kind, PartKind::Weights | PartKind::Thinking | PartKind::Effort))
    };
    setting.split(", ").filter(|part| !is_of_model(part)).collect::<Vec<_>>().join(", ")
}

/// The normal forms of what one part says.
fn normalize_part(part: &str) -> Vec<(PartKind, String)> {
    let lower = part.to_lowercase();
    // Examples with a chain of thought are two parts.
    if let Some(shots) = lower.strip_suffix(" cot").filter(|shots| shots.ends_with("-shot")) {
        return [shots, "CoT"].into_iter().flat_map(normalize_part).collect();
    }
    if let Some(effort) = effort_of_thinking(&lower) {
        return vec![(PartKind::Thinking, "thinking".to_owned()), (PartKind::Effort, effort)];
    }
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == lower);
    let part = synonym.map_or(part, |(_, normal)| *normal);
    let lower = part.to_lowercase();
    if let Some((keyword, kind)) = KEYWORDS.iter().find(|(keyword, _)| keyword.to_lowercase() == lower) {
        return vec![(*kind, (*keyword).to_owned())];
    }
    let words: Vec<_> = lower.split(' ').collect();
    let kind = match words.as_slice() {
        [shots] if shots.strip_suffix("-shot").is_some_and(is_number) => PartKind::Shots,
        [budget, "thinking"] if budget.strip_suffix('k').is_some_and(is_number) => {
            let budget = budget.to_uppercase();
            return vec![(PartKind::Thinking, format!("{budget} thinking"))];
        }
        [level, "effort"] if EFFORTS.contains(level) => PartKind::Effort,
        ["effort", level] if is_number(level) => PartKind::Effort,
        [sampling] if sampling.split_once('@').is_some_and(|(name, count)| !name.is_empty() && is_number(count)) => {
            return vec![(PartKind::Sampling, normalize_sampling(part))];
        }
        [count, "samples" | "trials" | "attempts"] if is_number(count) => PartKind::Sampling,
        ["mean", "of", count, ..] if is_number(count) => PartKind::Sampling,
        _ if is_date(part) => return vec![(PartKind::Date, part.to_owned())],
        _ => return vec![(PartKind::Other, lower_first_word(part))],
    };
    vec![(kind, lower)]
}

/// The effort of `high reasoning` or `thinking high`: `high effort`.
fn effort_of_thinking(part: &str) -> Option<String> {
    let ((level, "thinking" | "reasoning") | ("thinking" | "reasoning", level)) = part.split_once(' ')? else {
        return None;
    };
    EFFORTS.contains(&level).then(|| format!("{level} effort"))
}

/// `maj@8` for `Maj@8` and `maj1@8`. `CoT@32` keeps its name.
fn normalize_sampling(part: &str) -> String {
    let Some((name, count)) = part.split_once('@') else { return part.to_owned() };
    match name.to_lowercase().as_str() {
        "maj1" | "majority" | "maj" => format!("maj@{count}"),
        name @ ("pass" | "cons" | "avg") => format!("{name}@{count}"),
        _ => part.to_owned(),
    }
}

/// The part without the upper-case letter of an ordinary word at its beginning. What has further upper-case letters or
/// digits, such as `OpenHands`, is a name.
fn lower_first_word(part: &str) -> String {
    let word = part.split(' ').next().unwrap_or_default();
    let is_ordinary = word.chars().skip(1).all(|ch| ch.is_lowercase() || ch == '-') && word.chars().count() > 1;
    match part.chars().next() {
        Some(first) if is_ordinary && !PROPER_NAMES.contains(&word) => {
            first.to_lowercase().chain(part.chars().skip(1)).collect()
        }
        _ => part.to_owned(),
    }
}

/// Whether a part is a month with its year, such as `May 2026`, or a date such as `2026-05`.
fn is_date(part: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.chars().all(|ch| ch.is_ascii_digit());
    match part.split_once(' ') {
        Some((month, year)) => MONTHS.contains(&month) && is_year(year),
        None => part.split('-').next().is_some_and(is_year) && part.chars().all(|ch| ch.is_ascii_digit() || ch == '-'),
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_one_form() {
        for (setting, expected) in [
            ("5-shot", "5-shot"),
            ("5-shot CoT", "5-shot, CoT"),
            ("CoT,  8-shot", "8-shot, CoT"),
            ("0-shot cot, 2024-04-09", "0-shot, CoT, 2024-04-09"),
            ("Reasoning", "thinking"),
            ("high reasoning; no tools", "thinking, high effort, no tools"),
            ("Instruct, pass@1", "instruct, pass@1"),
            ("pass@1, Instruct, 0-Shot", "instruct, 0-shot, pass@1"),
            ("maj1@64", "maj@64"),
            ("MATH-500, 0-shot CoT", "0-shot, CoT, MATH-500"),
            ("80k thinking", "80K thinking"),
            ("non-thinking, pass@1, OpenHands", "no thinking, OpenHands, pass@1"),
            ("Preview", "preview"),
            ("Agentless", "Agentless"),
            ("CoT@32", "CoT@32"),
            ("thinking, thinking", "thinking"),
            ("May 2026, no tools", "no tools, May 2026"),
            ("", ""),
        ] {
            assert_eq!(normalize_setting(setting), expected);
            assert_eq!(normalize_setting(expected), expected, "a normal form is its own");
        }
    }

    #[test]
    fn the_protocol_is_the_setting_without_the_mode_of_the_model() {
        for (setting, protocol) in [
            ("5-shot", "5-shot"),
            ("base, 5-shot", "5-shot"),
            ("Thinking, v4.0, May 2026", "v4.0, May 2026"),
            ("high effort, no tools", "no tools"),
            ("no thinking", ""),
            ("", ""),
        ] {
            assert_eq!(evaluation_protocol(setting), protocol, "{setting}");
        }
    }

    #[test]
    fn a_missing_setting_is_like_a_missing_one_only() {
        assert!(is_same_setting(None, None));
        assert!(is_same_setting(Some("0-shot CoT"), Some("0-shot, CoT")));
        assert!(!is_same_setting(Some("5-shot"), None));
        assert!(!is_same_setting(Some("5-shot"), Some("base, 5-shot")));
    }
}

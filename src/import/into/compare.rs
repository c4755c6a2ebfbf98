//! What an entry of an import has that the entry of the file lacks, and where they contradict each other.

use serde_json::{Map, Value};

use llm_catalog::{Model, quantity::Quantity};
use llm_index::fold_name;

use crate::import::{into::file_editor::Step, placeholder_text};

/// Something that the entry of the file lacks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fill {
    /// The table or the list that lacks it.
    pub path: Vec<Step>,
    /// The key in a table; `None` for an element of a list.
    pub key: Option<String>,
    pub value: Value,
}

/// A value that a person has to decide.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contradiction {
    pub path: Vec<Step>,
    pub theirs: Value,
    pub ours: Value,
}

#[derive(Debug, Default)]
pub(super) struct Comparison {
    pub fills: Vec<Fill>,
    pub contradictions: Vec<Contradiction>,
}

/// Texts in the words of whoever keeps the file; another wording is no difference.
const PROSE_KEYS: [&str; 4] = ["summary", "insight", "description", "note"];
/// What says nothing of the model itself.
const SKIPPED_KEYS: [&str; 2] = ["id", "added"];
/// Dates, which may be more or less precise.
const DATE_KEYS: [&str; 5] = ["released", "knowledge", "since", "checked", "date"];

/// Figures, which may be rounded.
const QUANTITY_KEYS: [&str; 5] = ["parameters", "active", "tokens", "amount", "bytes"];
/// A figure that is further off than this part of it is another one, however few digits it has.
const MAX_ROUNDING: u64 = 5;

/// Compares an entry of the file with one of an import. `same_organization` says whether two names are of one.
pub(super) fn compare_entries(
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    same_organization: &dyn Fn(&str, &str) -> bool,
) -> Comparison {
    let mut comparer = Comparer { found: Comparison::default(), same_organization };
    let ours = without_empty_values(ours);
    let theirs = with_own_variant_names(&ours, &without_empty_values(theirs));
    for (key, value) in &theirs {
        comparer.compare_key(key, value, &ours);
    }
    comparer.keep_backed_fields();
    comparer.found
}

struct Comparer<'a> {
    found: Comparison,
    same_organization: &'a dyn Fn(&str, &str) -> bool,
}

fn key(key: &str) -> Step {
    Step::Key(key.to_owned())
}

impl Comparer<'_> {
    fn fill(&mut self, path: Vec<Step>, key: Option<&str>, value: &Value) {
        self.found.fills.push(Fill { path, key: key.map(str::to_owned), value: value.clone() });
    }

    fn contradict(&mut self, path: Vec<Step>, theirs: &Value, ours: &Value) {
        self.found.contradictions.push(Contradiction { path, theirs: theirs.clone(), ours: ours.clone() });
    }

    fn compare_key(&mut self, name: &str, theirs: &Value, ours: &Map<String, Value>) {
        if SKIPPED_KEYS.contains(&name) || is_placeholder(theirs) {
            return;
        }
        let path = vec![key(name)];
        match (name, ours.get(name), theirs) {
            ("name", Some(own), theirs) => {
                if !has_name(ours, theirs) {
                    self.contradict(path, theirs, own);
                }
            }
            ("aliases", own, Value::Array(theirs)) => self.compare_aliases(own, theirs, ours),
            ("variant", _, Value::Array(theirs)) => self.compare_variants(theirs, ours),
            ("training", own, Value::Array(theirs)) => self.compare_training(own, theirs, ours),
            (_, None, theirs) => self.fill_missing(name, theirs, ours),
            ("links", Some(Value::Array(own)), Value::Array(theirs)) => self.compare_links(own, theirs, ours),
            ("sources", Some(Value::Array(own)), Value::Array(theirs)) => {
                let is_known = |source: &&Value| !own.iter().any(|other| url(other) == url(source));
                theirs.iter().filter(is_known).for_each(|source| self.fill(path.clone(), None, source));
            }
            ("score", Some(Value::Array(own)), Value::Array(theirs)) => {
                self.compare_scores(&with_default_variant(own, ours), theirs);
            }
            ("claim" | "training_run", Some(Value::Array(own)), Value::Array(theirs)) => {
                self.compare_keyed_list(name, own, theirs);
            }
            (_, Some(Value::Object(own)), Value::Object(theirs)) => self.compare_tables(&path, own, theirs),
            (_, Some(own), theirs) => self.compare_values(name, path, own, theirs),
        }
    }

    /// A key that the model lacks, which its variants may state instead.
    fn fill_missing(&mut self, name: &str, theirs: &Value, ours: &Map<String, Value>) {
        let of_variants: Vec<_> = list(ours, "variant").iter().filter_map(|variant| variant.get(name)).collect();
        if of_variants.is_empty() {
            self.fill(Vec::new(), Some(name), theirs);
        } else if let Some(own) = of_variants.iter().find(|own| !self.agrees(name, own, theirs)) {
            self.contradict(vec![key(name)], theirs, own);
        }
    }

    fn compare_aliases(&mut self, own: Option<&Value>, theirs: &[Value], ours: &Map<String, Value>) {
        let new: Vec<_> = theirs.iter().filter(|alias| !has_name(ours, alias)).cloned().collect();
        if new.is_empty() {
            return;
        }
        match own {
            Some(_) => new.iter().for_each(|alias| self.fill(vec![key("aliases")], None, alias)),
            None => self.fill(Vec::new(), Some("aliases"), &Value::Array(new)),
        }
    }

    /// A link of a kind that the entry lacks is added; another link of the same kind is for a person to choose.
    fn compare_links(&mut self, own: &[Value], theirs: &[Value], ours: &Map<String, Value>) {
        let checkpoints = || list(ours, "variant").iter().filter_map(|variant| variant.get("checkpoint"));
        for link in theirs {
            if own.iter().chain(checkpoints()).any(|other| url(other) == url(link)) {
                continue;
            }
            let path = vec![key("links")];
            match own.iter().find(|other| other.get("kind") == link.get("kind")) {
                Some(other) => self.contradict(path, link, other),
                None => self.fill(path, None, link),
            }
        }
    }

    /// Amounts of training data are filled only if the file has none: another kind of amount is often the same data,
    /// counted otherwise.
    fn compare_training(&mut self, own: Option<&Value>, theirs: &[Value], ours: &Map<String, Value>) {
        let tokens: Vec<_> = list(ours, "variant").iter().filter_map(|variant| variant.get("tokens")).collect();
        let own = own.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if own.is_empty() && tokens.is_empty() {
            self.fill(Vec::new(), Some("training"), &Value::Array(theirs.to_vec()));
            return;
        }
        for amount in theirs {
            let Some(text) = amount.get("amount") else { continue };
            let is_same = |other: &&Value| statement_key("training", other) == statement_key("training", amount);
            let mut known =
                own.iter().filter(is_same).filter_map(|other| other.get("amount")).chain(tokens.iter().copied());
            if !known.any(|own| self.agrees("amount", own, text)) {
                let own = own.iter().find(is_same).or(own.first()).or(tokens.first().copied());
                self.contradict(vec![key("training")], amount, own.unwrap_or(&Value::Null));
            }
        }
    }

    /// A score that does not say of which variant it is, or how it was measured, may be one that the file has.
    fn compare_scores(&mut self, own: &[Value], theirs: &[Value]) {
        for score in theirs {
            let is_vague = score.get("variant").is_none() || score.get("setting").is_none();
            let on_same = |other: &&Value| other.get("benchmark") == score.get("benchmark");
            let fits = |other: &&Value| {
                let agrees = |key: &str| score.get(key).is_none_or(|value| other.get(key) == Some(value));
                on_same(other) && agrees("variant") && agrees("setting")
            };
            let candidates: Vec<_> = own.iter().enumerate().filter(|(_, other)| fits(other)).collect();
            match candidates.first() {
                Some(_) if candidates.iter().any(|(_, other)| other.get("value") == score.get("value")) => {}
                Some((idx, other)) if is_vague => {
                    let path = vec![key("score"), Step::Index(*idx), key("value")];
                    let value = |score: &Value| score.get("value").cloned().unwrap_or_default();
                    self.contradict(path, &value(score), &value(other));
                }
                _ => self.compare_keyed_list("score", own, std::slice::from_ref(score)),
            }
        }
    }

    /// Lists whose elements are statements: one about something else is added, the same with another value contradicts.
    fn compare_keyed_list(&mut self, name: &str, own: &[Value], theirs: &[Value]) {
        for element in theirs {
            let is_same = |other: &&Value| statement_key(name, other) == statement_key(name, element);
            match own.iter().enumerate().find(|(_, other)| is_same(other)) {
                None => self.fill(vec![key(name)], None, element),
                // What a claim became is for a person to say.
                Some(_) if name == "claim" => {}
                Some((idx, other)) => {
                    let keys = ["value", "chips", "chip_hours", "flop"];
                    for value_key in keys.into_iter().filter(|key| element.get(key).is_some()) {
                        let (Some(own), Some(theirs)) = (other.get(value_key), element.get(value_key)) else {
                            continue;
                        };
                        if !self.agrees(value_key, own, theirs) {
                            self.contradict(vec![key(name), Step::Index(idx), key(value_key)], theirs, own);
                        }
                    }
                }
            }
        }
    }

    /// A table is filled only if nothing in it contradicts: the address of one license is not that of another.
    fn compare_tables(&mut self, path: &[Step], own: &Map<String, Value>, theirs: &Map<String, Value>) {
        let name = match path.last() {
            Some(Step::Key(name)) => name.clone(),
            _ => String::new(),
        };
        if PROSE_KEYS.contains(&name.as_str()) || same_license(own, theirs) {
            return;
        }
        let contradicting: Vec<_> = theirs
            .iter()
            .filter_map(|(inner, theirs)| Some((inner, theirs, own.get(inner)?)))
            .filter(|(inner, theirs, own)| !self.agrees(inner, own, theirs))
            .collect();
        if contradicting.is_empty() {
            for (inner, value) in theirs.iter().filter(|(inner, _)| !own.contains_key(*inner)) {
                self.fill(path.to_vec(), Some(inner), value);
            }
        }
        for (inner, theirs, own) in contradicting {
            self.contradict([path, &[key(inner)]].concat(), theirs, own);
        }
    }

    fn compare_values(&mut self, name: &str, path: Vec<Step>, own: &Value, theirs: &Value) {
        if !self.agrees(name, own, theirs) {
            self.contradict(path, theirs, own);
        }
    }

    fn compare_variants(&mut self, theirs: &[Value], ours: &Map<String, Value>) {
        let own = list(ours, "variant");
        for variant in theirs {
            let path = vec![key("variant")];
            match (find_variant(own, variant), own, theirs) {
                (Some((idx, other)), ..) => self.compare_variant(idx, other, variant, ours),
                // Of two models with one variant each it is likely the same, whatever it is called.
                (None, [other], [_]) => self.contradict(path, variant, other),
                (None, [], _) => {}
                (None, ..) => self.fill(path, None, variant),
            }
        }
        if own.is_empty() {
            self.fill(Vec::new(), Some("variant"), &Value::Array(theirs.to_vec()));
        }
    }

    fn compare_variant(&mut self, idx: usize, own: &Value, theirs: &Value, ours: &Map<String, Value>) {
        let path = vec![key("variant"), Step::Index(idx)];
        for (name, value) in theirs.as_object().into_iter().flatten().filter(|(name, _)| *name != "name") {
            let inner = [path.clone(), vec![key(name)]].concat();
            // A variant has what it does not state from its model.
            match (name.as_str(), own.get(name), ours.get(name), value) {
                ("aliases", ..) => {}
                ("tokens", None, ..) => self.compare_inherited_tokens(path.clone(), value, ours),
                (_, Some(Value::Object(own)), _, Value::Object(theirs)) => self.compare_tables(&inner, own, theirs),
                (_, Some(own), ..) | (_, None, Some(own), _) => self.compare_values(name, inner, own, value),
                (_, None, None, _) => self.fill(path.clone(), Some(name), value),
            }
        }
    }

    /// The tokens of a variant that has those of its model.
    fn compare_inherited_tokens(&mut self, path: Vec<Step>, theirs: &Value, ours: &Map<String, Value>) {
        let own: Vec<_> = pretraining_tokens(ours).collect();
        match own.first() {
            None => self.fill(path, Some("tokens"), theirs),
            Some(_) if own.iter().any(|own| self.agrees("tokens", own, theirs)) => {}
            Some(first) => self.contradict([path, vec![key("tokens")]].concat(), theirs, first),
        }
    }

    /// Whether a value says nothing else than that of the file: the same, a part of it, or the same less precisely.
    fn agrees(&self, name: &str, own: &Value, theirs: &Value) -> bool {
        match (own, theirs) {
            (own, theirs) if own == theirs => true,
            (Value::String(own), Value::String(theirs)) => {
                let is_less_precise = || own.strip_prefix(theirs.as_str()).is_some_and(|rest| rest.starts_with('-'));
                match name {
                    name if DATE_KEYS.contains(&name) => is_less_precise(),
                    "url" | "checkpoint" | "source" | "moved_to" => canonical_url(own) == canonical_url(theirs),
                    "title" | "name" => fold_name(own) == fold_name(theirs),
                    name => QUANTITY_KEYS.contains(&name) && is_rounded(own, theirs),
                }
            }
            (Value::Array(own), Value::Array(theirs)) => theirs.iter().all(|theirs| {
                own.iter().any(|own| match (own, theirs) {
                    (Value::String(own), Value::String(theirs)) if name == "organizations" => {
                        own == theirs || (self.same_organization)(own, theirs)
                    }
                    (own, theirs) => own == theirs,
                })
            }),
            (Value::Object(own), Value::Object(theirs)) if same_license(own, theirs) => true,
            (Value::Object(own), Value::Object(theirs)) => {
                theirs.iter().all(|(key, theirs)| own.get(key).is_some_and(|own| self.agrees(key, own, theirs)))
            }
            _ => false,
        }
    }

    /// A source is not added for fields whose values are for a person to decide.
    fn keep_backed_fields(&mut self) {
        let Comparison { fills, contradictions } = &mut self.found;
        let is_open = |field: &str| contradictions.iter().any(|other| other.path.contains(&key(field)));
        fills.retain_mut(|fill| {
            if fill.path != [key("sources")] {
                return true;
            }
            let Some(Value::Array(backs)) = fill.value.get_mut("backs") else { return true };
            backs.retain(|field| field.as_str().is_none_or(|field| !is_open(field)));
            !backs.is_empty()
        });
    }
}

/// The entry of an import with the names that its variants have in the file. What is about a variant that the file will
/// not have is left out.
fn with_own_variant_names(ours: &Map<String, Value>, theirs: &Map<String, Value>) -> Map<String, Value> {
    let mut entry = theirs.clone();
    let (own, variants) = (list(ours, "variant"), list(theirs, "variant"));
    let own_name = |name: &str| -> Option<String> {
        let variant = variants.iter().find(|variant| variant.get("name").and_then(Value::as_str) == Some(name))?;
        match find_variant(own, variant) {
            Some((_, other)) => other.get("name")?.as_str().map(str::to_owned),
            None if own.len() == 1 && variants.len() == 1 => None,
            None => Some(name.to_owned()),
        }
    };
    let rename = |name: &mut Value| match name.as_str().map(own_name) {
        Some(Some(own)) => {
            *name = own.into();
            true
        }
        Some(None) => false,
        None => true,
    };
    for key in ["score", "training_run"] {
        if let Some(Value::Array(items)) = entry.get_mut(key) {
            items.retain_mut(|item| item.get_mut("variant").is_none_or(rename));
        }
    }
    if let Some(Value::Array(sources)) = entry.get_mut("sources") {
        sources.retain_mut(|source| {
            let Some(Value::Array(names)) = source.get_mut("variants") else { return true };
            names.retain_mut(rename);
            !names.is_empty()
        });
    }
    entry.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
    entry
}

/// The scores of an entry, each with the name of its variant: one that names none is of the default.
pub(super) fn with_default_variant(scores: &[Value], entry: &Map<String, Value>) -> Vec<Value> {
    let model = serde_json::from_value::<Model>(Value::Object(entry.clone())).ok();
    let default = model.as_ref().and_then(Model::default_variant).map(|variant| variant.name.as_str());
    let mut scores = scores.to_vec();
    for score in scores.iter_mut().filter_map(Value::as_object_mut) {
        if let (None, Some(default)) = (score.get("variant"), default) {
            score.insert("variant".to_owned(), default.into());
        }
    }
    scores
}

/// A table without keys that say nothing, at any depth. The elements of lists keep their positions.
fn without_empty_values(table: &Map<String, Value>) -> Map<String, Value> {
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(keys) => keys.is_empty(),
        _ => false,
    };
    let kept = |value: &Value| match value {
        Value::Object(keys) => Value::Object(without_empty_values(keys)),
        Value::Array(items) => items
            .iter()
            .map(|item| match item {
                Value::Object(keys) => Value::Object(without_empty_values(keys)),
                item => item.clone(),
            })
            .collect(),
        value => value.clone(),
    };
    let keys = table.iter().map(|(key, value)| (key.clone(), kept(value)));
    keys.filter(|(_, value)| !is_empty(value)).collect()
}

/// The elements of a list; none if the entry has none.
pub(super) fn list<'v>(entry: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    entry.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The amounts of pre-training tokens of an entry.
pub(super) fn pretraining_tokens(entry: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let is_of_kind = |data: &&Value| {
        data.get("unit").is_some_and(|unit| unit == "tokens") && data.get("kind").is_some_and(|kind| kind == "trained")
    };
    list(entry, "training").iter().filter(is_of_kind).filter_map(|data| data.get("amount"))
}

/// Whether an import wrote a text because the format of the file requires one.
fn is_placeholder(value: &Value) -> bool {
    let placeholder = placeholder_text();
    value.get("en").and_then(Value::as_str) == Some(&placeholder.en)
}

/// Whether a name is one of an entry or of its variants.
fn has_name(entry: &Map<String, Value>, name: &Value) -> bool {
    let wanted = fold_name(name.as_str().unwrap_or_default());
    let of_variants = list(entry, "variant").iter().filter_map(|variant| variant.get("aliases"));
    let aliases = entry.get("aliases").into_iter().chain(of_variants).filter_map(Value::as_array).flatten();
    let mut names = entry.get("name").into_iter().chain(aliases).filter_map(Value::as_str);
    names.any(|own| fold_name(own) == wanted)
}

/// The variant of the same name, or alias, or else the only one of the same size.
pub(super) fn find_variant<'v>(own: &'v [Value], theirs: &Value) -> Option<(usize, &'v Value)> {
    let name = |variant: &Value| fold_name(variant.get("name").and_then(Value::as_str).unwrap_or_default());
    let wanted = name(theirs);
    let has_alias = |variant: &Value| {
        let aliases = variant.get("aliases").and_then(Value::as_array).into_iter().flatten();
        aliases.filter_map(Value::as_str).any(|alias| fold_name(alias) == wanted)
    };
    let by_name = own.iter().enumerate().find(|(_, variant)| name(variant) == wanted || has_alias(variant));
    let size = |variant: &Value| {
        let size: Quantity = variant.get("parameters")?.as_str()?.parse().ok()?;
        Some(size.round_3_sig())
    };
    let by_size = || {
        let mut same =
            own.iter().enumerate().filter(|(_, variant)| size(theirs).is_some() && size(variant) == size(theirs));
        same.next().filter(|_| same.next().is_none())
    };
    by_name.or_else(by_size)
}

/// Whether two licenses have the same SPDX identifier, whatever they are called.
fn same_license(own: &Map<String, Value>, theirs: &Map<String, Value>) -> bool {
    own.get("spdx").is_some_and(|spdx| theirs.get("spdx") == Some(spdx))
}

/// What a statement in a list is about.
fn statement_key<'v>(list: &str, statement: &'v Value) -> Vec<Option<&'v Value>> {
    let keys: &[&str] = match list {
        "score" => &["benchmark", "variant", "setting", "by"],
        "claim" => &["field", "listed", "by"],
        "training" => &["unit", "kind"],
        _ => &["variant", "chip"],
    };
    keys.iter().map(|key| statement.get(key)).collect()
}

/// Whether a quantity is that of the file with fewer digits, rounded or cut: `7B` of `6.7B` and of `7.1B`.
fn is_rounded(own: &str, theirs: &str) -> bool {
    let (Ok(Quantity(own)), Ok(Quantity(rounded))) = (own.parse(), theirs.parse()) else { return false };
    let suffix = theirs.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '.');
    let decimals = theirs.split_once('.').map_or(0, |(_, rest)| rest.len() - suffix.len());
    let Ok(Quantity(unit)) = format!("1{suffix}").parse() else { return own == rounded };
    let last_digit = u32::try_from(decimals).ok().and_then(|decimals| unit.checked_div(10_u64.checked_pow(decimals)?));
    let difference = own.abs_diff(rounded);
    difference < last_digit.unwrap_or(1).max(1) && difference <= own / MAX_ROUNDING
}

/// The address of a link or of a source.
fn url(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("url")?.as_str()).map(canonical_url)
}

/// An address without what makes no difference. A paper on arXiv is the same as a page and as a file, in any version.
fn canonical_url(url: &str) -> String {
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').trim_end_matches(".git");
    let paper = ["arxiv.org/abs/", "arxiv.org/pdf/"].iter().find_map(|start| bare.strip_prefix(start));
    let Some(paper) = paper else { return bare.to_owned() };
    let paper = paper.trim_end_matches(".pdf");
    let id = match paper.rsplit_once('v') {
        Some((id, version)) if version.bytes().all(|byte| byte.is_ascii_digit()) => id,
        _ => paper,
    };
    format!("arxiv.org/abs/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_with_fewer_digits_is_no_difference() {
        for (own, theirs, expected) in [
            ("6.7B", "7B", true),
            ("7.1B", "7B", true),
            ("20.6B", "20B", true),
            ("6.74B", "6.7B", true),
            ("6.7B", "6.70B", true),
            ("32.5B", "30B", false),
            ("7B", "7.2B", false),
            ("1.4T", "1400B", true),
            ("9846", "9846", true),
            ("9846", "9847", false),
            ("7B", "7 GB", false),
            ("0.1B", "1B", false),
            ("1B", "0.1B", false),
            ("1.9B", "1B", false),
            ("1.1B", "1B", true),
        ] {
            assert_eq!(is_rounded(own, theirs), expected, "{own} {theirs}");
        }
    }

    #[test]
    fn addresses_of_one_page_are_the_same() {
        for (own, theirs) in [
            ("https://arxiv.org/abs/2302.13971", "http://arxiv.org/pdf/2302.13971v1.pdf"),
            ("https://github.com/a/b", "https://www.github.com/a/b.git"),
            ("https://a.b/", "https://a.b"),
        ] {
            assert_eq!(canonical_url(own), canonical_url(theirs));
        }
        assert_ne!(
            canonical_url("https://arxiv.org/abs/2302.13971"),
            canonical_url("https://arxiv.org/abs/2302.13972")
        );
    }
}

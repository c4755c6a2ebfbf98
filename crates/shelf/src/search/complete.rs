//! What a half-typed query may go on with.

use std::{collections::HashMap, ops::Range};

use super::{
    bookmarked::{BOOKMARKED, IS},
    column::{Column, Type},
    query::squeeze,
    syntax::{Named, keys, pieces, split_filter},
    value::{Values, kinds},
};
use crate::{
    catalog::{Entry, Record},
    shelf::{Fact, Part, Shelf},
};

/// Texts that may stand in a place of a query, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The place, in bytes; it ends at the cursor.
    pub place: Range<usize>,
    /// What may stand there.
    pub choices: Vec<String>,
}

/// The most choices that are offered.
const MOST: usize = 8;
/// A word is completed to the name of a column from this many letters on:
/// shorter ones are mostly the start of a model's name.
const LETTERS: usize = 2;

/// What may go on at a cursor, counted in bytes.
#[must_use]
pub fn complete(text: &str, cursor: usize, shelf: &Shelf, named: &Named) -> Completion {
    let typed = text.get(..cursor).unwrap_or(text);
    let Some(place) = pieces(typed).into_iter().next_back().filter(|place| place.end == typed.len()) else {
        return Completion::default();
    };
    let piece = typed.get(place.clone()).unwrap_or_default();
    let positive = piece.strip_prefix(['!', '-']).unwrap_or(piece);
    let start = place.start + piece.len() - positive.len();
    let (start, choices) = if let Some(name) = positive.strip_prefix('@') {
        (start, names(name, named))
    } else if let Some((key, values)) = split_filter(positive) {
        let last = values.rsplit(',').next().unwrap_or_default();
        let choices = match Column::of(key) {
            Some(column) => values_of(column, last, shelf),
            None if key == IS && BOOKMARKED.starts_with(last) && last != BOOKMARKED => vec![BOOKMARKED.to_owned()],
            None => Vec::new(),
        };
        (typed.len() - last.len(), choices)
    } else {
        (start, keys_of(positive))
    };
    Completion { place: start..typed.len(), choices: choices.into_iter().take(MOST).collect() }
}

fn names(start: &str, named: &Named) -> Vec<String> {
    named.keys().filter(|name| name.starts_with(start) && *name != start).map(|name| format!("@{name}")).collect()
}

fn keys_of(start: &str) -> Vec<String> {
    keys().filter(|key| start.len() >= LETTERS && key.starts_with(start)).map(|key| format!("{key}:")).collect()
}

/// The values that entries have in a column, the most frequent first; for
/// figures and dates, how they may be written.
fn values_of(column: Column, start: &str, shelf: &Shelf) -> Vec<String> {
    let examples: &[&str] = match column.naming().1 {
        Type::Text | Type::Word => return texts_of(column, start, shelf),
        Type::Count if column == Column::Context => &["4096", ">=32768"],
        Type::Count => &["7b", ">10b", "7b..13b"],
        Type::Number => &[">50", "40..60"],
        Type::Date => &["2023", ">=2022-06", "2021..2022"],
    };
    examples.iter().filter(|example| start.is_empty() && !example.is_empty()).map(ToString::to_string).collect()
}

/// The most entries whose texts are counted while a person types.
const COUNTED: usize = 100_000;

fn texts_of(column: Column, start: &str, shelf: &Shelf) -> Vec<String> {
    let wanted = squeeze(start);
    let mut counts = HashMap::<String, usize>::new();
    let free = column.naming().1 == Type::Text;
    for (_, part) in shelf.parts().filter(|_| !free || shelf.len() <= COUNTED) {
        for text in texts_of_part(column, part, shelf) {
            if squeeze(&text.0).starts_with(&wanted) {
                *counts.entry(text.0).or_default() += text.1;
            }
        }
    }
    let mut texts: Vec<_> = counts.into_iter().filter(|(text, _)| squeeze(text) != wanted).collect();
    texts.sort_unstable_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
    texts.into_iter().map(|(text, _)| quoted(text)).collect()
}

/// The texts of a column, and how many entries of a part have each.
fn texts_of_part(column: Column, part: &Part, shelf: &Shelf) -> Vec<(String, usize)> {
    let rows = 0..part.len();
    let once = |text: &str| (text.to_owned(), 1);
    match column {
        Column::Name => rows.flat_map(|row| part.names(row).map(once)).collect(),
        Column::Id => rows.map(|row| once(part.id(row))).collect(),
        Column::Paper => rows.filter_map(|row| part.paper(row).next().map(once)).collect(),
        Column::Links => rows.flat_map(|row| kinds(part.links(row))).map(|kind| (kind, 1)).collect(),
        column => column.facts().iter().flat_map(|fact| texts_of_fact(column, *fact, part, shelf)).collect(),
    }
}

fn texts_of_fact(column: Column, fact: Fact, part: &Part, shelf: &Shelf) -> Vec<(String, usize)> {
    let mut counts = vec![0; part.values(fact).len() + 1];
    for row in 0..part.len() {
        if let Some(count) = counts.get_mut(part.code(fact, row)) {
            *count += 1;
        }
    }
    let texts = |json: &str| match (column, fact.read(json).as_ref().map(Record::entry)) {
        // One name of each organization will do.
        (Column::Organizations, Some(Entry::Model(model))) => model.organizations.clone(),
        (column, Some(entry)) => match column.values(entry, shelf.head()) {
            Values::Texts(texts) => texts,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let counted = part.values(fact).zip(counts.into_iter().skip(1));
    counted.flat_map(|(json, count)| texts(json).into_iter().map(move |text| (text, count))).collect()
}

/// A value as a query takes it: with quotes where it has blanks or commas.
fn quoted(text: String) -> String {
    if text.contains(|sign: char| sign.is_whitespace() || sign == ',') { format!("\"{text}\"") } else { text }
}

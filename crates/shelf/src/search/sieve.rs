//! Filters on a part of the shelf: each value is tested once, however many
//! entries have it.

use std::collections::HashSet;

use super::{
    column::{Column, Type},
    query::{Filter, squeeze},
    range::Tests,
    value::{Values, kinds},
};
use crate::{
    catalog::Head,
    shelf::{Codes, Fact, Part, Shelf},
};

/// A filter, ready for the parts of a shelf.
pub(super) struct Sieve<'q> {
    filter: &'q Filter,
    /// Of a filter by base models: hashes of their ids, and of all that descends from them.
    family: HashSet<u32>,
}

/// A sieve for the rows of one part.
pub(super) struct Mesh<'s> {
    sieve: &'s Sieve<'s>,
    part: &'s Part,
    /// For each fact that tells of the column, the codes of the rows, and whether the value of a code passes.
    codes: Vec<(Codes<'s>, Vec<bool>)>,
}

impl<'q> Sieve<'q> {
    pub fn new(filter: &'q Filter, shelf: &Shelf) -> Self {
        let mut family = HashSet::new();
        if let (Column::Bases, Tests::Texts(wanted)) = (filter.column, &filter.tests) {
            let wanted: Vec<_> = wanted.iter().map(|text| squeeze(text)).collect();
            let is_wanted = |text: &str| wanted.iter().any(|wanted| squeeze(text) == *wanted);
            let rows = shelf.parts().flat_map(|(start, part)| {
                let named = |row: &usize| is_wanted(part.name(*row)) || is_wanted(part.id(*row));
                (0..part.len()).filter(named).map(|row| start + row).collect::<Vec<_>>()
            });
            family = shelf.family(rows);
        }
        Self { filter, family }
    }

    pub fn mesh<'s>(&'s self, part: &'s Part, head: &Head) -> Mesh<'s> {
        let column = self.filter.column;
        let passes = |fact: Fact| {
            let value = |json: &str| {
                let record = fact.read(json);
                record.is_some_and(|record| self.filter.passes(&column.values(record.entry(), head)))
            };
            std::iter::once(false).chain(part.values(fact).map(value)).collect()
        };
        let codes = match column {
            Column::Bases => {
                let passes = part.descends(|parent| self.family.contains(&parent));
                vec![(part.codes(Fact::BaseModels), passes)]
            }
            column => column.facts().iter().map(|fact| (part.codes(*fact), passes(*fact))).collect(),
        };
        Mesh { sieve: self, part, codes }
    }
}

impl Mesh<'_> {
    /// Whether a row passes. What is not known passes only a negated filter.
    pub fn admits(&self, row: usize) -> bool {
        let filter = self.sieve.filter;
        let texts = |texts: Vec<String>| filter.passes(&Values::Texts(texts));
        let found = match filter.column {
            Column::Name => texts(self.part.names(row).map(str::to_owned).collect()),
            Column::Id => texts(vec![self.part.id(row).to_owned()]),
            Column::Links => texts(kinds(self.part.links(row))),
            Column::Paper => texts(self.part.paper(row).take(1).map(str::to_owned).collect()),
            _ => self.codes.iter().any(|(codes, passes)| passes.get(codes.of(row)) == Some(&true)),
        };
        found != filter.negated
    }
}

impl Filter {
    /// Whether one of some values is one that the filter names.
    #[must_use]
    pub fn passes(&self, values: &Values) -> bool {
        match (&self.tests, values) {
            (Tests::Texts(wanted), Values::Texts(texts)) => {
                wanted.iter().any(|wanted| texts.iter().any(|text| fits(self.column, wanted, text)))
            }
            (Tests::Counts(ranges), Values::Counts(counts)) => {
                ranges.iter().any(|range| counts.iter().any(|count| range.holds(*count)))
            }
            (Tests::Numbers(ranges), Values::Number(number)) => ranges.iter().any(|range| range.holds(*number)),
            (Tests::Dates(ranges), Values::Date(date)) => ranges.iter().any(|range| range.holds(*date)),
            _ => false,
        }
    }
}

/// Whether a text is what was asked for, give or take case, blanks and signs.
///
/// Free text holds it anywhere (`license:apache2`); words of the catalogue
/// begin with it at a dash (`lang:zh` is `zh-Hant` too).
fn fits(column: Column, wanted: &str, text: &str) -> bool {
    let wanted_letters = squeeze(wanted);
    if column.naming().1 == Type::Text {
        return !wanted_letters.is_empty() && squeeze(text).contains(&wanted_letters);
    }
    let parts = text.split('-').scan(String::new(), |start, part| {
        start.push_str(&squeeze(part));
        Some(start.clone())
    });
    parts.into_iter().any(|start| start == wanted_letters)
}

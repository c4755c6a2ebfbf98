//! Filters on a part of the shelf: each value is tested once, however many
//! entries have it.

use std::collections::HashSet;

use llm_catalog::CatalogMeta;

use crate::{
    Index,
    column::{Column, ValueType},
    query::{Filter, filter::FilterValues, normalize},
    segment::{EncodedField, KeyColumn, Segment},
    value::{ColumnValues, link_kind_names},
};

/// A filter, ready for the parts of a shelf.
pub(crate) struct CompiledFilter<'q> {
    filter: &'q Filter,
    /// Of a filter by base models: hashes of their ids, and of all that descends from them.
    descendant_id_hashes: HashSet<u32>,
}

/// A sieve for the rows of one part.
pub(crate) struct SegmentFilter<'s> {
    compiled: &'s CompiledFilter<'s>,
    segment: &'s Segment,
    /// For each fact that tells of the column, the codes of the rows, and whether the value of a code passes.
    dictionary_matches: Vec<(KeyColumn<'s>, Vec<bool>)>,
}

impl<'q> CompiledFilter<'q> {
    pub fn new(filter: &'q Filter, shelf: &Index) -> Self {
        let mut family = HashSet::new();
        if let (Column::Parents, FilterValues::Texts(wanted)) = (filter.column, &filter.values) {
            let wanted: Vec<_> = wanted.iter().map(|text| normalize(text)).collect();
            let is_wanted = |text: &str| wanted.iter().any(|wanted| normalize(text) == *wanted);
            let rows = shelf.segments().flat_map(|(start, part)| {
                let named = |row: &usize| is_wanted(part.name(*row)) || is_wanted(part.id(*row));
                (0..part.len()).filter(named).map(|row| start + row).collect::<Vec<_>>()
            });
            family = shelf.descendant_id_hashes(rows);
        }
        Self { filter, descendant_id_hashes: family }
    }

    pub fn for_segment<'s>(&'s self, part: &'s Segment, head: &CatalogMeta) -> SegmentFilter<'s> {
        let column = self.filter.column;
        let passes = |fact: EncodedField| {
            let value = |json: &str| {
                let record = fact.decode(json);
                record.is_some_and(|record| self.filter.value_matches(&column.values(record.as_entry_ref(), head)))
            };
            std::iter::once(false).chain(part.dictionary(fact).map(value)).collect()
        };
        let codes = match column {
            Column::Parents => {
                let passes = part.has_parent_mask(|parent| self.descendant_id_hashes.contains(&parent));
                vec![(part.keys(EncodedField::BaseModels), passes)]
            }
            column => column.encoded_fields().iter().map(|fact| (part.keys(*fact), passes(*fact))).collect(),
        };
        SegmentFilter { compiled: self, segment: part, dictionary_matches: codes }
    }
}

impl SegmentFilter<'_> {
    /// Whether a row passes. What is not known passes only a negated filter.
    pub fn matches(&self, row: usize) -> bool {
        let filter = self.compiled.filter;
        let texts = |texts: Vec<String>| filter.value_matches(&ColumnValues::Texts(texts));
        let found = match filter.column {
            Column::Name => texts(self.segment.names(row).map(str::to_owned).collect()),
            Column::Id => texts(vec![self.segment.id(row).to_owned()]),
            Column::Links => texts(link_kind_names(self.segment.links(row))),
            Column::Paper => texts(self.segment.paper_texts(row).take(1).map(str::to_owned).collect()),
            _ => self.dictionary_matches.iter().any(|(codes, passes)| passes.get(codes.get(row)) == Some(&true)),
        };
        found != filter.negated
    }
}

impl Filter {
    /// Whether one of some values is one that the filter names.
    #[must_use]
    pub fn value_matches(&self, values: &ColumnValues) -> bool {
        match (&self.values, values) {
            (FilterValues::Texts(wanted), ColumnValues::Texts(texts)) => {
                wanted.iter().any(|wanted| texts.iter().any(|text| text_matches(self.column, wanted, text)))
            }
            (FilterValues::Quantities(ranges), ColumnValues::Quantities(counts)) => {
                ranges.iter().any(|range| counts.iter().any(|count| range.contains(*count)))
            }
            (FilterValues::Numbers(ranges), ColumnValues::Number(number)) => {
                ranges.iter().any(|range| range.contains(*number))
            }
            (FilterValues::Dates(ranges), ColumnValues::Date(date)) => ranges.iter().any(|range| range.contains(*date)),
            _ => false,
        }
    }
}

/// Whether a text is what was asked for, give or take case, blanks and signs.
///
/// Free text holds it anywhere (`license:apache2`); words of the catalogue
/// begin with it at a dash (`lang:zh` is `zh-Hant` too).
fn text_matches(column: Column, wanted: &str, text: &str) -> bool {
    let wanted_letters = normalize(wanted);
    if column.key_and_type().1 == ValueType::Text {
        return !wanted_letters.is_empty() && normalize(text).contains(&wanted_letters);
    }
    let parts = text.split('-').scan(String::new(), |start, part| {
        start.push_str(&normalize(part));
        Some(start.clone())
    });
    parts.into_iter().any(|start| start == wanted_letters)
}

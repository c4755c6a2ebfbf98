//! The texts of an entry, besides its names, in which words are searched.

use std::borrow::Cow;

use llm_catalog::CatalogMeta;

use crate::{
    field::EncodedField, field_value::FieldValue, row_id::LocalRow, search::field::SearchField, segment::Segment,
    value::organization_names,
};

/// The searchable dictionary fields.
pub(crate) const SEARCHABLE_DICT_FIELDS: [(EncodedField, SearchField); 3] = [
    (EncodedField::Organizations, SearchField::Organization),
    (EncodedField::License, SearchField::Attribute),
    (EncodedField::Stage, SearchField::Attribute),
];

/// The fields of [`long_texts`].
pub(crate) const LONG_TEXT_FIELDS: [SearchField; 3] =
    [SearchField::PaperTitle, SearchField::Alias, SearchField::Summary];

/// The strings of a dictionary value in which words are searched.
pub(crate) fn searchable_texts<'a>(value: &'a FieldValue<'_>, meta: &'a CatalogMeta) -> Vec<Cow<'a, str>> {
    match value {
        FieldValue::Organizations(names) => organization_names(names, meta).map(Cow::from).collect(),
        value => value.search_texts(),
    }
}

/// The texts that all rows of an entry share and hardly any other entry has, in UTF-8.
pub(crate) fn long_texts(segment: &Segment, row: LocalRow) -> impl Iterator<Item = (SearchField, &[u8])> {
    // An arXiv id identifies an entry as well as an alias does.
    let paper_fields = [SearchField::PaperTitle, SearchField::Alias];
    let paper = paper_fields.into_iter().zip(segment.paper_bytes(row));
    paper.chain(segment.summary_bytes(row).map(|text| (SearchField::Summary, text)))
}

//! The texts of an entry that words are looked for in.

use llm_catalog::{CatalogMeta, EntryRef};

use crate::{
    search::field::SearchField,
    segment::{EncodedField, Segment},
};

/// The facts that words are looked for in.
pub(crate) const SEARCHABLE_DICT_FIELDS: [(EncodedField, SearchField); 3] = [
    (EncodedField::Organizations, SearchField::Organization),
    (EncodedField::License, SearchField::Attribute),
    (EncodedField::Stage, SearchField::Attribute),
];

/// The texts of a fact that words are looked for in.
pub(crate) fn searchable_texts(fact: EncodedField, json: &str, head: &CatalogMeta) -> Vec<String> {
    let record = fact.decode(json);
    let Some(EntryRef::Model(model)) = record.as_ref().map(|record| record.as_entry_ref()) else { return Vec::new() };
    match fact {
        EncodedField::Organizations => head.organization_names(model).map(str::to_owned).collect(),
        EncodedField::License => {
            let license = model.license.iter();
            license.flat_map(|license| [Some(license.name.clone()), license.spdx.clone()]).flatten().collect()
        }
        EncodedField::Stage => vec![crate::value::serde_name(&model.stage)],
        _ => Vec::new(),
    }
}

/// The texts of a row, beside what it is called, that hardly any other row has.
pub(crate) fn long_texts(part: &Segment, row: usize) -> impl Iterator<Item = (SearchField, &str)> {
    let paper = part.paper_texts(row).enumerate();
    // The number of a paper is as good as a name.
    let paper =
        paper.map(|(number, text)| (if number == 0 { SearchField::PaperTitle } else { SearchField::Alias }, text));
    paper.chain(part.summary_texts(row).map(|text| (SearchField::Summary, text)))
}

//! The texts of an entry that words are looked for in.

use super::place::Place;
use crate::{
    catalog::{Entry, Head},
    shelf::{Fact, Part},
};

/// The facts that words are looked for in.
pub(super) const SOUGHT: [(Fact, Place); 3] =
    [(Fact::Organizations, Place::Organization), (Fact::License, Place::Fact), (Fact::Stage, Place::Fact)];

/// The texts of a fact that words are looked for in.
pub(super) fn texts_of(fact: Fact, json: &str, head: &Head) -> Vec<String> {
    let record = fact.read(json);
    let Some(Entry::Model(model)) = record.as_ref().map(|record| record.entry()) else { return Vec::new() };
    match fact {
        Fact::Organizations => head.organization_spellings(model).map(str::to_owned).collect(),
        Fact::License => {
            let license = model.license.iter();
            license.flat_map(|license| [Some(license.name.clone()), license.spdx.clone()]).flatten().collect()
        }
        Fact::Stage => vec![super::value::word(&model.stage)],
        _ => Vec::new(),
    }
}

/// The texts of a row, beside what it is called, that hardly any other row has.
pub(super) fn prose(part: &Part, row: usize) -> impl Iterator<Item = (Place, &str)> {
    let paper = part.paper(row).enumerate();
    // The number of a paper is as good as a name.
    let paper = paper.map(|(number, text)| (if number == 0 { Place::Title } else { Place::Alias }, text));
    paper.chain(part.insight(row).map(|text| (Place::Insight, text)))
}

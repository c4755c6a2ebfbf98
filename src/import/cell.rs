//! Readers of cells: the figures, dates, languages, licenses and names of lists, as people write them.
//!
//! Every importer uses these. A reader fills a field or says why it left a cell out, and never guesses.

pub(super) mod context;
pub(super) mod date;
pub(super) mod figure;
pub(super) mod languages;
pub(super) mod license;
pub(super) mod links;
pub(super) mod makers;
pub(super) mod missing;
pub(super) mod name;
mod negation;
pub(super) mod sizes;
pub(super) mod stage;
pub(super) mod training;
pub(super) mod values;

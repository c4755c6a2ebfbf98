//! Rules about how entries relate: ids, parents, aliases, links that several have.
//!
//! They work on [`Facts`], so that the entries themselves need not be in memory.

mod facts;
mod finding;
mod graph;
mod links;
mod message;
mod rules;

pub(crate) use facts::{Facts, Row};
pub(crate) use finding::RelationFinding;
pub(crate) use message::{EntryTexts, describe};
pub(crate) use rules::{errors, warnings};

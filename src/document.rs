//! Text laid out for a width: the detail of an entry, help, the glossary, the family tree, a comparison.
//!
//! A line contains its text, its link and the field that it shows, so that the terminal interface and the commands can
//! share documents.

mod builder;
mod capabilities;
mod claims;
mod compare;
mod comparison_layout;
mod entry_detail;
mod entry_lineage;
mod estimates;
mod field;
mod glossary;
mod help;
mod key_facts;
mod line;
mod lineage_name;
mod lineage_tree;
mod links;
mod matches;
mod memory;
mod printed_tree;
mod scores;
mod sources;
mod stage_legend;
mod text_columns;
mod text_pattern;
mod timeline;
mod variants;

pub use crate::document::builder::{DocumentBuilder, Label};
pub use crate::document::claims::write_claims;
pub use crate::document::compare::{ComparisonView, compare, comparison_heading};
pub use crate::document::comparison_layout::ComparisonLayout;
pub use crate::document::entry_detail::{BOOKMARK_SYMBOL, entry};
pub use crate::document::field::DocField;
pub use crate::document::glossary::{glossary, glossary_by_topic};
pub use crate::document::help::help;
pub use crate::document::line::{Document, LinkTarget, SpanKind, StyledLine, StyledSpan};
pub use crate::document::lineage_name::variant_names;
pub use crate::document::lineage_tree::{TreeColumns, TreeView, tree};
pub use crate::document::matches::{LineMatch, find_text, find_words};
pub use crate::document::printed_tree::PrintedTree;
pub use crate::document::sources::sourced_figures;
pub use crate::document::stage_legend::stage_legend;
pub use crate::document::text_pattern::TextPattern;

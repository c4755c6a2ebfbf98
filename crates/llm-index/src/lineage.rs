//! The lineage of models: which were built on which.

mod ancestry;
mod collect;
mod flatten;
mod forest;
mod variant_graph;
mod variant_groups;

pub(crate) use ancestry::LineageIds;
pub use flatten::{Fold, TreeRow};
pub use forest::{LineageForest, Node, NodeId, NodeSeed, ParentLink, Relations};

//! The rules for links: a model must not have the paper, weights or license of another one.

use std::{cell::OnceCell, collections::HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    link::LinkKind,
    relations::{
        facts::{Facts, Reference, Row, TextHash},
        finding::{RelationError, RelationFinding},
        graph::ParentGraph,
    },
};

/// With how many other owners of a link a model is compared. More are only in generated files, where the first ones
/// suffice to find the mistake.
const MAX_COMPARED_OWNERS: usize = 16;

/// The license of a model must not be in the repository of another model,
/// unless the repository is also its own or the other model is an ancestor,
/// whose license it inherits.
pub(super) fn check_license_urls(facts: &Facts, graph: &ParentGraph<'_>) -> Vec<RelationFinding> {
    let licensed: FxHashSet<_> = facts.licenses.iter().map(|(_, repository)| *repository).collect();
    let mut owners: FxHashMap<_, Vec<Row>> = FxHashMap::default();
    let mut own = FxHashSet::default();
    for (row, repository) in facts.repositories.iter().filter(|(_, repository)| licensed.contains(repository)) {
        own.insert((*row, *repository));
        let owners = owners.entry(*repository).or_default();
        if owners.len() < MAX_COMPARED_OWNERS {
            owners.push(*row);
        }
    }
    let finding = |(row, repository): &(Row, TextHash)| {
        let owners = owners.get(repository).filter(|_| !own.contains(&(*row, *repository)))?;
        let ancestors = graph.nearest_ancestors(*row);
        let owner = owners.first().filter(|_| !owners.iter().any(|owner| ancestors.contains(owner)))?;
        let reference = Reference { row: *row, variant: None, idx: 0, target: *repository };
        Some(RelationFinding { rule: "license-url", reference, reason: RelationError::LicenseOfOther(*owner) })
    };
    facts.licenses.iter().filter_map(finding).collect()
}

/// A model that has a link, with its ancestors as soon as they are asked for.
struct Owner {
    row: Row,
    ancestors: OnceCell<HashSet<Row>>,
}

impl Owner {
    fn new(row: Row) -> Self {
        Self { row, ancestors: OnceCell::new() }
    }

    fn descends_from(&self, row: Row, graph: &ParentGraph<'_>) -> bool {
        self.ancestors.get_or_init(|| graph.nearest_ancestors(self.row)).contains(&row)
    }
}

/// Two models must not share a checkpoint or a paper, unless one is an
/// ancestor of the other. Models of one organization may share a paper.
pub(super) fn check_shared_links(facts: &Facts, graph: &ParentGraph<'_>) -> Vec<RelationFinding> {
    let mut links: Vec<_> = facts.links.iter().collect();
    // Stable: the links of a group stay in the order of rows.
    links.sort_by_key(|link| (link.reference.target, link.kind));
    let groups = links.chunk_by(|a, b| (a.reference.target, a.kind) == (b.reference.target, b.kind));
    let mut findings = Vec::new();
    for group in groups.filter(|group| group.len() > 1) {
        let mut others: Vec<Owner> = Vec::new();
        for link in group {
            let owner = Owner::new(link.reference.row);
            let may_share = |other: &&Owner| {
                other.row == owner.row
                    || link.kind == LinkKind::Paper && has_common_organization(facts, owner.row, other.row)
                    || owner.descends_from(other.row, graph)
                    || other.descends_from(owner.row, graph)
            };
            if let Some(other) = others.iter().find(|other| !may_share(other)) {
                let reason = RelationError::SharedLink(other.row);
                findings.push(RelationFinding { rule: "shared-link", reference: link.reference, reason });
            }
            if others.len() < MAX_COMPARED_OWNERS {
                others.push(Owner::new(owner.row));
            }
        }
    }
    findings
}

fn has_common_organization(facts: &Facts, a: Row, b: Row) -> bool {
    organizations(facts, a).any(|name| organizations(facts, b).any(|other| name == other))
}

fn organizations(facts: &Facts, row: Row) -> impl Iterator<Item = TextHash> {
    let start = facts.organizations.partition_point(|(other, _)| *other < row);
    let rest = facts.organizations.get(start..).unwrap_or_default().iter();
    rest.take_while(move |(other, _)| *other == row).map(|(_, name)| *name)
}

//! The family tree to print, which may have a million lines.

use std::io::{self, Write};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use llm_catalog::model::Stage;
use llm_index::{
    Column, EncodedField,
    lineage::{Fold, Node, TreeRow},
};

use crate::{
    columns::ColumnExt,
    display_width::width,
    document::{
        line::StyledLine,
        lineage_name::node_name,
        lineage_tree::{NodeCells, TreeColumns, TreeView},
    },
    i18n::Messages,
};

/// Nodes of which one parallel task reads the texts.
const CHUNK_NODES: usize = 16_384;
/// Rows that one parallel task lays out.
const CHUNK_ROWS: usize = 1_024;
/// Rows that are laid out before they are written.
const BATCH_ROWS: usize = 128 * CHUNK_ROWS;
/// No space is reserved for the columns of a line beyond these.
const MAX_RESERVED_WIDTH: usize = 128;

/// A family tree to print.
///
/// The texts of the nodes are read in the order in which the forest stores them, which is mostly that of the entries. In
/// the order of the tree, each of a million entries would be somewhere else in memory, in several columns.
pub struct PrintedTree<'a> {
    tree: TreeView<'a>,
    /// Each of [`CHUNK_NODES`] nodes.
    chunks: Vec<NodeChunk>,
}

impl<'a> PrintedTree<'a> {
    #[must_use]
    pub fn new(tree: TreeView<'a>) -> Self {
        let chunks = tree.forest.nodes().par_chunks(CHUNK_NODES).map(|nodes| NodeChunk::new(nodes, &tree));
        Self { tree, chunks: chunks.collect() }
    }

    /// The widths at which nothing is truncated.
    #[must_use]
    pub fn full_width(&self) -> TreeColumns {
        let tree = &self.tree;
        let widths = self.tree.rows.par_iter().filter_map(|row| {
            let (chunk, idx) = self.chunk(row)?;
            let node = chunk.nodes.get(idx)?;
            let name_width = if row.parent.is_none() && row.fold != Fold::Reference {
                node.name_width as usize
            } else {
                let name = chunk.cells(idx)?.name;
                width(&tree.with_relation(name.into(), row, Messages::get(tree.locale)))
            };
            Some((tree.left_width(row, name_width), node.organizations_width as usize))
        });
        let (left_width, organizations_width) =
            widths.reduce(Default::default, |a: (usize, usize), b| (a.0.max(b.0), a.1.max(b.1)));
        TreeColumns::full_width(left_width, organizations_width)
    }

    /// Writes all lines without styles, after `convert` has changed some of them.
    ///
    /// # Errors
    ///
    /// Fails if writing does.
    pub fn write_plain(
        &self,
        columns: TreeColumns,
        convert: impl Fn(String) -> String + Sync,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.write(out, |rows| {
            // The texts are all over the memory. They are looked up before any of them is needed, so that the processor
            // waits for several at a time.
            let cells: Vec<_> = rows.iter().map(|row| self.cells(row)).collect();
            let mut text = String::with_capacity(rows.len() * columns.total_width().min(MAX_RESERVED_WIDTH));
            for (row, cells) in rows.iter().zip(cells) {
                self.push_plain_line(row, cells, columns, &mut text);
            }
            convert(text)
        })
    }

    /// Writes all lines, as `render` does some of them.
    ///
    /// # Errors
    ///
    /// Fails if writing does.
    pub fn write_styled(
        &self,
        columns: TreeColumns,
        render: impl Fn(&[StyledLine]) -> String + Sync,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.write(out, |rows| render(&rows.iter().map(|row| self.tree.line(row, columns)).collect::<Vec<_>>()))
    }

    fn write(&self, out: &mut dyn Write, to_text: impl Fn(&[TreeRow]) -> String + Sync) -> io::Result<()> {
        for rows in self.tree.rows.chunks(BATCH_ROWS) {
            let texts: Vec<String> = rows.par_chunks(CHUNK_ROWS).map(&to_text).collect();
            texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
        }
        Ok(())
    }

    fn push_plain_line(&self, row: &TreeRow, cells: Option<NodeCells<'_>>, columns: TreeColumns, text: &mut String) {
        let start = text.len();
        if let Some(cells) = cells {
            self.tree.write_line(row, cells, columns, |_, _, parts| parts.iter().for_each(|part| text.push_str(part)));
        }
        let len = text.get(start..).unwrap_or_default().trim_end().len();
        text.truncate(start + len);
        text.push('\n');
    }

    fn cells(&self, row: &TreeRow) -> Option<NodeCells<'_>> {
        let (chunk, idx) = self.chunk(row)?;
        chunk.cells(idx)
    }

    /// The chunk of a row's node, and its index there.
    fn chunk(&self, row: &TreeRow) -> Option<(&NodeChunk, usize)> {
        Some((self.chunks.get(row.node / CHUNK_NODES)?, row.node % CHUNK_NODES))
    }
}

/// The texts of some nodes, next to each other.
struct NodeChunk {
    text: String,
    nodes: Vec<NodeTexts>,
}

/// Where the texts of a node end, with what else its line shows.
struct NodeTexts {
    name_end: u32,
    date_end: u32,
    organizations_end: u32,
    name_width: u32,
    organizations_width: u32,
    stage: Stage,
    is_match: bool,
}

impl NodeChunk {
    fn new(nodes: &[Node], tree: &TreeView<'_>) -> Self {
        let (index, locale, messages) = (tree.index, tree.locale, Messages::get(tree.locale));
        let mut chunk = Self { text: String::new(), nodes: Vec::with_capacity(nodes.len()) };
        // Many nodes have the same date. Few have the same organizations, if their catalogue is large.
        let mut dates: FxHashMap<(usize, usize), String> = FxHashMap::default();
        for node in nodes {
            let name = node_name(node, index, messages);
            let name_end = chunk.push(&name);
            if let Some(location) = index.location(node.row) {
                let key = location.segment.key(EncodedField::Released, location.row);
                let date = dates.entry((location.segment_idx, key));
                chunk.push(date.or_insert_with(|| Column::Released.cell(index, node.row, locale).0));
            }
            let date_end = offset(chunk.text.len());
            let organizations = Column::Organizations.cell(index, node.row, locale).0;
            let organizations_end = chunk.push(&organizations);
            chunk.nodes.push(NodeTexts {
                name_end,
                date_end,
                organizations_end,
                name_width: offset(width(&name)),
                organizations_width: offset(width(&organizations)),
                stage: node.stage,
                is_match: node.is_match,
            });
        }
        chunk
    }

    /// Adds a text. Returns where it ends.
    fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        offset(self.text.len())
    }

    fn cells(&self, idx: usize) -> Option<NodeCells<'_>> {
        let node = self.nodes.get(idx)?;
        let before = idx.checked_sub(1).and_then(|before| self.nodes.get(before));
        let start = before.map_or(0, |before| before.organizations_end);
        let text = |start: u32, end: u32| self.text.get(start as usize..end as usize).unwrap_or_default();
        Some(NodeCells {
            stage: node.stage,
            is_match: node.is_match,
            name: text(start, node.name_end),
            date: text(node.name_end, node.date_end),
            organizations: text(node.date_end, node.organizations_end),
        })
    }
}

/// An offset within the texts of a chunk, which are far shorter than 4 GiB.
fn offset(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

//! Queries, with their parts in color.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Rect};

use llm_index::query::{QueryPart, QuerySpan};

use crate::{
    config::theme::{StyleRole, Theme},
    ui::text::width_u16,
};

/// A query, of which the text from some byte on is drawn.
pub(super) struct QueryText<'a> {
    pub(super) query: &'a str,
    /// The first visible byte.
    pub(super) start: usize,
}

impl QueryText<'_> {
    /// Styles the parts of a query that is drawn in an area.
    pub(super) fn style_parts(&self, parts: &[QuerySpan], area: Rect, theme: &Theme, buffer: &mut Buffer) {
        self.style_spans(parts.iter().map(|part| (part.span.clone(), part_role(part.part))), area, theme, buffer);
    }

    /// Styles spans, which are in their order.
    pub(super) fn style_spans(
        &self,
        spans: impl IntoIterator<Item = (Range<usize>, StyleRole)>,
        area: Rect,
        theme: &Theme,
        buffer: &mut Buffer,
    ) {
        let (mut byte, mut x) = (self.start, area.x);
        for (span, role) in spans {
            let columns = |from: usize, to: usize| width_u16(self.query.get(from..to).unwrap_or_default());
            let start = span.start.max(byte);
            let left = x.saturating_add(columns(byte, start));
            if left >= area.right() {
                return;
            }
            let end = span.end.max(start);
            x = left.saturating_add(columns(start, end));
            byte = end;
            let width = x.min(area.right()) - left;
            buffer.set_style(Rect { x: left, width, height: 1, ..area }, theme.style(role));
        }
    }
}

fn part_role(part: QueryPart) -> StyleRole {
    match part {
        QueryPart::Key => StyleRole::QueryKey,
        QueryPart::Value => StyleRole::QueryValue,
        QueryPart::Operator => StyleRole::QueryOperator,
        QueryPart::Phrase => StyleRole::QueryPhrase,
        QueryPart::SavedQuery => StyleRole::QueryName,
    }
}

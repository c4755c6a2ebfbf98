//! Blocks of lines beside each other in columns.

use crate::{
    config::theme::StyleRole,
    display_width::width,
    document::line::{StyledLine, StyledSpan},
};

/// Lines that stay together.
pub(super) type TextBlock = Vec<Vec<StyledSpan>>;

/// Lays out blocks in `count` columns of a width each, from top to bottom and then from left to right, with a blank line
/// between blocks. The columns are about equally high.
pub(super) fn lay_out_columns(blocks: Vec<TextBlock>, count: usize, column_width: usize) -> Vec<StyledLine> {
    let mut columns = balance(blocks, count).into_iter().map(Vec::into_iter).collect::<Vec<_>>();
    let mut lines = Vec::new();
    loop {
        let row: Vec<_> = columns.iter_mut().map(Iterator::next).collect();
        if row.iter().all(Option::is_none) {
            return lines;
        }
        let (mut spans, mut end) = (Vec::new(), 0);
        for (idx, cell) in row.into_iter().enumerate() {
            let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { continue };
            let blanks = " ".repeat((idx * column_width).saturating_sub(end));
            end = idx * column_width + cell.iter().map(|span| width(&span.text)).sum::<usize>();
            if !blanks.is_empty() {
                spans.push(StyledSpan::new(StyleRole::Text, blanks));
            }
            spans.extend(cell);
        }
        lines.push(spans.into());
    }
}

/// Distributes blocks in their order over columns so that the highest column is as low as it can be.
fn balance(blocks: Vec<TextBlock>, count: usize) -> Vec<TextBlock> {
    let heights: Vec<_> = blocks.iter().map(Vec::len).collect();
    let lowest = heights.iter().max().copied().unwrap_or_default();
    let highest = heights.iter().sum::<usize>() + heights.len();
    let height = (lowest..=highest).find(|height| columns_needed(&heights, *height) <= count).unwrap_or(highest);
    let mut columns: Vec<TextBlock> = vec![Vec::new()];
    for block in blocks {
        let Some(column) = columns.last_mut() else { continue };
        if column.is_empty() {
            *column = block;
        } else if column.len() + 1 + block.len() <= height {
            column.push(Vec::new());
            column.extend(block);
        } else {
            columns.push(block);
        }
    }
    columns
}

/// The number of columns of a height that blocks of these heights need.
fn columns_needed(heights: &[usize], height: usize) -> usize {
    let (mut columns, mut used) = (1, 0);
    for block in heights {
        if used > 0 && used + 1 + block > height {
            (columns, used) = (columns + 1, *block);
        } else {
            used += block + usize::from(used > 0);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(name: &str, height: usize) -> TextBlock {
        (0..height).map(|line| vec![StyledSpan::new(StyleRole::Text, format!("{name}{line}"))]).collect()
    }

    fn text(line: &StyledLine) -> String {
        line.spans.iter().map(|span| span.text.as_str()).collect()
    }

    #[test]
    fn blocks_fill_columns_of_about_the_same_height() {
        let blocks = vec![block("a", 3), block("b", 2), block("c", 2)];
        let lines: Vec<_> = lay_out_columns(blocks, 2, 6).iter().map(text).collect();
        assert_eq!(lines, ["a0    b0", "a1    b1", "a2", "      c0", "      c1"]);
    }

    #[test]
    fn one_column_has_all_blocks() {
        let lines = lay_out_columns(vec![block("a", 1), block("b", 1)], 1, 6);
        assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), ["a0", "", "b0"]);
    }
}

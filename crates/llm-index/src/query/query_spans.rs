//! The parts of a query with their spans, as the parser splits it, to color a query while it is typed.

use std::ops::Range;

use crate::{
    column::{Column, ValueType},
    query::{
        normalize::fold,
        parser::{COMPARISONS, TokenSyntax, is_thousands_column, tokens, value_ranges},
        synonyms::filter_key,
    },
};

/// What a part of a query is. A word has no part; its operators have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryPart {
    /// The name of a column, with its colon.
    Key,
    /// A value of a filter.
    Value,
    /// A negation, a comparison, the dots of a range, or what anchors a word.
    Operator,
    /// A quoted word.
    Phrase,
    /// The name of a saved query.
    SavedQuery,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySpan {
    /// The bytes of the part.
    pub span: Range<usize>,
    /// What it is.
    pub part: QueryPart,
}

/// The parts of a query in their order; they do not overlap. Those of terms that cannot be parsed are there too.
#[must_use]
pub fn query_spans(text: &str) -> Vec<QuerySpan> {
    tokens(text)
        .0
        .into_iter()
        .flat_map(|span| token_spans(text.get(span.clone()).unwrap_or_default(), span.start))
        .collect()
}

/// The parts of a token that starts at an offset of the query.
fn token_spans(token: &str, start: usize) -> Vec<QuerySpan> {
    let folded = fold(token);
    let mut parts = Vec::new();
    let mut push = |span: Range<usize>, part| {
        let text = folded.get(span.clone()).unwrap_or_default();
        let span = span.end - text.trim_start().len()..span.start + text.trim_end().len();
        if !span.is_empty() {
            parts.push(QuerySpan { span, part });
        }
    };
    let end = folded.len();
    match TokenSyntax::new(&folded) {
        TokenSyntax::SavedQuery(_) => push(0..end, QueryPart::SavedQuery),
        TokenSyntax::Filter { negation, name, written_name, values } => {
            // A colon belongs to the name; `=` compares.
            let (key_start, values_start) = (negation.len(), end - values.len());
            let key_end = key_start + written_name.len();
            let operator = folded.get(key_end..values_start).unwrap_or_default();
            let colon_end = if operator.ends_with(':') { values_start } else { key_end };
            push(0..key_start, QueryPart::Operator);
            push(key_start..colon_end, QueryPart::Key);
            push(colon_end..values_start, QueryPart::Operator);
            push_values(name, values, values_start, &mut push);
        }
        TokenSyntax::Word(word) => {
            push(0..word.start, QueryPart::Operator);
            if word.is_phrase {
                push(word.start..word.end, QueryPart::Phrase);
            }
            push(word.end..end, QueryPart::Operator);
        }
    }
    unfold_spans(parts, token, &folded, start)
}

/// Adds the values of a filter, from an offset of the token on.
fn push_values(name: &str, values: &str, start: usize, push: &mut impl FnMut(Range<usize>, QueryPart)) {
    let column = filter_key(name).and_then(Column::from_key);
    let is_ordered = column.is_some_and(|column| {
        matches!(column.key_and_type().1, ValueType::Quantity | ValueType::Number | ValueType::Date)
    });
    for range in value_ranges(values, is_thousands_column(column)) {
        let value = values.get(range.clone()).unwrap_or_default();
        let operand = value.trim_start().trim_start_matches(COMPARISONS).trim_start();
        let operand_start = start + range.end - operand.len();
        push(start + range.start..operand_start, QueryPart::Operator);
        match operand.find(RANGE).filter(|_| is_ordered) {
            Some(dots) => {
                let (dots, end) = (operand_start + dots, start + range.end);
                push(operand_start..dots, QueryPart::Value);
                push(dots..dots + RANGE.len(), QueryPart::Operator);
                push(dots + RANGE.len()..end, QueryPart::Value);
            }
            None => push(operand_start..start + range.end, QueryPart::Value),
        }
    }
}

/// Between the bounds of a range.
const RANGE: &str = "..";

/// The spans of a folded token as those of the token that was typed. Where characters were folded together, the parts
/// cannot be told apart, and there are none.
fn unfold_spans(mut parts: Vec<QuerySpan>, token: &str, folded: &str, start: usize) -> Vec<QuerySpan> {
    if token.len() == folded.len() && token.is_ascii() {
        for QuerySpan { span, .. } in &mut parts {
            *span = span.start + start..span.end + start;
        }
        return parts;
    }
    // The ends of each character, folded and as it was typed.
    let (mut ends, mut whole) = (Vec::new(), String::with_capacity(folded.len()));
    for (offset, ch) in token.char_indices() {
        let end = offset + ch.len_utf8();
        whole += &fold(token.get(offset..end).unwrap_or_default());
        ends.push((whole.len(), end));
    }
    if whole != folded {
        return Vec::new();
    }
    let unfold = |offset: usize| {
        let count = ends.partition_point(|(end, _)| *end <= offset);
        start + count.checked_sub(1).and_then(|idx| ends.get(idx)).map_or(0, |(_, end)| *end)
    };
    for QuerySpan { span, .. } in &mut parts {
        *span = unfold(span.start)..unfold(span.end);
    }
    parts.retain(|part| !part.span.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a query with their texts.
    fn parts(text: &str) -> Vec<(QueryPart, &str)> {
        query_spans(text).into_iter().map(|part| (part.part, text.get(part.span).unwrap())).collect()
    }

    #[test]
    fn each_part_is_found_in_its_place() {
        use QueryPart::{Key, Operator, Phrase, SavedQuery, Value};
        assert_eq!(parts("llama 7b"), []);
        assert_eq!(parts("llama lang:zh"), [(Key, "lang:"), (Value, "zh")]);
        assert_eq!(parts("-license:mit"), [(Operator, "-"), (Key, "license:"), (Value, "mit")]);
        assert_eq!(
            parts("params:>=7b,<3b score:40..60"),
            [
                (Key, "params:"),
                (Operator, ">="),
                (Value, "7b"),
                (Operator, "<"),
                (Value, "3b"),
                (Key, "score:"),
                (Value, "40"),
                (Operator, ".."),
                (Value, "60"),
            ]
        );
        assert_eq!(parts("params > 7b"), [(Key, "params"), (Operator, ">"), (Value, "7b")]);
        assert_eq!(parts("stage=base"), [(Key, "stage"), (Operator, "="), (Value, "base")]);
        assert_eq!(parts("context:131,072"), [(Key, "context:"), (Value, "131,072")]);
        assert_eq!(parts("org:\"Meta AI\",bigscience"), [(Key, "org:"), (Value, "\"Meta AI\""), (Value, "bigscience")]);
        assert_eq!(
            parts("!\"chat model\" @small"),
            [(Operator, "!"), (Phrase, "\"chat model\""), (SavedQuery, "@small")]
        );
        assert_eq!(parts("^llama$ 'gpt -chat"), [(Operator, "^"), (Operator, "$"), (Operator, "'"), (Operator, "-")]);
        // A hyphen alone, an address and an unknown column.
        assert_eq!(parts("- https://a.b"), []);
        assert_eq!(parts("lisence:mit"), [(Key, "lisence:"), (Value, "mit")]);
        assert_eq!(parts("fits:24gb@8bit"), [(Key, "fits:"), (Value, "24gb@8bit")]);
    }

    #[test]
    fn full_width_text_keeps_its_own_offsets() {
        use QueryPart::{Key, Operator, Phrase, Value};
        assert_eq!(parts("语言：中文"), [(Key, "语言："), (Value, "中文")]);
        assert_eq!(parts("参数量＞＝７ｂ"), [(Key, "参数量"), (Operator, "＞＝"), (Value, "７ｂ")]);
        assert_eq!(parts("“中 文”"), [(Phrase, "“中 文”")]);
        // A letter and a mark that are one character when folded.
        assert_eq!(parts("org:e\u{301}cole"), []);
    }

    #[test]
    fn a_query_that_is_too_long_has_the_parts_of_its_start() {
        let long = format!("lang:zh {}", "a".repeat(3_000));
        assert_eq!(parts(&long).len(), 2);
    }
}

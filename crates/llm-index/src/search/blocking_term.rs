//! The term that leaves a query without matches.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rayon::prelude::*;

use crate::{
    index::Index,
    query::{Query, Term},
    row_id::LocalRow,
    search::{
        filter::{BookmarkFilter, CompiledFilter, SegmentFilter},
        fuzzy_score::{CompiledTerm, MatcherScratch, TermScore},
        scorer::TermScorer,
    },
    segment::Segment,
};

/// The term without which a query that has no matches would have the most, as entries, of several the first; `None` for a single
/// term, and once `cancelled` is set. All terms are tried in one pass: a term is the only one that an entry fails.
#[must_use]
pub fn blocking_term<'q>(query: &'q Query, index: &Index, cancelled: &AtomicBool) -> Option<&'q Term> {
    if query.terms.len() < 2 {
        return None;
    }
    let filters: Vec<_> = query.filters().map(|filter| CompiledFilter::new(filter, index)).collect();
    let segments: Vec<_> = index.segments().map(|(_, segment)| segment).collect();
    let search = |segment: &&Arc<Segment>| {
        MatcherScratch::with_thread_local(|scratch| count_blocked(query, &filters, index, segment, cancelled, scratch))
    };
    let counts: Vec<Vec<usize>> = if segments.len() > 1 {
        segments.par_iter().map(search).collect()
    } else {
        segments.iter().map(search).collect()
    };
    if cancelled.load(Ordering::Relaxed) {
        return None;
    }
    let total = |idx: usize| counts.iter().filter_map(|of_segment| of_segment.get(idx)).sum::<usize>();
    let blocked = query.terms.iter().enumerate().map(|(idx, term)| (total(idx), term));
    // `max_by_key` returns the last maximum: reversed, the first term wins a tie.
    blocked.rev().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, term)| term)
}

/// A term of a query for the rows of one segment.
enum Condition<'s> {
    /// The word at an index among the words.
    Word(usize),
    Filter(SegmentFilter<'s>),
    Bookmarked {
        negated: bool,
    },
}

/// For each term, how many entries have a row that fails it alone.
fn count_blocked(
    query: &Query,
    filters: &[CompiledFilter<'_>],
    index: &Index,
    segment: &Segment,
    cancelled: &AtomicBool,
    scratch: &mut MatcherScratch,
) -> Vec<usize> {
    let meta = index.meta();
    let words: Vec<_> = query.words().map(|word| CompiledTerm::new(word, scratch)).collect();
    let bookmark_filter = BookmarkFilter::new(query, segment, index);
    let mut scorer = TermScorer::new(segment, meta, &words, scratch);
    let (mut word_indices, mut filters) = (0.., filters.iter());
    let conditions: Vec<_> = query
        .terms
        .iter()
        .filter_map(|term| match term {
            Term::Word(_) => word_indices.next().map(Condition::Word),
            Term::Filter(_) => filters.next().map(|filter| Condition::Filter(filter.for_segment(segment, meta))),
            Term::Bookmarked { negated } => Some(Condition::Bookmarked { negated: *negated }),
        })
        .collect();
    let char_masks = segment.char_masks();
    let mut is_met = |condition: &Condition<'_>, row: LocalRow| match condition {
        Condition::Word(idx) => words.get(*idx).is_some_and(|word| {
            let score = scorer.score(*idx, word, row, char_masks.get(row.index()), scratch);
            matches!(score, TermScore::Match(_)) != word.negated
        }),
        Condition::Filter(filter) => filter.matches(row),
        Condition::Bookmarked { negated } => bookmark_filter.is_bookmarked(row) != *negated,
    };
    let mut counts = vec![0; conditions.len()];
    // The rows of an entry are next to each other.
    let mut last_entries = vec![None; conditions.len()];
    for row in segment.rows() {
        if cancelled.load(Ordering::Relaxed) {
            break;
        }
        let counted = counts.iter_mut().zip(&mut last_entries);
        let mut failed = conditions.iter().zip(counted).filter(|(condition, _)| !is_met(condition, row));
        // A row that fails two matches without neither.
        if let (Some((_, (count, last_entry))), None) = (failed.next(), failed.next()) {
            let entry = Some(segment.entry_row(row));
            *count += usize::from(*last_entry != entry);
            *last_entry = entry;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        search::SearchResults,
        segment::{builder::SegmentBuilder, line_store::LineStore},
    };

    /// Some models of two organizations.
    fn index() -> Index {
        let mut index = Index::default();
        for segment in ["alpha", "beta"] {
            let mut builder = SegmentBuilder::with_capacity(4);
            let mut lines = String::new();
            for number in 1..=4_usize {
                let organization = if number > 2 { "Meta" } else { "Google" };
                // More variants than there are other models.
                let variant = |number: usize| format!(r#"{{"name":"v{number}","context":{number}000}}"#);
                let variants = (1..=if number == 1 { 12 } else { 0 }).map(variant).collect::<Vec<_>>().join(",");
                let line = format!(
                    r#"{{"id":"{segment}-{number}","name":"{segment} {number}","stage":"base","organizations":["{organization}"],"open_weights":true,"variant":[{variants}]}}"#
                );
                builder.push_json(&line, u32::try_from(lines.len()).unwrap()).unwrap();
                lines += &line;
            }
            index.push(builder.finish(LineStore::InMemory(lines.into())).unwrap()).unwrap();
        }
        index
    }

    proptest! {
        #[test]
        fn it_is_the_first_term_without_which_there_are_the_most_matches(
            terms in proptest::collection::vec("alpha|beta|1|3|!beta|org:meta|!org:google|context:>3k|zzz|is:bookmarked", 2..5),
        ) {
            let index = index();
            let (query, errors) = Query::parse(&terms.join(" "));
            prop_assert!(errors.is_empty());
            prop_assume!(SearchResults::search_all(&query, &index).rows.is_empty());
            let mut expected = (0, None);
            for (idx, term) in query.terms.iter().enumerate() {
                let mut without = query.clone();
                without.terms.remove(idx);
                let matches = index.one_row_per_entry(SearchResults::search_all(&without, &index).rows).len();
                expected = if matches > expected.0 { (matches, Some(term)) } else { expected };
            }
            prop_assert_eq!(blocking_term(&query, &index, &false.into()), expected.1);
        }
    }
}

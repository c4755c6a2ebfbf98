//! A version of the index, for caches.

use llm_index::Index;

/// Changes when entries are added or another benchmark becomes active.
pub fn index_version(index: &Index) -> (usize, usize) {
    (index.len(), index.meta().active_benchmark_idx)
}

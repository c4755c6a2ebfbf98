//! The memory of a segment.

use std::ops::Deref;

use memmap2::MmapMut;

/// The bytes of all columns of a segment.
#[derive(Debug)]
pub(crate) enum SegmentBuffer {
    /// Part of the program.
    Static(&'static [u8]),
    /// Less than a huge page.
    Heap(Vec<u8>),
    /// In huge pages where the system has them: faster to allocate and ten
    /// times faster to free.
    Mmap(MmapMut),
}

/// The size of a huge page; smaller buffers are on the heap.
const HUGE_PAGE_BYTES: usize = 2 << 20;

impl Default for SegmentBuffer {
    fn default() -> Self {
        Self::Static(&[])
    }
}

impl Deref for SegmentBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Heap(bytes) => bytes,
            Self::Mmap(bytes) => bytes,
        }
    }
}

impl SegmentBuffer {
    /// Concatenates slices.
    pub fn from_slices(slices: &[&[u8]]) -> Self {
        let len = slices.iter().map(|slice| slice.len()).sum();
        match alloc_huge(len) {
            Some(mut bytes) => {
                let mut rest = bytes.as_mut();
                for slice in slices {
                    let (target, tail) = rest.split_at_mut(slice.len());
                    target.copy_from_slice(slice);
                    rest = tail;
                }
                Self::Mmap(bytes)
            }
            None => Self::Heap(slices.concat()),
        }
    }
}

/// Maps at least `len` bytes; `None` for less than a huge page, or if the system refuses.
fn alloc_huge(len: usize) -> Option<MmapMut> {
    if len < HUGE_PAGE_BYTES {
        return None;
    }
    // A multiple of the huge page size is aligned to it; the rest of the last page is never touched.
    let bytes = MmapMut::map_anon(len.next_multiple_of(HUGE_PAGE_BYTES)).ok()?;
    #[cfg(target_os = "linux")]
    // Without huge pages the map works all the same, only slower.
    let _ = bytes.advise_range(memmap2::Advice::HugePage, 0, len - len % HUGE_PAGE_BYTES);
    Some(bytes)
}

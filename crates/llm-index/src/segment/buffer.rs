//! The memory that a part lies in.

use std::ops::Deref;

use memmap2::MmapMut;

/// Bytes in one piece.
#[derive(Debug)]
pub(crate) enum SegmentBuffer {
    /// Those of the program itself.
    Static(&'static [u8]),
    /// Few.
    Heap(Vec<u8>),
    /// Many, from the system: in large pages where it has them. Those are
    /// quicker to come by, and a tenth of the time to give back.
    Mmap(MmapMut),
}

/// From so many on, in bytes, there may be a large page.
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
    /// Puts pieces behind one another.
    pub fn from_slices(pieces: &[&[u8]]) -> Self {
        let length = pieces.iter().map(|piece| piece.len()).sum();
        match alloc_huge(length) {
            Some(mut bytes) => {
                let mut rest = bytes.as_mut();
                for piece in pieces {
                    let (here, behind) = rest.split_at_mut(piece.len());
                    here.copy_from_slice(piece);
                    rest = behind;
                }
                Self::Mmap(bytes)
            }
            None => Self::Heap(pieces.concat()),
        }
    }
}

/// Memory of at least so many bytes, where they are many and the system gives them.
fn alloc_huge(length: usize) -> Option<MmapMut> {
    if length < HUGE_PAGE_BYTES {
        return None;
    }
    // A map of whole large pages begins where one can; what is behind the bytes is never touched.
    let bytes = MmapMut::map_anon(length.next_multiple_of(HUGE_PAGE_BYTES)).ok()?;
    #[cfg(target_os = "linux")]
    // Pages of the usual size do as well, only slower.
    let _ = bytes.advise_range(memmap2::Advice::HugePage, 0, length - length % HUGE_PAGE_BYTES);
    Some(bytes)
}

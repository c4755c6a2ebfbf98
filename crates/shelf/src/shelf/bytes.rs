//! The memory that a part lies in.

use std::ops::Deref;

use memmap2::MmapMut;

/// Bytes in one piece.
#[derive(Debug)]
pub(super) enum Bytes {
    /// Those of the program itself.
    Builtin(&'static [u8]),
    /// Few.
    Small(Vec<u8>),
    /// Many, from the system: in large pages where it has them. Those are
    /// quicker to come by, and a tenth of the time to give back.
    Large(MmapMut),
}

/// From so many on, in bytes, there may be a large page.
const LARGE: usize = 2 << 20;

impl Default for Bytes {
    fn default() -> Self {
        Self::Builtin(&[])
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Builtin(bytes) => bytes,
            Self::Small(bytes) => bytes,
            Self::Large(bytes) => bytes,
        }
    }
}

impl Bytes {
    /// Puts pieces behind one another.
    pub fn of(pieces: &[&[u8]]) -> Self {
        let length = pieces.iter().map(|piece| piece.len()).sum();
        match mapped(length) {
            Some(mut bytes) => {
                let mut rest = bytes.as_mut();
                for piece in pieces {
                    let (here, behind) = rest.split_at_mut(piece.len());
                    here.copy_from_slice(piece);
                    rest = behind;
                }
                Self::Large(bytes)
            }
            None => Self::Small(pieces.concat()),
        }
    }
}

/// Memory of at least so many bytes, where they are many and the system gives them.
fn mapped(length: usize) -> Option<MmapMut> {
    if length < LARGE {
        return None;
    }
    // A map of whole large pages begins where one can; what is behind the bytes is never touched.
    let bytes = MmapMut::map_anon(length.next_multiple_of(LARGE)).ok()?;
    #[cfg(target_os = "linux")]
    // Pages of the usual size do as well, only slower.
    let _ = bytes.advise_range(memmap2::Advice::HugePage, 0, length - length % LARGE);
    Some(bytes)
}

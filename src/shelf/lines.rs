//! Where the lines of a part are kept.

use std::{borrow::Cow, fs::File, io, sync::Arc};

/// The text of a part, or where to read it.
#[derive(Debug)]
pub(super) enum Lines {
    /// In the program itself.
    Builtin(&'static str),
    /// In memory.
    Kept(Box<str>),
    /// In a file, from a byte to another.
    File(Arc<File>, u64, u64),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Builtin("")
    }
}

impl Lines {
    /// The text from a byte to another, or to the end; nothing where the file
    /// cannot be read any more.
    pub fn between(&self, start: u32, end: Option<u32>) -> Option<Cow<'_, str>> {
        let text = match self {
            Self::Builtin(text) => text,
            Self::Kept(text) => text.as_ref(),
            Self::File(file, first, last) => {
                let length = end.map_or(*last - first, u64::from).saturating_sub(start.into());
                let mut line = vec![0; usize::try_from(length).ok()?];
                read_at(file, &mut line, first + u64::from(start)).ok()?;
                return String::from_utf8(line).ok().map(Cow::Owned);
            }
        };
        let end = end.map_or(text.len(), |end| end as usize);
        text.get(start as usize..end).map(Cow::Borrowed)
    }
}

/// Reads bytes of a file, as many as there is room for, from a place on.
#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
pub(super) fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        let count = file.seek_read(bytes, at)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(count..).unwrap_or_default();
        at += count as u64;
    }
    Ok(())
}

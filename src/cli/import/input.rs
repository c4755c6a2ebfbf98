//! The file or the pipe that an import reads.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use anyhow::Context;
use llm_catalog::{Foreign, localized::Locale};
use tempfile::spooled_tempfile;

use crate::{cli::import::progress::ProgressLine, i18n::Messages};

/// What a pipe holds is in memory up to this size, and in a temporary file beyond it.
pub(super) const MAX_HELD_BYTES: usize = 16 << 20;
/// As much of a pipe is read at once.
const CHUNK_BYTES: u64 = 1 << 20;

/// A list that can be read more than once.
pub(super) struct Input {
    source: Box<dyn ReadSeek>,
    /// The size in bytes.
    pub size: u64,
}

trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

impl Input {
    /// Opens a file; `-` is standard input.
    pub fn open(file: &str, messages: &Messages, progress: &mut ProgressLine) -> anyhow::Result<Self> {
        let input = if file == "-" { Self::hold(&mut io::stdin(), progress) } else { Self::open_file(file, progress) };
        input.with_context(|| (messages.cli.cannot_read_list)(Foreign::long(file)))
    }

    fn open_file(file: &str, progress: &mut ProgressLine) -> io::Result<Self> {
        let mut file = File::open(file)?;
        let metadata = file.metadata()?;
        // The file may be a named pipe, such as the shell makes for `<(zcat list.gz)`.
        if !metadata.is_file() {
            return Self::hold(&mut file, progress);
        }
        Ok(Self { source: Box::new(file), size: metadata.len() })
    }

    /// Keeps what a pipe holds.
    fn hold(pipe: &mut dyn Read, progress: &mut ProgressLine) -> io::Result<Self> {
        let (mut held, mut size) = (spooled_tempfile(MAX_HELD_BYTES), 0);
        loop {
            let copied = io::copy(&mut pipe.take(CHUNK_BYTES), &mut held)?;
            size += copied;
            if copied == 0 {
                progress.erase();
                held.flush()?;
                held.rewind()?;
                return Ok(Self { source: Box::new(held), size });
            }
            progress.show_held(size);
        }
    }

    /// The text that the list begins with, of at least a number of bytes if it is that long.
    pub fn head(&mut self, bytes: usize) -> io::Result<String> {
        self.read_head(bytes).map(without_byte_order_mark)
    }

    fn read_head(&mut self, bytes: usize) -> io::Result<String> {
        /// A character that is cut at the end.
        const MAX_CHAR_BYTES: usize = 4;
        let mut head = Vec::new();
        self.source.by_ref().take((bytes + MAX_CHAR_BYTES) as u64).read_to_end(&mut head)?;
        self.source.rewind()?;
        match String::from_utf8(head) {
            Ok(head) => Ok(head),
            Err(error) if error.utf8_error().error_len().is_none() => {
                let valid = error.utf8_error().valid_up_to();
                let mut head = error.into_bytes();
                head.truncate(valid);
                String::from_utf8(head).map_err(io::Error::other)
            }
            // The error is that of reading all of it.
            Err(_) => io::read_to_string(self),
        }
    }

    /// The whole text.
    pub fn into_text(mut self) -> io::Result<String> {
        self.source.rewind()?;
        io::read_to_string(self.source).map(without_byte_order_mark)
    }
}

/// Reads a file as a whole; `-` is standard input.
pub(super) fn read_input(file: &str, locale: Locale) -> anyhow::Result<String> {
    let messages = Messages::get(locale);
    let input = Input::open(file, messages, &mut ProgressLine::new(locale))?;
    input.into_text().with_context(|| (messages.cli.cannot_read_list)(Foreign::long(file)))
}

/// Removes what editors on Windows begin a file with.
fn without_byte_order_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.source.read(buffer)
    }
}

impl Seek for Input {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.source.seek(position)
    }
}

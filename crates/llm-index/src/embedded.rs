//! An index as bytes that a program embeds.
//!
//! The bytes are a checksum, the metadata and the columns of one segment in the
//! `postcard` format, the buffer of that segment but for its long texts, and those, compressed.

use llm_catalog::{Catalog, CatalogMeta, EntryRef};

use crate::{
    index::{Index, IndexFull, MAX_CATALOG_SEGMENT_ROWS, build_segment, row_count},
    segment::{
        Segment, SegmentBuffer, SegmentError,
        compressed_bytes::CompressedBytes,
        compressed_lines::{CompressedBlocks, CompressedLines},
        line_store::LineStore,
    },
};

/// An index to embed in a program.
#[derive(Clone, Debug)]
pub struct EncodedIndex {
    /// Columns and metadata.
    pub bytes: Vec<u8>,
    /// The entries as compressed JSON Lines.
    pub lines: Vec<u8>,
}

/// What stands before the buffer of the segment.
type EmbeddedHeader = (CatalogMeta, Segment, CompressedBlocks);

/// Why a catalogue cannot be embedded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// It does not fit into one segment.
    #[error("a catalogue of {0} variants is too large to be embedded; at most {MAX_CATALOG_SEGMENT_ROWS} are possible")]
    TooManyRows(usize),
    /// Its lines take more than 4 GiB.
    #[error("the lines of a catalogue of more than 4 GiB cannot be embedded")]
    TooManyBytes,
    /// A segment cannot be built.
    #[error(transparent)]
    Segment(#[from] SegmentError),
    /// The header cannot be written.
    #[error("the header cannot be encoded: {0}")]
    Header(#[from] postcard::Error),
}

/// Why bytes cannot be decoded as an index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There are fewer bytes than a checksum has.
    #[error("it is truncated")]
    Truncated,
    /// The bytes or the lines were changed since they were encoded.
    #[error("its checksum is wrong")]
    Checksum,
    /// The header is not that of this version of the program.
    #[error("its header cannot be decoded: {0}")]
    Header(#[from] postcard::Error),
    /// It has more rows than an index can number.
    #[error(transparent)]
    Full(#[from] IndexFull),
}

impl Index {
    /// Encodes a catalogue of at most 20,000 variants for [`decode`](Self::decode). The
    /// result is the same on every platform.
    ///
    /// # Errors
    ///
    /// Fails if the catalogue is larger, or if its texts take more than 4 GiB.
    pub fn encode(catalog: &Catalog) -> Result<EncodedIndex, EncodeError> {
        let entries: Vec<EntryRef<'_>> = catalog.entries().collect();
        let rows = entries.iter().map(|entry| row_count(*entry)).sum();
        if rows > MAX_CATALOG_SEGMENT_ROWS {
            return Err(EncodeError::TooManyRows(rows));
        }
        let (segment, lines) = build_segment(&entries)?;
        let (blocks, lines) = CompressedBlocks::compress(&lines).ok_or(EncodeError::TooManyBytes)?;
        let mut content = postcard::to_stdvec(&(catalog.meta(), &segment, &blocks))?;
        let (columns, texts) =
            segment.buffer.split_at_checked(segment.long_texts_start()).ok_or(EncodeError::TooManyBytes)?;
        content.extend_from_slice(columns);
        content.extend(CompressedBytes::compress(texts).ok_or(EncodeError::TooManyBytes)?);
        let mut bytes = checksum(&content, &lines).to_le_bytes().to_vec();
        bytes.append(&mut content);
        Ok(EncodedIndex { bytes, lines })
    }

    /// Decodes what [`encode`](Self::encode) returned. Columns and lines are not copied.
    ///
    /// # Errors
    ///
    /// Fails if `bytes` or `lines` are not what was encoded.
    pub fn decode(bytes: &'static [u8], lines: &'static [u8]) -> Result<Self, DecodeError> {
        let (stored, content) = bytes.split_first_chunk().ok_or(DecodeError::Truncated)?;
        if u64::from_le_bytes(*stored) != checksum(content, lines) {
            return Err(DecodeError::Checksum);
        }
        let ((meta, mut segment, blocks), buffer): (EmbeddedHeader, _) = postcard::take_from_bytes(content)?;
        let (columns, texts) = buffer.split_at_checked(segment.long_texts_start()).ok_or(DecodeError::Truncated)?;
        segment.buffer = SegmentBuffer::Static(columns);
        segment.compressed_texts = Some(CompressedBytes::new(texts));
        segment.lines = LineStore::Compressed(CompressedLines::new(blocks, lines));
        Ok(Self::from_segment(meta, segment)?)
    }

    /// All entries as JSON Lines, if the index was [decoded](Self::decode) and its lines are not damaged.
    #[must_use]
    pub fn embedded_lines(&self) -> Option<String> {
        let lines = self.segments().map(|(_, segment)| match &segment.lines {
            LineStore::Compressed(lines) => lines.text(),
            LineStore::InMemory(_) | LineStore::File(..) => None,
        });
        lines.collect()
    }
}

/// A checksum that detects accidental changes. It is the same on all platforms.
fn checksum(bytes: &[u8], lines: &[u8]) -> u64 {
    let sums = [bytes, lines].map(|bytes| {
        let (words, rest) = bytes.as_chunks();
        // Four independent sums, as the processor can multiply several numbers at once.
        let mut lanes = [bytes.len() as u64, 1, 2, 3];
        let (blocks, tail) = words.as_chunks::<4>();
        for block in blocks {
            for (lane, word) in lanes.iter_mut().zip(block) {
                *lane = mix(*lane, *word);
            }
        }
        let tail = tail.iter().copied().chain(rest.iter().map(|byte| u64::from(*byte).to_le_bytes()));
        let tail = tail.fold(0, mix);
        lanes.into_iter().fold(tail, |sum, lane| mix(sum, lane.to_le_bytes()))
    });
    let [bytes, lines] = sums;
    mix(bytes, lines.to_le_bytes())
}

fn mix(sum: u64, word: [u8; 8]) -> u64 {
    // The multiplier of the FNV hash.
    (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(29)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn encoded() -> EncodedIndex {
        Index::encode(&Catalog::read(Path::new("../../catalog.toml")).unwrap()).unwrap()
    }

    fn decode(bytes: &[u8], lines: &[u8]) -> Result<Index, DecodeError> {
        Index::decode(bytes.to_vec().leak(), lines.to_owned().leak())
    }

    #[test]
    fn every_entry_is_decoded() {
        let catalog = Catalog::read(Path::new("../../catalog.toml")).unwrap();
        let EncodedIndex { bytes, lines } = encoded();
        let index = decode(&bytes, &lines).unwrap();
        let entries: Vec<_> = index.entries().map(|(_, entry)| entry).collect();
        assert_eq!(entries.len(), catalog.len());
        assert_eq!(index.embedded_lines().unwrap().lines().count(), catalog.len());
        for (entry, expected) in entries.iter().zip(catalog.entries()) {
            assert_eq!(format!("{:?}", entry.as_entry_ref()), format!("{expected:?}"));
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let EncodedIndex { bytes, lines } = encoded();
        for position in (0..bytes.len()).step_by(bytes.len() / 97) {
            let mut damaged = bytes.clone();
            damaged[position] ^= 0x20;
            assert_eq!(decode(&damaged, &lines).err(), Some(DecodeError::Checksum), "byte {position}");
        }
        let mut damaged = lines.clone();
        damaged[lines.len() / 2] ^= 1;
        assert_eq!(decode(&bytes, &damaged).err(), Some(DecodeError::Checksum));
        assert_eq!(decode(&bytes[..bytes.len() / 2], &lines).err(), Some(DecodeError::Checksum));
        assert_eq!(decode(&[0; 4], &lines).err(), Some(DecodeError::Truncated));
    }
}

//! Texts of documents, compressed in groups: the section `bodies`.
//!
//! A group is its unpacked length (u32), its packed length (u32) and a DEFLATE stream (RFC 1951) of its documents, each:
//! number of sentences; for each the gap since the one before and its length, in bytes of the body; length of the body; the body.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use crate::error::PackError;
use crate::pack::codec::{Reader, put_number, put_str};
use crate::pack::format::{Append, Output, ReadAt};
use crate::span::Span;

/// Unpacked bytes after which a group is closed: smaller groups unpack faster, larger ones pack better (16 KiB: 2.2 to 1).
const GROUP: usize = 16 << 10;
/// DEFLATE level.
const LEVEL: u8 = 8;
/// Largest group that is unpacked: [`GROUP`], and behind it the longest text with a sentence at every other byte.
const LARGEST: u32 = 16 << 20;

/// A document's text and its sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Paragraphs apart by a blank line.
    pub text: String,
    /// Its sentences as packed, in order: spans of `text`.
    pub sentences: Vec<Span>,
}

/// Collects bodies into groups.
#[derive(Default)]
pub(crate) struct Writer {
    group: Vec<u8>,
}

impl Writer {
    /// Adds a document's text; returns the offset of its group in `out` and its place in the unpacked group.
    pub(crate) fn add<S: ReadAt + Append>(&mut self, text: &str, sentences: &[Span], out: &mut Output<S>) -> Result<(u64, u32), PackError> {
        if self.group.len() >= GROUP {
            self.close(out)?;
        }
        let place = (out.len(), self.group.len() as u32);
        put_number(&mut self.group, sentences.len() as u64);
        let mut end = 0;
        for span in sentences {
            put_number(&mut self.group, span.start.saturating_sub(end) as u64);
            put_number(&mut self.group, span.len() as u64);
            end = span.end;
        }
        put_str(&mut self.group, text);
        Ok(place)
    }

    /// Writes what is collected as a group.
    pub(crate) fn close<S: ReadAt + Append>(&mut self, out: &mut Output<S>) -> Result<(), PackError> {
        if self.group.is_empty() {
            return Ok(());
        }
        let packed = miniz_oxide::deflate::compress_to_vec(&self.group, LEVEL);
        out.write(&(self.group.len() as u32).to_le_bytes())?;
        out.write(&(packed.len() as u32).to_le_bytes())?;
        out.write(&packed)?;
        self.group.clear();
        Ok(())
    }
}

/// Lengths of a group, from its first eight bytes: unpacked, packed.
pub(crate) fn lengths(head: &[u8]) -> (u32, u32) {
    let word = |at: usize| head.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
    (word(0), word(4))
}

/// Unpacks a group's DEFLATE stream, of which the first `wanted` bytes are read.
pub(crate) fn unpack(packed: &[u8], unpacked: u32, wanted: u32) -> Result<Vec<u8>, PackError> {
    let malformed = |found: String| PackError::Malformed { section: "bodies", expected: "a DEFLATE stream of the stated length", found };
    if unpacked > LARGEST {
        return Err(malformed(format!("{unpacked} bytes")));
    }
    let wanted = wanted.min(unpacked);
    let bytes = match decompress_to_vec_with_limit(packed, wanted as usize) {
        Err(more) if more.status == TINFLStatus::HasMoreOutput && wanted < unpacked => more.output,
        bytes => bytes.map_err(|e| malformed(e.to_string()))?,
    };
    if bytes.len() != wanted as usize {
        return Err(malformed(format!("{} bytes", bytes.len())));
    }
    Ok(bytes)
}

/// Reads a document from its unpacked group.
pub(crate) fn decode(group: &[u8], within: u32) -> Result<Body, PackError> {
    let mut reader = Reader::new(group.get(within as usize..).unwrap_or_default(), "bodies");
    let count = reader.number()?;
    let mut sentences = Vec::new();
    let mut end = 0usize;
    for _ in 0..count {
        let start = end.saturating_add(reader.small()? as usize);
        end = start.saturating_add(reader.small()? as usize);
        sentences.push(Span::new(start, end));
    }
    let text = reader.string()?;
    if let Some(bad) = sentences.iter().find(|s| text.get(s.start..s.end).is_none()) {
        return Err(PackError::Malformed { section: "bodies", expected: "sentences inside the text", found: format!("{bad:?}") });
    }
    Ok(Body { text, sentences })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_unpacked_to_its_stated_length_and_no_further() {
        let packed = miniz_oxide::deflate::compress_to_vec(&[7; 1000], LEVEL);
        assert_eq!(unpack(&packed, 1000, u32::MAX).unwrap(), [7; 1000]);
        assert_eq!(unpack(&packed, 1000, 300).unwrap(), [7; 300]);
        for stated in [0, 999, 1001, LARGEST + 1] {
            assert!(matches!(unpack(&packed, stated, u32::MAX), Err(PackError::Malformed { section: "bodies", .. })), "{stated}");
        }
        assert!(unpack(&packed, 2000, 1500).is_err());
    }
}

//! Which sentences a term stands in: the sections `dictionary`, `postings` and `lengths`.
//!
//! `dictionary` has 16 bytes a term, by rising hash: hash u32, sentences u32, offset of its postings u64. A term's postings
//! are the gaps between its sentence numbers (the first from 0) as LEB128 integers; they end where the next term's begin.
//! `lengths` has one byte a sentence: its words, 255 at most.

use crate::error::PackError;
use crate::pack::codec::{Reader, put_number};
use crate::text::token::Term;

/// Bytes of a dictionary entry.
pub(crate) const ENTRY: usize = 16;

/// A term's place in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Its hash.
    pub(crate) term: Term,
    /// Sentences it stands in.
    pub(crate) count: u32,
    /// Where its postings begin.
    pub(crate) offset: u64,
}

impl Posting {
    pub(crate) fn decode(bytes: &[u8]) -> Posting {
        let word = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        let offset = bytes.get(8..16).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
        Posting { term: Term(word(0)), count: word(4), offset }
    }
}

/// Makes dictionary and postings from (term, sentence) pairs, which must be sorted and without repeats.
pub(crate) fn encode(pairs: &[(Term, u32)]) -> (Vec<u8>, Vec<u8>) {
    let (mut dictionary, mut postings) = (Vec::new(), Vec::new());
    for run in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(term, _)) = run.first() else { continue };
        dictionary.extend_from_slice(&term.0.to_le_bytes());
        dictionary.extend_from_slice(&(run.len() as u32).to_le_bytes());
        dictionary.extend_from_slice(&(postings.len() as u64).to_le_bytes());
        let mut before = 0;
        for &(_, sentence) in run {
            put_number(&mut postings, u64::from(sentence - before));
            before = sentence;
        }
    }
    (dictionary, postings)
}

/// Appends the sentence numbers of a term to `out`; all must be under `sentences`.
pub(crate) fn decode(bytes: &[u8], count: u32, sentences: u32, out: &mut Vec<u32>) -> Result<(), PackError> {
    let mut reader = Reader::new(bytes, "postings");
    let mut sentence = 0u32;
    for _ in 0..count {
        sentence = sentence.saturating_add(reader.small()?);
        if sentence >= sentences {
            return Err(PackError::Malformed { section: "postings", expected: "a sentence of the pack", found: sentence.to_string() });
        }
        out.push(sentence);
    }
    Ok(())
}

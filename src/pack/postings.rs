//! Which sentences a term stands in: the sections `dictionary`, `postings` and `lengths`.
//!
//! `dictionary` has 16 bytes a term, by rising hash: hash u32, sentences u32, offset of its postings u64. A term's postings
//! are the gaps between its sentence numbers (the first from 0), in blocks of 128: bits a gap (u8), then the gaps, lowest bits
//! first, filled up to a whole byte. They end where the next term's begin.
//! `lengths` has one byte a sentence: its words, 255 at most.

use crate::error::PackError;
use crate::text::token::Term;

/// Bytes of a dictionary entry.
pub(crate) const ENTRY: usize = 16;

/// Gaps packed together.
const BLOCK: usize = 128;

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
    pub(crate) fn encode(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.term.0.to_le_bytes());
        out.extend_from_slice(&self.count.to_le_bytes());
        out.extend_from_slice(&self.offset.to_le_bytes());
    }

    pub(crate) fn decode(bytes: &[u8]) -> Posting {
        let word = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        let offset = bytes.get(8..16).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
        Posting { term: Term(word(0)), count: word(4), offset }
    }
}

/// Appends a term's postings, rising and without repeats.
pub(crate) fn encode(sentences: &[u32], out: &mut Vec<u8>) {
    let mut before = 0;
    for block in sentences.chunks(BLOCK) {
        let mut gaps = [0u32; BLOCK];
        for (gap, &sentence) in gaps.iter_mut().zip(block) {
            *gap = sentence - before;
            before = sentence;
        }
        let width = 32 - gaps.iter().fold(0, |all, gap| all | gap).leading_zeros();
        out.push(width as u8);
        let (mut bits, mut held) = (0u64, 0);
        for &gap in &gaps[..block.len()] {
            bits |= u64::from(gap) << held;
            held += width;
            while held >= 8 {
                out.push(bits as u8);
                bits >>= 8;
                held -= 8;
            }
        }
        if held > 0 {
            out.push(bits as u8);
        }
    }
}

/// Appends the sentence numbers of a term to `out`; all must be under `sentences`.
pub(crate) fn decode(bytes: &[u8], count: u32, sentences: u32, out: &mut Vec<u32>) -> Result<(), PackError> {
    let malformed = |found: String| PackError::Malformed { section: "postings", expected: "sentences of the pack", found };
    if count > sentences {
        return Err(malformed(format!("{count} of {sentences}")));
    }
    out.reserve(count as usize);
    let mut rest = bytes;
    let mut sentence = 0u64;
    let mut left = count as usize;
    // Eight bytes are read at a time, also where a block ends.
    let mut block = [0u8; BLOCK * 4 + 8];
    while left > 0 {
        let length = left.min(BLOCK);
        let Some((&width, packed)) = rest.split_first() else { return Err(malformed("their bytes end too soon".to_owned())) };
        let size = (length * width as usize).div_ceil(8);
        if width > 32 || packed.len() < size {
            return Err(malformed(format!("{} bytes for {length} gaps of {width} bits", packed.len())));
        }
        block[..size].copy_from_slice(&packed[..size]);
        let (width, mask) = (width as usize, (1u64 << width) - 1);
        out.extend((0..length).map(|i| {
            let at = i * width;
            let word = block[at / 8 % (BLOCK * 4)..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
            sentence += (word >> (at % 8)) & mask;
            sentence as u32
        }));
        rest = &packed[size..];
        left -= length;
    }
    // They rise, so the last one stands for all.
    if count > 0 && sentence >= u64::from(sentences) {
        return Err(malformed(sentence.to_string()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for list in [vec![], vec![0], vec![7], (0..1000).collect(), (0..300).map(|i| i * i * 40_000).collect(), vec![1, u32::MAX - 1]] {
            let (mut bytes, mut out) = (Vec::new(), Vec::new());
            encode(&list, &mut bytes);
            decode(&bytes, list.len() as u32, u32::MAX, &mut out).unwrap();
            assert_eq!(out, list);
            assert!(list.is_empty() || decode(&bytes[..bytes.len() - 1], list.len() as u32, u32::MAX, &mut out).is_err());
        }
    }

    #[test]
    fn a_sentence_that_is_not_there_is_an_error() {
        let mut bytes = Vec::new();
        encode(&[3, 9], &mut bytes);
        assert!(decode(&bytes, 2, 10, &mut Vec::new()).is_ok());
        assert!(decode(&bytes, 2, 9, &mut Vec::new()).is_err());
        assert!(decode(&[200, 1, 2, 3], 2, 10, &mut Vec::new()).is_err());
    }
}

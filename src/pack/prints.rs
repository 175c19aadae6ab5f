//! Fingerprints of documents: the section `prints`.
//!
//! A document has, for each of its sentences: number of codes, the gaps between them (they rise), number of shingles, their 16
//! bits each, rising. Neither says anything of order.

use std::collections::BTreeSet;

use crate::error::PackError;
use crate::pack::codec::{Reader, put_number};
use crate::text::token::Term;

/// Words of a shingle: so many that putting together words that may have been meant gives far more shingles than there are
/// hashes, most of them wrong.
const SHINGLE: usize = 8;
/// One shingle in so many is kept.
const SAMPLED: u32 = 4;

/// What is kept of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// Codes of its content words.
    pub codes: BTreeSet<u32>,
    /// Short hashes of some of its shingles.
    pub shingles: BTreeSet<u16>,
}

/// Hashes of the shingles of a sentence that are sampled.
pub fn shingles(words: impl Iterator<Item = Term>) -> Vec<u32> {
    let bytes: Vec<u8> = words.flat_map(|term| term.0.to_le_bytes()).collect();
    let hashes = bytes.windows(SHINGLE * 4).step_by(4).map(|window| xxhash_rust::xxh3::xxh3_64(window) as u32);
    hashes.filter(|hash| hash % SAMPLED == 0).collect()
}

pub(crate) fn encode(prints: &[Print]) -> Vec<u8> {
    let mut out = Vec::new();
    for print in prints {
        put_number(&mut out, print.codes.len() as u64);
        let mut before = 0;
        for &code in &print.codes {
            put_number(&mut out, u64::from(code - before));
            before = code;
        }
        put_number(&mut out, print.shingles.len() as u64);
        print.shingles.iter().for_each(|shingle| out.extend_from_slice(&shingle.to_le_bytes()));
    }
    out
}

/// Reads a document of so many sentences.
pub(crate) fn decode(bytes: &[u8], sentences: usize) -> Result<Vec<Print>, PackError> {
    let mut reader = Reader::new(bytes, "prints");
    let mut out = Vec::new();
    for _ in 0..sentences {
        let mut print = Print::default();
        let mut code = 0u32;
        for _ in 0..reader.number()? {
            code = code.saturating_add(reader.small()?);
            print.codes.insert(code);
        }
        for _ in 0..reader.number()? {
            if let [low, high] = reader.take(2)? {
                print.shingles.insert(u16::from_le_bytes([*low, *high]));
            }
        }
        out.push(print);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_come_back_and_know_no_order() {
        let words = [5, 9, 2, 77, 40_000, 3, 8, 1, 12, 6, 4, 33].map(Term);
        let print = Print {
            codes: words.iter().map(|term| term.0).collect(),
            shingles: shingles(words.into_iter()).into_iter().map(|hash| (hash >> 16) as u16).collect(),
        };
        let two = [print, Print::default()];
        assert_eq!(decode(&encode(&two), 2), Ok(two.to_vec()));
        assert!(decode(&encode(&two), 3).is_err());
        assert!(shingles(words[..7].iter().copied()).is_empty());
    }
}

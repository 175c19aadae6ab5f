//! Fingerprints of documents: the sections `prints` and `ranks`.
//!
//! A document has, for each of its sentences: number of codes, the gaps between their ranks (they rise), number of shingles, their
//! 16 bits each, rising. Neither says anything of order. A code's rank is its place among the pack's codes, those of most sentences
//! first and the lower of equals: small numbers for what is frequent. `ranks` has the codes in this order, 24 bits each.

use std::collections::BTreeSet;

use crate::error::PackError;
use crate::pack::codec::{Reader, put_number};
use crate::text::token::{Term, TermMap};

/// Words of a shingle: so many that putting together words that may have been meant gives far more shingles than there are
/// hashes, most of them wrong.
const SHINGLE: usize = 8;
/// One shingle in so many is kept.
const SAMPLED: u32 = 4;
/// Bytes of a code in `ranks`.
pub(crate) const RANKED: usize = 3;

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

/// The ranks of a pack's codes.
pub(crate) struct Ranks {
    of: TermMap<u32>,
}

impl Ranks {
    /// Of codes with the number of sentences that have them; the section is appended to `out`.
    pub(crate) fn new(counts: &[(Term, u32)], out: &mut Vec<u8>) -> Ranks {
        let mut keys: Vec<u64> = counts.iter().map(|&(code, count)| u64::from(u32::MAX - count) << 32 | u64::from(code.0)).collect();
        keys.sort_unstable();
        let codes = keys.into_iter().map(|key| key as u32).inspect(|code| out.extend_from_slice(&code.to_le_bytes()[..RANKED]));
        Ranks { of: codes.map(Term).zip(0..).collect() }
    }

    /// The rank of a code; an error where it is in no sentence.
    pub(crate) fn of(&self, code: u32) -> Result<u32, PackError> {
        let malformed = || PackError::Malformed { section: "prints", expected: "codes of the dictionary", found: code.to_string() };
        self.of.get(&Term(code)).copied().ok_or_else(malformed)
    }
}

/// A document's fingerprints, with codes in the place of their ranks.
pub(crate) fn encode(prints: &[Print]) -> Vec<u8> {
    let mut out = Vec::new();
    for print in prints {
        put_rising(&mut out, print.codes.iter().copied());
        put_number(&mut out, print.shingles.len() as u64);
        print.shingles.iter().for_each(|shingle| out.extend_from_slice(&shingle.to_le_bytes()));
    }
    out
}

/// Writes a document of so many sentences anew, with another number for each code or rank.
pub(crate) fn renumber(
    bytes: &[u8],
    sentences: usize,
    mut number: impl FnMut(u32) -> Result<u32, PackError>,
) -> Result<Vec<u8>, PackError> {
    let (mut reader, mut out, mut numbers) = (Reader::new(bytes, "prints"), Vec::with_capacity(bytes.len()), Vec::new());
    for _ in 0..sentences {
        numbers.clear();
        rising(&mut reader, |old| number(old).map(|number| numbers.push(number)))?;
        numbers.sort_unstable();
        put_rising(&mut out, numbers.iter().copied());
        let shingles = reader.small()?;
        put_number(&mut out, shingles.into());
        out.extend_from_slice(reader.take(shingles as usize * 2)?);
    }
    Ok(out)
}

/// Reads a document of so many sentences; `code` gives the code of a rank.
pub(crate) fn decode(bytes: &[u8], sentences: usize, mut code: impl FnMut(u32) -> Result<u32, PackError>) -> Result<Vec<Print>, PackError> {
    let mut reader = Reader::new(bytes, "prints");
    let mut out = Vec::new();
    for _ in 0..sentences {
        let mut print = Print::default();
        rising(&mut reader, |rank| {
            print.codes.insert(code(rank)?);
            Ok(())
        })?;
        for _ in 0..reader.number()? {
            if let [low, high] = reader.take(2)? {
                print.shingles.insert(u16::from_le_bytes([*low, *high]));
            }
        }
        out.push(print);
    }
    Ok(out)
}

/// Appends numbers that rise: how many there are, and the gaps between them.
fn put_rising(out: &mut Vec<u8>, numbers: impl ExactSizeIterator<Item = u32>) {
    put_number(out, numbers.len() as u64);
    let mut before = 0;
    for number in numbers {
        put_number(out, u64::from(number - before));
        before = number;
    }
}

/// Calls `each` with numbers that rise.
fn rising(reader: &mut Reader, mut each: impl FnMut(u32) -> Result<(), PackError>) -> Result<(), PackError> {
    let mut number = 0u32;
    for _ in 0..reader.number()? {
        number = number.saturating_add(reader.small()?);
        each(number)?;
    }
    Ok(())
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
        let counts: Vec<(Term, u32)> = words.iter().map(|&term| (term, term.0 / 10)).collect();
        let mut section = Vec::new();
        let ranks = Ranks::new(&counts, &mut section);
        assert_eq!([40_000, 77, 33, 12, 1, 2, 9].map(|code| ranks.of(code).unwrap()), [0, 1, 2, 3, 4, 5, 11]);
        assert_eq!(section[..6], [0x40, 0x9c, 0, 77, 0, 0]);
        let ranked = renumber(&encode(&two), 2, |code| ranks.of(code)).unwrap();
        let code =
            |rank: u32| Ok(section[rank as usize * RANKED..].iter().take(RANKED).rev().fold(0, |code, &byte| code << 8 | u32::from(byte)));
        assert_eq!(decode(&ranked, 2, code), Ok(two.to_vec()));
        assert!(decode(&ranked, 3, code).is_err());
        assert!(renumber(&ranked, 3, Ok).is_err());
        assert!(matches!(ranks.of(7), Err(PackError::Malformed { section: "prints", .. })));
        assert!(shingles(words[..7].iter().copied()).is_empty());
    }
}

//! How terms stand in packs of fingerprints: many to one, or under a key. The section `codes`.
//!
//! Without a key, [`ALIKE`] words of a language that are about equally frequent share one code, so that frequency does not
//! tell which one is meant; words that are not in the table of the language share one of a few thousand codes by their hash.
//! `codes` then lists the words of the codes that are in the pack: hash u32, code u32, by rising hash. With a key a code is
//! 24 bits of the term's SipHash-2-4, and `codes` holds eight bytes that tell whether a key is the right one.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use crate::background::Background;
use crate::error::PackError;
use crate::text::language::Language;
use crate::text::token::Term;

/// Words that share a code. More hides more and finds less; eval/packs.md has what an attack gets back.
const ALIKE: usize = 4;
/// Codes of words that a language's table does not have, mostly names: first, and how many.
const RARE: (u32, u32) = (1 << 20, 1 << 13);
/// Codes of all words of languages without a table.
const UNKNOWN: (u32, u32) = (1 << 21, 1 << 9);
/// Bits of a code under a key.
const KEYED: u32 = 24;
/// Bytes of an entry of the section.
const ENTRY: usize = 8;

/// A secret that fingerprints are made with; not in any pack.
#[derive(Clone)]
pub struct Key([u8; 16]);

impl Key {
    /// Fewest bytes that a key is made of.
    pub const SHORTEST: usize = 16;

    /// From the bytes of a key file, which should be random; `None` where they are fewer than [`Key::SHORTEST`].
    pub fn new(bytes: &[u8]) -> Option<Key> {
        let half = |number: u8| {
            let mut hasher = SipHasher24::new_with_key(&[number; 16]);
            hasher.write(bytes);
            hasher.finish().to_le_bytes()
        };
        let mut key = [0; 16];
        key[..8].copy_from_slice(&half(1));
        key[8..].copy_from_slice(&half(2));
        (bytes.len() >= Self::SHORTEST).then_some(Key(key))
    }

    fn hash(&self, bytes: &[u8]) -> u64 {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(bytes);
        hasher.finish()
    }

    /// Tells whether a key is the one that a pack was made with.
    fn check(&self) -> [u8; 8] {
        self.hash(b"wirecopy fingerprints").to_le_bytes()
    }
}

/// What turns terms into codes.
#[derive(Clone)]
pub enum Codes {
    /// Words that share a code, by rising term.
    Shared(Vec<(Term, u32)>),
    /// Codes under a key.
    Keyed(Key),
    /// Codes under a key that is not at hand, with its check.
    Locked([u8; 8]),
}

impl Codes {
    /// Without a key, from the counts of the languages that have a table.
    pub fn shared(background: &Background) -> Codes {
        let mut shared = Vec::new();
        for terms in background.by_frequency() {
            shared.extend(terms.into_iter().enumerate().map(|(rank, term)| (term, (rank / ALIKE) as u32)));
        }
        shared.sort_unstable();
        shared.dedup_by_key(|entry| entry.0);
        Codes::Shared(shared)
    }

    /// The code of a term; an error where it is under a key that is not at hand.
    pub fn code(&self, term: Term, language: Language) -> Result<u32, PackError> {
        match self {
            Codes::Shared(shared) => Ok(match shared.binary_search_by_key(&term, |entry| entry.0) {
                Ok(at) => shared[at].1,
                Err(_) => {
                    let (first, count) = if language == Language::English { RARE } else { UNKNOWN };
                    // Bits that the hash's order does not show.
                    first + term.0.wrapping_mul(0x9e37_79b1) / (u32::MAX / count + 1)
                }
            }),
            Codes::Keyed(key) => Ok((key.hash(&term.0.to_le_bytes()) >> (64 - KEYED)) as u32),
            Codes::Locked(_) => Err(PackError::Locked),
        }
    }

    /// The short form of a shingle's hash.
    pub(crate) fn shingle(&self, hash: u32) -> Result<u16, PackError> {
        match self {
            Codes::Shared(_) => Ok((hash >> 16) as u16),
            Codes::Keyed(key) => Ok(key.hash(&u64::from(hash).to_le_bytes()) as u16),
            Codes::Locked(_) => Err(PackError::Locked),
        }
    }

    /// The section of a pack that has the given codes, rising.
    pub(crate) fn encode(&self, used: &[u32]) -> Vec<u8> {
        match self {
            Codes::Shared(shared) => {
                let there = shared.iter().filter(|entry| used.binary_search(&entry.1).is_ok());
                there.flat_map(|(term, code)| [term.0.to_le_bytes(), code.to_le_bytes()].concat()).collect()
            }
            Codes::Keyed(key) => key.check().to_vec(),
            Codes::Locked(check) => check.to_vec(),
        }
    }

    pub(crate) fn decode(bytes: &[u8], keyed: bool) -> Result<Codes, PackError> {
        let malformed =
            || PackError::Malformed { section: "codes", expected: "words with their codes", found: format!("{} bytes", bytes.len()) };
        if keyed {
            return bytes.try_into().map(Codes::Locked).map_err(|_| malformed());
        }
        let word = |at: &[u8]| at.try_into().map_or(0, u32::from_le_bytes);
        let shared: Vec<(Term, u32)> = bytes.chunks_exact(ENTRY).map(|entry| (Term(word(&entry[..4])), word(&entry[4..]))).collect();
        let rising = shared.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if rising && bytes.len().is_multiple_of(ENTRY) { Ok(Codes::Shared(shared)) } else { Err(malformed()) }
    }

    /// Those of two packs together; `None` where they were not made the same way.
    pub(crate) fn joined(self, other: &Codes) -> Option<Codes> {
        match (self, other) {
            (Codes::Locked(check), Codes::Locked(theirs)) => (check == *theirs).then_some(Codes::Locked(check)),
            (Codes::Shared(mut shared), Codes::Shared(theirs)) => {
                shared.extend(theirs);
                shared.sort_unstable();
                shared.dedup();
                shared.windows(2).all(|pair| pair[0].0 != pair[1].0).then_some(Codes::Shared(shared))
            }
            _ => None,
        }
    }

    /// With a key at hand; `None` where it is not the one.
    pub(crate) fn unlocked(&self, key: &Key) -> Option<Codes> {
        matches!(self, Codes::Locked(check) if *check == key.check()).then(|| Codes::Keyed(key.clone()))
    }
}

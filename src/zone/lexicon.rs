//! Lists of words and phrases, each with what it means as bits.

use std::collections::HashMap;

use super::numbering::hash;

/// By the hash of what is listed, the bits of its meaning.
pub(super) struct Lexicon(HashMap<u64, u32>);

impl Lexicon {
    /// Of lists whose entries are apart by `separator`, white space around them left out; each list with the meaning of its entries.
    pub(super) fn of(lists: &[(&str, u32)], separator: char) -> Self {
        let mut meanings: HashMap<u64, u32> = HashMap::new();
        for (list, meaning) in lists {
            for entry in list.split(separator).map(str::trim).filter(|entry| !entry.is_empty()) {
                *meanings.entry(hash(entry)).or_default() |= meaning;
            }
        }
        Lexicon(meanings)
    }

    /// The meanings of `entry` together; 0 where it is not listed.
    pub(super) fn meaning(&self, entry: &str) -> u32 {
        self.0.get(&hash(entry)).copied().unwrap_or_default()
    }
}

//! Numbers for things that are equal: the first kind is 0, the next 1, and so on.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Numbers given so far. Things of equal 64-bit hashes count as equal; of a page's few hundred thousand none meet by chance.
#[derive(Default)]
pub(super) struct Numbering(HashMap<u64, u32>);

impl Numbering {
    /// The number of `thing` and of all its equals.
    pub(super) fn of(&mut self, thing: impl Hash) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(hash(thing)).or_insert(next)
    }

    /// The number of `thing`, if one of its equals has one.
    pub(super) fn known(&self, thing: impl Hash) -> Option<u32> {
        self.0.get(&hash(thing)).copied()
    }
}

fn hash(thing: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}

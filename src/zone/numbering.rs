//! Numbers for things that are equal: the first kind is 0, the next 1, and so on.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

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

/// The hash by which things count as equal.
pub(super) fn hash(thing: impl Hash) -> u64 {
    let mut hasher = Fnv::default();
    thing.hash(&mut hasher);
    hasher.finish()
}

/// The hash FNV-1a, for which short words are no effort.
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

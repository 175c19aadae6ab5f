//! Hashes in rising order, to be looked up in fewer steps than by halving all of them.

/// Upper bits of a hash that say where to look: of tens of thousands of hashes, a dozen share them.
const BITS: u32 = 12;

/// Hashes in rising order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hashes {
    all: Vec<u32>,
    /// For each value of the upper bits, the first hash at or above it.
    starts: Vec<u32>,
}

impl Hashes {
    /// Of hashes that rise.
    pub(crate) fn new(all: Vec<u32>) -> Hashes {
        let starts = (0..=1u64 << BITS).map(|upper| all.partition_point(|&hash| u64::from(hash) < upper << (32 - BITS)) as u32).collect();
        Hashes { all, starts }
    }

    /// The place of a hash.
    pub(crate) fn place(&self, hash: u32) -> Option<usize> {
        let upper = (hash >> (32 - BITS)) as usize;
        let (from, to) = (*self.starts.get(upper)? as usize, *self.starts.get(upper + 1)? as usize);
        self.all.get(from..to)?.binary_search(&hash).ok().map(|at| from + at)
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[u32] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_found_where_it_stands() {
        let all: Vec<u32> = (0..3000u32).map(|i| i * 1_431_655).chain([u32::MAX - 1, u32::MAX]).collect();
        let hashes = Hashes::new(all.clone());
        for (place, &hash) in all.iter().enumerate() {
            assert_eq!(hashes.place(hash), Some(place));
            assert_eq!(hashes.place(hash ^ 1 << 7), all.binary_search(&(hash ^ 1 << 7)).ok());
        }
        assert_eq!(Hashes::default().place(0), None);
    }
}

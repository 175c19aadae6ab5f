//! Hashes to be looked up: in rising order, in fewer steps than by halving all of them; or in a table that is made in one go.

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

/// Most places that a hash is looked for in. Whoever makes up words so that their hashes crowd a table does not slow it down by more.
const FAR: usize = 64;

/// Hashes in a table with twice as many places, where each stands at its lower bits or behind them.
#[derive(Clone, Debug, Default)]
pub(crate) struct HashTable {
    /// 0 where there is none.
    places: Vec<u64>,
    /// Those that found no place near enough, rising.
    others: Vec<u64>,
}

impl HashTable {
    /// Of at most `count` hashes, none of which is 0; they take the place of those before.
    pub(crate) fn fill(&mut self, count: usize, hashes: impl Iterator<Item = u64>) {
        self.places.clear();
        self.places.resize((2 * count + 1).next_power_of_two(), 0);
        self.others.clear();
        for hash in hashes.take(count) {
            match self.place(hash) {
                Some(at) => self.places[at] = hash,
                None => self.others.push(hash),
            }
        }
        self.others.sort_unstable();
    }

    /// Whether it has a hash.
    pub(crate) fn has(&self, hash: u64) -> bool {
        self.place(hash).map_or_else(|| self.others.binary_search(&hash).is_ok(), |at| self.places[at] == hash)
    }

    /// Where a hash stands, or would; `None` where all places near to its own are taken.
    fn place(&self, hash: u64) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        (0..FAR).map(|step| (hash as usize).wrapping_add(step) & last).find(|&at| self.places[at] == hash || self.places[at] == 0)
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

    #[test]
    fn a_table_has_what_it_was_filled_with_and_nothing_else() {
        let mut table = HashTable::default();
        assert!(!table.has(7));
        // Most of them want the same place.
        for count in [1, 2, 100, 1_000] {
            let hashes = (1..=count as u64).map(|number| number << 16 | 5);
            table.fill(count, hashes.clone());
            assert!(hashes.clone().all(|hash| table.has(hash)) && hashes.clone().all(|hash| !table.has(hash + 1)));
            assert!(!table.has((count as u64 + 1) << 16 | 5));
        }
        table.fill(0, std::iter::empty());
        assert!(!table.has(1 << 16 | 5));
    }
}

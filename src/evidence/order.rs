//! Words in the same order: longest common subsequence, longest common run, shared word runs.

use crate::evidence::compare::NONE;

/// Most words of a sentence that are aligned; what is behind them is not looked at.
const LONGEST: usize = 400;

/// Length of the longest common subsequence of two sequences of word numbers; [`NONE`] matches nothing.
pub fn common_subsequence(a: &[u32], b: &[u32]) -> usize {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut row = [0u16; LONGEST + 1];
    for &x in a {
        let mut diagonal = 0;
        for (k, &y) in b.iter().enumerate() {
            let above = row[k + 1];
            row[k + 1] = if x == y && x != NONE { diagonal + 1 } else { above.max(row[k]) };
            diagonal = above;
        }
    }
    row[b.len()] as usize
}

/// Length of the longest common run of two sequences of word numbers.
pub fn common_run(a: &[u32], b: &[u32]) -> usize {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut row = [0u16; LONGEST + 1];
    let mut best = 0;
    for &x in a {
        let mut diagonal = 0;
        for (k, &y) in b.iter().enumerate() {
            let above = row[k + 1];
            row[k + 1] = if x == y && x != NONE { diagonal + 1 } else { 0 };
            best = best.max(row[k + 1]);
            diagonal = above;
        }
    }
    best as usize
}

/// Runs of `N` words of a document, for looking up whether a run of the page stands anywhere in it.
#[derive(Clone, Debug, Default)]
pub struct Shingles<const N: usize> {
    hashes: Vec<u64>,
}

impl<const N: usize> Shingles<N> {
    /// Of a document's word numbers in order.
    pub fn new(ids: &[u32]) -> Self {
        let mut hashes: Vec<u64> = ids.windows(N).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Shingles { hashes }
    }

    /// Share of the runs of `ids` that the document has, 0 where `ids` is shorter than a run.
    pub fn share(&self, ids: &[u32]) -> f32 {
        let runs = ids.windows(N).len();
        if runs == 0 {
            return 0.0;
        }
        let known = ids.windows(N).filter(|run| !run.contains(&NONE) && self.hashes.binary_search(&hash(run)).is_ok()).count();
        known as f32 / runs as f32
    }
}

fn hash(run: &[u32]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325, |h, &id| (h ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_counts_and_unknown_words_do_not() {
        let a = [1, 2, 3, NONE, 4, 5];
        assert_eq!(common_subsequence(&a, &[1, 9, 2, 4, 3, NONE, 5]), 4);
        assert_eq!(common_run(&a, &[4, 5, 1, 2, 3]), 3);
        assert_eq!(Shingles::<2>::new(&[1, 2, 3]).share(&[1, 2, 9, 2, 3]), 0.5);
    }
}

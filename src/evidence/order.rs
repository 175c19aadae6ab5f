//! Words in the same order: longest common subsequence, longest common run, shared word runs.

use crate::evidence::compare::NONE;
use crate::hashes::HashTable;

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

/// The words of one sentence, to be found in others: what the functions of this module do, many times faster.
pub struct Sentence {
    words: Vec<u32>,
    /// For each word number, the places at which the sentence has it, a bit a place.
    places: Vec<u64>,
}

impl Sentence {
    /// An empty one, for words numbered under `numbers`.
    pub fn new(numbers: usize) -> Self {
        Sentence { words: Vec::new(), places: vec![0; numbers] }
    }

    /// Takes the place of the sentence before.
    pub fn set(&mut self, words: impl Iterator<Item = u32>) {
        for &id in &self.words {
            if let Some(places) = self.places.get_mut(id as usize) {
                *places = 0;
            }
        }
        self.words.clear();
        self.words.extend(words.take(LONGEST));
        for (at, &id) in self.words.iter().enumerate().take(64) {
            if let Some(places) = self.places.get_mut(id as usize) {
                *places |= 1 << at;
            }
        }
    }

    fn places(&self, word: u32) -> u64 {
        self.places.get(word as usize).copied().unwrap_or_default()
    }

    /// Length of the longest common subsequence with another sentence.
    pub fn common_subsequence(&self, other: &[u32]) -> usize {
        if self.words.len() > 64 {
            return common_subsequence(&self.words, other);
        }
        // Hyyrö's bits (2004): a zero for each place at which the subsequence grows.
        let grown = other.iter().take(LONGEST).fold(u64::MAX, |bits, &word| {
            let places = self.places(word);
            bits.wrapping_add(bits & places) | (bits & !places)
        });
        grown.count_zeros() as usize
    }

    /// Length of the longest common run with another sentence.
    pub fn common_run(&self, other: &[u32]) -> usize {
        if self.words.len() > 64 {
            return common_run(&self.words, other);
        }
        // For each place, the length of the run that ends there with the word before; only that of `before` counts.
        let mut lengths = [0u16; 64];
        let (mut before, mut best) = (0u64, 0);
        for &word in other.iter().take(LONGEST) {
            let places = self.places(word);
            let mut left = places;
            while left != 0 {
                let at = left.ilog2() as usize;
                left ^= 1 << at;
                lengths[at] = if at > 0 && before >> (at - 1) & 1 == 1 { lengths[at - 1] + 1 } else { 1 };
                best = best.max(lengths[at]);
            }
            before = places;
        }
        best as usize
    }
}

/// Length of the longest common run of two sequences of word numbers.
fn common_run(a: &[u32], b: &[u32]) -> usize {
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
    hashes: HashTable,
}

impl<const N: usize> Shingles<N> {
    /// Of a document's word numbers in order; runs with a word that the page has not, as `on_page` says by number, are left out.
    pub fn new(ids: &[u32], on_page: &[bool]) -> Self {
        let mut known = 0;
        let run = |(end, &id): (usize, &u32)| {
            known = if on_page.get(id as usize) == Some(&true) { known + 1 } else { 0 };
            if known < N { None } else { ids.get(end + 1 - N..=end).map(hash) }
        };
        let runs: Vec<u64> = ids.iter().enumerate().filter_map(run).collect();
        let mut hashes = HashTable::default();
        hashes.fill(runs.len(), runs.into_iter());
        Shingles { hashes }
    }

    /// Share of the runs of `ids` that the document has, 0 where `ids` is shorter than a run.
    pub fn share(&self, ids: &[u32]) -> f32 {
        let runs = ids.windows(N).len();
        if runs == 0 {
            return 0.0;
        }
        let known = ids.windows(N).filter(|run| !run.contains(&NONE) && self.hashes.has(hash(run))).count();
        known as f32 / runs as f32
    }
}

/// Never 0.
fn hash(run: &[u32]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, &id| (h ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_find_what_tables_find() {
        let mut state = 7u32;
        let mut next = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % most
        };
        let mut sentence = Sentence::new(30);
        for _ in 0..200 {
            let (length, other, words) = (next(80), next(80), 2 + next(28));
            let mut list = |length| (0..length).map(|_| if next(9) == 0 { NONE } else { next(words) }).collect::<Vec<u32>>();
            let (a, b) = (list(length), list(other));
            sentence.set(a.iter().copied());
            assert_eq!(sentence.common_subsequence(&b), common_subsequence(&a, &b), "{a:?} {b:?}");
            assert_eq!(sentence.common_run(&b), common_run(&a, &b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn order_counts_and_unknown_words_do_not() {
        let a = [1, 2, 3, NONE, 4, 5];
        assert_eq!(common_subsequence(&a, &[1, 9, 2, 4, 3, NONE, 5]), 4);
        assert_eq!(common_run(&a, &[4, 5, 1, 2, 3]), 3);
        let mut sentence = Sentence::new(10);
        sentence.set([6, 6, 7].into_iter());
        sentence.set(a.into_iter());
        assert_eq!((sentence.common_subsequence(&[1, 9, 2, 4, 3, 5, 6]), sentence.common_run(&[4, 5, 1, 2, 3, 6, 6])), (4, 3));
        let on_page = [false, true, true, true];
        assert_eq!(Shingles::<2>::new(&[1, 2, 3], &on_page).share(&[1, 2, 9, 2, 3]), 0.5);
        assert_eq!(Shingles::<2>::new(&[1, 2, 0, 2, 3], &on_page).share(&[1, 2, 3, 1]), 2.0 / 3.0);
    }
}

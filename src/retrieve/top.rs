//! The sentences that share most weight with a query: the best few of very many.
//!
//! Weights are added up stretch by stretch of the pack, in room that stays in the processor's nearest cache. Where sums are taken
//! back, those are noted that are over the least of the best so far, which soon none is.

use crate::rank;

/// A posting list with the weight of its term.
#[derive(Clone, Copy)]
pub(super) struct List<'a> {
    pub(super) weight: f32,
    /// Sentences, rising.
    pub(super) sentences: &'a [u32],
}

impl<'a> List<'a> {
    /// Takes off the sentences up to `last`.
    fn up_to(&mut self, last: u32) -> List<'a> {
        let near = self.sentences.get(..STRETCH).unwrap_or(self.sentences);
        let (part, rest) = self.sentences.split_at(near.partition_point(|&sentence| sentence <= last));
        self.sentences = rest;
        List { weight: self.weight, sentences: part }
    }
}

/// Sentences in a stretch, a power of two: 32 KiB of sums.
const STRETCH: usize = 8 << 10;

/// Room for adding up, used for one query after the other; all 0 between stretches.
pub(super) struct Sums {
    sums: Box<[f32; STRETCH]>,
}

impl Sums {
    pub(super) fn new() -> Sums {
        Sums { sums: Box::new([0.0; STRETCH]) }
    }

    /// The `count` sentences that the lists give most weight, with it; of equals those that come first. A sentence's weights
    /// are added in the order of the lists; they are positive.
    pub(super) fn best(&mut self, lists: &[List], count: usize) -> Vec<(f32, u32)> {
        let mut rest: Vec<List> = lists.iter().filter(|list| !list.sentences.is_empty()).copied().collect();
        let mut best = Best { count, found: Vec::new(), worst: u64::MAX, least: f32::MIN_POSITIVE };
        let mut parts: Vec<List> = Vec::with_capacity(rest.len());
        while let Some(next) = rest.iter().filter_map(|list| list.sentences.first()).min() {
            let last = next | (STRETCH as u32 - 1);
            parts.clear();
            parts.extend(rest.iter_mut().map(|list| list.up_to(last)));
            parts.iter().for_each(|part| self.add(part));
            parts.iter().for_each(|part| self.take(part, &mut best));
        }
        best.select();
        best.found.sort_unstable();
        best.found.into_iter().map(rank::of_key).collect()
    }

    /// Adds the part of a list that lies in a stretch.
    #[inline(never)]
    fn add(&mut self, part: &List) {
        for &sentence in part.sentences {
            self.sums[sentence as usize % STRETCH] += part.weight;
        }
    }

    /// Takes the sums of the part of a list that lies in a stretch, which are 0 then.
    #[inline(never)]
    fn take(&mut self, part: &List, best: &mut Best) {
        for &sentence in part.sentences {
            let sum = std::mem::take(&mut self.sums[sentence as usize % STRETCH]);
            if sum >= best.least {
                best.offer(sum, sentence);
            }
        }
    }
}

/// The best so far, and a few more.
struct Best {
    count: usize,
    found: Vec<u64>,
    /// What has a higher key is not among the best.
    worst: u64,
    /// The sum that key stands for.
    least: f32,
}

impl Best {
    #[cold]
    fn offer(&mut self, sum: f32, sentence: u32) {
        let key = rank::key(sum, sentence);
        if key < self.worst {
            self.found.push(key);
            if self.found.len() > self.count * 4 {
                self.select();
            }
        }
    }

    /// Drops what is not among the best.
    fn select(&mut self) {
        if self.found.len() > self.count {
            let (_, &mut first, _) = self.found.select_nth_unstable(self.count);
            self.found.truncate(self.count);
            self.worst = first;
            self.least = rank::of_key(first).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are always the same.
    fn next(state: &mut u32) -> u32 {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *state >> 8
    }

    #[test]
    fn the_best_are_those_of_adding_up_everything() {
        let mut state = 1;
        let mut sums = Sums::new();
        for case in 0..40 {
            let mut lists: Vec<(f32, Vec<u32>)> = (0..1 + next(&mut state) % 14)
                .map(|_| {
                    let share = 1 + next(&mut state) % (1 << (next(&mut state) % 10));
                    let list: Vec<u32> = (0..30_000).filter(|_| next(&mut state) % 1024 < share).collect();
                    (1.0 + (next(&mut state) % 900) as f32 / 100.0, list)
                })
                .collect();
            lists.sort_by(|a, b| b.0.total_cmp(&a.0));
            let mut all = vec![0f32; 30_000];
            for (weight, list) in &lists {
                list.iter().for_each(|&s| all[s as usize] += weight);
            }
            let mut wanted: Vec<(f32, u32)> = (0u32..).zip(all).filter(|(_, sum)| *sum > 0.0).map(|(s, sum)| (sum, s)).collect();
            wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            wanted.truncate(12);
            let lists: Vec<List> = lists.iter().map(|(weight, sentences)| List { weight: *weight, sentences }).collect();
            assert_eq!(sums.best(&lists, 12), wanted, "case {case}");
        }
    }
}

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

/// Sentences in a stretch: 32 KiB of sums.
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
        while let Some(next) = rest.iter().filter_map(|list| list.sentences.first()).min() {
            let start = next / STRETCH as u32 * STRETCH as u32;
            rest.iter().for_each(|list| self.add(list, start));
            for list in &mut rest {
                let length = self.take(list, start, &mut best);
                list.sentences = &list.sentences[length..];
            }
        }
        best.select();
        best.found.sort_unstable();
        best.found.into_iter().map(rank::of_key).collect()
    }

    /// Adds the part of a list that lies in the stretch from `start` on.
    fn add(&mut self, list: &List, start: u32) {
        for &sentence in list.sentences {
            let Some(sum) = self.sums.get_mut(sentence.wrapping_sub(start) as usize) else { break };
            *sum += list.weight;
        }
    }

    /// Takes the sums of the part of a list that lies in the stretch from `start` on, which are 0 then; returns its length.
    fn take(&mut self, list: &List, start: u32, best: &mut Best) -> usize {
        let mut length = 0;
        for &sentence in list.sentences {
            let Some(sum) = self.sums.get_mut(sentence.wrapping_sub(start) as usize) else { break };
            let sum = std::mem::take(sum);
            if sum >= best.least {
                best.offer(sum, sentence);
            }
            length += 1;
        }
        length
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

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
        let mut best: Vec<u64> = Vec::new();
        let mut least = 0f32;
        while let Some(next) = rest.iter().filter_map(|list| list.sentences.first()).min() {
            let start = next / STRETCH as u32 * STRETCH as u32;
            rest.iter().for_each(|list| self.add(list, start));
            rest.iter_mut().for_each(|list| {
                let length = self.take(list, start, |at, sum| {
                    if sum > least {
                        best.push(rank::key(sum, start + at));
                    }
                });
                list.sentences = &list.sentences[length..];
            });
            if best.len() > count {
                best.select_nth_unstable(count);
                best.truncate(count);
                least = best.iter().max().map_or(0.0, |&last| rank::of_key(last).0);
            }
        }
        best.sort_unstable();
        best.into_iter().map(rank::of_key).collect()
    }

    /// Adds the part of a list that lies in the stretch from `start` on.
    fn add(&mut self, list: &List, start: u32) {
        for &sentence in list.sentences {
            let Some(sum) = self.sums.get_mut(sentence.wrapping_sub(start) as usize) else { break };
            *sum += list.weight;
        }
    }

    /// Calls `each` with the sums at the part of a list that lies in the stretch from `start` on, which are 0 then; returns
    /// its length.
    fn take(&mut self, list: &List, start: u32, mut each: impl FnMut(u32, f32)) -> usize {
        let mut length = 0;
        for &sentence in list.sentences {
            let at = sentence.wrapping_sub(start);
            let Some(sum) = self.sums.get_mut(at as usize) else { break };
            each(at, std::mem::take(sum));
            length += 1;
        }
        length
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

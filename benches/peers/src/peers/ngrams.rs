//! Shared runs of words, the way of SuperFastMatch and passim: an index from the hash of each run of `N` words to its sentences.

use std::collections::BTreeMap;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::words;
use crate::corpus::{Page, each_sentence};
use crate::measure::{COUNT, Found, Peer};

/// Runs that more sentences have are set phrases and lead nowhere; passim leaves them out, too.
const MOST: usize = 100;

/// The index, in memory.
pub(crate) struct Runs<const N: usize> {
    /// Hashes of runs, rising.
    hashes: Vec<u32>,
    /// For each run, where its sentences end.
    ends: Vec<u32>,
    sentences: Vec<u32>,
    /// For each value of a hash's upper 16 bits, the first run at or above it.
    starts: Vec<u32>,
}

impl<const N: usize> Runs<N> {
    pub(crate) fn build(scratch: &Path) -> anyhow::Result<Self> {
        let mut all: Vec<(u32, u32)> = Vec::new();
        each_sentence(scratch, |number, sentence| {
            all.extend(runs::<N>(&sentence).into_iter().map(|run| (run, number)));
            Ok(())
        })?;
        all.sort_unstable();
        let (mut hashes, mut ends, mut sentences) = (Vec::new(), Vec::new(), Vec::new());
        for run in all.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() <= MOST) {
            hashes.push(run[0].0);
            sentences.extend(run.iter().map(|(_, sentence)| *sentence));
            ends.push(sentences.len() as u32);
        }
        let starts = (0..=1u64 << 16).map(|bucket| hashes.partition_point(|&hash| u64::from(hash) < bucket << 16) as u32).collect();
        hashes.shrink_to_fit();
        ends.shrink_to_fit();
        sentences.shrink_to_fit();
        Ok(Runs { hashes, ends, sentences, starts })
    }

    fn of(&self, run: u32) -> &[u32] {
        let bucket = (run >> 16) as usize;
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let Ok(at) = self.hashes[from..to].binary_search(&run) else { return &[] };
        let start = (from + at).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.sentences[start as usize..self.ends[from + at] as usize]
    }
}

/// Hashes of a sentence's runs, each once, rising; one that is shorter is a run itself.
fn runs<const N: usize>(sentence: &str) -> Vec<u32> {
    let words = words(sentence);
    let mut out: Vec<u32> = words.windows(N.min(words.len()).max(1)).map(|run| xxh3_64(run.join(" ").as_bytes()) as u32).collect();
    out.sort_unstable();
    out.dedup();
    out
}

impl<const N: usize> Peer for Runs<N> {
    /// For each sentence, its runs.
    type Query = Vec<Vec<u32>>;

    fn prepare(&self, page: &Page) -> anyhow::Result<Self::Query> {
        Ok(page.sentences.iter().map(|sentence| runs::<N>(sentence)).collect())
    }

    fn search(&self, sentences: &Self::Query) -> anyhow::Result<Vec<Found>> {
        let found = sentences.iter().map(|runs| {
            let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
            runs.iter().flat_map(|&run| self.of(run)).for_each(|&sentence| *counts.entry(sentence).or_default() += 1);
            let mut near: Vec<(u32, u32)> = counts.into_iter().map(|(sentence, count)| (count, sentence)).collect();
            near.sort_unstable_by_key(|&(count, sentence)| (std::cmp::Reverse(count), sentence));
            near.truncate(COUNT);
            let shared = near.first().map_or(0, |best| best.0);
            Found { score: shared as f32 / runs.len().max(1) as f32, hits: near.iter().map(|near| near.1).collect() }
        });
        Ok(found.collect())
    }

    fn bytes(&self) -> Option<(u64, Option<u64>)> {
        let numbers = self.hashes.len() + self.ends.len() + self.sentences.len() + self.starts.len();
        Some((numbers as u64 * 4, Some(numbers as u64 * 4)))
    }
}

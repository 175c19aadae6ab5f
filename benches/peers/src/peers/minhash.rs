//! MinHash signatures in bands by gaoya: sentences that agree in one band are compared by all hashes.

use std::path::Path;

use fnv::FnvBuildHasher;
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, SmallVecContainer};

use super::words;
use crate::corpus::{Page, each_sentence};
use crate::measure::{COUNT, Found, Peer};

/// Bands of a signature, and hashes of a band: two sentences that have half of their words in common agree in a band 99 times in
/// 100, with three in ten seven times in ten. With two hashes a band, most of the references would have to be compared.
const BANDS: usize = 42;
const WIDTH: usize = 3;
/// Shorter words say little and stand in every second sentence.
const SHORTEST: usize = 4;

type Hasher = MinHasher32<FnvBuildHasher>;

/// The index, in memory.
pub(crate) struct MinHash {
    index: MinHashIndex<u32, u32, SmallVecContainer<u32, 4>>,
    hasher: Hasher,
}

impl MinHash {
    pub(crate) fn build(scratch: &Path) -> anyhow::Result<Self> {
        let hasher = Hasher::new(BANDS * WIDTH);
        let mut index = MinHashIndex::new_index(BANDS, WIDTH, 0.0);
        each_sentence(scratch, |number, sentence| {
            index.insert(number, signature(&hasher, &sentence));
            Ok(())
        })?;
        index.shrink_to_fit();
        Ok(MinHash { index, hasher })
    }
}

fn signature(hasher: &Hasher, sentence: &str) -> Vec<u32> {
    hasher.create_signature(words(sentence).into_iter().filter(|word| word.chars().count() >= SHORTEST))
}

impl Peer for MinHash {
    /// For each sentence, its signature.
    type Query = Vec<Vec<u32>>;

    fn prepare(&self, page: &Page) -> anyhow::Result<Self::Query> {
        Ok(page.sentences.iter().map(|sentence| signature(&self.hasher, sentence)).collect())
    }

    fn search(&self, sentences: &Self::Query) -> anyhow::Result<Vec<Found>> {
        let found = sentences.iter().map(|signature| {
            let mut near = self.index.query_owned_return_similarity(signature);
            near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.truncate(COUNT);
            Found { score: near.first().map_or(0.0, |best| best.1 as f32), hits: near.iter().map(|near| near.0).collect() }
        });
        Ok(found.collect())
    }

    fn bytes(&self) -> Option<(u64, Option<u64>)> {
        None
    }
}

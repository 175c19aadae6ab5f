//! Decision trees whose leaves add up to a probability: the learned part of the zone classifier.
//!
//! `forest.bin` holds them, little-endian: number of features (`u8`), of trees (`u16`), then for each tree its number of splits
//! (`u8`), the splits (feature `u8`, upper half of the threshold's `f32`, where to go at or under the threshold `u8` and above it
//! `u8`, with bit 7 set for a leaf), and its leaves, one more than splits (`i16`, in parts of [`UNIT`]). `train/zones.py` writes it, and
//! `eval/extraction.md` says from what.

use std::sync::LazyLock;

/// A way with this bit leads to a leaf; the rest is the leaf's number.
const LEAF: u8 = 0x80;

/// What leaves count parts of.
const UNIT: f64 = 4096.0;

/// The trees as they were learned, one behind the other.
#[derive(Default)]
pub(super) struct Forest {
    /// Number of features they ask for.
    features: usize,
    /// Where the splits and the leaves of each tree begin.
    trees: Vec<(usize, usize)>,
    splits: Vec<Split>,
    leaves: Vec<i16>,
}

/// Small, since all are walked through for each block.
struct Split {
    threshold: f32,
    feature: u8,
    /// Where to go at or under the threshold, and above it.
    ways: [u8; 2],
}

/// The forest that comes with the program.
pub(super) static LEARNED: LazyLock<Forest> = LazyLock::new(|| Forest::read(include_bytes!("forest.bin")).unwrap_or_default());

impl Forest {
    /// The probability that a block with these features is article.
    pub(super) fn probability(&self, features: &[f32]) -> f32 {
        // Learned with other features it can say nothing.
        let trees = if features.len() == self.features { &self.trees[..] } else { &[] };
        let sum: i32 = trees.iter().map(|tree| i32::from(self.leaf(*tree, features))).sum();
        (1.0 / (1.0 + libm::exp(-f64::from(sum) / UNIT))) as f32
    }

    fn leaf(&self, (splits, leaves): (usize, usize), features: &[f32]) -> i16 {
        let mut way = 0;
        while way & LEAF == 0 {
            let split = &self.splits[splits + usize::from(way)];
            way = split.ways[usize::from(features[usize::from(split.feature)] > split.threshold)];
        }
        self.leaves[leaves + usize::from(way & !LEAF)]
    }

    fn read(mut bytes: &[u8]) -> Option<Self> {
        let at = &mut bytes;
        let mut forest = Forest { features: usize::from(byte(at)?), ..Forest::default() };
        for _ in 0..short(at)? {
            let splits = byte(at)?;
            forest.trees.push((forest.splits.len(), forest.leaves.len()));
            for number in 0..splits {
                let (feature, threshold) = (byte(at)?, f32::from_bits(u32::from(short(at)?) << 16));
                let ways = [byte(at)?, byte(at)?];
                // Ways lead down, so that every walk ends.
                let sound = |way: u8| if way & LEAF != 0 { way & !LEAF <= splits } else { way > number && way < splits };
                if usize::from(feature) >= forest.features || !ways.into_iter().all(sound) {
                    return None;
                }
                forest.splits.push(Split { threshold, feature, ways });
            }
            for _ in 0..=splits {
                forest.leaves.push(short(at)? as i16);
            }
        }
        Some(forest)
    }
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    take(bytes).map(|[byte]| *byte)
}

fn short(bytes: &mut &[u8]) -> Option<u16> {
    take(bytes).map(|bytes| u16::from_le_bytes(*bytes))
}

fn take<'a, const N: usize>(bytes: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::{self, Block, Page};

    #[test]
    fn the_forest_knows_the_features_of_this_version() {
        let page = Page { blocks: vec![Block { text: "One.".into(), ..Block::default() }], ..Page::default() };
        let forest = &*LEARNED;
        assert!(forest.trees.len() > 10);
        assert_eq!(forest.features, zone::observe(&page)[0].features.len());
    }

    #[test]
    fn a_forest_cut_short_is_refused() {
        let bytes = include_bytes!("forest.bin");
        for cut in 0..200 {
            assert!(Forest::read(&bytes[..bytes.len() - 1 - cut]).is_none());
        }
    }
}

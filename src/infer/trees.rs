//! Boosted trees: sums of small decision trees over named features (Friedman 2001), as LightGBM learns them.
//!
//! No tree is walked. Every node is asked, for many vectors at once; where a vector goes right, the leaves on the left are
//! struck from a set of bits, and the leftmost leaf that is left is where a walk would have ended (QuickScorer, Lucchese et
//! al. 2015). Numbers are first replaced by how many of their feature's thresholds lie below, so that questions and sets are of
//! 16 bits, and one instruction deals with eight vectors.

use crate::error::PackError;
use crate::infer::weights::Reader;

/// A child number with this bit is a leaf; the rest is the leaf's number.
const LEAF: u16 = 0x8000;
/// Most leaves of a tree, so that they fit a set of bits.
const LEAVES: usize = 16;
/// Vectors that are judged at once.
const LANES: usize = 64;

/// Where a vector goes right if its feature is over a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    feature: u16,
    /// How many of the feature's thresholds are lower.
    threshold: i16,
    /// The leaves on its left; the leftmost leaf of the tree is the lowest bit.
    lefts: u16,
}

/// An ensemble of decision trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    bias: f32,
    /// The thresholds of each feature, rising.
    thresholds: Vec<Vec<f32>>,
    nodes: Vec<Node>,
    /// The leaves of each tree from left to right.
    leaves: Vec<[f32; LEAVES]>,
    /// For each tree, one past its last node.
    ends: Vec<u32>,
}

impl Trees {
    /// Reads an ensemble over `features` features: bias (f32), number of features (u16), of trees (u16), then each tree: number
    /// of nodes (u16, 1 to 15), nodes (feature u16, threshold f32, left u16, right u16; a child with bit 15 set is a leaf), and
    /// leaves, one more than nodes (f32).
    pub(crate) fn decode(reader: &mut Reader, features: usize) -> Result<Trees, PackError> {
        let malformed = |expected, found| PackError::Malformed { section: "weights", expected, found };
        let mut trees = Trees { bias: reader.float()?, thresholds: vec![Vec::new(); features], ..Trees::default() };
        let found = reader.short()?;
        if usize::from(found) != features {
            return Err(malformed("as many features as this version has", format!("{found}, not {features}")));
        }
        let mut thresholds = Vec::new();
        for _ in 0..reader.short()? {
            let count = reader.short()?;
            if count == 0 || usize::from(count) >= LEAVES {
                return Err(malformed("a tree of 1 to 15 nodes", count.to_string()));
            }
            let first = trees.nodes.len();
            let mut children = Vec::new();
            for _ in 0..count {
                let (feature, threshold) = (reader.short()?, reader.float()?);
                let known = trees.thresholds.get_mut(usize::from(feature));
                let known = known.ok_or_else(|| malformed("a feature of this version", feature.to_string()))?;
                let at = below(known, threshold);
                if known.get(at as usize) != Some(&threshold) {
                    known.insert(at as usize, threshold);
                }
                if at == i16::MAX {
                    return Err(malformed("fewer thresholds of a feature", known.len().to_string()));
                }
                thresholds.push(threshold);
                trees.nodes.push(Node { feature, threshold: 0, lefts: 0 });
                children.push([reader.short()?, reader.short()?]);
            }
            let values: Vec<f32> = (0..=count).map(|_| reader.float()).collect::<Result<_, _>>()?;
            let (order, lefts) = from_left(&children).ok_or_else(|| malformed("a tree", format!("{children:?}")))?;
            let mut leaves = [0.0; LEAVES];
            leaves.iter_mut().zip(order).for_each(|(leaf, number)| *leaf = values[usize::from(number)]);
            trees.nodes[first..].iter_mut().zip(lefts).for_each(|(node, lefts)| node.lefts = lefts);
            trees.leaves.push(leaves);
            trees.ends.push(trees.nodes.len() as u32);
        }
        for (node, threshold) in trees.nodes.iter_mut().zip(thresholds) {
            node.threshold = below(&trees.thresholds[usize::from(node.feature)], threshold);
        }
        Ok(trees)
    }

    /// Sums of the trees' values for each of some vectors of features, in the trees' order.
    pub fn sums<V: AsRef<[f32]>>(&self, mut vectors: impl Iterator<Item = V>) -> Vec<f32> {
        let mut out = Vec::new();
        let mut columns = vec![[0i16; LANES]; self.thresholds.len()];
        // Of the vector before: many values are those of the whole page or source.
        let mut before = vec![(f32::NAN, 0); columns.len()];
        loop {
            let mut taken = 0;
            for (lane, vector) in vectors.by_ref().take(LANES).enumerate() {
                let places = columns.iter_mut().zip(&mut before).zip(&self.thresholds);
                for (((column, before), thresholds), &value) in places.zip(vector.as_ref()) {
                    if before.0 != value {
                        *before = (value, below(thresholds, value));
                    }
                    column[lane] = before.1;
                }
                taken += 1;
            }
            if taken == 0 {
                return out;
            }
            let mut sums = [self.bias; LANES];
            let mut first = 0;
            for (&end, leaves) in self.ends.iter().zip(&self.leaves) {
                let left = remaining(&self.nodes[first..end as usize], &columns);
                sums.iter_mut().zip(left).for_each(|(sum, left)| *sum += leaves[left.trailing_zeros() as usize % LEAVES]);
                first = end as usize;
            }
            out.extend_from_slice(&sums[..taken]);
        }
    }
}

/// How many of the rising thresholds a value is over.
fn below(thresholds: &[f32], value: f32) -> i16 {
    thresholds.partition_point(|&threshold| threshold < value) as i16
}

/// For each lane, the leaves of a tree that are not left of where it goes right.
fn remaining(nodes: &[Node], columns: &[[i16; LANES]]) -> [u16; LANES] {
    let mut left = [u16::MAX; LANES];
    for node in nodes {
        for (left, &place) in left.iter_mut().zip(&columns[usize::from(node.feature)]) {
            let right = u16::from(place > node.threshold).wrapping_neg();
            *left &= !(right & node.lefts);
        }
    }
    left
}

/// The leaves of a tree in order from left to right, and for each node the set of leaves on its left; `None` where the nodes
/// make no tree.
fn from_left(children: &[[u16; 2]]) -> Option<(Vec<u16>, Vec<u16>)> {
    let mut order = Vec::new();
    let mut lefts = vec![0; children.len()];
    // Nodes on the way down, with the number of leaves that were met before each and the child that comes next.
    let mut way = vec![(0usize, 0usize, 0usize)];
    let mut met = 1u16;
    while let Some((node, before, next)) = way.pop() {
        if next == 1 {
            lefts[node] = (1 << order.len()) - (1 << before);
        }
        let Some(&child) = children[node].get(next) else { continue };
        way.push((node, before, next + 1));
        let (leaf, number) = (child & LEAF != 0, child & !LEAF);
        // A node is met once, or this would be no tree.
        if usize::from(number) >= children.len() + usize::from(leaf) || (!leaf && met & (1 << number) != 0) {
            return None;
        }
        if leaf {
            order.push(number);
        } else {
            met |= 1 << number;
            way.push((number.into(), order.len(), 0));
        }
    }
    (order.len() == children.len() + 1).then_some((order, lefts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_ends_in_the_leaf_its_features_lead_to() {
        let mut bytes = Vec::new();
        bytes.extend(0.5f32.to_le_bytes());
        for short in [2u16, 1, 2] {
            bytes.extend(short.to_le_bytes());
        }
        for (feature, threshold, left, right) in [(0u16, 1.0f32, LEAF, 1u16), (1, 5.0, LEAF | 1, LEAF | 2)] {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(threshold.to_le_bytes());
            bytes.extend(left.to_le_bytes());
            bytes.extend(right.to_le_bytes());
        }
        [10.0f32, 20.0, 30.0].iter().for_each(|leaf| bytes.extend(leaf.to_le_bytes()));
        let trees = Trees::decode(&mut Reader::new(&bytes), 2).unwrap();
        let (vectors, sums) = ([[1.0, 0.0], [2.0, 5.0], [2.0, 6.0]], [10.5, 20.5, 30.5]);
        // More than are judged at once.
        let many = 2 * LANES + 5;
        assert!(trees.sums(vectors.iter().cycle().take(many)).iter().eq(sums.iter().cycle().take(many)));
        for cut in 0..bytes.len() {
            assert!(Trees::decode(&mut Reader::new(&bytes[..cut]), 2).is_err());
        }
    }
}

//! Boosted trees: sums of small decision trees over named features (Friedman 2001), as LightGBM learns them.
//!
//! No tree is walked. Every node is asked, for many vectors at once; where a vector goes right, the leaves on the left are
//! struck from a set of bits, and the leftmost leaf that is left is where a walk would have ended (QuickScorer, Lucchese et
//! al. 2015). Numbers are first replaced by how many of their feature's thresholds lie below, so that questions and sets are of
//! 16 bits, and one instruction deals with eight vectors.

use crate::error::DataError;
use crate::learned::Reader;

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
    /// Reads an ensemble over `features` features: bias (f32), the unit of leaves (f32), number of features (u16), of trees (u16);
    /// of each feature the number of its thresholds (u8) and these, rising (f32); then each tree: number of nodes (u8, 1 to 15), nodes
    /// (feature u8, which of its thresholds u8, and the leaves on its left: the first in the low half of a u8, one past the last in
    /// the high half), and leaves from left to right, one more than nodes (i16, times the unit).
    pub(crate) fn decode(reader: &mut Reader, features: usize) -> Result<Trees, DataError> {
        let mut trees = Trees { bias: reader.float()?, ..Trees::default() };
        let unit = reader.float()?;
        let (found, count) = (reader.short()?, reader.short()?);
        if usize::from(found) != features {
            return Err(reader.malformed("as many features as this version has", format!("{found}, not {features}")));
        }
        for _ in 0..features {
            let thresholds: Vec<f32> = (0..reader.byte()?).map(|_| reader.float()).collect::<Result<_, _>>()?;
            if !thresholds.is_sorted_by(|one, next| one < next) {
                return Err(reader.malformed("rising thresholds", format!("{thresholds:?}")));
            }
            trees.thresholds.push(thresholds);
        }
        for _ in 0..count {
            let nodes = reader.byte()?;
            if nodes == 0 || usize::from(nodes) >= LEAVES {
                return Err(reader.malformed("a tree of 1 to 15 nodes", nodes.to_string()));
            }
            for _ in 0..nodes {
                let (feature, threshold, lefts) = (reader.byte()?, reader.byte()?, reader.byte()?);
                if trees.thresholds.get(usize::from(feature)).is_none_or(|known| usize::from(threshold) >= known.len()) {
                    return Err(reader.malformed("a feature of this version and one of its thresholds", format!("{feature}, {threshold}")));
                }
                let (start, end) = (lefts & 0xf, lefts >> 4);
                if start >= end || end > nodes {
                    return Err(reader.malformed("leaves on the left of a node", format!("{start} to {end} of {nodes}")));
                }
                trees.nodes.push(Node { feature: feature.into(), threshold: threshold.into(), lefts: (1 << end) - (1 << start) });
            }
            let mut leaves = [0.0; LEAVES];
            for leaf in &mut leaves[..=usize::from(nodes)] {
                *leaf = f32::from(reader.short()?.cast_signed()) * unit;
            }
            trees.leaves.push(leaves);
            trees.ends.push(trees.nodes.len() as u32);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_ends_in_the_leaf_its_features_lead_to() {
        // Two features with a threshold each; of the tree's three leaves the first is on the left of its root, the second of the other node.
        let mut bytes: Vec<u8> = [0.5f32, 0.25].iter().flat_map(|float| float.to_le_bytes()).collect();
        bytes.extend([2, 0, 1, 0]);
        for threshold in [1.0f32, 5.0] {
            bytes.push(1);
            bytes.extend(threshold.to_le_bytes());
        }
        bytes.extend([2, 0, 0, 0x10, 1, 0, 0x21]);
        [40i16, -80, 120].iter().for_each(|leaf| bytes.extend(leaf.to_le_bytes()));
        let trees = Trees::decode(&mut Reader::new("weights", &bytes), 2).unwrap();
        let (vectors, sums) = ([[1.0, 0.0], [2.0, 5.0], [2.0, 6.0]], [10.5, -19.5, 30.5]);
        // More than are judged at once.
        let many = 2 * LANES + 5;
        assert!(trees.sums(vectors.iter().cycle().take(many)).iter().eq(sums.iter().cycle().take(many)));
        for cut in 0..bytes.len() {
            assert!(Trees::decode(&mut Reader::new("weights", &bytes[..cut]), 2).is_err());
        }
    }
}

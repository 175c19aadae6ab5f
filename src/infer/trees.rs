//! Boosted trees: sums of small decision trees over named features (Friedman 2001), as LightGBM learns them.

use crate::error::PackError;
use crate::infer::weights::Reader;

/// A child number with this bit is a leaf; the rest is the leaf's number.
const LEAF: u16 = 0x8000;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    feature: u16,
    /// Goes left where the feature's value is at most this.
    threshold: f32,
    left: u16,
    right: u16,
}

/// An ensemble of decision trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    bias: f32,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
    /// For each tree, its first node and first leaf.
    starts: Vec<(u32, u32)>,
}

impl Trees {
    /// Reads an ensemble over `features` features: bias (f32), number of features (u16), of trees (u16), then each tree: number
    /// of nodes (u16, at least 1), nodes (feature u16, threshold f32, left u16, right u16; a child with bit 15 set is a leaf),
    /// and leaves, one more than nodes (f32).
    pub(crate) fn decode(reader: &mut Reader, features: usize) -> Result<Trees, PackError> {
        let malformed = |expected, found| PackError::Malformed { section: "weights", expected, found };
        let mut trees = Trees { bias: reader.float()?, ..Trees::default() };
        let found = reader.short()?;
        if usize::from(found) != features {
            return Err(malformed("as many features as this version has", format!("{found}, not {features}")));
        }
        for _ in 0..reader.short()? {
            let nodes = reader.short()?;
            trees.starts.push((trees.nodes.len() as u32, trees.leaves.len() as u32));
            for number in 0..nodes {
                let node = Node { feature: reader.short()?, threshold: reader.float()?, left: reader.short()?, right: reader.short()? };
                // Children come behind their parent, so that every walk ends.
                let sound = |child: u16| if child & LEAF != 0 { child & !LEAF <= nodes } else { child > number && child < nodes };
                if node.feature >= found || !sound(node.left) || !sound(node.right) {
                    return Err(malformed("a node of a tree", format!("{node:?}")));
                }
                trees.nodes.push(node);
            }
            if nodes == 0 {
                return Err(malformed("a tree with a node", "none".to_owned()));
            }
            for _ in 0..=nodes {
                trees.leaves.push(reader.float()?);
            }
        }
        Ok(trees)
    }

    /// Sum of the trees' values for one vector of features, in the trees' order.
    pub fn sum(&self, features: &[f32]) -> f32 {
        self.starts.iter().fold(self.bias, |sum, &(first, leaf)| {
            let mut at = 0u16;
            while at & LEAF == 0 {
                let node = &self.nodes[first as usize + usize::from(at)];
                at = if features[usize::from(node.feature)] <= node.threshold { node.left } else { node.right };
            }
            sum + self.leaves[leaf as usize + usize::from(at & !LEAF)]
        })
    }
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
        assert_eq!([[1.0, 0.0], [2.0, 5.0], [2.0, 6.0]].map(|f| trees.sum(&f)), [10.5, 20.5, 30.5]);
        for cut in 0..bytes.len() {
            assert!(Trees::decode(&mut Reader::new(&bytes[..cut]), 2).is_err());
        }
    }
}

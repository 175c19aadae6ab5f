//! What was learned, as bundled: rarities, weights, word vectors.

use crate::background::Background;
use crate::error::DataError;
use crate::evidence::meaning::Vectors;
use crate::infer::weights::Weights;

/// Learned data, as bundled.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// How rare words are.
    pub background: Background,
    /// Weights, calibration, thresholds.
    pub weights: Weights,
    /// Which words mean nearly the same.
    pub vectors: Vectors,
}

impl Model {
    /// From the three data files.
    pub fn decode(background: &[u8], weights: &[u8], vectors: &[u8]) -> Result<Model, DataError> {
        Ok(Model { background: Background::decode(background)?, weights: Weights::decode(weights)?, vectors: Vectors::decode(vectors)? })
    }
}

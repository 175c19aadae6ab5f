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

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: &[u8] = include_bytes!("../data/weights.bin");

    #[test]
    fn a_file_that_is_another_is_named_with_what_it_should_be() {
        let said = |bytes: &[u8]| Weights::decode(bytes).unwrap_err().to_string();
        assert_eq!(said(b"# Wirecopy\n"), "no weights: it begins with \"# Wireco\", and weights begin with \"WCWEIGHT\"");
        assert_eq!(said(b""), "no weights: it begins with \"\", and weights begin with \"WCWEIGHT\"");
        assert!(said(&[WEIGHTS, b"!"].concat()).contains("1 bytes more"));
        assert!(said(b"WCWEIGHT\x63\0\0\0").starts_with("weights of format 99; this Wirecopy reads format "));
        assert!(Background::decode(WEIGHTS).unwrap_err().to_string().starts_with("no rarities: it begins with \"WCWEIGHT\""));
        assert!(Vectors::decode(WEIGHTS).unwrap_err().to_string().starts_with("no word vectors: "));
    }

    #[test]
    fn weights_cut_short_are_told_from_damaged_ones() {
        for cut in (8..WEIGHTS.len()).step_by(4_999) {
            let said = Weights::decode(&WEIGHTS[..cut]).unwrap_err().to_string();
            assert_eq!(said, format!("the weights are cut short: they go on behind the {cut} bytes that are there"));
        }
        let mut damaged = WEIGHTS.to_vec();
        damaged[1_000..1_100].fill(0xff);
        assert!(Weights::decode(&damaged).unwrap_err().to_string().starts_with("the weights are damaged: "));
    }
}

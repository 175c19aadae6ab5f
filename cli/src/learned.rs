//! What was learned, as it comes with the command.

use std::path::Path;

use wirecopy::background::Background;
use wirecopy::model::Model;

use crate::outcome::{Stop, stop};

const BACKGROUND: &[u8] = include_bytes!("../../data/background.bin");
const WEIGHTS: &[u8] = include_bytes!("../../data/weights.bin");
const VECTORS: &[u8] = include_bytes!("../../data/vectors.bin");

/// How rare words are.
pub(crate) fn background() -> Result<Background, Stop> {
    Background::decode(BACKGROUND).map_err(|error| stop("background", error))
}

/// All of it, with the weights of a file in place of the bundled ones where one is given.
pub(crate) fn model(weights: Option<&Path>) -> Result<Model, Stop> {
    match weights {
        None => Model::decode(BACKGROUND, WEIGHTS, VECTORS).map_err(|error| stop("learned data", error)),
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| stop(path.display(), format!("cannot be read: {error}")))?;
            Model::decode(BACKGROUND, &bytes, VECTORS).map_err(|error| stop(path.display(), error))
        }
    }
}

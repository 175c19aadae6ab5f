//! Learned weights and thresholds: a data file, made by `cargo xtask train`, that carries its provenance.
//!
//! # Format
//! `WCWEIGHT`, version (u32), label (u16 length, UTF-8), then twice, for English and for languages without word vectors: the two
//! stages, each an ensemble ([`Trees`]) and a calibration (number of knots u16, then raw sum f32 and probability f32 of each, both
//! rising), then for cautious, balanced and sensitive the [`Thresholds`] (f32 each). Little-endian.

use crate::error::DataError;
use crate::evidence::features;
use crate::infer::context;
use crate::infer::trees::Trees;
use crate::learned::Reader;
use crate::report::Sensitivity;
use crate::text::language::Language;

const MAGIC: &str = "WCWEIGHT";
const VERSION: u32 = 3;

/// An ensemble with the calibration of its sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    trees: Trees,
    knots: Vec<(f32, f32)>,
}

impl Stage {
    /// Probabilities for vectors of features, 0 to 1.
    pub fn probabilities<V: AsRef<[f32]>>(&self, vectors: impl Iterator<Item = V>) -> Vec<f32> {
        self.trees.sums(vectors).into_iter().map(|raw| self.calibrated(raw)).collect()
    }

    /// The lowest probability that it gives: that of what it is not asked about.
    pub fn least(&self) -> f32 {
        self.knots.first().map_or(0.0, |knot| knot.1)
    }

    fn calibrated(&self, raw: f32) -> f32 {
        let at = self.knots.partition_point(|k| k.0 <= raw);
        match (at.checked_sub(1).and_then(|below| self.knots.get(below)), self.knots.get(at)) {
            (Some(&(x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * ((raw - x0) / (x1 - x0)),
            (Some(&(_, y)), None) | (None, Some(&(_, y))) => y,
            (None, None) => (1.0 / (1.0 + libm::exp(f64::from(-raw)))) as f32,
        }
    }

    fn decode(reader: &mut Reader, features: usize) -> Result<Stage, DataError> {
        let trees = Trees::decode(reader, features)?;
        let knots: Vec<(f32, f32)> =
            (0..reader.short()?).map(|_| Ok((reader.float()?, reader.float()?))).collect::<Result<_, DataError>>()?;
        let sound = knots.windows(2).all(|k| k[0].0 < k[1].0 && k[0].1 <= k[1].1) && knots.iter().all(|k| (0.0..=1.0).contains(&k.1));
        if !sound {
            return Err(reader.malformed("rising knots", "knots that fall, or of no probabilities".to_owned()));
        }
        Ok(Stage { trees, knots })
    }
}

/// Thresholds of one sensitivity.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Thresholds {
    /// Evidence from which a page is taken to be derived ([`crate::infer::page`]).
    pub page: f32,
    /// Probability from which a sentence of such a page is flagged.
    pub within: f32,
    /// The same for sentences of other pages.
    pub alone: f32,
}

/// What was learned of languages with the same evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judge {
    /// A sentence by itself.
    pub first: Stage,
    /// A sentence in the light of its document and neighbours.
    pub second: Stage,
    thresholds: [Thresholds; 3],
}

impl Judge {
    /// Thresholds of a sensitivity.
    pub fn thresholds(&self, sensitivity: Sensitivity) -> Thresholds {
        self.thresholds[sensitivity as usize]
    }

    fn decode(reader: &mut Reader) -> Result<Judge, DataError> {
        let first = Stage::decode(reader, features::COUNT)?;
        let second = Stage::decode(reader, features::COUNT + context::COUNT)?;
        let mut thresholds = [Thresholds::default(); 3];
        for t in &mut thresholds {
            *t = Thresholds { page: reader.float()?, within: reader.float()?, alone: reader.float()? };
        }
        Ok(Judge { first, second, thresholds })
    }
}

/// All that was learned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Names the training run.
    pub label: String,
    full: Judge,
    plain: Judge,
}

impl Weights {
    /// Reads the file.
    pub fn decode(bytes: &[u8]) -> Result<Weights, DataError> {
        let mut reader = Reader::behind_head("weights", bytes, MAGIC, VERSION)?;
        let length = reader.short()?;
        let label = String::from_utf8_lossy(reader.take(usize::from(length))?).into_owned();
        let weights = Weights { label, full: Judge::decode(&mut reader)?, plain: Judge::decode(&mut reader)? };
        reader.end().map(|()| weights)
    }

    /// The judge of a language: English has word vectors and a table of rarities, the others have neither.
    pub fn judge(&self, language: Language) -> &Judge {
        if language == Language::English { &self.full } else { &self.plain }
    }
}

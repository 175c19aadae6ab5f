//! From characters to sentences: normalising, cutting into sentences and words, finding quotations.

pub mod abbreviations;
pub mod analysis;
pub mod language;
mod marks;
pub mod normalize;
pub mod quotation;
pub mod sentence;
pub mod spelling;
pub mod token;

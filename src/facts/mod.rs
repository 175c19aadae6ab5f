//! Facts that a rewording must not change (amounts, dates, names, negations), read so that what is only said in another way is not
//! taken for changed: "forty-three" for 43, "nearly a third" for 33 percent, "two days" for 48 hours, "nobody" for "no one".

pub mod amounts;
mod lexicon;
pub mod names;
pub mod negation;

//! Facts that a rewording must not change (amounts, dates, names, negations), read so that what is only said in another way is not
//! taken for changed: "forty-three" for 43, "two days" for 48 hours, "Sergey" for "Sergei", "nobody" for "no one".

pub mod amounts;
pub mod lexicon;
pub mod names;
pub mod negation;
pub mod opposites;

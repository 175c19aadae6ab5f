//! Names, negations and opposites: what a rewording must not change, read so that what is only said in another way is not taken for
//! changed: "Sergey" for "Sergei", "nobody" for "no one". Amounts and dates are read in [`crate::evidence::amounts`].

pub mod names;
pub mod negation;
pub mod opposites;

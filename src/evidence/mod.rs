//! What speaks for and against a page sentence being derived from a reference: named, measured features.

pub mod characters;
pub mod compare;
pub mod features;
pub mod meaning;
pub mod numbers;
pub mod order;
pub mod passage;
pub mod persons;
pub mod reporting;
pub mod side;
pub mod soft;
pub mod word;

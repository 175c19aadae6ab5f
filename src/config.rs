//! Limits that keep a check bounded, each with its unit and the reason for its value.

/// Longest page text in bytes; what is behind it is not read. The largest of 2,000 news pages had 0.6 MB of text.
pub const LONGEST_PAGE: usize = 12 << 20;
/// Most sentences of a page that are compared. An article of 100,000 words has about 5,000.
pub const MOST_SENTENCES: usize = 20_000;
/// Fewest article sentences that are worth a verdict (contract: under 4 nothing can be said).
pub const FEWEST_SENTENCES: usize = 4;

//! Limits that keep a check bounded, each with its unit and the reason for its value.

/// Longest page text, in bytes of plain text or UTF-16 units of a page's blocks; what is behind it is not read. The largest of
/// 2,000 news pages had 0.6 MB of text. `extension/limits.js` has the same limits of a page.
pub const LONGEST_PAGE: usize = 2 << 20;
/// Most blocks of a page that are read; what is behind them is not. Pages with thousands of comments have about 10,000.
pub const MOST_BLOCKS: usize = 50_000;
/// Most elements of a page that are told with its blocks: those that hold one, and those around them. With the longest hints they
/// take some 40 MB on their way to the engine, of the 64 that Chromium lets a message have.
pub const MOST_ELEMENTS: usize = 120_000;
/// Longest name of an element and longest language of a page, in UTF-16 units; what is behind it is left out.
pub const LONGEST_NAME: usize = 64;
/// Most nodes of a page that are walked; what is behind them is not read. A page of 10 MB of ordinary markup has about half a million.
pub const MOST_NODES: usize = 2_000_000;
/// Most article sentences of a page that are compared. An article of 100,000 words has about 5,000.
pub const MOST_SENTENCES: usize = 10_000;
/// Most sentences of a page that are listed, furniture included. The report of so many has about 5 MB, half of what the
/// browsers keep for a session.
pub const MOST_LISTED: usize = 20_000;
/// Longest headline, name or terms of use of a reference that are shown, in bytes, and longest address that is linked.
pub const LONGEST_SHOWN: usize = 4096;
/// Longest text of a reference that is kept, in bytes: what the longest page takes at most. Whole books have under 4 MiB.
pub const LONGEST_BODY: usize = 3 * LONGEST_PAGE;
/// Fewest article sentences that are worth a verdict: of fewer nothing can be said.
pub const FEWEST_SENTENCES: usize = 4;

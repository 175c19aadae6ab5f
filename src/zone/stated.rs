//! The article's text as the page states it beside what it shows (`articleBody` of its ld+json).

use super::outline::Line;

/// Runs of words that a block must have for their absence to tell something: a sentence of eight words.
const TELLING: usize = 5;

/// Share of a block's runs from which the stated text is taken to hold it.
const HELD: f32 = 0.5;

/// What the stated text says of each line.
pub(super) struct Stated {
    /// Share of the line's runs of words that the stated text has, from −1 for none to 1 for all; 0 where it is too short to tell.
    pub(super) held: Vec<f32>,
    /// Whether the line lies where all that is article would be stated, and is not.
    pub(super) left_out: Vec<bool>,
}

impl Stated {
    /// Of a text, given as [`super::phrases::words`]. Texts are often cut at their end: only behind their last words do they leave nothing out.
    pub(super) fn of(words: &str, lines: &[Line]) -> Self {
        let ends = (runs(words).next(), runs(words).last());
        let mut known: Vec<u64> = runs(words).collect();
        known.sort_unstable();
        let mut stated = Stated { held: Vec::new(), left_out: Vec::new() };
        let (mut first, mut last) = (lines.len(), 0);
        let mut foreign = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let (mut all, mut held) = (0, 0);
            let mut is_end = (false, false);
            for run in runs(&line.words) {
                all += 1;
                held += usize::from(known.binary_search(&run).is_ok());
                is_end = (is_end.0 || ends.0 == Some(run), is_end.1 || ends.1 == Some(run));
            }
            let share = if all > 0 { 2.0 * held as f32 / all as f32 - 1.0 } else { 0.0 };
            if share > HELD {
                first = if is_end.0 { 0 } else { first.min(at) };
                last = if is_end.1 { lines.len() } else { last.max(at) };
            }
            stated.held.push(share);
            foreign.push(held == 0 && all >= TELLING);
        }
        stated.left_out = foreign.into_iter().enumerate().map(|(at, foreign)| foreign && (first..last).contains(&at)).collect();
        stated
    }
}

/// Hashes of each four words in a row.
fn runs(words: &str) -> impl Iterator<Item = u64> {
    let starts: Vec<usize> = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let count = if words.is_empty() { 0 } else { starts.len() };
    (4..=count).map(move |end| {
        let until = starts.get(end).map_or(words.len(), |next| next - 1);
        xxhash_rust::xxh3::xxh3_64(&words.as_bytes()[starts[end - 4]..until])
    })
}

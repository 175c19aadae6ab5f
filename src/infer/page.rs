//! How much of a page speaks for derivation: one number from its sentences' probabilities.
//!
//! A page draws on a source where a run of its narration does, or where most of it does. The run is the stretch of sentences whose
//! probabilities exceed what honest reports have most, in sum: the maximal scoring segment of Karlin and Altschul, "Methods for assessing
//! the statistical significance of molecular sequence features" (PNAS, 1990), in one pass (Bentley, "Programming Pearls", 1984). Long runs
//! of likely sentences count as much as short ones of certain sentences, and a sentence of somebody else's within a run shortens it by
//! what it lacks and does not end it. Quotations count as little as they are quotations: reporters at one event share them in runs.

/// Probability that a sentence must exceed to speak for derivation: of sentences of honest reports about the same event, one in
/// fifteen has as much.
const BACKGROUND: f32 = 0.2;
/// What the mean of the whole page counts for, against that of its best run, and for how many sentences of a run.
const WHOLE: f32 = 0.7;
const AS_RUN: usize = 5;

/// Sentences of fewer words are headings and exclamations, and take no part.
const SHORTEST: usize = 5;

/// A body sentence as the page's evidence sees it.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Probability that it is derived.
    pub probability: f32,
    /// Share of its words that are quoted.
    pub quoted: f32,
    /// Its words.
    pub words: usize,
}

/// Evidence that a page is derived, from its body sentences in order: in sentences that are derived beyond doubt, from 0 where nothing
/// speaks for it to four fifths of the page's sentences.
pub fn evidence(sentences: impl Iterator<Item = Told>) -> f32 {
    let (mut run, mut best, mut all, mut count) = (0.0f32, 0.0f32, 0.0f32, 0usize);
    for told in sentences.filter(|s| s.words >= SHORTEST) {
        run = (run + told.probability * (1.0 - told.quoted) - BACKGROUND).max(0.0);
        best = best.max(run);
        all += told.probability;
        count += 1;
    }
    let whole = WHOLE * all / count.max(1) as f32 - BACKGROUND;
    best.max(whole * count.min(AS_RUN) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_narration_or_most_of_a_page_counts_and_a_run_of_quotations_does_not() {
        let told = |probability, quoted| Told { probability, quoted, words: 20 };
        let report = [told(0.1, 0.0); 15];
        let with = |run: Told| evidence([&report[..8], &[run; 5], &report[8..]].concat().into_iter());
        let (lifted, quoting) = (with(told(0.9, 0.0)), with(told(0.9, 0.9)));
        assert!(lifted > 3.4 && quoting < 0.5, "{lifted} {quoting}");
        assert!(with(Told { words: 3, ..told(0.9, 0.0) }) < 0.1);
        assert!(evidence([told(0.9, 1.0); 12].into_iter()) > 2.0);
        assert_eq!(evidence([].into_iter()), 0.0);
    }

    #[test]
    fn sentences_strewn_into_a_copy_do_not_hide_it() {
        let told = |probability| Told { probability, quoted: 0.0, words: 20 };
        let strewn = (0..18).map(|i| told(if i % 3 == 0 { 0.9 } else { 0.01 }));
        assert!(evidence(strewn) > 1.9);
        assert!(evidence((0..18).map(|i| told(if i == 9 { 0.9 } else { 0.01 }))) < 0.8);
    }
}

//! How much of a page speaks for derivation: one number from its sentences' probabilities.
//!
//! A page draws on a source where a run of its narration does, or where most of it does. Quotations count as little as they are
//! quotations: reporters at one event share them in runs.

/// Sentences of a run: a lifted passage has four and more, and of honest reports few have as many in a row that look alike.
const RUN: usize = 5;
/// What the mean of the whole page counts for, against that of its best run.
const WHOLE: f32 = 0.7;

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

/// Evidence that a page is derived, 0 to 1, from its body sentences in order.
pub fn evidence(sentences: impl Iterator<Item = Told>) -> f32 {
    let sentences: Vec<Told> = sentences.filter(|s| s.words >= SHORTEST).collect();
    let told: Vec<f32> = sentences.iter().map(|s| s.probability * (1.0 - s.quoted)).collect();
    let all: Vec<f32> = sentences.iter().map(|s| s.probability).collect();
    let run = if told.len() <= RUN { mean(&told) } else { told.windows(RUN).map(mean).fold(0.0, f32::max) };
    run.max(WHOLE * mean(&all))
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
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
        assert!(lifted > 0.85 && quoting < 0.3, "{lifted} {quoting}");
        assert!(with(Told { words: 3, ..told(0.9, 0.0) }) < 0.2);
        assert!(evidence([told(0.9, 1.0); 12].into_iter()) > 0.6);
        assert_eq!(evidence([].into_iter()), 0.0);
    }
}

//! How much of a page speaks for derivation: one number from its sentences' probabilities.
//!
//! A page draws on a source where a run of its narration does, or where most of it does. Quotations count as little as they are
//! quotations: reporters at one event share them in runs.

/// Sentences of a run: a lifted passage has four and more, and of honest reports few have as many in a row that look alike.
const RUN: usize = 5;
/// What the mean of the whole page counts for, against that of its best run.
const WHOLE: f32 = 0.7;

/// Evidence that a page is derived, 0 to 1, from its body sentences in order: the probability of each, and the share of its words
/// that are quoted.
pub fn evidence(sentences: &[(f32, f32)]) -> f32 {
    let told: Vec<f32> = sentences.iter().map(|&(probability, quoted)| probability * (1.0 - quoted)).collect();
    let run = if told.len() <= RUN { mean(told.iter()) } else { told.windows(RUN).map(|run| mean(run.iter())).fold(0.0, f32::max) };
    run.max(WHOLE * mean(sentences.iter().map(|s| &s.0)))
}

fn mean<'a>(values: impl ExactSizeIterator<Item = &'a f32>) -> f32 {
    let count = values.len().max(1) as f32;
    values.sum::<f32>() / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_narration_or_most_of_a_page_counts_and_a_run_of_quotations_does_not() {
        let report = [(0.1, 0.0); 15];
        let with = |run: [(f32, f32); 5]| [&report[..8], &run, &report[8..]].concat();
        let (lifted, quoting) = (evidence(&with([(0.9, 0.0); 5])), evidence(&with([(0.9, 0.9); 5])));
        assert!(lifted > 0.85 && quoting < 0.3, "{lifted} {quoting}");
        assert!(evidence(&[(0.9, 1.0); 12]) > 0.6);
        assert_eq!(evidence(&[]), 0.0);
    }
}

//! From evidence to decisions: which documents a page draws on, then which of its sentences, then the page as a whole.

pub mod context;
pub mod decide;
pub mod page;
mod trees;
pub mod weights;

pub use trees::Trees;

use crate::compare::Comparison;
use crate::evidence::features;
use weights::Judge;

/// Probabilities of one comparison.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// For each source and page sentence, the probability that the sentence is derived from it.
    pub pairs: Vec<Vec<f32>>,
    /// For each page sentence, the highest of these, and the source it is from.
    pub best: Vec<(f32, Option<usize>)>,
    /// Evidence that the page draws on a reference at all, 0 to 1.
    pub page: f32,
}

/// Judges a page's sentences and the page.
pub fn scores(comparison: &Comparison, judge: &Judge) -> Scores {
    let likely: Vec<Vec<f32>> = comparison
        .evidence
        .iter()
        .map(|evidence| judge.first.probabilities(&evidence.sentences.iter().map(|s| &s.features).collect::<Vec<_>>()))
        .collect();
    let contexts = context::contexts(comparison, &likely);
    let pairs: Vec<Vec<f32>> = comparison
        .evidence
        .iter()
        .zip(&contexts)
        .map(|(evidence, contexts)| {
            let both = evidence.sentences.iter().zip(contexts);
            judge.second.probabilities(&both.map(|(sentence, context)| joined(&sentence.features, context)).collect::<Vec<_>>())
        })
        .collect();
    let best: Vec<(f32, Option<usize>)> = (0..comparison.page.sentences.len())
        .map(|i| {
            pairs.iter().enumerate().fold((0.0, None), |best, (d, scores)| if scores[i] > best.0 { (scores[i], Some(d)) } else { best })
        })
        .collect();
    let body = comparison.page.sentences.iter().zip(&best).filter(|(s, _)| !s.headline);
    let page = page::evidence(body.map(|(s, b)| page::Told { probability: b.0, quoted: s.quoted, words: (s.last - s.first) as usize }));
    Scores { pairs, best, page }
}

/// First- and second-stage features in one vector.
pub fn joined(first: &features::Vector, context: &context::Vector) -> [f32; features::COUNT + context::COUNT] {
    let mut out = [0.0; features::COUNT + context::COUNT];
    out[..features::COUNT].copy_from_slice(first);
    out[features::COUNT..].copy_from_slice(context);
    out
}

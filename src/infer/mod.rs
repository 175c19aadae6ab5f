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

/// First stage's probability from which the second is asked about a page sentence and a source. Of reworded sentences one in 120 has less
/// with every source, of independent ones about the same event two in five. Range 0 to 1.
pub const RELATED: f32 = 0.03;

/// Probabilities of one comparison.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// For each source and page sentence, the probability that the sentence is derived from it.
    pub pairs: Vec<Vec<f32>>,
    /// For each page sentence, the highest of these, and the source it is from.
    pub best: Vec<(f32, Option<usize>)>,
    /// Evidence that the page draws on a reference at all: [`page::evidence`].
    pub page: f32,
}

/// Judges a page's sentences and the page.
pub fn scores(comparison: &Comparison, judge: &Judge) -> Scores {
    // Of all sources together, so that few places are left free where many vectors are judged at once.
    let by_source = |probabilities: Vec<f32>| -> Vec<Vec<f32>> {
        let mut rest = probabilities.into_iter();
        comparison.evidence.iter().map(|evidence| rest.by_ref().take(evidence.sentences.len()).collect()).collect()
    };
    let sentences = || comparison.evidence.iter().flat_map(|evidence| &evidence.sentences);
    let likely = by_source(judge.first.probabilities(sentences().map(|sentence| &sentence.features)));
    let contexts = context::contexts(comparison, &likely);
    let related = || likely.iter().flatten().map(|&likely| likely >= RELATED);
    let both = sentences().zip(contexts.iter().flatten()).zip(related()).filter(|(_, related)| *related);
    let mut judged = judge.second.probabilities(both.map(|((sentence, context), _)| joined(&sentence.features, context))).into_iter();
    let least = judge.second.least();
    let pairs = by_source(related().map(|related| if related { judged.next().unwrap_or(least) } else { least }).collect());
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

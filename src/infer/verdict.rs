//! What the page as a whole is: features of its verdict.

use crate::infer::context::{self, Context};

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// What is known of a page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Page { $($(#[doc = $doc])+ $name,)+ }
        /// Names of the features, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name),)+];
        /// Number of features.
        pub const COUNT: usize = NAMES.len();
    };
}

features! {
    /// Mean of the sentences' probabilities.
    Mean,
    /// Highest mean of three sentences in a row.
    BestThree,
    /// Highest mean of five sentences in a row.
    BestFive,
    /// Highest probability.
    Best,
    /// Second highest.
    Second,
    /// Third highest.
    Third,
    /// Share of sentences with more than a half.
    Many,
    /// Sentences with more than a half, 10 at most.
    Count,
    /// Longest run of sentences with more than 0.3, 10 at most.
    Run,
    /// Of the source the page is likeliest to draw on, as in [`Context`]: whether likely sentences stand in its order.
    Order,
    /// Share of its sentences that a likely one matches.
    Covered,
    /// Share of the page's names that it has not.
    NewNames,
    /// Share of the page's quantities that it has not.
    NewQuantities,
    /// Share of the page's weight in telling words that it has not.
    NewWords,
    /// Share of the page's narration that it has.
    KnownNarration,
    /// The same softly.
    Soft,
    /// Share of specific words.
    Specific,
    /// Share of three-word runs.
    Triples,
}

/// Features of a page's verdict: from the probabilities of its body sentences, in order, and from the second stage's features
/// of any of them for the source it is likeliest to draw on.
pub fn features(scores: &[f32], source: Option<&context::Vector>) -> [f32; COUNT] {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let nth = |n: usize| sorted.get(n).copied().unwrap_or_default();
    let count = scores.iter().filter(|&&p| p > 0.5).count() as f32;
    let mut f = [0.0; COUNT];
    let mut set = |page: Page, value: f32| f[page as usize] = value;
    set(Page::Mean, mean(scores));
    set(Page::BestThree, run(scores, 3));
    set(Page::BestFive, run(scores, 5));
    set(Page::Best, nth(0));
    set(Page::Second, nth(1));
    set(Page::Third, nth(2));
    set(Page::Many, count / scores.len().max(1) as f32);
    set(Page::Count, count.min(10.0));
    set(Page::Run, longest(scores).min(10) as f32);
    let of = |context: Context| source.map_or(0.0, |s| s[context as usize]);
    set(Page::Order, of(Context::Order));
    set(Page::Covered, of(Context::Covered));
    set(Page::NewNames, of(Context::NewNames));
    set(Page::NewQuantities, of(Context::NewQuantities));
    set(Page::NewWords, of(Context::NewWords));
    set(Page::KnownNarration, of(Context::KnownNarration));
    set(Page::Soft, of(Context::SoftMean));
    set(Page::Specific, of(Context::SpecificMean));
    set(Page::Triples, of(Context::TriplesMean));
    f
}

/// The source whose sentences' probabilities add up to most, if there is one.
pub fn likeliest(pairs: &[Vec<f32>]) -> Option<usize> {
    let sums = pairs.iter().map(|scores| scores.iter().sum::<f32>()).enumerate();
    sums.fold(None, |best: Option<(usize, f32)>, (d, sum)| if best.is_none_or(|b| sum > b.1) { Some((d, sum)) } else { best }).map(|b| b.0)
}

/// Longest run of sentences with more than 0.3.
fn longest(scores: &[f32]) -> usize {
    scores.split(|&p| p <= 0.3).map(<[f32]>::len).max().unwrap_or_default()
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

/// Highest mean of `length` values in a row; of all where there are fewer.
fn run(values: &[f32], length: usize) -> f32 {
    if values.len() <= length { mean(values) } else { values.windows(length).map(mean).fold(0.0, f32::max) }
}

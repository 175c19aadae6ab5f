//! What the page as a whole is: features of its verdict.

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
}

/// Features of a page's verdict from the probabilities of its body sentences, in order.
pub fn features(scores: &[f32]) -> [f32; COUNT] {
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
    f
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

/// Highest mean of `length` values in a row; of all where there are fewer.
fn run(values: &[f32], length: usize) -> f32 {
    if values.len() <= length { mean(values) } else { values.windows(length).map(mean).fold(0.0, f32::max) }
}

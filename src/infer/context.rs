//! A page against a source document as a whole, and a sentence among its neighbours: the features of the second stage.
//!
//! Sentences are not judged alone. A rewriter follows the source, covers it and adds little that is not in it; an
//! independent reporter brings names, numbers and rare words of their own, in an order of their own.

use crate::compare::Comparison;
use crate::evidence::features::{Evidence, Feature};
use crate::rank::highest_first;

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// What is known of a sentence from its page, its document and its neighbours.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Context { $($(#[doc = $doc])+ $name,)+ }
        /// Names of the features, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name),)+];
        /// Number of features.
        pub const COUNT: usize = NAMES.len();
    };
}

features! {
    /// First stage's probability.
    Own,
    /// Its mean over the page.
    Mean,
    /// Its median over the page.
    Median,
    /// Mean of its five highest values on the page.
    BestFive,
    /// Its highest value.
    Best,
    /// Share of the page's sentences with more than a half.
    Many,
    /// Whether likely sentences stand in the source's order: -1 (reversed) to 1 (the same).
    Order,
    /// Share of the source's sentences that a likely sentence matches best.
    Covered,
    /// Share of the source's weight on the page.
    Coverage,
    /// Share of the page's names that the source has not.
    NewNames,
    /// Share of its quantities.
    NewQuantities,
    /// Share of its weight in telling words that the source has not.
    NewWords,
    /// Share of its weight that the source has.
    Known,
    /// Share of its narration's weight.
    KnownNarration,
    /// Mean probability of the sentences next to it.
    Within1,
    /// Up to two away.
    Within2,
    /// Up to four away.
    Within4,
    /// The one before.
    Before,
    /// The one behind.
    Behind,
    /// Known narration of the sentences next to it.
    Known1,
    /// Up to two away.
    Known2,
    /// Up to four away.
    Known4,
    /// New telling words up to two away.
    NewWords2,
    /// Up to four away.
    NewWords4,
    /// New names up to three away.
    NewNames3,
    /// Softly known narration up to two away.
    Soft2,
    /// Up to four away.
    Soft4,
    /// Share of specific words up to two away.
    Specific2,
    /// Mean over the page of softly known narration.
    SoftMean,
    /// Mean over the page of specific words' share.
    SpecificMean,
    /// Mean over the page of the share of three-word runs that the source has.
    TriplesMean,
    /// Mean over the page of the share of character trigrams.
    CharactersMean,
    /// Share of the page's reporting verbs that are not the plain one; 0.5 where it has none.
    ReportingOther,
    /// Mean over the page of shared persons.
    PersonsMean,
    /// Likely neighbours (up to three away) that go on in the source's order.
    Follows,
    /// Mean over the page of the highest probability from any document.
    AnyMean,
    /// The same up to two away.
    Any2,
    /// The same up to four away.
    Any4,
}

/// Second-stage features of one sentence and document, behind the first stage's.
pub type Vector = [f32; COUNT];

/// Second-stage features of every sentence for every source. `likely[d][i]` is the first stage's probability of sentence i
/// for source d. Headlines take no part in a page's means.
pub fn contexts(comparison: &Comparison, likely: &[Vec<f32>]) -> Vec<Vec<Vector>> {
    let body: Vec<usize> = comparison.page.sentences.iter().enumerate().filter(|(_, s)| !s.headline).map(|(i, _)| i).collect();
    let all = comparison.page.sentences.len();
    let any: Vec<f32> = (0..all).map(|i| likely.iter().map(|l| l[i]).fold(0.0, f32::max)).collect();
    comparison
        .evidence
        .iter()
        .enumerate()
        .map(|(d, evidence)| {
            let length = comparison.sources[d].side.sentences.len();
            let document = Document::new(evidence, &likely[d], &any, &body, length);
            let mut out = vec![[0.0; COUNT]; all];
            for (place, &i) in body.iter().enumerate() {
                out[i] = document.sentence(place);
            }
            // A headline is judged by the page it stands over.
            for (i, _) in comparison.page.sentences.iter().enumerate().filter(|(_, s)| s.headline) {
                out[i] = document.page;
                out[i][Context::Own as usize] = likely[d][i];
            }
            out
        })
        .collect()
}

/// The body sentences of a page against one source.
struct Document {
    page: Vector,
    likely: Vec<f32>,
    any: Vec<f32>,
    best: Vec<Option<u32>>,
    known: Vec<f32>,
    new_words: Vec<f32>,
    new_names: Vec<f32>,
    soft: Vec<f32>,
    specific: Vec<f32>,
}

impl Document {
    fn new(evidence: &Evidence, likely: &[f32], any: &[f32], body: &[usize], source_length: usize) -> Document {
        let column = |feature: Feature| -> Vec<f32> { body.iter().map(|&i| evidence.sentences[i].features[feature as usize]).collect() };
        let likely: Vec<f32> = body.iter().map(|&i| likely[i]).collect();
        let any: Vec<f32> = body.iter().map(|&i| any[i]).collect();
        let best: Vec<Option<u32>> = body.iter().map(|&i| evidence.sentences[i].shared.best.first().map(|p| p.sentence)).collect();
        let (names, missing) = (column(Feature::Names), column(Feature::NamesMissing));
        let (quantities, new_quantities) = (column(Feature::Quantities), column(Feature::QuantitiesMissing));
        let lengths = column(Feature::Length);
        let (known, new_words) = (column(Feature::DocumentNarration), column(Feature::TellingMissing));
        let mut sorted = likely.clone();
        highest_first(&mut sorted, |&probability| probability);
        let mut page = [0.0; COUNT];
        let mut set = |context: Context, value: f32| page[context as usize] = value;
        set(Context::Mean, mean(&likely));
        set(Context::Median, sorted.get(sorted.len() / 2).copied().unwrap_or_default());
        set(Context::BestFive, mean(&sorted[..sorted.len().min(5)]));
        set(Context::Best, sorted.first().copied().unwrap_or_default());
        set(Context::Many, likely.iter().filter(|&&p| p > 0.5).count() as f32 / likely.len().max(1) as f32);
        set(Context::Order, order(&likely, &best));
        let mut covered: Vec<u32> = likely.iter().zip(&best).filter(|(p, _)| **p > 0.4).filter_map(|(_, b)| *b).collect();
        covered.sort_unstable();
        covered.dedup();
        set(Context::Covered, covered.len() as f32 / source_length.max(1) as f32);
        set(Context::Coverage, evidence.coverage);
        set(Context::NewNames, sum(&missing) / sum(&names).max(1.0));
        set(Context::NewQuantities, sum(&new_quantities) / sum(&quantities).max(1.0));
        set(Context::NewWords, weighted(&new_words, &lengths));
        set(Context::Known, weighted(&column(Feature::Document), &lengths));
        set(Context::KnownNarration, weighted(&known, &lengths));
        set(Context::AnyMean, mean(&any));
        let (soft, specific) = (column(Feature::SoftNarration), column(Feature::Specific));
        set(Context::SoftMean, weighted(&soft, &lengths));
        set(Context::SpecificMean, weighted(&specific, &lengths));
        set(Context::TriplesMean, weighted(&column(Feature::Triples), &lengths));
        set(Context::CharactersMean, weighted(&column(Feature::Characters), &lengths));
        let reporting: Vec<f32> = column(Feature::Reporting).into_iter().filter(|&rank| rank > 0.0).collect();
        let other = reporting.iter().filter(|&&rank| rank == 1.0).count() as f32 / reporting.len() as f32;
        set(Context::ReportingOther, if reporting.is_empty() { 0.5 } else { other });
        set(Context::PersonsMean, mean(&column(Feature::PersonsShared)));
        let new_names = missing.iter().zip(&names).map(|(m, n)| m / n.max(1.0)).collect();
        Document { page, likely, any, best, known, new_words, new_names, soft, specific }
    }

    /// Features of the body sentence at `place`.
    fn sentence(&self, place: usize) -> Vector {
        let mut f = self.page;
        let mut set = |context: Context, value: f32| f[context as usize] = value;
        let at = |values: &[f32], place: Option<usize>| place.and_then(|p| values.get(p)).copied().unwrap_or_default();
        set(Context::Own, self.likely[place]);
        set(Context::Before, at(&self.likely, place.checked_sub(1)));
        set(Context::Behind, at(&self.likely, place.checked_add(1)));
        set(Context::Within1, around(&self.likely, place, 1));
        set(Context::Within2, around(&self.likely, place, 2));
        set(Context::Within4, around(&self.likely, place, 4));
        set(Context::Known1, around(&self.known, place, 1));
        set(Context::Known2, around(&self.known, place, 2));
        set(Context::Known4, around(&self.known, place, 4));
        set(Context::NewWords2, around(&self.new_words, place, 2));
        set(Context::NewWords4, around(&self.new_words, place, 4));
        set(Context::NewNames3, around(&self.new_names, place, 3));
        set(Context::Soft2, around(&self.soft, place, 2));
        set(Context::Soft4, around(&self.soft, place, 4));
        set(Context::Specific2, around(&self.specific, place, 2));
        set(Context::Any2, around(&self.any, place, 2));
        set(Context::Any4, around(&self.any, place, 4));
        set(Context::Follows, self.follows(place));
        f
    }

    /// Mean probability of the neighbours up to three away, those counting 0 that do not go on in the source's order.
    fn follows(&self, place: usize) -> f32 {
        let Some(own) = self.best[place] else { return 0.0 };
        let range = place.saturating_sub(3)..(place + 4).min(self.likely.len());
        let others: Vec<f32> = range
            .filter(|&k| k != place)
            .map(|k| {
                let onward = self.best[k].is_some_and(|b| {
                    let step = if k > place { i64::from(b) - i64::from(own) } else { i64::from(own) - i64::from(b) };
                    (0..=4).contains(&step)
                });
                if onward { self.likely[k] } else { 0.0 }
            })
            .collect();
        mean(&others)
    }
}

fn sum(values: &[f32]) -> f32 {
    values.iter().sum()
}

fn mean(values: &[f32]) -> f32 {
    sum(values) / values.len().max(1) as f32
}

fn weighted(values: &[f32], weights: &[f32]) -> f32 {
    let total: f32 = values.iter().zip(weights).map(|(v, w)| v * w).sum();
    total / sum(weights).max(1.0)
}

/// Mean of the values up to `reach` away, without the one in the middle; that one where there is no other.
fn around(values: &[f32], place: usize, reach: usize) -> f32 {
    let range = place.saturating_sub(reach)..(place + reach + 1).min(values.len());
    let count = range.len().saturating_sub(1);
    if count == 0 {
        return values.get(place).copied().unwrap_or_default();
    }
    let total: f32 = range.filter(|&k| k != place).map(|k| values[k]).sum();
    total / count as f32
}

/// Agreement of the order of likely sentences with the source's, each pair weighted by both probabilities: -1 to 1.
fn order(likely: &[f32], best: &[Option<u32>]) -> f32 {
    const LIKELY: f32 = 0.2;
    const REACH: usize = 15;
    let placed: Vec<(f32, u32)> = likely.iter().zip(best).filter(|(p, _)| **p > LIKELY).filter_map(|(p, b)| Some((*p, (*b)?))).collect();
    let (mut agree, mut all) = (0.0, 0.0);
    for (k, &(p, a)) in placed.iter().enumerate() {
        for &(q, b) in placed.iter().skip(k + 1).take(REACH) {
            let weight = p * q;
            all += weight;
            agree += match b.cmp(&a) {
                std::cmp::Ordering::Greater => weight,
                std::cmp::Ordering::Less => -weight,
                std::cmp::Ordering::Equal => 0.0,
            };
        }
    }
    if all > 0.0 { agree / all } else { 0.0 }
}

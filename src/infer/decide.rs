//! Classes of sentences and the kind of the page, from probabilities.

use crate::align::align;
use crate::compare::Comparison;
use crate::evidence::compare::Pair;
use crate::evidence::order::common_subsequence;
use crate::evidence::word::Word;
use crate::infer::Scores;
use crate::infer::weights::Thresholds;
use crate::report::{Class, VerdictKind};
use crate::zone::Zone;

/// A sentence is verbatim where at least this share of its words is the same in the same order: nine in ten.
const VERBATIM: f32 = 0.9;
/// Cosine with a source sentence from which it is the page sentence's own wording, and by how much it must then be nearer than the
/// likeliest source to be taken for the origin instead: of two versions of a story, one spun from the other, the page's is the one that
/// has its words. Range 0 to 1. Where no source has the wording, the likeliest is right far more often than the nearest.
const SAME_WORDING: f32 = 0.85;
const NEARER: f32 = 0.05;
/// How much less of the page, in sentences of it, a version of a story may have than another one and still count as having as much:
/// what sums of cosines differ by where the sentences are the same.
const AS_MUCH: f32 = 0.01;
/// Words from which a sentence of narration that is the source's to the word is verbatim whatever else the page has: nobody writes as
/// many in the same order twice. Sentences of an agency's set phrases ("Nine mths", "the issue is lead-managed by …") have fewer.
const COPIED: usize = 12;
/// Words in quotations, as a share of the sentence's, from which it counts as nothing but a quotation. Range 0 to 1.
const ONLY_QUOTATION: f32 = 0.6;
/// Words of a quotation that stand in the source sentence in the same order, as a share, from which it was kept as it was said:
/// reporters at one event quote alike but for a word or two.
const KEPT: f32 = 0.8;
/// Weight that a headline shares with one source sentence, as a share of its own, from which it can be flagged.
const HEADLINE: f32 = 0.6;
/// Weight shared with a source sentence, as a share of the page sentence's, from which a quotation counts as shared.
const SHARED: f32 = 0.4;
/// Most sentences from one flagged sentence of a run to the next.
const REACH: usize = 2;
/// Flagged quotations that one flagged sentence of narration stands for within a run.
const QUOTATIONS: usize = 3;
/// Flagged sentences up to which a page must show more evidence, [`MORE`], to be called derived: stories of one agency share as many.
const FEW: usize = 2;
const MORE: f32 = 0.4;
/// Flagged sentences from which a page is derived whatever else speaks against it, and how many one after the other if they are the
/// source's to the word.
const RUN: usize = 6;
const COPIED_RUN: usize = 3;

/// What a sentence was found to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Class.
    pub class: Class,
    /// Probability that it is derived.
    pub score: f32,
    /// The source it is taken to come from, or to share with, and the sentence there.
    pub origin: Option<(usize, u32)>,
}

impl Decision {
    /// Whether it is one of the derived classes.
    pub fn flagged(&self) -> bool {
        matches!(self.class, Class::Verbatim | Class::Rewritten)
    }
}

/// Decides every sentence of the page.
pub fn sentences(comparison: &Comparison, scores: &Scores, thresholds: Thresholds) -> Vec<Decision> {
    let page = &comparison.page;
    let threshold = if scores.page >= thresholds.page { thresholds.within } else { thresholds.alone };
    let mut out: Vec<Decision> = scores
        .best
        .iter()
        .enumerate()
        .map(|(i, &(score, source))| {
            let origin = source.and_then(|d| nearest(comparison, d, i));
            let score = if score < threshold && copied(comparison, i, origin) { threshold } else { score };
            let flagged = score >= threshold && origin.is_some() && (!page.sentences[i].headline || retold(comparison, i));
            let class = if flagged { wording(comparison, i, origin) } else { Class::Own };
            Decision { class, score, origin }
        })
        .collect();
    for i in continued(comparison, &out) {
        out[i] = Decision { class: Class::Verbatim, score: threshold, ..out[i] };
    }
    keep_to_one_version(comparison, &mut out);
    let told = told(comparison, &out);
    for (i, decision) in out.iter_mut().enumerate() {
        let sentence = &page.sentences[i];
        let demoted = decision.flagged()
            && sentence.quoted >= ONLY_QUOTATION
            && !told[i]
            && !sentence.headline
            && kept(comparison, i, decision.origin);
        if !demoted && (decision.flagged() || sentence.quoted == 0.0) {
            continue;
        }
        let shared = closest(comparison, i).filter(|(d, pair)| pair.page >= SHARED && quotation_shared(comparison, i, *d, pair.sentence));
        decision.class = if shared.is_some() { Class::SharedQuotation } else { Class::Own };
        decision.origin = shared.map(|(d, pair)| (d, pair.sentence)).or(decision.origin);
    }
    out
}

/// Whether page sentence `i` is a long sentence of narration that stands word for word in its source.
fn copied(comparison: &Comparison, i: usize, origin: Option<(usize, u32)>) -> bool {
    let sentence = &comparison.page.sentences[i];
    sentence.quoted == 0.0 && comparison.page.words_of(sentence).len() >= COPIED && same_words(comparison, i, origin)
}

/// A flagged sentence, and where its words stand.
struct Told {
    sentence: usize,
    /// The document it is taken to come from.
    document: usize,
    /// That one and all others that have its words, with the sentence there.
    versions: Vec<(usize, Pair)>,
}

/// A story's versions repeat its sentences: each is taken to come from the version that has most of the page, of several that have as
/// much from the one of which the page has most, and then from the one that came first.
fn keep_to_one_version(comparison: &Comparison, decisions: &mut [Decision]) {
    let flagged = (0..decisions.len()).filter(|&i| decisions[i].flagged());
    let told: Vec<Told> = flagged
        .filter_map(|i| {
            let origin = decisions[i].origin?;
            let pairs = (0..comparison.sources.len()).filter_map(|e| Some((e, best_pair(comparison, e, i)?)));
            let versions = pairs.filter(|&(e, pair)| e == origin.0 || same_text(comparison, origin, (e, pair.sentence)));
            Some(Told { sentence: i, document: origin.0, versions: versions.collect() })
        })
        .collect();
    // What a document has of sentences from another story does not count for it.
    let has = |e: usize| {
        let is_version = |d: usize| told.iter().any(|t| t.document == d && t.versions.iter().any(|version| version.0 == e));
        let related: Vec<bool> = (0..comparison.sources.len()).map(is_version).collect();
        let of_story = told.iter().filter(|t| related[t.document]);
        of_story.filter_map(|t| best_pair(comparison, e, t.sentence)).map(|pair| pair.cosine).sum()
    };
    let whole: Vec<f32> = (0..comparison.sources.len()).map(has).collect();
    let length = |e: usize| comparison.sources[e].side.sentences.len();
    // A version without a time comes after those that have one.
    let published = |e: usize| comparison.sources[e].document.published.as_deref().ok_or(());
    for t in &told {
        let most = t.versions.iter().fold(0.0f32, |most, &(e, _)| most.max(whole[e]));
        let full = t.versions.iter().filter(|&&(e, _)| whole[e] >= most - AS_MUCH);
        let nearest = full.min_by_key(|&&(e, _)| (length(e), published(e), e));
        if let Some((e, pair)) = nearest.filter(|(e, _)| *e != t.document) {
            decisions[t.sentence].origin = Some((*e, pair.sentence));
        }
    }
}

/// Whether two sentences of sources have the same words.
fn same_text(comparison: &Comparison, one: (usize, u32), other: (usize, u32)) -> bool {
    let words = |(d, number): (usize, u32)| {
        let side = &comparison.sources[d].side;
        side.sentences.get(number as usize).map(|sentence| side.words_of(sentence)).unwrap_or_default()
    };
    words(one).iter().map(|word| word.form).eq(words(other).iter().map(|word| word.form))
}

/// Sentences that are not flagged though they stand word for word in a source, in a row with one that is and with as many of the source:
/// a source's next sentence is no coincidence, a quotation's least of all.
fn continued(comparison: &Comparison, decisions: &[Decision]) -> Vec<usize> {
    let mut flagged: Vec<bool> = decisions.iter().map(Decision::flagged).collect();
    let mut out = Vec::new();
    let mut go_on = |i: usize, from: usize| {
        if flagged[from] && !flagged[i] && !comparison.page.sentences[i].headline && in_a_row(decisions, i, from) {
            flagged[i] = same_words(comparison, i, decisions[i].origin);
            out.extend(flagged[i].then_some(i));
        }
    };
    (1..decisions.len()).for_each(|i| go_on(i, i - 1));
    (1..decisions.len()).rev().for_each(|i| go_on(i - 1, i));
    out
}

/// Whether two neighbours come from sentences of one source that are neighbours in the same order.
fn in_a_row(decisions: &[Decision], i: usize, j: usize) -> bool {
    let (Some((d, a)), Some((e, b))) = (decisions[i].origin, decisions[j].origin) else { return false };
    d == e && i64::from(a) - i64::from(b) == i as i64 - j as i64
}

/// Whether page sentence `i` has the words of its source sentence and no others, in their order.
fn same_words(comparison: &Comparison, i: usize, origin: Option<(usize, u32)>) -> bool {
    let Some((d, number)) = origin else { return false };
    let (page, source) = (&comparison.page, &comparison.sources[d].side);
    source.sentences.get(number as usize).is_some_and(|other| {
        let (ours, theirs) = (page.words_of(&page.sentences[i]), source.words_of(other));
        ours.iter().map(|w| w.form).eq(theirs.iter().map(|w| w.form))
    })
}

/// For each sentence, whether it stands in a run of flagged sentences from one document of which enough is narration, or on a page
/// whose narration is mostly from that document: what somebody said in public is anybody's, however long, but the choice and
/// the place of quotations are their story's.
fn told(comparison: &Comparison, decisions: &[Decision]) -> Vec<bool> {
    let mut out = vec![false; decisions.len()];
    let sentences = &comparison.page.sentences;
    let body = (0..decisions.len()).filter(|&i| decisions[i].flagged() && !sentences[i].headline);
    let document = |i: usize| decisions[i].origin.map(|o| o.0);
    let flagged: Vec<usize> = body.collect();
    let narrates = |i: usize| sentences[i].quoted < ONLY_QUOTATION;
    let narration = (0..decisions.len()).filter(|&i| narrates(i) && !sentences[i].headline).count();
    let from = |d: Option<usize>| flagged.iter().filter(|&&i| narrates(i) && document(i) == d).count();
    for run in flagged.chunk_by(|&a, &b| b - a <= REACH && document(a) == document(b)) {
        let told = run.iter().filter(|&&i| narrates(i)).count();
        let mostly = run.first().is_some_and(|&i| from(document(i)) * 2 >= narration.max(1));
        run.iter().for_each(|&i| out[i] = mostly || (told > 0 && told * QUOTATIONS >= run.len() - told));
    }
    out
}

/// Whether headline `i` tells what one source sentence tells, in its words: a headline is short, and shares the event's names with
/// every story about it.
fn retold(comparison: &Comparison, i: usize) -> bool {
    closest(comparison, i).is_some_and(|(_, pair)| pair.page >= HEADLINE)
}

/// Whether what page sentence `i` quotes stands in its source sentence as it is. A reworded quotation is not anybody's.
fn kept(comparison: &Comparison, i: usize, origin: Option<(usize, u32)>) -> bool {
    let Some((d, number)) = origin else { return false };
    let (page, source) = (&comparison.page, &comparison.sources[d].side);
    let Some(other) = source.sentences.get(number as usize) else { return false };
    let forms = |words: &[Word], quoted: bool| -> Vec<u32> { words.iter().filter(|w| w.quoted || !quoted).map(|w| w.form.0).collect() };
    let ours = forms(page.words_of(&page.sentences[i]), true);
    common_subsequence(&ours, &forms(source.words_of(other), false)) as f32 >= KEPT * ours.len() as f32
}

/// Kind of the page, and the share of its article's characters that is flagged.
pub fn verdict(comparison: &Comparison, decisions: &[Decision], evidence: f32, thresholds: Thresholds) -> (VerdictKind, f32) {
    let (mut all, mut flagged, mut verbatim, mut count) = (0usize, 0usize, 0usize, 0usize);
    let (mut run, mut longest) = (0usize, 0usize);
    for (sentence, decision) in comparison.page.sentences.iter().zip(decisions.iter()) {
        let span = comparison.page.text.sentences[sentence.number as usize];
        if span.zone != Zone::Article {
            continue;
        }
        let length = comparison.page.text.str(span.span).chars().count();
        all += length;
        run = if decision.class == Class::Verbatim { run + 1 } else { 0 };
        longest = longest.max(run);
        if decision.flagged() {
            count += 1;
            flagged += length;
            verbatim += if decision.class == Class::Verbatim { length } else { 0 };
        }
    }
    let share = flagged as f32 / all.max(1) as f32;
    // Of an article that is mostly somebody else's to the word there is nothing left to weigh, nor where a third of it is, in several
    // sentences, or several stand together.
    let copied = (verbatim * 2 >= all && count > 1) || (verbatim * 3 >= all && count > FEW) || longest >= COPIED_RUN;
    let wanted = thresholds.page + if count > FEW { 0.0 } else { MORE };
    let derived = copied || count >= RUN || (count > 0 && evidence >= wanted);
    let kind = match (derived, share >= 0.5) {
        (false, _) => VerdictKind::Independent,
        (true, false) => VerdictKind::Partial,
        (true, true) if verbatim * 2 >= flagged => VerdictKind::Verbatim,
        (true, true) => VerdictKind::Rewritten,
    };
    (kind, share)
}

/// Verbatim or rewritten, by its words against its source sentence.
fn wording(comparison: &Comparison, i: usize, origin: Option<(usize, u32)>) -> Class {
    let Some((d, best)) = origin else { return Class::Rewritten };
    let (page, source) = (&comparison.page, &comparison.sources[d].side);
    let ours = page.words_of(&page.sentences[i]);
    let candidates = comparison.evidence[d].sentences[i].shared.best.iter().map(|p| p.sentence).chain([best]);
    let same = candidates.filter_map(|s| source.sentences.get(s as usize)).any(|other| {
        let theirs = source.words_of(other);
        align(ours, theirs).sameness(ours, theirs) >= VERBATIM
    });
    if same { Class::Verbatim } else { Class::Rewritten }
}

/// The source sentence that shares most with page sentence `i`.
fn best_pair(comparison: &Comparison, source: usize, i: usize) -> Option<Pair> {
    comparison.evidence.get(source)?.sentences.get(i)?.shared.best.first().copied()
}

/// Source and sentence that page sentence `i` is taken to come from: the likeliest source's, or another one's that is much nearer to it.
fn nearest(comparison: &Comparison, likeliest: usize, i: usize) -> Option<(usize, u32)> {
    let pair = best_pair(comparison, likeliest, i)?;
    let nearer = closest(comparison, i).filter(|(_, other)| other.cosine >= SAME_WORDING.max(pair.cosine + NEARER));
    Some(nearer.map_or((likeliest, pair.sentence), |(d, other)| (d, other.sentence)))
}

/// The source and sentence that share most with page sentence `i`, whatever the probabilities.
fn closest(comparison: &Comparison, i: usize) -> Option<(usize, Pair)> {
    let pairs = (0..comparison.sources.len()).filter_map(|d| Some((d, best_pair(comparison, d, i)?)));
    pairs.max_by(|a, b| a.1.cosine.total_cmp(&b.1.cosine).then(b.0.cmp(&a.0)))
}

/// Whether most of what page sentence `i` quotes stands in the source sentence.
fn quotation_shared(comparison: &Comparison, i: usize, source: usize, sentence: u32) -> bool {
    let (page, side) = (&comparison.page, &comparison.sources[source].side);
    let words = page.words_of(&page.sentences[i]);
    let theirs = side.sentences.get(sentence as usize).map(|s| side.words_of(s)).unwrap_or_default();
    let quoted: Vec<_> = words.iter().filter(|w| w.quoted && w.weight > 0.0).collect();
    let known = quoted.iter().filter(|w| theirs.iter().any(|t| t.term == w.term)).count();
    quoted.len() >= 2 && known * 10 >= quoted.len() * 7
}

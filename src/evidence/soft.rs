//! Soft containment: how much of a sentence's content a source has, in whatever words.
//!
//! A word that the source has counts in full; another counts by the cosine of its nearest word there, if that is near enough.
//! Names and numbers have no near words: Monday is not Tuesday.

use crate::evidence::compare::{Lexicon, NONE};
use crate::evidence::meaning::{DIMENSIONS, Vectors, cosine};
use crate::evidence::side::{Sentence, Side, Word, repeats};

/// Cosines under this count nothing, others in full. Range 0 to 1. Of random pairs of words 0.1 % exceed 0.56; floors of 0.40
/// to 0.50 are equal within noise, a ramp from the floor on finds a fifth fewer rewrites.
const FLOOR: f32 = 0.45;

/// Vectors of the words of both sides, where they have one.
pub struct Soft<'a> {
    page: Vec<Option<&'a [i8]>>,
    source: Vec<Option<&'a [i8]>>,
    /// For each page word, the document's nearest word and how near it is, 0 to 1.
    nearest: Vec<(u32, f32)>,
}

/// Soft containments of one page sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Contained {
    /// In the given source sentence.
    pub sentence: f32,
    /// In that and its neighbours.
    pub neighbours: f32,
    /// In the whole document.
    pub document: f32,
    /// Of its narration, in the whole document.
    pub narration: f32,
    /// Of the source sentence, in the page sentence.
    pub reverse: f32,
    /// Cosine of the rarity-weighted sums of both sentences' vectors.
    pub meaning: f32,
}

fn nearness(cosine: f32) -> f32 {
    if cosine >= FLOOR { cosine } else { 0.0 }
}

fn vectors_of<'a>(side: &Side, vectors: &'a Vectors) -> Vec<Option<&'a [i8]>> {
    side.words.iter().map(|w| if w.weight > 0.0 && !w.name && !w.number { vectors.of(w.form) } else { None }).collect()
}

impl<'a> Soft<'a> {
    /// Looks up the words of both sides; `ids` is the page's words in the source's numbering.
    pub fn new(page: &Side, source: &Side, lexicon: &Lexicon, ids: &[u32], vectors: &'a Vectors) -> Soft<'a> {
        let page_vectors = vectors_of(page, vectors);
        let source_vectors = vectors_of(source, vectors);
        let mut seen = vec![false; lexicon.weights.len()];
        let mut distinct: Vec<(u32, &[i8])> = Vec::new();
        for (vector, &id) in source_vectors.iter().zip(&lexicon.ids) {
            if let (Some(vector), Some(seen)) = (vector, seen.get_mut(id as usize))
                && !*seen
            {
                *seen = true;
                distinct.push((id, vector));
            }
        }
        let mut known: Vec<(u32, (u32, f32))> = Vec::new();
        let nearest = page
            .words
            .iter()
            .zip(ids)
            .zip(&page_vectors)
            .map(|((word, &id), vector)| {
                if id != NONE {
                    return (id, 1.0);
                }
                let Some(vector) = vector else { return (NONE, 0.0) };
                if let Some(&(_, near)) = known.iter().find(|k| k.0 == word.form.0) {
                    return near;
                }
                let best = distinct.iter().map(|&(id, other)| (id, cosine(vector, other)));
                let best = best.fold((NONE, 0.0), |best, near| if near.1 > best.1 { near } else { best });
                let near = if best.1 >= FLOOR { best } else { (NONE, 0.0) };
                known.push((word.form.0, near));
                near
            })
            .collect();
        Soft { page: page_vectors, source: source_vectors, nearest }
    }

    /// For each page word, the document's nearest word and how near it is, 0 to 1.
    pub fn nearest(&self) -> &[(u32, f32)] {
        &self.nearest
    }

    /// Soft containments of `sentence` of the page against source sentence `best`.
    pub fn contained(&self, page: &Side, source: &Side, sentence: &Sentence, best: Option<u32>) -> Contained {
        let mut out = Contained::default();
        let ours = sentence.first as usize..sentence.last as usize;
        let words = &page.words[ours.clone()];
        let (mut narration, mut narrated) = (0.0, 0.0);
        for (i, word) in words.iter().enumerate().filter(|&(i, w)| w.weight > 0.0 && !repeats(words, i)) {
            let near = self.nearest[ours.start + i].1;
            out.document += word.weight * near;
            if !word.quoted {
                narration += word.weight;
                narrated += word.weight * near;
            }
        }
        let weight = sentence.weight.max(f32::MIN_POSITIVE);
        out.document /= weight;
        out.narration = if narration > 0.0 { narrated / narration } else { 0.0 };
        let Some(best) = best.map(|b| b as usize) else { return out };
        let theirs = source.sentences[best].first as usize..source.sentences[best].last as usize;
        let around_first = source.sentences[best.saturating_sub(1)].first as usize;
        let around_last = source.sentences[(best + 1).min(source.sentences.len() - 1)].last as usize;
        out.sentence = share((page, &self.page, ours.clone()), (source, &self.source, theirs.clone()), weight);
        out.neighbours = share((page, &self.page, ours.clone()), (source, &self.source, around_first..around_last), weight);
        let other_weight = source.sentences[best].weight.max(f32::MIN_POSITIVE);
        out.reverse = share((source, &self.source, theirs.clone()), (page, &self.page, ours.clone()), other_weight);
        out.meaning = sums_cosine(words, &self.page[ours], &source.words[theirs.clone()], &self.source[theirs]);
        out
    }
}

type Stretch<'a> = (&'a Side, &'a [Option<&'a [i8]>], std::ops::Range<usize>);

/// Weight of the first stretch's words that the second has, in whatever words, over `weight`.
fn share((side, vectors, range): Stretch, (other, other_vectors, other_range): Stretch, weight: f32) -> f32 {
    let words = &side.words[range.clone()];
    let others = &other.words[other_range.clone()];
    let mut sum = 0.0;
    for (i, word) in words.iter().enumerate().filter(|&(i, w)| w.weight > 0.0 && !repeats(words, i)) {
        let near = if others.iter().any(|o| o.term == word.term) {
            1.0
        } else if let Some(vector) = vectors[range.start + i] {
            nearness(other_vectors[other_range.clone()].iter().flatten().map(|o| cosine(vector, o)).fold(0.0, f32::max))
        } else {
            0.0
        };
        sum += word.weight * near;
    }
    (sum / weight).min(1.0)
}

fn sums_cosine(a: &[Word], va: &[Option<&[i8]>], b: &[Word], vb: &[Option<&[i8]>]) -> f32 {
    let sum = |words: &[Word], vectors: &[Option<&[i8]>]| {
        let mut total = [0f32; DIMENSIONS];
        for (word, vector) in words.iter().zip(vectors) {
            for (t, &v) in total.iter_mut().zip(vector.iter().flat_map(|v| v.iter())) {
                *t += word.weight * f32::from(v);
            }
        }
        total
    };
    let (x, y) = (sum(a, va), sum(b, vb));
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(a, b)| a * b).sum::<f32>();
    let lengths = (dot(&x, &x) * dot(&y, &y)).sqrt();
    if lengths > 0.0 { dot(&x, &y) / lengths } else { 0.0 }
}

//! Soft containment: how much of a sentence's content a source has, in whatever words.
//!
//! A word that the source has counts in full; another counts by the cosine of its nearest word there, if that is near enough.
//! Names and numbers have no near words: Monday is not Tuesday.

use std::collections::BTreeMap;

use crate::evidence::compare::{Lexicon, NONE};
use crate::evidence::meaning::{DIMENSIONS, Direction, Vectors, cosine};
use crate::evidence::side::{Sentence, Side};
use crate::text::token::Term;

/// Cosines under this count nothing, others in full. Range 0 to 1. Of random pairs of words 0.1 % exceed 0.56; floors of 0.40
/// to 0.50 are equal within noise, a ramp from the floor on finds a fifth fewer rewrites.
const FLOOR: f32 = 0.45;

/// The directions of a side's words, each once.
pub struct Directions {
    rows: Vec<Direction>,
    /// For each word, its row; [`NONE`] for names, numbers, and words without content or vector.
    of: Vec<u32>,
}

impl Directions {
    /// Looks up the words of a side.
    pub fn of(side: &Side, vectors: &Vectors) -> Directions {
        let mut known: BTreeMap<Term, u32> = BTreeMap::new();
        let mut rows = Vec::new();
        let looked_up = side.words.iter().map(|word| {
            if word.weight == 0.0 || word.name || word.number {
                return NONE;
            }
            *known.entry(word.form).or_insert_with(|| {
                vectors.of(word.form).map_or(NONE, |direction| {
                    rows.push(direction);
                    rows.len() as u32 - 1
                })
            })
        });
        let of = looked_up.collect();
        Directions { rows, of }
    }

    fn row(&self, word: usize) -> Option<&Direction> {
        self.rows.get(*self.of.get(word)? as usize)
    }
}

/// How near a page's words come to a source's.
pub struct Soft<'a> {
    page: &'a Directions,
    source: Directions,
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

impl<'a> Soft<'a> {
    /// Of a page and a source; `ids` is the page's words in the source's numbering.
    pub fn new((page, directions): (&Side, &'a Directions), source: &Side, lexicon: &Lexicon, ids: &[u32], vectors: &Vectors) -> Soft<'a> {
        let of_source = Directions::of(source, vectors);
        let mut seen = vec![false; lexicon.weights.len()];
        let mut distinct: Vec<(u32, &Direction)> = Vec::new();
        for (word, &id) in lexicon.ids.iter().enumerate() {
            if let (Some(direction), Some(seen)) = (of_source.row(word), seen.get_mut(id as usize))
                && !*seen
            {
                *seen = true;
                distinct.push((id, direction));
            }
        }
        let mut known: Vec<Option<(u32, f32)>> = vec![None; directions.rows.len()];
        let nearest = (0..page.words.len())
            .map(|word| {
                if ids[word] != NONE {
                    return (ids[word], 1.0);
                }
                let Some(direction) = directions.row(word) else { return (NONE, 0.0) };
                *known[directions.of[word] as usize].get_or_insert_with(|| {
                    let all = distinct.iter().map(|&(id, other)| (id, cosine(direction, other)));
                    let best = all.fold((NONE, 0.0), |best, near| if near.1 > best.1 { near } else { best });
                    if best.1 >= FLOOR { best } else { (NONE, 0.0) }
                })
            })
            .collect();
        Soft { page: directions, source: of_source, nearest }
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
        for (i, word) in words.iter().enumerate().filter(|(_, w)| w.weight > 0.0 && !w.repeated) {
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
        out.sentence = share((page, self.page, ours.clone()), (source, &self.source, theirs.clone()), weight);
        out.neighbours = share((page, self.page, ours.clone()), (source, &self.source, around_first..around_last), weight);
        let other_weight = source.sentences[best].weight.max(f32::MIN_POSITIVE);
        out.reverse = share((source, &self.source, theirs.clone()), (page, self.page, ours.clone()), other_weight);
        out.meaning = sums_cosine((page, self.page, ours), (source, &self.source, theirs));
        out
    }
}

/// Words of a side, with their directions and where they stand.
type Stretch<'a> = (&'a Side, &'a Directions, std::ops::Range<usize>);

/// Weight of the first stretch's words that the second has, in whatever words, over `weight`.
fn share((side, directions, range): Stretch, (other, other_directions, other_range): Stretch, weight: f32) -> f32 {
    let words = &side.words[range.clone()];
    let others = &other.words[other_range.clone()];
    let mut sum = 0.0;
    for (i, word) in words.iter().enumerate().filter(|(_, w)| w.weight > 0.0 && !w.repeated) {
        let near = if others.iter().any(|o| o.term == word.term) {
            1.0
        } else if let Some(direction) = directions.row(range.start + i) {
            let rows = other_range.clone().filter_map(|k| other_directions.row(k));
            nearness(rows.map(|other| cosine(direction, other)).fold(0.0, f32::max))
        } else {
            0.0
        };
        sum += word.weight * near;
    }
    (sum / weight).min(1.0)
}

fn sums_cosine(a: Stretch, b: Stretch) -> f32 {
    let sum = |(side, directions, range): Stretch| {
        let mut total = [0f32; DIMENSIONS];
        for word in range {
            for (t, &v) in total.iter_mut().zip(directions.row(word).into_iter().flatten()) {
                *t += side.words[word].weight * f32::from(v);
            }
        }
        total
    };
    let (x, y) = (sum(a), sum(b));
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(a, b)| a * b).sum::<f32>();
    let lengths = (dot(&x, &x) * dot(&y, &y)).sqrt();
    if lengths > 0.0 { dot(&x, &y) / lengths } else { 0.0 }
}

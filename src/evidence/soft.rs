//! Soft containment: how much of a sentence's content a source has, in whatever words.
//!
//! A word that the source has counts in full; another counts by the cosine of its nearest word there, if that is near enough.
//! Names and numbers have no near words: Monday is not Tuesday. [`Likeness`] compares each two different words of the page and
//! its sources once; hardly one pair in two hundred is near, and only those are kept.

use std::collections::hash_map::Entry;
use std::ops::Range;

use crate::evidence::compare::{Lexicon, NONE};
use crate::evidence::meaning::{DIMENSIONS, Direction, Vectors, nearer};
use crate::evidence::side::{Sentence, Side};
use crate::evidence::word::Word;
use crate::text::token::TermMap;

/// Cosines under this count nothing, others in full. Range 0 to 1. Of random pairs of words 0.1 % exceed 0.56; floors of 0.40
/// to 0.50 are equal within noise, a ramp from the floor on finds a fifth fewer rewrites.
const FLOOR: f32 = 0.45;

/// Which words of a page and its sources are near.
pub struct Likeness {
    /// The directions of all their words, each once.
    rows: Vec<Direction>,
    /// For each word of the page, its row; [`NONE`] for names, numbers, and words without content or vector.
    page: Vec<u32>,
    /// The same for each source.
    sources: Vec<Vec<u32>>,
    /// For each row, where its near words begin in `near`; empty for rows that the page has not.
    starts: Vec<u32>,
    /// Rows of sources that are near, with their cosines.
    near: Vec<(u32, f32)>,
    /// For each sentence of the page, its words' directions, weighted by rarity and added up.
    sums: Vec<Sum>,
}

impl Likeness {
    /// Of a page and its sources.
    pub fn new<'a>(page: &Side, sources: impl Iterator<Item = &'a Side>, vectors: &Vectors) -> Likeness {
        let mut known: TermMap<u32> = TermMap::default();
        let mut rows = Vec::new();
        let mut numbers = |side: &Side| -> Vec<u32> {
            let number = |word: &Word| {
                if word.weight == 0.0 || word.name || word.number {
                    return NONE;
                }
                match known.entry(word.form) {
                    Entry::Occupied(row) => *row.get(),
                    Entry::Vacant(new) => *new.insert(vectors.of(word.form).map_or(NONE, |direction| {
                        rows.push(direction);
                        rows.len() as u32 - 1
                    })),
                }
            };
            side.words.iter().map(number).collect()
        };
        let of_page = numbers(page);
        let of_sources: Vec<Vec<u32>> = sources.map(&mut numbers).collect();
        let mut columns: Vec<u32> = of_sources.iter().flatten().copied().filter(|&row| row != NONE).collect();
        columns.sort_unstable();
        columns.dedup();
        let others: Vec<Direction> = columns.iter().map(|&row| rows[row as usize]).collect();
        // The page's rows come first.
        let own = of_page.iter().filter(|&&row| row != NONE).max().map_or(0, |&last| last as usize + 1);
        let (mut starts, mut near) = (vec![0], Vec::new());
        for row in &rows[..own] {
            nearer(row, &others, FLOOR, |at, cosine| near.push((columns[at], cosine)));
            starts.push(near.len() as u32);
        }
        let sums = page.sentences.iter().map(|sentence| Sum::new(page, sentence, &of_page, &rows)).collect();
        Likeness { rows, page: of_page, sources: of_sources, starts, near, sums }
    }

    /// Rows of sources near to the page's word.
    fn near(&self, word: usize) -> &[(u32, f32)] {
        let Some(&row) = self.page.get(word).filter(|&&row| row != NONE) else { return &[] };
        &self.near[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }

    fn rows_of(&self, number: usize) -> &[u32] {
        self.sources.get(number).map(Vec::as_slice).unwrap_or_default()
    }

    /// For each page word, the nearest word of source `number` and how near it is, 0 to 1; `ids` is the page's words in the
    /// source's numbering.
    pub fn nearest(&self, number: usize, lexicon: &Lexicon, ids: &[u32]) -> Vec<(u32, f32)> {
        // Each word of the source is stood for by its first form with a direction: for each row, its number and its rank.
        let mut seen = vec![false; lexicon.weights.len()];
        let mut first: Vec<(u32, u32)> = vec![(NONE, NONE); self.rows.len()];
        for (rank, (&row, &id)) in self.rows_of(number).iter().zip(&lexicon.ids).enumerate() {
            if let (Some(first), Some(seen)) = (first.get_mut(row as usize), seen.get_mut(id as usize))
                && !*seen
            {
                *seen = true;
                *first = (id, rank as u32);
            }
        }
        let nearest = |(word, &id): (usize, &u32)| {
            if id != NONE {
                return (id, 1.0);
            }
            let there = self.near(word).iter().map(|&(row, cosine)| (first[row as usize], cosine)).filter(|near| near.0.0 != NONE);
            let best = there.reduce(|best, near| {
                let nearer = near.1 > best.1 || (near.1 == best.1 && near.0.1 < best.0.1);
                if nearer { near } else { best }
            });
            best.map_or((NONE, 0.0), |((id, _), cosine)| (id, cosine))
        };
        ids.iter().enumerate().map(nearest).collect()
    }
}

/// Directions of a sentence's words, weighted by rarity and added up, with the square of the sum's length.
#[derive(Clone)]
struct Sum {
    total: [f32; DIMENSIONS],
    square: f32,
}

impl Sum {
    fn new(side: &Side, sentence: &Sentence, numbers: &[u32], rows: &[Direction]) -> Sum {
        let mut total = [0f32; DIMENSIONS];
        let numbers = &numbers[sentence.first as usize..sentence.last as usize];
        for (word, &row) in side.words_of(sentence).iter().zip(numbers) {
            let Some(direction) = rows.get(row as usize) else { continue };
            total.iter_mut().zip(direction).for_each(|(t, &v)| *t += word.weight * f32::from(v));
        }
        Sum { square: dot(&total, &total), total }
    }

    fn cosine(&self, other: &Sum) -> f32 {
        let lengths = (self.square * other.square).sqrt();
        if lengths > 0.0 { dot(&self.total, &other.total) / lengths } else { 0.0 }
    }
}

fn dot(x: &[f32; DIMENSIONS], y: &[f32; DIMENSIONS]) -> f32 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

/// Where a word of a source stands, seen from a sentence of it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Stands {
    Elsewhere,
    Beside,
    Within,
}

/// How near a page's words come to a source's.
pub struct Soft<'a> {
    words: &'a Likeness,
    lexicon: &'a Lexicon,
    /// For each word of the source, its row.
    rows: &'a [u32],
    /// For each page word, its number in the source by its stem; [`NONE`] where the source has it not.
    same: Vec<u32>,
    /// For each page word, the document's nearest word and how near it is, 0 to 1.
    nearest: &'a [(u32, f32)],
    sums: Vec<Option<Sum>>,
    /// For each row, where it stands, and how near the page sentence comes to it; between calls, nowhere and 0.
    row_stands: Vec<(Stands, f32)>,
    /// For each number in the source, where it stands, and whether the page sentence has it.
    word_stands: Vec<(Stands, bool)>,
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

impl<'a> Soft<'a> {
    /// Of a page and its source `number` of those that `words` was made of. `ids` is the page's words in the source's numbering,
    /// `nearest` what [`Likeness::nearest`] gives for them.
    pub fn new(
        (page, ids, nearest): (&Side, &[u32], &'a [(u32, f32)]),
        (source, lexicon, number): (&Side, &'a Lexicon, usize),
        words: &'a Likeness,
    ) -> Soft<'a> {
        Soft {
            words,
            lexicon,
            rows: words.rows_of(number),
            same: page.words.iter().zip(ids).map(|(word, &id)| if lexicon.is(id, word.term) { id } else { NONE }).collect(),
            nearest,
            sums: vec![None; source.sentences.len()],
            row_stands: vec![(Stands::Elsewhere, 0.0); words.rows.len()],
            word_stands: vec![(Stands::Elsewhere, false); lexicon.weights.len()],
        }
    }

    /// Soft containments of sentence `number` of the page against source sentence `best`.
    pub fn contained(&mut self, page: &Side, source: &Side, number: usize, best: Option<u32>) -> Contained {
        let mut out = Contained::default();
        let sentence = &page.sentences[number];
        let ours = sentence.first as usize..sentence.last as usize;
        let (mut narration, mut narrated) = (0.0, 0.0);
        for (word, near) in page.words[ours.clone()].iter().zip(&self.nearest[ours.clone()]).filter(|(w, _)| w.weight > 0.0 && !w.repeated)
        {
            out.document += word.weight * near.1;
            if !word.quoted {
                narration += word.weight;
                narrated += word.weight * near.1;
            }
        }
        let weight = sentence.weight.max(f32::MIN_POSITIVE);
        out.document /= weight;
        out.narration = if narration > 0.0 { narrated / narration } else { 0.0 };
        let Some(best) = best.map(|b| b as usize) else { return out };
        let theirs = source.sentences[best].first as usize..source.sentences[best].last as usize;
        let around = source.sentences[best.saturating_sub(1)].first as usize
            ..source.sentences[(best + 1).min(source.sentences.len() - 1)].last as usize;
        self.place(around.clone(), theirs.clone());
        let (within, beside) = self.shares(page, ours.clone());
        (out.sentence, out.neighbours) = ((within / weight).min(1.0), (beside / weight).min(1.0));
        let other_weight = source.sentences[best].weight.max(f32::MIN_POSITIVE);
        out.reverse = (self.share_back(source, theirs) / other_weight).min(1.0);
        self.clear(around, ours);
        let theirs = self.sums[best].get_or_insert_with(|| Sum::new(source, &source.sentences[best], self.rows, &self.words.rows));
        out.meaning = self.words.sums[number].cosine(theirs);
        out
    }

    /// Notes where words of the source stand that are `around` a sentence, and `within` it.
    fn place(&mut self, around: Range<usize>, within: Range<usize>) {
        for (range, stands) in [(around, Stands::Beside), (within, Stands::Within)] {
            for (&row, &id) in self.rows[range.clone()].iter().zip(&self.lexicon.ids[range]) {
                if let Some(at) = self.row_stands.get_mut(row as usize) {
                    at.0 = stands;
                }
                if let Some(at) = self.word_stands.get_mut(id as usize) {
                    at.0 = stands;
                }
            }
        }
    }

    /// Weight of the page's words that stand, in whatever words, in the sentence; in it or beside it. Notes how near they come.
    fn shares(&mut self, page: &Side, ours: Range<usize>) -> (f32, f32) {
        let (mut within, mut beside) = (0.0, 0.0);
        for (i, word) in ours.clone().zip(&page.words[ours]) {
            let (mut near, mut near_beside) = (0f32, 0f32);
            for &(row, cosine) in self.words.near(i) {
                let (stands, nearest) = &mut self.row_stands[row as usize];
                if *stands == Stands::Within {
                    *nearest = nearest.max(cosine);
                    near = near.max(cosine);
                }
                if *stands != Stands::Elsewhere {
                    near_beside = near_beside.max(cosine);
                }
            }
            if let Some((stands, had)) = self.word_stands.get_mut(self.same[i] as usize) {
                *had = true;
                near = if *stands == Stands::Within { 1.0 } else { near };
                near_beside = if *stands == Stands::Elsewhere { near_beside } else { 1.0 };
            }
            if word.weight > 0.0 && !word.repeated {
                within += word.weight * near;
                beside += word.weight * near_beside;
            }
        }
        (within, beside)
    }

    /// Weight of the source's words that the page sentence has, in whatever words.
    fn share_back(&self, source: &Side, theirs: Range<usize>) -> f32 {
        let mut sum = 0.0;
        for (k, word) in theirs.clone().zip(&source.words[theirs]).filter(|(_, w)| w.weight > 0.0 && !w.repeated) {
            let had = self.word_stands.get(self.lexicon.ids[k] as usize).is_some_and(|at| at.1);
            sum += word.weight * if had { 1.0 } else { self.row_stands.get(self.rows[k] as usize).map_or(0.0, |at| at.1) };
        }
        sum
    }

    /// Takes back what was noted.
    fn clear(&mut self, around: Range<usize>, ours: Range<usize>) {
        for &row in &self.rows[around.clone()] {
            if let Some(at) = self.row_stands.get_mut(row as usize) {
                *at = (Stands::Elsewhere, 0.0);
            }
        }
        for &id in self.lexicon.ids[around].iter().chain(&self.same[ours]) {
            if let Some(at) = self.word_stands.get_mut(id as usize) {
                *at = (Stands::Elsewhere, false);
            }
        }
    }
}

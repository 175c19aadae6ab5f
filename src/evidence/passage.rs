//! A few page sentences against a few source sentences: do they tell the same facts, whatever became of the sentences?
//!
//! A heavy rewrite merges, splits and reorders sentences, so that none matches one of the source. But its passage still covers
//! a passage of the source: little of it is new, and little of the other is missing. Two reporters at one event share facts,
//! too, but not all the details of one passage in one place.

use crate::evidence::compare::{Lexicon, NONE};
use crate::evidence::side::Side;

/// How a page passage and a source passage cover each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Weight of the page passage's words that stand in the source passage, softly, over all of it.
    pub page: f32,
    /// Weight of the source passage's words that the page passage has, softly, over all of it.
    pub source: f32,
    /// The same of the source passage's names and numbers, by count; 0.5 where it has none.
    pub facts: f32,
}

/// Covers passages of one page and one source.
pub struct Passages<'a> {
    page: &'a Side,
    source: &'a Side,
    lexicon: &'a Lexicon,
    /// The page's content words: weight, the source's word nearest to it, how near that is.
    content: Vec<(f32, u32, f32)>,
    /// For each word of the page and its end, how many content words stand before it.
    before: Vec<u32>,
    /// For each distinct source word, how near the page passage comes to it.
    near: Vec<f32>,
    /// For each distinct source word, whether it is a name or a number.
    fact: Vec<bool>,
}

impl<'a> Passages<'a> {
    /// Of a page and a source; `nearest` are the source's words nearest to the page's.
    pub fn new(page: &'a Side, source: &'a Side, lexicon: &'a Lexicon, nearest: &[(u32, f32)]) -> Self {
        let mut fact = vec![false; lexicon.weights.len()];
        for (word, &id) in source.words.iter().zip(&lexicon.ids) {
            if let Some(fact) = fact.get_mut(id as usize).filter(|_| word.name || word.number) {
                *fact = true;
            }
        }
        let (mut content, mut before) = (Vec::new(), vec![0]);
        for (word, &(id, near)) in page.words.iter().zip(nearest) {
            content.extend((word.weight != 0.0).then_some((word.weight, id, near)));
            before.push(content.len() as u32);
        }
        Passages { page, source, lexicon, content, before, near: vec![0.0; lexicon.weights.len()], fact }
    }

    /// Covers the sentences up to `page_reach` from page sentence `i` with those up to `source_reach` from source sentence `best`.
    pub fn coverage(&mut self, i: usize, best: usize, page_reach: usize, source_reach: usize) -> Coverage {
        let ours = stretch(self.page, i, page_reach);
        let theirs = stretch(self.source, best, source_reach);
        let first = best.saturating_sub(source_reach) as u16;
        let last = (best + source_reach) as u16;
        let (mut all, mut known) = (0.0, 0.0);
        let mut touched = Vec::new();
        for &(weight, id, near) in &self.content[self.before[ours.start] as usize..self.before[ours.end] as usize] {
            all += weight;
            if id == NONE {
                continue;
            }
            if self.lexicon.sentences(id).iter().any(|s| (first..=last).contains(s)) {
                known += weight * near;
            }
            let held = &mut self.near[id as usize];
            if *held == 0.0 {
                touched.push(id);
            }
            *held = held.max(near);
        }
        let (mut weight, mut covered, mut facts, mut told) = (0.0, 0.0, 0.0, 0.0);
        for &id in &self.lexicon.ids[theirs] {
            let rarity = self.lexicon.weights[id as usize];
            let near = self.near[id as usize];
            weight += rarity;
            covered += rarity * near;
            if self.fact[id as usize] {
                facts += 1.0;
                told += f32::from(u8::from(near == 1.0));
            }
        }
        touched.into_iter().for_each(|id| self.near[id as usize] = 0.0);
        Coverage {
            page: if all > 0.0 { known / all } else { 0.0 },
            source: if weight > 0.0 { covered / weight } else { 0.0 },
            facts: if facts > 0.0 { told / facts } else { 0.5 },
        }
    }
}

/// Words of the sentences up to `reach` from sentence `middle`, as a range into [`Side::words`]; headlines are passed over.
fn stretch(side: &Side, middle: usize, reach: usize) -> std::ops::Range<usize> {
    let last = (middle + reach).min(side.sentences.len().saturating_sub(1));
    let mut first = middle.saturating_sub(reach);
    while first < middle && side.sentences[first].headline {
        first += 1;
    }
    side.sentences[first].first as usize..side.sentences[last].last as usize
}

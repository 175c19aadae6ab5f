//! A few page sentences against a few source sentences: do they tell the same facts, whatever became of the sentences?
//!
//! A heavy rewrite merges, splits and reorders sentences, so that none matches one of the source. But its passage still covers
//! a passage of the source: little of it is new, and little of the other is missing. Two reporters at one event share facts,
//! too, but not all the details of one passage in one place.

use crate::evidence::compare::{Lexicon, NONE};
use crate::evidence::side::Side;

/// How passages around a page sentence and around a source sentence cover each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Of the sentence and its neighbours: weight of the words that stand, softly, within [`KNOWN`] of the source sentence, over all
    /// of it.
    pub page: f32,
    /// Of the source sentence and its neighbours: weight of the words that the page has, softly, within [`TOLD`], over all of it.
    pub source: f32,
    /// The same of their names and numbers, by count; 0.5 where they have none.
    pub facts: f32,
    /// What [`Coverage::source`] is, of the source within two sentences and of the page within [`WIDE`].
    pub wide: f32,
}

/// Sentences on either side of the source sentence in which words of the page are looked for.
const KNOWN: usize = 3;
/// Sentences on either side of the page sentence in which words of the source are looked for.
const TOLD: usize = 2;
/// The same for a wider passage of the source.
const WIDE: usize = 4;

/// Covers passages of one page and one source.
pub struct Passages<'a> {
    page: &'a Side,
    source: &'a Side,
    lexicon: &'a Lexicon,
    /// The page's content words: weight, the source's word nearest to it, how near that is.
    content: Vec<(f32, u32, f32)>,
    /// For each word of the page and its end, how many content words stand before it.
    before: Vec<u32>,
    /// For each distinct source word, how near the page passage comes to it; between calls, 0.
    near: Vec<f32>,
    /// Those that it comes near to.
    touched: Vec<u32>,
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
        Passages { page, source, lexicon, content, before, near: vec![0.0; lexicon.weights.len()], touched: Vec::new(), fact }
    }

    /// Covers what is around page sentence `i` and source sentence `best`.
    pub fn coverage(&mut self, i: usize, best: usize) -> Coverage {
        let (ours, wide) = (stretch(self.page, i, TOLD), stretch(self.page, i, WIDE));
        self.tell(ours.clone());
        let (source, facts) = self.told(stretch(self.source, best, 1));
        self.tell(wide.start..ours.start);
        self.tell(ours.end..wide.end);
        let (wide, _) = self.told(stretch(self.source, best, 2));
        self.touched.drain(..).for_each(|id| self.near[id as usize] = 0.0);
        Coverage { page: self.known(stretch(self.page, i, 1), best), source, facts, wide }
    }

    /// Places of the content words among the page's words `ours`.
    fn content(&self, ours: std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.before[ours.start] as usize..self.before[ours.end] as usize
    }

    /// Share of the page's words `ours` that stand near source sentence `best`.
    fn known(&self, ours: std::ops::Range<usize>, best: usize) -> f32 {
        let near_best = best.saturating_sub(KNOWN) as u16..=(best + KNOWN) as u16;
        let (mut all, mut known) = (0.0, 0.0);
        for &(weight, id, near) in &self.content[self.content(ours)] {
            all += weight;
            if id != NONE && self.lexicon.sentences(id).iter().any(|s| near_best.contains(s)) {
                known += weight * near;
            }
        }
        if all > 0.0 { known / all } else { 0.0 }
    }

    /// Notes that the page passage has its words `ours`.
    fn tell(&mut self, ours: std::ops::Range<usize>) {
        let places = self.content(ours);
        for &(_, id, near) in self.content[places].iter().filter(|word| word.1 != NONE) {
            let held = &mut self.near[id as usize];
            if *held == 0.0 {
                self.touched.push(id);
            }
            *held = held.max(near);
        }
    }

    /// Shares of the source's words `theirs` that the page passage has: by weight, and of names and numbers.
    fn told(&self, theirs: std::ops::Range<usize>) -> (f32, f32) {
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
        (if weight > 0.0 { covered / weight } else { 0.0 }, if facts > 0.0 { told / facts } else { 0.5 })
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

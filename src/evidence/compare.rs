//! A page against one reference document, sentence by sentence: what each page sentence shares with which sentence of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::numbers::Day;
use crate::evidence::side::{Side, TELLING};
use crate::text::token::{Term, TermMap};

/// A name is another spelling of one in the source from this Jaro-Winkler similarity on (Sergei/Sergey 0.93,
/// Zelensky/Zelenskyy 0.98, Marrow/Marrandt 0.85). Range 0 to 1.
const SAME_NAME: f64 = 0.92;
/// Source sentences looked at closely for each page sentence.
const CLOSE: usize = 3;
/// No such word in the source.
pub const NONE: u32 = u32::MAX;

/// The words of a source, each once, in the order in which they come, and the sentences they stand in.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    numbers: TermMap<u32>,
    terms: Vec<Term>,
    /// Rarity of each, in nats; 0 for words that are no content.
    pub weights: Vec<f32>,
    starts: Vec<u32>,
    sentences: Vec<u16>,
    /// For each word of the source, its number here.
    pub ids: Vec<u32>,
}

impl Lexicon {
    /// Of a source.
    pub fn new(source: &Side) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for word in &source.words {
            let id = *lexicon.numbers.entry(word.term).or_insert_with(|| {
                lexicon.terms.push(word.term);
                lexicon.weights.push(word.weight);
                lexicon.terms.len() as u32 - 1
            });
            lexicon.ids.push(id);
        }
        // Each word with each of its sentences, sentence by sentence.
        let mut last = vec![None; lexicon.terms.len()];
        let mut pairs: Vec<(u32, u16)> = Vec::with_capacity(lexicon.ids.len());
        for (number, sentence) in source.sentences.iter().enumerate() {
            for &id in &lexicon.ids[sentence.first as usize..sentence.last as usize] {
                if last[id as usize].replace(number) != Some(number) {
                    pairs.push((id, number.min(u16::MAX as usize) as u16));
                }
            }
        }
        // Sorted by counting: where each word's sentences begin, then each in its place.
        lexicon.starts = vec![0; lexicon.terms.len() + 1];
        pairs.iter().for_each(|&(id, _)| lexicon.starts[id as usize + 1] += 1);
        for id in 0..lexicon.terms.len() {
            lexicon.starts[id + 1] += lexicon.starts[id];
        }
        let mut next = lexicon.starts.clone();
        lexicon.sentences = vec![0; pairs.len()];
        for (id, sentence) in pairs {
            lexicon.sentences[next[id as usize] as usize] = sentence;
            next[id as usize] += 1;
        }
        lexicon
    }

    /// Number of a term; [`NONE`] where the source has it not.
    pub fn id(&self, term: Term) -> u32 {
        self.numbers.get(&term).copied().unwrap_or(NONE)
    }

    /// Whether word `id` is a term.
    pub fn is(&self, id: u32, term: Term) -> bool {
        self.terms.get(id as usize) == Some(&term)
    }

    /// Sentences that word `id` stands in, rising.
    pub fn sentences(&self, id: u32) -> &[u16] {
        let at = |i: u32| self.starts.get(i as usize).copied().unwrap_or_default() as usize;
        self.sentences.get(at(id)..at(id.saturating_add(1))).unwrap_or_default()
    }
}

/// The words of the page in the source's numbering: the same stem, or another spelling of a name.
pub fn translate(page: &Side, source: &Side, lexicon: &Lexicon) -> Vec<u32> {
    let mut known: BTreeMap<Term, u32> = BTreeMap::new();
    let named = source.words.iter().zip(&lexicon.ids).filter(|(w, _)| w.name).map(|(w, &id)| (source.text.str(w.span), id));
    // Made by `collect`, a set brings a sort of its own.
    let mut names = BTreeSet::new();
    names.extend(named.filter(|(name, _)| is_long_name(name)));
    page.words
        .iter()
        .map(|word| {
            let id = lexicon.id(word.term);
            if id != NONE || !word.name {
                return id;
            }
            *known.entry(word.form).or_insert_with(|| same_name(page.text.str(word.span), &names))
        })
        .collect()
}

/// Whether a name can be told from others by its spelling: shorter ones are too much alike, and longer ones are no names.
fn is_long_name(name: &str) -> bool {
    (5..=40).contains(&name.chars().count())
}

fn same_name(name: &str, names: &BTreeSet<(&str, u32)>) -> u32 {
    if !is_long_name(name) {
        return NONE;
    }
    let first = name.chars().next();
    let near = names.iter().filter(|(other, _)| other.chars().next() == first);
    let scored = near.map(|&(other, id)| (strsim::jaro_winkler(name, other), id));
    scored.filter(|s| s.0 >= SAME_NAME).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map_or(NONE, |s| s.1)
}

/// What a page sentence shares with one source document.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Source sentences that share most, best first.
    pub best: Vec<Pair>,
    /// Weight of the page sentence's words that the document has anywhere, over all of its weight.
    pub document: f32,
    /// The same of its narration.
    pub document_narration: f32,
    /// Weight of its telling words that the document has not, over all of its weight.
    pub telling_missing: f32,
    /// Names in it that the document has and has not.
    pub names: [f32; 2],
    /// Quantities in it that the document has and has not.
    pub quantities: [f32; 2],
}

/// What a page sentence shares with one source sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair {
    /// Number of the source sentence.
    pub sentence: u32,
    /// Weight of shared words.
    pub shared: f32,
    /// Weight of shared words over the page sentence's weight.
    pub page: f32,
    /// Weight of shared words over the source sentence's weight.
    pub source: f32,
    /// Shared weight over the geometric mean of both weights.
    pub cosine: f32,
}

/// Takes a pair among the [`CLOSE`] best: there are as many as the page and the source have sentences, and all of them held, or only
/// the room for them, would be gigabytes.
fn keep_best(best: &mut Vec<Pair>, pair: Pair) {
    let value = |pair: &Pair| pair.cosine + 0.5 * pair.page;
    let place = best.iter().rposition(|known| value(known) >= value(&pair)).map_or(0, |worse| worse + 1);
    if place < CLOSE {
        best.truncate(CLOSE - 1);
        best.insert(place, pair);
    }
}

/// Compares every sentence of the page with the document; `ids` is the page's words in its numbering, `published` the document's day.
pub fn compare(page: &Side, source: &Side, published: Option<Day>, lexicon: &Lexicon, ids: &[u32]) -> Vec<Shared> {
    let mut sums = vec![0f32; source.sentences.len()];
    page.sentences
        .iter()
        .map(|sentence| {
            let range = sentence.first as usize..sentence.last as usize;
            let words = page.words.get(range.clone()).unwrap_or_default();
            let ids = ids.get(range).unwrap_or_default();
            sums.fill(0.0);
            let mut out = Shared::default();
            let (mut narration, mut narration_known) = (0.0, 0.0);
            for (word, &id) in words.iter().zip(ids) {
                if word.weight == 0.0 || word.repeated {
                    continue;
                }
                if !word.quoted {
                    narration += word.weight;
                }
                if word.name {
                    out.names[usize::from(id == NONE)] += 1.0;
                }
                if id == NONE {
                    if word.weight >= TELLING {
                        out.telling_missing += word.weight;
                    }
                    continue;
                }
                out.document += word.weight;
                if !word.quoted {
                    narration_known += word.weight;
                }
                for &s in lexicon.sentences(id) {
                    sums[s as usize] += word.weight;
                }
            }
            let weight = sentence.weight.max(f32::MIN_POSITIVE);
            out.document /= weight;
            out.telling_missing /= weight;
            out.document_narration = if narration > 0.0 { narration_known / narration } else { 0.0 };
            for quantity in page.quantities_of(sentence) {
                let best = source.quantities.iter().map(|q| q.agreement(quantity, published)).fold(0.0, f32::max);
                out.quantities[0] += best;
                out.quantities[1] += 1.0 - best;
            }
            for (number, &shared) in sums.iter().enumerate().filter(|(_, sum)| **sum > 0.0) {
                let other = source.sentences[number].weight.max(f32::MIN_POSITIVE);
                let cosine = (shared / (weight * other).sqrt()).min(1.0);
                let (page, source) = ((shared / weight).min(1.0), (shared / other).min(1.0));
                keep_best(&mut out.best, Pair { sentence: number as u32, shared, page, source, cosine });
            }
            out
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_pairs_the_best_alone_take_room_and_of_equals_the_first() {
        let mut best = Vec::new();
        for (sentence, cosine) in (0..10_000).zip([0.2, 0.9, 0.5, 0.9, 0.7].into_iter().cycle()) {
            keep_best(&mut best, Pair { sentence, cosine, ..Pair::default() });
        }
        assert_eq!(best.iter().map(|pair| pair.sentence).collect::<Vec<_>>(), [1, 3, 6]);
        assert!(best.capacity() <= 2 * CLOSE, "{}", best.capacity());
        keep_best(&mut best, Pair { sentence: 10_000, cosine: 0.9, page: 0.1, ..Pair::default() });
        keep_best(&mut best, Pair { sentence: 10_001, cosine: 0.8, ..Pair::default() });
        assert_eq!(best.iter().map(|pair| pair.sentence).collect::<Vec<_>>(), [10_000, 1, 3]);
    }
}

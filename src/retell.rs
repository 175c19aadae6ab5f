//! A reference of which only fingerprints are kept, told in the page's own words, so that it can be compared like any other.
//!
//! Each of its sentences becomes the page's words that its fingerprints may mean, a stand-in for each word that the page has
//! not, and commonplaces up to its length. Words keep the page's order where sampled shingles say that it is the reference's,
//! too. What is told is evidence only and is never shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::background::Background;
use crate::error::PackError;
use crate::pack::{Body, Pack, Print, ReadAt, is_indexed, shingles};
use crate::retrieve::Rarities;
use crate::span::Span;
use crate::text::analysis::Text;
use crate::text::language::Language;
use crate::text::token::term;
use crate::zone::Zone;

/// Rarity of a word that the page has not, in nats: the mean of content words in news.
const STAND_IN: f32 = 6.5;
/// Share of a page sentence's sampled shingles that the reference has to have for the order of words to be taken over.
const IN_ORDER: f32 = 0.5;
/// Share of a page sentence's weight that stands for its order where it is too short to be sampled.
const NEARLY_ALL: f32 = 0.9;

/// A page as fingerprints of a pack see it.
pub(crate) struct Reader<'a> {
    page: &'a Text,
    sentences: Vec<Seen<'a>>,
    /// The heaviest word of the page for each code.
    words: BTreeMap<u32, (f32, &'a str)>,
}

/// A page sentence.
struct Seen<'a> {
    /// Its words in order, with the codes of those that are content.
    words: Vec<(Option<u32>, f32, &'a str)>,
    shingles: BTreeSet<u16>,
    weight: f32,
}

impl<'a> Reader<'a> {
    /// Of a page, for a pack of fingerprints.
    pub(crate) fn new<R: ReadAt>(
        page: &'a Text,
        language: Language,
        pack: &Pack<R>,
        background: &Background,
        rarities: &Rarities,
    ) -> Result<Self, PackError> {
        let mut reader = Reader { page, sentences: Vec::new(), words: BTreeMap::new() };
        let Some(codes) = pack.codes() else { return Ok(reader) };
        for sentence in page.sentences.iter().filter(|s| !matches!(s.zone, Zone::Furniture | Zone::Credit)) {
            let tokens = page.words(sentence);
            let mut seen = Seen { words: Vec::new(), shingles: BTreeSet::new(), weight: 0.0 };
            for token in tokens {
                let weight = rarities.known(token.term);
                let code = codes.code(token.term, language)?;
                let content = is_indexed(background, language, token.term);
                let word = reader.page.str(token.span);
                seen.words.push((content.then_some(code), weight, word));
                if content {
                    seen.weight += weight;
                    let heaviest = reader.words.entry(code).or_insert((weight, word));
                    if weight > heaviest.0 {
                        *heaviest = (weight, word);
                    }
                }
            }
            for hash in shingles(tokens.iter().map(|t| t.term)) {
                seen.shingles.insert(codes.shingle(hash)?);
            }
            reader.sentences.push(seen);
        }
        Ok(reader)
    }

    /// Tells a document; `lengths` has the words of each of its sentences. Stand-ins are noted in `rarities`.
    pub(crate) fn tell(&self, prints: &[Print], lengths: &[u8], rarities: &mut Rarities) -> Body {
        let mut body = Body::default();
        for (print, &length) in prints.iter().zip(lengths) {
            let start = body.text.len();
            let mut left = print.codes.clone();
            let mut count = 0;
            if let Some((near, in_order)) = self.nearest(print) {
                for &(code, _, word) in &near.words {
                    let told = match code {
                        Some(code) => print.codes.contains(&code) && (left.remove(&code) || in_order),
                        None => in_order,
                    };
                    if told {
                        put(&mut body.text, word);
                        count += 1;
                    }
                }
            }
            for code in left {
                match self.words.get(&code) {
                    Some((_, word)) => put(&mut body.text, word),
                    None => {
                        let word = stand_in(code);
                        rarities.set(term(&word), STAND_IN);
                        put(&mut body.text, &word);
                    }
                }
                count += 1;
            }
            (count..usize::from(length)).for_each(|_| put(&mut body.text, "the"));
            body.text.push('.');
            body.sentences.push(Span::new(start + usize::from(start > 0), body.text.len()));
        }
        body
    }

    /// The page sentence that shares most with a reference sentence, and whether its words are taken to be in the same order.
    fn nearest(&self, print: &Print) -> Option<(&Seen<'a>, bool)> {
        let shared = |seen: &Seen| -> f32 {
            let found = seen.words.iter().filter(|word| word.0.is_some_and(|code| print.codes.contains(&code)));
            found.map(|word| word.1).sum()
        };
        let scored = self.sentences.iter().map(|seen| (shared(seen), seen)).filter(|(weight, _)| *weight > 0.0);
        let (weight, seen) = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let in_order = if seen.shingles.is_empty() {
            weight >= NEARLY_ALL * seen.weight
        } else {
            let same = seen.shingles.intersection(&print.shingles).count();
            same as f32 >= IN_ORDER * seen.shingles.len() as f32
        };
        Some((seen, in_order))
    }
}

fn put(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

/// A word that no page has: letters only, and no stemmer changes it.
fn stand_in(code: u32) -> String {
    let letters = (0..7).map(|at| char::from(b"bcdfghkl"[(code >> (at * 3)) as usize % 8]));
    format!("qz{}q", letters.collect::<String>())
}

//! How rare words are in news at large: the bundled half of every rarity.
//!
//! A pack of one article cannot say which words are rare, and a pack of a million should not change what a sentence's
//! score means. So rarities come from a background table, mixed with the pack's counts ([`Background`]).
//!
//! # Format
//! `WCRARITY`, version (u32), number of languages (u32), then for each: language (u32, see [`index`]), sentences counted
//! (u32), terms (u32), the terms' hashes in rising order (u32 each), and for each the sentences it stands in (u32). Little-endian.

use crate::error::DataError;
use crate::hashes::Hashes;
use crate::learned::Reader;
use crate::text::language::Language;
use crate::text::token::Term;

const MAGIC: &str = "WCRARITY";
const VERSION: u32 = 1;

/// Most weight a pack's counts get against the background's, as a share of the background's sentences.
///
/// More lets a large pack's own habits speak, less keeps scores alike from pack to pack; range 0 to 1. At 0.1 the scores of
/// a page against one article and against 112,000 sentences stay within the 0.05 that `tests/rarity.rs` holds.
const PACK_WEIGHT: f64 = 0.1;

/// Sentences assumed for a language without a table: rarities then come from the pack alone, damped.
const NOMINAL: u32 = 20_000;

/// Counts of one language.
#[derive(Clone, Debug, Default)]
struct Table {
    sentences: u32,
    hashes: Hashes,
    counts: Vec<u32>,
}

/// Background counts by language.
#[derive(Clone, Debug, Default)]
pub struct Background {
    tables: Vec<(u32, Table)>,
}

/// Number of a language in the file.
fn index(language: Language) -> u32 {
    match language {
        Language::English => 0,
        Language::French => 1,
        Language::German => 2,
        Language::Spanish => 3,
        Language::Arabic => 4,
        Language::Other => 5,
    }
}

impl Background {
    /// Reads a table as [`encode`] wrote it.
    pub fn decode(bytes: &[u8]) -> Result<Background, DataError> {
        let mut reader = Reader::behind_head("rarities", bytes, MAGIC, VERSION)?;
        let mut tables = Vec::new();
        for _ in 0..reader.word()? {
            let (language, sentences, terms) = (reader.word()?, reader.word()?, reader.word()? as usize);
            let hashes = Hashes::new(reader.words(terms)?);
            tables.push((language, Table { sentences, hashes, counts: reader.words(terms)? }));
        }
        reader.end()?;
        Ok(Background { tables })
    }

    /// Sentences of a language that a term stands in, and sentences counted.
    fn count(&self, language: Language, term: Term) -> (u32, u32) {
        let wanted = index(language);
        let Some((_, table)) = self.tables.iter().find(|(l, _)| *l == wanted) else { return (0, NOMINAL) };
        let count = table.hashes.place(term.0).map_or(0, |place| table.counts[place]);
        (count, table.sentences)
    }

    /// For each language with a table, its terms, the most frequent first.
    pub fn by_frequency(&self) -> Vec<Vec<Term>> {
        let ranked = |table: &Table| {
            let mut terms: Vec<(u32, u32)> = table.counts.iter().copied().zip(table.hashes.all().iter().copied()).collect();
            terms.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            terms.into_iter().map(|(_, hash)| Term(hash)).collect()
        };
        self.tables.iter().map(|(_, table)| ranked(table)).collect()
    }

    /// Rarity by the background alone, in nats: the negative logarithm of the share of sentences with the term.
    pub fn rarity(&self, language: Language, term: Term) -> f32 {
        let (count, sentences) = self.count(language, term);
        rarity(f64::from(count), f64::from(sentences))
    }

    /// Rarity with a pack's counts mixed in: `count` of the pack's `sentences` have the term.
    pub fn mixed(&self, language: Language, term: Term, count: u32, sentences: u32) -> f32 {
        let (own, total) = self.count(language, term);
        let total = f64::from(total);
        let room = (total * PACK_WEIGHT).min(f64::from(sentences));
        let scale = if sentences == 0 { 0.0 } else { room / f64::from(sentences) };
        rarity(f64::from(own) + f64::from(count) * scale, total + room)
    }
}

fn rarity(count: f64, sentences: f64) -> f32 {
    (-libm::log((count + 0.5) / (sentences + 1.0))).max(0.0) as f32
}

/// What was counted of a language: sentences in all, and sentences with each term, in any order.
pub type Counts = (Language, u32, Vec<(Term, u32)>);

/// The file for counted sentences, by language.
pub fn encode(counts: &[Counts]) -> Vec<u8> {
    let mut out = MAGIC.as_bytes().to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend((counts.len() as u32).to_le_bytes());
    for (language, sentences, terms) in counts {
        let mut terms = terms.clone();
        terms.sort_unstable();
        terms.dedup_by_key(|t| t.0);
        for word in [index(*language), *sentences, terms.len() as u32] {
            out.extend(word.to_le_bytes());
        }
        terms.iter().for_each(|t| out.extend(t.0.0.to_le_bytes()));
        terms.iter().for_each(|t| out.extend(t.1.to_le_bytes()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::term;

    fn sample() -> Background {
        Background::decode(&encode(&[(Language::English, 100_000, vec![(term("the"), 60_000), (term("strait"), 12)])])).unwrap()
    }

    #[test]
    fn frequent_words_weigh_little_and_unknown_ones_most() {
        let table = sample();
        let of = |word| table.rarity(Language::English, term(word));
        assert!(of("the") < 0.6 && of("strait") > 8.0 && of("lirne") > of("strait"));
    }

    #[test]
    fn a_pack_shifts_a_rarity_a_little_whatever_its_size() {
        let table = sample();
        let alone = table.rarity(Language::English, term("strait"));
        let small = table.mixed(Language::English, term("strait"), 3, 20);
        let large = table.mixed(Language::English, term("strait"), 120, 1_000_000);
        assert!((alone - small).abs() < 0.5 && (alone - large).abs() < 0.5, "{alone} {small} {large}");
    }

    #[test]
    fn damaged_tables_are_refused() {
        let bytes = encode(&[(Language::English, 10, vec![(term("a"), 3)])]);
        for cut in 0..bytes.len() {
            assert!(Background::decode(&bytes[..cut]).is_err());
        }
    }
}

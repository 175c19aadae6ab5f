//! Character n-grams: what sentences share below the word, where neither the stem nor a vector tells it: derivations ("electoral",
//! "elections"), words put together ("gas price", "Gaspreis"), other spellings ("organise").
//!
//! Three letters in a row, word ends marked (Cavnar and Trenkle, "N-gram-based text categorization", 1994); each counts its word's rarity.

use crate::evidence::side::{Sentence, Side};
use crate::hashes::HashTable;

/// The trigrams of the content words of a side's narration.
pub struct Trigrams {
    /// For each word, where its trigrams begin.
    starts: Vec<u32>,
    /// Hashes of them.
    grams: Vec<u32>,
}

impl Trigrams {
    /// Of a side.
    pub fn new(side: &Side) -> Trigrams {
        let mut out = Trigrams { starts: vec![0], grams: Vec::with_capacity(side.words.len() * 4) };
        for word in &side.words {
            if word.weight > 0.0 && !word.quoted {
                out.grams(side.text.str(word.span));
            }
            out.starts.push(out.grams.len() as u32);
        }
        out
    }

    fn grams(&mut self, word: &str) {
        let (mut before, mut last) = (0, u32::from(' '));
        let mut next = |letter: u32| {
            if before != 0 {
                self.grams.push(hash([before, last, letter]));
            }
            (before, last) = (last, letter);
        };
        if word.is_ascii() {
            word.bytes().for_each(|letter| next(letter.to_ascii_lowercase().into()));
        } else {
            word.chars().flat_map(char::to_lowercase).for_each(|letter| next(letter.into()));
        }
        next(u32::from(' '));
    }

    fn of(&self, first: usize, last: usize) -> &[u32] {
        let at = |word: usize| self.starts.get(word).copied().unwrap_or_default() as usize;
        self.grams.get(at(first)..at(last)).unwrap_or_default()
    }

    /// How much of a sentence of `side`, whose trigrams these are, is among `others`: 0 to 1, words by their rarity. 0 where the sentence
    /// has no narration.
    pub fn contained(&self, side: &Side, sentence: &Sentence, others: &Held) -> f32 {
        let (mut all, mut shared) = (0.0, 0.0);
        for (at, word) in (sentence.first as usize..).zip(side.words_of(sentence)) {
            let grams = self.of(at, at + 1);
            if grams.is_empty() || word.repeated {
                continue;
            }
            let known = grams.iter().filter(|&&gram| others.grams.has(gram.into())).count();
            all += word.weight;
            shared += word.weight * known as f32 / grams.len() as f32;
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

/// The trigrams of one sentence, to be asked for.
#[derive(Default)]
pub struct Held {
    grams: HashTable,
    /// Of which sentence they are: its first word.
    of: Option<u32>,
}

impl Held {
    /// Holds those of a sentence and no others.
    pub fn hold(&mut self, trigrams: &Trigrams, sentence: &Sentence) {
        if self.of.replace(sentence.first) != Some(sentence.first) {
            let grams = trigrams.of(sentence.first as usize, sentence.last as usize);
            self.grams.fill(grams.len(), grams.iter().map(|&gram| gram.into()));
        }
    }
}

/// Spreads three letters over 32 bits; never 0.
fn hash(letters: [u32; 3]) -> u32 {
    let joined = letters.iter().fold(0u64, |sum, &letter| sum << 21 | u64::from(letter));
    ((joined.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Language;

    #[test]
    fn derivations_are_shared_in_part_and_other_words_are_not() {
        let share = |page: &str, source: &str| {
            let (page, source) = (Side::of_body(Language::English, page), Side::of_body(Language::English, source));
            let mut others = Held::default();
            others.hold(&Trigrams::new(&source), &source.sentences[0]);
            Trigrams::new(&page).contained(&page, &page.sentences[0], &others)
        };
        let same = share("Velmora quarrelled.", "Velmora quarrelled.");
        let derived = share("Velmoran quarrels.", "Velmora quarrelled.");
        let other = share("Bicycles rusted.", "Velmora quarrelled.");
        assert!(same > 0.99 && (0.4..0.95).contains(&derived) && other < 0.2, "{same} {derived} {other}");
    }
}

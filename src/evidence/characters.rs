//! Character n-grams: what sentences share below the word, where neither the stem nor a vector tells it: derivations ("electoral",
//! "elections"), words put together ("gas price", "Gaspreis"), other spellings ("organise").
//!
//! Three letters in a row, word ends marked (Cavnar and Trenkle, "N-gram-based text categorization", 1994); each counts its word's rarity.

use crate::evidence::side::{Sentence, Side};
use crate::evidence::word::Word;
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
            trigrams(side, word, &mut out.grams);
            out.starts.push(out.grams.len() as u32);
        }
        out
    }

    fn of(&self, word: usize) -> &[u32] {
        let at = |word: usize| self.starts.get(word).copied().unwrap_or_default() as usize;
        self.grams.get(at(word)..at(word + 1)).unwrap_or_default()
    }

    /// How much of a sentence of `side`, whose trigrams these are, is among `others`: 0 to 1, words by their rarity. 0 where the sentence
    /// has no narration.
    pub fn contained(&self, side: &Side, sentence: &Sentence, others: &Held) -> f32 {
        let (mut all, mut shared) = (0.0, 0.0);
        for (at, word) in (sentence.first as usize..).zip(side.words_of(sentence)) {
            let grams = self.of(at);
            if grams.is_empty() || word.repeated {
                continue;
            }
            let known = grams.iter().filter(|&&gram| others.table.has(gram.into())).count();
            all += word.weight;
            shared += word.weight * known as f32 / grams.len() as f32;
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

/// The trigrams of one sentence, to be asked for.
#[derive(Default)]
pub struct Held {
    grams: Vec<u32>,
    table: HashTable,
    /// Of which sentence they are: its first word.
    of: Option<u32>,
}

impl Held {
    /// Holds those of a sentence of `side`, always the same, and no others.
    pub fn hold(&mut self, side: &Side, sentence: &Sentence) {
        if self.of.replace(sentence.first) != Some(sentence.first) {
            self.grams.clear();
            side.words_of(sentence).iter().for_each(|word| trigrams(side, word, &mut self.grams));
            self.table.fill(self.grams.len(), self.grams.iter().map(|&gram| gram.into()));
        }
    }
}

/// Appends the trigrams of a word; of one that is no content, or is quoted, none.
fn trigrams(side: &Side, word: &Word, out: &mut Vec<u32>) {
    if word.weight == 0.0 || word.quoted {
        return;
    }
    let (mut before, mut last) = (0, u32::from(' '));
    let mut next = |letter: u32| {
        if before != 0 {
            out.push(hash([before, last, letter]));
        }
        (before, last) = (last, letter);
    };
    let text = side.text.str(word.span);
    if text.is_ascii() {
        text.bytes().for_each(|letter| next(letter.to_ascii_lowercase().into()));
    } else {
        text.chars().flat_map(char::to_lowercase).for_each(|letter| next(letter.into()));
    }
    next(u32::from(' '));
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
            others.hold(&source, &source.sentences[0]);
            Trigrams::new(&page).contained(&page, &page.sentences[0], &others)
        };
        let same = share("Velmora quarrelled.", "Velmora quarrelled.");
        let derived = share("Velmoran quarrels.", "Velmora quarrelled.");
        let other = share("Bicycles rusted.", "Velmora quarrelled.");
        assert!(same > 0.99 && (0.4..0.95).contains(&derived) && other < 0.2, "{same} {derived} {other}");
    }
}

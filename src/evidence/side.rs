//! A text as evidence sees it: words with their rarity and role, sentence by sentence.

use crate::background::Background;
use crate::evidence::numbers::{self, Quantity};
use crate::evidence::reporting::Reporting;
use crate::evidence::word::Word;
use crate::hashes::HashTable;
use crate::pack::Body;
use crate::retrieve::Rarities;
use crate::text::analysis::{self, Text, analyse_packed};
use crate::text::language::Language;
use crate::text::token::{Term, TermMap, Tokenizer};
use crate::zone::Zone;

/// Words rarer than this count as content, in nats; "said" (2.2) and "government" (4.0) lie on either side.
pub const CONTENT: f32 = 2.6;
/// Words rarer than this are telling: a page that has many of them which its source has not, is not from that source.
pub const TELLING: f32 = 6.0;

/// Capitalised words from which a sentence without a small letter is shouted: its capitals say nothing of names.
const SHOUTED: usize = 4;

/// One side of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// The text taken apart.
    pub text: Text,
    /// Sentences that take part: article, headline.
    pub sentences: Vec<Sentence>,
    /// All words of these sentences.
    pub words: Vec<Word>,
    /// Amounts and dates in these sentences, in order.
    pub quantities: Vec<Quantity>,
}

/// A sentence that takes part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sentence {
    /// Its number in [`Text::sentences`].
    pub number: u32,
    /// Its words, as a range into [`Side::words`].
    pub first: u32,
    /// One past the last of them.
    pub last: u32,
    /// Its first quantity.
    pub first_quantity: u32,
    /// One past its last quantity.
    pub last_quantity: u32,
    /// Sum of the weights of its words, each once.
    pub weight: f32,
    /// Words in quotations, as a share of all.
    pub quoted: f32,
    /// Its first reporting verb outside quotations.
    pub reporting: Reporting,
    /// Whether it is a headline.
    pub headline: bool,
}

impl Side {
    /// Words of a sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word] {
        self.words.get(sentence.first as usize..sentence.last as usize).unwrap_or_default()
    }

    /// Quantities of a sentence.
    pub fn quantities_of(&self, sentence: &Sentence) -> &[Quantity] {
        self.quantities.get(sentence.first_quantity as usize..sentence.last_quantity as usize).unwrap_or_default()
    }

    /// From a text; furniture and credits take no part.
    pub fn new(text: Text, (language, background, rarities): (Language, &Background, &Rarities)) -> Side {
        let mut side = Side::default();
        let names = names(&text);
        let mut known: TermMap<f32> = TermMap::default();
        for (number, sentence) in text.sentences.iter().enumerate() {
            if matches!(sentence.zone, Zone::Furniture | Zone::Credit) || sentence.first == sentence.last {
                continue;
            }
            let first = side.words.len() as u32;
            for (i, token) in sentence.tokens().zip(text.words(sentence)) {
                let rarity = *known.entry(token.term).or_insert_with(|| rarities.of(background, language, token.term));
                side.words.push(Word {
                    term: token.term,
                    form: token.word,
                    span: token.span,
                    weight: if rarity >= CONTENT { rarity } else { 0.0 },
                    quoted: text.quoted[i].is_some(),
                    name: token.capital && !token.number && names.binary_search(&token.word).is_ok(),
                    number: token.number,
                    repeated: false,
                });
            }
            mark_repeated(&mut side.words[first as usize..]);
            let words = &side.words[first as usize..];
            let first_quantity = side.quantities.len() as u32;
            numbers::quantities(&text, words, &mut side.quantities);
            let mut verbs = words.iter().filter(|w| !w.quoted && !w.name).map(|w| Reporting::of(language, w.form));
            side.sentences.push(Sentence {
                number: number as u32,
                first,
                last: side.words.len() as u32,
                first_quantity,
                last_quantity: side.quantities.len() as u32,
                weight: words.iter().filter(|w| !w.repeated).map(|w| w.weight).sum(),
                quoted: words.iter().filter(|w| w.quoted).count() as f32 / words.len() as f32,
                reporting: verbs.find(|verb| *verb != Reporting::None).unwrap_or_default(),
                headline: sentence.zone == Zone::Headline,
            });
        }
        side.text = text;
        side
    }

    /// Sentences in nothing but capitals tell no names, and in German every noun has one: there a name is what is one in one of
    /// `others`, and in German two words with capitals side by side.
    pub fn learn_names<'a>(&mut self, language: Language, others: impl Iterator<Item = &'a Side> + Clone) {
        let Side { text, sentences, words, .. } = self;
        let capitals_tell = language != Language::German;
        let shouted = |s: &&Sentence| text.sentences.get(s.number as usize).is_some_and(|sentence| is_shouted(text, sentence));
        let untold: Vec<_> = sentences.iter().filter(|s| !capitals_tell || shouted(s)).map(|s| s.first as usize..s.last as usize).collect();
        if untold.is_empty() {
            return;
        }
        let mut names: Vec<Term> = others.flat_map(|side| side.words.iter().filter(|w| w.name).map(|w| w.form)).collect();
        names.sort_unstable();
        for place in untold {
            let words = words.get_mut(place).unwrap_or_default();
            let capitals: Vec<bool> = words.iter().map(|word| word.name).collect();
            let beside = |i: usize| capitals.get(i + 1) == Some(&true) || i.checked_sub(1).is_some_and(|before| capitals[before]);
            for (i, word) in words.iter_mut().enumerate() {
                word.name &= capitals_tell || beside(i);
                word.name |= !word.number && names.binary_search(&word.form).is_ok();
            }
        }
    }

    /// From a body, as tests need it: no word is rarer than another.
    #[cfg(test)]
    pub(crate) fn of_body(language: Language, body: &str) -> Side {
        let text = analysis::analyse(body, &analysis::paragraphs(body), &Tokenizer::new(language), &Default::default());
        Side::new(text, (language, &Background::default(), &Rarities::default()))
    }

    /// From a reference's body with its sentences as packed.
    pub fn of_reference(body: &Body, tokenizer: &Tokenizer, weights: (Language, &Background, &Rarities)) -> Side {
        Side::new(analyse_packed(&body.text, &body.sentences, tokenizer), weights)
    }
}

/// Folded forms that are names: capitalised where no sentence, quotation or headline begins. Sorted.
fn names(text: &Text) -> Vec<Term> {
    let mut names: Vec<Term> = Vec::new();
    let mut plain: Vec<Term> = Vec::new();
    let told = || text.sentences.iter().filter(|s| s.zone == Zone::Article && !is_shouted(text, s));
    for sentence in told() {
        let words = text.words(sentence);
        for (i, token) in words.iter().enumerate() {
            if !token.capital {
                plain.push(token.word);
            } else {
                let before = text.normal.text()[..token.span.start].chars().next_back();
                let begins = i == 0 || matches!(before, Some('“' | '"' | '‘' | '\'' | '(' | '«' | '„'));
                if !begins {
                    names.push(token.word);
                }
            }
        }
    }
    // A first word is a name where it is capitalised elsewhere too, or nowhere stands in lower case and another capital follows.
    for sentence in told() {
        if let [first, second, ..] = text.words(sentence)
            && first.capital
            && second.capital
            && !second.number
        {
            names.push(first.word);
        }
    }
    names.sort_unstable();
    names.dedup();
    // Terms may be 0, hashes in a table not.
    let hash = |word: &Term| u64::from(word.0) + 1;
    let mut known = HashTable::default();
    known.fill(plain.len(), plain.iter().map(hash));
    names.retain(|name| !known.has(hash(name)));
    names
}

/// Whether a sentence is in nothing but capitals.
fn is_shouted(text: &Text, sentence: &analysis::Sentence) -> bool {
    !text.str(sentence.span).chars().any(char::is_lowercase) && text.words(sentence).iter().filter(|t| t.capital).count() >= SHOUTED
}

/// Says of a sentence's words whether they stand earlier in it. Whether that may be tells one bit of many for most of them.
fn mark_repeated(words: &mut [Word]) {
    let mut met = [0u64; 4];
    for i in 0..words.len() {
        let term = words[i].term;
        let (row, bit) = (term.0 as usize / 64 % 4, 1 << (term.0 % 64));
        words[i].repeated = met[row] & bit != 0 && words.iter().take(i).any(|word| word.term == term);
        met[row] |= bit;
    }
}

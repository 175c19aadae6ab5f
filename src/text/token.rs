//! Words and numbers, in the forms in which they are compared.

use std::borrow::Cow;

use rust_stemmers::Stemmer;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;
use crate::text::language::Language;

/// What a word is compared by: a 32-bit hash of its stem. Two different stems share one about once in four billion pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u32);

/// One word or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the normalised text.
    pub span: Span,
    /// Its stem.
    pub term: Term,
    /// Its folded form, unstemmed: lower case, no accents, no possessive.
    pub word: Term,
    /// Whether it begins with a digit.
    pub number: bool,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// Hash of a folded word or stem.
pub fn term(folded: &str) -> Term {
    let hash = xxhash_rust::xxh3::xxh3_64(folded.as_bytes());
    Term((hash ^ (hash >> 32)) as u32)
}

/// Cuts normalised text into words and folds them; one for each language.
pub struct Tokenizer {
    stemmer: Option<Stemmer>,
}

impl Tokenizer {
    /// For texts in `language`.
    pub fn new(language: Language) -> Self {
        Tokenizer { stemmer: language.stemmer() }
    }

    /// Appends the words of `text[within]` (normalised) to `tokens`, by the word boundaries of UAX #29. Letters without
    /// spaces between them (Chinese, Thai, …) become one token a character.
    pub fn tokenize(&self, text: &str, within: Span, tokens: &mut Vec<Token>) {
        let mut folded = String::new();
        for (at, word) in within.of(text).split_word_bound_indices() {
            let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
            fold(word, &mut folded);
            if folded.is_empty() {
                continue;
            }
            let start = within.start + at;
            tokens.push(Token {
                span: Span::new(start, start + word.len()),
                term: self.stem(&folded),
                word: term(&folded),
                number: first.is_numeric(),
                capital: first.is_uppercase(),
            });
        }
    }

    /// Term of a folded word.
    pub fn stem(&self, folded: &str) -> Term {
        match &self.stemmer {
            Some(stemmer) => {
                let stem: Cow<str> = stemmer.stem(folded);
                term(if stem.is_empty() { folded } else { &stem })
            }
            None => term(folded),
        }
    }
}

/// The form of a word that is hashed, into `folded`: lower case, accents and inner marks gone, lookalike letters of other
/// scripts replaced, English possessive dropped ("Lavrov’s" → "lavrov", "U.S" → "us", "rоad" with a Cyrillic о → "road").
pub fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.extend(word.bytes().filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'.' | b',')).map(|b| b.to_ascii_lowercase() as char));
    } else {
        let mixed = is_disguised(word);
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if mixed { lookalike(c).unwrap_or(c) } else { c };
            if c.is_ascii() {
                folded.push(c);
            } else if c == '’' {
                folded.push('\'');
            } else {
                folded.extend(std::iter::once(c).nfd().filter(|&part| !is_combining_mark(part)).map(plain_letter));
            }
        }
        folded.retain(|c| c.is_alphanumeric() || matches!(c, '\'' | '.' | ','));
    }
    for possessive in ["'s", "s'"] {
        if folded.ends_with(possessive) && folded.len() > 3 {
            folded.truncate(folded.len() - possessive.len() + usize::from(possessive == "s'"));
            break;
        }
    }
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        folded.retain(|c| !matches!(c, '\'' | ','));
        while folded.ends_with('.') {
            folded.pop();
        }
    } else {
        folded.retain(|c| c.is_alphanumeric());
    }
}

/// Letters that decompose into nothing but are written differently by different hands, Arabic forms included.
fn plain_letter(c: char) -> char {
    match c {
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ß' => 's',
        'æ' => 'e',
        'œ' => 'e',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        c => c,
    }
}

/// Whether Latin letters are mixed with lookalikes of another script.
fn is_disguised(word: &str) -> bool {
    let (mut latin, mut alike, mut other) = (0, 0, 0);
    for c in word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()) {
        match c {
            'a'..='z' | '\u{df}'..='\u{24f}' => latin += 1,
            c if lookalike(c).is_some() => alike += 1,
            _ => other += 1,
        }
    }
    alike > 0 && latin > 0 && other == 0
}

/// The Latin letter that a lower-case Cyrillic or Greek letter passes for.
fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' | 'μ' => 'm',
        'п' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ζ' => 'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold(word, &mut out);
        out
    }

    #[test]
    fn folding_brings_spellings_of_one_word_together() {
        for (word, plain) in [
            ("Lavrov’s", "lavrov"),
            ("leaders'", "leaders"),
            ("U.S", "us"),
            ("1,500.5", "1500.5"),
            ("Erdoğan", "erdogan"),
            ("Kosiniak", "kosiniak"),
            ("rоаd", "road"),
            ("дом", "дом"),
            ("don’t", "dont"),
            ("Straße", "strase"),
        ] {
            assert_eq!(folded(word), plain, "{word}");
        }
    }

    #[test]
    fn tokens_know_their_place_and_kind() {
        let text = "In 2024, U.S. exports rose 3.5 percent";
        let mut tokens = Vec::new();
        Tokenizer::new(Language::English).tokenize(text, Span::new(0, text.len()), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|t| t.span.of(text)).collect();
        assert_eq!(words, ["In", "2024", "U.S", "exports", "rose", "3.5", "percent"]);
        assert!(tokens[1].number && tokens[5].number && tokens[2].capital && !tokens[3].capital);
    }
}

//! Words and numbers, in the forms in which they are compared.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use rust_stemmers::Stemmer;
use unicode_normalization::char::decompose_canonical;
use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;
use crate::text::language::Language;
use crate::text::marks::is_mark;

/// What a word is compared by: a 32-bit hash of its stem. Two different stems share one about once in four billion pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u32);

/// What is known of each of some terms; its order means nothing.
pub type TermMap<V> = HashMap<Term, V, BuildHasherDefault<Spread>>;

/// Spreads numbers over 64 bits. That is enough for terms, which are hashes already, and for small numbers in a row.
#[derive(Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(byte.into()));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as u64);
    }
}

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

/// The words of `text` and what stands between them, with their places: the boundaries of UAX #29, by a short cut where the
/// text is ASCII.
fn words(text: &str) -> Box<dyn Iterator<Item = (usize, &str)> + '_> {
    let plain = |c: char| c.is_ascii() || matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…');
    if text.is_ascii() || text.chars().all(plain) {
        Box::new(PlainWords { text, at: 0 })
    } else {
        Box::new(text.split_word_bound_indices())
    }
}

/// Words of plain text (ASCII and the usual marks of print) by the rules that UAX #29 has for it: letters, digits and
/// underscores; apostrophes, `.` and `:` between letters, apostrophes, `.`, `,` and `;` between digits. What is no word is
/// left out.
struct PlainWords<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for PlainWords<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let part = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let start = self.at + bytes.get(self.at..)?.iter().position(|&b| part(b))?;
        let mut end = start;
        loop {
            end += bytes[end..].iter().take_while(|&&b| part(b)).count();
            let Some(&b) = bytes.get(end) else { break };
            let apostrophe = bytes[end..].starts_with("’".as_bytes()) || bytes[end..].starts_with("‘".as_bytes());
            let width = if apostrophe { 3 } else { 1 };
            let (before, behind) = (bytes[end - 1], bytes.get(end + width).copied().unwrap_or(b' '));
            let letters = before.is_ascii_alphabetic() && behind.is_ascii_alphabetic();
            let digits = before.is_ascii_digit() && behind.is_ascii_digit();
            let joins = match b {
                b'\'' | b'.' => letters || digits,
                _ if apostrophe => letters || digits,
                b':' => letters,
                b',' | b';' => digits,
                _ => false,
            };
            if !joins {
                break;
            }
            end += width;
        }
        self.at = end;
        Some((start, &self.text[start..end]))
    }
}

/// Hash of a folded word or stem.
pub fn term(folded: &str) -> Term {
    let hash = xxhash_rust::xxh3::xxh3_64(folded.as_bytes());
    Term((hash ^ (hash >> 32)) as u32)
}

/// A list of words that every word of a text is looked up in: most of those that are not in it are told by one bit.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Rising.
    all: Vec<Term>,
    /// Which numbers of ten bits the lower ends of their hashes are.
    ends: [u64; 16],
}

impl Terms {
    /// Of folded words with spaces between them.
    pub fn new(words: &str) -> Terms {
        let mut terms = Terms { all: words.split_ascii_whitespace().map(term).collect(), ..Terms::default() };
        terms.all.sort_unstable();
        for word in &terms.all {
            terms.ends[word.0 as usize / 64 % 16] |= 1 << (word.0 % 64);
        }
        terms
    }

    /// Whether a word is in it.
    pub fn has(&self, word: Term) -> bool {
        self.ends[word.0 as usize / 64 % 16] & 1 << (word.0 % 64) != 0 && self.all.binary_search(&word).is_ok()
    }
}

/// Fails where a word of a list is not written as words are folded: it would never be found.
#[cfg(test)]
pub(crate) fn assert_folded(words: &str) {
    let mut folded = String::new();
    for word in words.split_ascii_whitespace() {
        fold(word, &mut folded);
        assert_eq!(folded, word);
    }
}

/// The number that digits say, with or without a point. `str::parse` would bring 15 kB of tables, to be right in the last bit of
/// numbers that are longer than any in the news.
pub fn decimal(digits: &str) -> Option<f64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (mut value, mut scale) = (0.0, 1.0);
    for digit in whole.chars().map(|c| c.to_digit(10)) {
        value = value * 10.0 + f64::from(digit?);
    }
    for digit in part.chars().map(|c| c.to_digit(10)) {
        (value, scale) = (value * 10.0 + f64::from(digit?), scale * 10.0);
    }
    digits.contains(|c: char| c != '.').then_some(value / scale)
}

/// Folded words whose stems are remembered; a page and its sources have a few thousand between them.
const REMEMBERED: usize = 1 << 15;

/// The tokenizers of all languages, each made when it is first asked for. Words of one text come again in the next.
#[derive(Default)]
pub struct Tokenizers(RefCell<BTreeMap<Language, Rc<Tokenizer>>>);

impl Tokenizers {
    /// That of a language.
    pub fn of(&self, language: Language) -> Rc<Tokenizer> {
        Rc::clone(self.0.borrow_mut().entry(language).or_insert_with(|| Rc::new(Tokenizer::new(language))))
    }
}

/// Cuts normalised text into words and folds them; one for each language.
pub struct Tokenizer {
    language: Language,
    stemmer: Option<Stemmer>,
    /// Whether the language has Latin letters: a word of nothing but their lookalikes is disguised there.
    latin: bool,
    /// Stems of words seen before, by the hash of their folded form: stemming costs ten times as much as looking up.
    stems: RefCell<TermMap<Term>>,
}

impl Tokenizer {
    /// For texts in `language`.
    pub fn new(language: Language) -> Self {
        let latin = !matches!(language, Language::Arabic | Language::Other);
        Tokenizer { language, stemmer: language.stemmer(), latin, stems: RefCell::default() }
    }

    /// The language it is for.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Appends the words of `text[within]` (normalised) to `tokens`, by the word boundaries of UAX #29. Letters without
    /// spaces between them (Chinese, Thai, …) become one token a character.
    pub fn tokenize(&self, text: &str, within: Span, tokens: &mut Vec<Token>) {
        let mut folded = String::new();
        for (at, word) in words(within.of(text)) {
            let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
            fold_in(self.latin, word, &mut folded);
            if folded.is_empty() {
                continue;
            }
            let form = term(&folded);
            let known = self.stems.borrow().get(&form).copied();
            let stem = known.unwrap_or_else(|| self.remember(form, &folded));
            let start = within.start + at;
            tokens.push(Token {
                span: Span::new(start, start + word.len()),
                term: stem,
                word: form,
                number: first.is_numeric(),
                capital: first.is_uppercase(),
            });
        }
    }

    fn remember(&self, form: Term, folded: &str) -> Term {
        let stem = self.stem(folded);
        let mut stems = self.stems.borrow_mut();
        if stems.len() >= REMEMBERED {
            stems.clear();
        }
        stems.insert(form, stem);
        stem
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
    fold_in(false, word, folded);
}

/// The same; among `latin` words one of nothing but lookalikes is disguised, too.
fn fold_in(latin: bool, word: &str, folded: &mut String) {
    folded.clear();
    if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    if word.is_ascii() {
        folded.extend(
            word.bytes().filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'.' | b',')).map(|b| b.to_ascii_lowercase() as char),
        );
    } else {
        let disguised = matches!(script(word), Script::Mixed) || (latin && matches!(script(word), Script::Alike));
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if disguised { lookalike(c).unwrap_or(c) } else { c };
            if c.is_ascii() {
                folded.push(c);
            } else if c == '’' {
                folded.push('\'');
            } else {
                decompose_canonical(c, |part| {
                    if !is_mark(part) {
                        folded.push(plain_letter(part));
                    }
                });
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

/// What letters a word has.
pub(crate) enum Script {
    /// Latin ones only.
    Latin,
    /// Latin ones, and others that pass for such.
    Mixed,
    /// Only such as pass for Latin ones.
    Alike,
    /// Others, or none.
    Other,
}

/// What letters a word has.
pub(crate) fn script(word: &str) -> Script {
    let (mut latin, mut alike, mut other) = (0, 0, 0);
    for c in word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic()) {
        match c {
            'a'..='z' | '\u{df}'..='\u{24f}' => latin += 1,
            c if lookalike(c).is_some() => alike += 1,
            _ => other += 1,
        }
    }
    match (latin, alike, other) {
        (1.., 0, 0) => Script::Latin,
        (1.., _, 0) => Script::Mixed,
        (0, 1.., 0) => Script::Alike,
        _ => Script::Other,
    }
}

/// A word in lower case, as it looks.
pub(crate) fn as_it_looks(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| lookalike(c).unwrap_or(c)).collect()
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
    fn digits_say_a_number() {
        for (digits, number) in [("7", Some(7.0)), ("1234.5", Some(1234.5)), (".25", Some(0.25)), ("3.", Some(3.0)), ("0.1", Some(0.1))] {
            assert_eq!(decimal(digits), number, "{digits}");
        }
        for none in ["", ".", "1.2.3", "1e5", "-1", "٣"] {
            assert_eq!(decimal(none), None, "{none}");
        }
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
    fn a_word_of_nothing_but_lookalikes_is_read_as_it_looks_where_letters_are_latin() {
        let form = |language, word: &str| {
            let mut tokens = Vec::new();
            Tokenizer::new(language).tokenize(word, Span::new(0, word.len()), &mut tokens);
            tokens[0].word
        };
        assert_eq!(form(Language::English, "ѕрасе"), term("space"));
        assert_eq!(form(Language::Other, "нет"), term("нет"));
    }

    #[test]
    fn the_short_cut_cuts_like_the_standard() {
        for text in [
            "It's 3.5 p.m. in U.S. towns, 1,500 of them: e.g. a_b 'x' C3PO 10:30 a:b 4.x x.4 don't. -- 'tis",
            "",
            "...",
            "a",
            "“It’s the leaders’ 1’000 – ‘so’…”",
        ] {
            let standard: Vec<(usize, &str)> =
                text.split_word_bound_indices().filter(|(_, w)| w.chars().any(|c| c.is_alphanumeric() || c == '_')).collect();
            assert_eq!(words(text).collect::<Vec<_>>(), standard, "{text}");
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

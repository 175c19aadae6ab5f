//! What a block's text alone tells: prose has sentences, menus have labels.

use super::notices;
use super::phrases::{self, Phrase, SHORT};

/// Shortest block that can be prose, in characters: a sentence of ten words.
const PROSE: f32 = 60.0;

/// Largest share of a block that may stand in links for it to be prose. Of article paragraphs of 60 characters and more, 1 in 200 has more.
const LINKED: f32 = 0.5;

/// Values of [`Wording::phrase`] for headings over other stories and comments, and over comments alone.
pub(super) const HEADING_OVER_FURNITURE: f32 = 3.0;
pub(super) const HEADING_OVER_COMMENTS: f32 = 4.0;

/// Counts and shares of a block's text.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    pub(super) characters: f32,
    pub(super) words: f32,
    /// Share of the text that stands in links.
    pub(super) linked: f32,
    /// Marks that end sentences.
    pub(super) stops: f32,
    pub(super) commas: f32,
    /// How it ends: 2 as a sentence does, 1 with a colon or comma, else 0.
    pub(super) ending: f32,
    /// Whether it begins with a small letter.
    pub(super) begins_small: f32,
    /// Share of digits among letters and digits.
    pub(super) digits: f32,
    /// Share of capitals among letters.
    pub(super) capitals: f32,
    /// Share of words that begin with a capital.
    pub(super) capitalised: f32,
    /// Share of signs that part labels: `|`, `•`, `»`.
    pub(super) signs: f32,
    /// The set phrase of furniture that it is or begins with: 4 heading over comments, 3 over stories, 2 line, 1 beginning; 0 none.
    pub(super) phrase: f32,
    /// Share of its words that are labels of buttons, one after the other.
    pub(super) labels: f32,
    /// Capitals behind a small letter in one word, as where labels meet that only a style keeps apart.
    pub(super) joints: f32,
    /// Whether it names a writer or a time and nothing else.
    pub(super) byline: f32,
    /// Phrases by which a site speaks of itself, and of its writers.
    pub(super) notices: f32,
    pub(super) biography: f32,
    /// Characters outside links if it reads as prose, else 0.
    pub(super) prose: f32,
}

impl Wording {
    /// Whether its words alone show it to be furniture. Of some 13,600 such lines on labelled pages 3 in 100 were labelled article, nine
    /// in ten of those dates and bylines.
    pub(super) fn is_furniture(&self) -> bool {
        self.phrase >= 2.0 || self.labels >= 1.0 || self.byline > 0.0
    }

    /// Whether it may be a writer's name.
    pub(super) fn may_be_name(&self) -> bool {
        (2.0..=4.0).contains(&self.words) && self.capitalised == 1.0 && self.ending == 0.0 && self.digits == 0.0 && self.commas == 0.0
    }

    /// Reads a block, whose [`phrases::words`] are given and of which `linked` UTF-16 units stand in links.
    pub(super) fn of(text: &str, words: &str, linked: u32) -> Self {
        let mut read = Wording::default();
        let (mut units, mut letters, mut digits, mut capitals, mut signs) = (0.0, 0.0, 0.0, 0.0, 0.0f32);
        let mut before = ' ';
        let mut begun = false;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            read.characters += 1.0;
            units += c.len_utf16() as f32;
            if c.is_alphabetic() {
                letters += 1.0;
                capitals += f32::from(u8::from(c.is_uppercase()));
            } else if c.is_numeric() {
                digits += 1.0;
            }
            if !begun && c.is_alphanumeric() {
                begun = true;
                read.begins_small = f32::from(u8::from(c.is_lowercase()));
            }
            match c {
                ',' | '،' | '、' | '，' => read.commas += 1.0,
                '|' | '•' | '·' | '»' | '›' | '«' | '/' | '#' | '@' | '→' | '>' | '<' | '★' | '+' | '*' | '_' | '=' => {
                    signs += 1.0
                }
                '。' | '！' | '？' => read.stops += 1.0,
                '.' | '!' | '?' | '…' | '؟' | '۔' | '।' => {
                    let behind_word = before.is_alphanumeric() || matches!(before, '"' | '”' | ')' | '\'' | '’');
                    let at_end = chars
                        .peek()
                        .is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '”' | '’' | '\'' | ')' | '»' | '“' | '['));
                    read.stops += f32::from(u8::from(behind_word && at_end));
                }
                _ => {}
            }
            read.joints += f32::from(u8::from(before.is_lowercase() && c.is_uppercase()));
            before = c;
        }
        let mut capitalised = 0.0f32;
        for word in text.split_whitespace() {
            read.words += 1.0;
            capitalised += f32::from(u8::from(word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)));
        }
        read.linked = linked as f32 / f32::max(units, 1.0);
        read.ending = ending(text);
        read.digits = digits / f32::max(letters + digits, 1.0);
        read.capitals = capitals / f32::max(letters, 1.0);
        read.capitalised = capitalised / f32::max(read.words, 1.0);
        read.signs = signs / f32::max(read.characters, 1.0);
        (read.notices, read.biography) = notices::count(words);
        read.phrase = match phrases::phrase(text, words) {
            Some(Phrase::Comments) => HEADING_OVER_COMMENTS,
            Some(Phrase::Heading) => HEADING_OVER_FURNITURE,
            Some(Phrase::Line) => 2.0,
            Some(Phrase::Beginning) => 1.0,
            None if phrases::is_time(text, words) => 2.0,
            None if phrases::points_elsewhere(words) => 1.0,
            None => 0.0,
        };
        if read.characters <= SHORT as f32 {
            read.byline = f32::from(u8::from(phrases::is_byline(text, words) || phrases::is_time(text, words)));
            read.labels = phrases::labels(words);
        }
        if read.characters >= PROSE && read.linked < LINKED && read.stops > 0.0 {
            read.prose = read.characters * (1.0 - read.linked);
        }
        read
    }
}

fn ending(text: &str) -> f32 {
    if super::paragraph::ends_sentence(text) {
        2.0
    } else if text.ends_with([':', ',', ';', '،', '，']) {
        1.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, linked: u32) -> Wording {
        Wording::of(text, &phrases::words(text), linked)
    }

    #[test]
    fn sentences_are_prose_and_labels_are_not() {
        let sentence = "The harbour was closed on Monday, the port said, after a crane fell into it.";
        assert!(read(sentence, 0).prose > 70.0);
        assert_eq!(read(sentence, 70).prose, 0.0);
        assert_eq!(read("Home | World | Sport | Business | Culture | Weather | Puzzles", 0).prose, 0.0);
    }

    #[test]
    fn stops_end_sentences_only() {
        assert_eq!(read("It cost 3.5 million at example.org, he said. “No.” Then “yes”. 是。", 0).stops, 4.0);
    }
}

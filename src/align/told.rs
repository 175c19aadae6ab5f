//! One sentence of a comparison, with what is known of each of its words.

use crate::evidence::side::Side;
use crate::evidence::word::Word;
use crate::facts::negation::{helps, negations};
use crate::text::language::Language;

/// A sentence of one side.
pub(crate) struct Told<'a> {
    pub side: &'a Side,
    pub words: &'a [Word],
    /// Its words, folded.
    pub said: Vec<String>,
    /// Which of them turn it round.
    pub no: Vec<bool>,
    /// Which of them come and go with those.
    pub light: Vec<bool>,
    /// Which the other side has in their place.
    pub kept: Vec<bool>,
    /// Which the other side has anywhere.
    pub stayed: Vec<bool>,
}

impl<'a> Told<'a> {
    /// Of `words`, of which the other side has some in their place and some anywhere.
    pub(crate) fn of((side, words): (&'a Side, &'a [Word]), (kept, stayed): (Vec<bool>, Vec<bool>), language: Language) -> Self {
        let raw: Vec<&str> = words.iter().map(|word| side.text.str(word.span)).collect();
        let said: Vec<String> = words.iter().map(|word| side.text.folded(word.span)).collect();
        let no = negations(language, &raw, &said);
        let light = raw.iter().zip(&said).map(|(raw, said)| helps(language, raw, said)).collect();
        Told { side, words, said, no, light, kept, stayed }
    }

    /// Whether a word has content of its own: it is rare enough, and carries no negation.
    pub(super) fn content(&self, at: usize) -> bool {
        self.words[at].weight > 0.0 && !self.no[at] && !self.light[at]
    }
}

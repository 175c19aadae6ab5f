//! Whether a trimmed quotation left out the word that turns it round: "I signed" of "Never have I signed", "I would … call it wrong" of
//! "I would not call it wrong".

use std::ops::Range;

use crate::align::told::Told;
use crate::evidence::side::Side;
use crate::evidence::word::Word;
use crate::facts::negation::denies;
use crate::span::Span;
use crate::text::language::Language;

/// Fewest words of a quotation that say something: "breach of contract" says nothing that "no breach of contract" turns round.
const SAYING: usize = 4;
/// Most words left out in the middle of which the first may turn round what is in front of it.
const SHORT: usize = 4;

/// A quotation of the page, in its pieces.
pub(super) struct Trimmed<'a> {
    pub page: &'a Side,
    pub quoted: Span,
    pub pieces: &'a [&'a [Word]],
    pub language: Language,
}

impl Trimmed<'_> {
    /// Of the places in `source` where all pieces stand, the first where none was turned round, else the first, together with the word
    /// that was left out; and whether one was.
    pub(super) fn first(&self, source: &Side, places: &mut dyn Iterator<Item = Vec<Range<usize>>>) -> Option<(Span, bool)> {
        let span =
            |words: Range<usize>| Some(Span::new(source.words.get(words.start)?.span.start, source.words.get(words.end - 1)?.span.end));
        let mut turned = None;
        for pieces in places {
            let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
            let whole = first.start..last.end;
            match self.left_out(source, &pieces) {
                Some(no) if !self.says_so() => turned = turned.or(Some(no.min(whole.start)..whole.end.max(no + 1))),
                _ => return Some((span(whole)?, false)),
            }
        }
        Some((span(turned?)?, true))
    }

    /// The negation that was left out of `source`.
    fn left_out(&self, source: &Side, pieces: &[Range<usize>]) -> Option<usize> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let sentence = source.sentences.partition_point(|s| s.last as usize <= first.start);
        let start = source.sentences.get(sentence)?.first as usize;
        let words = source.words.get(start..(last.end + 1).min(source.words.len()))?;
        let told = self.told(source, words);
        let joined = |a: usize, b: usize| {
            let (a, b) = (words[a - start], words[b - start]);
            a.quoted == b.quoted && source.text.str(Span::new(a.span.end, b.span.start)).trim().is_empty()
        };
        // The negation next to a piece, with nothing but what carries it in between.
        let before = |piece: usize, from: usize| {
            let mut near = (from..piece).rev().take_while(|&at| joined(at, at + 1));
            near.find(|at| !told.light[at - start]).filter(|at| told.no[at - start])
        };
        let behind = |piece: usize, to: usize| {
            let mut near = (piece..to).take_while(|&at| joined(at - 1, at));
            near.find(|at| !told.light[at - start]).filter(|at| told.no[at - start])
        };
        let saying = self.saying(source, first.start);
        let in_gap = |pair: &[Range<usize>]| {
            let (from, to) = (pair[0].end, pair[1].start);
            // Two pieces of one written word overlap.
            let carried = to.saturating_sub(from) <= SHORT || told.light[from - 1 - start];
            before(to, from).or_else(|| behind(from, to).filter(|_| carried))
        };
        before(first.start, start).filter(|_| saying).or_else(|| pieces.windows(2).find_map(in_gap)).or_else(|| {
            // German says no behind what it turns round.
            let german = saying && self.language == Language::German;
            behind(last.end, (last.end + 1).min(start + words.len())).filter(|_| german)
        })
    }

    /// Words of either side by themselves.
    fn told<'a>(&self, side: &'a Side, words: &'a [Word]) -> Told<'a> {
        Told::of((side, words), (Vec::new(), Vec::new()), self.language)
    }

    /// Whether the quotation says something by itself: it is long, or was made a sentence.
    fn saying(&self, source: &Side, first: usize) -> bool {
        let capital = |side: &Side, word: &Word| side.text.str(word.span).starts_with(char::is_uppercase);
        let begins = self.pieces.first().and_then(|piece| piece.first()).is_some_and(|word| capital(self.page, word));
        self.pieces.iter().map(|piece| piece.len()).sum::<usize>() >= SAYING
            || begins && source.words.get(first).is_some_and(|word| !capital(source, word))
    }

    /// Whether the page says no in its own words, around the quotation or in brackets.
    fn says_so(&self) -> bool {
        self.page.sentences.iter().any(|sentence| {
            let words = self.page.words_of(sentence);
            let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
            let within = Span::new(first.span.start, last.span.end).overlap(self.quoted) > 0;
            let own = |word: &Word| {
                let pieces = self.pieces.iter().copied().flatten();
                (!word.quoted || word.span.overlap(self.quoted) > 0) && !pieces.into_iter().any(|piece| piece.span == word.span)
            };
            within && {
                let told = self.told(self.page, words);
                (0..words.len()).any(|at| own(&words[at]) && (told.no[at] || denies(self.language, &told.said[at])))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::{exact, pieces, words_in};

    /// Whether the page's first quotation, which stands in the source, was turned round.
    fn turned(language: Language, page: &str, source: &str) -> bool {
        let (page, source) = (Side::of_body(language, page), Side::of_body(language, source));
        let quoted = page.text.quotations[0].span;
        let words = words_in(&page.words, quoted);
        let pieces = pieces(&page, words, quoted, ('[', ']'));
        exact(&Trimmed { page: &page, quoted, pieces: &pieces, language }, &source).expect("its words stand in the source").1
    }

    #[test]
    fn a_quotation_that_lost_its_negation_is_told_from_an_honest_trim() {
        use Language::{Arabic, English, French, German, Spanish};
        for (language, page, source, expected) in [
            (English, "She said: “I would ... call it wrong.”", "“I would not call it wrong,” she said.", true),
            (English, "“... did I sign the lease,” she said.", "“Never did I sign the lease,” she said.", true),
            (English, "“They were … lost,” he said.", "“They were never lost,” he said.", true),
            (English, "She did not “call it a wrong turn”.", "“I would not call it a wrong turn,” she said.", false),
            (English, "“I [won’t] call it wrong,” she said.", "“I would not call it wrong,” she said.", false),
            (English, "He spoke of a “breach of contract”.", "“There was no breach of contract,” he said.", false),
            (English, "“I took a gift exactly once,” he said.", "“No, I took a gift exactly once,” he said.", false),
            (
                English,
                "“The boats are old … and they leak,” he said.",
                "“The boats are old, nobody paints them and they leak,” he said.",
                false,
            ),
            (German, "„Wir schließen die Werft“, sagte sie.", "„Wir schließen die Werft nicht“, sagte sie.", true),
            (German, "„Wir schließen die Werft“, sagte sie.", "„Wir schließen die Werft, nicht den Hafen“, sagte sie.", false),
            (French, "« J’ai … signé le bail », dit-elle.", "« J’ai jamais signé le bail », dit-elle.", true),
            (Spanish, "«Firmé el contrato», dijo.", "«No firmé el contrato», dijo.", true),
            (Spanish, "«Firmé el contrato», dijo.", "«Ayer firmé el contrato», dijo.", false),
            (Arabic, "قالت: «أوقع العقد مع شركة الميناء».", "قالت: «لم أوقع العقد مع شركة الميناء».", true),
        ] {
            assert_eq!(turned(language, page, source), expected, "{page} / {source}");
        }
    }
}

//! A text taken apart: sentences, words, quotations, credits. Pages and reference articles go through the same hands.

use crate::span::Span;
use crate::text::normalize::{Normal, normalize};
use crate::text::quotation::{Quotation, quotations};
use crate::text::sentence::sentences;
use crate::text::token::{Token, Tokenizer, fold};
use crate::wire::{self, Agencies, Credit};
use crate::zone::Zone;

/// A text taken apart. All spans are in [`Normal::text`] of `normal`.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text and the way back to its original.
    pub normal: Normal,
    /// Every word of every sentence, in order; datelines are left out.
    pub tokens: Vec<Token>,
    /// For each token, the number of the quotation it stands in, from 0.
    pub quoted: Vec<Option<u32>>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Direct quotations of article sentences, in order.
    pub quotations: Vec<Quotation>,
    /// Credits, datelines' included, in order.
    pub credits: Vec<Credit>,
}

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// What it is part of; [`Zone::Credit`] where it is nothing but a credit.
    pub zone: Zone,
    /// Number of its block, from 0.
    pub block: u32,
    /// First of its tokens.
    pub first: u32,
    /// One past its last token.
    pub last: u32,
}

impl Sentence {
    /// Its tokens, as a range into [`Text::tokens`].
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

impl Text {
    /// Tokens of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens()).unwrap_or_default()
    }

    /// Drops the sentences from the one on with which there are over `compared` that are no furniture, or over `listed` in all;
    /// whether there was one.
    pub fn shorten(&mut self, compared: usize, listed: usize) -> bool {
        let mut left = compared;
        let over = self.sentences.iter().take(listed + 1).enumerate().find(|(number, sentence)| {
            let counts = sentence.zone != Zone::Furniture;
            let over = *number == listed || (counts && left == 0);
            left -= usize::from(counts && !over);
            over
        });
        let Some((number, &sentence)) = over else { return false };
        self.sentences.truncate(number);
        self.tokens.truncate(sentence.first as usize);
        self.quoted.truncate(sentence.first as usize);
        self.quotations.retain(|quotation| quotation.span.start < sentence.span.start);
        self.credits.retain(|credit| credit.span.start < sentence.span.start);
        true
    }

    /// Text of a span, as it stands in the normalised text.
    pub fn str(&self, span: Span) -> &str {
        span.of(self.normal.text())
    }

    /// The word of a span, folded.
    pub fn folded(&self, span: Span) -> String {
        let mut folded = String::new();
        fold(self.str(span), &mut folded);
        folded
    }
}

/// Blocks over the article, and under it, in which credits are looked for.
const ABOVE: usize = 8;
const BELOW: usize = 4;

/// Takes `original` apart. `blocks` are its stretches in order, with the zone of each, as [`crate::zone::read`] gives them.
pub fn analyse(original: &str, blocks: &[(Span, Zone)], tokenizer: &Tokenizer, agencies: &Agencies) -> Text {
    take_apart(original, blocks, None, tokenizer, agencies)
}

/// Takes a packed reference apart, along the sentences with which it was packed.
pub fn analyse_packed(body: &str, packed: &[Span], tokenizer: &Tokenizer) -> Text {
    take_apart(body, &paragraphs(body), Some(packed), tokenizer, &Agencies::default())
}

fn take_apart(original: &str, blocks: &[(Span, Zone)], packed: Option<&[Span]>, tokenizer: &Tokenizer, agencies: &Agencies) -> Text {
    let normal = normalize(original);
    let mut text = Text { tokens: Vec::with_capacity(original.len() / 5), ..Text::default() };
    let mut paragraphs = Vec::new();
    let mut datelines_left = 2;
    let article = || blocks.iter().enumerate().filter(|(_, b)| b.1 == Zone::Article).map(|(number, _)| number);
    let beside = article().next().unwrap_or_default().saturating_sub(ABOVE)..article().next_back().map_or(0, |last| last + 1 + BELOW);
    for (number, &(original_block, zone)) in blocks.iter().enumerate() {
        let block = normal.normalized(original_block);
        let raw = block.of(normal.text());
        let mut skip = 0;
        if zone == Zone::Article {
            paragraphs.push(block);
            if datelines_left > 0 {
                datelines_left -= 1;
                skip = wire::dateline(raw);
                let found = wire::dateline_credits(raw, skip, agencies).into_iter();
                text.credits.extend(found.map(|c| Credit { span: c.span.shifted(block.start), ..c }));
            }
        }
        if zone == Zone::Furniture && beside.contains(&number) {
            let found = wire::credits_beside(raw, agencies).into_iter();
            text.credits.extend(found.map(|c| Credit { span: c.span.shifted(block.start), ..c }));
        }
        let signed = if zone == Zone::Article && packed.is_none() { wire::signature(raw, agencies) } else { None };
        let prose = Span::new(block.start, signed.as_ref().map_or(block.end, |(start, _)| block.start + start));
        let found = match packed {
            None => sentences(normal.text(), prose, tokenizer.language()),
            Some(packed) => within(packed, original_block).map(|s| normal.normalized(s)).collect(),
        };
        for span in found {
            let mut sentence = Sentence { span, zone, block: number as u32, first: text.tokens.len() as u32, last: 0 };
            if zone == Zone::Article && packed.is_none() {
                let (credits, whole) = wire::credits(span.of(normal.text()), agencies);
                text.credits.extend(credits.into_iter().map(|c| Credit { span: c.span.shifted(span.start), ..c }));
                if whole {
                    sentence.zone = Zone::Credit;
                }
            }
            let start = (block.start + skip).clamp(span.start, span.end);
            tokenizer.tokenize(normal.text(), Span::new(start, span.end), &mut text.tokens);
            sentence.last = text.tokens.len() as u32;
            text.sentences.push(sentence);
        }
        if let Some((start, credits)) = signed {
            let first = text.tokens.len() as u32;
            let span = Span::new(block.start + start, block.start + raw.trim_end().len());
            tokenizer.tokenize(normal.text(), span, &mut text.tokens);
            text.credits.extend(credits.into_iter().map(|c| Credit { span: c.span.shifted(block.start), ..c }));
            text.sentences.push(Sentence { span, zone: Zone::Credit, block: number as u32, first, last: text.tokens.len() as u32 });
        }
    }
    text.quotations = quotations(normal.text(), &paragraphs);
    text.quoted = mark_quoted(&text.tokens, &text.quotations);
    text.normal = normal;
    text
}

/// Those of the `spans`, which are in order, that lie in `block`.
fn within(spans: &[Span], block: Span) -> impl Iterator<Item = Span> {
    let first = spans.partition_point(|span| span.start < block.start);
    spans[first..].iter().copied().take_while(move |span| span.start < block.end).filter(move |span| block.contains(*span))
}

/// Blocks of a reference's body: its paragraphs, apart by blank lines.
pub fn paragraphs(body: &str) -> Vec<(Span, Zone)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let raw = &body[from..to];
        let lead = raw.len() - raw.trim_start().len();
        let span = Span::new(from + lead, from + lead + raw.trim().len());
        if !span.is_empty() {
            out.push((span, Zone::Article));
        }
    };
    let mut from = 0;
    while let Some(at) = body[from..].find('\n').map(|at| from + at) {
        let rest = &body[at + 1..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        if rest[blank..].starts_with('\n') || rest[blank..].is_empty() {
            push(start, at);
            start = at + 1 + blank;
        }
        from = at + 1;
    }
    push(start, body.len());
    out
}

fn mark_quoted(tokens: &[Token], quotations: &[Quotation]) -> Vec<Option<u32>> {
    let mut current = 0;
    tokens
        .iter()
        .map(|token| {
            while quotations.get(current).is_some_and(|q| q.span.end <= token.span.start) {
                current += 1;
            }
            quotations.get(current).filter(|q| q.span.overlap(token.span) > 0).map(|_| current as u32)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Language;

    #[test]
    fn a_wire_story_is_taken_apart() {
        let body = "OSTRAND, March 4 (AFP) - Parliament fell. Nobody wept.\n\n“We lost,” Marrow said.\n\n(Reporting by A. Bell; Editing by C. Dunn)";
        let text = analyse(body, &paragraphs(body), &Tokenizer::new(Language::English), &Agencies::default());
        let sentences: Vec<(&str, Zone, usize)> = text.sentences.iter().map(|s| (text.str(s.span), s.zone, s.tokens().len())).collect();
        assert_eq!(sentences[0], ("OSTRAND, March 4 (AFP) - Parliament fell.", Zone::Article, 2));
        assert_eq!(sentences[2], ("“We lost,” Marrow said.", Zone::Article, 4));
        assert_eq!(sentences[3].1, Zone::Credit);
        assert_eq!(text.credits[0].agency, "AFP");
        assert_eq!(text.quoted.iter().filter(|q| q.is_some()).count(), 2);
    }

    #[test]
    fn a_signature_behind_the_last_sentence_is_a_sentence_of_its_own() {
        let body = "Parliament fell. Nobody wept. – AFP\n\nMarrow left.";
        let text = analyse(body, &paragraphs(body), &Tokenizer::new(Language::English), &Agencies::default());
        let sentences: Vec<(&str, Zone)> = text.sentences.iter().map(|s| (text.str(s.span), s.zone)).collect();
        let wanted = [
            ("Parliament fell.", Zone::Article),
            ("Nobody wept.", Zone::Article),
            ("– AFP", Zone::Credit),
            ("Marrow left.", Zone::Article),
        ];
        assert_eq!(sentences, wanted);
        assert_eq!(text.str(text.credits[0].span), "AFP");
    }

    #[test]
    fn a_text_is_shortened_at_the_first_sentence_too_many() {
        let body = "One “a”. Two.\n\nMenu. Share.\n\nThree “b”. Four.";
        let mut blocks = paragraphs(body);
        blocks[1].1 = Zone::Furniture;
        let left = |compared, listed| {
            let mut text = analyse(body, &blocks, &Tokenizer::new(Language::English), &Agencies::default());
            let cut = text.shorten(compared, listed);
            assert_eq!((text.tokens.len(), text.quoted.len()), (text.sentences.last().map_or(0, |s| s.last as usize), text.tokens.len()));
            (cut, text.sentences.len(), text.quotations.len())
        };
        assert_eq!(left(9, 9), (false, 6, 2));
        assert_eq!(left(4, 6), (false, 6, 2));
        assert_eq!(left(3, 9), (true, 5, 2));
        assert_eq!(left(2, 9), (true, 4, 1));
        assert_eq!(left(9, 3), (true, 3, 1));
        assert_eq!(left(0, 9), (true, 0, 0));
    }
}

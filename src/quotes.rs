//! Direct quotations of the page against the references' words: exact, altered or unmatched.
//!
//! A quotation that was trimmed with an ellipsis, or completed with a bracketed word, is exact: each of its pieces must stand
//! word for word in one reference, in order. So is one that another house spells in its own way ("61" for "sixty-one", "we are" for
//! "we're"), or runs on where the reference names the speaker in between. One that comes close to what a reference quotes, with other
//! words, is altered; so is one that leaves out the word that turns it round.

use std::cell::OnceCell;

use crate::align::{Wording, align};
use crate::compare::Source;
use crate::evidence::side::Side;
use crate::evidence::word::Word;
use crate::facts::amounts::{amounts, same_digits};
use crate::report::{ChangeKind, Flip, QuoteStatus};
use crate::span::Span;
use crate::text::language::Language;
use crate::text::spelling;
use crate::text::token::{Term, TermMap, term};

mod trim;

use trim::Trimmed;

/// A quotation is altered where at least this share of its weight stands in a reference's quotation. Range 0 to 1; lower
/// finds more rewritten quotations and takes more different ones for altered.
const ALTERED: f32 = 0.5;
/// The same next to the sentence that the quotation's is derived from. In that very sentence any share will do: what a rewritten
/// sentence quotes is what its source sentence quotes, whatever is left of it.
const ALTERED_NEXT: f32 = 0.3;
/// What a passage in that very sentence, and next to it, counts for in choosing among passages, on top of its share.
const THERE: f32 = 0.4;
const NEXT: f32 = 0.2;
/// Share of a quotation's weight that each of two sentences must add to the other for it to come from both.
const JOINED: f32 = 0.1;
/// Fewest words of a quotation that can be altered where it is not known to come from the very sentence; shorter ones are too
/// common to be sure.
const FEWEST: usize = 3;
/// The same where its sentence is not derived from anywhere.
const LONG: usize = 5;
/// Words in a row, or half of it where it is shorter than twice as many, that it has there in common with what a reference quotes: single
/// ones, however many, are shared by quotations that have nothing to do with each other.
const ROW: usize = 5;
/// Words of a quotation that are compared. The longest of news run to 150.
const LONGEST: usize = 500;
/// Share of a quotation's weight that a reference must quote for its words to be compared in one spelling.
const SPELLED: f32 = 0.5;
/// Words in which a reference names the speaker in the middle of a quotation.
const SPEAKER: usize = 15;
/// Words of the source that may stand between two pieces of a trimmed quotation.
const TRIMMED: usize = 80;

/// How one quotation of the page compares with the references.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Status.
    pub status: QuoteStatus,
    /// The fact that changed in it.
    pub flip: Option<Flip>,
    /// The reference and the wording there, in its normalised text.
    pub source: Option<(usize, Span)>,
}

/// Compares the quotation `quoted` (normalised) of the page with the sources. `origins` are where the sentences it stands in
/// come from, if they are derived.
pub fn judge(
    (page, quoted): (&Side, Span),
    (sources, passages): (&[Source], &[Passages]),
    origins: &[(usize, u32)],
    wording: Wording,
) -> Finding {
    let words: Vec<Word> = words_in(&page.words, quoted).iter().take(LONGEST).copied().collect();
    let pieces = pieces(page, &words, quoted, ('[', ']'));
    let unmatched = Finding { status: QuoteStatus::Unmatched, flip: None, source: None };
    if pieces.is_empty() {
        return unmatched;
    }
    // Without its text nothing can be said of a reference's quotations.
    let with_text = (0..sources.len()).filter(|&d| !sources[d].body.text.is_empty());
    let (mut order, others): (Vec<usize>, Vec<usize>) = with_text.partition(|d| origins.iter().any(|o| o.0 == *d));
    order.extend(others);
    let trimmed = Trimmed { page, quoted, pieces: &pieces, language: wording.language };
    let exactly = |d, span| Finding { status: QuoteStatus::Exact, flip: None, source: Some((d, span)) };
    // Where a source says the contrary, in the same words.
    let mut turned: Option<(usize, Span)> = None;
    for &d in &order {
        match exact(&trimmed, &sources[d].side) {
            Some((span, false)) => return exactly(d, span),
            Some((span, true)) => turned = turned.or(Some((d, span))),
            None => {}
        }
    }
    let completed = self::pieces(page, &words, quoted, ('(', ')'));
    let mut heard: Option<[Vec<Vec<Said>>; 2]> = None;
    let mut once = Once::new(&words);
    let weight: f32 = once.weights.iter().sum();
    let mut best: Option<(f32, usize, Span)> = None;
    for &d in &order {
        let shares: Vec<f32> = passages[d].list.iter().map(|&(_, passage)| once.shared(passage) / weight).collect();
        if shares.iter().any(|&share| share >= SPELLED) {
            let ways = heard.get_or_insert_with(|| {
                [&pieces, &completed].map(|pieces| pieces.iter().map(|piece| said(page, piece, wording.language)).collect())
            });
            let there = passages[d].heard(&sources[d].side, wording.language);
            match ways.iter().find_map(|pieces| spelled((&trimmed, pieces), &sources[d].side, there)) {
                Some((span, false)) => return exactly(d, span),
                Some((span, true)) => turned = turned.or(Some((d, span))),
                None => {}
            }
        }
        for (at, (&(number, passage), &share)) in passages[d].list.iter().zip(&shares).enumerate() {
            if passages[d].joined(at).is_some_and(|parts| parts.iter().any(|&part| share < shares[part] + JOINED)) {
                continue;
            }
            let distance = origins.iter().filter(|o| o.0 == d).map(|o| o.1.abs_diff(number)).min();
            let (bar, value) = match distance {
                Some(0) => (0.0, share + THERE),
                Some(1) if words.len() >= FEWEST => (ALTERED_NEXT, share + NEXT),
                _ if origins.is_empty()
                    && (words.len() < LONG || share < ALTERED || !in_a_row(&words, passage, ROW.min(words.len().div_ceil(2)))) =>
                {
                    continue;
                }
                _ if words.len() < FEWEST => continue,
                _ => (ALTERED, share),
            };
            if share >= bar
                && best.is_none_or(|b| value > b.0)
                && let (Some(first), Some(last)) = (passage.first(), passage.last())
            {
                best = Some((value, d, Span::new(first.span.start, last.span.end)));
            }
        }
    }
    if turned.is_some() {
        return Finding { status: QuoteStatus::Altered, flip: Some(Flip::Negation), source: turned };
    }
    let Some((d, span)) = best.map(|b| (b.1, b.2)).or_else(|| unmarked(&words, sources, origins)) else { return unmatched };
    let flip = flip(page, &words, &sources[d].side, span, wording);
    Finding { status: QuoteStatus::Altered, flip, source: Some((d, span)) }
}

/// The source sentence that was put into somebody's mouth: what a derived sentence quotes and its source tells without marks. Of several
/// that it was made of, the one with most of the words.
fn unmarked(words: &[Word], sources: &[Source], origins: &[(usize, u32)]) -> Option<(usize, Span)> {
    let told = |&(d, number): &(usize, u32)| {
        let source = sources.get(d).filter(|source| !source.body.text.is_empty())?;
        let told = source.side.words_of(source.side.sentences.get(number as usize)?);
        let shared = words.iter().filter(|word| told.iter().any(|there| there.term == word.term)).count();
        Some((shared, d, Span::new(told.first()?.span.start, told.last()?.span.end)))
    };
    let told = origins.iter().filter(|_| words.len() >= FEWEST).filter_map(told);
    told.reduce(|most, next| if next.0 > most.0 { next } else { most }).map(|(_, d, span)| (d, span))
}

/// The words that lie in a span.
fn words_in(words: &[Word], span: Span) -> &[Word] {
    let first = words.partition_point(|w| w.span.end <= span.start);
    let last = words.partition_point(|w| w.span.start < span.end);
    words.get(first..last.max(first)).unwrap_or_default()
}

/// Stretches of a quotation between ellipses and words in `brackets`. What is glued to a bracket is the writer's, too: `[W]e`, `repair[ed]`.
fn pieces<'a>(page: &Side, words: &'a [Word], quoted: Span, (opening, closing): (char, char)) -> Vec<&'a [Word]> {
    let mut out: Vec<&[Word]> = Vec::new();
    let mut start = 0;
    let mut end = quoted.start;
    let mut bracketed = false;
    for (i, word) in words.iter().enumerate() {
        let between = page.text.str(Span::new(end, word.span.start));
        let opens = between.contains(opening);
        let closes = between.contains(closing);
        if between.contains('…') || between.matches('.').count() > 1 || opens || closes {
            let completed = usize::from(opens && i > start && between.starts_with(opening));
            out.extend((start + completed < i && !bracketed).then(|| &words[start..i - completed]));
            start = i + usize::from(closes && between.ends_with(closing));
            bracketed = opens && !between.rsplit(opening).next().is_some_and(|behind| behind.contains(closing));
        }
        end = word.span.end;
    }
    out.extend((start < words.len() && !bracketed).then(|| &words[start..]));
    out
}

/// Where all pieces stand word for word in `source`, in order, and whether they were turned round.
fn exact(quotation: &Trimmed, source: &Side) -> Option<(Span, bool)> {
    let (page, pieces) = (quotation.page, quotation.pieces);
    let words = &source.words;
    let stands = |piece: &[Word], at: usize| {
        let same = |(theirs, ours): (&Word, &Word)| {
            theirs.form == ours.form
                && (!ours.number || same_digits(page.text.str(ours.span), source.text.str(theirs.span), quotation.language))
        };
        words.get(at..at + piece.len()).is_some_and(|there| there.iter().zip(piece).all(same))
    };
    let opening = pieces.first()?.first()?.form;
    let mut places = (0..words.len()).filter(|&at| words[at].form == opening).filter_map(|at| {
        let mut reach = at..at + 1;
        let place = |piece: &&[Word]| {
            let at = reach.find(|&at| stands(piece, at))?;
            let end = at + piece.len();
            reach = end..words.len().min(end + TRIMMED);
            Some(at..end)
        };
        pieces.iter().map(place).collect()
    });
    quotation.first(source, &mut places)
}

/// A word as it is said, with the numbers of the first written word that says it and of the one behind.
struct Said {
    word: Term,
    first: usize,
    last: usize,
}

/// The words of `side` as they are said, in one spelling, amounts in digits.
fn said(side: &Side, words: &[Word], language: Language) -> Vec<Said> {
    let mut amounts = amounts(&side.text, words, language).into_iter().peekable();
    let mut out = Vec::new();
    let mut parts = Vec::new();
    let mut i = 0;
    while let Some(word) = words.get(i) {
        if let Some(amount) = amounts.next_if(|amount| amount.first == i)
            && let Some(plain) = amount.plain()
        {
            out.push(Said { word: term(&plain), first: i, last: amount.last });
            i = amount.last;
            continue;
        }
        spelling::said(language, side.text.str(word.span), &mut parts);
        out.extend(parts.drain(..).map(|word| Said { word: term(&word), first: i, last: i + 1 }));
        i += 1;
    }
    out
}

/// Where a source quotes all pieces in order, whichever way they are spelled, and whether or not it names the speaker in between; and
/// whether they were turned round.
fn spelled((quotation, pieces): (&Trimmed, &[Vec<Said>]), source: &Side, there: &[Said]) -> Option<(Span, bool)> {
    let stands = |piece: &[Said], at: usize| {
        let run = there.get(at..at + piece.len())?;
        let same = run.iter().zip(piece).all(|(a, b)| a.word == b.word);
        let near = run.windows(2).all(|pair| pair[1].first <= pair[0].last + SPEAKER);
        (same && near).then_some(at..at + piece.len())
    };
    let first = pieces.first()?;
    let mut places = (0..there.len()).filter_map(|at| {
        let mut places = vec![stands(first, at)?];
        for piece in &pieces[1..] {
            let end = places.last()?.end;
            places.push((end..there.len().min(end + TRIMMED)).find_map(|k| stands(piece, k))?);
        }
        // What is said in no word stands nowhere.
        places.retain(|place| !place.is_empty());
        Some(places.into_iter().map(|place| there[place.start].first..there[place.end - 1].last).collect())
    });
    quotation.first(source, &mut places)
}

/// Words that a source quotes, with the number of the sentence in which they begin.
type Passage<'a> = (u32, &'a [Word]);

/// What a source quotes.
pub struct Passages<'a> {
    list: Vec<Passage<'a>>,
    /// All words it quotes as they are said, when first asked for.
    heard: OnceCell<Vec<Said>>,
}

impl<'a> Passages<'a> {
    /// Those of `side`.
    pub fn of(side: &'a Side) -> Self {
        Passages { list: passages(side), heard: OnceCell::new() }
    }

    /// The two passages that one is joined of, which stand beside it.
    fn joined(&self, at: usize) -> Option<[usize; 2]> {
        let before = at.checked_sub(1)?;
        (self.list[before].0 == self.list[at].0).then_some([before, at + 1])
    }

    fn heard(&self, side: &Side, language: Language) -> &[Said] {
        self.heard.get_or_init(|| {
            let mut out = Vec::new();
            let mut at = 0;
            for run in side.words.chunk_by(|a, b| a.quoted == b.quoted) {
                if run[0].quoted {
                    let in_side = |said: Said| Said { first: at + said.first, last: at + said.last, ..said };
                    out.extend(said(side, run, language).into_iter().map(in_side));
                }
                at += run.len();
            }
            out
        })
    }
}

/// The quoted words of each source sentence, and of each together with the next one that goes on quoting.
fn passages(side: &Side) -> Vec<Passage<'_>> {
    let mut out = Vec::new();
    let range = |number: usize| -> Option<(usize, usize)> {
        let sentence = side.sentences.get(number)?;
        let words = side.words_of(sentence);
        let first = words.iter().position(|w| w.quoted)?;
        let last = words.iter().rposition(|w| w.quoted)?;
        Some((sentence.first as usize + first, sentence.first as usize + last + 1))
    };
    for number in 0..side.sentences.len() {
        let Some((start, end)) = range(number) else { continue };
        out.push((number as u32, &side.words[start..end]));
        if let Some((_, behind)) = range(number + 1) {
            out.push((number as u32, &side.words[start..behind]));
        }
    }
    out
}

/// The words of a quotation, each once.
struct Once {
    places: TermMap<usize>,
    weights: Vec<f32>,
    known: Vec<bool>,
}

impl Once {
    fn new(words: &[Word]) -> Once {
        let mut once = Once { places: TermMap::default(), weights: Vec::new(), known: Vec::new() };
        for word in words {
            once.places.entry(word.term).or_insert_with(|| {
                once.weights.push(word.weight.max(0.5));
                once.weights.len() - 1
            });
        }
        once.known = vec![false; once.weights.len()];
        once
    }

    /// Weight of those that stand in a passage.
    fn shared(&mut self, passage: &[Word]) -> f32 {
        self.known.fill(false);
        for at in passage.iter().filter_map(|word| self.places.get(&word.term)) {
            self.known[*at] = true;
        }
        self.weights.iter().zip(&self.known).filter(|(_, known)| **known).map(|(weight, _)| weight).sum()
    }
}

/// Whether so many words in a row of a quotation stand in a row in a passage.
fn in_a_row(words: &[Word], passage: &[Word], count: usize) -> bool {
    let stands = |row: &[Word]| passage.windows(count).any(|there| there.iter().zip(row).all(|(a, b)| a.term == b.term));
    words.windows(count).any(stands)
}

/// The fact that changed between a quotation and its wording in the source.
fn flip(page: &Side, words: &[Word], source: &Side, span: Span, wording: Wording) -> Option<Flip> {
    let theirs = words_in(&source.words, span);
    let edits = align(words, theirs).edits((page, words), (source, theirs), wording);
    let kinds = [
        (ChangeKind::Negation, Flip::Negation),
        (ChangeKind::Number, Flip::Number),
        (ChangeKind::Date, Flip::Number),
        (ChangeKind::Name, Flip::Name),
    ];
    // A trimmed quotation loses words without turning anything round: a flip needs the other side's word, or a negation
    // that came or went between words that stayed.
    kinds
        .into_iter()
        .find(|(kind, _)| edits.iter().any(|e| e.kind == *kind && (e.page.is_some() || *kind == ChangeKind::Negation)))
        .map(|(_, flip)| flip)
}

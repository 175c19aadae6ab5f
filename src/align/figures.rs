//! What became of a sentence's amounts and dates: which say the same, and which were changed.

use crate::align::{Alignment, Edit, Rest};
use crate::evidence::side::Side;
use crate::evidence::word::Word;
use crate::facts::amounts::{Agreement, Amount, amounts, same_digits};
use crate::facts::lexicon::measure;
use crate::rank::lowest_first;
use crate::report::ChangeKind;
use crate::span::Span;
use crate::text::language::Language;

/// Most amounts of a sentence that are compared.
const MOST_AMOUNTS: usize = 20;
/// Words around two amounts, on either side, up to which one stands in the other's place whatever they count.
const BESIDE: usize = 4;

/// The words of one side, and the amounts among them.
struct Figures<'a> {
    side: &'a Side,
    words: &'a [Word],
    amounts: Vec<Amount>,
}

impl<'a> Figures<'a> {
    fn of((side, words): (&'a Side, &'a [Word]), language: Language) -> Self {
        let mut amounts = amounts(&side.text, words, language);
        amounts.truncate(MOST_AMOUNTS);
        Figures { side, words, amounts }
    }

    fn raw(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| self.side.text.str(word.span))
    }

    /// The amount that word `at` is part of, by number.
    fn with(&self, at: usize) -> Option<usize> {
        self.amounts.iter().position(|amount| (amount.first..amount.last).contains(&at))
    }

    /// One past an amount's last word, its currency included.
    fn with_currency(&self, amount: &Amount) -> usize {
        let named = self.words.get(amount.last).is_some_and(|word| measure(&self.side.text.folded(word.span)).is_some());
        amount.last + usize::from(named)
    }

    /// Where an amount's words up to `last` stand, with a sign right before or behind them where one was `changed`.
    fn span(&self, first: usize, last: usize, changed: bool) -> Span {
        let (start, end) = (self.words[first].span.start, self.words[last - 1].span.end);
        let text = self.side.text.normal.text();
        let sign = |c: &char| changed && ['$', '£', '€', '¥', '%'].contains(c);
        let before = text[..start].chars().next_back().filter(sign).map_or(0, char::len_utf8);
        let behind = text[end..].chars().next().filter(sign).map_or(0, char::len_utf8);
        Span::new(start - before, end + behind)
    }

    /// Whether two amounts stand in one sentence: the words may be those of several that the page joined.
    fn together(&self, one: &Amount, other: &Amount) -> bool {
        let (first, last) = (one.first.min(other.first), one.first.max(other.first));
        let (Some(first), Some(last)) = (self.words.get(first), self.words.get(last)) else { return false };
        let starts = self.side.sentences.iter().filter_map(|sentence| self.side.words_of(sentence).first());
        !starts.map(|word| word.span.start).any(|start| first.span.start < start && start <= last.span.start)
    }

    /// Whether the same is told of an amount as of the other side's: the word with content behind it is the same, or that in front of a
    /// date.
    fn tells_the_same(&self, amount: &Amount, other: &Figures, its: &Amount) -> bool {
        let same = |at: Option<usize>, its: Option<usize>| {
            let words = at.and_then(|at| self.words.get(at)).zip(its.and_then(|at| other.words.get(at)));
            words.is_some_and(|(word, its)| word.weight > 0.0 && word.term == its.term)
        };
        same(Some(self.with_currency(amount)), Some(other.with_currency(its)))
            || amount.dated() && same(amount.first.checked_sub(1), its.first.checked_sub(1))
    }
}

impl Alignment {
    /// Appends what became of amounts that are not said in the same words, and gives the alignment of the other words.
    pub(super) fn without_amounts(
        &self,
        page: (&Side, &[Word]),
        source: (&Side, &[Word]),
        language: Language,
        out: &mut Vec<Edit>,
    ) -> Rest {
        let (ours, theirs) = (Figures::of(page, language), Figures::of(source, language));
        let mut rest =
            Rest { kept: self.kept.clone(), moved: self.moved.clone(), ours: vec![true; self.page], theirs: vec![true; self.source] };
        let mut pairs = self.same_amounts(&ours.amounts, &theirs.amounts);
        self.other_digits(&ours, &theirs, language, (&mut rest, &mut pairs));
        self.changed_in_place(&ours, &theirs, &mut pairs);
        changed_elsewhere(&ours, &theirs, &mut pairs);
        for (a, b) in pairs {
            let (our, their) = (ours.amounts[a], theirs.amounts[b]);
            let same = our.compare(&their) == Agreement::Same;
            let as_it_was = same
                && our.last - our.first == their.last - their.first
                && (our.first..our.last).all(|i| self.kept[i].or(self.moved[i]).is_some());
            if as_it_was {
                continue;
            }
            let kind = match (same, our.dated()) {
                (true, _) if self.kept[our.first] == Some(their.first) => ChangeKind::Kept,
                (true, _) => ChangeKind::Synonym,
                (false, true) => ChangeKind::Date,
                (false, false) => ChangeKind::Number,
            };
            let exchanged = our.exchanged(&their);
            let last = |figures: &Figures, amount: &Amount| if exchanged { figures.with_currency(amount) } else { amount.last };
            let (our_last, their_last) = (last(&ours, &our), last(&theirs, &their));
            let (page, source) = (ours.span(our.first, our_last, !same), theirs.span(their.first, their_last, !same));
            out.push(Edit { kind, page: Some(page), source: Some(source) });
            rest.take(our.first..our_last, their.first..their_last);
        }
        rest
    }

    /// Amounts that both sides have, each once: those whose words were kept before others, and neighbours before strangers.
    fn same_amounts(&self, ours: &[Amount], theirs: &[Amount]) -> Vec<(usize, usize)> {
        let mut found: Vec<(u8, usize, usize)> = Vec::new();
        for (a, our) in ours.iter().enumerate() {
            for (b, their) in theirs.iter().enumerate().filter(|(_, their)| our.compare(their) == Agreement::Same) {
                let kept = (our.first..our.last).any(|i| self.kept[i].is_some_and(|k| (their.first..their.last).contains(&k)));
                found.push((if kept { 0 } else { 2 - u8::from(self.in_place(our, their)) }, a, b));
            }
        }
        lowest_first(&mut found, |(rank, ..)| u32::from(*rank));
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (_, a, b) in found {
            if free(&out, a, b) {
                out.push((a, b));
            }
        }
        out
    }

    /// Takes apart words that were kept as the same digits and are another number, "15" as "1,5", and pairs their amounts.
    fn other_digits(&self, ours: &Figures, theirs: &Figures, language: Language, (rest, pairs): (&mut Rest, &mut Vec<(usize, usize)>)) {
        for i in (0..self.page).filter(|&i| ours.words[i].number) {
            let Some(k) = self.kept[i].or(self.moved[i]) else { continue };
            if same_digits(ours.raw(i), theirs.raw(k), language) {
                continue;
            }
            (rest.kept[i], rest.moved[i]) = (None, None);
            if let Some((a, b)) = ours.with(i).zip(theirs.with(k))
                && free(pairs, a, b)
                && ours.amounts[a].compare(&theirs.amounts[b]) == Agreement::Changed
            {
                pairs.push((a, b));
            }
        }
    }

    /// Pairs amounts of which one stands in the other's place.
    fn changed_in_place(&self, ours: &Figures, theirs: &Figures, pairs: &mut Vec<(usize, usize)>) {
        let taken = pairs.clone();
        for (a, our) in ours.amounts.iter().enumerate() {
            for (b, their) in theirs.amounts.iter().enumerate() {
                let changed = changed(ours, a, theirs, b) && self.in_place(our, their);
                // Two amounts that changed places were both changed.
                let exchanged = || {
                    let (there, here) = (taken.iter().find(|p| p.0 == a), taken.iter().find(|p| p.1 == b));
                    let in_place = |here: usize, there: usize| self.in_place(&ours.amounts[here], &theirs.amounts[there]);
                    there.zip(here).is_some_and(|(there, here)| in_place(here.0, there.1) && there.1 != b)
                };
                if changed && (free(pairs, a, b) || exchanged()) {
                    pairs.retain(|p| p.0 != a && !(p.1 == b && ours.amounts[p.0].compare(their) == Agreement::Changed));
                    pairs.push((a, b));
                }
            }
        }
    }

    /// Whether an amount of the page stands where that of the source stood: between the same kept words, near to them or
    /// counting the same.
    fn in_place(&self, ours: &Amount, theirs: &Amount) -> bool {
        let before = (0..ours.first).rev().find_map(|i| Some((i, self.kept[i]?)));
        let behind = (ours.last..self.page).find_map(|i| Some((i, self.kept[i]?)));
        let (first, from) = before.map_or((0, 0), |(i, k)| (i + 1, k + 1));
        let (last, to) = behind.unwrap_or((self.page, self.source));
        let room = |from: usize, to: usize, amount: &Amount| to.saturating_sub(from) <= amount.last - amount.first + BESIDE;
        let near = room(first, last, ours) && room(from, to, theirs);
        from <= theirs.first && theirs.last <= to && (near || ours.measures_like(theirs))
    }
}

/// Whether one amount was changed into the other, and is not all of what the other side tells in parts.
fn changed(ours: &Figures, a: usize, theirs: &Figures, b: usize) -> bool {
    let (our, their) = (&ours.amounts[a], &theirs.amounts[b]);
    our.compare(their) == Agreement::Changed
        && !theirs.amounts.iter().any(|other| our.sums(their, other) && theirs.together(their, other))
        && !ours.amounts.iter().any(|other| their.sums(our, other) && ours.together(our, other))
}

/// Whether neither of two amounts has a counterpart yet.
fn free(pairs: &[(usize, usize)], a: usize, b: usize) -> bool {
    !pairs.iter().any(|p| p.0 == a || p.1 == b)
}

/// Pairs amounts wherever they stand, of which each side has but one of its kind left, and of which the same is told.
fn changed_elsewhere(ours: &Figures, theirs: &Figures, pairs: &mut Vec<(usize, usize)>) {
    let ours_left: Vec<usize> = (0..ours.amounts.len()).filter(|&a| free(pairs, a, usize::MAX)).collect();
    let theirs_left: Vec<usize> = (0..theirs.amounts.len()).filter(|&b| free(pairs, usize::MAX, b)).collect();
    let alone = |figures: &Figures, left: &[usize], at: usize| {
        left.iter().filter(|&&other| figures.amounts[other].like(&figures.amounts[at])).count() == 1
    };
    for &a in ours_left.iter().filter(|&&a| alone(ours, &ours_left, a)) {
        for &b in theirs_left.iter().filter(|&&b| alone(theirs, &theirs_left, b)) {
            let (our, their) = (&ours.amounts[a], &theirs.amounts[b]);
            if our.like(their) && changed(ours, a, theirs, b) && ours.tells_the_same(our, theirs, their) {
                pairs.push((a, b));
            }
        }
    }
}

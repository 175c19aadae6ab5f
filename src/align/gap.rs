//! What stands between two kept words: facts against facts, then words of like meaning, then the rest.

use crate::align::{Edit, Wording};
use crate::evidence::meaning::cosine;
use crate::evidence::side::{Side, Word};
use crate::facts::names::{alike, is_title, names_time};
use crate::facts::negation::{denies, helps, negates};
use crate::rank::highest_first;
use crate::report::ChangeKind;
use crate::span::Span;
use crate::text::spelling;

/// Two words are synonyms from this cosine of their vectors on. Range 0 to 1; lower calls related words synonyms.
const SYNONYM: f32 = 0.55;
/// Words on either side of a gap up to which a name in it can be told to stand for another.
const SHORT: usize = 8;
/// Endings of words that name a people or a party, or what is theirs, rather than somebody (folded).
const PEOPLES: [&str; 5] = ["an", "ans", "ish", "ese", "crat"];
/// Words with content beside a negation, on either side, up to which the statement around it is still the same.
const ROUND: usize = 1;

/// A sentence: its side, its words, and these folded.
pub(super) type Told<'a> = (&'a Side, &'a [Word], &'a [String]);

/// The words of a sentence, folded.
pub(super) fn said((side, words): (&Side, &[Word])) -> Vec<String> {
    words.iter().map(|word| side.text.folded(word.span)).collect()
}

/// Appends what became of source words `theirs` and whence page words `ours` come (both by number), between two kept words.
pub(super) fn gap(
    (page, page_words, ours_said): Told,
    (source, source_words, theirs_said): Told,
    (mut ours, mut theirs): (Vec<usize>, Vec<usize>),
    wording: Wording,
    out: &mut Vec<Edit>,
) {
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    if heard(page, page_words, &ours, wording) == heard(source, source_words, &theirs, wording) {
        let all = |words: &[Word], list: &[usize]| Some(Span::new(words[*list.first()?].span.start, words[*list.last()?].span.end));
        out.push(Edit { kind: ChangeKind::Synonym, page: all(page_words, &ours), source: all(source_words, &theirs) });
        return;
    }
    let mut pair = |kind, a: Option<usize>, b: Option<usize>| {
        out.push(Edit { kind, page: a.map(|a| page_words[a].span), source: b.map(|b| source_words[b].span) });
    };
    let no = |list: &[usize], said: &[String]| -> Vec<usize> { list.iter().copied().filter(|&at| negates(&said[at])).collect() };
    let (ours_no, theirs_no) = (no(&ours, ours_said), no(&theirs, theirs_said));
    let content = |list: &[usize], words: &[Word], said: &[String]| {
        list.iter().filter(|&&at| words[at].weight > 0.0 && !negates(&said[at]) && !helps(&said[at])).count()
    };
    let around = (content(&ours, page_words, ours_said), content(&theirs, source_words, theirs_said));
    // A clause that is new, or gone, turns nothing round.
    let whole_clause = (ours.is_empty() || theirs.is_empty()) && around != (0, 0);
    let turned = around.0 <= ROUND && around.1 <= ROUND && !whole_clause;
    if ours_no.is_empty() != theirs_no.is_empty() && turned {
        ours_no.iter().for_each(|&a| pair(ChangeKind::Negation, Some(a), None));
        theirs_no.iter().for_each(|&b| pair(ChangeKind::Negation, None, Some(b)));
        ours.retain(|a| !ours_no.contains(a));
        theirs.retain(|b| !theirs_no.contains(b));
    }
    for (kind, a, b) in names((page, page_words, ours_said), (source, source_words, theirs_said), (&ours, &theirs)) {
        let words = |words: &[Word], run: &[usize]| Some(Span::new(words[*run.first()?].span.start, words[*run.last()?].span.end));
        out.push(Edit { kind, page: words(page_words, &a), source: words(source_words, &b) });
        ours.retain(|o| !a.contains(o));
        theirs.retain(|t| !b.contains(t));
    }
    let mut near: Vec<(f32, usize, usize)> = Vec::new();
    for &a in &ours {
        for &b in &theirs {
            if let (Some(va), Some(vb)) = (wording.vectors.of(page_words[a].form), wording.vectors.of(source_words[b].form)) {
                near.push((cosine(&va, &vb), a, b));
            }
        }
    }
    near.retain(|n| n.0 >= SYNONYM);
    highest_first(&mut near, |n| n.0);
    for (_, a, b) in near {
        if ours.contains(&a) && theirs.contains(&b) {
            out.push(Edit { kind: ChangeKind::Synonym, page: Some(page_words[a].span), source: Some(source_words[b].span) });
            ours.retain(|&o| o != a);
            theirs.retain(|&t| t != b);
        }
    }
    stretches(page_words, source_words, &ours, &theirs, out);
}

/// The words of a gap as they are said, whichever way they are spelled.
fn heard(side: &Side, words: &[Word], list: &[usize], wording: Wording) -> Vec<String> {
    let mut out = Vec::new();
    list.iter().for_each(|&at| spelling::said(wording.language, side.text.str(words[at].span), &mut out));
    out
}

/// Names of a short gap that stand for each other, as (kind, page words, source words): spellings of one, or changed ones.
fn names(page: Told, source: Told, (ours, theirs): (&[usize], &[usize])) -> Vec<(ChangeKind, Vec<usize>, Vec<usize>)> {
    let runs = |(_, words, said): Told, list: &[usize]| -> Vec<Vec<usize>> {
        let names: Vec<usize> = list.iter().copied().filter(|&at| words[at].name && !is_title(&said[at])).collect();
        names.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::to_vec).collect()
    };
    let (our_runs, their_runs) = (runs(page, ours), runs(source, theirs));
    if our_runs.len() != their_runs.len() || ours.len() > SHORT || theirs.len() > SHORT {
        return Vec::new();
    }
    let nothing_else = |list: &[usize], run: &[usize], (_, _, said): Told| list.iter().all(|at| run.contains(at) || is_title(&said[*at]));
    let pairs = our_runs.into_iter().zip(their_runs).filter_map(|(a, b)| {
        let one = a.iter().any(|&a| b.iter().any(|&b| alike(&page.2[a], &source.2[b])));
        // Where more than the name changed, who is meant may still be the same.
        let changed = || nothing_else(ours, &a, page) && nothing_else(theirs, &b, source) && differ((page, &a), (source, &b));
        match one {
            true => Some((ChangeKind::Synonym, a, b)),
            false if changed() => Some((ChangeKind::Name, a, b)),
            false => None,
        }
    });
    pairs.collect()
}

/// Whether two runs of name words, one in the other's place, name different things. What may be another word for the same does not: the
/// short for the long ("GOP", "Va."), a people for its capital, an office or a first name in front of a name that stayed, a day. Nor does
/// what the other's sentence names, too.
fn differ((page, a): (Told, &[usize]), (source, b): (Told, &[usize])) -> bool {
    let raw = |(side, words, _): Told, at: usize| side.text.str(words[at].span).to_owned();
    let short = |told: Told, run: &[usize]| {
        let name = raw(told, run[0]);
        run.len() == 1 && (name.len() <= 2 || !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase))
    };
    let people = |(_, _, said): Told, run: &[usize]| run.iter().any(|&at| PEOPLES.iter().any(|ending| said[at].ends_with(ending)));
    let beside_name = |(_, words, said): Told, run: &[usize]| {
        let name = |at: usize| words.get(at).is_some_and(|word| word.name && !is_title(&said[at]) && !names_time(&said[at]));
        let behind = run[run.len() - 1] + 1;
        name(behind) || said.get(behind).is_some_and(|word| is_title(word)) || run[0].checked_sub(1).is_some_and(name)
    };
    let named = |(_, words, said): Told, run: &[usize]| run.iter().all(|&at| words[at].weight > 0.0 && !names_time(&said[at]));
    let elsewhere = |(_, _, said): Told, run: &[usize], (_, words, others): Told| {
        run.iter().any(|&at| words.iter().zip(others).any(|(word, other)| word.name && alike(other, &said[at])))
    };
    named(page, a)
        && named(source, b)
        && short(page, a) == short(source, b)
        && people(page, a) == people(source, b)
        && !beside_name(page, a)
        && !beside_name(source, b)
        && !elsewhere(page, a, source)
        && !elsewhere(source, b, page)
}

/// Takes back negations that came or went where the rest of the sentence may make up for it: another negation went or came elsewhere
/// ("Nowhere does he say" for "he does not say"), one side says no in other words ("failed to close"), or little of it stayed.
pub(super) fn settle_negations(page: Told, source: Told, stayed: &(Vec<bool>, Vec<bool>), out: &mut [Edit]) {
    let negation = |edit: &Edit| edit.kind == ChangeKind::Negation;
    let come = out.iter().filter(|e| negation(e) && e.page.is_some()).count();
    let gone = out.iter().filter(|e| negation(e) && e.page.is_none()).count();
    if come + gone == 0 {
        return;
    }
    let denied = |(_, _, said): Told, stayed: &[bool]| said.iter().zip(stayed).any(|(word, stayed)| !stayed && denies(word));
    let no = |(_, _, said): Told| said.iter().filter(|word| negates(word)).count();
    let free = |(_, words, said): Told, stayed: &[bool]| {
        let content = || (0..words.len()).filter(|&at| words[at].weight > 0.0 && !negates(&said[at]));
        2 * content().filter(|&at| stayed[at]).count() < content().count()
    };
    let free = free(page, &stayed.0) || free(source, &stayed.1);
    if free || come == gone || no(page) == no(source) || denied(page, &stayed.0) || denied(source, &stayed.1) {
        for edit in out.iter_mut().filter(|e| negation(e)) {
            edit.kind = if edit.page.is_some() { ChangeKind::Inserted } else { ChangeKind::Deleted };
        }
    }
}

/// What is left of a gap as stretches: replaced where both sides have words, else inserted or deleted.
fn stretches(page: &[Word], source: &[Word], ours: &[usize], theirs: &[usize], out: &mut Vec<Edit>) {
    let runs = |list: &[usize], words: &[Word]| -> Vec<Span> {
        list.chunk_by(|a, b| a + 1 == *b).map(|run| Span::new(words[run[0]].span.start, words[run[run.len() - 1]].span.end)).collect()
    };
    let (ours, theirs) = (runs(ours, page), runs(theirs, source));
    for n in 0..ours.len().max(theirs.len()) {
        let (a, b) = (ours.get(n).copied(), theirs.get(n).copied());
        let kind = match (a, b) {
            (Some(_), Some(_)) => ChangeKind::Replaced,
            (Some(_), None) => ChangeKind::Inserted,
            _ => ChangeKind::Deleted,
        };
        out.push(Edit { kind, page: a, source: b });
    }
}

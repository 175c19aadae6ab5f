//! What stands between two kept words: facts against facts, then words of like meaning, then the rest.

use crate::align::{Edit, Wording};
use crate::evidence::meaning::cosine;
use crate::evidence::side::{Side, Word};
use crate::facts::names::{alike, is_title};
use crate::facts::negation::{denies, helps, negates};
use crate::rank::highest_first;
use crate::report::ChangeKind;
use crate::span::Span;
use crate::text::spelling;
use crate::text::token::fold;

/// Two words are synonyms from this cosine of their vectors on. Range 0 to 1; lower calls related words synonyms.
const SYNONYM: f32 = 0.55;
/// Words on either side of a gap up to which a name in it can be told to stand for another.
const SHORT: usize = 8;
/// Words with content beside a negation, on either side, up to which the statement around it is still the same.
const ROUND: usize = 1;

/// A sentence: its side, its words, and these folded.
pub(super) type Told<'a> = (&'a Side, &'a [Word], &'a [String]);

/// The words of a sentence, folded.
pub(super) fn said((side, words): (&Side, &[Word])) -> Vec<String> {
    let one = |word: &Word| {
        let mut folded = String::new();
        fold(side.text.str(word.span), &mut folded);
        folded
    };
    words.iter().map(one).collect()
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
    let denied = ours.iter().any(|&a| denies(&ours_said[a])) || theirs.iter().any(|&b| denies(&theirs_said[b]));
    let content = |list: &[usize], words: &[Word], said: &[String]| {
        list.iter().filter(|&&at| words[at].weight > 0.0 && !negates(&said[at]) && !helps(&said[at])).count()
    };
    let around = (content(&ours, page_words, ours_said), content(&theirs, source_words, theirs_said));
    // A clause that is new, or gone, turns nothing round.
    let whole_clause = (ours.is_empty() || theirs.is_empty()) && around != (0, 0);
    let turned = around.0 <= ROUND && around.1 <= ROUND && !whole_clause;
    if ours_no.is_empty() != theirs_no.is_empty() && !denied && turned {
        ours_no.iter().for_each(|&a| pair(ChangeKind::Negation, Some(a), None));
        theirs_no.iter().for_each(|&b| pair(ChangeKind::Negation, None, Some(b)));
        ours.retain(|a| !ours_no.contains(a));
        theirs.retain(|b| !theirs_no.contains(b));
    }
    for (kind, a, b) in names((page_words, &ours, ours_said), (source_words, &theirs, theirs_said)) {
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

/// Names of a short gap that stand for each other, as (kind, page words, source words): spellings of one, or changed ones. One that
/// stands elsewhere in the other's sentence, too, was not changed.
fn names(page: (&[Word], &[usize], &[String]), source: (&[Word], &[usize], &[String])) -> Vec<(ChangeKind, Vec<usize>, Vec<usize>)> {
    let runs = |(words, list, said): (&[Word], &[usize], &[String])| -> Vec<Vec<usize>> {
        let names: Vec<usize> = list.iter().copied().filter(|&at| words[at].name && !is_title(&said[at])).collect();
        names.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::to_vec).collect()
    };
    let (ours, theirs) = (runs(page), runs(source));
    if ours.len() != theirs.len() || page.1.len() > SHORT || source.1.len() > SHORT {
        return Vec::new();
    }
    let pairs = ours.into_iter().zip(theirs).filter_map(|(a, b)| {
        let one = a.iter().any(|&a| b.iter().any(|&b| alike(&page.2[a], &source.2[b])));
        let told = |name: &str, (words, _, said): (&[Word], &[usize], &[String])| {
            words.iter().zip(said).any(|(word, other)| word.name && alike(other, name))
        };
        let elsewhere = a.iter().any(|&a| told(&page.2[a], source)) || b.iter().any(|&b| told(&source.2[b], page));
        match (one, elsewhere) {
            (true, _) => Some((ChangeKind::Synonym, a, b)),
            (false, true) => None,
            (false, false) => Some((ChangeKind::Name, a, b)),
        }
    });
    pairs.collect()
}

/// Negations that went from one place of a sentence to another with the word they deny have only moved.
pub(super) fn join_negations(page: (&Side, &[Word]), source: (&Side, &[Word]), out: &mut Vec<Edit>) {
    let behind = |words: &[Word], span: Span| {
        let at = words.iter().position(|word| word.span == span)?;
        words.iter().skip(at + 1).find(|word| word.weight > 0.0).map(|word| word.term)
    };
    let negation = |edit: &&Edit| edit.kind == ChangeKind::Negation;
    let gone: Vec<Span> = out.iter().filter(negation).filter_map(|e| if e.page.is_none() { e.source } else { None }).collect();
    for span in gone {
        let denied = behind(source.1, span);
        let come = out.iter().position(|e| {
            e.kind == ChangeKind::Negation && e.page.is_some_and(|page_span| denied.is_some() && behind(page.1, page_span) == denied)
        });
        if let Some(at) = come {
            out[at] = Edit { kind: ChangeKind::Moved, source: Some(span), ..out[at] };
            out.retain(|e| e.kind != ChangeKind::Negation || e.source != Some(span));
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

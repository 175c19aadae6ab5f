//! What stands between two kept words: facts against facts, then words of like meaning, then the rest.

use crate::align::told::Told;
use crate::align::{Edit, Wording};
use crate::evidence::meaning::cosine;
use crate::evidence::word::Word;
use crate::facts::names::{alike, is_title, names_time};
use crate::facts::negation::{denies, lacks};
use crate::facts::opposites::opposed;
use crate::rank::highest_first;
use crate::report::ChangeKind;
use crate::span::Span;
use crate::text::language::Language;
use crate::text::spelling;

/// Two words are synonyms from this cosine of their vectors on. Range 0 to 1; lower calls related words synonyms.
const SYNONYM: f32 = 0.55;
/// Words on either side of a gap up to which a name in it can be told to stand for another.
const SHORT: usize = 8;
/// Endings of words that name a people or a party, or what is theirs, rather than somebody (folded).
const PEOPLES: [&str; 5] = ["an", "ans", "ish", "ese", "crat"];
/// Letters that two forms of a word have in common, at least.
const AKIN: usize = 3;
/// Words with content beside a negation, on either side, up to which the statement around it is still the same.
const ROUND: usize = 1;

/// Appends what became of source words `theirs` and whence page words `ours` come (both by number), between two kept words.
pub(super) fn gap(page: &Told, source: &Told, (mut ours, mut theirs): (Vec<usize>, Vec<usize>), wording: Wording, out: &mut Vec<Edit>) {
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    if heard(page, &ours, wording) == heard(source, &theirs, wording) {
        out.push(Edit { kind: ChangeKind::Synonym, page: around(page, &ours), source: around(source, &theirs) });
        return;
    }
    let (ours_no, theirs_no) = negations(page, source, (&ours, &theirs), wording.language);
    let mut no = |page, source| out.push(Edit { kind: ChangeKind::Negation, page, source });
    ours_no.iter().for_each(|&a| no(Some(page.words[a].span), None));
    theirs_no.iter().for_each(|&b| no(None, Some(source.words[b].span)));
    ours.retain(|a| !ours_no.contains(a));
    theirs.retain(|b| !theirs_no.contains(b));
    for (kind, a, b) in names(page, source, (&ours, &theirs), wording.language) {
        out.push(Edit { kind, page: around(page, &a), source: around(source, &b) });
        ours.retain(|o| !a.contains(o));
        theirs.retain(|t| !b.contains(t));
    }
    let mut near: Vec<(f32, usize, usize)> = Vec::new();
    for &a in &ours {
        for &b in &theirs {
            if let (Some(va), Some(vb)) = (wording.vectors.of(page.words[a].form), wording.vectors.of(source.words[b].form)) {
                near.push((cosine(&va, &vb), a, b));
            }
        }
    }
    near.retain(|n| n.0 >= SYNONYM);
    highest_first(&mut near, |n| n.0);
    for (_, a, b) in near {
        if ours.contains(&a) && theirs.contains(&b) && !opposed(&page.said[a], &source.said[b]) {
            out.push(Edit { kind: ChangeKind::Synonym, page: Some(page.words[a].span), source: Some(source.words[b].span) });
            ours.retain(|&o| o != a);
            theirs.retain(|&t| t != b);
        }
    }
    stretches(page.words, source.words, &ours, &theirs, out);
}

/// From the first to the last of some words.
fn around(told: &Told, list: &[usize]) -> Option<Span> {
    Some(Span::new(told.words[*list.first()?].span.start, told.words[*list.last()?].span.end))
}

/// The words of a gap as they are said, whichever way they are spelled.
fn heard(told: &Told, list: &[usize], wording: Wording) -> Vec<String> {
    let mut out = Vec::new();
    list.iter().for_each(|&at| spelling::said(wording.language, told.side.text.str(told.words[at].span), &mut out));
    out
}

/// The negations of a gap that came, and those that went, where what they turned round is still the same.
fn negations(page: &Told, source: &Told, (ours, theirs): (&[usize], &[usize]), language: Language) -> (Vec<usize>, Vec<usize>) {
    let content = |told: &Told, list: &[usize]| -> Vec<usize> { list.iter().copied().filter(|&at| told.content(at)).collect() };
    let (ours_rest, theirs_rest) = (content(page, ours), content(source, theirs));
    // A clause that is new, or gone, turns nothing round.
    let whole_clause = (ours.is_empty() || theirs.is_empty()) && !(ours_rest.is_empty() && theirs_rest.is_empty());
    // What was said in another word may make up for the negation. Irregular verbs are other words in English alone.
    let reworded = language != Language::English
        && matches!((&ours_rest[..], &theirs_rest[..]), (&[a], &[b]) if !akin(&page.said[a], &source.said[b]));
    if ours_rest.len() > ROUND || theirs_rest.len() > ROUND || whole_clause || reworded {
        return (Vec::new(), Vec::new());
    }
    let no = |told: &Told, list: &[usize]| -> Vec<usize> {
        let stays = |at: usize| (at + 1..told.words.len()).find(|&behind| told.content(behind)).is_some_and(|behind| told.kept[behind]);
        list.iter().copied().filter(|&at| told.no[at] && (!lacks(&told.said[at]) || stays(at))).collect()
    };
    let (ours_no, theirs_no) = (no(page, ours), no(source, theirs));
    if ours_no.is_empty() == theirs_no.is_empty() { (Vec::new(), Vec::new()) } else { (ours_no, theirs_no) }
}

/// Whether two folded words may be forms of one: the first or last letters of one stand in the other.
fn akin(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let part = |letters: &str| long.as_bytes().windows(letters.len().max(1)).any(|stretch| stretch == letters.as_bytes());
    let (first, last) = (short.char_indices().nth(AKIN), short.char_indices().rev().nth(AKIN - 1));
    last.is_some_and(|(at, _)| part(&short[..first.map_or(short.len(), |first| first.0)]) || part(&short[at..]))
}

/// Names of a short gap that stand for each other, as (kind, page words, source words): spellings of one, or changed ones.
fn names(
    page: &Told,
    source: &Told,
    (ours, theirs): (&[usize], &[usize]),
    language: Language,
) -> Vec<(ChangeKind, Vec<usize>, Vec<usize>)> {
    let runs = |told: &Told, list: &[usize]| -> Vec<Vec<usize>> {
        let names: Vec<usize> = list.iter().copied().filter(|&at| told.words[at].name && !is_title(&told.said[at])).collect();
        names.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::to_vec).collect()
    };
    let (our_runs, their_runs) = (runs(page, ours), runs(source, theirs));
    if our_runs.len() != their_runs.len() || ours.len() > SHORT || theirs.len() > SHORT {
        return Vec::new();
    }
    let nothing_else = |list: &[usize], run: &[usize], told: &Told| list.iter().all(|at| run.contains(at) || is_title(&told.said[*at]));
    // German writes every noun with a capital.
    let somebody = |run: &[usize], told: &Told| {
        language != Language::German || run.len() > 1 || run[0].checked_sub(1).is_some_and(|at| is_title(&told.said[at]))
    };
    let pairs = our_runs.into_iter().zip(their_runs).filter_map(|(a, b)| {
        let one = a.iter().any(|&a| b.iter().any(|&b| alike(&page.said[a], &source.said[b])));
        // Where more than the name changed, who is meant may still be the same.
        let whole = || nothing_else(ours, &a, page) && nothing_else(theirs, &b, source);
        let changed = || somebody(&a, page) && somebody(&b, source) && whole() && differ((page, &a), (source, &b));
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
fn differ((page, a): (&Told, &[usize]), (source, b): (&Told, &[usize])) -> bool {
    let short = |told: &Told, run: &[usize]| {
        let name = told.side.text.str(told.words[run[0]].span);
        run.len() == 1 && (name.len() <= 2 || !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase))
    };
    let people = |told: &Told, run: &[usize]| run.len() == 1 && PEOPLES.iter().any(|ending| told.said[run[0]].ends_with(ending));
    let beside_name = |told: &Told, run: &[usize]| {
        let said = &told.said;
        let name = |at: usize| told.words.get(at).is_some_and(|word| word.name && !is_title(&said[at]) && !names_time(&said[at]));
        let behind = run[run.len() - 1] + 1;
        name(behind) || said.get(behind).is_some_and(|word| is_title(word)) || run[0].checked_sub(1).is_some_and(name)
    };
    let named = |told: &Told, run: &[usize]| run.iter().all(|&at| told.words[at].weight > 0.0 && !names_time(&told.said[at]));
    let elsewhere = |told: &Told, run: &[usize], other: &Told| {
        run.iter().any(|&at| other.words.iter().zip(&other.said).any(|(word, said)| word.name && alike(said, &told.said[at])))
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
pub(super) fn settle_negations(page: &Told, source: &Told, language: Language, out: &mut [Edit]) {
    let negation = |edit: &Edit| edit.kind == ChangeKind::Negation;
    let come = out.iter().filter(|e| negation(e) && e.page.is_some()).count();
    let gone = out.iter().filter(|e| negation(e) && e.page.is_none()).count();
    if come + gone == 0 {
        return;
    }
    let denied = |told: &Told| told.said.iter().zip(&told.stayed).any(|(word, stayed)| !stayed && denies(language, word));
    let no = |told: &Told| told.no.iter().filter(|no| **no).count();
    let free = |told: &Told| {
        let content = || (0..told.words.len()).filter(|&at| told.words[at].weight > 0.0 && !told.no[at]);
        2 * content().filter(|&at| told.stayed[at]).count() < content().count()
    };
    if free(page) || free(source) || come == gone || no(page) == no(source) || denied(page) || denied(source) {
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

//! Word-by-word comparison of a page sentence with its source sentence: what was kept, moved, exchanged, added, dropped, and
//! which of it changes a fact.

use crate::evidence::meaning::{Vectors, cosine};
use crate::evidence::numbers::{Kind, Quantity};
use crate::evidence::side::{Side, Word};
use crate::rank::highest_first;
use crate::report::ChangeKind;
use crate::span::Span;

/// Most words of a sentence that are aligned; the rest is reported as inserted or deleted.
const LONGEST: usize = 300;
/// Longest name whose spelling is compared, in bytes.
const LONGEST_NAME: usize = 80;
/// Most names of a sentence whose places are compared.
const MOST_NAMES: usize = 40;
/// Two words are synonyms from this cosine of their vectors on. Range 0 to 1; lower calls related words synonyms.
const SYNONYM: f32 = 0.55;
/// Words that turn a statement round (folded).
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "nor", "neither", "none", "without", "cannot", "cant", "wont", "dont", "doesnt", "didnt", "isnt", "arent",
    "wasnt", "werent", "hasnt", "havent", "hadnt", "wouldnt", "couldnt", "shouldnt", "ne", "pas", "jamais", "nicht", "kein", "keine",
    "nie", "nunca", "لا", "لم", "لن", "ليس",
];

/// One difference, or one kept stretch, in normalised coordinates of both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What happened.
    pub kind: ChangeKind,
    /// Where on the page; `None` for a deletion.
    pub page: Option<Span>,
    /// Where in the source; `None` for an insertion.
    pub source: Option<Span>,
}

/// How words of a page sentence and a source sentence correspond.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// For each page word, the source word it was kept as, in order.
    kept: Vec<Option<usize>>,
    /// For each page word, the source word it moved from.
    moved: Vec<Option<usize>>,
    page: usize,
    source: usize,
}

/// Aligns two sequences of words by their longest common subsequence of folded forms, then of stems among what is left.
pub fn align(page: &[Word], source: &[Word]) -> Alignment {
    let (p, s) = (&page[..page.len().min(LONGEST)], &source[..source.len().min(LONGEST)]);
    let width = s.len() + 1;
    // Twice the length of the common subsequence, a word of another form of the same stem counting as 1.
    let mut table = vec![0u16; (p.len() + 1) * width];
    let gain = |a: &Word, b: &Word| if a.form == b.form { 2 } else { u16::from(a.term == b.term) };
    for i in (0..p.len()).rev() {
        for k in (0..s.len()).rev() {
            let skip = table[(i + 1) * width + k].max(table[i * width + k + 1]);
            let take = match gain(&p[i], &s[k]) {
                0 => 0,
                gain => table[(i + 1) * width + k + 1] + gain,
            };
            table[i * width + k] = skip.max(take);
        }
    }
    let mut out = Alignment { kept: vec![None; page.len()], moved: vec![None; page.len()], page: page.len(), source: source.len() };
    let (mut i, mut k) = (0, 0);
    while i < p.len() && k < s.len() {
        let here = table[i * width + k];
        let gain = gain(&p[i], &s[k]);
        if gain > 0 && here == table[(i + 1) * width + k + 1] + gain {
            out.kept[i] = Some(k);
            (i, k) = (i + 1, k + 1);
        } else if here == table[(i + 1) * width + k] {
            i += 1;
        } else {
            k += 1;
        }
    }
    let mut taken = vec![false; source.len()];
    out.kept.iter().flatten().for_each(|&k| taken[k] = true);
    for (i, word) in page.iter().enumerate() {
        if out.kept[i].is_none() && word.weight > 0.0 {
            out.moved[i] = (0..source.len()).find(|&k| !taken[k] && source[k].term == word.term);
            if let Some(k) = out.moved[i] {
                taken[k] = true;
            }
        }
    }
    out
}

impl Alignment {
    /// Share of the page's words that stand in the source in the same form and order, over the longer of the page sentence
    /// and the stretch of the source they come from: 0 to 1. Nine in ten make a sentence verbatim.
    pub fn sameness(&self, page: &[Word], source: &[Word]) -> f32 {
        let same: Vec<usize> = self.kept.iter().enumerate().filter_map(|(i, k)| k.filter(|&k| page[i].form == source[k].form)).collect();
        let (Some(first), Some(last)) = (same.first(), same.last()) else { return 0.0 };
        same.len() as f32 / self.page.max(last - first + 1) as f32
    }

    /// The differences and kept stretches, in page order, deletions where their words stood.
    pub fn edits(&self, page: (&Side, &[Word], &[Quantity]), source: (&Side, &[Word], &[Quantity]), vectors: &Vectors) -> Vec<Edit> {
        let (page_words, source_words) = (page.1, source.1);
        let mut out: Vec<Edit> = Vec::new();
        let mut from_source = vec![false; self.source];
        self.moved.iter().flatten().for_each(|&k| from_source[k] = true);
        let (mut i, mut k) = (0, 0);
        while i < self.page || k < self.source {
            // A gap: page words i..end and source words k..stop between two kept words.
            let end = (i..self.page).find(|&e| self.kept[e].is_some()).unwrap_or(self.page);
            let stop = self.kept.get(end).copied().flatten().unwrap_or(self.source);
            let ours: Vec<usize> = (i..end).filter(|&e| self.moved[e].is_none()).collect();
            let theirs: Vec<usize> = (k..stop).filter(|&e| !from_source[e]).collect();
            for e in (i..end).filter(|&e| self.moved[e].is_some()) {
                let from = self.moved[e].map(|m| source_words[m].span);
                out.push(Edit { kind: ChangeKind::Moved, page: Some(page_words[e].span), source: from });
            }
            gap(page, source, &ours, &theirs, vectors, &mut out);
            if end < self.page {
                let (a, b) = (&page_words[end], &source_words[stop]);
                let kind = if a.form == b.form { ChangeKind::Kept } else { ChangeKind::Synonym };
                push(&mut out, Edit { kind, page: Some(a.span), source: Some(b.span) }, page.0, source.0);
                (i, k) = (end + 1, stop + 1);
            } else {
                (i, k) = (self.page, self.source);
            }
        }
        roles(self, page_words, source_words, &mut out);
        out.sort_by_key(|e| (e.page.map_or(usize::MAX, |p| p.start), e.source.map_or(0, |s| s.start)));
        order_deletions(&mut out);
        out
    }
}

/// Appends a kept stretch to the one before where nothing but marks stands between them on both sides.
fn push(out: &mut Vec<Edit>, edit: Edit, page: &Side, source: &Side) {
    if let (Some(last), Some(p), Some(s)) = (out.last_mut(), edit.page, edit.source)
        && last.kind == edit.kind
        && edit.kind == ChangeKind::Kept
        && let (Some(before), Some(behind)) = (last.page, last.source)
        && bare(page.text.str(Span::new(before.end, p.start)))
        && bare(source.text.str(Span::new(behind.end, s.start)))
    {
        (last.page, last.source) = (Some(Span::new(before.start, p.end)), Some(Span::new(behind.start, s.end)));
        return;
    }
    out.push(edit);
}

fn bare(between: &str) -> bool {
    !between.chars().any(char::is_alphanumeric)
}

/// What stands between two kept words: page words `ours` for source words `theirs`.
fn gap(
    (page, page_words, page_quantities): (&Side, &[Word], &[Quantity]),
    (source, source_words, source_quantities): (&Side, &[Word], &[Quantity]),
    ours: &[usize],
    theirs: &[usize],
    vectors: &Vectors,
    out: &mut Vec<Edit>,
) {
    let mut ours: Vec<usize> = ours.to_vec();
    let mut theirs: Vec<usize> = theirs.to_vec();
    let mut pair = |kind, a: Option<usize>, b: Option<usize>| {
        out.push(Edit { kind, page: a.map(|a| page_words[a].span), source: b.map(|b| source_words[b].span) });
    };
    // Facts first: quantities against quantities, names against names, negations.
    let quantity = |list: &[Quantity], span: Span| list.iter().copied().find(|q| q.span.overlap(span) > 0);
    let mut used = Vec::new();
    for &a in &ours {
        let Some(qa) = quantity(page_quantities, page_words[a].span) else { continue };
        let other = theirs
            .iter()
            .copied()
            .find(|&b| !used.contains(&b) && quantity(source_quantities, source_words[b].span).is_some_and(|qb| comparable(qa, qb)));
        if let Some(b) = other {
            let same = quantity(source_quantities, source_words[b].span).is_some_and(|qb| qa.agreement(&qb) == 1.0);
            let kind = match (same, qa.kind) {
                (true, _) => ChangeKind::Synonym,
                (false, Kind::Date | Kind::Weekday | Kind::Year) => ChangeKind::Date,
                (false, _) => ChangeKind::Number,
            };
            used.push(b);
            pair(kind, Some(a), Some(b));
        }
    }
    let taken: Vec<usize> =
        ours.iter().copied().filter(|&a| quantity(page_quantities, page_words[a].span).is_some()).take(used.len()).collect();
    ours.retain(|a| !taken.contains(a));
    theirs.retain(|b| !used.contains(b));
    let negates = |side: &Side, word: &Word| {
        let mut folded = String::new();
        crate::text::token::fold(side.text.str(word.span), &mut folded);
        NEGATIONS.contains(&folded.as_str())
    };
    let ours_negate: Vec<usize> = ours.iter().copied().filter(|&a| negates(page, &page_words[a])).collect();
    let theirs_negate: Vec<usize> = theirs.iter().copied().filter(|&b| negates(source, &source_words[b])).collect();
    if ours_negate.is_empty() != theirs_negate.is_empty() {
        ours_negate.iter().for_each(|&a| pair(ChangeKind::Negation, Some(a), None));
        theirs_negate.iter().for_each(|&b| pair(ChangeKind::Negation, None, Some(b)));
        ours.retain(|a| !ours_negate.contains(a));
        theirs.retain(|b| !theirs_negate.contains(b));
    }
    let names: Vec<usize> = ours.iter().copied().filter(|&a| page_words[a].name).collect();
    let other_names: Vec<usize> = theirs.iter().copied().filter(|&b| source_words[b].name).collect();
    for (&a, &b) in names.iter().zip(&other_names) {
        let (name, other) = (page_words[a].span, source_words[b].span);
        // What is longer is no name, and takes long to compare.
        let short = name.len().max(other.len()) <= LONGEST_NAME;
        let alike = short && strsim::jaro_winkler(page.text.str(name), source.text.str(other)) >= 0.9;
        pair(if alike { ChangeKind::Synonym } else { ChangeKind::Name }, Some(a), Some(b));
        ours.retain(|&o| o != a);
        theirs.retain(|&t| t != b);
    }
    // Then words of like meaning, best pairs first.
    let mut near: Vec<(f32, usize, usize)> = Vec::new();
    for &a in &ours {
        for &b in &theirs {
            if let (Some(va), Some(vb)) = (vectors.of(page_words[a].form), vectors.of(source_words[b].form)) {
                near.push((cosine(&va, &vb), a, b));
            }
        }
    }
    near.retain(|n| n.0 >= SYNONYM);
    highest_first(&mut near, |n| n.0);
    for (_, a, b) in near {
        if ours.contains(&a) && theirs.contains(&b) {
            pair(ChangeKind::Synonym, Some(a), Some(b));
            ours.retain(|&o| o != a);
            theirs.retain(|&t| t != b);
        }
    }
    stretches(page_words, source_words, &ours, &theirs, out);
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

fn comparable(a: Quantity, b: Quantity) -> bool {
    let dated = |q: Quantity| matches!(q.kind, Kind::Date | Kind::Weekday | Kind::Year);
    dated(a) == dated(b)
}

/// Two names that changed places around a kept verb: who did what to whom was exchanged.
fn roles(alignment: &Alignment, page: &[Word], source: &[Word], out: &mut [Edit]) {
    let place = |i: usize| alignment.kept[i].or(alignment.moved[i]);
    let names: Vec<(usize, usize)> =
        (0..page.len()).filter(|&i| page[i].name && !page[i].quoted).filter_map(|i| Some((i, place(i)?))).take(MOST_NAMES).collect();
    for (n, &(i, a)) in names.iter().enumerate() {
        for &(k, b) in &names[n + 1..] {
            let between =
                (i + 1..k).filter_map(|w| place(w).map(|s| (w, s))).any(|(w, s)| b < s && s < a && !page[w].name && page[w].weight > 0.0);
            // Adjacent names ("Anna Bell") move together; exchanged ones stand on either side of a verb both sides have.
            if b < a && between && source[a].name && source[b].name {
                for edit in out.iter_mut().filter(|e| e.page == Some(page[i].span) || e.page == Some(page[k].span)) {
                    edit.kind = ChangeKind::Roles;
                }
            }
        }
    }
}

/// Puts deletions, which have no place on the page, behind what stood before them in the source.
fn order_deletions(edits: &mut Vec<Edit>) {
    let deletions: Vec<Edit> = edits.iter().copied().filter(|e| e.page.is_none()).collect();
    edits.retain(|e| e.page.is_some());
    for deletion in deletions {
        let start = deletion.source.map_or(0, |s| s.start);
        let at = edits.iter().rposition(|e| e.source.is_some_and(|s| s.end <= start) && e.kind != ChangeKind::Moved).map_or(0, |i| i + 1);
        edits.insert(at, deletion);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Background;
    use crate::retrieve::Rarities;
    use crate::text::analysis::{analyse, paragraphs};
    use crate::text::language::Language;
    use crate::text::token::Tokenizer;
    use crate::text::wire::Agencies;

    fn side(body: &str) -> Side {
        let text = analyse(body, &paragraphs(body), &Tokenizer::new(Language::English), &Agencies::default());
        Side::new(text, (Language::English, &Background::default(), &Rarities::default()))
    }

    /// The edits but for kept ones, as (kind, page words, source words).
    fn edits(page: &str, source: &str) -> Vec<(ChangeKind, String, String)> {
        let (p, s) = (side(page), side(source));
        let alignment = align(&p.words, &s.words);
        let edits = alignment.edits((&p, &p.words, &p.quantities), (&s, &s.words, &s.quantities), &Vectors::default());
        let of = |side: &Side, span: Option<Span>| span.map_or(String::new(), |span| side.text.str(span).to_owned());
        edits.iter().filter(|e| e.kind != ChangeKind::Kept).map(|e| (e.kind, of(&p, e.page), of(&s, e.source))).collect()
    }

    #[test]
    fn changed_facts_stand_out_from_changed_words() {
        let source = "Prime Minister Ilse Marrandt said on Tuesday that 43 companies will not pay the new levy.";
        assert_eq!(edits(source, source), []);
        let number = edits("Prime Minister Ilse Marrandt said on Tuesday that 34 companies will not pay the new levy.", source);
        assert_eq!(number, [(ChangeKind::Number, "34".into(), "43".into())]);
        let date = edits("Prime Minister Ilse Marrandt said on Friday that 43 companies will not pay the new levy.", source);
        assert_eq!(date, [(ChangeKind::Date, "Friday".into(), "Tuesday".into())]);
        let negation = edits("Prime Minister Ilse Marrandt said on Tuesday that 43 companies will pay the new levy.", source);
        assert_eq!(negation, [(ChangeKind::Negation, String::new(), "not".into())]);
        let name = edits("Prime Minister Davin Korrel said on Tuesday that 43 companies will not pay the new levy.", source);
        assert_eq!(name.iter().filter(|e| e.0 == ChangeKind::Name).count(), 2);
        let words = edits("Prime Minister Ilse Marrandt announced on Tuesday that 43 companies will not pay the new charge soon.", source);
        assert_eq!(words.iter().map(|e| e.0).collect::<Vec<_>>(), [ChangeKind::Replaced, ChangeKind::Replaced]);
    }

    #[test]
    fn exchanged_roles_are_seen() {
        let found = edits("The envoy of Velmora accused Dorrin of delay.", "The envoy of Dorrin accused Velmora of delay.");
        assert!(found.iter().any(|e| e.0 == ChangeKind::Roles), "{found:?}");
    }

    #[test]
    fn a_trimmed_copy_is_the_same_and_a_spun_one_is_not() {
        let source = side("Ferries stopped at noon on Sunday after the crew found water in the engine room, the company said.");
        let sameness = |page: &str| {
            let p = side(page);
            align(&p.words, &source.words).sameness(&p.words, &source.words)
        };
        assert!(sameness("Ferries stopped at noon on Sunday after the crew found water in the engine room.") >= 0.9);
        assert!(sameness("Boats halted at midday on Sunday when the sailors found water in the motor room.") < 0.7);
    }
}

//! Word-by-word comparison of a page sentence with its source sentence: what was kept, moved, exchanged, added, dropped, and
//! which of it changes a fact.

use crate::align::told::Told;
use crate::evidence::meaning::Vectors;
use crate::evidence::side::Side;
use crate::evidence::word::Word;
use crate::rank::lowest_first;
use crate::report::ChangeKind;
use crate::span::Span;
use crate::text::language::Language;

mod figures;
mod gap;
mod roles;
pub(crate) mod told;

/// Most words of a sentence that are aligned; the rest is reported as inserted or deleted.
const LONGEST: usize = 300;

/// What a comparison of words needs to know of their language.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// In which both texts are.
    pub language: Language,
    /// What words of it mean.
    pub vectors: &'a Vectors,
}

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
    pub fn edits(&self, page: (&Side, &[Word]), source: (&Side, &[Word]), wording: Wording) -> Vec<Edit> {
        let mut out: Vec<Edit> = Vec::new();
        let rest = self.without_amounts(page, source, wording.language, &mut out);
        let [ours, theirs] = rest.stayed();
        let (page, source) = (Told::of(page, ours, wording.language), Told::of(source, theirs, wording.language));
        rest.walk(&page, &source, wording, &mut out);
        gap::settle_negations(&page, &source, wording.language, &mut out);
        roles::roles(&rest, (&page, &source), wording.language, &mut out);
        lowest_first(&mut out, |e| e.source.map_or(0, |s| s.start as u32));
        lowest_first(&mut out, |e| e.page.map_or(u32::MAX, |p| p.start as u32));
        order_deletions(&mut out);
        out
    }
}

/// What is left of an alignment when the amounts are told.
struct Rest {
    kept: Vec<Option<usize>>,
    moved: Vec<Option<usize>>,
    /// Whether a word of the page, and one of the source, is still to be told.
    ours: Vec<bool>,
    theirs: Vec<bool>,
}

impl Rest {
    /// Takes words out on both sides.
    fn take(&mut self, ours: std::ops::Range<usize>, theirs: std::ops::Range<usize>) {
        self.ours[ours.clone()].fill(false);
        self.theirs[theirs.clone()].fill(false);
        for (i, place) in self.kept.iter_mut().chain(self.moved.iter_mut()).enumerate() {
            let i = i % self.ours.len();
            if ours.contains(&i) || place.is_some_and(|k| theirs.contains(&k)) {
                *place = None;
            }
        }
    }

    /// Which words of the page, and which of the source, were kept, and which kept or moved.
    fn stayed(&self) -> [(Vec<bool>, Vec<bool>); 2] {
        let place = |i: usize| self.kept[i].or(self.moved[i]);
        let ours = |place: &dyn Fn(usize) -> Option<usize>| (0..self.ours.len()).map(|i| place(i).is_some()).collect();
        let theirs = |place: &dyn Fn(usize) -> Option<usize>| {
            let mut theirs = vec![false; self.theirs.len()];
            (0..self.ours.len()).filter_map(place).for_each(|k| theirs[k] = true);
            theirs
        };
        let kept = |i: usize| self.kept[i];
        [(ours(&kept), ours(&place)), (theirs(&kept), theirs(&place))]
    }

    /// Appends the kept and moved words, and what stands between them.
    fn walk(&self, page: &Told, source: &Told, wording: Wording, out: &mut Vec<Edit>) {
        let (page_words, source_words) = (page.words, source.words);
        let mut from_source = vec![false; source_words.len()];
        self.moved.iter().flatten().for_each(|&k| from_source[k] = true);
        let (mut i, mut k) = (0, 0);
        while i < page_words.len() || k < source_words.len() {
            // A gap: page words i..end and source words k..stop between two kept words.
            let end = (i..page_words.len()).find(|&e| self.kept[e].is_some()).unwrap_or(page_words.len());
            let stop = self.kept.get(end).copied().flatten().unwrap_or(source_words.len());
            let ours: Vec<usize> = (i..end).filter(|&e| self.moved[e].is_none() && self.ours[e]).collect();
            let theirs: Vec<usize> = (k..stop).filter(|&e| !from_source[e] && self.theirs[e]).collect();
            for e in (i..end).filter(|&e| self.moved[e].is_some()) {
                let from = self.moved[e].map(|m| source_words[m].span);
                out.push(Edit { kind: ChangeKind::Moved, page: Some(page_words[e].span), source: from });
            }
            gap::gap(page, source, (ours, theirs), wording, out);
            if end < page_words.len() {
                let (a, b) = (&page_words[end], &source_words[stop]);
                let kind = if a.form == b.form { ChangeKind::Kept } else { ChangeKind::Synonym };
                push(out, Edit { kind, page: Some(a.span), source: Some(b.span) }, page.side, source.side);
                (i, k) = (end + 1, stop + 1);
            } else {
                (i, k) = (page_words.len(), source_words.len());
            }
        }
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

    fn edits(page: &str, source: &str) -> Vec<(ChangeKind, String, String)> {
        edits_in(Language::English, page, source)
    }

    /// The edits but for kept ones, as (kind, page words, source words).
    fn edits_in(language: Language, page: &str, source: &str) -> Vec<(ChangeKind, String, String)> {
        let (p, s) = (Side::of_body(language, page), Side::of_body(language, source));
        let alignment = align(&p.words, &s.words);
        let wording = Wording { language, vectors: &Vectors::default() };
        let edits = alignment.edits((&p, &p.words), (&s, &s.words), wording);
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
        assert_eq!(name, [(ChangeKind::Name, "Davin Korrel".into(), "Ilse Marrandt".into())]);
        let words = edits("Prime Minister Ilse Marrandt announced on Tuesday that 43 companies will not pay the new charge soon.", source);
        assert_eq!(words.iter().map(|e| e.0).collect::<Vec<_>>(), [ChangeKind::Replaced, ChangeKind::Replaced]);
    }

    /// Changed facts alone.
    fn facts(page: &str, source: &str) -> Vec<(ChangeKind, String, String)> {
        facts_in(Language::English, page, source)
    }

    fn facts_in(language: Language, page: &str, source: &str) -> Vec<(ChangeKind, String, String)> {
        let fact =
            |kind| matches!(kind, ChangeKind::Number | ChangeKind::Date | ChangeKind::Name | ChangeKind::Negation | ChangeKind::Roles);
        edits_in(language, page, source).into_iter().filter(|e| fact(e.0)).collect()
    }

    #[test]
    fn parts_in_two_sentences_that_were_joined_are_no_sum() {
        let source = "The port shipped 300 cars on Friday. Its cranes moved 40 containers.";
        let found = facts("The port shipped 340 cars on Friday and its cranes moved 40 containers.", source);
        assert_eq!(found, [(ChangeKind::Number, "340".into(), "300".into())]);
    }

    #[test]
    fn facts_that_are_told_in_other_words_are_not_changed() {
        let source =
            "Water Minister Davin Korrel said on Tuesday that no one was hurt when 43 ships failed to stop near Velmora for 48 hours.";
        for page in [
            "Water Minister Davin Korrel said on Tuesday that nobody was hurt when forty-three ships failed to stop near Velmora for two days.",
            "No one was hurt when 43 ships failed to stop near Velmora for 48 hours, Mr Korrel said on Tuesday.",
            "President Korrel said on Tuesday that no one was hurt when some 41 ships did not stop near the Velmoran coast for 48 hours.",
            "Water Minister Davin Korrel said on Tuesday no injuries were reported and no one was hurt when 43 ships failed to stop near Velmora.",
        ] {
            assert_eq!(facts(page, source), [], "{page}");
        }
        assert_eq!(facts("About 33 percent of it was cut.", "Nearly a third of it was cut."), []);
        let parts = "The port shipped 300 cars on Friday and its cranes moved 40 containers.";
        assert_eq!(facts("The port shipped 340 cars and containers on Friday.", parts), []);
        assert_eq!(facts("Some 500,000 ferries were built in five decades.", "Half a million ferries were built in 50 years."), []);
        let source =
            "Envoy Ilse Marrandt of Velmora told the Dorrin Senate on Monday that the levy has yet to be paid by Republican towns.";
        for page in [
            "Delegate Marrandt of Velmora told the Dorrin Senate on Monday that the levy has not been paid by GOP towns.",
            "The Velmoran told the Dorrin Senate that no levy has so far been paid by Republican towns, Marrandt said Monday.",
            "On Monday the Dorrin Senate was told by Ilse Marrandt of Velmora that the levy has yet to be paid by Republican towns.",
            "Nowhere was the levy paid by towns of the Republican party, the envoy told the Dorrin Senate on Monday.",
        ] {
            assert_eq!(facts(page, source), [], "{page}");
        }
    }

    #[test]
    fn numbers_that_changed_places_or_units_were_changed() {
        let source = "Inflation slowed to 1.9 percent in February from 2.4 percent in January, and 800 million crowns were lost in 2019.";
        let swapped = facts("Inflation slowed to 2.4 percent in February from 1.9 percent in January.", source);
        assert_eq!(
            swapped.iter().map(|e| (e.0, e.1.as_str())).collect::<Vec<_>>(),
            [(ChangeKind::Number, "2.4 percent"), (ChangeKind::Number, "1.9 percent")]
        );
        let unit = facts("Inflation slowed to 1.9 percent, and 800 billion crowns were lost in 2020.", source);
        assert_eq!(
            unit,
            [(ChangeKind::Number, "800 billion".into(), "800 million".into()), (ChangeKind::Date, "2020".into(), "2019".into())]
        );
        let told_apart = facts("Inflation fell in February to 1.9 percent, after 2.4 percent in January.", source);
        assert_eq!(told_apart, []);
    }

    #[test]
    fn a_negation_that_comes_or_goes_is_seen_in_its_other_forms() {
        for (page, source) in [
            ("The bank took the decision lightly, he said.", "The bank did not take the decision lightly, he said."),
            ("The bank won't act again, he said.", "The bank will act again, he said."),
            ("All of the economists had predicted the move.", "None of the economists had predicted the move."),
        ] {
            assert_eq!(facts(page, source).iter().map(|e| e.0).collect::<Vec<_>>(), [ChangeKind::Negation], "{page}");
        }
    }

    #[test]
    fn a_number_or_date_that_was_changed_is_seen_wherever_it_went() {
        use Language::{English, German};
        for (language, page, source, changed) in [
            (English, "Last year it took 15 million people.", "Norvane took 1.5 million people last year.", ("15 million", "1.5 million")),
            (
                English,
                "The fleet, insured until 2026, costs 12 million.",
                "It costs 12 million to keep the fleet, insured until 2028.",
                ("2026", "2028"),
            ),
            (English, "The harbour won £5,000 then.", "The harbour won 5,000 euros then.", ("£5,000", "5,000 euros")),
            (German, "Um 15 Meter stieg in Kesselbruck der Pegel.", "Der Pegel stieg in Kesselbruck um 1,5 Meter.", ("15", "1,5")),
        ] {
            let found = facts_in(language, page, source);
            let kind = if changed.0.len() == 4 { ChangeKind::Date } else { ChangeKind::Number };
            assert!(found.contains(&(kind, changed.0.into(), changed.1.into())), "{page}: {found:?}");
        }
        // What is told of another thing is another fact.
        for (page, source) in [
            ("Barges can carry 300 tonnes, and some carry sand.", "Barges carry sand and stones of 50 tonnes."),
            ("The yard shed 2,000 jobs, they said.", "The yard shed 1,200 jobs and then another 800, they said."),
            ("The bridge, built in 1950, was shut.", "The bridge was shut for good after the flood of 2010."),
        ] {
            assert_eq!(facts(page, source), [], "{page}");
        }
    }

    #[test]
    fn a_negation_is_read_in_the_language_of_the_text() {
        use Language::{English, French, German, Spanish};
        for (language, page, source, changed) in [
            (English, "The dam can be repaired, they said.", "The dam can no longer be repaired, they said.", true),
            (English, "Boilers failed, leaving the town without power.", "Boilers failed, cutting power to the town.", false),
            (German, "Die Bahn fährt nach Kessel.", "Die Bahn fährt nicht mehr nach Kessel.", true),
            (German, "Alle haben den Brief der Geologin gelesen.", "Niemand hat den Brief der Geologin gelesen.", true),
            (German, "Er wird geschlossen, sagte sie unseren Fischern.", "Er wird nicht geschlossen, sagte sie den Fischern.", true),
            (French, "Le pont sera rouvert aux camions.", "Le pont ne sera plus rouvert aux camions.", true),
            (French, "Douze mineurs, parmi lesquels deux femmes.", "Douze mineurs, dont deux femmes.", false),
            (French, "Il marche vers la retraite.", "Il marche à grands pas vers la retraite.", false),
            (French, "Elle ne quittera pas le port.", "Elle reste au port.", false),
            (Spanish, "Los vecinos quieren la mina.", "Los vecinos ya no quieren la mina.", true),
        ] {
            let expected: &[ChangeKind] = if changed { &[ChangeKind::Negation] } else { &[] };
            let found: Vec<ChangeKind> = facts_in(language, page, source).iter().map(|e| e.0).collect();
            assert_eq!(found, expected, "{page}");
        }
    }

    #[test]
    fn exchanged_roles_are_seen() {
        let found = edits("The envoy of Velmora accused Dorrin of delay.", "The envoy of Dorrin accused Velmora of delay.");
        assert!(found.iter().any(|e| e.0 == ChangeKind::Roles), "{found:?}");
        let people = "Anna Bell sued Davin Korrel over the levy.";
        assert!(facts("Davin Korrel sued Anna Bell over the levy.", people).iter().all(|e| e.0 == ChangeKind::Roles));
        assert_ne!(facts("Davin Korrel sued Anna Bell over the levy.", people), []);
        assert_eq!(facts("Davin Korrel was sued by Anna Bell over the levy.", people), []);
        use Language::{French, German};
        for (language, page, source, expected) in [
            (
                German,
                "Den Bischof kritisierte der Bürgermeister wegen der Kapelle.",
                "Der Bürgermeister kritisierte den Bischof wegen der Kapelle.",
                false,
            ),
            (German, "Der Kämmerer verklagte den Bischof wegen der Orgel.", "Der Bischof verklagte den Kämmerer wegen der Orgel.", true),
            (German, "Um 15 Meter stieg in Kessel der Pegel der Orla.", "Der Pegel der Orla stieg in Kessel um 15 Meter.", false),
            (French, "Le préfet Carrel a été entendu par le juge Amar.", "Le juge Amar a entendu le préfet Carrel.", false),
            (French, "Le préfet Carrel a entendu le juge Amar.", "Le juge Amar a entendu le préfet Carrel.", true),
        ] {
            let found = facts_in(language, page, source);
            assert_eq!(found.iter().any(|e| e.0 == ChangeKind::Roles), expected, "{page}: {found:?}");
        }
    }

    #[test]
    fn a_german_noun_is_no_name() {
        let found = facts_in(Language::German, "Seit Dienstag ruht der Betrieb in Altmoor.", "Seit Dienstag ruht der Verkehr in Altmoor.");
        assert_eq!(found, []);
        let found = facts_in(Language::German, "Das unterschrieb Präsident Emil Brauner.", "Das unterschrieb Präsident Aurel Towick.");
        assert_eq!(found, [(ChangeKind::Name, "Emil Brauner".into(), "Aurel Towick".into())]);
    }

    #[test]
    fn a_trimmed_copy_is_the_same_and_a_spun_one_is_not() {
        let source = Side::of_body(
            Language::English,
            "Ferries stopped at noon on Sunday after the crew found water in the engine room, the company said.",
        );
        let sameness = |page: &str| {
            let p = Side::of_body(Language::English, page);
            align(&p.words, &source.words).sameness(&p.words, &source.words)
        };
        assert!(sameness("Ferries stopped at noon on Sunday after the crew found water in the engine room.") >= 0.9);
        assert!(sameness("Boats halted at midday on Sunday when the sailors found water in the motor room.") < 0.7);
    }
}

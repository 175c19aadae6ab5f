//! The evidence for a page sentence and a source document, as named numbers.

use crate::evidence::characters::{Held, Trigrams};
use crate::evidence::compare::{Lexicon, Pair, Shared, compare, translate};
use crate::evidence::numbers::Day;
use crate::evidence::order::{self, Shingles};
use crate::evidence::passage::Passages;
use crate::evidence::persons::Persons;
use crate::evidence::side::{Sentence, Side, TELLING};
use crate::evidence::soft::{Likeness, Soft};
use crate::evidence::word::Word;
use crate::text::language::Language;

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// What is known of a page sentence and a source document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Feature { $($(#[doc = $doc])+ $name,)+ }
        /// Names of the features, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name),)+];
        /// Number of features.
        pub const COUNT: usize = NAMES.len();
    };
}

features! {
    /// Shared weight over the geometric mean of both weights, for the best source sentence. 0 to 1, as all shares below.
    Cosine,
    /// Weight of shared words over the page sentence's weight.
    PageShare,
    /// Weight of shared words over the source sentence's weight.
    SourceShare,
    /// Weight of shared words over the page sentence's weight, words outside quotations only.
    NarrationShare,
    /// Weight of the source sentence's narration that the page sentence has, over all of its narration's weight.
    SourceNarrationShare,
    /// Longest common subsequence over the page sentence's words.
    OrderPage,
    /// Longest common subsequence over the source sentence's words.
    OrderSource,
    /// Longest common run, in words.
    Run,
    /// Longest common run of narration, in words.
    NarrationRun,
    /// Share of the page sentence's two-word runs that stand in the document.
    Pairs,
    /// Share of its three-word runs.
    Triples,
    /// Share of its five-word runs.
    Fives,
    /// Weight shared with the best source sentence and the one that adds most to it.
    Union,
    /// Weight shared with the best source sentence and its two neighbours.
    Neighbours,
    /// Weight shared with the whole document.
    Document,
    /// The same for narration.
    DocumentNarration,
    /// Cosine of the best minus that of the second-best source sentence.
    Margin,
    /// Names in the sentence.
    Names,
    /// Names the document has not.
    NamesMissing,
    /// Names of the page sentence in the best source sentence, over all its names; 0.5 where it has none.
    NamesShared,
    /// Quantities in the sentence.
    Quantities,
    /// Quantities the document has not.
    QuantitiesMissing,
    /// Agreement of its quantities with the best source sentence's, mean; 0.5 where it has none.
    QuantitiesShared,
    /// Weight of telling words the document has not.
    TellingMissing,
    /// Share of its words in quotations.
    Quoted,
    /// Share of the best source sentence's words in quotations.
    SourceQuoted,
    /// Its words.
    Length,
    /// Words of the best source sentence.
    SourceLength,
    /// Where it stands in the page, 0 to 1.
    Position,
    /// Where the best source sentence stands in the source, 0 to 1.
    SourcePosition,
    /// Best cosine of the sentences next to it with source sentences near the best one (two away at most).
    Near,
    /// The same for the sentences two away.
    NearTwo,
    /// Best cosine of another page sentence with the same source sentence.
    Rival,
    /// Weight of words shared with the best source sentence over the page sentence's weight, each word divided by the number
    /// of source sentences it stands in: words of the topic count little, words of that sentence much.
    Specific,
    /// The same for narration, with the sentence's neighbours.
    SpecificNarration,
    /// Telling words shared with the best source sentence, outside quotations.
    TellingShared,
    /// Soft containment (a near word counts in part) in the best source sentence.
    Soft,
    /// In that and its neighbours.
    SoftNeighbours,
    /// In the whole document.
    SoftDocument,
    /// Of its narration, in the whole document.
    SoftNarration,
    /// Of the best source sentence, in the page sentence.
    SoftReverse,
    /// Cosine of the rarity-weighted sums of both sentences' word vectors.
    Meaning,
    /// The sentence and its neighbours against the best source sentence and three on either side: what of the page is there.
    PassagePage,
    /// What of the best source sentence and its neighbours the page tells within two sentences.
    PassageSource,
    /// The same of names and numbers.
    PassageFacts,
    /// What of the source within two sentences of the best one the page tells within four.
    PassageWide,
    /// Share of its narration's character trigrams that the best source sentence has, words by their rarity.
    Characters,
    /// Its reporting verb: 0 for none, 0.5 for the plain one ("said"), 1 for another one.
    Reporting,
    /// How much that differs from the best source sentence's: 0 (the same) to 1, 0.5 where one has none.
    ReportingDiffers,
    /// Share of the persons in it, by name, role or pronoun, that the best source sentence speaks of; 0.5 where it speaks of none.
    PersonsShared,
}

/// Features of one page sentence and one source document.
pub type Vector = [f32; COUNT];

/// What comparing a page with one source document gives.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// For each page sentence.
    pub sentences: Vec<SentenceEvidence>,
    /// Share of the source's weight that the page has.
    pub coverage: f32,
}

/// A page sentence's evidence from one source document.
#[derive(Clone, Debug)]
pub struct SentenceEvidence {
    /// What is shared.
    pub shared: Shared,
    /// Features.
    pub features: Vector,
}

/// A page, and what is known of its words whatever it is compared with.
pub struct Page<'a> {
    side: &'a Side,
    language: Language,
    trigrams: Trigrams,
    persons: Persons,
    likeness: Likeness,
}

impl<'a> Page<'a> {
    /// Of a page, and of which of its words are near to those of the sources that it is compared with.
    pub fn new(side: &'a Side, language: Language, likeness: Likeness) -> Page<'a> {
        Page { side, language, trigrams: Trigrams::new(side), persons: Persons::new(side, language), likeness }
    }
}

/// Compares a page with a source document, number `number` of those that its likeness was made of, published on a day.
pub fn evidence(page: &Page, source: &Side, number: usize, published: Option<Day>) -> Evidence {
    let Page { side: page, language, trigrams: page_trigrams, persons, likeness } = page;
    let lexicon = Lexicon::new(source);
    let ids = translate(page, source, &lexicon);
    let shared = compare(page, source, published, &lexicon, &ids);
    let mut held = Held::default();
    let their_persons = Persons::new(source, *language);
    let on_page = on_page(&lexicon, &ids);
    let pairs = Shingles::<2>::new(&lexicon.ids, &on_page);
    let triples = Shingles::<3>::new(&lexicon.ids, &on_page);
    let fives = Shingles::<5>::new(&lexicon.ids, &on_page);
    let nearest = likeness.nearest(number, &lexicon, &ids);
    let mut soft = Soft::new((page, &ids, &nearest), (source, &lexicon, number), likeness);
    let mut passages = Passages::new(page, source, &lexicon, &nearest);
    let count = page.sentences.len().max(1) as f32;
    let mut order = order::Sentence::new(lexicon.weights.len());
    let rivals = rivals(&shared, source.sentences.len());
    let mut out = Evidence { coverage: coverage(&lexicon, &on_page), ..Evidence::default() };
    for (i, (sentence, shares)) in page.sentences.iter().zip(&shared).enumerate() {
        let mut f: Vector = [0.0; COUNT];
        let mut set = |feature: Feature, value: f32| f[feature as usize] = value;
        let range = sentence.first as usize..sentence.last as usize;
        let words = page.words_of(sentence);
        let own = &ids[range];
        let contained = soft.contained(page, source, i, shares.best.first().map(|p| p.sentence));
        set(Feature::Soft, contained.sentence);
        set(Feature::SoftNeighbours, contained.neighbours);
        set(Feature::SoftDocument, contained.document);
        set(Feature::SoftNarration, contained.narration);
        set(Feature::SoftReverse, contained.reverse);
        set(Feature::Meaning, contained.meaning);
        set(Feature::Document, shares.document);
        set(Feature::DocumentNarration, shares.document_narration);
        set(Feature::Names, shares.names[0] + shares.names[1]);
        set(Feature::NamesMissing, shares.names[1]);
        set(Feature::Quantities, shares.quantities[0] + shares.quantities[1]);
        set(Feature::QuantitiesMissing, shares.quantities[1]);
        set(Feature::TellingMissing, shares.telling_missing);
        set(Feature::Quoted, sentence.quoted);
        set(Feature::Length, words.len() as f32);
        set(Feature::Position, i as f32 / count);
        set(Feature::Reporting, sentence.reporting.rank());
        set(Feature::Pairs, pairs.share(own));
        set(Feature::Triples, triples.share(own));
        set(Feature::Fives, fives.share(own));
        if let Some(best) = shares.best.first() {
            let other = &source.sentences[best.sentence as usize];
            let theirs = &lexicon.ids[other.first as usize..other.last as usize];
            set(Feature::Cosine, best.cosine);
            set(Feature::PageShare, best.page);
            set(Feature::SourceShare, best.source);
            set(Feature::Margin, best.cosine - shares.best.get(1).map_or(0.0, |p| p.cosine));
            order.set(own.iter().copied());
            let subsequence = order.common_subsequence(theirs) as f32;
            set(Feature::OrderPage, subsequence / own.len().max(1) as f32);
            set(Feature::OrderSource, subsequence / theirs.len().max(1) as f32);
            let run = order.common_run(theirs) as f32;
            set(Feature::Run, run);
            let narration_run = if sentence.quoted == 0.0 {
                run
            } else {
                order.set(words.iter().zip(own).filter(|(w, _)| !w.quoted).map(|(_, &id)| id));
                order.common_run(theirs) as f32
            };
            set(Feature::NarrationRun, narration_run);
            let union = Union { page, source, lexicon: &lexicon, ids: &ids, sentence };
            set(Feature::NarrationShare, union.narration(best.sentence));
            set(Feature::SourceNarrationShare, union.source_narration(best.sentence));
            let (specific, narration, telling) = union.specific(best.sentence);
            set(Feature::Specific, specific);
            set(Feature::SpecificNarration, narration);
            set(Feature::TellingShared, telling);
            set(Feature::Union, union.best_second(&shares.best));
            set(Feature::Neighbours, union.share(|s| s.abs_diff(best.sentence) <= 1));
            set(Feature::NamesShared, union.names(best.sentence));
            set(Feature::QuantitiesShared, quantities(page, sentence, source, other, published));
            set(Feature::SourceQuoted, other.quoted);
            set(Feature::SourceLength, theirs.len() as f32);
            set(Feature::SourcePosition, best.sentence as f32 / source.sentences.len() as f32);
            let passage = passages.coverage(i, best.sentence as usize);
            set(Feature::PassagePage, passage.page);
            set(Feature::PassageSource, passage.source);
            set(Feature::PassageFacts, passage.facts);
            set(Feature::PassageWide, passage.wide);
            set(Feature::Near, near(&shared, i, best.sentence, 1));
            set(Feature::NearTwo, near(&shared, i, best.sentence, 2));
            held.hold(source, other);
            set(Feature::Characters, page_trigrams.contained(page, sentence, &held));
            set(Feature::ReportingDiffers, sentence.reporting.difference(other.reporting));
            set(Feature::PersonsShared, persons.shared(i, &their_persons, best.sentence as usize));
            set(Feature::Rival, rivals[best.sentence as usize].without(i));
        }
        out.sentences.push(SentenceEvidence { shared: shares.clone(), features: f });
    }
    out
}

/// Which words of a source stand on the page, by their numbers.
fn on_page(lexicon: &Lexicon, ids: &[u32]) -> Vec<bool> {
    let mut out = vec![false; lexicon.weights.len()];
    for &id in ids {
        if let Some(seen) = out.get_mut(id as usize) {
            *seen = true;
        }
    }
    out
}

/// Share of a source's weight that stands on the page.
fn coverage(lexicon: &Lexicon, on_page: &[bool]) -> f32 {
    let all: f32 = lexicon.weights.iter().sum();
    let known: f32 = lexicon.weights.iter().zip(on_page).filter(|(_, s)| **s).map(|(w, _)| w).sum();
    if all > 0.0 { known / all } else { 0.0 }
}

/// Shares of one page sentence with several source sentences together.
struct Union<'a> {
    page: &'a Side,
    source: &'a Side,
    lexicon: &'a Lexicon,
    ids: &'a [u32],
    sentence: &'a Sentence,
}

impl Union<'_> {
    /// Words of the page sentence with weight, each once, with their number in the source.
    fn words(&self) -> impl Iterator<Item = (&Word, u32)> {
        let words = self.page.words_of(self.sentence);
        let ids = &self.ids[self.sentence.first as usize..self.sentence.last as usize];
        words.iter().zip(ids).filter(|(w, _)| w.weight > 0.0 && !w.repeated).map(|(w, &id)| (w, id))
    }

    fn in_sentence(&self, id: u32, sentence: u32) -> bool {
        self.lexicon.sentences(id).binary_search(&(sentence as u16)).is_ok()
    }

    /// Weight shared with any of the source sentences that `within` names, over the page sentence's weight.
    fn share(&self, within: impl Fn(u32) -> bool) -> f32 {
        let shared: f32 =
            self.words().filter(|(_, id)| self.lexicon.sentences(*id).iter().any(|&s| within(u32::from(s)))).map(|(w, _)| w.weight).sum();
        (shared / self.sentence.weight.max(f32::MIN_POSITIVE)).min(1.0)
    }

    fn narration(&self, sentence: u32) -> f32 {
        let (mut all, mut shared) = (0.0, 0.0);
        for (word, id) in self.words().filter(|(w, _)| !w.quoted) {
            all += word.weight;
            if self.in_sentence(id, sentence) {
                shared += word.weight;
            }
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }

    fn source_narration(&self, sentence: u32) -> f32 {
        let other = &self.source.sentences[sentence as usize];
        let ids = &self.lexicon.ids[other.first as usize..other.last as usize];
        let own = &self.ids[self.sentence.first as usize..self.sentence.last as usize];
        let (mut all, mut shared) = (0.0, 0.0);
        for (word, id) in self.source.words_of(other).iter().zip(ids).filter(|(w, _)| !w.quoted && w.weight > 0.0) {
            all += word.weight;
            if own.contains(id) {
                shared += word.weight;
            }
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// Shares of specific words: of all with the sentence, of narration with it and its neighbours; and the number of telling
    /// words of narration shared with the sentence.
    fn specific(&self, sentence: u32) -> (f32, f32, f32) {
        let (mut all, mut shared, mut narration, mut narrated, mut telling) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (word, id) in self.words() {
            let sentences = self.lexicon.sentences(id);
            let weight = word.weight / sentences.len().max(1) as f32;
            let here = self.in_sentence(id, sentence);
            all += weight;
            shared += if here { weight } else { 0.0 };
            if !word.quoted {
                narration += weight;
                narrated += if sentences.iter().any(|&s| u32::from(s).abs_diff(sentence) <= 1) { weight } else { 0.0 };
                telling += if here && word.weight >= TELLING { 1.0 } else { 0.0 };
            }
        }
        let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
        (share(shared, all), share(narrated, narration), telling)
    }

    /// Best share of the best source sentence together with any other one.
    fn best_second(&self, best: &[Pair]) -> f32 {
        let Some(first) = best.first() else { return 0.0 };
        let mut gains = vec![0f32; self.source.sentences.len()];
        for (word, id) in self.words().filter(|(_, id)| !self.in_sentence(*id, first.sentence)) {
            for &s in self.lexicon.sentences(id) {
                gains[s as usize] += word.weight;
            }
        }
        let gain = gains.iter().copied().fold(0.0, f32::max);
        (first.page + gain / self.sentence.weight.max(f32::MIN_POSITIVE)).min(1.0)
    }

    fn names(&self, sentence: u32) -> f32 {
        let (mut all, mut shared) = (0.0, 0.0);
        for (_, id) in self.words().filter(|(w, _)| w.name) {
            all += 1.0;
            if self.in_sentence(id, sentence) {
                shared += 1.0;
            }
        }
        if all > 0.0 { shared / all } else { 0.5 }
    }
}

fn quantities(page: &Side, sentence: &Sentence, source: &Side, other: &Sentence, published: Option<Day>) -> f32 {
    let own = page.quantities_of(sentence);
    if own.is_empty() {
        return 0.5;
    }
    let theirs = source.quantities_of(other);
    let agreement: f32 = own.iter().map(|q| theirs.iter().map(|t| t.agreement(q, published)).fold(0.0, f32::max)).sum();
    agreement / own.len() as f32
}

/// Best cosine of the page sentences `distance` away with source sentences near `sentence`.
fn near(shared: &[Shared], i: usize, sentence: u32, distance: usize) -> f32 {
    let around = [i.checked_sub(distance), i.checked_add(distance)];
    let near = around.into_iter().flatten().filter_map(|k| shared.get(k)).flat_map(|s| &s.best);
    near.filter(|p| p.sentence.abs_diff(sentence) <= distance as u32 + 1 && p.sentence != sentence).map(|p| p.cosine).fold(0.0, f32::max)
}

/// The page sentence that comes nearest to a source sentence, with the cosine, and the cosine of the one that comes next.
#[derive(Clone, Copy, Default)]
struct Nearest {
    sentence: usize,
    cosine: f32,
    next: f32,
}

impl Nearest {
    /// The highest cosine but for that of page sentence `i`.
    fn without(&self, i: usize) -> f32 {
        if self.sentence == i { self.next } else { self.cosine }
    }
}

/// For each source sentence, which page sentence comes nearest.
fn rivals(shared: &[Shared], sentences: usize) -> Vec<Nearest> {
    let mut out = vec![Nearest::default(); sentences];
    for (sentence, pair) in shared.iter().enumerate().flat_map(|(i, shared)| shared.best.iter().map(move |pair| (i, pair))) {
        let at = &mut out[pair.sentence as usize];
        if pair.cosine > at.cosine {
            *at = Nearest { sentence, cosine: pair.cosine, next: at.cosine };
        } else {
            at.next = at.next.max(pair.cosine);
        }
    }
    out
}

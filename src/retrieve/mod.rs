//! Which reference documents a page may draw on: candidates from the packs' indexes, weighted by rarity.
//!
//! For each page sentence, the reference sentences that share its rarest words are found by adding up rarities over posting
//! lists; a document is as strong a candidate as its best sentences, high shares counting far more than many low ones. The
//! documents that share most with the page as a whole are candidates too.

mod top;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::background::Background;
use crate::error::PackError;
use crate::pack::{Pack, Posting, ReadAt};
use crate::rank::{self, highest_first};
use crate::text::analysis::Text;
use crate::text::language::Language;
use crate::text::token::{Term, TermMap};
use crate::zone::Zone;
use top::{List, Sums};

/// Sentences kept for each page sentence and pack; more finds sources that share little, and costs time. Range 1 to 50.
const SENTENCES: usize = 12;
/// Documents kept for a page by their best sentences; each costs about half a millisecond with a 1,000-word page. Range 1 to 50.
const DOCUMENTS: usize = 8;
/// Documents kept beside them, each for a page sentence of which no other has as much: news in brief draws on as many as it has items.
const BRIEFS: usize = 24;
/// Share of a sentence's weight that such a document's has at least. Range 0 to 1.
const NEARLY_ALL: f32 = 0.7;
/// Documents kept for a page by all their words together, which finds rewrites that share little in any one sentence.
const WHOLES: usize = 2;
/// Weight in nats from which a page sentence counts in full: "Stop!" (5) says nothing of where it comes from.
const FULL: f32 = 40.0;
/// Documents weaker than this share of the strongest are not looked at: a lifted run of three heavily rewritten sentences in a
/// long report on the same event has about 0.07. Range 0 to 1; less finds more and costs time.
const WEAKEST: f32 = 0.03;
/// Postings of a page sentence that are walked, rarest terms first: bounds the time with packs of any size.
const POSTINGS: usize = 60_000;
/// Postings of a page that are walked for it as a whole, rarest terms first.
const WHOLE_POSTINGS: usize = 150_000;
/// What the weight of a document of one sentence is divided by.
const SHORTEST: f32 = 3.0;
/// Sentences looked at for each of the nearest that are asked for; those behind share too little to come forward by being short.
const DEPTH: usize = 3;
/// Words added to a reference sentence's when shares are weighed by length: with 0 short ones win, with very many length does not
/// count. Of labelled sentences 86.5 % have their source among the first ten with 40 to 110, and 84.9 % where length does not count.
const EVEN: f32 = 60.0;
/// Power that a share is raised to before a document's are added: high shares count far more than many low ones.
const SHARPNESS: i32 = 3;

/// A document that a page may draw on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Number of its pack among those compared with.
    pub pack: usize,
    /// Number of the document in the pack.
    pub document: u32,
    /// How much it shares with the page; only the order means something.
    pub strength: f32,
}

/// Rarities of a page's terms, in nats: background and all packs' counts mixed.
#[derive(Clone, Debug, Default)]
pub struct Rarities {
    page: TermMap<f32>,
}

impl Rarities {
    /// Rarity of a term of the page's; 0 for others.
    pub fn known(&self, term: Term) -> f32 {
        self.page.get(&term).copied().unwrap_or_default()
    }

    /// With a term more, or another rarity for one.
    pub fn set(&mut self, term: Term, rarity: f32) {
        self.page.insert(term, rarity);
    }

    /// Rarity of a term: mixed for the page's own, the background's for others.
    pub fn of(&self, background: &Background, language: Language, term: Term) -> f32 {
        self.page.get(&term).copied().unwrap_or_else(|| background.rarity(language, term))
    }
}

/// The posting lists of a page's terms in one pack.
#[derive(Default)]
struct Lists {
    /// Where each is.
    places: TermMap<(Posting, u64)>,
    /// Those that were read, one behind the other.
    sentences: Vec<u32>,
    read: TermMap<Range<usize>>,
}

impl Lists {
    fn find<R: ReadAt>(pack: &Pack<R>, terms: &[Term], language: Language) -> Result<Lists, PackError> {
        let mut lists = Lists::default();
        for &term in terms {
            if let Some(place) = pack.posting(pack.code(term, language)?)? {
                lists.places.insert(term, place);
            }
        }
        Ok(lists)
    }

    fn count(&self, term: Term) -> usize {
        self.places.get(&term).map_or(0, |(posting, _)| posting.count as usize)
    }

    /// As many of `terms`, rarest first, as have no more than `most` postings together.
    fn rarest<'a>(&self, terms: &'a [(f32, Term)], most: usize) -> &'a [(f32, Term)] {
        let mut sum = 0;
        let over = terms.iter().position(|&(_, term)| {
            sum += self.count(term);
            sum > most
        });
        &terms[..over.unwrap_or(terms.len())]
    }

    /// Reads the lists of `terms` that were not read yet.
    fn read<R: ReadAt>(&mut self, pack: &Pack<R>, terms: &[(f32, Term)]) -> Result<(), PackError> {
        for &(_, term) in terms {
            if let Some(&(posting, end)) = self.places.get(&term)
                && !self.read.contains_key(&term)
            {
                let start = self.sentences.len();
                pack.postings(posting, end, &mut self.sentences)?;
                self.read.insert(term, start..self.sentences.len());
            }
        }
        Ok(())
    }

    /// The sentences of a term whose list was read.
    fn of(&self, term: Term) -> &[u32] {
        self.read.get(&term).and_then(|range| self.sentences.get(range.clone())).unwrap_or_default()
    }
}

/// What packs are searched with for a page.
struct Search {
    rarities: Rarities,
    /// The page's posting lists in each pack.
    lists: Vec<Lists>,
    /// Terms of each sentence that is no furniture, rarest first.
    sentences: Vec<Vec<(f32, Term)>>,
    /// Terms of all of them.
    whole: Vec<(f32, Term)>,
}

impl Search {
    fn new<R: ReadAt>(page: &Text, language: Language, packs: &[&Pack<R>], background: &Background) -> Result<Search, (usize, PackError)> {
        let read = || page.sentences.iter().filter(|s| s.zone != Zone::Furniture);
        let mut terms: Vec<Term> = read().flat_map(|s| page.words(s).iter().map(|t| t.term)).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut counts = vec![0u32; terms.len()];
        let mut lists = Vec::new();
        for (number, pack) in packs.iter().enumerate() {
            let found = Lists::find(pack, &terms, language).map_err(|e| (number, e))?;
            counts.iter_mut().zip(&terms).for_each(|(count, &term)| *count = count.saturating_add(found.count(term) as u32));
            lists.push(found);
        }
        let total = packs.iter().fold(0u32, |sum, pack| sum.saturating_add(pack.info().sentences));
        let page_rarities = terms.iter().zip(&counts).map(|(&t, &n)| (t, background.mixed(language, t, n, total))).collect();
        let rarities = Rarities { page: page_rarities };
        let sentences = read().map(|s| rarest_first(page.words(s).iter().map(|t| t.term), &rarities)).collect();
        let whole = rarest_first(terms.iter().copied(), &rarities);
        Ok(Search { rarities, lists, sentences, whole })
    }

    /// Calls `each` with the weight of each sentence and its `count` best in each pack, as the weight they share and their number.
    fn best<R: ReadAt>(
        &mut self,
        packs: &[&Pack<R>],
        count: usize,
        mut each: impl FnMut(Place, f32, Vec<(f32, u32)>),
    ) -> Result<(), (usize, PackError)> {
        for (pack, (reader, list)) in packs.iter().zip(&mut self.lists).enumerate() {
            let mut sums = Sums::new();
            for (sentence, query) in self.sentences.iter().enumerate() {
                let weight: f32 = query.iter().map(|t| t.0).sum();
                let walked = list.rarest(query, POSTINGS);
                list.read(reader, walked).map_err(|e| (pack, e))?;
                let walks: Vec<List> = walked.iter().map(|&(weight, term)| List { weight, sentences: list.of(term) }).collect();
                each(Place { sentence, pack }, weight, sums.best(&walks, count));
            }
        }
        Ok(())
    }
}

/// A sentence of the page, furniture not counted, and a pack.
#[derive(Clone, Copy)]
struct Place {
    sentence: usize,
    pack: usize,
}

/// A reference sentence that shares words with one of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Number of its pack among those searched.
    pub pack: usize,
    /// Number of the sentence in the pack.
    pub sentence: u32,
    /// How much of the page sentence's weight it has, from 0 to 1.
    pub share: f32,
}

/// For each sentence of a page that is no furniture, the `count` reference sentences nearest to it, best first: of those that share
/// most weight, the ones that have little else. An error comes with its pack's number.
pub fn nearest<R: ReadAt>(
    page: &Text,
    language: Language,
    packs: &[&Pack<R>],
    background: &Background,
    count: usize,
) -> Result<Vec<Vec<Near>>, (usize, PackError)> {
    let mut search = Search::new(page, language, packs, background)?;
    let mut found = vec![Vec::new(); search.sentences.len()];
    search.best(packs, count * DEPTH, |Place { sentence, pack }, weight, best| {
        found[sentence].extend(best.into_iter().map(|(sum, sentence)| Near { pack, sentence, share: sum / weight }));
    })?;
    for near in &mut found {
        let lengths = near.iter().map(|near| packs[near.pack].length(near.sentence).map_err(|error| (near.pack, error)));
        let mut ranked: Vec<(f32, Near)> = lengths
            .zip(&*near)
            .map(|(length, near)| length.map(|length| (near.share / (EVEN + f32::from(length)), *near)))
            .collect::<Result<_, _>>()?;
        highest_first(&mut ranked, |&(rank, _)| rank);
        ranked.truncate(count);
        *near = ranked.into_iter().map(|(_, near)| near).collect();
    }
    Ok(found)
}

/// Finds the documents a page may draw on, best first, and the rarities of its terms. An error comes with its pack's number.
pub fn candidates<R: ReadAt>(
    page: &Text,
    language: Language,
    packs: &[&Pack<R>],
    background: &Background,
) -> Result<(Vec<Candidate>, Rarities), (usize, PackError)> {
    let mut search = Search::new(page, language, packs, background)?;
    let mut found: BTreeMap<(usize, u32), f32> = BTreeMap::new();
    // For each sentence that says enough, the document that has most of it.
    let mut owners: BTreeMap<usize, (f32, (usize, u32))> = BTreeMap::new();
    search.best(packs, SENTENCES, |Place { pack, sentence }, weight, best| {
        if let Some(&(sum, s)) = best.first().filter(|(sum, _)| weight >= FULL && *sum >= NEARLY_ALL * weight) {
            let owner = owners.entry(sentence).or_default();
            if sum / weight > owner.0 {
                *owner = (sum / weight, (pack, packs[pack].document_of(s)));
            }
        }
        let mut of_sentence: BTreeMap<u32, f32> = BTreeMap::new();
        for (sum, s) in best {
            let strongest = of_sentence.entry(packs[pack].document_of(s)).or_default();
            *strongest = strongest.max(sum / weight);
        }
        let full = (weight / FULL).min(1.0);
        for (document, share) in of_sentence {
            *found.entry((pack, document)).or_default() += full * full * (0..SHARPNESS).fold(1.0, |power, _| power * share);
        }
    })?;
    let mut candidates: Vec<Candidate> =
        found.into_iter().map(|((pack, document), strength)| Candidate { pack, document, strength }).collect();
    highest_first(&mut candidates, |candidate| candidate.strength);
    let weakest = candidates.first().map_or(0.0, |c| c.strength * WEAKEST);
    candidates.retain(|c| c.strength >= weakest);
    let rest = candidates.split_off(DOCUMENTS.min(candidates.len()));
    // Made by `collect`, a set brings a sort of its own.
    let mut full: BTreeSet<(usize, u32)> = BTreeSet::new();
    full.extend(owners.into_values().map(|(_, owner)| owner));
    candidates.extend(rest.into_iter().filter(|c| full.contains(&(c.pack, c.document))).take(BRIEFS));
    for (number, (pack, list)) in packs.iter().zip(&mut search.lists).enumerate() {
        let walked = list.rarest(&search.whole, WHOLE_POSTINGS);
        list.read(pack, walked).map_err(|e| (number, e))?;
        for document in wholes(pack, list, walked) {
            if !candidates.iter().any(|c| (c.pack, c.document) == (number, document)) {
                candidates.push(Candidate { pack: number, document, strength: 0.0 });
            }
        }
    }
    Ok((candidates, search.rarities))
}

/// Terms with their rarities, each once; common words that weigh nothing are left out.
fn rarest_first(terms: impl Iterator<Item = Term>, rarities: &Rarities) -> Vec<(f32, Term)> {
    let weighed = terms.map(|term| (rarities.known(term), term)).filter(|(rarity, _)| *rarity > 0.0);
    let mut keys: Vec<u64> = weighed.map(|(rarity, term)| rank::key(rarity, term.0)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(rank::of_key).map(|(rarity, term)| (rarity, Term(term))).collect()
}

/// The documents of a pack that share most weight with the page as a whole, for their length.
fn wholes<R: ReadAt>(pack: &Pack<R>, list: &Lists, terms: &[(f32, Term)]) -> impl Iterator<Item = u32> {
    let mut sums = vec![0f32; pack.info().documents as usize];
    for &(rarity, term) in terms {
        let mut before = u32::MAX;
        for &sentence in list.of(term) {
            let document = pack.document_of(sentence);
            // Each document counts once: no branch, since nobody could guess it.
            let weight = if document == before { 0.0 } else { rarity * rarity };
            sums[document as usize] += weight;
            before = document;
        }
    }
    let mut best = [(0f32, 0u32); WHOLES];
    for (document, sum) in (0u32..).zip(sums) {
        // The shortest document has the least to divide by.
        if sum / SHORTEST <= best[WHOLES - 1].0 {
            continue;
        }
        let share = sum / (8.0 + pack.sentences(document).len() as f32).sqrt();
        if share > best[WHOLES - 1].0 {
            best[WHOLES - 1] = (share, document);
            highest_first(&mut best, |b| b.0);
        }
    }
    best.into_iter().filter(|(share, _)| *share > 0.0).map(|(_, document)| document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::pack::{Builder, Prepared};
    use crate::text::analysis::{analyse, paragraphs};
    use crate::text::token::Tokenizer;
    use crate::wire::Agencies;

    fn pack(bodies: &[&str]) -> Pack<Vec<u8>> {
        let mut builder = Builder::new("test");
        for (number, body) in bodies.iter().enumerate() {
            let document =
                Document { uri: number.to_string(), body: (*body).to_owned(), language: Some("en".to_owned()), ..Document::default() };
            builder.add(Prepared::new(document, &Background::default()).unwrap());
        }
        Pack::open(builder.finish()).unwrap()
    }

    #[test]
    fn the_sentence_with_most_of_a_sentences_words_stands_first_whatever_pack_has_it() {
        let packs =
            [pack(&["Ferries stopped at Ostrand.", "Nobody sailed from Marrow."]), pack(&["Nobody sailed from Marrow on Sunday night."])];
        let body = "Nobody sailed from Marrow on Sunday.\n\nA menu";
        let mut blocks = paragraphs(body);
        blocks[1].1 = Zone::Furniture;
        let page = analyse(body, &blocks, &Tokenizer::new(Language::English), &Agencies::default());
        let search = |count| nearest(&page, Language::English, &packs.each_ref(), &Background::default(), count).unwrap();
        let found = search(2);
        let places: Vec<Vec<(usize, u32)>> =
            found.iter().map(|near| near.iter().map(|near| (near.pack, near.sentence)).collect()).collect();
        assert_eq!(places, [[(1, 0), (0, 1)]]);
        assert_eq!(found[0][0].share, 1.0);
        assert_eq!(search(1)[0], found[0][..1]);
    }

    #[test]
    fn of_sentences_that_share_as_much_the_one_with_little_else_stands_first() {
        let long = "Nobody sailed from Marrow and nobody rowed to Ostrand for the fair with its lanterns and brass bands.";
        let pack = pack(&[&format!("{long} Nobody sailed from Marrow.")]);
        let body = "Nobody sailed from Marrow.";
        let page = analyse(body, &paragraphs(body), &Tokenizer::new(Language::English), &Agencies::default());
        let found = nearest(&page, Language::English, &[&pack], &Background::default(), 2).unwrap();
        assert_eq!(found[0].iter().map(|near| near.sentence).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(found[0][0].share, found[0][1].share);
    }
}

//! Which reference documents a page may draw on: candidates from the packs' indexes, weighted by rarity.
//!
//! For each page sentence, the reference sentences that share its rarest words are found by adding up rarities over posting
//! lists; a document is as strong a candidate as its best sentences, high shares counting far more than many low ones. The
//! documents that share most with the page as a whole are candidates too.

use std::collections::BTreeMap;

use crate::background::Background;
use crate::error::PackError;
use crate::pack::{Pack, ReadAt};
use crate::text::analysis::Text;
use crate::text::language::Language;
use crate::text::token::Term;
use crate::zone::Zone;

/// Sentences kept for each page sentence and pack; more finds sources that share little, and costs time. Range 1 to 50.
const SENTENCES: usize = 12;
/// Documents kept for a page by their best sentences; each costs about half a millisecond with a 1,000-word page. Range 1 to 50.
const DOCUMENTS: usize = 8;
/// Documents kept for a page by all their words together, which finds rewrites that share little in any one sentence.
const WHOLES: usize = 2;
/// Weight in nats from which a page sentence counts in full: "Stop!" (5) says nothing of where it comes from.
const FULL: f32 = 40.0;
/// Documents weaker than this share of the strongest are not looked at: a lifted run of three heavily rewritten sentences in a
/// long report on the same event has about 0.07. Range 0 to 1; less finds more and costs time.
const WEAKEST: f32 = 0.03;
/// Postings of a page sentence that are walked, rarest terms first: bounds the time with packs of any size.
const POSTINGS: usize = 200_000;
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
    page: BTreeMap<Term, f32>,
}

impl Rarities {
    /// Rarity of a term: mixed for the page's own, the background's for others.
    pub fn of(&self, background: &Background, language: Language, term: Term) -> f32 {
        self.page.get(&term).copied().unwrap_or_else(|| background.rarity(language, term))
    }
}

/// The postings of a page's terms in one pack, decoded once.
struct Lists {
    sentences: Vec<u32>,
    ranges: BTreeMap<Term, std::ops::Range<usize>>,
}

/// Finds the documents a page may draw on, best first, and the rarities of its terms. An error comes with its pack's number.
pub fn candidates<R: ReadAt>(
    page: &Text,
    language: Language,
    packs: &[&Pack<R>],
    background: &Background,
) -> Result<(Vec<Candidate>, Rarities), (usize, PackError)> {
    let mut terms: Vec<Term> =
        page.sentences.iter().filter(|s| s.zone != Zone::Furniture).flat_map(|s| page.words(s).iter().map(|t| t.term)).collect();
    terms.sort_unstable();
    terms.dedup();
    let mut counts = vec![0u32; terms.len()];
    let mut lists = Vec::new();
    for (number, pack) in packs.iter().enumerate() {
        let mut list = Lists { sentences: Vec::new(), ranges: BTreeMap::new() };
        for (term, count) in terms.iter().zip(&mut counts) {
            let Some((posting, end)) = pack.posting(*term).map_err(|e| (number, e))? else { continue };
            *count += posting.count;
            if posting.count as usize <= POSTINGS {
                let start = list.sentences.len();
                pack.postings(posting, end, &mut list.sentences).map_err(|e| (number, e))?;
                list.ranges.insert(*term, start..list.sentences.len());
            }
        }
        lists.push(list);
    }
    let total: u32 = packs.iter().map(|p| p.info().sentences).sum();
    let page_rarities = terms.iter().zip(&counts).map(|(&t, &n)| (t, background.mixed(language, t, n, total))).collect();
    let rarities = Rarities { page: page_rarities };
    let mut found: BTreeMap<(usize, u32), f32> = BTreeMap::new();
    for (number, (pack, list)) in packs.iter().zip(&lists).enumerate() {
        let mut sums = vec![0f32; pack.info().sentences as usize];
        let mut touched: Vec<u32> = Vec::new();
        for sentence in page.sentences.iter().filter(|s| s.zone != Zone::Furniture) {
            let mut terms: Vec<(f32, Term)> =
                page.words(sentence).iter().map(|t| (rarities.of(background, language, t.term), t.term)).collect();
            terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            terms.dedup_by_key(|t| t.1);
            let weight: f32 = terms.iter().map(|t| t.0).sum();
            if weight <= 0.0 {
                continue;
            }
            let mut walked = 0;
            for (rarity, term) in &terms {
                let Some(postings) = list.ranges.get(term).and_then(|r| list.sentences.get(r.clone())) else { continue };
                walked += postings.len();
                if walked > POSTINGS && walked > postings.len() {
                    break;
                }
                for &s in postings {
                    let sum = &mut sums[s as usize];
                    if *sum == 0.0 {
                        touched.push(s);
                    }
                    *sum += rarity;
                }
            }
            let mut best: Vec<(f32, u32)> = touched.iter().map(|&s| (sums[s as usize], s)).collect();
            let by_sum = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            if best.len() > SENTENCES {
                best.select_nth_unstable_by(SENTENCES - 1, by_sum);
                best.truncate(SENTENCES);
            }
            let mut of_sentence: BTreeMap<u32, f32> = BTreeMap::new();
            for (sum, s) in best {
                let strongest = of_sentence.entry(pack.document_of(s)).or_default();
                *strongest = strongest.max(sum / weight);
            }
            let full = (weight / FULL).min(1.0);
            for (document, share) in of_sentence {
                *found.entry((number, document)).or_default() += full * full * (0..SHARPNESS).fold(1.0, |power, _| power * share);
            }
            for s in touched.drain(..) {
                sums[s as usize] = 0.0;
            }
        }
    }
    let mut candidates: Vec<Candidate> =
        found.into_iter().map(|((pack, document), strength)| Candidate { pack, document, strength }).collect();
    candidates.sort_by(|a, b| b.strength.total_cmp(&a.strength).then((a.pack, a.document).cmp(&(b.pack, b.document))));
    let weakest = candidates.first().map_or(0.0, |c| c.strength * WEAKEST);
    candidates.retain(|c| c.strength >= weakest);
    candidates.truncate(DOCUMENTS);
    for whole in wholes(packs, &lists, &rarities) {
        if !candidates.iter().any(|c| (c.pack, c.document) == (whole.pack, whole.document)) {
            candidates.push(whole);
        }
    }
    Ok((candidates, rarities))
}

/// The documents of each pack that share most weight with the page as a whole, for their length.
fn wholes<R: ReadAt>(packs: &[&Pack<R>], lists: &[Lists], rarities: &Rarities) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for (number, (pack, list)) in packs.iter().zip(lists).enumerate() {
        let mut sums = vec![0f32; pack.info().documents as usize];
        for (term, range) in &list.ranges {
            let rarity = rarities.page.get(term).copied().unwrap_or_default();
            let sentences = list.sentences.get(range.clone()).unwrap_or_default();
            pack.documents_of(sentences, |document| sums[document as usize] += rarity * rarity);
        }
        let length = |document: u32| (8.0 + pack.sentences(document).len() as f32).sqrt();
        let mut best: Vec<(f32, u32)> = (0u32..).zip(sums).filter(|(_, sum)| *sum > 0.0).map(|(d, sum)| (sum / length(d), d)).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        out.extend(best.into_iter().take(WHOLES).map(|(_, document)| Candidate { pack: number, document, strength: 0.0 }));
    }
    out
}

//! A document taken apart for a pack: the costly part of a build.

use crate::background::Background;
use crate::config::LONGEST_BODY;
use crate::document::Document;
use crate::error::PackError;
use crate::pack::codes::Codes;
use crate::pack::prints::{self, Print};
use crate::span::Span;
use crate::text::analysis::{analyse, paragraphs};
use crate::text::language::Language;
use crate::text::token::{Term, Tokenizer};
use crate::wire::{Agencies, dateline_agency};
use crate::zone::Zone;

/// Terms in more than one of 20 sentences of the language are not indexed: they find everything. In nats, 0 to 12; more
/// makes smaller and faster packs that miss sentences of common words.
const INDEXED_FROM: f32 = 3.0;

/// Whether a pack's index has a term.
pub(crate) fn is_indexed(background: &Background, language: Language, term: Term) -> bool {
    background.rarity(language, term) >= INDEXED_FROM
}

/// A document taken apart for a pack. Making it needs nothing but the document, so that it can be done on all cores.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(crate) document: Document,
    /// Checksum of the body.
    pub(crate) text: u64,
    pub(crate) sentences: Vec<Span>,
    /// Words of each sentence, 255 at most.
    pub(crate) lengths: Vec<u8>,
    /// Indexed terms, sentence by sentence, each sentence's sorted.
    pub(crate) terms: Vec<Term>,
    /// For each sentence, the end of its terms.
    pub(crate) ends: Vec<u32>,
    /// For each sentence, hashes of sampled shingles.
    shingles: Vec<Vec<u32>>,
    /// What a pack of fingerprints keeps, in place of the text; codes are not ranked yet.
    pub(crate) prints: Vec<u8>,
}

impl Prepared {
    /// Takes a document apart, its body up to [`LONGEST_BODY`]; `None` where that has no sentence with a word in it. Where the document
    /// names no source its dateline does.
    pub fn new(mut document: Document, background: &Background) -> Option<Prepared> {
        document.body.truncate(document.body.floor_char_boundary(LONGEST_BODY));
        let tagged = document.language.as_deref().and_then(Language::from_tag);
        let language = tagged.unwrap_or_else(|| Language::detect(&document.body));
        let text = analyse(&document.body, &paragraphs(&document.body), &Tokenizer::new(language), &Agencies::default());
        let (mut sentences, mut lengths, mut terms, mut ends) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut shingles = Vec::new();
        for sentence in text.sentences.iter().filter(|s| s.zone == Zone::Article) {
            let words = text.words(sentence);
            if words.is_empty() {
                continue;
            }
            let mut indexed: Vec<Term> = words.iter().map(|t| t.term).filter(|&t| is_indexed(background, language, t)).collect();
            indexed.sort_unstable();
            indexed.dedup();
            sentences.push(text.normal.original(sentence.span));
            lengths.push(words.len().min(255) as u8);
            terms.extend(indexed);
            ends.push(terms.len() as u32);
            shingles.push(prints::shingles(words.iter().map(|t| t.term)));
        }
        document.source = document.source.filter(|source| !source.trim().is_empty()).or_else(|| dateline_agency(&document.body));
        document.language = document.language.or_else(|| language.tag().map(str::to_owned));
        let text = xxhash_rust::xxh3::xxh3_64(document.body.as_bytes());
        (!sentences.is_empty()).then_some(Prepared { document, text, sentences, lengths, terms, ends, shingles, prints: Vec::new() })
    }

    /// Number of sentences.
    pub fn sentences(&self) -> usize {
        self.ends.len()
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Puts fingerprints in the place of the text, and codes in the place of terms. Nothing that is left, the checksum by which
    /// repeats are told included, says more than the fingerprints do.
    pub(crate) fn hide(&mut self, codes: &Codes) -> Result<(), PackError> {
        let language = self.document.language.as_deref().and_then(Language::from_tag).unwrap_or(Language::Other);
        let mut prints = Vec::with_capacity(self.ends.len());
        for (terms, shingles) in self.terms().zip(&self.shingles) {
            let mut print = Print::default();
            for &term in terms {
                print.codes.insert(codes.code(term, language)?);
            }
            for &hash in shingles {
                print.shingles.insert(codes.shingle(hash)?);
            }
            prints.push(print);
        }
        self.terms.clear();
        self.ends.clear();
        for print in &prints {
            self.terms.extend(print.codes.iter().map(|&code| Term(code)));
            self.ends.push(self.terms.len() as u32);
        }
        self.prints = prints::encode(&prints);
        self.text = xxhash_rust::xxh3::xxh3_64(&self.prints);
        self.document.body = String::new();
        self.sentences = Vec::new();
        self.shingles = Vec::new();
        Ok(())
    }

    /// Bytes it takes in memory, about.
    pub(crate) fn bytes(&self) -> usize {
        let document = &self.document;
        document.body.len()
            + document.headline.len()
            + document.uri.len()
            + self.terms.len() * 4
            + self.prints.len()
            + self.ends.len() * 70
            + 600
    }

    /// Each sentence's terms.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &[Term]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, &to)| self.terms.get(from as usize..to as usize).unwrap_or_default())
    }
}

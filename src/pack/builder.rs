//! Documents in, a pack's bytes out: the same documents give the same bytes, in whatever order they come.

use std::collections::BTreeMap;

use crate::background::Background;
use crate::document::Document;
use crate::pack::format::{Section, Store, assemble};
use crate::pack::info::Info;
use crate::pack::{bodies, documents, postings};
use crate::span::Span;
use crate::text::analysis::{analyse, paragraphs};
use crate::text::language::Language;
use crate::text::token::Term;
use crate::text::wire::Agencies;
use crate::zone::Zone;

/// Terms in more than one of 20 sentences of the language are not indexed: they find everything. In nats, 0 to 12; more
/// makes smaller and faster packs that miss sentences of common words.
const INDEXED_FROM: f32 = 3.0;

/// A document taken apart for a pack. Making it is the costly part of a build, and needs nothing but the document, so that
/// it can be done on all cores.
#[derive(Clone, Debug)]
pub struct Prepared {
    document: Document,
    language: Language,
    sentences: Vec<Span>,
    /// For each sentence: number of words, and its indexed terms, sorted.
    terms: Vec<(u8, Vec<Term>)>,
}

impl Prepared {
    /// Takes a document apart; `None` where its body has no sentence with a word in it.
    pub fn new(mut document: Document, background: &Background) -> Option<Prepared> {
        let tagged = document.language.as_deref().and_then(Language::from_tag);
        let language = tagged.unwrap_or_else(|| Language::detect(&document.body));
        let text = analyse(&document.body, &paragraphs(&document.body), language, &Agencies::default());
        let mut sentences = Vec::new();
        let mut terms = Vec::new();
        for sentence in text.sentences.iter().filter(|s| s.zone == Zone::Article) {
            let words = text.words(sentence);
            if words.is_empty() {
                continue;
            }
            let mut indexed: Vec<Term> = words.iter().map(|t| t.term).filter(|&t| background.rarity(language, t) >= INDEXED_FROM).collect();
            indexed.sort_unstable();
            indexed.dedup();
            sentences.push(text.normal.original(sentence.span));
            terms.push((words.len().min(255) as u8, indexed));
        }
        document.language = document.language.or_else(|| language.tag().map(str::to_owned));
        (!sentences.is_empty()).then_some(Prepared { document, language, sentences, terms })
    }

    /// Number of sentences.
    pub fn sentences(&self) -> usize {
        self.sentences.len()
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What documents are ordered by, so that a pack does not depend on the order of its inputs.
    fn order(&self) -> (&str, Option<u32>, Option<&str>, &Document) {
        (&self.document.uri, self.document.version, self.document.published.as_deref(), &self.document)
    }
}

/// Collects documents into a pack.
#[derive(Default)]
pub struct Builder {
    name: String,
    documents: Vec<Prepared>,
    skipped: BTreeMap<String, u32>,
}

impl Builder {
    /// For a pack called `name`.
    pub fn new(name: &str) -> Self {
        Builder { name: name.to_owned(), ..Builder::default() }
    }

    /// Adds a document.
    pub fn add(&mut self, document: Prepared) {
        self.documents.push(document);
    }

    /// Counts `count` items that were left out, by reason.
    pub fn skip(&mut self, reason: &str, count: u32) {
        *self.skipped.entry(reason.to_owned()).or_default() += count;
    }

    /// Documents added so far.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The pack, with the documents' text. Documents that are equal in every field are kept once and counted as skipped.
    pub fn finish(mut self) -> Vec<u8> {
        self.documents.sort_by(|a, b| a.order().cmp(&b.order()));
        let before = self.documents.len();
        self.documents.dedup_by(|a, b| a.document == b.document);
        let repeated = (before - self.documents.len()) as u32;
        if repeated > 0 {
            self.skip("same item twice", repeated);
        }
        let mut info = Info { name: self.name, skipped: self.skipped, duplicates: duplicates(&self.documents), ..Info::default() };
        let (mut records, mut directory) = (Vec::new(), Vec::new());
        let mut texts = bodies::Writer::default();
        let mut pairs: Vec<(Term, u32)> = Vec::new();
        let mut lengths = Vec::new();
        for prepared in &self.documents {
            let document = &prepared.document;
            let (group, within) = texts.add(&document.body, &prepared.sentences);
            documents::Entry { record: records.len() as u64, group, within, first: info.sentences }.encode(&mut directory);
            documents::encode(document, &mut records);
            for (words, terms) in &prepared.terms {
                pairs.extend(terms.iter().map(|&t| (t, info.sentences)));
                lengths.push(*words);
                info.sentences += 1;
            }
            note(&mut info, document, prepared.language);
        }
        let end = documents::Entry { record: records.len() as u64, group: u64::MAX, within: 0, first: info.sentences };
        end.encode(&mut directory);
        pairs.sort_unstable();
        let (dictionary, postings) = postings::encode(&pairs);
        assemble(
            Store::Text,
            &[
                (Section::Info, info.encode()),
                (Section::Documents, records),
                (Section::Directory, directory),
                (Section::Bodies, texts.finish()),
                (Section::Dictionary, dictionary),
                (Section::Postings, postings),
                (Section::Lengths, lengths),
            ],
        )
    }
}

/// Adds a document to the pack's counts.
fn note(info: &mut Info, document: &Document, language: Language) {
    info.documents += 1;
    *info.sources.entry(document.source.clone().unwrap_or_default()).or_default() += 1;
    let tag = document.language.as_deref().or(language.tag()).unwrap_or("und");
    *info.languages.entry(tag.to_owned()).or_default() += 1;
    if let Some(published) = &document.published {
        if info.first.as_ref().is_none_or(|first| published < first) {
            info.first = Some(published.clone());
        }
        if info.last.as_ref().is_none_or(|last| published > last) {
            info.last = Some(published.clone());
        }
    }
}

/// Documents whose body stands in an earlier one too.
fn duplicates(documents: &[Prepared]) -> u32 {
    let mut bodies: Vec<&str> = documents.iter().map(|d| d.document.body.as_str()).collect();
    bodies.sort_unstable();
    bodies.windows(2).filter(|w| w[0] == w[1]).count() as u32
}

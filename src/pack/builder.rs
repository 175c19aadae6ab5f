//! Documents in, a pack out: the same documents give the same bytes, in whatever order they come.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::PackError;
use crate::pack::codes::Codes;
use crate::pack::format::{Append, ReadAt, Store};
use crate::pack::order::{self, Place, REPEATED, Withdrawn};
use crate::pack::prepared::Prepared;
use crate::pack::prints;
use crate::pack::writer::Writer;
use crate::text::token::Term;

/// Collects documents into a pack, in memory. What does not fit there is built in parts, which [`crate::pack::merge()`] joins.
#[derive(Default)]
pub struct Builder {
    name: String,
    documents: Vec<Prepared>,
    skipped: BTreeMap<String, u32>,
    withdrawn: Withdrawn,
    bytes: usize,
    codes: Option<Arc<Codes>>,
}

impl Builder {
    /// For a pack called `name`.
    pub fn new(name: &str) -> Self {
        Builder { name: name.to_owned(), ..Builder::default() }
    }

    /// For a pack that keeps fingerprints in the place of text.
    pub fn with_codes(name: &str, codes: Arc<Codes>) -> Self {
        Builder { codes: Some(codes), ..Builder::new(name) }
    }

    /// Adds a document.
    pub fn add(&mut self, mut document: Prepared) {
        if let Some(codes) = &self.codes {
            // Fails only for codes that were read from a pack, which nothing is built with.
            let _ = document.hide(codes);
        }
        self.bytes += document.bytes();
        self.documents.push(document);
    }

    /// Counts `count` items that were left out, by reason.
    pub fn skip(&mut self, reason: &str, count: u32) {
        *self.skipped.entry(reason.to_owned()).or_default() += count;
    }

    /// Leaves an item out up to a version, those that are still to be added included: by its number where both have one, by its time
    /// else; without either, all its versions.
    pub fn withdraw(&mut self, uri: &str, version: Option<u32>, published: Option<&str>) {
        self.withdrawn.add(uri, version, published);
    }

    /// Documents added so far.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Bytes of memory that the documents take, about; [`Builder::write`] takes half as much again.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The pack, with the documents' text. Of an item's versions the last stays; the others are counted as skipped.
    pub fn finish(self) -> Vec<u8> {
        let mut out = Vec::new();
        // Memory takes whatever is appended to it.
        let _ = self.write(|| Ok(Vec::new()), &mut out);
        out
    }

    /// Writes the pack to `out`, each section by way of a `scratch`.
    pub fn write<S: ReadAt + Append>(
        mut self,
        scratch: impl FnMut() -> Result<S, PackError>,
        out: &mut impl Append,
    ) -> Result<(), PackError> {
        fn place(document: &Prepared) -> Place<'_> {
            Place::of(&document.document, document.text)
        }
        self.documents.sort_by(|a, b| place(a).cmp(&place(b)));
        let mut stay = order::stay(self.documents.iter().map(place), &mut self.withdrawn).into_iter();
        let before = self.documents.len();
        self.documents.retain(|_| stay.next() == Some(true));
        let repeated = (before - self.documents.len()) as u32;
        if repeated > 0 {
            self.skip(REPEATED, repeated);
        }
        let store = match self.codes.as_deref() {
            None => Store::Text,
            Some(Codes::Shared(_)) => Store::Fingerprints,
            Some(_) => Store::Keyed,
        };
        let mut writer = Writer::new(&self.name, store, scratch)?;
        // Term and sentence in one number: a sort of pairs would be 8 kB more.
        let mut pairs: Vec<u64> = Vec::with_capacity(self.documents.iter().map(|d| d.terms.len()).sum());
        let mut sentence = 0u32;
        for prepared in &self.documents {
            for terms in prepared.terms() {
                pairs.extend(terms.iter().map(|term| u64::from(term.0) << 32 | u64::from(sentence)));
                sentence += 1;
            }
            let text = (store == Store::Text).then_some((prepared.document.body.as_str(), prepared.sentences.as_slice()));
            writer.document(&prepared.document, prepared.text, text, &prepared.lengths)?;
        }
        pairs.sort_unstable();
        let mut sentences = Vec::new();
        for run in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
            let Some(first) = run.first() else { continue };
            sentences.clear();
            sentences.extend(run.iter().map(|&pair| pair as u32));
            writer.term(Term((first >> 32) as u32), &sentences)?;
        }
        if store != Store::Text {
            let ranks = writer.ranks()?;
            for prepared in &self.documents {
                writer.prints(&prints::renumber(&prepared.prints, prepared.sentences(), |code| ranks.of(code))?)?;
            }
        }
        writer.finish(self.skipped, &self.withdrawn, self.codes.as_deref(), out)
    }
}

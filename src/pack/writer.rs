//! Writes a pack front to back: documents in their order, then terms in theirs.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codes::Codes;
use crate::pack::format::{Append, Output, ReadAt, Section, Store, assemble};
use crate::pack::info::Info;
use crate::pack::{bodies, documents, postings};
use crate::span::Span;
use crate::text::token::Term;

/// What a pack keeps of a document's wording.
pub(crate) enum Content<'a> {
    /// Its text, and its sentences in it.
    Text(&'a str, &'a [Span]),
    /// Its fingerprints, encoded.
    Prints(&'a [u8]),
}

/// Writes a pack's sections side by side; only counts and what is not yet a block's worth stand in memory.
pub(crate) struct Writer<S> {
    store: Store,
    counts: Info,
    /// Checksums of the bodies written.
    texts: Vec<u64>,
    bodies: bodies::Writer,
    documents: Output<S>,
    directory: Output<S>,
    content: Output<S>,
    dictionary: Output<S>,
    postings: Output<S>,
    lengths: Output<S>,
    codes: Output<S>,
    info: Output<S>,
    /// Terms written, in packs of fingerprints.
    used: Vec<u32>,
    buffer: Vec<u8>,
}

impl<S: ReadAt + Append> Writer<S> {
    /// Of a pack called `name`; each section goes by way of a `scratch` of its own.
    pub(crate) fn new(name: &str, store: Store, mut scratch: impl FnMut() -> Result<S, PackError>) -> Result<Self, PackError> {
        let mut output = |section| scratch().map(|sink| Output::new(section, sink));
        Ok(Writer {
            store,
            counts: Info { name: name.to_owned(), ..Info::default() },
            texts: Vec::new(),
            bodies: bodies::Writer::default(),
            documents: output(Section::Documents)?,
            directory: output(Section::Directory)?,
            content: output(if store == Store::Text { Section::Bodies } else { Section::Prints })?,
            dictionary: output(Section::Dictionary)?,
            postings: output(Section::Postings)?,
            lengths: output(Section::Lengths)?,
            codes: output(Section::Codes)?,
            info: output(Section::Info)?,
            used: Vec::new(),
            buffer: Vec::new(),
        })
    }

    /// Adds a document; `lengths` has the words of each of its sentences, `text` is the checksum of its body.
    pub(crate) fn document(&mut self, document: &Document, text: u64, content: &Content, lengths: &[u8]) -> Result<(), PackError> {
        let (group, within) = match content {
            Content::Text(body, sentences) => self.bodies.add(body, sentences, &mut self.content)?,
            Content::Prints(prints) => {
                let place = (self.content.len(), 0);
                self.content.write(prints)?;
                place
            }
        };
        self.entry(documents::Entry { record: self.documents.len(), group, within, first: self.counts.sentences, text })?;
        self.buffer.clear();
        documents::encode(document, &mut self.buffer);
        self.documents.write(&self.buffer)?;
        self.lengths.write(lengths)?;
        self.texts.push(text);
        self.counts.sentences += lengths.len() as u32;
        self.counts.note(document);
        Ok(())
    }

    fn entry(&mut self, entry: documents::Entry) -> Result<(), PackError> {
        self.buffer.clear();
        entry.encode(&mut self.buffer);
        self.directory.write(&self.buffer)
    }

    /// Adds a term with the sentences it stands in, rising; terms come in their order, after all documents.
    pub(crate) fn term(&mut self, term: Term, sentences: &[u32]) -> Result<(), PackError> {
        if self.store != Store::Text {
            self.used.push(term.0);
        }
        let posting = postings::Posting { term, count: sentences.len() as u32, offset: self.postings.len() };
        self.buffer.clear();
        posting.encode(&mut self.buffer);
        self.dictionary.write(&self.buffer)?;
        self.buffer.clear();
        postings::encode(sentences, &mut self.buffer);
        self.postings.write(&self.buffer)
    }

    /// Puts the file together; `codes` are those of packs of fingerprints.
    pub(crate) fn finish(mut self, skipped: BTreeMap<String, u32>, codes: Option<&Codes>, out: &mut impl Append) -> Result<(), PackError> {
        let group = if self.store == Store::Text { u64::MAX } else { self.content.len() };
        self.entry(documents::Entry { record: self.documents.len(), group, within: 0, first: self.counts.sentences, text: 0 })?;
        self.bodies.close(&mut self.content)?;
        self.texts.sort_unstable();
        self.counts.duplicates = self.texts.windows(2).filter(|pair| pair[0] == pair[1]).count() as u32;
        self.counts.skipped = skipped;
        self.info.write(&self.counts.encode())?;
        let mut sections = vec![self.info, self.documents, self.directory, self.content, self.dictionary, self.postings, self.lengths];
        if let Some(codes) = codes {
            self.codes.write(&codes.encode(&self.used))?;
            sections.push(self.codes);
        }
        assemble(self.store, sections, out)
    }
}

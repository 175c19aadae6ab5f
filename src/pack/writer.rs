//! Writes a pack front to back: documents in their order, then terms in theirs.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::format::{Append, Output, ReadAt, Section, Store, assemble};
use crate::pack::info::Info;
use crate::pack::{bodies, documents, postings};
use crate::span::Span;
use crate::text::token::Term;

/// What a pack keeps of a document's wording.
pub(crate) enum Content<'a> {
    /// Its text, and its sentences in it.
    Text(&'a str, &'a [Span]),
}

/// Writes a pack's sections side by side; only counts and what is not yet a block's worth stand in memory.
pub(crate) struct Writer<S> {
    store: Store,
    info: Info,
    /// Checksums of the bodies written.
    texts: Vec<u64>,
    bodies: bodies::Writer,
    documents: Output<S>,
    directory: Output<S>,
    content: Output<S>,
    dictionary: Output<S>,
    postings: Output<S>,
    lengths: Output<S>,
    info_scratch: S,
    buffer: Vec<u8>,
}

impl<S: ReadAt + Append> Writer<S> {
    /// Of a pack called `name`; each section goes by way of a `scratch` of its own.
    pub(crate) fn new(name: &str, store: Store, mut scratch: impl FnMut() -> Result<S, PackError>) -> Result<Self, PackError> {
        let mut output = |section| scratch().map(|sink| Output::new(section, sink));
        Ok(Writer {
            store,
            info: Info { name: name.to_owned(), ..Info::default() },
            texts: Vec::new(),
            bodies: bodies::Writer::default(),
            documents: output(Section::Documents)?,
            directory: output(Section::Directory)?,
            content: output(Section::Bodies)?,
            dictionary: output(Section::Dictionary)?,
            postings: output(Section::Postings)?,
            lengths: output(Section::Lengths)?,
            info_scratch: scratch()?,
            buffer: Vec::new(),
        })
    }

    /// Adds a document; `lengths` has the words of each of its sentences, `text` is the checksum of its body.
    pub(crate) fn document(&mut self, document: &Document, text: u64, content: &Content, lengths: &[u8]) -> Result<(), PackError> {
        let (group, within) = match content {
            Content::Text(body, sentences) => self.bodies.add(body, sentences, &mut self.content)?,
        };
        self.entry(documents::Entry { record: self.documents.len(), group, within, first: self.info.sentences, text })?;
        self.buffer.clear();
        documents::encode(document, &mut self.buffer);
        self.documents.write(&self.buffer)?;
        self.lengths.write(lengths)?;
        self.texts.push(text);
        self.info.sentences += lengths.len() as u32;
        self.info.note(document);
        Ok(())
    }

    fn entry(&mut self, entry: documents::Entry) -> Result<(), PackError> {
        self.buffer.clear();
        entry.encode(&mut self.buffer);
        self.directory.write(&self.buffer)
    }

    /// Adds a term with the sentences it stands in, rising; terms come in their order, after all documents.
    pub(crate) fn term(&mut self, term: Term, sentences: &[u32]) -> Result<(), PackError> {
        let posting = postings::Posting { term, count: sentences.len() as u32, offset: self.postings.len() };
        self.buffer.clear();
        posting.encode(&mut self.buffer);
        self.dictionary.write(&self.buffer)?;
        self.buffer.clear();
        postings::encode(sentences, &mut self.buffer);
        self.postings.write(&self.buffer)
    }

    /// Puts the file together.
    pub(crate) fn finish(mut self, skipped: BTreeMap<String, u32>, out: &mut impl Append) -> Result<(), PackError> {
        self.entry(documents::Entry { record: self.documents.len(), group: u64::MAX, within: 0, first: self.info.sentences, text: 0 })?;
        self.bodies.close(&mut self.content)?;
        self.texts.sort_unstable();
        self.info.duplicates = self.texts.windows(2).filter(|pair| pair[0] == pair[1]).count() as u32;
        self.info.skipped = skipped;
        let mut info = Output::new(Section::Info, self.info_scratch);
        info.write(&self.info.encode())?;
        let sections = vec![info, self.documents, self.directory, self.content, self.dictionary, self.postings, self.lengths];
        assemble(self.store, sections, out)
    }
}

//! Writes a pack front to back: documents in their order, then terms in theirs, then the documents' fingerprints.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codes::Codes;
use crate::pack::format::{Append, Output, ReadAt, Section, Store, assemble};
use crate::pack::info::Info;
use crate::pack::order::Withdrawn;
use crate::pack::prints::Ranks;
use crate::pack::{bodies, documents, postings};
use crate::span::Span;
use crate::text::token::Term;

/// Writes a pack's sections side by side; what stands in memory is a few bytes a document and, of fingerprints, a term, and what
/// is not yet a block's worth.
pub(crate) struct Writer<S> {
    store: Store,
    counts: Info,
    entries: Vec<documents::Entry>,
    /// Documents whose fingerprints are written.
    printed: usize,
    bodies: bodies::Writer,
    documents: Output<S>,
    directory: Output<S>,
    content: Output<S>,
    dictionary: Output<S>,
    postings: Output<S>,
    lengths: Output<S>,
    codes: Output<S>,
    ranks: Output<S>,
    info: Output<S>,
    /// Terms written and their sentences, in packs of fingerprints.
    used: Vec<(Term, u32)>,
    buffer: Vec<u8>,
}

impl<S: ReadAt + Append> Writer<S> {
    /// Of a pack called `name`; each section goes by way of a `scratch` of its own.
    pub(crate) fn new(name: &str, store: Store, mut scratch: impl FnMut() -> Result<S, PackError>) -> Result<Self, PackError> {
        let mut output = |section| scratch().map(|sink| Output::new(section, sink));
        Ok(Writer {
            store,
            counts: Info { name: name.to_owned(), ..Info::default() },
            entries: Vec::new(),
            printed: 0,
            bodies: bodies::Writer::default(),
            documents: output(Section::Documents)?,
            directory: output(Section::Directory)?,
            content: output(if store == Store::Text { Section::Bodies } else { Section::Prints })?,
            dictionary: output(Section::Dictionary)?,
            postings: output(Section::Postings)?,
            lengths: output(Section::Lengths)?,
            codes: output(Section::Codes)?,
            ranks: output(Section::Ranks)?,
            info: output(Section::Info)?,
            used: Vec::new(),
            buffer: Vec::new(),
        })
    }

    /// Adds a document; `lengths` has the words of each of its sentences, `checksum` is that of its body, `text` is that body with its
    /// sentences, where it is kept.
    pub(crate) fn document(
        &mut self,
        document: &Document,
        checksum: u64,
        text: Option<(&str, &[Span])>,
        lengths: &[u8],
    ) -> Result<(), PackError> {
        let (group, within) = text.map_or(Ok((0, 0)), |(body, sentences)| self.bodies.add(body, sentences, &mut self.content))?;
        self.entries.push(documents::Entry { record: self.documents.len(), group, within, first: self.counts.sentences, text: checksum });
        self.buffer.clear();
        documents::encode(document, &mut self.buffer);
        self.documents.write(&self.buffer)?;
        self.lengths.write(lengths)?;
        self.counts.sentences += lengths.len() as u32;
        self.counts.note(document);
        Ok(())
    }

    /// Adds a term with the sentences it stands in, rising; terms come in their order, after all documents.
    pub(crate) fn term(&mut self, term: Term, sentences: &[u32]) -> Result<(), PackError> {
        if self.store != Store::Text {
            self.used.push((term, sentences.len() as u32));
        }
        let posting = postings::Posting { term, count: sentences.len() as u32, offset: self.postings.len() };
        self.buffer.clear();
        posting.encode(&mut self.buffer);
        self.dictionary.write(&self.buffer)?;
        self.buffer.clear();
        postings::encode(sentences, &mut self.buffer);
        self.postings.write(&self.buffer)
    }

    /// Ranks the terms, after all of them.
    pub(crate) fn ranks(&mut self) -> Result<Ranks, PackError> {
        self.buffer.clear();
        let ranks = Ranks::new(&self.used, &mut self.buffer);
        self.ranks.write(&self.buffer)?;
        Ok(ranks)
    }

    /// Adds a document's fingerprints, with ranks; documents come in their order, after the ranks.
    pub(crate) fn prints(&mut self, prints: &[u8]) -> Result<(), PackError> {
        if let Some(entry) = self.entries.get_mut(self.printed) {
            entry.group = self.content.len();
        }
        self.printed += 1;
        self.content.write(prints)
    }

    /// Puts the file together; `codes` are those of packs of fingerprints.
    pub(crate) fn finish(
        mut self,
        skipped: BTreeMap<String, u32>,
        withdrawn: &Withdrawn,
        codes: Option<&Codes>,
        out: &mut impl Append,
    ) -> Result<(), PackError> {
        let mut texts: Vec<u64> = self.entries.iter().map(|entry| entry.text).collect();
        let group = if self.store == Store::Text { u64::MAX } else { self.content.len() };
        self.entries.push(documents::Entry { record: self.documents.len(), group, within: 0, first: self.counts.sentences, text: 0 });
        for entry in &self.entries {
            self.buffer.clear();
            entry.encode(&mut self.buffer);
            self.directory.write(&self.buffer)?;
        }
        self.bodies.close(&mut self.content)?;
        texts.sort_unstable();
        self.counts.duplicates = texts.windows(2).filter(|pair| pair[0] == pair[1]).count() as u32;
        self.counts.skipped = skipped;
        self.counts.withdrawn = withdrawn.encode();
        self.info.write(&self.counts.encode())?;
        let mut sections = vec![self.info, self.documents, self.directory, self.content, self.dictionary, self.postings, self.lengths];
        if let Some(codes) = codes {
            let used: Vec<u32> = self.used.iter().map(|(term, _)| term.0).collect();
            self.codes.write(&codes.encode(&used))?;
            sections.extend([self.codes, self.ranks]);
        }
        assemble(self.store, sections, out)
    }
}

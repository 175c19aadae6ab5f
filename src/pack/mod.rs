//! Reference packs: many articles in one file that is read in place.
//!
//! [`Builder`] makes one, [`merge()`] joins several, [`Pack`] reads one. The file is described in [`mod@format`]; each section is written and read in
//! one module.

mod bodies;
mod builder;
mod codec;
mod codes;
mod documents;
mod format;
mod frame;
mod info;
mod merge;
mod order;
mod postings;
mod prepared;
mod prints;
mod rename;
mod writer;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

pub use bodies::Body;
pub use builder::Builder;
pub use codes::{Codes, Key};
pub use format::{Append, ReadAt, Store};
pub use info::Info;
pub use merge::merge;
pub use prepared::Prepared;
pub(crate) use prepared::is_indexed;
pub use prints::{Print, shingles};
pub use rename::renamed;

use crate::document::Document;
use crate::error::PackError;
use crate::text::language::Language;
use crate::text::token::Term;
use documents::Entry;
use format::Section;
use frame::Frame;
pub(crate) use postings::Posting;

/// Bytes of unpacked groups of texts kept for the next sentence.
const UNPACKED: usize = 1 << 20;
/// Places that are guessed in looking for a term before the rest is halved; most are found with four.
const GUESSES: u32 = 8;
/// Sentences whose documents are noted together; fewer than there are steps in a byte.
const NEAR: usize = 64;

/// An open pack.
pub struct Pack<R> {
    frame: Frame<R>,
    info: Info,
    /// First sentence of each document, and the number of sentences at the end.
    firsts: Vec<u32>,
    places: Places,
    terms: u64,
    codes: Option<Codes>,
    groups: RefCell<Groups>,
}

/// Which document each sentence is of.
struct Places {
    /// That of every [`NEAR`]th.
    documents: Vec<u32>,
    /// For each, how many documents later its own is than that of the last such one.
    later: Vec<u8>,
}

/// Unpacked groups of texts, by where they begin.
#[derive(Default)]
struct Groups {
    /// Each up to the end of what was read of it.
    unpacked: HashMap<u64, Rc<Vec<u8>>>,
    bytes: usize,
}

impl<R: ReadAt> Pack<R> {
    /// Opens a pack: reads header, counts and directory, nothing else.
    pub fn open(source: R) -> Result<Self, PackError> {
        let frame = Frame::open(source)?;
        let info = Info::decode(&frame.whole(Section::Info)?)?;
        let directory = frame.whole(Section::Directory)?;
        let firsts: Vec<u32> = directory.chunks_exact(documents::ENTRY).map(|entry| Entry::decode(entry).first).collect();
        let rising = firsts.first() == Some(&0) && firsts.windows(2).all(|w| w[0] < w[1]);
        let counted = firsts.last() == Some(&info.sentences) && frame.len(Section::Lengths)? == u64::from(info.sentences);
        if firsts.len() != info.documents as usize + 1 || !rising || !counted {
            return Err(PackError::Malformed {
                section: "directory",
                expected: "an entry for each document, in order, and a sentence in each",
                found: format!("{} entries for {} documents", firsts.len(), info.documents),
            });
        }
        let terms = frame.len(Section::Dictionary)? / postings::ENTRY as u64;
        let codes = match frame.store() {
            Store::Text => None,
            store => Some(Codes::decode(&frame.whole(Section::Codes)?, store == Store::Keyed)?),
        };
        if codes.is_some() && frame.len(Section::Ranks)? != terms * prints::RANKED as u64 {
            let found = format!("{} bytes for {terms}", frame.len(Section::Ranks)?);
            return Err(PackError::Malformed { section: "ranks", expected: "the codes of the dictionary", found });
        }
        let places = Places::new(&firsts);
        Ok(Pack { frame, info, firsts, places, terms, codes, groups: RefCell::default() })
    }

    /// What the pack says of itself.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// What it keeps of its documents.
    pub fn store(&self) -> Store {
        self.frame.store()
    }

    /// How its terms are coded, where it keeps fingerprints.
    pub(crate) fn codes(&self) -> Option<&Codes> {
        self.codes.as_ref()
    }

    /// Whether its fingerprints are under a key that it was not given yet: it cannot be compared with.
    pub fn is_locked(&self) -> bool {
        matches!(self.codes, Some(Codes::Locked(_)))
    }

    /// Gives it a key; whether it is the right one.
    pub fn unlock(&mut self, key: &Key) -> bool {
        let unlocked = self.codes.as_ref().and_then(|codes| codes.unlocked(key));
        let fits = unlocked.is_some();
        self.codes = unlocked.or(self.codes.take());
        fits
    }

    /// What a term is indexed by here.
    pub(crate) fn code(&self, term: Term, language: Language) -> Result<Term, PackError> {
        self.codes.as_ref().map_or(Ok(term), |codes| codes.code(term, language).map(Term))
    }

    /// Its length in bytes.
    pub fn bytes(&self) -> u64 {
        self.frame.length()
    }

    /// Names its content: the checksum of its header, hexadecimal.
    pub fn checksum(&self) -> String {
        format!("{:016x}", self.frame.identity())
    }

    /// Reads and checks every block.
    pub fn verify(&self) -> Result<(), PackError> {
        self.frame.verify()
    }

    /// Sentences of a document, as numbers in the pack; empty for a document that is not there.
    pub fn sentences(&self, document: u32) -> std::ops::Range<u32> {
        match self.firsts.get(document as usize..document as usize + 2) {
            Some(&[first, end]) => first..end,
            _ => 0..0,
        }
    }

    /// The document of a sentence.
    pub fn document_of(&self, sentence: u32) -> u32 {
        self.places.document_of(sentence)
    }

    pub(crate) fn entry(&self, document: u32) -> Result<Entry, PackError> {
        let offset = u64::from(document) * documents::ENTRY as u64;
        Ok(Entry::decode(&self.frame.entry::<{ documents::ENTRY }>(Section::Directory, offset)?))
    }

    /// A document without its body.
    pub fn document(&self, document: u32) -> Result<Document, PackError> {
        let (start, end) = (self.entry(document)?.record, self.entry(document + 1)?.record);
        let mut bytes = Vec::new();
        self.frame.read(Section::Documents, start, end.saturating_sub(start) as usize, &mut bytes)?;
        documents::decode(&bytes)
    }

    /// A document's text and sentences; `None` where the pack stores no text.
    pub fn body(&self, document: u32) -> Result<Option<Body>, PackError> {
        if self.store() != Store::Text {
            return Ok(None);
        }
        let (entry, next) = (self.entry(document)?, self.entry(document + 1)?);
        let end = if next.group == entry.group { next.within } else { u32::MAX };
        let body = bodies::decode(&self.group(entry.group, end)?, entry.within)?;
        if body.sentences.len() != self.sentences(document).len() {
            return Err(PackError::Malformed {
                section: "bodies",
                expected: "as many sentences as the directory says",
                found: body.sentences.len().to_string(),
            });
        }
        Ok(Some(body))
    }

    /// A document's fingerprints; empty where the pack stores text.
    pub fn prints(&self, document: u32) -> Result<Vec<Print>, PackError> {
        if self.store() == Store::Text {
            return Ok(Vec::new());
        }
        prints::decode(&self.encoded_prints(document)?, self.sentences(document).len(), |rank| self.ranked(rank))
    }

    /// The code of a rank.
    pub(crate) fn ranked(&self, rank: u32) -> Result<u32, PackError> {
        let [low, middle, high] = self.frame.entry(Section::Ranks, u64::from(rank) * prints::RANKED as u64)?;
        Ok(u32::from_le_bytes([low, middle, high, 0]))
    }

    pub(crate) fn encoded_prints(&self, document: u32) -> Result<Vec<u8>, PackError> {
        let (start, end) = (self.entry(document)?.group, self.entry(document + 1)?.group);
        let mut bytes = Vec::new();
        self.frame.read(Section::Prints, start, end.saturating_sub(start) as usize, &mut bytes)?;
        Ok(bytes)
    }

    /// A group of texts, at least up to `end`, unless it is shorter.
    fn group(&self, offset: u64, end: u32) -> Result<Rc<Vec<u8>>, PackError> {
        let mut bytes = Vec::new();
        self.frame.read(Section::Bodies, offset, 8, &mut bytes)?;
        let (unpacked, packed) = bodies::lengths(&bytes);
        let mut wanted = end.min(unpacked);
        if let Some(held) = self.groups.borrow().unpacked.get(&offset) {
            if held.len() >= wanted as usize {
                return Ok(Rc::clone(held));
            }
            // Whoever comes again may be on the way through all of it.
            wanted = unpacked;
        }
        bytes.clear();
        self.frame.read(Section::Bodies, offset + 8, packed as usize, &mut bytes)?;
        let group = Rc::new(bodies::unpack(&bytes, unpacked, wanted)?);
        let mut groups = self.groups.borrow_mut();
        if groups.bytes + group.len() > UNPACKED {
            *groups = Groups::default();
        }
        groups.bytes += group.len();
        let shorter = groups.unpacked.insert(offset, Rc::clone(&group));
        groups.bytes -= shorter.map_or(0, |shorter| shorter.len());
        Ok(group)
    }

    /// The number of sentences that have a term (a code, in packs of fingerprints), and where its postings are; `None` where it is not indexed.
    pub(crate) fn posting(&self, term: Term) -> Result<Option<(Posting, u64)>, PackError> {
        // Hashes are spread evenly, so from a hash and its place the places of others can be told, the nearer the better.
        let apart = |a: Term, b: Term| (u64::from(a.0 - b.0) * self.terms) >> 32;
        let (mut low, mut high) = (0u64, self.terms);
        let mut guess = apart(term, Term(0));
        let mut left = GUESSES;
        while low < high {
            let at = if left > 0 { guess.clamp(low, high - 1) } else { low + (high - low) / 2 };
            let found = self.dictionary(at)?;
            match found.term.cmp(&term) {
                std::cmp::Ordering::Equal => return self.placed(at, found).map(Some),
                std::cmp::Ordering::Less => {
                    low = at + 1;
                    guess = low + apart(term, found.term);
                }
                std::cmp::Ordering::Greater => {
                    high = at;
                    guess = at.saturating_sub(1 + apart(found.term, term));
                }
            }
            left = left.saturating_sub(1);
        }
        Ok(None)
    }

    /// The term at a place in the dictionary, and where its postings end; `None` behind the last.
    pub(crate) fn term(&self, at: u64) -> Result<Option<(Posting, u64)>, PackError> {
        if at >= self.terms {
            return Ok(None);
        }
        let posting = self.dictionary(at)?;
        self.placed(at, posting).map(Some)
    }

    /// The entry at a place in the dictionary, with the end of its postings.
    fn placed(&self, at: u64, posting: Posting) -> Result<(Posting, u64), PackError> {
        let end = if at + 1 < self.terms { self.dictionary(at + 1)?.offset } else { self.frame.len(Section::Postings)? };
        if posting.count > self.info.sentences {
            let found = format!("{} of {}", posting.count, self.info.sentences);
            return Err(PackError::Malformed { section: "dictionary", expected: "sentences of the pack", found });
        }
        Ok((posting, end))
    }

    /// Words of each sentence of a document, 255 at most.
    pub(crate) fn lengths(&self, document: u32) -> Result<Vec<u8>, PackError> {
        let range = self.sentences(document);
        let mut out = Vec::with_capacity(range.len());
        self.frame.read(Section::Lengths, range.start.into(), range.len(), &mut out)?;
        Ok(out)
    }

    /// Words of a sentence, 255 at most.
    pub(crate) fn length(&self, sentence: u32) -> Result<u8, PackError> {
        self.frame.entry::<1>(Section::Lengths, sentence.into()).map(|[length]| length)
    }

    fn dictionary(&self, at: u64) -> Result<Posting, PackError> {
        Ok(Posting::decode(&self.frame.entry::<{ postings::ENTRY }>(Section::Dictionary, at * postings::ENTRY as u64)?))
    }

    /// Sentences that have a term, found by [`Pack::posting`], rising; appended to `out`.
    pub(crate) fn postings(&self, posting: Posting, end: u64, out: &mut Vec<u32>) -> Result<(), PackError> {
        let mut bytes = Vec::new();
        self.frame.read(Section::Postings, posting.offset, end.saturating_sub(posting.offset) as usize, &mut bytes)?;
        postings::decode(&bytes, posting.count, self.info.sentences, out)
    }
}

impl Places {
    /// From the first sentence of each document and the end of the last; each has one.
    fn new(firsts: &[u32]) -> Places {
        let mut places = Places { documents: Vec::new(), later: Vec::new() };
        for (document, pair) in (0u32..).zip(firsts.windows(2)) {
            let mut first = pair[0];
            while first < pair[1] {
                if (first as usize).is_multiple_of(NEAR) {
                    places.documents.push(document);
                }
                let before = places.documents.last().copied().unwrap_or_default();
                let end = pair[1].min((first | (NEAR as u32 - 1)).saturating_add(1));
                places.later.resize(end as usize, (document - before) as u8);
                first = end;
            }
        }
        places
    }

    /// The document of a sentence; the first where there is no such sentence.
    fn document_of(&self, sentence: u32) -> u32 {
        let (before, later) = (self.documents.get(sentence as usize / NEAR), self.later.get(sentence as usize));
        before.zip(later).map_or(0, |(before, later)| before + u32::from(*later))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Background;

    fn document(uri: &str, body: &str) -> Document {
        Document {
            uri: uri.to_owned(),
            headline: format!("Headline of {uri}"),
            body: body.to_owned(),
            language: Some("en".to_owned()),
            ..Document::default()
        }
    }

    fn build(documents: &[Document]) -> Vec<u8> {
        let mut builder = Builder::new("test");
        for d in documents {
            builder.add(Prepared::new(d.clone(), &Background::default()).unwrap());
        }
        builder.finish()
    }

    #[test]
    fn what_goes_in_comes_out() {
        let docs =
            [document("b", "Ferries stopped.\n\nNobody sailed, Marrow said."), document("a", "Ostrand voted. Turnout fell to 51 percent.")];
        let pack = Pack::open(build(&docs)).unwrap();
        assert_eq!((pack.info().documents, pack.info().sentences), (2, 4));
        let body = pack.body(0).unwrap().unwrap();
        assert_eq!(pack.document(0).unwrap().uri, "a");
        assert_eq!(body.text, docs[1].body);
        assert_eq!(body.sentences[1].of(&body.text), "Turnout fell to 51 percent.");
        let term = crate::text::token::Tokenizer::new(crate::text::language::Language::English).stem("sailed");
        let (posting, end) = pack.posting(term).unwrap().unwrap();
        let mut out = Vec::new();
        pack.postings(posting, end, &mut out).unwrap();
        assert_eq!(out, [3]);
        assert_eq!((pack.document_of(1), pack.document_of(2)), (0, 1));
        assert!(pack.posting(Term(12345)).unwrap().is_none());
    }

    #[test]
    fn a_sentence_is_of_the_document_it_lies_in() {
        let firsts: Vec<u32> = (0..150).chain((0..30).map(|i| 150 + i * i)).chain([1200]).collect();
        let places = Places::new(&firsts);
        for sentence in 0..1200 {
            let expected = firsts.partition_point(|&first| first <= sentence) as u32 - 1;
            assert_eq!(places.document_of(sentence), expected, "{sentence}");
        }
        assert_eq!((places.document_of(1200), Places::new(&[0]).document_of(0)), (0, 0));
    }

    #[test]
    fn every_indexed_term_is_found_again() {
        let body: String = (0..500).map(|i| format!("Word{i} stands here. ")).collect();
        let pack = Pack::open(build(&[document("a", &body)])).unwrap();
        for i in 0..500 {
            let term = crate::text::token::Tokenizer::new(crate::text::language::Language::English).stem(&format!("word{i}"));
            let (posting, end) = pack.posting(term).unwrap().unwrap();
            let mut out = Vec::new();
            pack.postings(posting, end, &mut out).unwrap();
            assert_eq!(out, [i]);
        }
    }

    #[test]
    fn the_order_of_inputs_does_not_matter() {
        let docs = [document("b", "One two three."), document("a", "Four five six."), document("a", "Four five six.")];
        let mut turned = docs.clone();
        turned.reverse();
        assert_eq!(build(&docs), build(&turned));
        assert_eq!(Pack::open(build(&docs)).unwrap().info().skipped[order::REPEATED], 1);
    }
}

//! Joins packs: the bytes are those of a pack built from all their inputs, in whatever order and grouping they are joined.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::Pack;
use crate::pack::codes::Codes;
use crate::pack::format::{Append, ReadAt, Store};
use crate::pack::order::{self, Place, REPEATED, Withdrawn};
use crate::pack::postings::Posting;
use crate::pack::prints;
use crate::pack::writer::Writer;
use crate::text::token::Term;

/// Stands for a document that is left out.
const GONE: u32 = u32::MAX;

/// Joins `packs` into one called `name`, written to `out`; each section goes by way of a `scratch` of its own. What stands in
/// memory grows by a few bytes a document and, of fingerprints, a term. `each` is called with the number of documents taken so far.
pub fn merge<R: ReadAt, S: ReadAt + Append>(
    name: &str,
    packs: &[Pack<R>],
    scratch: impl FnMut() -> Result<S, PackError>,
    out: &mut impl Append,
    mut each: impl FnMut(u32),
) -> Result<(), PackError> {
    let store = packs.first().map(Pack::store).unwrap_or_default();
    if let Some(other) = packs.iter().find(|pack| pack.store() != store) {
        return Err(PackError::Mixed { first: store.name(), other: other.store().name() });
    }
    let mut codes: Option<Codes> = None;
    for theirs in packs.iter().filter_map(Pack::codes) {
        let joined = codes.map_or_else(|| Some(theirs.clone()), |codes| codes.joined(theirs));
        codes = Some(joined.ok_or(PackError::Mixed { first: "fingerprints", other: "fingerprints under another key or word list" })?);
    }
    let mut writer = Writer::new(name, store, scratch)?;
    let mut cursors = packs.iter().map(Cursor::new).collect::<Result<Vec<_>, _>>()?;
    let mut skipped: BTreeMap<String, u32> = BTreeMap::new();
    let mut skip = |reason: &str, count: u32| {
        let counted: &mut u32 = skipped.entry(reason.to_owned()).or_default();
        *counted = counted.saturating_add(count);
    };
    packs.iter().flat_map(|pack| &pack.info().skipped).for_each(|(reason, count)| skip(reason, *count));
    let mut withdrawn = Withdrawn::default();
    packs.iter().try_for_each(|pack| withdrawn.join(&pack.info().withdrawn))?;
    // Where each pack's documents begin in the new one.
    let mut firsts: Vec<Vec<u32>> = packs.iter().map(|pack| Vec::with_capacity(pack.info().documents as usize)).collect();
    // The new one's documents, as the number of their pack and theirs in it.
    let mut stayed: Vec<(usize, u32)> = Vec::new();
    let (mut sentences, mut taken) = (0, 0);
    while let Some(versions) = item(&mut cursors)? {
        let stay = order::stay(versions.iter().map(|(_, head)| head.place()), &mut withdrawn);
        for ((from, head), stays) in versions.into_iter().zip(stay) {
            if stays {
                let lengths = packs[from].lengths(head.number)?;
                let body = packs[from].body(head.number)?;
                let text = body.as_ref().map(|body| (body.text.as_str(), body.sentences.as_slice()));
                writer.document(&head.document, head.text, text, &lengths)?;
                stayed.push((from, head.number));
                firsts[from].push(sentences);
                sentences += lengths.len() as u32;
            } else {
                skip(REPEATED, 1);
                firsts[from].push(GONE);
            }
            taken += 1;
            each(taken);
        }
    }
    terms(packs, &firsts, &mut writer)?;
    if store != Store::Text {
        let ranks = writer.ranks()?;
        for (from, number) in stayed {
            let (pack, encoded) = (&packs[from], packs[from].encoded_prints(number)?);
            writer.prints(&prints::renumber(&encoded, pack.sentences(number).len(), |rank| ranks.of(pack.ranked(rank)?))?)?;
        }
    }
    writer.finish(skipped, &withdrawn, codes.as_ref(), out)
}

/// A pack's next document.
struct Head {
    number: u32,
    document: Document,
    text: u64,
}

impl Head {
    fn place(&self) -> Place<'_> {
        Place::of(&self.document, self.text)
    }
}

/// Walks a pack's documents.
struct Cursor<'a, R> {
    pack: &'a Pack<R>,
    head: Option<Head>,
    number: u32,
}

impl<'a, R: ReadAt> Cursor<'a, R> {
    fn new(pack: &'a Pack<R>) -> Result<Self, PackError> {
        let mut cursor = Cursor { pack, head: None, number: 0 };
        cursor.take()?;
        Ok(cursor)
    }

    /// The document that was next, after which another is.
    fn take(&mut self) -> Result<Option<Head>, PackError> {
        let number = self.number;
        let next = if number < self.pack.info().documents {
            self.number += 1;
            Some(Head { number, document: self.pack.document(number)?, text: self.pack.entry(number)?.text })
        } else {
            None
        };
        Ok(std::mem::replace(&mut self.head, next))
    }
}

/// All versions of the item that comes next, in order, each with the number of its pack.
fn item<R: ReadAt>(cursors: &mut [Cursor<R>]) -> Result<Option<Vec<(usize, Head)>>, PackError> {
    let mut versions: Vec<(usize, Head)> = Vec::new();
    while let Some(next) = least(cursors) {
        let head = cursors[next].head.as_ref();
        if versions.first().zip(head).is_some_and(|((_, first), head)| first.document.uri != head.document.uri) {
            break;
        }
        versions.extend(cursors[next].take()?.map(|head| (next, head)));
    }
    Ok((!versions.is_empty()).then_some(versions))
}

/// The pack whose next document comes first.
fn least<R: ReadAt>(cursors: &[Cursor<R>]) -> Option<usize> {
    let heads = cursors.iter().enumerate().filter_map(|(number, cursor)| Some((cursor.head.as_ref()?.place(), number)));
    heads.min().map(|(_, number)| number)
}

/// Joins the packs' terms; `firsts` says for each pack where its documents begin in the new one.
fn terms<R: ReadAt, S: ReadAt + Append>(packs: &[Pack<R>], firsts: &[Vec<u32>], writer: &mut Writer<S>) -> Result<(), PackError> {
    let mut at = vec![0u64; packs.len()];
    let mut heads = packs.iter().map(|pack| pack.term(0)).collect::<Result<Vec<Option<(Posting, u64)>>, _>>()?;
    let (mut old, mut new) = (Vec::new(), Vec::new());
    while let Some(term) = heads.iter().flatten().map(|head| head.0.term).min() {
        new.clear();
        for (number, pack) in packs.iter().enumerate() {
            let Some((posting, end)) = heads[number].filter(|head| head.0.term == term) else { continue };
            old.clear();
            pack.postings(posting, end, &mut old)?;
            renumber(pack, &firsts[number], &old, &mut new);
            at[number] += 1;
            heads[number] = pack.term(at[number])?;
        }
        write(term, &mut new, writer)?;
    }
    Ok(())
}

fn write<S: ReadAt + Append>(term: Term, sentences: &mut [u32], writer: &mut Writer<S>) -> Result<(), PackError> {
    sentences.sort_unstable();
    if sentences.is_empty() { Ok(()) } else { writer.term(term, sentences) }
}

/// Sentences of a pack as they are numbered in the new one; those of documents that were left out are gone.
fn renumber<R: ReadAt>(pack: &Pack<R>, firsts: &[u32], old: &[u32], new: &mut Vec<u32>) {
    for &sentence in old {
        let document = pack.document_of(sentence);
        let first = firsts.get(document as usize).copied().unwrap_or(GONE);
        if first != GONE {
            new.push(sentence - pack.sentences(document).start + first);
        }
    }
}

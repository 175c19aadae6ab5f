//! What a pack keeps of each document, and where: the sections `documents` and `directory`.

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codec::{Reader, put_number, put_optional, put_str};

/// Bytes of a directory entry.
pub(crate) const ENTRY: usize = 32;

/// Where a document's parts begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its record in `documents`.
    pub(crate) record: u64,
    /// The group of `bodies` that holds its text, or the place of its fingerprints in `prints`.
    pub(crate) group: u64,
    /// Its place in the unpacked group.
    pub(crate) within: u32,
    /// Number of its first sentence in the pack.
    pub(crate) first: u32,
    /// Checksum of its text.
    pub(crate) text: u64,
}

impl Entry {
    pub(crate) fn encode(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.record.to_le_bytes());
        out.extend_from_slice(&self.group.to_le_bytes());
        out.extend_from_slice(&self.within.to_le_bytes());
        out.extend_from_slice(&self.first.to_le_bytes());
        out.extend_from_slice(&self.text.to_le_bytes());
    }

    /// From an entry's bytes; what is missing counts as 0.
    pub(crate) fn decode(bytes: &[u8]) -> Entry {
        let long = |at: usize| bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
        let word = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        Entry { record: long(0), group: long(8), within: word(16), first: word(20), text: long(24) }
    }
}

/// Appends the record of a document; its body is not part of it.
pub(crate) fn encode(document: &Document, out: &mut Vec<u8>) {
    put_str(out, &document.uri);
    put_str(out, &document.headline);
    put_number(out, document.version.map_or(0, |v| u64::from(v) + 1));
    for field in [
        &document.language,
        &document.published,
        &document.source,
        &document.byline,
        &document.usageterms,
        &document.embargoed,
        &document.url,
    ] {
        put_optional(out, field.as_deref());
    }
}

/// Reads a record; the document's body is empty.
pub(crate) fn decode(bytes: &[u8]) -> Result<Document, PackError> {
    let mut reader = Reader::new(bytes, "documents");
    let uri = reader.string()?;
    let headline = reader.string()?;
    let version = reader.small()?.checked_sub(1);
    let mut field = || reader.optional();
    Ok(Document {
        uri,
        headline,
        body: String::new(),
        version,
        language: field()?,
        published: field()?,
        source: field()?,
        byline: field()?,
        usageterms: field()?,
        embargoed: field()?,
        url: field()?,
    })
}

//! The frame of a pack, and writing it: header, section table, blocks with checksums.
//!
//! # Layout (little-endian)
//! | bytes | what |
//! |---|---|
//! | 0..8 | `WIRECOPY` |
//! | 8..12 | version: 1 with text, 2 with fingerprints |
//! | 12..16 | length of the header, its checksum included |
//! | 16..20 | store: 0 text, 1 fingerprints, 2 keyed fingerprints |
//! | 20..24 | number of sections |
//! | 24..32 | length of the file |
//! | then, for each section | kind u32, block size u32, offset u64, length u64 |
//! | then, for each block of each section | low 32 bits of its XXH3 checksum |
//! | last 8 of the header | XXH3-64 of the header before it |
//!
//! A block is checked when it is first read; opening reads the header only.

use crate::error::PackError;

pub(crate) const MAGIC: &[u8; 8] = b"WIRECOPY";
/// Bytes of the header before the section table.
pub(crate) const FIXED: usize = 32;
/// Bytes of an entry of the section table.
pub(crate) const ENTRY: usize = 24;
/// Bytes copied at once when the file is put together.
const COPIED: u64 = 64 << 10;

/// Bytes that can be read anywhere: memory, a file, an OPFS handle.
pub trait ReadAt {
    /// Length in bytes.
    fn size(&self) -> Result<u64, PackError>;
    /// Fills `buffer` from `offset` on; an error where the bytes end before it is full.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError>;
}

impl<T: ReadAt + ?Sized> ReadAt for Box<T> {
    fn size(&self) -> Result<u64, PackError> {
        (**self).size()
    }
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        (**self).read_at(offset, buffer)
    }
}

impl ReadAt for Vec<u8> {
    fn size(&self) -> Result<u64, PackError> {
        Ok(self.len() as u64)
    }
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let bytes = start.checked_add(buffer.len()).and_then(|end| self.get(start..end));
        let bytes = bytes.ok_or(PackError::Truncated { expected: offset.saturating_add(buffer.len() as u64), found: self.len() as u64 })?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

/// Bytes that can be appended to: memory, or a file that is being written.
pub trait Append {
    /// Appends `bytes`.
    fn append(&mut self, bytes: &[u8]) -> Result<(), PackError>;
}

impl Append for Vec<u8> {
    fn append(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        self.extend_from_slice(bytes);
        Ok(())
    }
}

/// What a pack keeps of its documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// Their text.
    #[default]
    Text,
    /// Unordered hashes of words and of sampled word runs.
    Fingerprints,
    /// The same under a key that is not in the pack.
    Keyed,
}

impl Store {
    fn code(self) -> u32 {
        self as u32
    }

    pub(crate) fn from_code(code: u32) -> Option<Store> {
        [Store::Text, Store::Fingerprints, Store::Keyed].into_iter().find(|s| s.code() == code)
    }

    /// The version of the format that is written for it, and the only one read: a pack of fingerprints had its codes written
    /// out in version 1.
    pub fn version(self) -> u32 {
        match self {
            Store::Text => 1,
            Store::Fingerprints | Store::Keyed => 2,
        }
    }

    /// Its name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Store::Text => "text",
            Store::Fingerprints => "fingerprints",
            Store::Keyed => "keyed fingerprints",
        }
    }
}

/// The sections of a pack; a pack has either texts or fingerprints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    /// Name, counts, dates, sources.
    Info,
    /// What is shown of each document.
    Documents,
    /// Where each document's record, sentences and text begin.
    Directory,
    /// Texts, compressed in groups.
    Bodies,
    /// Terms with their counts and where their postings begin.
    Dictionary,
    /// Sentence numbers of each term.
    Postings,
    /// Words of each sentence.
    Lengths,
    /// Fingerprints, in the place of texts.
    Prints,
    /// Which words share a code, or what tells the right key.
    Codes,
    /// Codes by their rank.
    Ranks,
}

impl Section {
    pub(crate) const ALL: [Section; 10] = [
        Section::Info,
        Section::Documents,
        Section::Directory,
        Section::Bodies,
        Section::Dictionary,
        Section::Postings,
        Section::Lengths,
        Section::Prints,
        Section::Codes,
        Section::Ranks,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Section::Info => "info",
            Section::Documents => "documents",
            Section::Directory => "directory",
            Section::Bodies => "bodies",
            Section::Dictionary => "dictionary",
            Section::Postings => "postings",
            Section::Lengths => "lengths",
            Section::Prints => "prints",
            Section::Codes => "codes",
            Section::Ranks => "ranks",
        }
    }

    /// Bytes a block: small where single entries are read, large where runs are.
    fn block(self) -> u32 {
        match self {
            Section::Dictionary | Section::Postings | Section::Directory | Section::Prints | Section::Ranks => 8 << 10,
            Section::Documents | Section::Lengths => 16 << 10,
            Section::Info | Section::Bodies | Section::Codes => 64 << 10,
        }
    }
}

/// A section while it is written: blocks go to `sink` as they fill.
pub(crate) struct Output<S> {
    section: Section,
    sink: S,
    block: Vec<u8>,
    checks: Vec<u32>,
    length: u64,
}

impl<S: ReadAt + Append> Output<S> {
    pub(crate) fn new(section: Section, sink: S) -> Self {
        Output { section, sink, block: Vec::new(), checks: Vec::new(), length: 0 }
    }

    /// Bytes written so far.
    pub(crate) fn len(&self) -> u64 {
        self.length
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> Result<(), PackError> {
        self.length += bytes.len() as u64;
        let size = self.section.block() as usize;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(size - self.block.len()));
            self.block.extend_from_slice(now);
            bytes = later;
            if self.block.len() == size {
                self.close()?;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), PackError> {
        if !self.block.is_empty() {
            self.checks.push(checksum(&self.block));
            self.sink.append(&self.block)?;
            self.block.clear();
        }
        Ok(())
    }
}

/// A section as the header names it; where it begins follows from those before it.
pub(crate) struct Entry {
    pub(crate) kind: u32,
    /// Bytes of a block.
    pub(crate) block: u32,
    /// Bytes in all.
    pub(crate) length: u64,
}

/// The header of a file with these sections one behind the other; `checks` are the checksums of their blocks.
pub(crate) fn header(version: u32, store: u32, sections: &[Entry], checks: &[u32]) -> Vec<u8> {
    let length = FIXED + sections.len() * ENTRY + checks.len() * 4 + 8;
    let total = length as u64 + sections.iter().map(|s| s.length).sum::<u64>();
    let mut out = Vec::with_capacity(length);
    out.extend_from_slice(MAGIC);
    for word in [version, length as u32, store, sections.len() as u32] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&total.to_le_bytes());
    let mut offset = length as u64;
    for section in sections {
        out.extend_from_slice(&section.kind.to_le_bytes());
        out.extend_from_slice(&section.block.to_le_bytes());
        out.extend_from_slice(&offset.to_le_bytes());
        out.extend_from_slice(&section.length.to_le_bytes());
        offset += section.length;
    }
    for check in checks {
        out.extend_from_slice(&check.to_le_bytes());
    }
    let check = xxhash_rust::xxh3::xxh3_64(&out);
    out.extend_from_slice(&check.to_le_bytes());
    out
}

/// Joins sections into a pack file.
pub(crate) fn assemble<S: ReadAt + Append>(store: Store, mut sections: Vec<Output<S>>, out: &mut impl Append) -> Result<(), PackError> {
    sections.iter_mut().try_for_each(Output::close)?;
    let table: Vec<Entry> = sections.iter().map(|s| Entry { kind: s.section as u32, block: s.section.block(), length: s.length }).collect();
    let checks: Vec<u32> = sections.iter().flat_map(|s| s.checks.iter().copied()).collect();
    out.append(&header(store.version(), store.code(), &table, &checks))?;
    let mut buffer = Vec::new();
    for part in &sections {
        let mut at = 0;
        while at < part.length {
            buffer.resize((part.length - at).min(COPIED) as usize, 0);
            part.sink.read_at(at, &mut buffer)?;
            out.append(&buffer)?;
            at += buffer.len() as u64;
        }
    }
    Ok(())
}

/// Checksum of a block.
pub(crate) fn checksum(block: &[u8]) -> u32 {
    xxhash_rust::xxh3::xxh3_64(block) as u32
}

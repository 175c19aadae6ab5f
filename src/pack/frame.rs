//! Reading a pack's frame: sections found by kind, blocks verified as they are first read.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::rc::Rc;

use crate::error::PackError;
use crate::pack::format::{ENTRY, FIXED, MAGIC, ReadAt, Section, Store, checksum};
use crate::text::token::Spread;

/// Longest header read: 64 MiB is the header of a pack of 130 GB.
const LONGEST_HEADER: u32 = 64 << 20;
/// Bytes of verified blocks kept for the next check.
const CACHE: usize = 24 << 20;

#[derive(Clone, Debug)]
struct Place {
    block: u32,
    offset: u64,
    length: u64,
    checks: Vec<u32>,
}

impl Place {
    /// Whether a block is the one that was written.
    fn check(&self, section: Section, number: usize, block: &[u8]) -> Result<(), PackError> {
        let (expected, found) = (self.checks[number], checksum(block));
        if expected == found {
            return Ok(());
        }
        Err(PackError::Checksum { section: section.name(), block: number, expected: expected.into(), found: found.into() })
    }
}

/// An open pack file: sections found by kind, blocks verified as they are read.
pub(crate) struct Frame<R> {
    source: R,
    store: Store,
    length: u64,
    identity: u64,
    places: Vec<(Section, Place)>,
    cache: RefCell<Cache>,
}

#[derive(Default)]
struct Cache {
    blocks: HashMap<(Section, u64), Rc<[u8]>, BuildHasherDefault<Spread>>,
    bytes: usize,
}

impl<R: ReadAt> Frame<R> {
    /// Reads and checks the header.
    pub(crate) fn open(source: R) -> Result<Self, PackError> {
        let length = source.size()?;
        let mut fixed = vec![0; FIXED.min(usize::try_from(length).unwrap_or(FIXED))];
        source.read_at(0, &mut fixed)?;
        if fixed.get(..8) != Some(MAGIC.as_slice()) {
            fixed.truncate(8);
            return Err(PackError::Magic { found: fixed });
        }
        if fixed.len() < FIXED {
            return Err(PackError::Truncated { expected: FIXED as u64, found: length });
        }
        // A store that is not known here may be one of a later version.
        let store = Store::from_code(word(&fixed, 16));
        let (found, supported) = (word(&fixed, 8), store.unwrap_or_default().version());
        if found != supported {
            return Err(PackError::Version { found, supported });
        }
        let header_length = word(&fixed, 12);
        let expected = long(&fixed, 24);
        if length != expected {
            return Err(PackError::Truncated { expected, found: length });
        }
        if header_length > LONGEST_HEADER || u64::from(header_length) > length || (header_length as usize) < FIXED + 8 {
            return Err(malformed("a header length inside the file", header_length.to_string()));
        }
        let mut header = vec![0; header_length as usize];
        source.read_at(0, &mut header)?;
        let body = header.len() - 8;
        let identity = long(&header, body);
        let found = xxhash_rust::xxh3::xxh3_64(&header[..body]);
        if identity != found {
            return Err(PackError::Checksum { section: "header", block: 0, expected: identity, found });
        }
        let store = store.ok_or_else(|| malformed("a store of 0 to 2", word(&header, 16).to_string()))?;
        let places = places(&header[..body], length)?;
        Ok(Frame { source, store, length, identity, places, cache: RefCell::default() })
    }

    pub(crate) fn store(&self) -> Store {
        self.store
    }

    /// Length of the file in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Checksum of the header, which holds the checksums of all blocks: names the content.
    pub(crate) fn identity(&self) -> u64 {
        self.identity
    }

    fn place(&self, section: Section) -> Result<&Place, PackError> {
        let found = self.places.iter().find(|(s, _)| *s == section).map(|(_, place)| place);
        found.ok_or(PackError::Malformed { section: section.name(), expected: "a section", found: "none".to_owned() })
    }

    /// Length of a section in bytes.
    pub(crate) fn len(&self, section: Section) -> Result<u64, PackError> {
        Ok(self.place(section)?.length)
    }

    /// Reads `length` bytes of a section from `offset` on, appending them to `out`.
    pub(crate) fn read(&self, section: Section, offset: u64, length: usize, out: &mut Vec<u8>) -> Result<(), PackError> {
        self.pieces(section, offset, length, |piece| out.extend_from_slice(piece))
    }

    /// Reads an entry of a fixed length from `offset` of a section on.
    pub(crate) fn entry<const LENGTH: usize>(&self, section: Section, offset: u64) -> Result<[u8; LENGTH], PackError> {
        let (mut out, mut at) = ([0; LENGTH], 0);
        self.pieces(section, offset, LENGTH, |piece| {
            out[at..at + piece.len()].copy_from_slice(piece);
            at += piece.len();
        })?;
        Ok(out)
    }

    /// Hands over the `length` bytes of a section from `offset` on, block by block.
    fn pieces(&self, section: Section, offset: u64, length: usize, mut piece: impl FnMut(&[u8])) -> Result<(), PackError> {
        let place = self.place(section)?;
        let end = offset.saturating_add(length as u64);
        if end > place.length {
            return Err(PackError::Malformed {
                section: section.name(),
                expected: "an offset inside the section",
                found: format!("{end} of {}", place.length),
            });
        }
        let size = u64::from(place.block);
        let mut at = offset;
        while at < end {
            let block = self.block(section, place, at / size)?;
            let from = (at % size) as usize;
            let to = (end - (at - from as u64)).min(block.len() as u64) as usize;
            piece(&block[from..to]);
            at += (to - from) as u64;
        }
        Ok(())
    }

    /// A block of a section: its bytes from number × block size on.
    fn block(&self, section: Section, place: &Place, number: u64) -> Result<Rc<[u8]>, PackError> {
        if let Some(block) = self.cache.borrow().blocks.get(&(section, number)) {
            return Ok(Rc::clone(block));
        }
        let start = number * u64::from(place.block);
        let mut bytes = vec![0; (place.length - start).min(u64::from(place.block)) as usize];
        self.source.read_at(place.offset + start, &mut bytes)?;
        place.check(section, number as usize, &bytes)?;
        let block: Rc<[u8]> = bytes.into();
        let mut cache = self.cache.borrow_mut();
        if cache.bytes + block.len() > CACHE {
            *cache = Cache::default();
        }
        cache.bytes += block.len();
        cache.blocks.insert((section, number), Rc::clone(&block));
        Ok(block)
    }

    /// Reads a whole section, which is not kept for later.
    pub(crate) fn whole(&self, section: Section) -> Result<Vec<u8>, PackError> {
        let place = self.place(section)?;
        let mut out = vec![0; place.length as usize];
        self.source.read_at(place.offset, &mut out)?;
        for (number, block) in out.chunks(place.block as usize).enumerate() {
            place.check(section, number, block)?;
        }
        Ok(out)
    }

    /// Reads and checks every block.
    pub(crate) fn verify(&self) -> Result<(), PackError> {
        for (section, place) in &self.places {
            for number in 0..place.checks.len() as u64 {
                self.block(*section, place, number)?;
            }
        }
        Ok(())
    }
}

fn places(header: &[u8], file: u64) -> Result<Vec<(Section, Place)>, PackError> {
    let count = word(header, 20) as usize;
    if count > 64 || FIXED + count * ENTRY > header.len() {
        return Err(malformed("up to 64 sections", count.to_string()));
    }
    let mut check = FIXED + count * ENTRY;
    let mut places = Vec::new();
    for i in 0..count {
        let at = FIXED + i * ENTRY;
        let (kind, block, offset, length) = (word(header, at), word(header, at + 4), long(header, at + 8), long(header, at + 16));
        if !(1..=64 << 10).contains(&block) || offset.checked_add(length).is_none_or(|end| end > file) {
            return Err(malformed("a section inside the file", format!("{length} bytes at {offset}")));
        }
        let blocks = length.div_ceil(u64::from(block)) as usize;
        if check + blocks * 4 > header.len() {
            return Err(malformed("a checksum for each block", format!("{} bytes", header.len() - check)));
        }
        let checks = (0..blocks).map(|b| word(header, check + b * 4)).collect();
        check += blocks * 4;
        // Sections of a later minor format are passed over.
        if let Some(&section) = Section::ALL.iter().find(|s| **s as u32 == kind) {
            places.push((section, Place { block, offset, length, checks }));
        }
    }
    Ok(places)
}

fn malformed(expected: &'static str, found: String) -> PackError {
    PackError::Malformed { section: "header", expected, found }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::format::{Output, assemble};

    fn sample() -> Vec<u8> {
        let mut info = Output::new(Section::Info, Vec::new());
        info.write(b"hello").unwrap();
        let mut postings = Output::new(Section::Postings, Vec::new());
        postings.write(&(0..=255).cycle().take(20_000).collect::<Vec<u8>>()).unwrap();
        let mut out = Vec::new();
        assemble(Store::Text, vec![info, postings], &mut out).unwrap();
        out
    }

    #[test]
    fn sections_are_read_across_blocks() {
        let frame = Frame::open(sample()).unwrap();
        assert_eq!(frame.whole(Section::Info).unwrap(), b"hello");
        let mut out = Vec::new();
        frame.read(Section::Postings, 8190, 10, &mut out).unwrap();
        assert_eq!(out, (8190..8200).map(|i| i as u8).collect::<Vec<_>>());
        assert!(frame.read(Section::Postings, 19_999, 2, &mut out).is_err());
    }

    #[test]
    fn every_damage_is_named() {
        let bytes = sample();
        assert!(matches!(Frame::open(b"PK\x03\x04".to_vec()), Err(PackError::Magic { .. })));
        assert!(matches!(Frame::open(Vec::new()), Err(PackError::Magic { .. })));
        for cut in 9..bytes.len() {
            assert!(matches!(Frame::open(bytes[..cut].to_vec()), Err(PackError::Truncated { .. })), "cut at {cut}");
        }
        let mut later = bytes.clone();
        later[8] = 9;
        assert!(matches!(Frame::open(later), Err(PackError::Version { found: 9, .. })));
        // Fingerprints are in version 2, text is in version 1.
        let mut earlier = bytes.clone();
        earlier[16] = 1;
        assert!(matches!(Frame::open(earlier), Err(PackError::Version { found: 1, supported: 2 })));
        for at in (32..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let verdict = Frame::open(changed).and_then(|f| f.verify());
            assert!(matches!(verdict, Err(PackError::Checksum { .. })), "byte {at}: {verdict:?}");
        }
    }
}

//! A pack under another name.

use crate::pack::codec::put_str;
use crate::pack::format::{ENTRY, Entry, FIXED, Section, checksum, header};

/// The bytes with which a pack begins once it is called `name`, and from where on its own bytes follow them: together they are the
/// pack as it would have been built under that name. `start` are its first bytes; `None` where they do not hold its header and counts
/// whole and undamaged.
pub fn renamed(start: &[u8], name: &str) -> Option<(Vec<u8>, usize)> {
    let old = start.get(..word(start, 12)? as usize)?;
    let (body, check) = old.split_at_checked(old.len().checked_sub(8)?)?;
    if check != xxhash_rust::xxh3::xxh3_64(body).to_le_bytes() || word(body, FIXED)? != Section::Info as u32 {
        return None;
    }
    let table = body.get(FIXED..)?.get(..(word(body, 20)? as usize).checked_mul(ENTRY)?)?;
    let entry = |entry: &[u8]| Some(Entry { kind: word(entry, 0)?, block: word(entry, 4)?, length: long(entry, 16)? });
    let mut sections: Vec<Entry> = table.chunks_exact(ENTRY).map(entry).collect::<Option<_>>()?;
    let counts = sections.first_mut()?;
    let block = (counts.block as usize).max(1);
    let info = start.get(old.len()..)?.get(..usize::try_from(counts.length).ok()?)?;
    let known: Vec<u32> = body.get(FIXED + table.len()..)?.chunks_exact(4).filter_map(|check| word(check, 0)).collect();
    let others = known.strip_prefix(checks_of(info, block).as_slice())?;
    if long(body, FIXED + 8)? != old.len() as u64 {
        return None;
    }

    let mut told = Vec::new();
    put_str(&mut told, name);
    told.extend_from_slice(behind_name(info)?);
    counts.length = told.len() as u64;
    let checks = [checks_of(&told, block).as_slice(), others].concat();
    let mut out = header(word(body, 8)?, word(body, 16)?, &sections, &checks);
    out.extend_from_slice(&told);
    Some((out, old.len() + info.len()))
}

/// What comes in the counts behind the name, which is a length, seven bits a byte, and so many bytes.
fn behind_name(info: &[u8]) -> Option<&[u8]> {
    let digits = info.iter().take(5).position(|byte| *byte < 0x80)?;
    let length = info[..=digits].iter().rev().fold(0, |length, byte| length << 7 | usize::from(byte & 0x7f));
    info.get(digits + 1..)?.get(length..)
}

/// Checksums of a section's blocks.
fn checks_of(section: &[u8], block: usize) -> Vec<u32> {
    section.chunks(block).map(checksum).collect()
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|long| u64::from_le_bytes(*long))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Background;
    use crate::document::Document;
    use crate::pack::{Builder, Prepared};

    fn build(name: &str) -> Vec<u8> {
        let mut builder = Builder::new(name);
        for uri in ["a", "b"] {
            let document = Document { uri: uri.to_owned(), body: format!("Ferries stopped at pier {uri}."), ..Document::default() };
            builder.add(Prepared::new(document, &Background::default()).unwrap());
        }
        builder.finish()
    }

    #[test]
    fn a_renamed_pack_is_the_pack_built_under_that_name() {
        // The longest names make the counts take two blocks, and the header longer.
        let names = ["lighthouse", "", "Küste, Nachtdienst", &"long ".repeat(20_000)];
        for before in names {
            let pack = build(before);
            for name in names {
                let (mut out, from) = renamed(&pack, name).unwrap();
                out.extend_from_slice(&pack[from..]);
                assert!(out == build(name), "{:.20} to {name:.20}", before);
                assert_eq!(renamed(&pack[..from], name).unwrap().1, from, "the beginning is enough");
            }
        }
    }

    #[test]
    fn what_is_cut_or_damaged_is_not_renamed() {
        let pack = build("lighthouse");
        let from = renamed(&pack, "x").unwrap().1;
        for cut in 0..from {
            assert!(renamed(&pack[..cut], "x").is_none(), "cut at {cut}");
        }
        for at in (12..16).chain(20..from) {
            let mut damaged = pack.clone();
            damaged[at] ^= 1;
            assert!(renamed(&damaged, "x").is_none(), "byte {at}");
        }
    }
}

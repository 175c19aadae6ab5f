//! From bytes to items: tells a file's format and hands it to that format's reader; archives' files go the same way.

use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use crate::error::ImportError;
use crate::format::{self, Format};
use crate::item::{Item, Options, Out, Skip};
use crate::{archive, article, encoding, json, table, teletype, warc, wire};

/// Most bytes of one file that are held in memory at once; files that are read item by item may be longer.
const LARGEST: u64 = 1 << 30;
/// Archives inside archives, at most.
const DEPTH: u32 = 6;

/// Reads a file, whatever its format, giving what is found to `take`, in order. `name` is its path as the user gave it.
pub fn import(name: &str, mut file: impl Read + Seek, options: Options, take: &mut dyn FnMut(Item)) {
    let mut out = Out { file: name, options, take };
    let mut head = Vec::new();
    let looked = file.by_ref().take(format::HEAD as u64).read_to_end(&mut head).and_then(|_| file.seek(SeekFrom::Start(0)));
    if let Err(error) = looked {
        return out.problem(None, ImportError::Io(error.to_string()));
    }
    match format::of(&head) {
        Format::Zip => archive::read_zip(&mut file, DEPTH, &mut out),
        // Named by the user, it was meant to be read: that it cannot be is a problem, not a file among many to pass over.
        Format::Unknown => out.problem(None, ImportError::UnknownFormat { found: format::describe(&head) }),
        Format::Empty => out.problem(None, ImportError::Empty),
        found => read_as(found, &mut BufReader::with_capacity(1 << 16, file), DEPTH, &mut out),
    }
}

/// Reads a file that stands in another one.
pub(crate) fn read_inner(reader: &mut dyn Read, depth: u32, out: &mut Out) {
    if depth == 0 {
        return out.problem(
            None,
            ImportError::Archive { kind: "an archive in archives", found: format!("more than {DEPTH} of them in each other") },
        );
    }
    let mut head = Vec::new();
    if let Err(error) = (&mut *reader).take(format::HEAD as u64).read_to_end(&mut head) {
        return out.problem(None, ImportError::Io(error.to_string()));
    }
    let found = format::of(&head);
    let mut whole = Cursor::new(head).chain(reader);
    match found {
        Format::Empty | Format::Unknown => out.skip(Skip::UnknownFormat),
        Format::Zip => {
            if let Some(bytes) = read_all(&mut whole, out) {
                archive::read_zip(&mut Cursor::new(bytes), depth, out);
            }
        }
        found => read_as(found, &mut BufReader::new(whole), depth, out),
    }
}

/// One function for readers of any kind, so that the formats' parsers stand in the module once.
fn read_as(found: Format, reader: &mut dyn BufRead, depth: u32, out: &mut Out) {
    match found {
        Format::Gzip => archive::read_gzip(reader, depth, out),
        Format::Tar => archive::read_tar(reader, depth, out),
        Format::Warc => warc::read(reader, depth, out),
        Format::JsonLines => json::read_lines(reader, out),
        Format::Json => json::read_whole(reader, out),
        Format::Csv => table::read(reader, out),
        Format::Pack => out.problem(None, ImportError::Pack),
        Format::Utf16 => {
            if let Some(bytes) = read_all(reader, out) {
                let text = encoding::decode_undeclared(&bytes).into_owned();
                read_inner(&mut Cursor::new(text), depth - 1, out);
            }
        }
        Format::Xml => {
            if let Some(bytes) = read_all(reader, out) {
                wire::read(&bytes, out);
            }
        }
        Format::Html => {
            if let Some(bytes) = read_all(reader, out) {
                article::read_html(&bytes, out);
            }
        }
        Format::Teletype => {
            if let Some(bytes) = read_all(reader, out) {
                teletype::read(&encoding::decode_undeclared(&bytes), out);
            }
        }
        Format::Text => {
            if let Some(bytes) = read_all(reader, out) {
                article::read_text(&encoding::decode_undeclared(&bytes), out);
            }
        }
        Format::Zip | Format::Empty | Format::Unknown => out.skip(Skip::UnknownFormat),
    }
}

/// All bytes of a file that cannot be read piece by piece; `None` where that failed, which is then said.
fn read_all(reader: &mut dyn Read, out: &mut Out) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match reader.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > LARGEST => out.problem(None, ImportError::TooLarge { limit: LARGEST }),
        Ok(_) => return Some(bytes),
        Err(error) => out.problem(None, ImportError::Io(error.to_string())),
    }
    None
}

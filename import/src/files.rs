//! From bytes to items: tells a file's format and hands it to that format's reader; archives' files go the same way.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

use crate::error::ImportError;
use crate::format::{self, Format};
use crate::item::{Item, Options, Out, Skip};
use crate::{archive, article, encoding, json, table, teletype, warc, wire};

/// Most bytes of one file that are held in memory at once; files that are read item by item may be longer.
const LARGEST: u64 = 1 << 30;
/// Archives inside archives, at most.
const DEPTH: u32 = 6;
/// What is read of the files in an archive, at most: so many bytes, and so many more for each byte of the archive. News packs about
/// 20 to 1 and counts once more for each archive it stands in; DEFLATE goes up to 1,000 to 1.
const UNPACKED: (u64, u64) = (64 << 20, 100);

/// Where bytes come from. Behind a `dyn Read` each kind of reader would bring all that `Read` offers into the module.
pub(crate) trait Source {
    fn read_some(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
}

impl<R: Read> Source for R {
    fn read_some(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read(buffer)
    }
}

impl Read for dyn Source + '_ {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_some(buffer)
    }
}

/// What formats are read from: one type, so that their parsers stand in the module once.
pub(crate) type Reader<'a> = BufReader<&'a mut dyn Source>;

/// Reads a file, whatever its format, giving what is found to `take`, in order. `name` is its path as the user gave it.
pub fn import(name: &str, mut file: impl Read + Seek, options: Options, take: &mut dyn FnMut(Item)) {
    let left = Cell::new(0);
    let mut out = Out { file: name, options, left: &left, take };
    let mut head = Vec::new();
    let mut look = || {
        left.set(UNPACKED.0.saturating_add(file.seek(SeekFrom::End(0))?.saturating_mul(UNPACKED.1)));
        file.seek(SeekFrom::Start(0))?;
        file.by_ref().take(format::HEAD as u64).read_to_end(&mut head)?;
        file.seek(SeekFrom::Start(0))
    };
    if let Err(error) = look() {
        return out.problem(None, ImportError::Io(error.to_string()));
    }
    match format::of(&head) {
        Format::Zip => archive::read_zip(&mut file, DEPTH, &mut out),
        Format::Unknown | Format::Empty if !options.named => out.skip(Skip::UnknownFormat),
        Format::Unknown => out.problem(None, ImportError::UnknownFormat { found: format::describe(&head) }),
        Format::Empty => out.problem(None, ImportError::Empty),
        found => read_as(found, BufReader::with_capacity(1 << 16, &mut file), DEPTH, &mut out),
    }
}

/// Reads a file that stands in another one.
pub(crate) fn read_inner(reader: &mut dyn Source, depth: u32, out: &mut Out) {
    if depth == 0 {
        return out.problem(
            None,
            ImportError::Archive { kind: "an archive in archives", found: format!("more than {DEPTH} of them in each other") },
        );
    }
    // Whoever read the last byte that was left has said so.
    if out.left.get() == 0 {
        return;
    }
    let mut reader = Counted { reader, left: out.left };
    let mut head = Vec::new();
    if let Err(error) = reader.by_ref().take(format::HEAD as u64).read_to_end(&mut head) {
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
        found => read_as(found, BufReader::new(&mut whole), depth, out),
    }
}

/// Counts what is read of a file in an archive, and fails once that is more than archives of news hold.
struct Counted<'a> {
    reader: &'a mut dyn Source,
    left: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(count as u64));
        if self.left.get() == 0 {
            let (bytes, times) = UNPACKED;
            return Err(io::Error::other(format!(
                "it unpacks to over {times} times the archive's size and {} MiB; unpack it first",
                bytes >> 20
            )));
        }
        Ok(count)
    }
}

fn read_as(found: Format, mut reader: Reader, depth: u32, out: &mut Out) {
    let reader = &mut reader;
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
                if encoding::is_guessed(&bytes) {
                    out.note_guess();
                }
                article::read_text(&encoding::decode_undeclared(&bytes), out);
            }
        }
        Format::Zip | Format::Empty | Format::Unknown => out.skip(Skip::UnknownFormat),
    }
}

/// All bytes of a file that cannot be read piece by piece; `None` where that failed, which is then said.
fn read_all(reader: &mut dyn Source, out: &mut Out) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match reader.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > LARGEST => out.problem(None, ImportError::TooLarge { limit: LARGEST }),
        Ok(_) => return Some(bytes),
        Err(error) => out.problem(None, ImportError::Io(error.to_string())),
    }
    None
}

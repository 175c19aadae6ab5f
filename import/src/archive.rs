//! Archives: gzip, tar, zip. Their files are read one after the other, as if they stood in a folder.

use std::io::{self, BufReader, Read, Seek};

use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipEntries, ZipFileHeaderRecord};

use crate::encoding;
use crate::error::ImportError;
use crate::files::{Reader, Source, read_inner};
use crate::item::Out;

/// Reads what is in a gzip file; it goes by the name of that.
pub(crate) fn read_gzip(reader: &mut Reader, depth: u32, out: &mut Out) {
    read_inner(&mut MultiGzDecoder::new(reader), depth - 1, out);
}

/// Reads the files of a tar.
pub(crate) fn read_tar(reader: &mut Reader, depth: u32, out: &mut Out) {
    let damaged = |error: io::Error| ImportError::Archive { kind: "tar", found: error.to_string() };
    let mut archive = tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return out.problem(None, damaged(error)),
    };
    for entry in entries {
        match entry {
            Ok(entry) if !entry.header().entry_type().is_file() => {}
            Ok(mut entry) => {
                let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                read_member(&path, &mut entry, depth, out);
            }
            Err(error) => return out.problem(None, damaged(error)),
        }
    }
}

/// What a zip is read from: its contents stand at its end.
pub(crate) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Documents of office programs are zips, too: these parts tell them.
const OFFICE: [&[u8]; 2] = [b"[Content_Types].xml", b"META-INF/manifest.xml"];

/// Reads the files of a zip.
pub(crate) fn read_zip(reader: &mut dyn ReadSeek, depth: u32, out: &mut Out) {
    let damaged = |found: String| ImportError::Archive { kind: "zip", found };
    let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let archive = match ZipArchive::from_seekable(reader, &mut buffer) {
        Ok(archive) => archive,
        Err(error) => return out.problem(None, damaged(error.to_string())),
    };
    if is_office(archive.entries(&mut buffer)) {
        return out
            .problem(None, ImportError::UnknownFormat { found: "a document of an office program; save it as text or HTML".to_owned() });
    }
    let mut entries = archive.entries(&mut buffer);
    for number in 1.. {
        let entry = match entries.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => return,
            Err(error) => return out.problem(None, damaged(error.to_string())),
        };
        if entry.is_dir() {
            continue;
        }
        match unpacked(&archive, &entry) {
            Ok(mut file) => read_member(&encoding::decode_undeclared(entry.file_path().as_bytes()), &mut file, depth, out),
            Err(found) => out.problem(None, damaged(format!("file {number}: {found}"))),
        }
    }
}

fn is_office(mut entries: ZipEntries<impl ReaderAt>) -> bool {
    while let Ok(Some(entry)) = entries.next_entry() {
        if OFFICE.contains(&entry.file_path().as_bytes()) {
            return true;
        }
    }
    false
}

/// The bytes of a zip's file; what is wrong where they cannot be read.
fn unpacked<'a>(archive: &'a ZipArchive<impl ReaderAt>, entry: &ZipFileHeaderRecord) -> Result<Checked<'a>, String> {
    if entry.flags().is_encrypted() {
        return Err("it is encrypted".to_owned());
    }
    let packed = archive.get_entry(entry.wayfinder()).map_err(|error| error.to_string())?.reader();
    let plain: Box<dyn Source + 'a> = match entry.compression_method() {
        CompressionMethod::STORE => Box::new(packed),
        CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(BufReader::new(packed))),
        other => return Err(format!("it is compressed by method {}, and only 0 and 8 are read", other.as_u16())),
    };
    Ok(Checked { plain, crc: Crc::new(), expected: entry.crc32() })
}

/// Bytes of a zip's file, whose checksum is compared at their end. The checksum is gzip's, and so is what reckons it: rawzip's own
/// would bring a second table.
struct Checked<'a> {
    plain: Box<dyn Source + 'a>,
    crc: Crc,
    expected: u32,
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.plain.read(buffer)?;
        self.crc.update(&buffer[..count]);
        if count == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("the checksum of what it unpacks to is not the one that the zip has for it"));
        }
        Ok(count)
    }
}

fn read_member(path: &str, reader: &mut dyn Source, depth: u32, out: &mut Out) {
    // What systems add to archives begins with a dot.
    if path.split('/').any(|part| part.starts_with('.') && part != "." || part == "__MACOSX") {
        return;
    }
    let name = format!("{}/{}", out.file, path.trim_start_matches("./"));
    read_inner(reader, depth - 1, &mut out.inside(&name));
}

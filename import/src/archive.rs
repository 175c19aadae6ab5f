//! Archives: gzip, tar, zip. Their files are read one after the other, as if they stood in a folder.

use std::io::{Read, Seek};

use flate2::bufread::MultiGzDecoder;

use crate::error::ImportError;
use crate::files::{Reader, Source, read_inner};
use crate::item::Out;

/// Reads what is in a gzip file; it goes by the name of that.
pub(crate) fn read_gzip(reader: &mut Reader, depth: u32, out: &mut Out) {
    read_inner(&mut MultiGzDecoder::new(reader), depth - 1, out);
}

/// Reads the files of a tar.
pub(crate) fn read_tar(reader: &mut Reader, depth: u32, out: &mut Out) {
    let damaged = |error: std::io::Error| ImportError::Archive { kind: "tar", found: error.to_string() };
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
const OFFICE: [&str; 2] = ["[Content_Types].xml", "META-INF/manifest.xml"];

/// Reads the files of a zip.
pub(crate) fn read_zip(reader: &mut dyn ReadSeek, depth: u32, out: &mut Out) {
    let mut archive = match zip::ZipArchive::new(reader) {
        Ok(archive) => archive,
        Err(error) => return out.problem(None, ImportError::Archive { kind: "zip", found: error.to_string() }),
    };
    if OFFICE.iter().any(|part| archive.index_for_name(part).is_some()) {
        return out
            .problem(None, ImportError::UnknownFormat { found: "a document of an office program; save it as text or HTML".to_owned() });
    }
    for number in 0..archive.len() {
        match archive.by_index(number) {
            Ok(file) if file.is_dir() => {}
            Ok(mut file) => {
                let path = file.name().map_or_else(|_| (number + 1).to_string(), |name| name.into_owned());
                read_member(&path, &mut file, depth, out);
            }
            Err(error) => out.problem(None, ImportError::Archive { kind: "zip", found: format!("file {}: {error}", number + 1) }),
        }
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

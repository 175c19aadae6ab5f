//! WARC (ISO 28500): the pages and files of a web archive, each by its address.

use std::io::{self, BufRead, Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::encoding;
use crate::error::ImportError;
use crate::files::{Reader, Source, read_inner};
use crate::item::{Item, Out, Problem, Skip};

/// Longest head of a record or reply, in bytes.
const HEAD: u64 = 1 << 20;
/// Most bytes of one record that are read; longer ones are recordings.
const LONGEST: u64 = 256 << 20;

/// Reads all responses and resources of an archive.
pub(crate) fn read(reader: &mut Reader, depth: u32, out: &mut Out) {
    let damaged = |found: String| ImportError::Archive { kind: "WARC", found };
    loop {
        let head = match head(reader) {
            Ok(Some(head)) => head,
            Ok(None) => return,
            Err(error) => return out.problem(None, damaged(error.to_string())),
        };
        if !head.first.starts_with("WARC/") {
            return out.problem(None, damaged(format!("a record that begins with {:?} where WARC/1.0 was expected", head.first)));
        }
        let Some(length) = head.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return out.problem(None, damaged("a record without Content-Length".to_owned()));
        };
        let mut content = (&mut *reader).take(length);
        let kind = head.get("warc-type").unwrap_or_default();
        let address = head.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        if address.starts_with("http") && length <= LONGEST {
            match kind {
                "response" => read_reply(&mut content, &address, depth, out),
                "resource" | "conversion" => read_member(&mut content, &address, depth, out),
                _ => {}
            }
        }
        if let Err(error) = io::copy(&mut content, &mut io::sink()) {
            return out.problem(None, damaged(error.to_string()));
        }
        if content.limit() > 0 {
            return out.problem(None, damaged(format!("{} bytes are missing at its end", content.limit())));
        }
    }
}

/// Reads a file of a site. That it is data of some other kind is no problem: nobody chose what came with the pages.
fn read_member(content: &mut dyn Source, address: &str, depth: u32, out: &mut Out) {
    let Out { options, left, .. } = *out;
    let mut take = |item| {
        let is_other = matches!(
            &item,
            Item::Problem(Problem { error: ImportError::UnknownXml { .. } | ImportError::NoItem { .. } | ImportError::Json { .. }, .. })
        );
        (out.take)(if is_other { Item::Skipped(Skip::UnknownFormat) } else { item });
    };
    read_inner(content, depth - 1, &mut Out { file: address, options, left, take: &mut take });
}

/// Reads an HTTP reply with its head.
fn read_reply(content: &mut dyn BufRead, address: &str, depth: u32, out: &mut Out) {
    let Ok(Some(reply)) = head(content) else { return out.skip(Skip::UnknownFormat) };
    if reply.first.split(' ').nth(1) != Some("200") {
        return out.skip(Skip::NoPage);
    }
    let mut bytes = Vec::new();
    if content.read_to_end(&mut bytes).is_err() {
        return;
    }
    let is = |name: &str, value: &str| reply.get(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
    // Some archivers store the body as it came over the wire, some as it was meant; then the headers lie.
    if is("transfer-encoding", "chunked") {
        bytes = joined(&bytes).unwrap_or(bytes);
    }
    if is("content-encoding", "gzip") && bytes.starts_with(b"\x1f\x8b") {
        let mut plain = Vec::new();
        if MultiGzDecoder::new(Cursor::new(&bytes)).take(LONGEST).read_to_end(&mut plain).is_ok() {
            bytes = plain;
        }
    }
    if let Some(text) = reply.get("content-type").and_then(|kind| encoding::decode_served(kind, &bytes)) {
        bytes = text;
    }
    read_member(&mut Cursor::new(bytes), address, depth, out);
}

/// Joins the chunks of a chunked body; `None` where it is not chunked after all.
fn joined(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

/// First line and fields of a record's or reply's head.
struct Head {
    first: String,
    fields: Vec<(String, String)>,
}

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a head up to its empty line; `None` at the end of the file.
fn head(reader: &mut dyn BufRead) -> io::Result<Option<Head>> {
    let mut limited = reader.take(HEAD);
    let mut line = Vec::new();
    let mut head: Option<Head> = None;
    loop {
        line.clear();
        if limited.read_until(b'\n', &mut line)? == 0 {
            return match head {
                None => Ok(None),
                Some(_) => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends inside the head of a record")),
            };
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        match (&mut head, text) {
            // Empty lines part records.
            (None, "") => {}
            (None, first) => head = Some(Head { first: first.to_owned(), fields: Vec::new() }),
            (Some(_), "") => return Ok(head),
            (Some(head), field) => {
                if let Some((name, value)) = field.split_once(':') {
                    head.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
}

//! Bytes of a file to text: which encoding they are in, and decoding without ever failing.

use std::borrow::Cow;

#[cfg(not(target_arch = "wasm32"))]
use standard::{decoded, name_of};

#[cfg(target_arch = "wasm32")]
use crate::wasm::{decoded, name_of};

/// The decoders of the WHATWG Encoding Standard. A browser has them: there the module uses its `TextDecoder` and carries no tables.
#[cfg(not(target_arch = "wasm32"))]
mod standard {
    use encoding_rs::Encoding;

    /// The encoding that a label means, by its name in small letters; `None` where no decoder goes by it.
    pub(super) fn name_of(label: &str) -> Option<String> {
        Encoding::for_label_no_replacement(label.as_bytes()).map(|encoding| encoding.name().to_ascii_lowercase())
    }

    /// Bytes in a named encoding, without byte order mark; `None` where there is no such encoding.
    pub(super) fn decoded(name: &str, bytes: &[u8]) -> Option<String> {
        let encoding = Encoding::for_label_no_replacement(name.as_bytes())?;
        Some(encoding.decode_with_bom_removal(bytes).0.into_owned())
    }
}

/// How far into the file a declaration is looked for, in bytes: the HTML standard's prescan asks for 1,024; real pages
/// put long comments and preloads before it.
const PRESCAN: usize = 4096;

pub(crate) const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Decodes HTML: byte order mark, then `<meta charset>` or `<?xml encoding>`, then UTF-8 where it is valid, then Windows-1252.
/// Bytes that the encoding does not have become U+FFFD.
pub fn decode_html(bytes: &[u8]) -> Cow<'_, str> {
    match marked(bytes).or_else(|| declared(bytes)) {
        Some(name) => decode(&name, bytes),
        None => decode_unmarked(bytes),
    }
}

/// Decodes text that declares nothing: byte order mark, then UTF-8 where it is valid, then Windows-1252.
pub fn decode_undeclared(bytes: &[u8]) -> Cow<'_, str> {
    match marked(bytes) {
        Some(name) => decode(&name, bytes),
        None => decode_unmarked(bytes),
    }
}

fn decode_unmarked(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // A file cut in the middle of its last character is still UTF-8, if it showed before that it is.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => String::from_utf8_lossy(bytes),
        Err(_) => decode("windows-1252", bytes),
    }
}

fn decode<'a>(name: &str, bytes: &'a [u8]) -> Cow<'a, str> {
    let legacy = if name == "utf-8" { None } else { decoded(name, bytes) };
    legacy.map_or_else(|| String::from_utf8_lossy(bytes.strip_prefix(UTF_8_MARK).unwrap_or(bytes)), Cow::Owned)
}

/// The encoding that a byte order mark tells, or that every second byte is zero, as they are where UTF-16 begins with Latin letters or
/// signs.
fn marked(bytes: &[u8]) -> Option<String> {
    let marks = [(UTF_8_MARK, "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be")];
    let marked = marks.into_iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, name)| name);
    let begins = |zero| bytes.get(..16).is_some_and(|units| units.iter().enumerate().all(|(at, byte)| (*byte == 0) == (at % 2 == zero)));
    let name = marked.or(begins(1).then_some("utf-16le")).or(begins(0).then_some("utf-16be"));
    name.map(str::to_owned)
}

/// Whether bytes are in UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    marked(bytes).is_some_and(|name| name != "utf-8")
}

/// Whether [`decode_undeclared`] can only guess that bytes are in Windows-1252.
pub(crate) fn is_guessed(bytes: &[u8]) -> bool {
    marked(bytes).is_none() && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some())
}

/// Text in the encoding that its server named in the `Content-Type`, in UTF-8 and marked as that; `None` where it named none, and where
/// the bytes know better: they are UTF-8, marked, or no text.
pub(crate) fn decode_served(content_type: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let content_type = content_type.to_ascii_lowercase();
    let name = name_of(std::str::from_utf8(value_after(content_type.as_bytes(), b"charset")?).ok()?)?;
    let is_text = ["text", "xml", "json", "csv"].iter().any(|kind| content_type.contains(kind));
    let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    (is_text && !is_utf8 && marked(bytes).is_none()).then(|| [UTF_8_MARK, decode(&name, bytes).as_bytes()].concat())
}

/// The encoding that the markup declares near its beginning. As the standard has it, UTF-16 in a declaration that could
/// be read byte by byte means UTF-8.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes).to_ascii_lowercase();
    let mut at = 0;
    while let Some(open) = find(&head, b"<", at) {
        let rest = &head[open..];
        if rest.starts_with(b"<!--") {
            at = find(&head, b"-->", open + 2)? + 3;
            continue;
        }
        let close = find(&head, b">", open).unwrap_or(head.len());
        let label = if rest.starts_with(b"<meta") {
            value_after(&head[open..close], b"charset")
        } else if rest.starts_with(b"<?xml") {
            value_after(&head[open..close], b"encoding")
        } else {
            None
        };
        if let Some(name) = label.and_then(|label| name_of(std::str::from_utf8(label).ok()?)) {
            return Some(match name.as_str() {
                "utf-16le" | "utf-16be" => "utf-8".to_owned(),
                "x-user-defined" => "windows-1252".to_owned(),
                _ => name,
            });
        }
        at = close;
    }
    None
}

/// What stands after `name =`, without quotation marks.
fn value_after<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut at = 0;
    while let Some(found) = find(tag, name, at) {
        at = found + name.len();
        let rest = tag[at..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value.iter().position(|b| matches!(b, b'"' | b'\'' | b';' | b'/' | b'?') || b.is_ascii_whitespace());
            return Some(&value[..end.unwrap_or(value.len())]);
        }
    }
    None
}

fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    haystack.get(from..)?.windows(needle.len()).position(|w| w == needle).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read_where_markup_has_them() {
        for head in [
            "<meta charset=windows-1251>",
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>",
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?>",
            "<!-- <meta charset=utf-8> --><title>x</title><meta charset = \"cp1251\" />",
        ] {
            let bytes = [head.as_bytes(), b"\xcc\xe8\xf0"].concat();
            assert!(decode_html(&bytes).ends_with("Мир"), "{head}");
        }
    }

    #[test]
    fn undeclared_text_is_utf8_where_it_can_be() {
        assert_eq!(decode_html("café".as_bytes()), "café");
        assert_eq!(decode_html(b"caf\xe9"), "café");
        assert_eq!(decode_html(b"caf\xc3\xa9\xc3"), "café\u{fffd}");
    }

    #[test]
    fn a_byte_order_mark_wins_over_the_declaration() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend("<meta charset=latin1>é".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(decode_html(&bytes).ends_with('é'));
    }

    #[test]
    fn a_declared_utf16_that_reads_as_bytes_is_utf8() {
        assert!(decode_html("<meta charset=utf-16>é".as_bytes()).ends_with('é'));
    }
}

//! Which format a file is in, told by its first bytes, never by its name.

use crate::{encoding, teletype};

/// Bytes of a file that are looked at.
pub const HEAD: usize = 64 << 10;

/// A format that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Nothing, or white space.
    Empty,
    /// gzip, of whatever.
    Gzip,
    /// zip.
    Zip,
    /// tar.
    Tar,
    /// A web archive.
    Warc,
    /// A Wirecopy pack.
    Pack,
    /// Text in UTF-16, which has to be decoded before its format shows.
    Utf16,
    /// One JSON value.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// XML that is not HTML.
    Xml,
    /// HTML, or a piece of it.
    Html,
    /// Messages between control characters: IPTC 7901 or ANPA 1312.
    Teletype,
    /// A table with a header.
    Csv,
    /// Any other text.
    Text,
    /// None of these.
    Unknown,
}

/// Tells the format from the first [`HEAD`] bytes.
pub fn of(head: &[u8]) -> Format {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"\x1f\x8b") {
        return Format::Gzip;
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Format::Zip;
    }
    if head.get(257..262) == Some(b"ustar") || is_old_tar(head) {
        return Format::Tar;
    }
    if starts(b"WARC/") {
        return Format::Warc;
    }
    if starts(b"WIRECOPY") {
        return Format::Pack;
    }
    if teletype::starts(head) {
        return Format::Teletype;
    }
    if encoding::is_utf16(head) {
        return Format::Utf16;
    }
    let text = encoding::decode_undeclared(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Format::Empty;
    }
    if is_binary(text) || starts(RTF) || starts(PDF) {
        return Format::Unknown;
    }
    match text.as_bytes() {
        [b'[' | b'{', ..] if looks_like_json(text) => {
            if crate::json::is_lines(text) {
                Format::JsonLines
            } else {
                Format::Json
            }
        }
        [b'<', ..] => markup(text),
        _ if is_json_value(text) => Format::Json,
        _ if is_mail(text) => Format::Unknown,
        _ if crate::table::is_table(text) => Format::Csv,
        _ if is_code(text) => Format::Unknown,
        _ => Format::Text,
    }
}

const RTF: &[u8] = b"{\\rtf";
const PDF: &[u8] = b"%PDF";

/// A tar from before there was a mark for it: the checksum of its first header is right.
fn is_old_tar(head: &[u8]) -> bool {
    let Some((header, digits)) = head.get(..512).zip(head.get(148..156)) else { return false };
    let digits = std::str::from_utf8(digits).unwrap_or_default().trim_matches([' ', '\0']);
    let sum: u32 = header.iter().enumerate().map(|(at, byte)| u32::from(if (148..156).contains(&at) { b' ' } else { *byte })).sum();
    header[0] != 0 && u32::from_str_radix(digits, 8) == Ok(sum)
}

/// A number, `null` or a list of such things: JSON, but no sentence.
fn is_json_value(text: &str) -> bool {
    !text.starts_with('"') && text.len() < 1_000 && serde_json::from_str::<serde_json::Value>(text).is_ok()
}

/// Control characters that no text has, or more than a few that could not be decoded.
fn is_binary(text: &str) -> bool {
    let control = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}');
    let odd = text.chars().filter(control).count();
    text.contains('\0') || odd * 200 > text.chars().count()
}

/// Lines `Name: value` of an e-mail as it was sent, two of which no other text has.
fn is_mail(text: &str) -> bool {
    const FIELDS: [&str; 7] = ["delivered-to:", "received:", "return-path:", "mime-version:", "message-id:", "dkim-signature:", "x-"];
    let header = text.lines().take_while(|line| !line.trim().is_empty());
    let fields =
        header.filter(|line| FIELDS.iter().any(|field| line.get(..field.len()).is_some_and(|start| start.eq_ignore_ascii_case(field))));
    fields.take(2).count() == 2
}

/// Share of [`SIGNS`] in a text from which it is a style sheet or a program, as saved pages bring: nine in ten of
/// those have more, news 0.7 in 100 at most.
const CODE: usize = 2;
const SIGNS: &[u8] = b"{};=";

/// What sites have for machines: programs, style sheets, rules for crawlers.
fn is_code(text: &str) -> bool {
    let signs = text.bytes().filter(|byte| SIGNS.contains(byte)).count();
    // A few stand in any text, and semicolons in some.
    let is_dense = signs > 4 && text.bytes().any(|byte| matches!(byte, b'{' | b'=')) && signs * 100 > text.len() * CODE;
    is_dense || text.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("user-agent:"))
}

/// `[` and `{` may also begin a sentence.
fn looks_like_json(text: &str) -> bool {
    match text[1..].trim_start().chars().next() {
        Some('"' | '}') => true,
        Some('{' | '[' | ']') => text.starts_with('['),
        None => true,
        _ => false,
    }
}

/// XML by its declaration or its root element; HTML else.
fn markup(text: &str) -> Format {
    match root(text) {
        Some(root) => {
            let local = root.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
            if is_html(&local) { Format::Html } else { Format::Xml }
        }
        None => Format::Html,
    }
}

fn is_html(root: &str) -> bool {
    const HTML: &[&str] = &[
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "div",
        "p",
        "article",
        "section",
        "main",
        "h1",
        "h2",
        "h3",
        "span",
        "a",
        "table",
        "header",
        "nav",
        "img",
        "b",
        "i",
        "em",
        "strong",
        "ul",
        "ol",
        "br",
        "blockquote",
        "figure",
        "center",
        "font",
    ];
    HTML.contains(&root)
}

/// Name of the first element, behind declaration, comments and document type.
pub(crate) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once('>')?.1
        } else if rest.starts_with("<!") {
            // A document type may hold declarations in brackets.
            let end = rest.find(['>', '['])?;
            if rest[end..].starts_with('[') { rest.split_once("]")?.1.split_once('>')?.1 } else { &rest[end + 1..] }
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
            return Some(&name[..end]).filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
        }
        .trim_start();
    }
}

/// A file's beginning, for a message.
pub fn describe(head: &[u8]) -> String {
    const KNOWN: &[(&[u8], &str)] = &[
        (PDF, "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"Rar!", "a RAR archive"),
        (RTF, "RTF"),
    ];
    if let Some((_, name)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return (*name).to_owned();
    }
    let text = encoding::decode_undeclared(head);
    match text.trim_start() {
        text if is_mail(text) => "an e-mail as it was sent".to_owned(),
        text if is_code(text) => "a program".to_owned(),
        _ => format!("binary data that begins with {:02x?}", &head[..head.len().min(8)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_format() {
        for (head, format) in [
            ("", Format::Empty),
            (" \n", Format::Empty),
            ("{\"uri\": \"a\"}\n{\"uri\": \"b\"}\n", Format::JsonLines),
            ("{\"uri\": \"a\"}", Format::JsonLines),
            ("\u{feff}{\n  \"uri\": \"a\"\n}\n", Format::Json),
            ("[\n{\"uri\": \"a\"}]", Format::Json),
            ("{\"uri\": \"a\", \"head\n{\"uri\": \"b\"}\n", Format::JsonLines),
            ("{\"items\":[\n{\"uri\": \"a\"},\n{\"uri\": \"b\"}\n]}\n", Format::Json),
            ("{\"items\":[{\"uri\": \"a\"}\n,{\"uri\": \"b\"}]}\n", Format::Json),
            ("{\"items\":\n{\"uri\": \"a\"}}\n", Format::Json),
            ("null\n", Format::Json),
            ("[1, 2]", Format::Json),
            ("\"Ferries stopped.\"", Format::Text),
            ("[Updates with details] Ferries stopped.", Format::Text),
            ("<!DOCTYPE html><html>", Format::Html),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"a\" \"b\">\n<html xmlns=\"x\">", Format::Html),
            ("<p>Ferries stopped.", Format::Html),
            ("<?xml version=\"1.0\"?><!-- x --><!DOCTYPE nitf [<!ENTITY a \"b\">]><nitf>", Format::Xml),
            ("<rdf:RDF xmlns=\"x\">", Format::Xml),
            ("uri,headline,body\na,b,c\n", Format::Csv),
            ("uri;Headline;Text\n", Format::Csv),
            ("Überschrift;Inhalt;Erschienen\nFähren;\"Fähren; Züge\nund Busse\";2026\n", Format::Csv),
            ("Kopf,Inhalt,Tag\nFähren,\"Fähren, Züge\",2026\n", Format::Csv),
            ("Ferries, trains, buses\nHarbour, station, stop\n", Format::Text),
            ("start();stop();turn()\nsail();moor();x={};y={}\n", Format::Unknown),
            ("Ferries, trains and body scanners\n\nFerries stopped.", Format::Text),
            ("\u{1}tpa012 4 i 90 tpa 031\r\n\u{2}Ferries stop =\n", Format::Teletype),
            ("\u{16}\u{16}\u{1}V0012\u{1f}tpa\n\u{2}^Ferries<\n", Format::Teletype),
            ("\u{1}\u{3}\u{0}\u{1}", Format::Unknown),
            ("Received: by mx\nMessage-ID: <a@b>\nSubject: Ferries\n\nFerries stopped.", Format::Unknown),
            ("X-ray: a view\n\nFerries stopped.", Format::Text),
            ("body { color: red }\n.teaser > a { margin: 0 auto; padding: 1px }", Format::Unknown),
            ("(function () { var ferry = 1; window.sail = function () { return ferry; }; })();", Format::Unknown),
            ("User-agent: *\nDisallow: /search", Format::Unknown),
            (
                "MARROW (TPA) - Ferries stopped; trains ran. The board said {closed}.\n\nNobody at the harbour office could say until when, or why it was written so.",
                Format::Text,
            ),
            ("{\\rtf1\\ansi Ferries stopped.}", Format::Unknown),
            ("%PDF-1.7\n\0\0\0", Format::Unknown),
            ("%PDF-1.4\n1 0 obj\n", Format::Unknown),
        ] {
            assert_eq!(of(head.as_bytes()), format, "{head:?}");
        }
        assert_eq!(of(b"\x1f\x8b\x08"), Format::Gzip);
        assert_eq!(of(b"PK\x03\x04\x14"), Format::Zip);
        assert_eq!(of(b"WARC/1.0\r\n"), Format::Warc);
        assert_eq!(of(b"WIRECOPY\x01"), Format::Pack);
    }
}

//! CSV with a header: one article a row.

use std::io::{self, BufRead};

use csv::{ByteRecord, ReaderBuilder};
use wirecopy::document::Document;

use crate::error::ImportError;
use crate::files::Reader;
use crate::item::{Found, Out};
use crate::{body, encoding, markup, time};

/// Names of columns, the one to be preferred first.
const URI: &[&str] = &["uri", "guid"];
const ID: &[&str] = &["id"];
const HEADLINE: &[&str] = &["headline", "title", "titel", "titre", "título", "العنوان"];
const BODY: &[&str] = &["body_text", "body", "text", "content", "article", "body_html", "body_xhtml", "texte", "texto", "النص"];
const LANGUAGE: &[&str] = &["language", "lang", "sprache", "langue", "idioma"];
const PUBLISHED: &[&str] = &["versioncreated", "published", "date", "time", "firstcreated", "pubdate", "datum", "fecha", "التاريخ"];
const SOURCE: &[&str] = &["source", "agency", "infosource", "provider", "publisher", "quelle", "fuente", "المصدر"];
const BYLINE: &[&str] = &["byline", "author", "by", "autor", "auteur"];
const TERMS: &[&str] = &["usageterms", "terms", "rights", "copyright", "copyrightnotice"];
const EMBARGO: &[&str] = &["embargoed", "embargo"];
const URL: &[&str] = &["url", "link"];
const VERSION: &[&str] = &["version"];
const STATUS: &[&str] = &["pubstatus", "status"];
const ALL: &[&[&str]] = &[URI, ID, HEADLINE, BODY, LANGUAGE, PUBLISHED, SOURCE, BYLINE, TERMS, EMBARGO, URL, VERSION, STATUS];

/// Whether a text begins with a header: at least two cells that name columns, or three short ones and as many in the row below.
pub(crate) fn is_table(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let text = if is_hint(text) { text.split_once('\n').unwrap_or_default().1 } else { text };
    let (first, below) = text.split_once('\n').unwrap_or((text, ""));
    let separator = separator(first);
    let cells: Vec<String> = first.split(separator as char).map(column).collect();
    let known = cells.iter().filter(|cell| ALL.iter().any(|names| names.contains(&cell.as_str()))).count();
    let are_short = cells.iter().all(|cell| (1..=40).contains(&cell.chars().count())) && !first.contains(['{', '}', '=', '(']);
    // Commas stand in lines of text, too: there a cell has to be quoted.
    let (count, is_quoted) = row(below, separator);
    cells.len() >= 2 && (known >= 2 || cells.len() >= 3 && are_short && count == cells.len() && (is_quoted || separator != b','))
}

/// Cells of a text's first row, and whether one of them is in quotation marks.
fn row(text: &str, separator: u8) -> (usize, bool) {
    let mut quotes = Quotes::new(separator);
    let (mut cells, mut is_quoted) = (1, false);
    for byte in text.bytes() {
        quotes.pass(byte);
        match quotes.at {
            At::Start if byte == separator => cells += 1,
            At::Start => break,
            At::Quoted => is_quoted = true,
            At::Bare | At::Closed => {}
        }
    }
    (cells, is_quoted)
}

/// Where in a cell a table is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Bare,
    Quoted,
    /// Behind a quotation mark that ends a cell, or is the first of two that stand for one.
    Closed,
}

/// Follows a table's quotation marks.
struct Quotes {
    separator: u8,
    at: At,
    /// Number of the line, from 1, and of the one in which the last mark opened a cell.
    line: u64,
    opened: u64,
    /// The first line with a mark that opens a cell of several lines which none closes: those are rows, as like as not.
    stray: Option<u64>,
}

impl Quotes {
    fn new(separator: u8) -> Quotes {
        Quotes { separator, at: At::Start, line: 1, opened: 0, stray: None }
    }

    fn pass(&mut self, byte: u8) {
        self.at = match (self.at, byte) {
            (At::Start, b'"') => {
                self.opened = self.line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) | (At::Closed, b'"') => At::Quoted,
            (_, b'\n' | b'\r') => At::Start,
            (_, byte) if byte == self.separator => At::Start,
            (At::Closed, b' ') => At::Closed,
            (At::Closed, _) => {
                self.miss();
                At::Bare
            }
            (At::Start | At::Bare, _) => At::Bare,
        };
        self.line += u64::from(byte == b'\n');
    }

    fn miss(&mut self) {
        if self.line > self.opened {
            self.stray = self.stray.or(Some(self.opened));
        }
    }
}

/// A table that is read, and its quotation marks followed.
struct Followed<'a, 'b> {
    reader: &'a mut Reader<'b>,
    quotes: Quotes,
}

impl io::Read for Followed<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        buffer[..count].iter().for_each(|byte| self.quotes.pass(*byte));
        if count == 0 && self.quotes.at == At::Quoted {
            self.quotes.miss();
        }
        Ok(count)
    }
}

fn separator(header: &str) -> u8 {
    let count = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    *[b',', b';', b'\t', b'|'].iter().max_by_key(|separator| (count(separator), **separator == b',')).unwrap_or(&b',')
}

/// `sep=;`, which spreadsheets put before the header.
fn is_hint(line: &str) -> bool {
    line.trim_start_matches('\u{feff}').starts_with("sep=")
}

fn column(cell: &str) -> String {
    cell.trim_start_matches('\u{feff}').trim().trim_matches('"').trim().to_lowercase().replace([' ', '-'], "_")
}

/// The line that comes next, which is not taken.
fn first_line(reader: &mut Reader) -> io::Result<String> {
    Ok(encoding::decode_undeclared(reader.fill_buf()?).split('\n').next().unwrap_or_default().to_owned())
}

/// Reads a table; a row that is wrong is named and passed over.
pub(crate) fn read(reader: &mut Reader, out: &mut Out) {
    let mut above = 0u64;
    let header = first_line(reader).and_then(|line| {
        if is_hint(&line) {
            above = 1;
            reader.read_until(b'\n', &mut Vec::new())?;
            return first_line(reader);
        }
        Ok(line)
    });
    let first = above;
    // A row's place is behind the last one's carriage return, which is one line too high.
    above += u64::from(header.as_ref().is_ok_and(|line| line.ends_with('\r')));
    let mut rows = match header {
        Ok(header) => {
            let separator = separator(&header);
            let followed = Followed { reader, quotes: Quotes::new(separator) };
            ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(followed)
        }
        Err(error) => return out.problem(None, ImportError::Io(error.to_string())),
    };
    let columns: Vec<String> = match rows.byte_headers() {
        Ok(header) => header.iter().map(|cell| column(&encoding::decode_undeclared(cell))).collect(),
        Err(error) => return out.problem(Some(1), ImportError::Row { found: error.to_string() }),
    };
    if !columns.iter().any(|name| BODY.contains(&name.as_str())) {
        return out.problem(Some(1), ImportError::NoBodyColumn { found: columns.join(", ") });
    }
    let mut record = ByteRecord::new();
    let (mut unread, mut is_guessed) = (None, false);
    loop {
        match rows.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                let line = error.position().map(|position| position.line() + above);
                out.problem(line, ImportError::Row { found: error.to_string() });
                if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                    return;
                }
                continue;
            }
        }
        let line = record.position().map_or(0, csv::Position::line) + above;
        // Spreadsheets write rows below the last one that say nothing.
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if record.len() != columns.len() {
            out.problem(Some(line), ImportError::Row { found: format!("{} cells where the header has {}", record.len(), columns.len()) });
            continue;
        }
        is_guessed |= record.iter().any(encoding::is_guessed);
        // The first that says something.
        let cell = |names: &[&str]| {
            let places = names.iter().filter_map(|name| columns.iter().position(|column| column == name));
            let mut cells = places.filter_map(|at| Some(encoding::decode_undeclared(record.get(at)?).trim().to_owned()));
            cells.find(|cell| !cell.is_empty())
        };
        // Other tables count from 1, too.
        let id = || cell(ID).map(|id| if id.bytes().all(|byte| byte.is_ascii_digit()) { format!("{}#{id}", out.file) } else { id });
        let written = cell(PUBLISHED);
        let published = written.as_deref().and_then(time::iso);
        if published.is_none() {
            unread = unread.or(written);
        }
        let document = Document {
            uri: cell(URI).or_else(id).or_else(|| cell(URL)).unwrap_or_else(|| format!("{}:{line}", out.file)),
            headline: cell(HEADLINE).map(|headline| body::line(&headline)).unwrap_or_default(),
            body: cell(BODY).map(|text| markup::from_any(&text)).unwrap_or_default(),
            language: cell(LANGUAGE),
            published,
            version: cell(VERSION).and_then(|version| version.parse().ok()),
            source: cell(SOURCE),
            byline: cell(BYLINE),
            usageterms: cell(TERMS),
            embargoed: cell(EMBARGO).map(|until| time::iso(&until).unwrap_or(until)),
            url: cell(URL).filter(|url| url.starts_with("http")),
        };
        out.found(Found { document, kind: None, status: cell(STATUS), ..Found::default() });
    }
    if let Some(line) = rows.get_ref().quotes.stray {
        let found =
            "a quotation mark opens a cell here and none ends it, so that the rows below may have been taken for its text".to_owned();
        out.problem(Some(line + first), ImportError::Row { found });
    }
    if is_guessed {
        out.note_guess();
    }
    if let Some(written) = unread {
        out.note(format!("times such as {written:?} are left out: write them as 2026-03-04 10:00"));
    }
}

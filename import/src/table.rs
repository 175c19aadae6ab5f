//! CSV with a header: one article a row.

use std::io::{self, BufRead};

use csv::{ByteRecord, ReaderBuilder};
use wirecopy::document::Document;

use crate::error::ImportError;
use crate::files::Reader;
use crate::item::{Found, Out};
use crate::{body, encoding, markup, time};

/// Names of columns, the one to be preferred first.
const URI: &[&str] = &["uri", "guid", "id"];
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
const ALL: &[&[&str]] = &[URI, HEADLINE, BODY, LANGUAGE, PUBLISHED, SOURCE, BYLINE, TERMS, EMBARGO, URL, VERSION, STATUS];

/// Whether a text begins with a header: at least two cells that name columns.
pub(crate) fn is_table(text: &str) -> bool {
    let first = text.lines().find(|line| !is_hint(line)).unwrap_or_default();
    let cells: Vec<String> = first.split(separator(first) as char).map(column).collect();
    cells.len() >= 2 && cells.iter().filter(|cell| ALL.iter().any(|names| names.contains(&cell.as_str()))).count() >= 2
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
    let mut above = 0;
    let header = first_line(reader).and_then(|line| {
        if is_hint(&line) {
            above = 1;
            reader.read_until(b'\n', &mut Vec::new())?;
            return first_line(reader);
        }
        Ok(line)
    });
    // A row's place is behind the last one's carriage return, which is one line too high.
    above += u64::from(header.as_ref().is_ok_and(|line| line.ends_with('\r')));
    let mut rows = match header {
        Ok(header) => ReaderBuilder::new().delimiter(separator(&header)).flexible(true).from_reader(reader),
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
    let mut unread = None;
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
        let cell = |names: &[&str]| {
            let at = names.iter().find_map(|name| columns.iter().position(|column| column == name))?;
            Some(encoding::decode_undeclared(record.get(at)?).trim().to_owned()).filter(|cell| !cell.is_empty())
        };
        let written = cell(PUBLISHED);
        let published = written.as_deref().and_then(time::iso);
        if published.is_none() {
            unread = unread.or(written);
        }
        let document = Document {
            uri: cell(URI).or_else(|| cell(URL)).unwrap_or_else(|| format!("{}:{line}", out.file)),
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
    if let Some(written) = unread {
        out.note(format!("times such as {written:?} are left out: write them as 2026-03-04 10:00"));
    }
}

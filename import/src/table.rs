//! CSV with a header: one article a row.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};
use wirecopy::document::Document;

use crate::error::ImportError;
use crate::files::Reader;
use crate::item::{Found, Out};
use crate::{body, encoding, markup, time};

/// Names of columns, the one to be preferred first.
const URI: &[&str] = &["uri", "guid", "id"];
const HEADLINE: &[&str] = &["headline", "title"];
const BODY: &[&str] = &["body_text", "body", "text", "content", "article", "body_html", "body_xhtml"];
const LANGUAGE: &[&str] = &["language", "lang"];
const PUBLISHED: &[&str] = &["versioncreated", "published", "date", "time", "firstcreated", "pubdate"];
const SOURCE: &[&str] = &["source", "agency", "infosource", "provider", "publisher"];
const BYLINE: &[&str] = &["byline", "author", "by"];
const TERMS: &[&str] = &["usageterms", "terms", "rights", "copyright", "copyrightnotice"];
const EMBARGO: &[&str] = &["embargoed", "embargo"];
const URL: &[&str] = &["url", "link"];
const VERSION: &[&str] = &["version"];
const STATUS: &[&str] = &["pubstatus", "status"];
const ALL: &[&[&str]] = &[URI, HEADLINE, BODY, LANGUAGE, PUBLISHED, SOURCE, BYLINE, TERMS, EMBARGO, URL, VERSION, STATUS];

/// Whether a text begins with a header: at least two cells that name columns.
pub(crate) fn is_table(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let cells: Vec<String> = first.split(separator(first) as char).map(column).collect();
    cells.len() >= 2 && cells.iter().filter(|cell| ALL.iter().any(|names| names.contains(&cell.as_str()))).count() >= 2
}

fn separator(header: &str) -> u8 {
    let count = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    *[b',', b';', b'\t'].iter().max_by_key(|separator| (count(separator), **separator == b',')).unwrap_or(&b',')
}

fn column(cell: &str) -> String {
    cell.trim_start_matches('\u{feff}').trim().trim_matches('"').trim().to_lowercase().replace([' ', '-'], "_")
}

/// Reads a table; a row that is wrong is named and passed over.
pub(crate) fn read(reader: &mut Reader, out: &mut Out) {
    let header = reader.fill_buf().map(|head| encoding::decode_undeclared(head).lines().next().unwrap_or_default().to_owned());
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
    loop {
        match rows.read_byte_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(error) => {
                let line = error.position().map(csv::Position::line);
                out.problem(line, ImportError::Row { found: error.to_string() });
                if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                    return;
                }
                continue;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != columns.len() {
            out.problem(Some(line), ImportError::Row { found: format!("{} cells where the header has {}", record.len(), columns.len()) });
            continue;
        }
        let cell = |names: &[&str]| {
            let at = names.iter().find_map(|name| columns.iter().position(|column| column == name))?;
            Some(encoding::decode_undeclared(record.get(at)?).trim().to_owned()).filter(|cell| !cell.is_empty())
        };
        let document = Document {
            uri: cell(URI).or_else(|| cell(URL)).unwrap_or_else(|| format!("{}:{line}", out.file)),
            headline: cell(HEADLINE).map(|headline| body::line(&headline)).unwrap_or_default(),
            body: cell(BODY).map(|text| markup::from_any(&text)).unwrap_or_default(),
            language: cell(LANGUAGE),
            published: cell(PUBLISHED).and_then(|date| time::iso(&date)),
            version: cell(VERSION).and_then(|version| version.parse().ok()),
            source: cell(SOURCE),
            byline: cell(BYLINE),
            usageterms: cell(TERMS),
            embargoed: cell(EMBARGO).map(|until| time::iso(&until).unwrap_or(until)),
            url: cell(URL).filter(|url| url.starts_with("http")),
        };
        out.found(Found { document, kind: None, status: cell(STATUS), ..Found::default() });
    }
}

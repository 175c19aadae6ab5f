//! Pages to check: text and HTML files, standard input, and JSON lines, each with the name it goes by in reports.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wirecopy::zone::{self, Article};
use wirecopy_import::format::{self, Format};
use wirecopy_import::{encoding, html};

use crate::inputs;

/// A page, or why it cannot be used.
pub(crate) struct Page {
    /// What it is called in reports: its id, path, `-`, or FILE:LINE.
    pub(crate) name: String,
    /// Where it stands, for messages: path, `-`, or FILE:LINE.
    pub(crate) place: String,
    /// Its content, or why it cannot be used.
    pub(crate) content: Result<Content, String>,
}

/// What is to be checked.
pub(crate) enum Content {
    /// Plain text.
    Text(String),
    /// HTML as bytes, which may be in any encoding, and its address where that is known.
    Html(Vec<u8>, Option<String>),
}

impl Content {
    /// Whether the article's text is the page as given.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Content::Text(_))
    }

    /// Tells article from furniture.
    pub(crate) fn article(&self, name: &str) -> Article {
        match self {
            Content::Text(text) => zone::read_text(text),
            Content::Html(bytes, url) => {
                let mut page = html::read_page(name, bytes);
                page.url = url.clone();
                zone::read(&page)
            }
        }
    }
}

/// One line of a .jsonl file.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Line {
    id: Option<serde_json::Value>,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
}

/// All pages of the given files and folders, in order, read as they are asked for.
pub(crate) fn pages(given: &[PathBuf]) -> impl Iterator<Item = Page> + use<> {
    let nothing = "has no page in it: .txt, .html or .jsonl files were expected";
    inputs::files(given, is_page, nothing).into_iter().flat_map(|input| match input {
        Ok(input) => of_file(&input.path),
        Err(unreadable) => one(unreadable.name, Err(unreadable.reason)),
    })
}

/// Files of a folder that are pages.
fn is_page(path: &Path) -> bool {
    ["txt", "html", "htm", "xhtml", "jsonl", "ndjson"].iter().any(|extension| has_extension(path, extension))
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

fn of_file(path: &Path) -> Box<dyn Iterator<Item = Page>> {
    let place = path.display().to_string();
    let opened: io::Result<Box<dyn Read>> =
        if place == "-" { Ok(Box::new(io::stdin())) } else { File::open(path).map(|file| Box::new(file) as _) };
    let mut head = Vec::new();
    let looked = opened.and_then(|mut file| file.by_ref().take(format::HEAD as u64).read_to_end(&mut head).map(|_| file));
    let rest = match looked {
        Ok(rest) => rest,
        Err(error) => return one(place, Err(format!("cannot be read: {error}"))),
    };
    let found = format::of(&head);
    let lines = has_extension(path, "jsonl") || has_extension(path, "ndjson") || found == Format::JsonLines;
    let mut whole = Cursor::new(head).chain(rest);
    if lines {
        return of_lines(place, BufReader::new(whole));
    }
    let mut bytes = Vec::new();
    if let Err(error) = whole.read_to_end(&mut bytes) {
        return one(place, Err(format!("cannot be read: {error}")));
    }
    let content = match found {
        Format::Empty => Err("the page is empty: text or HTML was expected".to_owned()),
        Format::Html | Format::Xml if !has_extension(path, "txt") => Ok(Content::Html(bytes, None)),
        Format::Text | Format::Csv | Format::Utf16 if has_extension(path, "html") || has_extension(path, "htm") => {
            Ok(Content::Html(bytes, None))
        }
        Format::Text | Format::Csv | Format::Utf16 | Format::Html | Format::Xml | Format::Json => {
            Ok(Content::Text(encoding::decode_undeclared(&bytes).into_owned()))
        }
        Format::Pack => Err("is a pack: text or HTML was expected; give packs with --pack".to_owned()),
        _ => Err(format!("is no page: text or HTML was expected, found {}", format::describe(&bytes))),
    };
    one(place, content)
}

fn one(place: String, content: Result<Content, String>) -> Box<dyn Iterator<Item = Page>> {
    Box::new(std::iter::once(Page { name: place.clone(), place, content }))
}

fn of_lines(file: String, mut reader: impl BufRead + 'static) -> Box<dyn Iterator<Item = Page>> {
    let mut number = 0u64;
    Box::new(std::iter::from_fn(move || {
        loop {
            number += 1;
            let place = format!("{file}:{number}");
            let mut line = Vec::new();
            match reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some(of_line(place, &line)),
                Err(error) => return Some(Page { name: place.clone(), place, content: Err(format!("cannot be read: {error}")) }),
            }
        }
    }))
}

fn of_line(place: String, line: &[u8]) -> Page {
    let text = encoding::decode_undeclared(line.trim_ascii_end());
    match serde_json::from_str::<Line>(&text) {
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            let reason = format!(
                "is not a page: {{\"id\", \"text\"}} or {{\"id\", \"html\", \"url\"}} was expected, found {reason} in column {}",
                error.column()
            );
            Page { name: place.clone(), place, content: Err(reason) }
        }
        Ok(line) => {
            let id = line.id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).filter(|id| id != "null");
            let content = match (line.html, line.text) {
                (Some(html), _) if !html.trim().is_empty() => Ok(Content::Html(html.into_bytes(), line.url)),
                (_, Some(text)) if !text.trim().is_empty() => Ok(Content::Text(text)),
                (None, None) => Err("is not a page: `text` or `html` was expected, found neither".to_owned()),
                _ => Err("the page is empty: text or HTML was expected".to_owned()),
            };
            Page { name: id.unwrap_or_else(|| place.clone()), place, content }
        }
    }
}

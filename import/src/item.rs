//! What importing gives: documents, items left out, and what was wrong.

use std::cell::Cell;

use jiff::Timestamp;
use wirecopy::config::LONGEST_BODY;
use wirecopy::document::Document;

use crate::error::ImportError;
use crate::time;

/// One thing found in a file.
#[derive(Debug)]
pub enum Item {
    /// An article.
    Document(Box<Document>),
    /// An article of which only a summary is delivered, as its body.
    Summary(Box<Document>),
    /// An item that was left out, with the reason, as it is counted.
    Skipped(Skip),
    /// A place that could not be used; the rest of the file still is.
    Problem(Problem),
    /// Worth knowing, though everything was used.
    Note(Note),
}

/// Why an item was left out. Its text is what counts are kept by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skip {
    /// A picture, a recording, a package, an event: by the agency's word for it.
    WithoutText(String),
    /// A text item whose body is missing or empty.
    NoBody,
    /// Not to be published yet.
    Embargoed,
    /// Killed, withheld or cancelled by the agency, up to its version and time where it says them.
    Withdrawn(Box<Document>),
    /// A file in a folder or archive that is in no known format.
    UnknownFormat,
    /// An answer in a web archive that has no page: the server said that it lies elsewhere, or that something was wrong.
    NoPage,
}

impl std::fmt::Display for Skip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Skip::WithoutText(kind) => write!(f, "{kind} without text"),
            Skip::NoBody => f.write_str("no body"),
            Skip::Embargoed => f.write_str("embargoed"),
            Skip::Withdrawn(_) => f.write_str("withdrawn"),
            Skip::UnknownFormat => f.write_str("unknown format"),
            Skip::NoPage => f.write_str("answer without page"),
        }
    }
}

/// A place that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File, with the path inside archives behind a `/`.
    pub file: String,
    /// Line in it, from 1.
    pub line: Option<u64>,
    /// What was wrong.
    pub error: ImportError,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.error),
            None => write!(f, "{}: {}", self.file, self.error),
        }
    }
}

/// Something worth knowing about a file that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file.
    pub file: String,
    /// What is to be known.
    pub message: String,
}

/// How to import.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The time for which the set is made: what is embargoed beyond it stays out.
    pub as_of: Timestamp,
    /// Whether somebody chose the file, not only a folder it is in: then it is a problem if it is in no known format.
    pub named: bool,
}

/// Where readers of formats put what they find in one file.
pub(crate) struct Out<'a> {
    /// Name of the file.
    pub(crate) file: &'a str,
    /// How to import.
    pub(crate) options: Options,
    /// Bytes that may still be read of files inside this one.
    pub(crate) left: &'a Cell<u64>,
    /// Taker of items.
    pub(crate) take: &'a mut dyn FnMut(Item),
}

impl Out<'_> {
    /// Gives an article, unless it has to stay out.
    pub(crate) fn found(&mut self, found: Found) {
        if let Some(until) = found.document.embargoed.as_deref().filter(|until| time::iso(until).is_none()) {
            self.note(format!("{} stays out: its embargo, {until:?}, is no time", found.document.uri));
        }
        let is_summary = found.is_summary;
        let document = match found.checked(self.options.as_of) {
            Ok(document) => Box::new(document),
            Err(skip) => return self.skip(skip),
        };
        let (uri, length) = (&document.uri, document.body.len());
        if length > LONGEST_BODY {
            self.note(format!("{uri} has {length} bytes of text, of which {LONGEST_BODY} are kept: divide it"));
        }
        (self.take)(if is_summary { Item::Summary(document) } else { Item::Document(document) });
    }

    pub(crate) fn skip(&mut self, skip: Skip) {
        (self.take)(Item::Skipped(skip));
    }

    pub(crate) fn problem(&mut self, line: Option<u64>, error: ImportError) {
        (self.take)(Item::Problem(Problem { file: self.file.to_owned(), line, error: error.shortened() }));
    }

    pub(crate) fn note(&mut self, message: String) {
        (self.take)(Item::Note(Note { file: self.file.to_owned(), message }));
    }

    /// Notes that the file's encoding is a guess.
    pub(crate) fn note_guess(&mut self) {
        self.note(
            "is not UTF-8 and does not say what it is: read as Windows-1252; where its letters are wrong, save it as UTF-8".to_owned(),
        );
    }

    /// The same taker for a file inside this one.
    pub(crate) fn inside<'b>(&'b mut self, file: &'b str) -> Out<'b> {
        Out { file, options: self.options, left: self.left, take: self.take }
    }
}

/// An item as its format has it, before it is decided whether it may go in.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What was read of it.
    pub(crate) document: Document,
    /// What it is, where the format says so ("picture", "text").
    pub(crate) kind: Option<String>,
    /// Publication status as delivered, a prefix such as `stat:` left out.
    pub(crate) status: Option<String>,
    /// Whether its body is only a summary.
    pub(crate) is_summary: bool,
}

impl Found {
    fn checked(mut self, as_of: Timestamp) -> Result<Document, Skip> {
        if self.status.as_deref().is_some_and(is_withdrawn) {
            return Err(Skip::Withdrawn(Box::new(self.document)));
        }
        if !self.document.body.contains(char::is_alphanumeric) {
            return Err(match self.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty() && !kind.eq_ignore_ascii_case("text")) {
                Some(kind) => Skip::WithoutText(kind.to_ascii_lowercase()),
                None => Skip::NoBody,
            });
        }
        let held = self.status.as_deref().is_some_and(is_embargoed) && self.document.embargoed.is_none();
        if held || self.document.embargoed.as_deref().is_some_and(|until| time::is_after(until, as_of)) {
            return Err(Skip::Embargoed);
        }
        // A body that repeats the headline begins after it.
        if let Some((first, rest)) = self.document.body.split_once("\n\n")
            && first == self.document.headline
        {
            self.document.body = rest.to_owned();
        }
        Ok(self.document)
    }
}

/// Whether a status means that the item must not be used.
fn is_withdrawn(status: &str) -> bool {
    let status = status.to_ascii_lowercase();
    ["cancel", "kill", "withh", "withdr", "spike", "recall", "delete"].iter().any(|word| status.contains(word))
}

/// Whether a status, where no time is given, means that the item waits.
fn is_embargoed(status: &str) -> bool {
    status.to_ascii_lowercase().contains("embargo")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Found {
        Found { document: Document { uri: "a".to_owned(), body: body.to_owned(), ..Document::default() }, ..Found::default() }
    }

    #[test]
    fn items_stay_out_for_a_stated_reason() {
        let now: Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
        let with = |change: fn(&mut Found)| {
            let mut found = found("Ferries stopped.");
            change(&mut found);
            found.checked(now).map_err(|skip| skip.to_string())
        };
        assert!(with(|_| ()).is_ok());
        assert!(with(|f| f.status = Some("usable".to_owned())).is_ok());
        assert!(with(|f| f.document.embargoed = Some("2026-03-04T10:00:00Z".to_owned())).is_ok());
        assert_eq!(with(|f| f.document.embargoed = Some("2026-03-04T10:00:01Z".to_owned())).unwrap_err(), "embargoed");
        assert_eq!(with(|f| f.status = Some("Embargoed".to_owned())).unwrap_err(), "embargoed");
        assert_eq!(with(|f| f.status = Some("canceled".to_owned())).unwrap_err(), "withdrawn");
        let picture = Found { kind: Some("Picture".to_owned()), ..found(" ") };
        assert_eq!(picture.checked(now).unwrap_err().to_string(), "picture without text");
        assert_eq!(found("").checked(now).unwrap_err(), Skip::NoBody);
        assert_eq!(found("[ ... ]").checked(now).unwrap_err(), Skip::NoBody);
    }

    #[test]
    fn a_repeated_headline_is_no_body() {
        let now: Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
        for (body, kept) in
            [("Ferries stop\n\nNobody sailed.", "Nobody sailed."), ("Ferries stop", "Ferries stop"), ("Ferries\n\nstop", "Ferries\n\nstop")]
        {
            let mut found = found(body);
            found.document.headline = "Ferries stop".to_owned();
            assert_eq!(found.checked(now).unwrap().body, kept);
        }
    }
}

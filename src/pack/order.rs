//! The order of documents in a pack, and which versions of an item stay: what makes a pack independent of how it was built.

use crate::document::Document;

/// Why a document is left out that a pack had, or was given, in another version.
pub(crate) const REPEATED: &str = "repeated, or an earlier version";

/// What a document is ordered by: item, version, the other fields, text. Equal places mean equal documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place<'a> {
    uri: &'a str,
    version: Option<u32>,
    published: Option<&'a str>,
    fields: [&'a str; 7],
    text: u64,
}

impl<'a> Place<'a> {
    /// Of a document with the checksum of its text.
    pub(crate) fn of(document: &'a Document, text: u64) -> Place<'a> {
        let optional = [&document.language, &document.source, &document.byline, &document.usageterms, &document.embargoed, &document.url];
        let mut fields = [document.headline.as_str(); 7];
        for (field, value) in fields.iter_mut().skip(1).zip(optional) {
            *field = value.as_deref().unwrap_or_default();
        }
        Place { uri: &document.uri, version: document.version, published: document.published.as_deref(), fields, text }
    }

    /// Whether a document here gives way to a later one: it is the same, or an earlier version of the same item. Documents of
    /// one item that neither version nor time tells apart are different articles.
    fn gives_way_to(&self, later: &Place) -> bool {
        self == later || (self.uri == later.uri && (self.version, self.published) < (later.version, later.published))
    }
}

/// Which of some documents, given in order, stay in a pack.
pub(crate) fn stay<'a>(places: impl DoubleEndedIterator<Item = Place<'a>>) -> Vec<bool> {
    let mut later: Option<Place> = None;
    let mut stay: Vec<bool> = Vec::new();
    for place in places.rev() {
        let stays = later.is_none_or(|later| !place.gives_way_to(&later));
        if stays {
            later = Some(place);
        }
        stay.push(stays);
    }
    stay.reverse();
    stay
}

//! The order of documents in a pack, and which versions of an item stay: what makes a pack independent of how it was built.

use std::collections::BTreeMap;

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

/// Items that their agency withdrew, by identifier, each up to which version and time. It is kept in the pack, so that a withdrawal
/// that comes in another delivery than the item takes it out where both are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawn(pub(crate) BTreeMap<String, (Option<u32>, Option<String>)>);

impl Withdrawn {
    /// Notes a withdrawal; one that has neither version nor time is meant for all versions.
    pub(crate) fn add(&mut self, uri: &str, version: Option<u32>, published: Option<String>) {
        let version = version.or(published.is_none().then_some(u32::MAX));
        let known = self.0.entry(uri.to_owned()).or_default();
        *known = std::mem::take(known).max((version, published));
    }

    /// Notes those of another pack.
    pub(crate) fn join(&mut self, other: &Withdrawn) {
        other.0.iter().for_each(|(uri, (version, published))| self.add(uri, *version, published.clone()));
    }

    fn covers(&self, place: &Place) -> bool {
        self.0.get(place.uri).is_some_and(|(version, published)| (place.version, place.published) <= (*version, published.as_deref()))
    }
}

/// Which of some documents, given in order, stay in a pack.
pub(crate) fn stay<'a>(places: impl DoubleEndedIterator<Item = Place<'a>>, withdrawn: &Withdrawn) -> Vec<bool> {
    let mut later: Option<Place> = None;
    let mut stay: Vec<bool> = Vec::new();
    for place in places.rev() {
        let stays = !withdrawn.covers(&place) && later.is_none_or(|later| !place.gives_way_to(&later));
        if stays {
            later = Some(place);
        }
        stay.push(stays);
    }
    stay.reverse();
    stay
}

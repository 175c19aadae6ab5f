//! The order of documents in a pack, and which versions of an item stay: what makes a pack independent of how it was built.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codec::{Reader, put_number, put_optional, put_str};

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
pub(crate) struct Withdrawn {
    /// Of each item, the place in `until`.
    items: BTreeMap<String, u32>,
    until: Vec<(Option<u32>, Option<String>)>,
}

impl Withdrawn {
    /// Notes a withdrawal; one that has neither version nor time is meant for all versions.
    pub(crate) fn add(&mut self, uri: &str, version: Option<u32>, published: Option<String>) {
        let version = version.or(published.is_none().then_some(u32::MAX));
        let until = (version, published);
        let new = self.until.len() as u32;
        let at = *self.items.entry(uri.to_owned()).or_insert(new);
        match self.until.get_mut(at as usize) {
            Some(known) if *known < until => *known = until,
            Some(_) => {}
            None => self.until.push(until),
        }
    }

    fn covers(&self, place: &Place) -> bool {
        let until = self.items.get(place.uri).and_then(|at| self.until.get(*at as usize));
        until.is_some_and(|(version, published)| (place.version, place.published) <= (*version, published.as_deref()))
    }

    /// As a pack keeps them: none are no bytes.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (uri, at) in &self.items {
            let Some((version, published)) = self.until.get(*at as usize) else { continue };
            put_str(&mut out, uri);
            put_number(&mut out, version.map_or(0, |version| u64::from(version) + 1));
            put_optional(&mut out, published.as_deref());
        }
        out
    }

    /// Notes those that a pack keeps.
    pub(crate) fn join(&mut self, encoded: &[u8]) -> Result<(), PackError> {
        let mut reader = Reader::new(encoded, "info");
        while !reader.rest().is_empty() {
            let (uri, version, published) = (reader.string()?, reader.number()?, reader.optional()?);
            self.add(&uri, version.checked_sub(1).map(|version| u32::try_from(version).unwrap_or(u32::MAX)), published);
        }
        Ok(())
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

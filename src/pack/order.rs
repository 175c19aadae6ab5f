//! The order of documents in a pack, and which versions of an item stay: what makes a pack independent of how it was built.
//!
//! Versions of an item go by their time, and at the same time by their number. Time comes first because many items have no number: one
//! of today without a number is later than yesterday's, and then, whatever their numbers, so is all of today. A rule that asked numbers
//! where both have them and times else would find of three versions each later than another. What is not said counts as earliest; a day
//! begins with its first moment.
//!
//! Only the latest version decides whether an item stays: where its agency withdrew that one, the earlier ones do not come back.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codec::{Reader, put_number, put_optional, put_str};

/// Why a document is left out that a pack had, or was given, in another version.
pub(crate) const REPEATED: &str = "repeated, or an earlier version";

/// By what versions of an item are told apart: time, then number.
type Version<'a> = (Option<&'a str>, Option<u32>);

/// A time as it is compared: as importers write them, in UTC, they come in the order of their characters. One without a zone counts
/// as UTC.
fn moment(time: &str) -> &str {
    time.strip_suffix('Z').unwrap_or(time)
}

/// What a document is ordered by: item, version, the other fields, text. Equal places mean equal documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place<'a> {
    uri: &'a str,
    version: Version<'a>,
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
        let published = document.published.as_deref();
        Place { uri: &document.uri, version: (published.map(moment), document.version), published, fields, text }
    }
}

/// Items that their agency withdrew, by identifier, each up to which version. It is kept in the pack, so that a withdrawal that comes
/// in another delivery than the item takes it out where both are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Withdrawn {
    /// Of each item, the place in `until`.
    items: BTreeMap<String, u32>,
    until: Vec<Until>,
}

/// Up to where an item is withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Until {
    /// Versions with this number or a lower one, whatever their time; `u32::MAX` is all versions.
    number: Option<u32>,
    /// Versions up to this time, and at that time up to this number: what was withdrawn last, and was not followed by a version that stays.
    last: Option<(String, u32)>,
}

impl Until {
    /// Notes that versions up to a time are withdrawn.
    fn reach(&mut self, time: &str, number: u32) {
        let known = self.last.as_ref().map(|(time, number)| (moment(time), *number, time.as_str()));
        if known < Some((moment(time), number, time)) {
            self.last = Some((time.to_owned(), number));
        }
    }

    fn join(&mut self, number: Option<u32>, time: Option<&str>) {
        self.number = self.number.max(number);
        match (time, number) {
            // The end of a day that was named without a number is the end of all that it brought.
            (Some(day), None) if day.len() == "2026-03-04".len() => self.reach(&format!("{day}T24:00:00Z"), u32::MAX),
            (Some(time), number) => self.reach(time, number.unwrap_or(u32::MAX)),
            (None, None) => self.number = Some(u32::MAX),
            (None, Some(_)) => {}
        }
        if self.number == Some(u32::MAX) {
            self.last = None;
        }
    }

    /// Whether the latest version of the item stays. One that does is all that has to be known of what came before; one that does not
    /// takes that with it.
    fn leaves(&mut self, latest: &Place) -> bool {
        let (time, number) = latest.version;
        let by_number = match number {
            Some(number) => self.number.is_some_and(|until| number <= until),
            None => self.number == Some(u32::MAX) || time.is_none() && self.number.is_some(),
        };
        let by_time =
            self.last.as_ref().is_some_and(|(until, most)| time.is_none_or(|time| (time, number) <= (moment(until), Some(*most))));
        match (latest.published, number) {
            _ if !by_number && !by_time => self.last = None,
            (Some(time), Some(number)) if by_number && self.number != Some(u32::MAX) => self.reach(time, number),
            _ => {}
        }
        !by_number && !by_time
    }
}

impl Withdrawn {
    /// Notes a withdrawal. One with a number is meant for versions up to it, and for those without a number up to its time; one without
    /// for all up to its time; one that has neither for all versions.
    pub(crate) fn add(&mut self, uri: &str, number: Option<u32>, time: Option<&str>) {
        let new = self.until.len() as u32;
        let at = *self.items.entry(uri.to_owned()).or_insert(new);
        if at == new {
            self.until.push(Until::default());
        }
        if let Some(until) = self.until.get_mut(at as usize) {
            until.join(number, time);
        }
    }

    /// Whether an item stays, by its latest version.
    fn leaves(&mut self, latest: &Place) -> bool {
        let until = self.items.get(latest.uri).and_then(|at| self.until.get_mut(*at as usize));
        until.is_none_or(|until| until.leaves(latest))
    }

    /// As a pack keeps them: none are no bytes.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (uri, at) in &self.items {
            let Some(Until { number, last }) = self.until.get(*at as usize) else { continue };
            let most = last.as_ref().map(|(_, number)| *number).filter(|number| *number < u32::MAX);
            let mut put = |number: Option<u32>, time: Option<&str>| {
                put_str(&mut out, uri);
                put_number(&mut out, number.map_or(0, |number| u64::from(number) + 1));
                put_optional(&mut out, time);
            };
            if let Some((time, _)) = last {
                put(most, Some(time));
            }
            if number.is_some() && *number != most {
                put(*number, None);
            }
        }
        out
    }

    /// Notes those that a pack keeps.
    pub(crate) fn join(&mut self, encoded: &[u8]) -> Result<(), PackError> {
        let mut reader = Reader::new(encoded, "info");
        while !reader.rest().is_empty() {
            let (uri, number, time) = (reader.string()?, reader.number()?, reader.optional()?);
            let number = number.checked_sub(1).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
            self.add(&uri, number, time.as_deref());
        }
        Ok(())
    }
}

/// Which of some documents, given in order, stay in a pack: of each item those of its latest version that are not the same, as
/// documents that nothing tells apart are different articles.
pub(crate) fn stay<'a>(places: impl DoubleEndedIterator<Item = Place<'a>>, withdrawn: &mut Withdrawn) -> Vec<bool> {
    let mut later: Option<(Place, bool)> = None;
    let mut stay: Vec<bool> = Vec::new();
    for place in places.rev() {
        let stays = match later {
            Some((later, stands)) if later.uri == place.uri => stands && later.version == place.version && later != place,
            _ => {
                let stands = withdrawn.leaves(&place);
                later = Some((place, stands));
                stands
            }
        };
        if stays {
            later = Some((place, true));
        }
        stay.push(stays);
    }
    stay.reverse();
    stay
}

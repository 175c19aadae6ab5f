//! What a pack says of itself.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codec::{Reader, put_number, put_optional, put_str};
use crate::pack::order::Withdrawn;

/// What a pack says of itself; counts are of documents unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Name given at the build.
    pub name: String,
    /// Documents.
    pub documents: u32,
    /// Sentences.
    pub sentences: u32,
    /// Earliest publication time, ISO 8601.
    pub first: Option<String>,
    /// Latest publication time, ISO 8601.
    pub last: Option<String>,
    /// Documents by agency; those without one under "".
    pub sources: BTreeMap<String, u32>,
    /// Documents by language tag.
    pub languages: BTreeMap<String, u32>,
    /// Items left out at the build, by reason.
    pub skipped: BTreeMap<String, u32>,
    /// Documents whose body stands in another one too.
    pub duplicates: u32,
    /// Items that were withdrawn.
    pub withdrawn: Withdrawn,
}

impl Info {
    /// Counts a document, its sentences apart.
    pub(crate) fn note(&mut self, document: &Document) {
        self.documents += 1;
        *self.sources.entry(document.source.clone().unwrap_or_default()).or_default() += 1;
        *self.languages.entry(document.language.clone().unwrap_or_else(|| "und".to_owned())).or_default() += 1;
        if let Some(published) = &document.published {
            if self.first.as_ref().is_none_or(|first| published < first) {
                self.first = Some(published.clone());
            }
            if self.last.as_ref().is_none_or(|last| published > last) {
                self.last = Some(published.clone());
            }
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_str(&mut out, &self.name);
        for n in [self.documents, self.sentences, self.duplicates] {
            put_number(&mut out, n.into());
        }
        put_optional(&mut out, self.first.as_deref());
        put_optional(&mut out, self.last.as_deref());
        for map in [&self.sources, &self.languages, &self.skipped] {
            put_number(&mut out, map.len() as u64);
            for (key, count) in map {
                put_str(&mut out, key);
                put_number(&mut out, (*count).into());
            }
        }
        // Most packs have none; then nothing is written, as before there were any.
        if !self.withdrawn.0.is_empty() {
            put_number(&mut out, self.withdrawn.0.len() as u64);
        }
        for (uri, (version, published)) in &self.withdrawn.0 {
            put_str(&mut out, uri);
            put_number(&mut out, version.map_or(0, |version| u64::from(version) + 1));
            put_optional(&mut out, published.as_deref());
        }
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Info, PackError> {
        let mut reader = Reader::new(bytes, "info");
        let name = reader.string()?;
        let (documents, sentences, duplicates) = (reader.small()?, reader.small()?, reader.small()?);
        let (first, last) = (reader.optional()?, reader.optional()?);
        let mut map = || -> Result<BTreeMap<String, u32>, PackError> {
            (0..reader.number()?).map(|_| Ok((reader.string()?, reader.small()?))).collect()
        };
        let (sources, languages, skipped) = (map()?, map()?, map()?);
        let mut withdrawn = Withdrawn::default();
        for _ in 0..if reader.is_empty() { 0 } else { reader.number()? } {
            let uri = reader.string()?;
            let version = reader.number()?.checked_sub(1).map(|version| u32::try_from(version).unwrap_or(u32::MAX));
            withdrawn.0.insert(uri, (version, reader.optional()?));
        }
        Ok(Info { name, documents, sentences, first, last, sources, languages, skipped, duplicates, withdrawn })
    }
}

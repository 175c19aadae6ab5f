//! What a pack says of itself.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::PackError;
use crate::pack::codec::{Reader, put_number, put_optional, put_str};

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
    /// Items that were withdrawn, as [`Withdrawn`](super::order::Withdrawn) has them: of interest only where packs are joined.
    pub(crate) withdrawn: Vec<u8>,
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
        out.extend_from_slice(&self.withdrawn);
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Info, PackError> {
        let mut reader = Reader::new(bytes, "info");
        let name = reader.string()?;
        let (documents, sentences, duplicates) = (reader.small()?, reader.small()?, reader.small()?);
        let (first, last) = (reader.optional()?, reader.optional()?);
        let mut map = || -> Result<BTreeMap<String, u32>, PackError> {
            let mut map = BTreeMap::new();
            for _ in 0..reader.number()? {
                map.insert(reader.string()?, reader.small()?);
            }
            Ok(map)
        };
        let (sources, languages, skipped) = (map()?, map()?, map()?);
        let withdrawn = reader.rest().to_vec();
        Ok(Info { name, documents, sentences, first, last, sources, languages, skipped, duplicates, withdrawn })
    }
}

//! Wirecopy itself: its retrieval alone, and its whole check.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use anyhow::Context;
use wirecopy::background::Background;
use wirecopy::compare::page_text;
use wirecopy::engine::Engine;
use wirecopy::error::PackError;
use wirecopy::model::Model;
use wirecopy::pack::{Pack, ReadAt};
use wirecopy::report::Sensitivity;
use wirecopy::retrieve::nearest;
use wirecopy::text::analysis::Text;
use wirecopy::text::language::Language;
use wirecopy::text::token::Tokenizers;
use wirecopy::wire::Agencies;
use wirecopy::zone::{Zone, read_text};

use crate::corpus::{PACK, Page};
use crate::measure::{COUNT, Found, Peer};

/// A pack as a file, read where it is asked.
struct Disk(File);

impl ReadAt for Disk {
    fn size(&self) -> Result<u64, PackError> {
        self.0.metadata().map(|metadata| metadata.len()).map_err(|error| PackError::Io(error.to_string()))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        self.0.read_exact_at(buffer, offset).map_err(|error| PackError::Io(error.to_string()))
    }
}

fn pack(scratch: &Path) -> anyhow::Result<Pack<Disk>> {
    Ok(Pack::open(Disk(File::open(scratch.join(PACK))?))?)
}

fn read(data: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    std::fs::read(data.join(name)).with_context(|| name.to_owned())
}

/// The sentences that share most weight.
pub(crate) struct Retrieval {
    pack: Pack<Disk>,
    background: Background,
    tokenizers: Tokenizers,
    agencies: Agencies,
}

impl Retrieval {
    pub(crate) fn open(data: &Path, scratch: &Path) -> anyhow::Result<Self> {
        let background = Background::decode(&read(data, "background.bin")?)?;
        Ok(Retrieval { pack: pack(scratch)?, background, tokenizers: Tokenizers::default(), agencies: Agencies::default() })
    }
}

impl Peer for Retrieval {
    type Query = (Text, Language);

    fn prepare(&self, page: &Page) -> anyhow::Result<Self::Query> {
        Ok(page_text(&read_text(&page.text), &self.agencies, &self.tokenizers))
    }

    fn search(&self, (text, language): &Self::Query) -> anyhow::Result<Vec<Found>> {
        let near = nearest(text, *language, &[&self.pack], &self.background, COUNT).map_err(|(_, error)| error)?;
        let mut near = near.into_iter();
        let found = text.sentences.iter().map(|sentence| {
            let near = if sentence.zone == Zone::Furniture { Vec::new() } else { near.next().unwrap_or_default() };
            Found { score: near.first().map_or(0.0, |best| best.share), hits: near.iter().map(|near| near.sentence).collect() }
        });
        Ok(found.collect())
    }

    fn bytes(&self) -> Option<(u64, Option<u64>)> {
        Some((self.pack.bytes(), None))
    }
}

/// A page's report.
pub(crate) struct Check(Engine<Disk>);

impl Check {
    pub(crate) fn open(data: &Path, scratch: &Path) -> anyhow::Result<Self> {
        let model = Model::decode(&read(data, "background.bin")?, &read(data, "weights.bin")?, &read(data, "vectors.bin")?)?;
        let mut engine = Engine::new(model);
        engine.add("references", pack(scratch)?);
        Ok(Check(engine))
    }
}

impl Peer for Check {
    type Query = String;

    fn prepare(&self, page: &Page) -> anyhow::Result<Self::Query> {
        Ok(page.text.clone())
    }

    fn search(&self, text: &Self::Query) -> anyhow::Result<Vec<Found>> {
        let report = self.0.check("page", &read_text(text), true, Sensitivity::Balanced)?;
        Ok(report.sentences.iter().map(|sentence| Found { score: sentence.score.unwrap_or_default(), hits: Vec::new() }).collect())
    }

    fn bytes(&self) -> Option<(u64, Option<u64>)> {
        self.0.packs().next().map(|(_, pack)| (pack.bytes(), None))
    }
}

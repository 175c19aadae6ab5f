//! The peers, by name.

mod bm25;
mod minhash;
mod ngrams;
mod wire;

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::Common;
use crate::measure::measure as measured;

/// A way of finding where a sentence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Wirecopy's retrieval alone
    Retrieval,
    /// Wirecopy's whole check
    Check,
    /// BM25 by tantivy
    Bm25,
    /// MinHash with locality-sensitive hashing by gaoya
    Minhash,
    /// Shared runs of five words
    Fivegrams,
    /// Shared runs of three words
    Trigrams,
    /// Cosine of sentence vectors by MiniLM, int8, run by ONNX
    Minilm,
}

impl Kind {
    pub(crate) const ALL: [Kind; 7] =
        [Kind::Retrieval, Kind::Check, Kind::Bm25, Kind::Minhash, Kind::Fivegrams, Kind::Trigrams, Kind::Minilm];

    /// On the command line and in files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Retrieval => "retrieval",
            Kind::Check => "check",
            Kind::Bm25 => "bm25",
            Kind::Minhash => "minhash",
            Kind::Fivegrams => "fivegrams",
            Kind::Trigrams => "trigrams",
            Kind::Minilm => "minilm",
        }
    }

    /// In the table.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Kind::Retrieval => "**Wirecopy**, retrieval alone",
            Kind::Check => "**Wirecopy**, whole page",
            Kind::Bm25 => "tantivy, BM25",
            Kind::Minhash => "gaoya, MinHash-LSH",
            Kind::Fivegrams => "shared runs of five words",
            Kind::Trigrams => "shared runs of three words",
            Kind::Minilm => "MiniLM-L6, int8",
        }
    }

    /// The file that says what was measured.
    pub(crate) fn outcome(self, scratch: &Path) -> PathBuf {
        scratch.join(format!("{}.json", self.name()))
    }
}

/// Measures one peer and writes what came out.
pub(crate) fn measure(kind: Kind, common: &Common) -> anyhow::Result<()> {
    let Common { data, scratch, rounds } = common;
    let name = kind.name();
    let out = match kind {
        Kind::Retrieval => measured(name, scratch, *rounds, || wire::Retrieval::open(data, scratch)),
        Kind::Check => measured(name, scratch, *rounds, || wire::Check::open(data, scratch)),
        Kind::Bm25 => {
            bm25::build(scratch)?;
            measured(name, scratch, *rounds, || bm25::Bm25::open(scratch))
        }
        Kind::Minhash => measured(name, scratch, *rounds, || minhash::MinHash::build(scratch)),
        Kind::Fivegrams => measured(name, scratch, *rounds, || ngrams::Runs::<5>::build(scratch)),
        Kind::Trigrams => measured(name, scratch, *rounds, || ngrams::Runs::<3>::build(scratch)),
        Kind::Minilm => anyhow::bail!("MiniLM is run by minilm.py"),
    }?;
    std::fs::write(kind.outcome(scratch), serde_json::to_vec(&out)?)?;
    Ok(())
}

/// Lower-cased words and numbers of a text, in order.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

//! Makes the data files that Wirecopy bundles. `cargo xtask` calls it; each subcommand is one step.

mod background;
mod features;
mod input;
mod pack;
mod pages;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use wirecopy::model::Model;

#[derive(Parser)]
#[command(about = "Makes the data files that Wirecopy bundles")]
struct Arguments {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Counts in how many sentences each word stands: data/background.bin
    Background {
        /// Where to write the table
        #[arg(long)]
        out: PathBuf,
        /// Folder of other languages' commonest words
        #[arg(long, default_value = "train/function-words")]
        words: PathBuf,
        /// News text as ninjs lines, gzip or plain; FILE:N counts it N times
        inputs: Vec<String>,
    },
    /// Packs ninjs lines
    Pack {
        #[arg(long)]
        out: PathBuf,
        /// Folder of background.bin
        #[arg(long)]
        data: PathBuf,
        inputs: Vec<PathBuf>,
    },
    /// Writes the evidence of labelled pages
    Features {
        #[arg(long)]
        stage: Stage,
        #[arg(long)]
        pages: PathBuf,
        #[arg(long)]
        pack: PathBuf,
        /// Folder of background.bin and vectors.bin
        #[arg(long)]
        data: PathBuf,
        /// Folder to read probabilities from and to write features to
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Stage {
    /// A sentence by itself
    First,
    /// A sentence in the light of its document and neighbours
    Second,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().step {
        Step::Background { out, words, inputs } => background::run(&out, &words, &inputs),
        Step::Pack { out, data, inputs } => pack::run(&out, &model(&data)?.background, &inputs),
        Step::Features { stage, pages, pack, data, out } => {
            let inputs = features::Inputs { pages: &pages, pack: &pack, model: model(&data)?, out: &out };
            match stage {
                Stage::First => features::first(&inputs),
                Stage::Second => features::second(&inputs),
            }
        }
    }
}

/// Rarities and word vectors, without weights: these are what is being made.
fn model(data: &Path) -> anyhow::Result<Model> {
    use wirecopy::{background::Background, evidence::meaning::Vectors};
    Ok(Model {
        background: Background::decode(&std::fs::read(data.join("background.bin"))?)?,
        vectors: Vectors::decode(&std::fs::read(data.join("vectors.bin"))?)?,
        ..Model::default()
    })
}

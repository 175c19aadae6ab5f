//! Wirecopy beside other ways of finding where a sentence comes from, on the same references and pages: time, room, what each finds.
//!
//! `run` makes the corpus, measures each peer in a process of its own, so that memory can be told apart, and writes the table.

mod corpus;
// The reader of lines that the tools of training have, too.
#[path = "../../../train/src/input.rs"]
mod input;
mod judge;
mod measure;
mod peers;
mod table;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};

use measure::Measured;
use peers::Kind;

#[derive(Parser)]
#[command(about = "Measures Wirecopy beside other ways of finding where a sentence comes from")]
struct Arguments {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Measures every peer and writes the table
    Run {
        /// References that pages come from: ninjs lines, gzip or plain
        #[arg(long, required = true, num_args = 1..)]
        references: Vec<PathBuf>,
        /// References that no page comes from
        #[arg(long, num_args = 1..)]
        bulk: Vec<PathBuf>,
        /// Labelled pages
        #[arg(long)]
        pages: PathBuf,
        /// A Python that has the packages of requirements.txt and files.txt, for MiniLM
        #[arg(long)]
        python: Option<PathBuf>,
        /// Give MiniLM the bulk, too, which takes it half an hour
        #[arg(long)]
        minilm_bulk: bool,
        /// The script that runs MiniLM
        #[arg(long, default_value = "benches/peers/minilm.py")]
        script: PathBuf,
        /// What was measured of Wirecopy's checks out of fold, as `cargo xtask eval` writes it
        #[arg(long, default_value = "eval/figures.json")]
        figures: PathBuf,
        /// Where the table goes
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Measures one peer on the corpus that `run` made
    Measure {
        peer: Kind,
        #[command(flatten)]
        common: Common,
    },
}

#[derive(clap::Args, Clone)]
struct Common {
    /// Folder of Wirecopy's bundled data
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Folder for what is made on the way
    #[arg(long)]
    scratch: PathBuf,
    /// Times each page is looked at, after once to warm up
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().step {
        Step::Measure { peer, common } => peers::measure(peer, &common),
        Step::Run { references, bulk, pages, python, minilm_bulk, script, figures, out, common } => {
            std::fs::create_dir_all(&common.scratch).with_context(|| common.scratch.display().to_string())?;
            let corpus = corpus::make(&bulk, &references, &pages, &common)?;
            println!("{} reference sentences, {} pages", corpus.sentences, corpus.pages.len());
            let mut measured: Vec<Measured> = Vec::new();
            for kind in Kind::ALL {
                let mut command = match (kind, &python) {
                    (Kind::Minilm, None) => continue,
                    (Kind::Minilm, Some(python)) => {
                        let mut command = Command::new(python);
                        command.arg(&script).arg(&common.scratch).args(minilm_bulk.then_some("--bulk"));
                        command
                    }
                    _ => {
                        let mut command = Command::new(std::env::current_exe()?);
                        command.arg("measure").arg(kind.name()).arg("--data").arg(&common.data).arg("--scratch").arg(&common.scratch);
                        command.args(["--rounds", &common.rounds.to_string()]);
                        command
                    }
                };
                println!("  {}", kind.name());
                ensure!(command.status()?.success(), "{} could not be measured", kind.name());
                measured.push(corpus::read_json(&kind.outcome(&common.scratch))?);
            }
            let text = table::table(&corpus, &measured, &corpus::read_json(&figures)?, common.rounds)?;
            std::fs::write(&out, text).with_context(|| out.display().to_string())
        }
    }
}

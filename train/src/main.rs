//! Makes the data files that Wirecopy bundles. `cargo xtask` calls it; each subcommand is one step.

mod background;
mod input;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
        /// News text as ninjs lines, gzip or plain; FILE:N counts it N times
        inputs: Vec<String>,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().step {
        Step::Background { out, inputs } => background::run(&out, &inputs),
    }
}

//! `cargo xtask train`: learns data/weights.bin from labelled pages.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::project::{self, Project};
use crate::python;

/// Learns data/weights.bin, the weights and thresholds of every decision.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of labelled pages: pages.jsonl and refs.jsonl, as eval/README.md describes them.
    #[arg(long, default_value = "../shared/eval/dev")]
    labelled: PathBuf,
    /// Where to write the weights.
    #[arg(long, default_value = "data/weights.bin")]
    out: PathBuf,
    /// Also write weights for each fold, learned without it, for `cargo xtask eval`.
    #[arg(long)]
    folds: bool,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    ensure!(args.labelled.join("pages.jsonl").is_file(), "{} has no pages.jsonl to learn from", args.labelled.display());
    let python = python::interpreter(project)?;
    project::run(project.cargo().args(["build", "--release", "--package", "wirecopy-train"]))?;
    let mut train = project.program(python);
    train.arg("train/train.py").arg("--tool").arg(project.target.join("release/wirecopy-train"));
    train.args(["--data", "data", "--eval"]).arg(&args.labelled).arg("--work").arg(project.scratch("train")).arg("--out").arg(&args.out);
    if args.folds {
        train.arg("--fold-weights");
    }
    project::run(&mut train)
}

//! `cargo xtask train`: learns data/weights.bin from labelled pages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::project::{self, Project};
use crate::python;

/// Learns data/weights.bin, the weights and thresholds of every decision.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of labelled pages: pages.jsonl and refs.jsonl.
    #[arg(long, default_value = "../shared/eval/dev")]
    labelled: PathBuf,
    /// Folder of reuters21578.jsonl.gz and bbc.jsonl.gz: stories that owe each other nothing.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where to write the weights.
    #[arg(long, default_value = "data/weights.bin")]
    out: PathBuf,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    learn(project, &args.labelled, &args.data, &args.out, &[])
}

/// Learns weights for each fold without it, and what is found of each way of rewriting that was left out, into [`work`].
pub(crate) fn folds(project: &Project, labelled: &Path, data: &Path) -> Result<()> {
    learn(project, labelled, data, &work(project)?.join("weights.bin"), &["--fold-weights", "--kinds"])
}

/// Where training leaves what it makes on the way.
pub(crate) fn work(project: &Project) -> Result<PathBuf> {
    let work = project.scratch("train");
    fs::create_dir_all(&work).with_context(|| work.display().to_string())?;
    Ok(work)
}

fn learn(project: &Project, labelled: &Path, data: &Path, out: &Path, more: &[&str]) -> Result<()> {
    ensure!(labelled.join("pages.jsonl").is_file(), "{} has no pages.jsonl to learn from", labelled.display());
    let python = python::interpreter(project)?;
    project::run(project.cargo().args(["build", "--release", "--package", "wirecopy-train"]))?;
    let mut train = project.program(python);
    train.arg("train/train.py").arg("--tool").arg(project.target.join("release/wirecopy-train"));
    train.args(["--data", "data", "--eval"]).arg(labelled).arg("--work").arg(work(project)?).arg("--out").arg(out);
    if data.is_dir() {
        train.arg("--more").arg(data);
    }
    project::run(train.args(more))
}

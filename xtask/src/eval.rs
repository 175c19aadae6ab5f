//! `cargo xtask eval`: measures detection and writes eval/report.md.

use std::path::PathBuf;

use anyhow::Result;

use crate::project::{self, Project};
use crate::{build, python, train};

/// Measures detection on labelled pages and writes eval/report.md and eval/figures.json.
///
/// The labelled pages and the stories are other people's texts and no part of the repository. Without them the project's own set is
/// measured, into target/xtask/train/report.md.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of labelled pages, pages.jsonl and refs.jsonl in the form of tests/labelled; without it only the project's own set is
    /// measured.
    #[arg(long, default_value = "../shared/eval/dev")]
    labelled: PathBuf,
    /// Its scorer, a Python module with `spans` (labelled sentences with what was found of them), `score` (figures) and `show`.
    #[arg(long, default_value = "../shared/eval/score.py")]
    score: PathBuf,
    /// Folder of bbc.jsonl.gz and reuters21578.jsonl.gz: stories that nothing should be found in.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Take the fold weights of an earlier run.
    #[arg(long)]
    keep: bool,
    /// Take the new figures though some are worse than the committed ones.
    #[arg(long)]
    accept: bool,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let python = python::interpreter(project)?;
    project::run(project.cargo().args(["build", "--release", "--package", "wirecopy-cli"]))?;
    if args.labelled.is_dir() && !args.keep {
        train::folds(project, &args.labelled, &args.data)?;
    }
    let mut evaluate = project.program(python);
    evaluate.arg("train/evaluate.py").arg("--command").arg(build::wirecopy(project)).arg("--work").arg(train::work(project)?);
    evaluate.arg("--labelled").arg(&args.labelled).arg("--score").arg(&args.score);
    evaluate.args(["--own", "tests/labelled", "--weights", "data/weights.bin", "--out", "eval", "--rates", "extension/rates.json"]);
    if args.data.is_dir() {
        evaluate.arg("--data").arg(&args.data);
    }
    if args.accept {
        evaluate.arg("--accept");
    }
    project::run(&mut evaluate)
}

//! `cargo xtask attacks`: measures what is still found of a copy after each way of hiding it and writes eval/attacks.md.

use std::path::PathBuf;

use anyhow::Result;

use crate::build;
use crate::project::{self, Project};

/// Measures what is still found after each way of hiding a copy and writes eval/attacks.md.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of labelled pages; without it only the project's own set is measured, and eval/attacks.md stays as it is.
    #[arg(long, default_value = "../shared/eval/dev")]
    labelled: PathBuf,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    project::run(project.cargo().args(["build", "--release", "--package", "wirecopy-cli"]))?;
    let mut attacks = project.program("python3");
    attacks.arg("train/attacks.py").arg("--command").arg(build::wirecopy(project)).arg("--labelled").arg(&args.labelled);
    project::run(attacks.args(["--own", "tests/labelled", "--out", "eval/attacks.md"]))
}

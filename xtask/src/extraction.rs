//! `cargo xtask extraction`: learns which blocks of a page are its article, and measures it.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::project::{self, Project};
use crate::{build, python};

/// Measures article extraction with a public benchmark's own script and writes the table of eval/extraction.md.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Clone of scrapinghub/article-extraction-benchmark.
    #[arg(long)]
    benchmark: PathBuf,
    /// Before, learn src/zone/forest.bin anew, from a clone of AndyTheFactory/article-extraction-dataset …
    #[arg(long, requires = "wcxb")]
    dataset: Option<PathBuf>,
    /// … and one of Murrough-Foley/web-content-extraction-benchmark. No site of the benchmark is learned from.
    #[arg(long, requires = "dataset")]
    wcxb: Option<PathBuf>,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    ensure!(
        args.benchmark.join("evaluate.py").is_file(),
        "{} has no evaluate.py: it is no clone of the benchmark",
        args.benchmark.display()
    );
    let python = python::interpreter(project)?;
    if let (Some(dataset), Some(wcxb)) = (&args.dataset, &args.wcxb) {
        let mut learn = project.program(&python);
        learn.arg("train/zones.py").arg("--work").arg(project.scratch("zones"));
        project::run(learn.arg("--dataset").arg(dataset).arg("--wcxb").arg(wcxb).arg("--benchmark").arg(&args.benchmark))?;
    }
    project::run(project.cargo().args(["build", "--release", "--package", "wirecopy-cli"]))?;
    let mut measure = project.program(python);
    measure.arg("train/extraction.py").arg("--command").arg(build::wirecopy(project)).arg("--benchmark").arg(&args.benchmark);
    project::run(measure.args(["--report", "eval/extraction.md"]))
}

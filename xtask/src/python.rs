//! The Python in which data files are made: an environment of the project's own in the user's cache, one a set of packages.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xxhash_rust::xxh3::xxh3_64;

use crate::project::{self, Project};

/// Packages that are imported, with what they need.
const REQUIREMENTS: &str = "train/requirements.txt";
/// Packages of which only files are read; what they would need to be imported is left out.
const FILES: &str = "train/files.txt";

/// Path of an interpreter that has the packages of train/requirements.txt and train/files.txt, installed where missing.
pub(crate) fn interpreter(project: &Project) -> Result<PathBuf> {
    let read = |name: &str| fs::read_to_string(project.root.join(name)).with_context(|| name.to_owned());
    let hash = xxh3_64([read(REQUIREMENTS)?, read(FILES)?].join("\n").as_bytes());
    let cache = project.tools.parent().context("the tools lie in the project's cache")?;
    let home = cache.join(format!("python-{hash:016x}"));
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let complete = home.join("complete");
    if complete.is_file() {
        return Ok(python);
    }
    let Some(system) = ["python3", "python"].into_iter().find_map(project::on_path) else {
        bail!("Python 3.10 or later is needed to make data files");
    };
    println!("  installing Python packages: this happens once and takes a minute");
    project::run(project.program(system).args(["-m", "venv", "--clear"]).arg(&home))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    project::run(project.program(&python).args(pip).args(["--requirement", REQUIREMENTS]))?;
    project::run(project.program(&python).args(pip).args(["--no-deps", "--requirement", FILES]))?;
    fs::write(&complete, "").with_context(|| complete.display().to_string())?;
    Ok(python)
}

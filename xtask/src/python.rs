//! The Python in which data files are made and peers are measured: environments of the project's own in the user's cache, one a
//! set of packages.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xxhash_rust::xxh3::xxh3_64;

use crate::project::{self, Project};

/// Path of an interpreter that data files are made with.
pub(crate) fn interpreter(project: &Project) -> Result<PathBuf> {
    with_packages(project, "train")
}

/// Path of an interpreter that has the packages which `folder` lists, installed where missing: in requirements.txt those that are
/// imported, with what they need; in files.txt those of which only files are read, without what importing them would need.
pub(crate) fn with_packages(project: &Project, folder: &str) -> Result<PathBuf> {
    let [requirements, files] = ["requirements.txt", "files.txt"].map(|name| format!("{folder}/{name}"));
    let read = |name: &str| fs::read_to_string(project.root.join(name)).with_context(|| name.to_owned());
    let hash = xxh3_64([read(&requirements)?, read(&files)?].join("\n").as_bytes());
    let cache = project.tools.parent().context("the tools lie in the project's cache")?;
    let home = cache.join(format!("python-{hash:016x}"));
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let complete = home.join("complete");
    if complete.is_file() {
        return Ok(python);
    }
    let Some(system) = ["python3", "python"].into_iter().find_map(project::on_path) else {
        bail!("Python 3.10 or later is needed");
    };
    println!("  installing Python packages: this happens once and takes a minute");
    project::run(project.program(system).args(["-m", "venv", "--clear"]).arg(&home))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    project::run(project.program(&python).args(pip).args(["--requirement", &requirements]))?;
    project::run(project.program(&python).args(pip).args(["--no-deps", "--requirement", &files]))?;
    fs::write(&complete, "").with_context(|| complete.display().to_string())?;
    Ok(python)
}

//! Where things lie, and how other programs are started from there.

use std::env;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The repository, its target directory and the folder of tools that belong to it.
pub(crate) struct Project {
    /// The repository's root.
    pub(crate) root: PathBuf,
    /// Cargo's target directory.
    pub(crate) target: PathBuf,
    /// One folder a tool and version, in the user's cache.
    pub(crate) tools: PathBuf,
}

impl Project {
    /// Finds the repository this xtask was built from, and cargo's target directory by asking cargo.
    pub(crate) fn find() -> Result<Project> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies at the repository's root")?.to_owned();
        let tools = cache_dir().context("no home directory: set HOME or XDG_CACHE_HOME")?.join("wirecopy").join("tools");
        let mut project = Project { target: root.join("target"), root, tools };
        let metadata = project.metadata(&["--no-deps"])?;
        project.target = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?.into();
        Ok(project)
    }

    /// What `cargo metadata` says, with more arguments.
    pub(crate) fn metadata(&self, args: &[&str]) -> Result<serde_json::Value> {
        let text = output(self.cargo().args(["metadata", "--locked", "--format-version=1"]).args(args))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// The cargo that runs this xtask, in the repository's root.
    pub(crate) fn cargo(&self) -> Command {
        self.program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// npm, in the repository's root.
    pub(crate) fn npm(&self) -> Command {
        self.program(if cfg!(windows) { "npm.cmd" } else { "npm" })
    }

    /// A program that an npm package brings.
    pub(crate) fn npm_bin(&self, name: &str) -> Command {
        let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
        self.program(self.root.join("node_modules").join(".bin").join(file))
    }

    /// Any program, in the repository's root.
    pub(crate) fn program(&self, name: impl Into<OsString>) -> Command {
        let mut command = Command::new(name.into());
        command.current_dir(&self.root);
        command
    }

    /// Where this xtask keeps what it makes on the way: `target/xtask/NAME`.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// The version that Cargo.lock holds of a crate.
    pub(crate) fn locked(&self, name: &str) -> Result<String> {
        let lock = std::fs::read_to_string(self.root.join("Cargo.lock")).context("Cargo.lock")?;
        let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\""));
        let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
        Ok(version.with_context(|| format!("Cargo.lock has no {name}"))?.to_owned())
    }
}

/// Runs a program, its output passed through, and fails unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// What a program prints on standard output; fails unless it succeeds.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        bail!("`{}` failed ({}): {}", shown(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

/// A file of this name on PATH, or under the given absolute path.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|dir| dir.join(&file)).find(|candidate| candidate.is_file())
}

fn not_started(command: &Command, error: &std::io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("{program} is missing"),
        _ => anyhow::anyhow!("{program} does not start: {error}"),
    }
}

/// The command as one would type it, program and arguments that lie on this machine by their last name only.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    [program.to_string_lossy()].into_iter().chain(args).collect::<Vec<_>>().join(" ")
}

fn cache_dir() -> Option<PathBuf> {
    let dir = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    dir("XDG_CACHE_HOME").or_else(|| dir("LOCALAPPDATA")).or_else(|| dir("HOME").map(|home| home.join(".cache")))
}

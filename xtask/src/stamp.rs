//! Stamps: a step that passed is not run again until something it depends on changes.
//!
//! A stamp holds a hash over the content of a step's inputs, the versions of the programs it used, this xtask's own source, and
//! the content of what the step made. It is written only after the step succeeded.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xxhash_rust::xxh3::Xxh3;

use crate::project::Project;

/// Folders that are never input: made by tools, or by steps that are not listed as input.
const SKIPPED: [&str; 4] = [".git", "target", "node_modules", "dist"];

/// What a step reads and makes, as paths from the repository's root; a path that is not there counts as absent.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    /// Files and folders it reads.
    pub(crate) inputs: &'static [&'static str],
    /// Files and folders it makes.
    pub(crate) outputs: &'static [&'static str],
}

/// A step's stamp, computed before the step runs.
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: String,
}

impl Stamp {
    /// Hashes the inputs of the step `name`; `versions` are those of the programs it uses.
    pub(crate) fn new(project: &Project, name: &str, key: Key, versions: &[String]) -> Result<Stamp> {
        let inputs = hash(&project.root, key.inputs.iter().copied().chain(["xtask/src", "xtask/Cargo.toml"]), versions)?;
        Ok(Stamp { file: project.scratch("stamps").join(name), inputs })
    }

    /// Whether the step passed before with the same inputs, and what it made still lies there as it was made.
    pub(crate) fn holds(&self, project: &Project, key: Key) -> Result<bool> {
        Ok(fs::read_to_string(&self.file).ok() == Some(self.content(project, key)?))
    }

    /// Records that the step passed.
    pub(crate) fn write(&self, project: &Project, key: Key) -> Result<()> {
        fs::create_dir_all(project.scratch("stamps"))?;
        fs::write(&self.file, self.content(project, key)?).with_context(|| self.file.display().to_string())
    }

    /// Forgets it, so that a step which is interrupted or fails has no stamp.
    pub(crate) fn remove(&self) {
        // A stamp that is not there is what is wanted.
        let _ = fs::remove_file(&self.file);
    }

    fn content(&self, project: &Project, key: Key) -> Result<String> {
        Ok(format!("{}\n{}\n", self.inputs, hash(&project.root, key.outputs.iter().copied(), &[])?))
    }
}

/// A hash over paths and content of all files below `paths`, in sorted order.
fn hash<'a>(root: &Path, paths: impl Iterator<Item = &'a str>, more: &[String]) -> Result<String> {
    let mut files = Vec::new();
    for path in paths {
        collect(&root.join(path), &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut hasher = Xxh3::new();
    for file in &files {
        let content = fs::read(file).with_context(|| file.display().to_string())?;
        let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
        for part in [name.as_bytes(), &content] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    for text in more {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    Ok(format!("{:032x}", hasher.digest128()))
}

/// All files below `path`, folders of [`SKIPPED`] left out.
pub(crate) fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
            let entry = entry?;
            if !SKIPPED.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), files)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_until_something_changes() {
        let root = std::env::temp_dir().join(format!("wirecopy-stamp-{}", std::process::id()));
        fs::create_dir_all(root.join("in/node_modules")).unwrap();
        fs::write(root.join("in/a"), "1").unwrap();
        fs::write(root.join("out"), "made").unwrap();
        let project = Project { target: root.join("target"), tools: root.join("tools"), root: root.clone() };
        let key = Key { inputs: &["in", "absent"], outputs: &["out"] };
        let stamp = |version: &str| Stamp::new(&project, "step", key, &[version.to_owned()]).unwrap();
        let holds = |version: &str| stamp(version).holds(&project, key).unwrap();
        assert!(!holds("1.0"), "nothing ran yet");
        stamp("1.0").write(&project, key).unwrap();
        assert!(holds("1.0"));
        assert!(!holds("1.1"), "another version of a tool");
        fs::write(root.join("in/node_modules/x"), "").unwrap();
        assert!(holds("1.0"), "installed packages are no input");
        for (file, was, becomes) in [("in/a", Some("1"), Some("2")), ("out", Some("made"), None), ("absent", None, Some("there"))] {
            let put = |content: Option<&str>| match content {
                Some(text) => fs::write(root.join(file), text).unwrap(),
                None => fs::remove_file(root.join(file)).unwrap(),
            };
            put(becomes);
            assert!(!holds("1.0"), "{file} changed");
            put(was);
            assert!(holds("1.0"), "{file} is as it was");
        }
        stamp("1.0").remove();
        assert!(!holds("1.0"), "the step failed meanwhile");
        fs::remove_dir_all(root).unwrap();
    }
}

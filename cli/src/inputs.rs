//! Files and folders as the user names them, to a list of files in a fixed order.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// A file that is an input.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Whether the user named it, not only a folder it is in.
    pub(crate) named: bool,
}

impl Input {
    /// Its path as given.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// A file or folder that cannot be read.
pub(crate) struct Unreadable {
    /// Its path as given.
    pub(crate) name: String,
    pub(crate) reason: String,
}

/// All files, those of folders by name; hidden ones are left out. What cannot be read comes with the reason, and so does a folder
/// without a file that is chosen, which `nothing` tells of.
pub(crate) fn files(given: &[PathBuf], chosen: impl Fn(&Path) -> bool, nothing: &str) -> Vec<Result<Input, Unreadable>> {
    let mut files = Vec::new();
    for path in given {
        if !path.is_dir() {
            files.push(Ok(Input { path: path.clone(), named: true }));
            continue;
        }
        let before = files.len();
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && chosen(entry.path()) => {
                    files.push(Ok(Input { path: entry.into_path(), named: false }));
                }
                Ok(_) => {}
                Err(error) => files.push(Err(unreadable(path, &error))),
            }
        }
        if files.len() == before {
            files.push(Err(Unreadable { name: path.display().to_string(), reason: nothing.to_owned() }));
        }
    }
    files
}

fn unreadable(folder: &Path, error: &walkdir::Error) -> Unreadable {
    let reason = match error.io_error() {
        Some(error) => format!("cannot be read: {error}"),
        None => "is a link to a folder that it is in: not followed".to_owned(),
    };
    Unreadable { name: error.path().unwrap_or(folder).display().to_string(), reason }
}

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

/// All files, those of folders by name; hidden ones are left out. What cannot be read comes with the reason.
pub(crate) fn files(given: &[PathBuf], chosen: impl Fn(&Path) -> bool) -> Vec<Result<Input, String>> {
    let mut files = Vec::new();
    for path in given {
        if !path.is_dir() {
            files.push(Ok(Input { path: path.clone(), named: true }));
            continue;
        }
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && chosen(entry.path()) => {
                    files.push(Ok(Input { path: entry.into_path(), named: false }));
                }
                Ok(_) => {}
                Err(error) => files.push(Err(error.to_string())),
            }
        }
    }
    files
}

//! Zip archives that come out the same, byte for byte, wherever and whenever they are made.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::stamp;

/// Packs all files below `folder` into `archive`: in sorted order, with one fixed time and fixed permissions.
pub(crate) fn write(folder: &Path, archive: &Path) -> Result<()> {
    let mut files = Vec::new();
    stamp::collect(folder, &mut files)?;
    let mut named = Vec::with_capacity(files.len());
    for file in files {
        let parts: Vec<_> = file.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy()).collect();
        named.push((parts.join("/"), file));
    }
    named.sort();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(File::create(archive).with_context(|| archive.display().to_string())?);
    for (name, file) in named {
        zip.start_file(name, options)?;
        zip.write_all(&fs::read(file)?)?;
    }
    zip.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn neither_time_nor_place_changes_a_byte() {
        let base = std::env::temp_dir().join(format!("wirecopy-archive-{}", std::process::id()));
        let archives = [("one", "b a", 0), ("two", "a b", 86_400)].map(|(place, order, age)| {
            let folder = base.join(place).join("in");
            fs::create_dir_all(folder.join("sub")).unwrap();
            for name in order.split(' ') {
                fs::write(folder.join("sub").join(name), name.repeat(100)).unwrap();
                let file = File::options().write(true).open(folder.join("sub").join(name)).unwrap();
                file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
            }
            let archive = base.join(place).join("out.zip");
            write(&folder, &archive).unwrap();
            fs::read(archive).unwrap()
        });
        assert!(!archives[0].is_empty());
        assert_eq!(archives[0], archives[1]);
        fs::remove_dir_all(base).unwrap();
    }
}

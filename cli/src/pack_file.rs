//! Pack files: read in place, and written so that nothing half-made ever stands under the final name.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use wirecopy::error::PackError;
use wirecopy::pack::{Append, Key, Pack, ReadAt};

use crate::outcome::{Stop, stop};

/// A file read at any place.
pub(crate) struct PackFile(File);

impl PackFile {
    /// Opens a pack; says what is wrong with it, with its name, where that fails.
    pub(crate) fn open(path: &Path) -> Result<Pack<PackFile>, Stop> {
        let file = File::open(path).map_err(|error| stop(path.display(), format!("cannot be opened: {error}")))?;
        Pack::open(PackFile(file)).map_err(|error| stop(path.display(), error))
    }
}

/// Reads a key file.
pub(crate) fn key(path: &Path) -> Result<Key, Stop> {
    let bytes = std::fs::read(path).map_err(|error| stop(path.display(), format!("cannot be opened: {error}")))?;
    let short = || stop(path.display(), format!("has {} bytes, a key has at least {}, all random", bytes.len(), Key::SHORTEST));
    Key::new(&bytes).ok_or_else(short)
}

/// Whether a file is a pack, by its first bytes.
pub(crate) fn is_pack(path: &Path) -> bool {
    let mut head = [0; 8];
    path.as_os_str() != "-"
        && path.is_file()
        && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok()
        && &head == b"WIRECOPY"
}

impl ReadAt for PackFile {
    fn size(&self) -> Result<u64, PackError> {
        self.0.metadata().map(|metadata| metadata.len()).map_err(io_error)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        read_exact_at(&self.0, offset, buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                PackError::Truncated { expected: offset + buffer.len() as u64, found: self.size().unwrap_or_default() }
            }
            _ => io_error(error),
        })
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
    while !buffer.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, buffer, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                buffer = &mut buffer[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
}

/// A file without a name, which is gone when the process is, however it ends.
pub(crate) struct Scratch {
    file: PackFile,
    length: u64,
}

impl Scratch {
    /// In the folder of `path`.
    pub(crate) fn beside(path: &Path) -> Result<Scratch, PackError> {
        let file = tempfile::tempfile_in(folder(path)).map_err(write_error)?;
        Ok(Scratch { file: PackFile(file), length: 0 })
    }
}

impl ReadAt for Scratch {
    fn size(&self) -> Result<u64, PackError> {
        Ok(self.length)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        self.file.read_at(offset, buffer)
    }
}

impl Append for Scratch {
    fn append(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        self.length += bytes.len() as u64;
        self.file.0.write_all(bytes).map_err(write_error)
    }
}

/// A pack while it is written, under a name of its own; it gets its final name when all is on the disk.
pub(crate) struct Unfinished {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
}

impl Unfinished {
    /// For a pack that will be at `path`. What an interrupted run left under the name is written over; a run that still goes on
    /// holds a lock on it.
    pub(crate) fn create(path: &Path) -> Result<Unfinished, Stop> {
        if path.as_os_str() == "-" {
            return Err(Stop::Arguments("--out names a file: a pack is not written to standard output".to_owned()));
        }
        // A device, a pipe or a folder would be replaced, or could not be.
        if path.metadata().is_ok_and(|found| !found.is_file()) {
            return Err(stop(path.display(), "is no file that can be replaced: give the pack another name"));
        }
        // `--out *.txt` names the first of the articles.
        if path.metadata().is_ok_and(|found| found.len() > 0) && !is_pack(path) {
            return Err(stop(path.display(), "holds something other than a pack: give the pack another name, or remove the file first"));
        }
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".part");
        let part = folder(path).join(name);
        let failed = |error: io::Error| stop(path.display(), format!("cannot be written: {error}"));
        let file = File::options().create(true).truncate(false).write(true).open(&part).map_err(failed)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => stop(path.display(), "is being written by another run of wirecopy: wait for it"),
            TryLockError::Error(error) => failed(error),
        })?;
        file.set_len(0).map_err(failed)?;
        Ok(Unfinished { path: path.to_owned(), part, file: BufWriter::with_capacity(1 << 20, file) })
    }

    /// Gives it its final name.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let written =
            self.file.flush().and_then(|()| self.file.get_ref().sync_all()).and_then(|()| std::fs::rename(&self.part, &self.path));
        // The new name has to reach the disk too.
        #[cfg(unix)]
        let written = written.and_then(|()| File::open(folder(&self.path))?.sync_all());
        written.map_err(|error| stop(self.path.display(), format!("cannot be written: {error}")))?;
        self.part = PathBuf::new();
        Ok(())
    }
}

impl Append for Unfinished {
    fn append(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        self.file.write_all(bytes).map_err(write_error)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After `finish` there is nothing to remove.
        if !self.part.as_os_str().is_empty() {
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn io_error(error: io::Error) -> PackError {
    PackError::Io(error.to_string())
}

fn write_error(error: io::Error) -> PackError {
    PackError::Write(error.to_string())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_met_while_writing() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let said = Scratch { file: PackFile(full), length: 0 }.append(b"WIRECOPY").unwrap_err().to_string();
        assert!(said.starts_with("writing the pack failed: "), "{said}");
    }
}

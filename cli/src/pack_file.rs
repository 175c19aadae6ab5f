//! Pack files: read in place, and written so that nothing half-made ever stands under the final name.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use wirecopy::error::PackError;
use wirecopy::pack::{Pack, ReadAt};

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

/// Whether a file is a pack, by its first bytes.
pub(crate) fn is_pack(path: &Path) -> bool {
    let mut head = [0; 8];
    path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && &head == b"WIRECOPY"
}

impl ReadAt for PackFile {
    fn size(&self) -> Result<u64, PackError> {
        self.0.metadata().map(|metadata| metadata.len()).map_err(|error| PackError::Io(error.to_string()))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        read_exact_at(&self.0, offset, buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                PackError::Truncated { expected: offset + buffer.len() as u64, found: self.size().unwrap_or_default() }
            }
            _ => PackError::Io(error.to_string()),
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

/// Writes a pack under a temporary name beside its final one, and gives it that when all is on the disk.
pub(crate) fn write(path: &Path, pack: &[u8]) -> Result<(), Stop> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: io::Error| stop(path.display(), format!("cannot be written: {error}"));
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(".wirecopy-").suffix(".part");
    // Temporary files are closed to others; a pack is as open as the user's files are.
    #[cfg(unix)]
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = temporary.tempfile_in(folder).map_err(failed)?;
    file.write_all(pack).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    // The new name has to reach the disk too.
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(())
}

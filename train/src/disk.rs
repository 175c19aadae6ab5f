//! A pack as a file, read where it is asked, with what was read counted.

use std::cell::Cell;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::rc::Rc;

use anyhow::Context;
use wirecopy::error::PackError;
use wirecopy::pack::{Pack, ReadAt};

/// An open file.
pub(crate) struct Disk {
    file: File,
    read: Rc<Cell<u64>>,
}

impl ReadAt for Disk {
    fn size(&self) -> Result<u64, PackError> {
        self.file.metadata().map(|metadata| metadata.len()).map_err(|error| PackError::Io(error.to_string()))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        self.read.set(self.read.get() + buffer.len() as u64);
        self.file.read_exact_at(buffer, offset).map_err(|error| PackError::Io(error.to_string()))
    }
}

/// Opens a pack, and the count of bytes read from it.
pub(crate) fn open(path: &Path) -> anyhow::Result<(Pack<Disk>, Rc<Cell<u64>>)> {
    let read = Rc::new(Cell::new(0));
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let pack = Pack::open(Disk { file, read: Rc::clone(&read) })?;
    Ok((pack, read))
}

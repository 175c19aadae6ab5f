//! Files of what was learned: how each begins, and the numbers in it, little-endian.

use crate::error::DataError;

/// Reads a file from its beginning on.
pub(crate) struct Reader<'a> {
    /// What the file holds.
    file: &'static str,
    bytes: &'a [u8],
    length: usize,
}

impl<'a> Reader<'a> {
    /// Of bytes as they come: `file` names what they hold.
    pub(crate) fn new(file: &'static str, bytes: &'a [u8]) -> Self {
        Reader { file, bytes, length: bytes.len() }
    }

    /// Behind the head of a file: eight characters, and the version of its format (u32).
    pub(crate) fn behind_head(file: &'static str, bytes: &'a [u8], magic: &'static str, version: u32) -> Result<Self, DataError> {
        if !bytes.starts_with(magic.as_bytes()) {
            let found = String::from_utf8_lossy(&bytes[..bytes.len().min(magic.len())]).into_owned();
            return Err(DataError::Magic { file, expected: magic, found });
        }
        let mut reader = Reader::new(file, bytes);
        reader.take(magic.len())?;
        match reader.word()? {
            found if found == version => Ok(reader),
            found => Err(DataError::Version { file, found, supported: version }),
        }
    }

    /// An error in what was read.
    pub(crate) fn malformed(&self, expected: &'static str, found: String) -> DataError {
        DataError::Malformed { file: self.file, expected, found }
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], DataError> {
        let (head, rest) = self.bytes.split_at_checked(length).ok_or(DataError::Truncated { file: self.file, found: self.length })?;
        self.bytes = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DataError> {
        self.take(N).map(|bytes| *bytes.first_chunk().unwrap_or(&[0; N]))
    }

    pub(crate) fn byte(&mut self) -> Result<u8, DataError> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn short(&mut self) -> Result<u16, DataError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn word(&mut self) -> Result<u32, DataError> {
        self.array().map(u32::from_le_bytes)
    }

    /// `count` words, one behind the other.
    pub(crate) fn words(&mut self, count: usize) -> Result<Vec<u32>, DataError> {
        let bytes = self.take(count.saturating_mul(4))?;
        Ok(bytes.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect())
    }

    /// A finite number.
    pub(crate) fn float(&mut self) -> Result<f32, DataError> {
        let value = f32::from_bits(self.word()?);
        if value.is_finite() { Ok(value) } else { Err(self.malformed("a finite number", value.to_string())) }
    }

    /// Nothing may stand behind what was read.
    pub(crate) fn end(self) -> Result<(), DataError> {
        if self.bytes.is_empty() { Ok(()) } else { Err(self.malformed("its end", format!("{} bytes more", self.bytes.len()))) }
    }
}

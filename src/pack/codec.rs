//! Numbers and strings as bytes: LEB128 integers and length-prefixed UTF-8, for the sections of a pack.

use crate::error::PackError;

/// Appends an integer, seven bits a byte, lowest first.
pub(crate) fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a string with its length in bytes.
pub(crate) fn put_str(out: &mut Vec<u8>, value: &str) {
    put_number(out, value.len() as u64);
    out.extend_from_slice(value.as_bytes());
}

/// Appends an optional string: 0, or 1 and the string.
pub(crate) fn put_optional(out: &mut Vec<u8>, value: Option<&str>) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        put_str(out, value);
    }
}

/// Reads what the `put_` functions wrote.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    section: &'static str,
}

impl<'a> Reader<'a> {
    /// Over `bytes` of a section, which errors name.
    pub(crate) fn new(bytes: &'a [u8], section: &'static str) -> Self {
        Reader { bytes, section }
    }

    /// What is still to be read.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    fn malformed(&self, expected: &'static str) -> PackError {
        PackError::Malformed { section: self.section, expected, found: format!("{:02x?}", &self.bytes[..self.bytes.len().min(8)]) }
    }

    pub(crate) fn number(&mut self) -> Result<u64, PackError> {
        let mut value = 0u64;
        for (i, &byte) in self.bytes.iter().enumerate().take(10) {
            value |= u64::from(byte & 0x7f) << (7 * i as u32).min(63);
            if byte < 0x80 {
                self.bytes = &self.bytes[i + 1..];
                return Ok(value);
            }
        }
        Err(self.malformed("a number"))
    }

    /// A number that must fit 32 bits.
    pub(crate) fn small(&mut self) -> Result<u32, PackError> {
        u32::try_from(self.number()?).map_err(|_| self.malformed("a 32-bit number"))
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], PackError> {
        if length > self.bytes.len() {
            return Err(self.malformed("more bytes"));
        }
        let (head, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        Ok(head)
    }

    pub(crate) fn string(&mut self) -> Result<String, PackError> {
        let length = self.number()?;
        let bytes = self.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        String::from_utf8(bytes.to_vec()).map_err(|_| self.malformed("UTF-8 text"))
    }

    pub(crate) fn optional(&mut self) -> Result<Option<String>, PackError> {
        match self.take(1)? {
            [0] => Ok(None),
            [1] => self.string().map(Some),
            _ => Err(self.malformed("0 or 1")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut out = Vec::new();
        for n in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            put_number(&mut out, n);
        }
        put_str(&mut out, "é");
        put_optional(&mut out, None);
        put_optional(&mut out, Some("x"));
        let mut reader = Reader::new(&out, "test");
        for n in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            assert_eq!(reader.number(), Ok(n));
        }
        assert_eq!(
            (reader.string().unwrap().as_str(), reader.optional().unwrap(), reader.optional().unwrap().as_deref()),
            ("é", None, Some("x"))
        );
        assert!(reader.number().is_err());
    }
}

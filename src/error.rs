//! What can be wrong with bytes from elsewhere.

/// Why a pack could not be read.
///
/// Every variant says what was expected and what was found; the pack's name is added by who opened it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The first bytes are not a pack's.
    #[error("not a Wirecopy pack: it begins with {:?}, a pack begins with \"WIRECOPY\"", String::from_utf8_lossy(found))]
    Magic {
        /// The first bytes of the input, eight at most.
        found: Vec<u8>,
    },
    /// Written by another version of Wirecopy.
    #[error("pack format version {found}, this Wirecopy reads {supported}: update Wirecopy, or rebuild the pack")]
    Version {
        /// Version in the header.
        found: u32,
        /// Version read here.
        supported: u32,
    },
    /// The file is shorter than its header says.
    #[error("the pack is cut short: {expected} bytes expected, {found} found; fetch or build it again")]
    Truncated {
        /// Bytes needed.
        expected: u64,
        /// Bytes there.
        found: u64,
    },
    /// A block's bytes are not the ones that were written.
    #[error("{section} block {block} is damaged (checksum {expected:016x} expected, {found:016x} found); fetch or build the pack again")]
    Checksum {
        /// Section in which the block lies.
        section: &'static str,
        /// Number of the block, from 0.
        block: usize,
        /// Checksum in the pack.
        expected: u64,
        /// Checksum of the bytes read.
        found: u64,
    },
    /// The bytes are the written ones, but they make no sense.
    #[error("{section} is malformed: {expected} expected, {found} found; build the pack again")]
    Malformed {
        /// Section in which it was seen.
        section: &'static str,
        /// What should stand there.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// Packs that keep different things of their documents cannot be joined.
    #[error("a pack that keeps {first} and one that keeps {other} cannot be merged: build both the same way")]
    Mixed {
        /// What the first keeps.
        first: &'static str,
        /// What another one keeps.
        other: &'static str,
    },
    /// A pack of fingerprints under a key that was not given.
    #[error("its fingerprints were made with a key: give the same key")]
    Locked,
    /// The storage under the pack failed.
    #[error("reading the pack failed: {0}")]
    Io(String),
    /// The pack, or what it is made of on the way, found no room, or the storage failed.
    #[error("writing the pack failed: {0}")]
    Write(String),
}

/// Why a file of what was learned could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// It begins otherwise.
    #[error("no {file}: it begins with {found:?}, and {file} begin with {expected:?}")]
    Magic {
        /// What was to be read.
        file: &'static str,
        /// How it begins.
        expected: &'static str,
        /// How the file begins, as far as that is text.
        found: String,
    },
    /// Written for another version of Wirecopy.
    #[error("{file} of format {found}; this Wirecopy reads format {supported}: take the {file} that come with it, or learn them anew")]
    Version {
        /// What was to be read.
        file: &'static str,
        /// Version in the file.
        found: u32,
        /// Version read here.
        supported: u32,
    },
    /// The file ends too soon.
    #[error("the {file} are cut short: they go on behind the {found} bytes that are there")]
    Truncated {
        /// What was to be read.
        file: &'static str,
        /// Bytes there.
        found: usize,
    },
    /// Its bytes make no sense.
    #[error("the {file} are damaged: {expected} expected, {found} found")]
    Malformed {
        /// What was to be read.
        file: &'static str,
        /// What should stand there.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
}

/// Why a page could not be checked: one of the packs could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pack}: {error}")]
pub struct CheckError {
    /// Id under which the pack was opened; without it, the page can be checked against the others.
    pub pack: String,
    /// What is wrong with it.
    #[source]
    pub error: PackError,
}

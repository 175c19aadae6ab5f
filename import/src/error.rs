//! What can be wrong with a file that is imported.

/// Why a file, or a place in it, could not be used. The place is named by [`crate::Problem`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Reading failed.
    #[error("cannot be read: {0}")]
    Io(String),
    /// Nothing is in it.
    #[error("is empty: an article was expected")]
    Empty,
    /// In no known format.
    #[error(
        "is in no format that is read here: expected ninjs, NewsML, NITF, a feed, HTML, CSV, text or an archive of them, found {found}"
    )]
    UnknownFormat {
        /// What it begins with, or is.
        found: String,
    },
    /// A pack, which is no input of a build.
    #[error("is a pack already: add it as it is, or join packs with `wirecopy pack merge`")]
    Pack,
    /// Not JSON.
    #[error("is not JSON: {found}; correct it, or leave it out")]
    Json {
        /// What the parser met.
        found: String,
    },
    /// JSON that is no news item.
    #[error("is no news item: an object with `uri` and `body_text` (ninjs) was expected, found {found}")]
    NoItem {
        /// What it is instead.
        found: String,
    },
    /// Not XML.
    #[error("is not XML: {found}; correct it, or leave it out")]
    Xml {
        /// What the parser met.
        found: String,
    },
    /// XML of another kind.
    #[error(
        "is XML of another kind: <newsItem>, <newsMessage>, <NewsML>, <nitf>, <RBNews>, <rss>, <rdf:RDF> or <feed> was expected, found <{found}>"
    )]
    UnknownXml {
        /// Its root element.
        found: String,
    },
    /// A table without a body.
    #[error("is a table without text: a column `body`, `body_text`, `text` or `content` was expected, found {found}")]
    NoBodyColumn {
        /// Its columns.
        found: String,
    },
    /// A row that is not like the header.
    #[error("is no row of the table: {found}")]
    Row {
        /// What the parser met.
        found: String,
    },
    /// An archive that cannot be unpacked.
    #[error("cannot be unpacked as {kind}: {found}; fetch it again")]
    Archive {
        /// Kind of archive.
        kind: &'static str,
        /// What the reader met.
        found: String,
    },
    /// Too large to be decoded.
    #[error(
        "is in another encoding than UTF-8, in which up to {limit} bytes are read, found more; save it as UTF-8, or write one item a line"
    )]
    NotUtf8 {
        /// Bytes read at most.
        limit: u64,
    },
    /// Larger than what is read at once.
    #[error("is too large: up to {limit} bytes of one file are read, found more; divide it, or write one item a line")]
    TooLarge {
        /// Bytes read at most.
        limit: u64,
    },
}

/// Longest part of a file that a message repeats, in characters: enough to find the place by.
const LONGEST: usize = 200;

impl ImportError {
    /// The same with no more of the file in it than is worth reading.
    pub(crate) fn shortened(mut self) -> ImportError {
        match &mut self {
            ImportError::Io(found)
            | ImportError::UnknownFormat { found }
            | ImportError::Json { found }
            | ImportError::NoItem { found }
            | ImportError::Xml { found }
            | ImportError::UnknownXml { found }
            | ImportError::NoBodyColumn { found }
            | ImportError::Row { found }
            | ImportError::Archive { found, .. } => {
                if let Some((end, _)) = found.char_indices().nth(LONGEST) {
                    found.replace_range(end.., "…");
                }
            }
            ImportError::Empty | ImportError::Pack | ImportError::NotUtf8 { .. } | ImportError::TooLarge { .. } => {}
        }
        self
    }
}

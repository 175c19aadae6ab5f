//! XML files: which of the agencies' formats it is, and on to its reader.

use crate::error::ImportError;
use crate::item::Out;
use crate::{feed, g2, newsml1, nitf, xml};

/// Reads an XML file.
pub(crate) fn read(text: &str, out: &mut Out) {
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err((line, error)) => return out.problem(Some(line), error),
    };
    match root.local() {
        "newsMessage" | "newsItem" | "packageItem" | "knowledgeItem" | "planningItem" | "conceptItem" => g2::read(&root, out),
        "NewsML" => newsml1::read(&root, out),
        "nitf" => nitf::read(&root, out),
        "rss" | "RDF" | "feed" => feed::read_xml(&root, out),
        other => out.problem(None, ImportError::UnknownXml { found: other.to_owned() }),
    }
}

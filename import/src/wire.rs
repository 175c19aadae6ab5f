//! XML files: which of the agencies' formats it is, and on to its reader.

use std::borrow::Cow;

use crate::error::ImportError;
use crate::item::Out;
use crate::xml::Element;
use crate::{encoding, feed, g2, newsml1, nitf, ritzau, xml};

/// Reads an XML file, or several that were put together in one. Where its bytes are UTF-8 beyond doubt they are read so, whatever it declares: some agencies' files declare
/// Latin-1 and are not.
pub(crate) fn read(bytes: &[u8], out: &mut Out) {
    let utf8 = std::str::from_utf8(bytes).ok().filter(|text| !text.is_ascii()).map(Cow::Borrowed);
    let text = utf8.unwrap_or_else(|| {
        let text = encoding::decode_html(bytes);
        if text.contains('\u{fffd}') {
            out.note(
                "has bytes that its encoding does not have: each is shown as \u{fffd}; let it declare the encoding it is in".to_owned(),
            );
        }
        text
    });
    let roots = match xml::parse(&text) {
        Ok(roots) => roots,
        Err((line, error)) => return out.problem(Some(line), error),
    };
    for root in &roots {
        read_root(root, out);
    }
}

fn read_root(root: &Element, out: &mut Out) {
    match root.local() {
        "newsMessage" | "newsItem" | "packageItem" | "knowledgeItem" | "planningItem" | "conceptItem" => g2::read(root, out),
        "NewsML" => newsml1::read(root, out),
        "nitf" => nitf::read(root, out),
        "RBNews" | "XMLNewsQueuedResponse" => ritzau::read(root, out),
        "rss" | "RDF" | "feed" => feed::read_xml(root, out),
        other => out.problem(None, ImportError::UnknownXml { found: other.to_owned() }),
    }
}

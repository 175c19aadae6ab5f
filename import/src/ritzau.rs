//! Ritzau's own XML: items, alone or in the answer of its service, with their bodies as escaped HTML.

use wirecopy::document::Document;

use crate::item::{Found, Out};
use crate::xml::Element;
use crate::{markup, time};

/// Reads all items of a document.
pub(crate) fn read(root: &Element, out: &mut Out) {
    if root.local() == "RBNews" {
        return out.found(item(root, out.file));
    }
    for news in root.within("RBNews") {
        out.found(item(news, out.file));
    }
}

fn item(news: &Element, file: &str) -> Found {
    let document = Document {
        uri: news.line_at(&["NewsID"]).unwrap_or_else(|| file.to_owned()),
        headline: news.line_at(&["headline"]).unwrap_or_default(),
        // Entities in it are escaped twice.
        body: news.at("content").map(|content| markup::from_any(&content.text().replace("&amp;", "&"))).unwrap_or_default(),
        published: news.line_at(&["PublishDate"]).and_then(|date| time::iso(&date)),
        version: news.line_at(&["version"]).and_then(|version| version.parse().ok()),
        source: news.line_at(&["origin"]).map(|origin| origin.trim_matches('/').to_owned()),
        byline: news.line_at(&["byLine"]),
        ..Document::default()
    };
    let is_cancelled = news.line_at(&["Annuleret"]).is_some_and(|cancelled| cancelled.eq_ignore_ascii_case("true"));
    Found { document, status: is_cancelled.then(|| "cancelled".to_owned()), ..Found::default() }
}

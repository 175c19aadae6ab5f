//! NITF: one item in `head` and `body`.

use wirecopy::document::Document;

use crate::item::{Found, Out};
use crate::xml::Element;
use crate::{markup, time};

/// Reads an item.
pub(crate) fn read(nitf: &Element, out: &mut Out) {
    let mut found = item(nitf);
    if found.document.uri.is_empty() {
        found.document.uri = out.file.to_owned();
    }
    out.found(found);
}

/// The item of a `nitf` element; without an identifier its `uri` is empty.
pub(crate) fn item(nitf: &Element) -> Found {
    let norm = |path| nitf.attribute_at(path, "norm").and_then(|norm| time::iso(&norm));
    let published = norm("head/docdata/date.issue")
        .or_else(|| time::iso(&nitf.attribute_at("head/pubdata", "date.publication")?))
        .or_else(|| norm("body/body.head/dateline/story.date"));
    // A release before the issue holds nothing back.
    let release = norm("head/docdata/date.release").filter(|release| published.as_ref().is_some_and(|published| release > published));
    let document = Document {
        uri: nitf.attribute_at("head/docdata/doc-id", "id-string").unwrap_or_default(),
        headline: nitf.line_at(&["body/body.head/hedline/hl1", "head/title"]).unwrap_or_default(),
        body: body(nitf),
        language: nitf.attribute("baselang").or(nitf.attribute("lang")).map(str::to_owned),
        published,
        version: nitf.attribute_at("head/docdata/du-key", "version").and_then(|version| version.parse().ok()),
        source: source(nitf),
        byline: nitf.at("body/body.head/byline").and_then(Element::spaced),
        usageterms: terms(nitf),
        embargoed: release,
        url: nitf.attribute_at("head/pubdata", "ex-ref").filter(|address| address.starts_with("http")),
    };
    let text = nitf.at("body/body.content").map(|_| "text".to_owned());
    Found { document, kind: text, status: nitf.attribute_at("head/docdata", "management-status"), ..Found::default() }
}

/// Body, and the credits that stand at its end.
pub(crate) fn body(nitf: &Element) -> String {
    let part = |name| nitf.at(name).map(markup::from_element).unwrap_or_default();
    let (content, end) = (part("body/body.content"), nitf.at("body/body.end/tagline").map(markup::from_element).unwrap_or_default());
    if content.is_empty() || end.is_empty() || content.ends_with(&end) { content } else { format!("{content}\n\n{end}") }
}

fn source(nitf: &Element) -> Option<String> {
    nitf.line_at(&["body/body.head/distributor/org", "body/body.head/distributor"])
        .or_else(|| nitf.attribute_at("head/docdata/doc-id", "regsrc"))
        .or_else(|| nitf.attribute_at("head/docdata/del-list/from-src", "src-name"))
        .or_else(|| nitf.attribute_at("head/docdata/doc.copyright", "holder"))
        .or_else(|| nitf.line_at(&["body/body.head/rights/rights.owner"]))
}

/// What may be done with it, else whose copyright it is.
fn terms(nitf: &Element) -> Option<String> {
    let copyright = || {
        let copyright = nitf.at("head/docdata/doc.copyright")?;
        let holder = copyright.attribute("holder")?;
        Some(copyright.attribute("year").map_or_else(|| format!("© {holder}"), |year| format!("© {year} {holder}")))
    };
    nitf.attribute_at("head/docdata/doc.rights", "type")
        .or_else(|| nitf.at("body/body.head/rights").and_then(Element::spaced))
        .or_else(copyright)
        .or_else(|| nitf.attribute_at("head/docdata/doc.rights", "owner").map(|owner| format!("© {owner}")))
}

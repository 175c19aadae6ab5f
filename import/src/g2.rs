//! NewsML-G2: news items alone or in a message, their bodies as XHTML, NITF or text.

use wirecopy::document::Document;

use crate::item::{Found, Out, Skip};
use crate::xml::Element;
use crate::{markup, nitf, time};

/// Reads a message or a single item.
pub(crate) fn read(root: &Element, out: &mut Out) {
    if root.local() != "newsMessage" {
        return read_item(root, out);
    }
    for set in root.all("itemSet") {
        set.elements().for_each(|item| read_item(item, out));
    }
}

fn read_item(element: &Element, out: &mut Out) {
    let kind = match element.local() {
        "newsItem" => return out.found(item(element, out.file)),
        "packageItem" => "composite",
        "planningItem" => "planning item",
        _ => "concept",
    };
    out.skip(Skip::WithoutText(kind.to_owned()));
}

fn item(news: &Element, file: &str) -> Found {
    let inner = news.within("nitf").first().map(|nitf| nitf::item(nitf)).unwrap_or_default();
    let date = |path| time::iso(&news.line_at(&[path])?);
    let document = Document {
        uri: news.attribute("guid").unwrap_or(file).to_owned(),
        headline: headline(news)
            .or_else(|| Some(inner.document.headline).filter(|h| !h.is_empty()))
            .or_else(|| news.line_at(&["itemMeta/title"]))
            .unwrap_or_default(),
        body: body(news),
        language: news
            .attribute_at("contentMeta/language", "tag")
            .or_else(|| news.attribute("lang").map(str::to_owned))
            .or(inner.document.language),
        published: date("itemMeta/versionCreated")
            .or_else(|| date("itemMeta/firstCreated"))
            .or_else(|| date("contentMeta/contentCreated"))
            .or(inner.document.published),
        version: news.attribute("version").and_then(|version| version.parse().ok()),
        source: source(news),
        byline: news.line_at(&["contentMeta/by"]).or(inner.document.byline).or_else(|| news.line_at(&["contentMeta/creditline"])),
        usageterms: news
            .line_at(&["rightsInfo/usageTerms", "rightsInfo/copyrightNotice"])
            .or_else(|| name(news.at("rightsInfo/copyrightHolder")?).map(|holder| format!("© {holder}"))),
        // One without a time has no end yet.
        embargoed: news
            .at("itemMeta/embargoed")
            .map(|until| until.line().unwrap_or_default())
            .map(|until| time::iso(&until).unwrap_or(until)),
        url: None,
    };
    let code = |path| news.attribute_at(path, "qcode").map(|code| code.rsplit(':').next().unwrap_or_default().to_owned());
    Found { document, kind: code("itemMeta/itemClass"), status: code("itemMeta/pubStatus"), ..Found::default() }
}

/// The main headline: one without a role, else the first.
fn headline(news: &Element) -> Option<String> {
    let meta = news.at("contentMeta")?;
    let plain = meta.all("headline").filter(|h| h.attribute("role").is_none()).find_map(Element::line);
    plain.or_else(|| meta.all("headline").find_map(Element::line))
}

/// The body, once: XML before data.
fn body(news: &Element) -> String {
    let Some(content) = news.at("contentSet") else { return String::new() };
    let xml = content.all("inlineXML").map(|inline| match inline.elements().next() {
        Some(nitf) if nitf.local() == "nitf" => nitf::body(nitf),
        Some(html) if html.local() == "html" => markup::from_element(html.at("body").unwrap_or(html)),
        Some(_) => markup::from_element(inline),
        None => markup::from_any(&inline.text()),
    });
    let data = content.all("inlineData").map(|data| markup::from_any(&data.text()));
    xml.chain(data).find(|body| !body.is_empty()).unwrap_or_default()
}

/// A party's name: as an element, a literal, or the end of its code.
fn name(party: &Element) -> Option<String> {
    let code = || party.attribute("qcode").and_then(|code| code.rsplit(':').next());
    party.line_at(&["name"]).or_else(|| party.attribute("literal").or_else(code).map(str::to_owned))
}

/// The agency. Providers often go by the name of their site; then who holds the rights says more.
fn source(news: &Element) -> Option<String> {
    let sources = || news.at("contentMeta").into_iter().flat_map(|meta| meta.all("infoSource"));
    let first = sources()
        .filter(|s| s.attribute("role").is_some_and(|role| role.ends_with("source")))
        .find_map(name)
        .or_else(|| sources().find_map(name));
    let provider = news.at("itemMeta/provider").and_then(name);
    let is_site = |name: &String| name.contains('.') && !name.contains(' ');
    first
        .or_else(|| provider.clone().filter(|name| !is_site(name)))
        .or_else(|| news.at("rightsInfo/copyrightHolder").and_then(name))
        .or(provider)
}

//! Feeds: RSS 0.9x to 2.0, Atom, JSON Feed. Many carry only a summary of each article; then that is said.

use serde_json::Value;
use wirecopy::document::Document;

use crate::item::{Found, Out};
use crate::xml::Element;
use crate::{body, markup, time};

/// Characters from which an RSS description counts as the article itself. Summaries end under 600; full texts are rarely under 1,200.
const FULL: usize = 1_000;

/// An entry, and whether its body is the article or only a summary of it.
struct Entry {
    document: Document,
    is_summary: bool,
}

fn give(entries: impl Iterator<Item = Entry>, out: &mut Out) {
    let (mut all, mut summaries) = (0, 0);
    for entry in entries {
        all += 1;
        summaries += u64::from(entry.is_summary);
        out.found(Found { document: entry.document, is_summary: entry.is_summary, ..Found::default() });
    }
    if summaries > 0 {
        out.note(format!(
            "{summaries} of {all} entries carry only a summary, which is all that can be compared; the full text is on the site"
        ));
    }
}

/// Reads RSS, RDF or Atom.
pub(crate) fn read_xml(root: &Element, out: &mut Out) {
    let file = out.file.to_owned();
    if root.local() == "feed" {
        let feed = &shared(root);
        return give(root.all("entry").enumerate().map(|(n, entry)| atom(feed, entry, place(&file, n))), out);
    }
    let channel = root.at("channel").unwrap_or(root);
    // RSS 1.0 has its items beside the channel.
    let items = channel.all("item").chain(root.all("item").filter(|_| !std::ptr::eq(channel, root)));
    let feed = &shared(channel);
    give(items.enumerate().map(|(n, item)| rss(feed, item, place(&file, n))), out);
}

/// What a feed says of all its entries; it is looked for once, since it may stand behind them all, or nowhere.
fn shared(feed: &Element) -> Document {
    Document {
        language: feed.attribute("lang").map(str::to_owned).or_else(|| feed.line_at(&["language"])),
        source: feed.line_at(&["title"]),
        byline: feed.line_at(&["author/name"]),
        usageterms: feed.line_at(&["copyright", "rights"]),
        ..Document::default()
    }
}

/// What an entry goes by where it has nothing that names it.
fn place(file: &str, index: usize) -> String {
    format!("{file}:{}", index + 1)
}

/// The first, or the second where there is none.
#[inline(never)]
fn or(first: Option<String>, second: &Option<String>) -> Option<String> {
    first.or_else(|| second.clone())
}

fn rss(feed: &Document, item: &Element, place: String) -> Entry {
    let full = ["content:encoded", "encoded", "fulltext"]
        .iter()
        .flat_map(|name| item.all(name))
        .map(|full| markup::from_any(&full.text()))
        .find(|full| !full.is_empty());
    let summary = || {
        item.elements()
            .filter(|e| e.name == "description")
            .chain(item.all("summary"))
            .map(|d| markup::from_any(&d.text()))
            .find(|d| !d.is_empty())
            .unwrap_or_default()
    };
    let is_summary = full.is_none();
    let body = full.unwrap_or_else(summary);
    let link = item.line_at(&["link"]).filter(|link| link.starts_with("http"));
    let document = Document {
        uri: or(item.line_at(&["guid"]), &link).unwrap_or(place),
        headline: item.line_at(&["title"]).map(|title| body::line(&title)).unwrap_or_default(),
        language: or(item.line_at(&["dc:language"]), &feed.language),
        published: item.line_at(&["pubDate", "dc:date", "date"]).and_then(|date| time::iso(&date)),
        source: or(item.line_at(&["source", "dc:publisher"]), &feed.source),
        byline: item.line_at(&["dc:creator", "author"]),
        usageterms: or(item.line_at(&["dc:rights", "copyright"]), &feed.usageterms),
        url: link,
        body,
        ..Document::default()
    };
    Entry { is_summary: is_summary && document.body.len() < FULL && !document.body.is_empty(), document }
}

fn atom(feed: &Document, entry: &Element, place: String) -> Entry {
    let text = |element: &Element| match element.attribute("type") {
        Some("xhtml") => markup::from_element(element),
        Some("html" | "text/html") => markup::from_markup(&element.text()),
        _ if element.elements().next().is_some() => markup::from_element(element),
        _ => markup::from_any(&element.text()),
    };
    let full = entry.all("content").map(text).find(|full| !full.is_empty());
    let is_summary = full.is_none();
    let body = full.or_else(|| entry.all("summary").map(text).find(|summary| !summary.is_empty())).unwrap_or_default();
    let links = || entry.all("link").filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let link = links().find_map(|link| link.attribute("href")).filter(|href| href.starts_with("http")).map(str::to_owned);
    let language = entry.at("content").and_then(|content| content.attribute("lang")).or(entry.attribute("lang"));
    let document = Document {
        uri: or(entry.line_at(&["id"]), &link).unwrap_or(place),
        headline: entry.line_at(&["title"]).map(|title| body::line(&title)).unwrap_or_default(),
        language: or(language.map(str::to_owned), &feed.language),
        published: entry.line_at(&["updated", "published", "modified", "issued"]).and_then(|date| time::iso(&date)),
        source: or(entry.line_at(&["source/title"]), &feed.source),
        byline: or(entry.line_at(&["author/name", "dc:creator"]), &feed.byline),
        usageterms: or(entry.line_at(&["rights"]), &feed.usageterms),
        url: link,
        body,
        ..Document::default()
    };
    Entry { is_summary: is_summary && !document.body.is_empty(), document }
}

/// Whether a JSON value is a JSON Feed.
pub(crate) fn is_json_feed(value: &Value) -> bool {
    value.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"))
}

/// Reads a JSON Feed.
pub(crate) fn read_json(feed: &Value, out: &mut Out) {
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let file = out.file.to_owned();
    give(items.iter().enumerate().map(|(n, item)| json(feed, item, place(&file, n))), out);
}

fn json(feed: &Value, item: &Value, place: String) -> Entry {
    let text = |value: &Value, name: &str| match value.get(name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let full = text(item, "content_html")
        .map(|html| markup::from_markup(&html))
        .or_else(|| text(item, "content_text").map(|text| body::from_text(&text)));
    let is_summary = full.is_none();
    let url = text(item, "url").filter(|url| url.starts_with("http"));
    let author = |value: &Value| value.get("authors")?.get(0).or(value.get("author"))?.get("name")?.as_str().map(str::to_owned);
    let document = Document {
        uri: or(text(item, "id"), &url).unwrap_or(place),
        headline: text(item, "title").map(|title| body::line(&title)).unwrap_or_default(),
        language: text(item, "language").or_else(|| text(feed, "language")),
        published: text(item, "date_modified").or_else(|| text(item, "date_published")).and_then(|date| time::iso(&date)),
        source: text(feed, "title"),
        byline: author(item).or_else(|| author(feed)),
        url,
        body: full.or_else(|| text(item, "summary").map(|text| body::from_text(&text))).unwrap_or_default(),
        ..Document::default()
    };
    Entry { is_summary: is_summary && !document.body.is_empty(), document }
}

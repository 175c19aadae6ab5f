//! NewsML 1.x: items of components that stand in components.

use wirecopy::document::Document;

use crate::item::{Found, Out};
use crate::xml::Element;
use crate::{markup, nitf, time};

/// Reads all items of a document.
pub(crate) fn read(root: &Element, out: &mut Out) {
    for news in root.all("NewsItem") {
        out.found(item(news, out.file));
    }
}

fn item(news: &Element, file: &str) -> Found {
    let date = |path| time::iso(&news.line_at(&[path])?);
    // Lines and metadata stand in whichever component they apply to: the first is the outermost.
    let line = |name: &str| news.within(name).into_iter().find_map(Element::line);
    let formal = |name: &str| news.within(name).into_iter().find_map(|element| element.attribute("FormalName")).map(str::to_owned);
    // A revision may come to delete the item, or be of another status.
    let deletes = news.attribute_at("NewsManagement/Instruction", "FormalName").filter(|name| name.eq_ignore_ascii_case("delete"));
    let status = deletes.or_else(|| news.attribute_at("NewsManagement/Status", "FormalName"));
    let until = news
        .line_at(&["NewsManagement/StatusWillChange/DateAndTime"])
        .filter(|_| status.as_deref().is_some_and(|s| s.eq_ignore_ascii_case("embargoed")));
    let document = Document {
        uri: identifier(news).unwrap_or_else(|| file.to_owned()),
        headline: line("HeadLine").unwrap_or_default(),
        body: body(news),
        language: formal("Language").or_else(|| news.attribute("lang").map(str::to_owned)),
        published: date("NewsManagement/ThisRevisionCreated").or_else(|| date("NewsManagement/FirstCreated")),
        version: news.line_at(&["Identification/NewsIdentifier/RevisionId"]).and_then(|revision| revision.parse().ok()),
        source: provider(news),
        byline: line("ByLine"),
        usageterms: line("UsageType").or_else(|| line("CopyrightLine")),
        embargoed: until.map(|until| time::iso(&until).unwrap_or(until)),
        url: None,
    };
    Found { document, kind: formal("MediaType"), status, ..Found::default() }
}

/// What all revisions of an item share: a public identifier ends with the revision's number.
fn identifier(news: &Element) -> Option<String> {
    let identifier = news.at("Identification/NewsIdentifier")?;
    let public = identifier.line_at(&["PublicIdentifier", "NewsItemId"])?;
    let revision = identifier.line_at(&["RevisionId"]).unwrap_or_default();
    let update = identifier.attribute_at("RevisionId", "Update").unwrap_or_default();
    let bare = public.strip_suffix(update.as_str()).unwrap_or(&public);
    let item = bare.strip_suffix(revision.as_str()).and_then(|item| item.strip_suffix(':'));
    Some(item.unwrap_or(&public).to_owned())
}

fn provider(news: &Element) -> Option<String> {
    let party = |name: &str| news.within(name).into_iter().find_map(|provider| provider.attribute_at("Party", "FormalName"));
    party("Provider").or_else(|| party("Source")).or_else(|| news.line_at(&["Identification/NewsIdentifier/ProviderId"]))
}

/// The text of an item: of its text contents the longest, as captions and briefs come beside it.
fn body(news: &Element) -> String {
    let texts = news
        .within("ContentItem")
        .into_iter()
        .filter(|content| content.attribute_at("MediaType", "FormalName").is_none_or(|media| media.eq_ignore_ascii_case("text")));
    let bodies = texts.filter_map(|content| content.at("DataContent")).map(|data| match data.elements().next() {
        Some(nitf) if nitf.local() == "nitf" => nitf::body(nitf),
        Some(html) if html.local() == "html" => markup::from_element(html.at("body").unwrap_or(html)),
        Some(content) if content.local() == "body" || content.local() == "body.content" => markup::from_element(content),
        Some(_) => markup::from_element(data),
        None => markup::from_any(&data.text()),
    });
    // Of equals the first.
    bodies.reduce(|longest, body| if body.len() > longest.len() { body } else { longest }).unwrap_or_default()
}

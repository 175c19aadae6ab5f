//! Plain text and HTML pages as references: headline and paragraphs by the rules that hold for pages.

use wirecopy::document::Document;
use wirecopy::zone::{self, Article, Zone};

use crate::html;
use crate::item::{Found, Out};
use crate::{body, time};

/// Reads a text file.
pub(crate) fn read_text(text: &str, out: &mut Out) {
    let article = zone::read_text(text);
    note_cut(&article, out);
    let document = document(out.file, &article);
    out.found(Found { document, ..Found::default() });
}

/// Reads an HTML page; one from a web archive goes by its address.
pub(crate) fn read_html(bytes: &[u8], out: &mut Out) {
    let mut page = html::read_page(out.file, bytes);
    page.url = Some(out.file.to_owned()).filter(|address| is_web(address));
    let meta = |names: &[&str]| names.iter().find_map(|name| page.meta.iter().find(|m| m.name == *name)).map(|m| m.content.clone());
    let address = page.url.clone().or_else(|| meta(&["canonical", "og:url"]).filter(|address| is_web(address)));
    let article = zone::read(&page);
    note_cut(&article, out);
    let document = Document {
        url: address,
        source: meta(&["og:site_name", "application-name"]),
        usageterms: meta(&["copyright", "dc.rights", "dcterms.rights"]),
        ..document(out.file, &article)
    };
    out.found(Found { document, ..Found::default() });
}

fn note_cut(article: &Article, out: &mut Out) {
    if article.cut {
        out.note("is longer than an article that is read: only its beginning is kept".to_owned());
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

fn document(uri: &str, article: &Article) -> Document {
    let paragraphs = article.zones.iter().filter(|(_, zone)| matches!(zone, Zone::Article | Zone::Credit));
    Document {
        uri: uri.to_owned(),
        headline: article.title.clone().unwrap_or_default(),
        body: body::join(paragraphs.map(|(span, _)| span.of(&article.text))),
        language: article.language.clone(),
        published: article.published.as_deref().map(|published| time::iso(published).unwrap_or_else(|| published.to_owned())),
        byline: article.byline.clone(),
        ..Document::default()
    }
}

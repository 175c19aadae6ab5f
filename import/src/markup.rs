//! Bodies that are XML (XHTML, NITF) or text of unknown kind, to paragraphs by way of the HTML reader.

use crate::body;
use crate::xml::{self, Element, Node};

/// NITF and NewsML elements that are no running text, and HTML's: pictures with their captions, notes to editors, headers with key words.
const LEFT_OUT: &[&str] = &[
    "media",
    "media-caption",
    "note",
    "fn",
    "body.head",
    "script",
    "style",
    "nitf-table-metadata",
    "figure",
    "docdata",
    "header",
    "footer",
    "nav",
];

/// NITF's names for what HTML calls otherwise. Other names are kept where HTML knows them as blocks, and are inline else.
const RENAMED: &[(&str, &str)] = &[
    ("hl1", "h1"),
    ("hl2", "h2"),
    ("block", "div"),
    ("bq", "blockquote"),
    ("body.content", "div"),
    ("body.end", "div"),
    ("tagline", "p"),
    ("nitf-table", "div"),
    ("body", "div"),
    ("html", "div"),
    ("para", "p"),
];

/// Blocks of HTML that pass under their own names.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "pre",
    "blockquote",
    "section",
    "article",
    "hr",
    "address",
    "caption",
];

/// Paragraphs of an element that holds XHTML or NITF.
pub(crate) fn from_element(element: &Element) -> String {
    let mut html = String::from("<body>");
    write(element, &mut html);
    body::from_html(&html)
}

fn write(element: &Element, html: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => escape(text, html),
            Node::Element(child) if LEFT_OUT.contains(&child.local()) => {}
            Node::Element(child) => {
                let own = child.local();
                let name = RENAMED
                    .iter()
                    .find(|(nitf, _)| *nitf == own)
                    .map(|(_, html)| *html)
                    .or(BLOCKS.iter().copied().find(|block| *block == own));
                let name = name.unwrap_or("span");
                html.push('<');
                html.push_str(name);
                html.push('>');
                if !matches!(name, "br" | "hr") {
                    write(child, html);
                    html.push_str("</");
                    html.push_str(name);
                    html.push('>');
                }
            }
        }
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '&' => html.push_str("&amp;"),
            c => html.push(c),
        }
    }
}

/// Paragraphs of markup that comes as a string: HTML, or a whole NITF document.
pub(crate) fn from_markup(markup: &str) -> String {
    let start = markup.trim_start();
    if (start.starts_with("<?xml") || start.starts_with("<nitf"))
        && let Ok(roots) = xml::parse(markup)
        && let [root, ..] = roots.as_slice()
    {
        return from_element(root.at("body/body.content").unwrap_or(root));
    }
    body::from_html(markup)
}

/// Paragraphs of a string that may be markup or not.
pub(crate) fn from_any(text: &str) -> String {
    if text.trim_start().starts_with('<') || body::has_markup(text) { from_markup(text) } else { body::from_text(text) }
}

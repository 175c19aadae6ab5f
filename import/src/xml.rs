//! XML as a tree of elements, read by quick-xml. Entities of HTML and bare ampersands, which agencies' files have, are taken
//! as meant; names keep their prefix as written.

use html5ever::data::NAMED_ENTITIES;
use quick_xml::Reader;
use quick_xml::escape;
use quick_xml::events::{BytesStart, Event};

use crate::error::ImportError;

/// Elements inside elements, at most; deeper ones become their neighbours. News has under 40.
const DEPTH: usize = 200;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Name with its prefix, as written.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    /// What stands in it, in order.
    pub(crate) children: Vec<Node>,
}

/// What can stand in an element.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Name without its prefix.
    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// An attribute by its name without prefix; `None` where it is empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name || key.rsplit(':').next() == Some(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Its child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Child elements of a name, prefix or not.
    pub(crate) fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a Element> + use<'a, 'n> {
        self.elements().filter(move |element| element.name == name || element.local() == name)
    }

    /// The first element at a path of names such as `docdata/doc-id`.
    pub(crate) fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.all(name).next())
    }

    /// The outermost elements of a name inside it, in document order.
    pub(crate) fn within<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.collect(name, &mut found);
        found
    }

    fn collect<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if element.local() == name {
                found.push(element);
            } else {
                element.collect(name, found);
            }
        }
    }

    /// All text in it, as written.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        out
    }

    fn gather(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.gather(out),
            }
        }
    }

    /// Its text on one line; `None` where there is none.
    pub(crate) fn line(&self) -> Option<String> {
        Some(self.text().split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    }

    /// The text of the first of some paths that has any; an element without a prefix goes before one with it.
    pub(crate) fn line_at(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| {
            let (parent, name) = match path.rsplit_once('/') {
                Some((parent, name)) => (self.at(parent)?, name),
                None => (self, *path),
            };
            let exact = parent.elements().filter(|element| element.name == name).find_map(Element::line);
            exact.or_else(|| parent.all(name).find_map(Element::line))
        })
    }

    /// An attribute of the element at a path.
    pub(crate) fn attribute_at(&self, path: &str, name: &str) -> Option<String> {
        self.at(path)?.attribute(name).map(str::to_owned)
    }

    /// Its text on one line, with a space between the texts of different elements.
    pub(crate) fn spaced(&self) -> Option<String> {
        let mut words = Vec::new();
        self.words(&mut words);
        Some(words.join(" ")).filter(|text| !text.is_empty())
    }

    fn words(&self, words: &mut Vec<String>) {
        for node in &self.children {
            match node {
                Node::Text(text) => words.extend(text.split_whitespace().map(str::to_owned)),
                Node::Element(element) => element.words(words),
            }
        }
    }
}

/// Reads a document, or several that stand one after the other; their root elements, of which there is at least one, or the line and
/// what was wrong.
pub(crate) fn parse(text: &str) -> Result<Vec<Element>, (u64, ImportError)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    // Elements beyond the depth are closed at once; their ends are then passed over.
    let mut beyond = 0usize;
    loop {
        let event = reader.read_event();
        let line =
            || text.as_bytes()[..(reader.error_position() as usize).min(text.len())].iter().filter(|b| **b == b'\n').count() as u64 + 1;
        let event = event.map_err(|error| (line(), ImportError::Xml { found: error.to_string() }))?;
        match event {
            Event::Start(start) if open.len() > DEPTH => {
                beyond += 1;
                add(&mut open, Node::Element(element(&start)));
            }
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start))),
            Event::End(_) if beyond > 0 => beyond -= 1,
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    add(&mut open, Node::Element(closed));
                }
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content()),
            Event::CData(text) => add_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(c)) => add_text(&mut open, c.encode_utf8(&mut [0; 4])),
                _ => add_text(&mut open, &resolve(&entity.into_inner())),
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let end = text.lines().count() as u64;
    if let [_, .., last] = open.as_slice() {
        return Err((end, ImportError::Xml { found: format!("it ends inside <{}>", last.name) }));
    }
    let mut roots = Vec::new();
    for node in open.pop().unwrap_or_default().children {
        if let Node::Element(root) = node {
            roots.push(root);
        }
    }
    if roots.is_empty() { Err((1, ImportError::Xml { found: "it has no element".to_owned() })) } else { Ok(roots) }
}

/// The text of an entity of XML or HTML; any other stays as written.
fn resolve(name: &str) -> String {
    if let Some(text) = escape::resolve_xml_entity(name) {
        return text.to_owned();
    }
    let (first, second) = NAMED_ENTITIES.get(&format!("{name};")).copied().unwrap_or_default();
    let text: String = [first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32).collect();
    if text.is_empty() { format!("&{name};") } else { text }
}

fn element(start: &BytesStart) -> Element {
    let mut attributes = start.html_attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let value = escape::unescape_with(attribute.value.as_ref(), escape::resolve_xml_entity);
        (attribute.key.as_ref().to_owned(), value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned()))
    });
    Element { attributes: attributes.collect(), name: start.name().as_ref().to_owned(), children: Vec::new() }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Adds text, to the text before it where there is one.
fn add_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_out_as_it_was_meant() {
        let root = parse(
            "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'a.dtd'><a x:lang='en' t='&lt;'>A&amp;B&nbsp;&none;&#8211;<![CDATA[<b>]]> & <c>d</c></a>",
        )
        .unwrap()
        .remove(0);
        assert_eq!(root.text(), "A&B\u{a0}&none;–<b> & d");
        assert_eq!((root.attribute("lang"), root.attribute("t"), root.attribute("u")), (Some("en"), Some("<"), None));
        assert_eq!(root.line_at(&["b", "c"]).as_deref(), Some("d"));
    }

    #[test]
    fn what_is_not_well_formed_is_named_with_its_line() {
        for (text, line) in [("<a>\n<b>\n</a>", 3), ("<a>\n<b>", 2), ("", 1), ("<a>\n<!-- ", 2)] {
            let (found, error) = parse(text).unwrap_err();
            assert_eq!(found, line, "{text}: {error}");
        }
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let text = format!("{}deep{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        assert_eq!(parse(&text).unwrap()[0].text(), "deep");
    }
}

//! ninjs 1.x to 3.x, in both spellings, and what agencies send that is nearly ninjs (AP's JSON has its item in it).

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use wirecopy::document::Document;

use crate::body;
use crate::error::ImportError;
use crate::item::Found;
use crate::markup;
use crate::time;

/// Keys under which a delivery wraps its items.
const WRAPPERS: &[&str] = &["data", "item", "items", "_items", "articles", "newsitems", "results"];
/// Wrappers inside wrappers, at most.
const DEPTH: usize = 4;

/// An item's fields by their names in lower case, so that `usageTerms` and `usageterms` are one.
struct Fields<'a>(BTreeMap<String, &'a Value>);

impl<'a> Fields<'a> {
    fn new(object: &'a Map<String, Value>) -> Self {
        // Made by `collect`, a map brings a sort of its own.
        let mut fields = BTreeMap::new();
        fields.extend(object.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_ascii_lowercase(), value)));
        Fields(fields)
    }

    fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).copied()
    }

    /// The first of some fields that says something.
    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().filter_map(|name| text_of(self.get(name)?)).next()
    }

    /// Fields whose name begins with `prefix`, in the order of their names.
    fn beginning(&self, prefix: &'a str) -> impl Iterator<Item = (&str, &'a Value)> {
        self.0.iter().filter(move |(name, _)| name.starts_with(prefix)).map(|(name, value)| (name.as_str(), *value))
    }
}

/// Reads whatever items stand in a JSON value, giving each to `take`.
pub(crate) fn read(value: &Value, take: &mut dyn FnMut(Result<Found, ImportError>)) {
    unwrap(value, DEPTH, take);
}

fn unwrap(value: &Value, depth: usize, take: &mut dyn FnMut(Result<Found, ImportError>)) {
    match value {
        Value::Array(items) if depth > 0 => items.iter().for_each(|item| unwrap(item, depth - 1, take)),
        Value::Object(object) => {
            let fields = Fields::new(object);
            let wrapped = WRAPPERS.iter().find_map(|key| fields.get(key).filter(|inner| inner.is_object() || is_list(inner)));
            match wrapped {
                // A delivery may have an identifier of its own, but neither headline nor body.
                Some(inner) if depth > 0 && headline(&fields).is_none() && !has_body(&fields) => unwrap(inner, depth - 1, take),
                _ if is_item(&fields) => take(Ok(item(&fields))),
                _ => take(Err(ImportError::NoItem { found: keys(object) })),
            }
        }
        other => take(Err(ImportError::NoItem { found: kind(other).to_owned() })),
    }
}

fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.first().is_none_or(Value::is_object))
}

fn is_item(fields: &Fields) -> bool {
    identifier(fields).is_some() || has_body(fields)
}

fn has_body(fields: &Fields) -> bool {
    fields.beginning("body").next().is_some() || fields.get("bodies").is_some()
}

fn identifier(fields: &Fields) -> Option<String> {
    // AP's `uri` is where a version is fetched: it changes with each.
    let shared = fields.get("altids").and_then(|ids| text_of(ids.get("itemid")?));
    shared.or_else(|| fields.text(&["uri", "guid", "id", "_id"]))
}

fn keys(object: &Map<String, Value>) -> String {
    let names: Vec<&str> = object.keys().take(6).map(String::as_str).collect();
    if names.is_empty() { "an empty object".to_owned() } else { format!("an object with `{}`", names.join("`, `")) }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "lists too deep in lists",
        Value::Object(_) => "an object",
    }
}

fn item(fields: &Fields) -> Found {
    let document = Document {
        uri: identifier(fields).unwrap_or_default(),
        headline: headline(fields).map(|headline| body::line(&headline)).unwrap_or_default(),
        body: item_body(fields),
        language: fields.text(&["language", "lang"]),
        published: ["versioncreated", "firstcreated", "published", "contentcreated"]
            .iter()
            .find_map(|name| time::iso(&text_of(fields.get(name)?)?)),
        version: fields.text(&["version"]).and_then(|version| version.trim().parse().ok()),
        source: source(fields),
        byline: fields.text(&["byline", "by"]).map(|by| body::line(&by)),
        usageterms: terms(fields),
        embargoed: fields.text(&["embargoed", "embargoeduntil"]).map(|until| time::iso(&until).unwrap_or(until)),
        url: address(fields),
    };
    Found { document, kind: fields.text(&["type"]), status: fields.text(&["pubstatus"]), ..Found::default() }
}

/// A string, a number, or the parts of a list that are (AP's `usageterms`), joined.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) if parts.iter().all(Value::is_string) => {
            parts.iter().filter_map(Value::as_str).map(str::trim).collect::<Vec<_>>().join(" ")
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// `headlines[]` by role, `headline`, `headline_…`, `title`.
fn headline(fields: &Fields) -> Option<String> {
    let parts = Parts::of(fields.get("headlines"));
    let main = parts.0.iter().find(|part| part.role == "main").or(parts.0.first());
    main.map(|part| part.value.to_owned())
        .or_else(|| fields.text(&["headline"]))
        .or_else(|| fields.beginning("headline_").find_map(|(_, value)| text_of(value)))
        .or_else(|| fields.text(&["title"]))
}

/// Entries of `headlines[]` and `bodies[]`.
struct Parts<'a>(Vec<Part<'a>>);

struct Part<'a> {
    role: String,
    media: String,
    value: &'a str,
}

impl<'a> Parts<'a> {
    fn of(value: Option<&'a Value>) -> Self {
        let entries = value.and_then(Value::as_array).into_iter().flatten();
        let part = |entry: &'a Value| match entry {
            Value::String(value) => Some(Part { role: String::new(), media: String::new(), value }),
            Value::Object(object) => {
                let fields = Fields::new(object);
                let value = fields.get("value")?.as_str()?;
                let lower = |name| fields.text(&[name]).unwrap_or_default().to_ascii_lowercase();
                Some(Part { role: lower("role"), media: lower("contenttype"), value })
            }
            _ => None,
        };
        Parts(entries.filter_map(part).filter(|part| !part.value.trim().is_empty()).collect())
    }
}

/// The body, once: as text where its paragraphs are marked in it, else from its markup.
fn item_body(fields: &Fields) -> String {
    let mut texts = Vec::new();
    let mut markups = Vec::new();
    for (name, value) in fields.beginning("body_") {
        if let Some(text) = value.as_str().filter(|text| !text.trim().is_empty()) {
            if name == "body_text" { texts.insert(0, text) } else { markups.push(text) }
        }
    }
    let first = from_text_or_markup(&texts, &markups);
    if !first.is_empty() {
        return first;
    }
    // In `bodies` markup comes first: their plain text often repeats headline and byline.
    let parts = Parts::of(fields.get("bodies"));
    let summary = |part: &&Part| !["summary", "teaser", "caption", "abstract", "lead"].contains(&part.role.as_str());
    let is_markup = |part: &&Part| {
        part.media.contains("html") || part.media.contains("xml") || part.media.contains("nitf") || body::has_markup(part.value)
    };
    let full: Vec<&Part> = parts.0.iter().filter(summary).collect();
    let chosen = full
        .iter()
        .copied()
        .find(|part| part.media.contains("html"))
        .or_else(|| full.iter().copied().find(is_markup))
        .or(full.first().copied());
    let chosen = chosen.map(|part| markup::from_any(part.value));
    chosen.or_else(|| text_of(fields.get("body")?).map(|text| markup::from_any(&text))).unwrap_or_default()
}

fn from_text_or_markup(texts: &[&str], markups: &[&str]) -> String {
    let paragraphs = |body: &str| body.matches("\n\n").count();
    let text = texts.first().map(|text| body::from_text(text)).unwrap_or_default();
    if paragraphs(&text) > 0 {
        return text;
    }
    let marked = markups.first().map(|text| markup::from_markup(text)).unwrap_or_default();
    if text.is_empty() || paragraphs(&marked) > 0 { marked } else { text }
}

/// The agency: `infosource` or `infosources[]`, else who provides it or holds the rights.
fn source(fields: &Fields) -> Option<String> {
    let named = |value: &Value| match value {
        Value::Object(object) => Fields::new(object).text(&["name", "literal"]),
        other => text_of(other),
    };
    let sources = fields.get("infosource").or_else(|| fields.get("infosources"));
    let first = sources.and_then(|value| match value {
        Value::Array(entries) => entries.iter().find_map(named),
        other => named(other),
    });
    first.or_else(|| fields.text(&["source"])).or_else(|| named(fields.get("provider")?)).or_else(|| fields.text(&["copyrightholder"]))
}

/// Terms of use, else whose copyright it is.
fn terms(fields: &Fields) -> Option<String> {
    let own = |fields: &Fields| fields.text(&["usageterms", "copyrightnotice"]);
    let rights = || {
        let rights = match fields.get("rightsinfo")? {
            Value::Array(entries) => entries.first()?,
            other => other,
        };
        match rights {
            Value::Object(object) => own(&Fields::new(object)),
            other => text_of(other),
        }
    };
    own(fields).or_else(rights).or_else(|| fields.text(&["copyrightholder"]).map(|holder| format!("© {holder}")))
}

/// Where readers find it: a web address among the other identifiers.
fn address(fields: &Fields) -> Option<String> {
    let is_web = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    let among = match fields.get("altids") {
        Some(Value::Object(object)) => Fields::new(object).text(&["url", "web", "link", "canonical"]),
        Some(Value::Array(entries)) => {
            let addresses = entries.iter().filter_map(Value::as_object).map(Fields::new);
            addresses
                .filter(|entry| {
                    entry
                        .text(&["role"])
                        .is_some_and(|role| ["url", "web", "link"].iter().any(|word| role.to_ascii_lowercase().contains(word)))
                })
                .find_map(|entry| entry.text(&["value"]))
        }
        _ => None,
    };
    among.filter(is_web).or_else(|| fields.text(&["url", "link"]).filter(is_web))
}

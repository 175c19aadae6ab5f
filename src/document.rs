//! One agency article, as importers hand it to the pack builder.

use serde::{Deserialize, Serialize};

/// One agency article. Only `uri` and `body` are needed; the rest is shown to the reader where it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The agency's own identifier, or the path of the file it came from.
    pub uri: String,
    /// Headline, plain text.
    pub headline: String,
    /// Paragraphs of plain text, apart by a blank line (`"\n\n"`). Datelines and closing credits may stand in it.
    pub body: String,
    /// BCP 47 tag as delivered ("en", "en-GB"); `None` where the item names none.
    pub language: Option<String>,
    /// When this version was published, ISO 8601.
    pub published: Option<String>,
    /// Version number among updates of one item; higher is later.
    pub version: Option<u32>,
    /// Who owns it: the agency's name.
    pub source: Option<String>,
    /// Byline as delivered.
    pub byline: Option<String>,
    /// Terms of use as delivered.
    pub usageterms: Option<String>,
    /// Not to be published before, ISO 8601.
    pub embargoed: Option<String>,
    /// Where readers find it: an http or https address.
    pub url: Option<String>,
}

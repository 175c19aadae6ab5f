//! Pages as their feeders see them, and which of their blocks are the article.
//!
//! A feeder (the live DOM, a `DOMParser` document, or the native HTML parser) hands over a [`Page`]: the elements that
//! carry text and the blocks of text in them, without an opinion on what is article and what is furniture.
//! [`read`] has that opinion, the same for all feeders.

mod apart;
mod classify;
mod company;
mod features;
mod forest;
mod headline;
mod hints;
mod ldjson;
mod lexicon;
mod meta;
mod notices;
mod numbering;
mod outline;
mod paragraph;
mod phrases;
mod plain;
mod stated;
mod wording;

pub use features::Feature;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A page as its feeder saw it, without an opinion on what is article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Page {
    /// Identifier shown in the report: an address, a path, `-`.
    pub id: String,
    /// Address, where the page has one.
    pub url: Option<String>,
    /// `<title>`, white space collapsed.
    pub title: Option<String>,
    /// `<html lang>`.
    pub language: Option<String>,
    /// What the page says of itself, in document order.
    pub meta: Vec<Meta>,
    /// Elements that hold text, and their ancestors up to `body`, in document order; a parent comes before its children.
    pub elements: Vec<Element>,
    /// Blocks of text in reading order.
    pub blocks: Vec<Block>,
    /// Whether the page goes on behind them: a feeder reads no more than [`crate::config`] says.
    pub cut: bool,
}

/// One statement of the page about itself: `<meta name|property|itemprop=… content=…>`, `<link rel="canonical">` as
/// `canonical`, `<time datetime>` as `time`, and `<script type="application/ld+json">` as `ld+json` with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// Lower-cased name.
    pub name: String,
    /// Its value, trimmed; at most 65,536 UTF-16 units (longer ones are left out whole).
    pub content: String,
}

/// An element that holds text, itself or through its children.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Element {
    /// Index of its parent in [`Page::elements`], smaller than its own; `None` for `body`.
    pub parent: Option<u32>,
    /// Local name, lower case.
    pub tag: String,
    /// `id`, `class`, `role`, `itemprop`, `itemtype`, `aria-label`, `data-testid` and `data-component`, joined by spaces, in
    /// this order, case kept; at most 256 UTF-16 units.
    pub hint: String,
}

/// One block of running text: what stands between two block-level boundaries (or two line breaks in a row).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    /// Index in [`Page::elements`] of the innermost element, inline ones too, that holds all of it.
    pub element: u32,
    /// Its text: white space collapsed to single spaces and trimmed; a single `<br>` stands as `\n`. Never empty.
    pub text: String,
    /// UTF-16 code units of `text` that stand in links.
    pub linked: u32,
    /// Whether the reader cannot see it (`hidden`, `display: none`, `aria-hidden`, … as far as the feeder can tell).
    pub hidden: bool,
}

/// What a stretch of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Body of the article.
    Article,
    /// Its headline.
    Headline,
    /// A credit line.
    Credit,
    /// Everything else: menus, teasers, comments, notices.
    Furniture,
}

/// The page as one text with its zones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// For HTML: the visible blocks, apart by a blank line. For plain text: the page as given.
    pub text: String,
    /// Stretches of `text` in order, one a block, with what each is. [`Zone::Credit`] is not decided here: a credit can be part of a block.
    pub zones: Vec<(Span, Zone)>,
    /// Headline, or else the page's title.
    pub title: Option<String>,
    /// Language the page names.
    pub language: Option<String>,
    /// When it was published, as the page says, ISO 8601.
    pub published: Option<String>,
    /// Byline, as the page says.
    pub byline: Option<String>,
    /// Whether the page goes on behind the last of `zones`.
    pub cut: bool,
}

impl Article {
    /// The article's text: its paragraphs, apart by a blank line, without headline and furniture.
    pub fn body(&self) -> String {
        let article = self.zones.iter().filter(|(_, zone)| matches!(zone, Zone::Article | Zone::Credit));
        article.map(|(span, _)| span.of(&self.text)).collect::<Vec<_>>().join("\n\n")
    }
}

/// Reads a page of blocks, whatever feeder they come from.
pub fn read(page: &Page) -> Article {
    classify::read(page)
}

/// A visible block as the classifier sees it, for learning and for looking at its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Index in [`Page::blocks`].
    pub block: usize,
    /// Whether it was taken for the headline.
    pub headline: bool,
    /// How probably it is article.
    pub probability: f32,
    /// Its features, the same ones in the same order for every block.
    pub features: Vec<Feature>,
}

/// What the classifier knows of each visible block.
pub fn observe(page: &Page) -> Vec<Observed> {
    classify::observe(page)
}

/// Reads a page of plain text: [`Article::text`] is `text` as given, and its paragraphs are article, headline or furniture.
pub fn read_text(text: &str) -> Article {
    plain::read(text)
}

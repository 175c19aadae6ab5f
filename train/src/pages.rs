//! Labelled pages (`shared/eval`), as articles.

use serde::Deserialize;
use wirecopy::span::Span;
use wirecopy::text::analysis::paragraphs;
use wirecopy::zone::{Article, Zone};

/// One labelled page; spans are Unicode code points into `text`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) event: String,
    pub(crate) kind: String,
    pub(crate) style: String,
    pub(crate) text: String,
    /// Every event its sentences come from; `event` alone where it is missing.
    #[serde(default)]
    pub(crate) events: Vec<String>,
    pub(crate) gold: Vec<Gold>,
}

/// A labelled stretch.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) src: Vec<String>,
    #[serde(default)]
    pub(crate) quote: String,
}

impl Page {
    /// Labelled stretches as byte spans.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let at = |point: usize| bytes.get(point).copied().unwrap_or(self.text.len());
        self.gold.iter().map(|g| Span::new(at(g.start), at(g.end))).collect()
    }

    /// The page as the engine reads it.
    pub(crate) fn article(&self) -> Article {
        let mut zones = paragraphs(&self.text);
        if let Some(first) = zones.first_mut()
            && first.0.len() < 200
            && !first.0.of(&self.text).ends_with(['.', '!', '?', '"', '”'])
        {
            first.1 = Zone::Headline;
        }
        Article { text: self.text.clone(), zones, ..Article::default() }
    }
}

//! Which blocks of a page are its article.

use super::{Article, Page, Zone};
use crate::span::Span;

/// Reads a page: the visible blocks become one text, each block a stretch of it with its zone.
pub(super) fn read(page: &Page) -> Article {
    let mut article = Article { title: page.title.clone(), language: page.language.clone(), ..Article::default() };
    let visible = || page.blocks.iter().filter(|block| !block.hidden);
    let parent = |element: u32| page.elements.get(element as usize).and_then(|e| e.parent).unwrap_or_default();
    let mut prose = vec![0usize; page.elements.len().max(1)];
    for block in visible().filter(|block| block.text.len() > 80 && (block.linked as usize) < block.text.len() / 2) {
        prose[parent(block.element) as usize] += block.text.len();
    }
    let densest = (0..prose.len()).rev().max_by_key(|&at| prose[at]).unwrap_or_default();
    for block in visible() {
        let tag = page.elements.get(block.element as usize).map_or("", |e| &e.tag);
        let zone = match tag {
            "h1" if !article.zones.iter().any(|(_, zone)| *zone == Zone::Headline) => Zone::Headline,
            _ if parent(block.element) as usize == densest => Zone::Article,
            _ => Zone::Furniture,
        };
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&block.text);
        article.zones.push((Span::new(start, article.text.len()), zone));
    }
    article
}

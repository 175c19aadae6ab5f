//! The headline: which block says what the page says it is called.

use super::Page;
use super::ldjson;
use super::outline::{Line, Outline};
use super::phrases;

/// Longest block that can be a headline, in characters.
const LONGEST: f32 = 300.0;

/// Shortest part of a title that identifies it, in bytes: shorter ones ("News") stand in many titles.
const SHORTEST_PART: usize = 15;

/// What the page calls itself, and what it says its article is.
#[derive(Default)]
pub(super) struct Titles {
    /// As written; the best first.
    pub(super) titles: Vec<String>,
    /// `articleBody`, where the page states it at length.
    pub(super) body: Option<String>,
}

/// Shortest stated body that is taken at its word, in bytes; shorter ones are summaries.
const STATED: usize = 300;

impl Titles {
    pub(super) fn of(page: &Page) -> Self {
        let mut body = String::new();
        let mut stated = Vec::new();
        for meta in page.meta.iter().filter(|meta| meta.name == "ld+json") {
            for string in ldjson::strings(&meta.content) {
                match &*string.name {
                    "articleBody" => body = body + &string.value + "\n",
                    "headline" => stated.push(string.value),
                    _ => {}
                }
            }
        }
        let meta = |name: &'static str| page.meta.iter().filter(move |meta| meta.name == name).map(|meta| meta.content.clone());
        let titles = meta("og:title").chain(stated).chain(meta("twitter:title")).chain(page.title.clone());
        Titles { titles: titles.collect(), body: Some(body).filter(|body| body.len() > STATED) }
    }
}

/// The line that is the headline: a main heading, or one that repeats the page's title.
pub(super) fn find(outline: &Outline, titles: &Titles) -> Option<usize> {
    let titles: Vec<String> = titles.titles.iter().map(|title| phrases::words(title)).collect();
    let core = outline.core();
    let first_of_core = outline.lines.iter().position(|line| line.container == core && line.wording.prose > 0.0).unwrap_or_default();
    let mut best = None;
    let mut most = 0;
    for (at, line) in outline.lines.iter().enumerate() {
        let score = score(outline, line, &titles) + i32::from(at <= first_of_core);
        if score >= 4 && score > most {
            (best, most) = (Some(at), score);
        }
    }
    best
}

/// How much a line looks like the headline: 6 for the words of the title, 4 for a main heading, less for lesser headings.
fn score(outline: &Outline, line: &Line, titles: &[String]) -> i32 {
    if line.wording.characters > LONGEST {
        return 0;
    }
    let level = outline.heading_level(line);
    let repeats_title = (level > 0.0 || line.wording.characters >= 12.0) && {
        let words = &line.words;
        let is_part = |title: &String| words.len() > SHORTEST_PART && title.contains(words);
        !words.is_empty() && titles.iter().any(|title| title == words || is_part(title))
    };
    let heading = match level {
        1.0 => 4,
        2.0 if repeats_title => 2,
        level if level > 2.0 => 1,
        _ => 0,
    };
    heading + if repeats_title { 6 } else { 0 }
}

//! What the zone classifier knows of each block of labelled pages, for `train/zones.py`.
//!
//! `zones PAGES.jsonl OUT`: a page a line, `{"html": path of the file, "article": text of its article, "title"}`. Writes `OUT/names.json`, and as
//! little-endian f32 to `OUT/rows`, a row a visible block: number of its page, 0 for the page as it is, 1 where evidence was taken from it, 2 where
//! furniture was put into it, words, words that are article, 1 for the headline, 1 inside an embedded post, then the features.

mod furnish;

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;

use wirecopy::zone::{self, Page};
use wirecopy_import::html;

use furnish::{Chance, Donors, Furnished};

/// Ways in which a page was changed.
const POORER: f32 = 1.0;
const FURNISHED: f32 = 2.0;

/// Words in a row that block and article must share to count as the same text: shorter runs meet by chance.
const RUN: usize = 4;

/// Longest block, in words, that is looked for as a whole between its neighbours' places: headings and list items.
const SHORT: usize = 8;

#[derive(serde::Deserialize)]
struct Labelled {
    html: String,
    article: String,
    title: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pages, out] = &arguments[..] else { return Err("zones PAGES.jsonl OUT".into()) };
    let mut rows = BufWriter::new(std::fs::File::create(Path::new(out).join("rows"))?);
    let mut names: Vec<&str> = vec!["page", "changed", "words", "article words", "headline", "embedded"];
    let pages = std::fs::read_to_string(pages)?;
    let labelled: Vec<Labelled> = pages.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let donors = donors(&labelled);
    for (number, labelled) in labelled.iter().enumerate() {
        let page = html::read_page(&labelled.html, &std::fs::read(&labelled.html)?);
        let labels = label(&page, &labelled.article);
        let furnished = Furnished::of(page.clone(), labels.clone(), &donors, Chance::of(number));
        let more = if number % 2 == 0 { furnished.page } else { poorer(furnished.page, number / 2) };
        let poor = poorer(page.clone(), number);
        for (changed, page, labels) in [(0.0, page, &labels), (POORER, poor, &labels), (FURNISHED, more, &furnished.labels)] {
            for observed in zone::observe(&page) {
                let (words, of_article) = labels[observed.block];
                let embedded = is_embedded(&page, observed.block);
                let about = [number as f32, changed, words as f32, of_article as f32, flag(observed.headline), flag(embedded)];
                if names.len() == about.len() {
                    names.extend(observed.features.iter().map(|(name, _)| name));
                }
                for value in about.into_iter().chain(observed.features.iter().map(|(_, value)| *value)) {
                    rows.write_all(&value.to_le_bytes())?;
                }
            }
        }
    }
    rows.flush()?;
    std::fs::write(Path::new(out).join("names.json"), serde_json::to_string(&names)?)?;
    Ok(())
}

/// Titles, openings and sentences that look like those of teasers and captions.
fn donors(pages: &[Labelled]) -> Donors {
    let mut donors = Donors::default();
    for page in pages {
        let fits = |text: &str, most: usize| (40..most).contains(&text.len()) && text.ends_with('.');
        donors.titles.extend(page.title.iter().filter(|title| (20..120).contains(&title.len())).cloned());
        let mut paragraphs = page.article.lines().map(str::trim).filter(|line| line.len() > 40);
        donors.openings.extend(paragraphs.next().filter(|opening| fits(opening, 400)).map(str::to_owned));
        donors.sentences.extend(paragraphs.filter(|sentence| fits(sentence, 200)).take(3).map(str::to_owned));
    }
    donors
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The page with one kind of evidence taken away, turn by turn: links (teasers that a script makes links of), names (styles
/// with generated class names), or telling elements (pages of nothing but `div`). What is learned from rich pages only would
/// lean on the richest evidence.
fn poorer(mut page: Page, number: usize) -> Page {
    match number % 3 {
        0 => page.blocks.iter_mut().for_each(|block| block.linked = 0),
        1 => page.elements.iter_mut().for_each(|element| element.hint.clear()),
        _ => {
            let telling =
                ["p", "article", "main", "section", "aside", "nav", "header", "footer", "figure", "figcaption", "form", "ul", "ol", "li"];
            for element in page.elements.iter_mut().filter(|element| telling.contains(&&*element.tag)) {
                element.tag = "div".to_owned();
            }
        }
    }
    page
}

/// Whether a block stands in an embedded post, which some collections count as article and some do not.
fn is_embedded(page: &Page, block: usize) -> bool {
    let mut at = Some(page.blocks[block].element);
    while let Some(element) = at.map(|at| &page.elements[at as usize]) {
        if element.tag == "blockquote" && element.hint.contains("twitter") {
            return true;
        }
        at = element.parent;
    }
    false
}

/// For each block, its words and how many of them are the article's: the longest chain of shared runs in the order of both, then short blocks
/// as a whole in the gaps.
fn label(page: &Page, article: &str) -> Vec<(usize, usize)> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut numbered = |text: &str| -> Vec<u32> {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        words
            .map(|word| {
                let next = numbers.len() as u32;
                *numbers.entry(word.to_lowercase()).or_insert(next)
            })
            .collect()
    };
    let article = numbered(article);
    let mut words: Vec<u32> = Vec::new();
    let mut ranges = Vec::new();
    for block in &page.blocks {
        let start = words.len();
        if !block.hidden {
            words.extend(numbered(&block.text));
        }
        ranges.push(start..words.len());
    }
    let mut place = chain(&words, &article);
    let mut from = 0;
    for range in &ranges {
        if let Some(last) = place[range.clone()].iter().rev().flatten().next() {
            from = last + 1;
        } else if (1..=SHORT).contains(&range.len()) {
            let to = place[range.end..].iter().flatten().next().copied().unwrap_or(article.len());
            let gap = article.get(from..to).unwrap_or_default();
            if let Some(at) = gap.windows(range.len()).position(|found| *found == words[range.clone()]) {
                for (offset, place) in place[range.clone()].iter_mut().enumerate() {
                    *place = Some(from + at + offset);
                }
                from += at + range.len();
            }
        }
    }
    ranges.into_iter().map(|range| (range.len(), place[range].iter().flatten().count())).collect()
}

/// For each word of the page its place in the article, by the longest chain of shared runs that rises in both.
fn chain(words: &[u32], article: &[u32]) -> Vec<Option<usize>> {
    let mut runs: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (at, run) in article.windows(RUN).enumerate() {
        runs.entry(run).or_default().push(at);
    }
    // Pairs of places; of one place on the page the last in the article comes first, so that a chain takes one of them only.
    let shared = |run: &[u32]| runs.get(run).filter(|places| places.len() <= 50).into_iter().flatten().rev().copied().collect::<Vec<_>>();
    let pairs: Vec<(usize, usize)> =
        words.windows(RUN).enumerate().flat_map(|(at, run)| shared(run).into_iter().map(move |place| (at, place))).collect();
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; pairs.len()];
    for (number, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before[number] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut place = vec![None; words.len()];
    let mut at = ends.last().copied();
    while let Some(number) = at {
        let (start, found) = pairs[number];
        for offset in 0..RUN {
            place[start + offset] = Some(found + offset);
        }
        at = before[number];
    }
    place
}

//! Which blocks of a page are its article.

use super::features::{Feature, Surroundings};
use super::forest::LEARNED;
use super::headline::{self, Titles};
use super::outline::Outline;
use super::{Article, Observed, Page, Zone, meta};
use crate::span::Span;

/// Probability under which a block is never article, however little of the page is above it. More: pages whose article is hard to tell come out
/// empty; less: pages without an article give one. From 0.15 to 0.35 no page of the evaluation set changed.
const LEAST: f32 = 0.2;

/// Reads a page: the visible blocks become one text, each block a stretch of it with its zone.
pub(super) fn read(page: &Page) -> Article {
    let outline = Outline::of(page);
    let titles = Titles::of(page);
    let headline = headline::find(&outline, &titles);
    let surroundings = Surroundings::of(&outline, &titles, headline);
    let probability = |at: usize| {
        if surroundings.is_evident_furniture(at) { 0.0 } else { LEARNED.probability(&values(&surroundings.features(at))) }
    };
    let probabilities: Vec<f32> = (0..outline.lines.len()).map(probability).collect();
    let headline_words = headline.map(|at| &outline.lines[at].words).filter(|words| !words.is_empty());
    let is_headline: Vec<bool> =
        outline.lines.iter().enumerate().map(|(at, line)| headline == Some(at) || headline_words == Some(&line.words)).collect();
    let weights: Vec<f32> =
        outline.lines.iter().zip(&is_headline).map(|(line, headline)| if *headline { 0.0 } else { line.wording.words }).collect();
    let least = least_probability(&probabilities, &weights).max(LEAST);

    let mut taken: Vec<bool> = probabilities.iter().map(|probability| *probability >= least).collect();
    for at in (1..taken.len()).rev() {
        taken[at - 1] |= taken[at] && surroundings.heads_next(at - 1);
    }

    let mut article = Article {
        title: headline.map(|at| outline.lines[at].block.text.clone()).or_else(|| titles.titles.into_iter().next()),
        language: meta::language(page),
        published: meta::published(page),
        byline: meta::byline(page),
        cut: page.cut,
        ..Article::default()
    };
    for (at, line) in outline.lines.iter().enumerate() {
        if at > 0 {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&line.block.text);
        let zone = match taken[at] {
            _ if is_headline[at] => Zone::Headline,
            true => Zone::Article,
            false => Zone::Furniture,
        };
        article.zones.push((Span::new(start, article.text.len()), zone));
    }
    article
}

/// What is known of each visible block, for learning the forest and for looking at its reasons.
pub(super) fn observe(page: &Page) -> Vec<Observed> {
    let outline = Outline::of(page);
    let titles = Titles::of(page);
    let headline = headline::find(&outline, &titles);
    let surroundings = Surroundings::of(&outline, &titles, headline);
    let observed = |at: usize| {
        let features = surroundings.features(at);
        let probability = LEARNED.probability(&values(&features));
        Observed { block: outline.lines[at].index, headline: headline == Some(at), probability, features }
    };
    (0..outline.lines.len()).map(observed).collect()
}

fn values(features: &[Feature]) -> Vec<f32> {
    features.iter().map(|(_, value)| *value).collect()
}

/// The probability from which blocks are taken so that the F1 of words to be expected is highest: what is taken above a probability
/// `t` is right to the sum of its probabilities, and what there is to find is the sum of all of them. A page whose article is
/// plain is cut near 0.5, one in doubt lower.
fn least_probability(probabilities: &[f32], weights: &[f32]) -> f32 {
    // Probabilities are not negative, so that their bits order as they do.
    let mut ranked: Vec<u64> = probabilities.iter().enumerate().map(|(at, p)| u64::from(!p.to_bits()) << 32 | at as u64).collect();
    ranked.sort_unstable();
    let expected: f32 = probabilities.iter().zip(weights).map(|(probability, weight)| probability * weight).sum();
    let (mut right, mut taken) = (0.0, 0.0);
    let (mut best, mut least) = (0.0, 1.0);
    for at in ranked.into_iter().map(|rank| rank as u32 as usize) {
        right += probabilities[at] * weights[at];
        taken += weights[at];
        let f1 = 2.0 * right / f32::max(taken + expected, 1.0);
        if f1 > best {
            (best, least) = (f1, probabilities[at]);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::{Block, Element};

    fn page(elements: Vec<Element>, texts: impl Iterator<Item = (u32, String)>) -> Page {
        let blocks = texts.map(|(element, text)| Block { element, text, ..Block::default() }).collect();
        Page { elements, blocks, ..Page::default() }
    }

    #[test]
    fn pages_that_no_feeder_would_make_are_read() {
        let astray = |parent| Element { parent: Some(parent), tag: "p".into(), ..Element::default() };
        let forward = page(vec![astray(9), astray(1), astray(0)], (0..20).map(|at| (at * 7, "Text that stands somewhere.".into())));
        assert_eq!(read(&forward).zones.len(), 20);
        assert!(read(&Page::default()).zones.is_empty());
    }

    #[test]
    fn a_long_article_is_read_to_its_end() {
        let element = |parent, tag: &str| Element { parent, tag: tag.into(), ..Element::default() };
        let mut elements = vec![element(None, "body"), element(Some(0), "main"), element(Some(1), "article"), element(Some(2), "h1")];
        elements.extend((0..900).map(|_| element(Some(2), "p")));
        let paragraph = |at: u32| {
            let (ships, day) = (at * 7 % 60 + 2, at % 28 + 1);
            format!(
                "By day {day} some {ships} ships were waiting off Skerra, the harbour office said. “We take them as they come,” said pilot \
                 number {at}, who had been at work since the morning, and nobody on the pier would say how long it was going to last."
            )
        };
        let headline = (3, "Ships wait off Skerra for the third month in a row".to_owned());
        let read = read(&page(elements, std::iter::once(headline).chain((0..900).map(|at| (at + 4, paragraph(at))))));
        let article = read.zones.iter().filter(|zone| zone.1 == Zone::Article).count();
        assert!(article >= 890, "{article} of 900 paragraphs");
    }

    #[test]
    fn depth_and_number_of_blocks_are_no_hindrance() {
        let deep = (0..20_000).map(|at: u32| Element { parent: at.checked_sub(1), tag: "div".into(), hint: format!("c{at}") }).collect();
        let texts = (0..20_000).map(|at| (at, "One of many.".to_owned()));
        assert_eq!(read(&page(deep, texts)).zones.len(), 20_000);
    }
}

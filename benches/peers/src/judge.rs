//! What a peer's findings are worth: whether the source is among the first, and how many derived sentences are found where one in
//! a hundred sentences of other reports on the same event raises a false alarm.

use std::collections::BTreeMap;

use crate::corpus::{Gold, Page};
use crate::measure::{COUNT, Found};

/// Share of such sentences that may raise a false alarm.
const FALSE_ALARMS: f32 = 0.01;
/// How derived sentences are labelled where each has its source.
const LABELS: [&str; 2] = ["rewritten", "verbatim"];

/// What a peer finds.
pub(crate) struct Judgement {
    /// Share of derived sentences one of whose source sentences is the first, or among the first [`COUNT`].
    pub(crate) recall: Option<[f32; 2]>,
    /// By style, the share of derived sentences whose score reaches the threshold, and how many there are.
    pub(crate) styles: BTreeMap<String, (f32, usize)>,
    /// The same for pages rewritten by machines, mean over the kinds.
    pub(crate) machine: f32,
    /// Sentences the threshold was set with.
    pub(crate) independent: usize,
}

pub(crate) fn judge(pages: &[Page], found: &[Vec<Found>]) -> Judgement {
    let all = || pages.iter().zip(found).flat_map(|(page, found)| page.gold.iter().map(move |gold| (page, gold, found)));
    let traced = || all().filter(|(_, gold, _)| LABELS.contains(&gold.label.as_str()) && !gold.sources.is_empty());
    let among = |count: usize| {
        let hit = |(_, gold, found): &(&Page, &Gold, &Vec<Found>)| {
            let parts = gold.parts.iter().filter(|part| part.2).filter_map(|part| found.get(part.0));
            parts.flat_map(|found| found.hits.iter().take(count)).any(|hit| gold.sources.contains(hit))
        };
        traced().filter(hit).count() as f32 / traced().count().max(1) as f32
    };
    let recall = found.iter().flatten().any(|found| !found.hits.is_empty()).then(|| [among(1), among(COUNT)]);
    let near = |page: &Page| page.style == "same-event" || page.kind == "hybrid";
    let mut alarms: Vec<f32> =
        all().filter(|(page, gold, _)| gold.label == "independent" && near(page)).map(|(_, gold, found)| score(gold, found)).collect();
    alarms.sort_unstable_by(|a, b| b.total_cmp(a));
    let threshold = alarms.get((FALSE_ALARMS * alarms.len() as f32) as usize).copied().unwrap_or_default();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (page, gold, found) in all().filter(|(_, gold, _)| LABELS.contains(&gold.label.as_str()) || gold.label == "derived") {
        let (reached, count) = counts.entry(format!("{}/{}", page.kind, page.style)).or_default();
        *reached += usize::from(score(gold, found) > threshold);
        *count += 1;
    }
    let styles: BTreeMap<String, (f32, usize)> =
        counts.into_iter().map(|(style, (reached, count))| (style, (reached as f32 / count as f32, count))).collect();
    let machine: Vec<f32> = styles.iter().filter(|(style, _)| style.starts_with("machine/")).map(|(_, style)| style.0).collect();
    Judgement { recall, machine: machine.iter().sum::<f32>() / machine.len().max(1) as f32, styles, independent: alarms.len() }
}

/// The score of a labelled stretch: of its sentences', weighted by how much of it they cover.
fn score(gold: &Gold, found: &[Found]) -> f32 {
    let covered: f32 = gold.parts.iter().map(|part| part.1).sum();
    let sum: f32 = gold.parts.iter().filter_map(|part| found.get(part.0).map(|found| part.1 * found.score)).sum();
    if covered > 0.0 { sum / covered } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(kind: &str, label: &str, sources: &[u32]) -> Page {
        let gold = Gold { label: label.to_owned(), sources: sources.to_vec(), parts: vec![(0, 0.5, true), (1, 0.5, false)] };
        Page { kind: kind.to_owned(), style: "same-event".to_owned(), text: String::new(), sentences: Vec::new(), gold: vec![gold] }
    }

    fn found(score: f32, hits: &[u32]) -> Vec<Found> {
        vec![Found { score, hits: hits.to_vec() }, Found { score, hits: vec![9] }]
    }

    #[test]
    fn a_source_counts_where_the_sentence_that_is_meant_finds_it() {
        let pages = [page("rewrite", "rewritten", &[4]), page("rewrite", "rewritten", &[9])];
        let judged = judge(&pages, &[found(0.5, &[3, 4]), found(0.5, &[3])]);
        assert_eq!(judged.recall, Some([0.0, 0.5]));
    }

    #[test]
    fn one_false_alarm_in_a_hundred_is_allowed() {
        let mut pages: Vec<Page> = (0..100).map(|_| page("independent", "independent", &[])).collect();
        let mut all: Vec<Vec<Found>> = (0..100).map(|n| found(n as f32, &[])).collect();
        for score in [98.0, 98.5] {
            pages.push(page("rewrite", "rewritten", &[1]));
            all.push(found(score, &[]));
        }
        let judged = judge(&pages, &all);
        assert_eq!((judged.independent, judged.styles["rewrite/same-event"], judged.recall), (100, (0.5, 2), Some([0.0, 0.0])));
    }
}

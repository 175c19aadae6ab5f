//! A score means the same whether the pack holds one article or very many.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use wirecopy::document::Document;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::Sensitivity;
use wirecopy::zone::read_text;

const SOURCE: &str = "OSTRAND, March 4 (TPA) - The ferry company Islander Lines halted every crossing to Skerra on Sunday after \
    inspectors found cracks in the hulls of three of its five ships.\n\nAbout 1,900 passengers were stranded on the island, \
    harbour master Edda Quill said.\n\n“We will not let a ship sail until every weld has been looked at twice,” Quill told reporters \
    on the quay.\n\nThe company said it had ordered a survey last autumn but that the report had been lost when its office moved.\n\n\
    Skerra’s only supermarket has bread for two days, its manager said.";
const PAGE: &str = "Islanders stranded\n\nIslander Lines suspended all its crossings to Skerra on Sunday when inspectors discovered cracks in \
    three of the five hulls it owns.\n\nSome 1,900 travellers were stuck on the island, according to Edda Quill, the harbour \
    master.\n\nNo ship would sail before every weld had been looked at two times, Quill said on the quay.\n\nAccording to the company, a \
    survey was commissioned last autumn, but the report disappeared while its office was moving.\n\nThe manager of the island’s sole \
    supermarket said it had bread left for two days.";

/// Plausible filler: sentences of common and rarer words, always the same.
fn filler(number: u32) -> String {
    const WORDS: &[&str] = &[
        "the",
        "government",
        "company",
        "said",
        "on",
        "Monday",
        "that",
        "its",
        "ships",
        "report",
        "harbour",
        "island",
        "passengers",
        "would",
        "cost",
        "million",
        "last",
        "year",
        "after",
        "a",
        "survey",
        "of",
        "prices",
        "in",
        "Ostrand",
        "and",
        "workers",
        "office",
        "were",
        "found",
        "by",
        "inspectors",
        "bread",
        "manager",
        "minister",
        "market",
        "shares",
        "rose",
        "fell",
        "percent",
        "talks",
        "union",
    ];
    let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(12345);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    let sentences: Vec<String> = (0..8)
        .map(|_| {
            let words: Vec<String> = (0..16)
                .map(|_| if next() % 9 == 0 { format!("word{}", next() % 40_000) } else { WORDS[next() % WORDS.len()].to_owned() })
                .collect();
            format!("Item {}.", words.join(" "))
        })
        .collect();
    sentences.join(" ")
}

fn scores(fillers: u32) -> Vec<f32> {
    let mut engine = common::engine();
    let mut builder = Builder::new("rarity");
    let background = engine.model().background.clone();
    let mut add = |uri: String, body: &str| {
        let document = Document { uri, body: body.to_owned(), language: Some("en".to_owned()), ..Document::default() };
        builder.add(Prepared::new(document, &background).unwrap());
    };
    add("source".to_owned(), SOURCE);
    (0..fillers).for_each(|n| add(format!("filler{n}"), &filler(n)));
    engine.add("rarity", Pack::open(builder.finish()).unwrap());
    let report = engine.check("page", &read_text(PAGE), true, Sensitivity::Balanced).unwrap();
    report.sentences.iter().filter_map(|s| s.score).collect()
}

#[test]
fn scores_do_not_depend_on_the_size_of_the_pack() {
    let (alone, among) = (scores(0), scores(4_000));
    assert!(alone.iter().any(|&s| s > 0.5), "{alone:?}");
    for (a, b) in alone.iter().zip(&among) {
        assert!((a - b).abs() <= 0.05, "{alone:?} {among:?}");
    }
}

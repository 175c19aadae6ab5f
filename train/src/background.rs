//! Counts in how many sentences each English word stands.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use serde::Deserialize;
use wirecopy::background::encode;
use wirecopy::text::analysis::{analyse, paragraphs};
use wirecopy::text::language::Language;
use wirecopy::text::token::Term;
use wirecopy::text::wire::Agencies;

use crate::input;

/// Words in fewer weighted sentences are left out: they count as unseen.
const FEWEST: u32 = 2;

#[derive(Deserialize)]
struct Item {
    body_text: String,
}

pub(crate) fn run(out: &Path, inputs: &[String]) -> anyhow::Result<()> {
    let mut counts: BTreeMap<Term, u32> = BTreeMap::new();
    let mut sentences = 0;
    for input in inputs {
        let (path, weight) = match input.rsplit_once(':') {
            Some((path, weight)) => (path, weight.parse().with_context(|| format!("weight of {input}"))?),
            None => (input.as_str(), 1u32),
        };
        let items: Vec<Item> = input::lines(Path::new(path))?;
        let terms: Vec<Vec<Term>> = items.par_iter().flat_map_iter(|item| sentence_terms(&item.body_text)).collect();
        sentences += terms.len() as u32 * weight;
        terms.iter().flatten().for_each(|&t| *counts.entry(t).or_default() += weight);
        eprintln!("{path}: {} sentences, counted {weight} times", terms.len());
    }
    let table: Vec<(Term, u32)> = counts.into_iter().filter(|&(_, n)| n >= FEWEST).collect();
    eprintln!("{} words in {sentences} sentences", table.len());
    let bytes = encode(&[(Language::English, sentences, table)]);
    std::fs::write(out, bytes).with_context(|| format!("cannot write {}", out.display()))
}

fn sentence_terms(body: &str) -> Vec<Vec<Term>> {
    let text = analyse(body, &paragraphs(body), Language::English, &Agencies::default());
    text.sentences
        .iter()
        .map(|sentence| {
            let mut terms: Vec<Term> = text.words(sentence).iter().map(|t| t.term).collect();
            terms.sort_unstable();
            terms.dedup();
            terms
        })
        .collect()
}

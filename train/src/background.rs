//! Counts in how many sentences each English word stands; for other languages, and for English where no text is given, a list of
//! the commonest words stands in for it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use serde::Deserialize;
use wirecopy::background::encode;
use wirecopy::text::analysis::{analyse, paragraphs};
use wirecopy::text::language::Language;
use wirecopy::text::token::{Term, Tokenizer};
use wirecopy::wire::Agencies;

use crate::input;

/// Words in fewer weighted sentences are left out: they count as unseen.
const FEWEST: u32 = 2;

/// Sentences that a list stands for: a word that it lacks is then about as rare as an English word of content.
const NOMINAL: u32 = 330;
/// Sentences that the first word of a list stands in, of [`NOMINAL`]; the others' counts fall with their place (Zipf's law).
const COMMONEST: f64 = 200.0;

#[derive(Deserialize)]
struct Item {
    body_text: String,
}

pub(crate) fn run(out: &Path, words: &Path, inputs: &[String]) -> anyhow::Result<()> {
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
    let english = if inputs.is_empty() {
        (Language::English, NOMINAL, listed(words, Language::English)?)
    } else {
        (Language::English, sentences, table)
    };
    let mut counts = vec![english];
    for language in [Language::French, Language::German, Language::Spanish, Language::Arabic] {
        counts.push((language, NOMINAL, listed(words, language)?));
    }
    let bytes = encode(&counts);
    std::fs::write(out, bytes).with_context(|| format!("cannot write {}", out.display()))
}

/// A language's commonest words, from a file with them in falling order.
fn listed(words: &Path, language: Language) -> anyhow::Result<Vec<(Term, u32)>> {
    let path = words.join(language.tag().unwrap_or_default()).with_extension("txt");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut counts: BTreeMap<Term, u32> = BTreeMap::new();
    for (place, word) in text.split_whitespace().enumerate() {
        let count = (COMMONEST / (1.0 + place as f64 / 4.0)).max(20.0) as u32;
        for term in terms(word, language).into_iter().flatten() {
            counts.entry(term).or_insert(count);
        }
    }
    Ok(counts.into_iter().collect())
}

fn sentence_terms(body: &str) -> Vec<Vec<Term>> {
    terms(body, Language::English)
}

/// The terms of each sentence, each once.
fn terms(body: &str, language: Language) -> Vec<Vec<Term>> {
    let text = analyse(body, &paragraphs(body), &Tokenizer::new(language), &Agencies::default());
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

//! Evidence of labelled pages, for learning weights from.
//!
//! Writes `rows.jsonl` (one line a page sentence and candidate document) and `features.f32` (the features of each row, in
//! the same order, little-endian). Given the first stage's probability of each row (`likely.f32`), writes the second
//! stage's features (`context.f32`), which are not a number where that stage is not asked.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, ensure};
use rayon::prelude::*;
use serde_json::json;
use wirecopy::compare::{Comparison, compare, page_text};
use wirecopy::evidence::features::NAMES;
use wirecopy::infer::{RELATED, context, joined};
use wirecopy::model::Model;
use wirecopy::pack::Pack;
use wirecopy::text::token::Tokenizers;
use wirecopy::wire::Agencies;

use crate::input;
use crate::pages::Page;

/// Inputs of a run.
pub(crate) struct Inputs<'a> {
    pub(crate) pages: &'a Path,
    pub(crate) pack: &'a Path,
    pub(crate) model: Model,
    pub(crate) out: &'a Path,
}

/// What a page gives.
type Dump = (String, Vec<u8>);

/// First stage: rows and features.
pub(crate) fn first(inputs: &Inputs) -> anyhow::Result<()> {
    std::fs::create_dir_all(inputs.out)?;
    std::fs::write(inputs.out.join("names.json"), serde_json::to_string(&[NAMES, context::NAMES].concat())?)?;
    let dumped = each(inputs, |page, comparison, _| (rows(page, comparison), features(comparison)))?;
    let mut lines = BufWriter::new(File::create(inputs.out.join("rows.jsonl"))?);
    let mut values = BufWriter::new(File::create(inputs.out.join("features.f32"))?);
    for (rows, features) in dumped {
        lines.write_all(rows.as_bytes())?;
        values.write_all(&features)?;
    }
    Ok(())
}

/// Second stage: features in the light of the first stage's probabilities.
pub(crate) fn second(inputs: &Inputs) -> anyhow::Result<()> {
    let likely = floats(&inputs.out.join("likely.f32"))?;
    let dumped = each(inputs, |_, comparison, offset| {
        let likely = by_source(comparison, &likely, offset);
        let contexts = context::contexts(comparison, &likely);
        let mut values = Vec::new();
        for i in 0..comparison.page.sentences.len() {
            for (d, evidence) in comparison.evidence.iter().enumerate() {
                let context = if likely[d][i] >= RELATED { contexts[d][i] } else { [f32::NAN; context::COUNT] };
                joined(&evidence.sentences[i].features, &context).iter().for_each(|v| values.extend(v.to_le_bytes()));
            }
        }
        (String::new(), values)
    })?;
    let mut values = BufWriter::new(File::create(inputs.out.join("context.f32"))?);
    dumped.iter().try_for_each(|(_, bytes)| values.write_all(bytes)).context("context.f32")
}

/// A page's values by source and sentence, from the column of all rows.
fn by_source(comparison: &Comparison, column: &[f32], offset: usize) -> Vec<Vec<f32>> {
    let sources = comparison.sources.len();
    let value = |i: usize, d: usize| column.get(offset + i * sources + d).copied().unwrap_or_default();
    (0..sources).map(|d| (0..comparison.page.sentences.len()).map(|i| value(i, d)).collect()).collect()
}

/// Compares every page and hands it over with the number of its first row.
fn each(inputs: &Inputs, write: impl Fn(&Page, &Comparison, usize) -> Dump + Sync) -> anyhow::Result<Vec<Dump>> {
    const BATCH: usize = 64;
    let pages: Vec<Page> = input::lines(inputs.pages)?;
    let bytes = std::fs::read(inputs.pack)?;
    let mut out = Vec::new();
    let mut offset = 0;
    for batch in pages.chunks(BATCH) {
        let compared: Vec<Comparison> = batch
            .par_iter()
            .map_init(
                || Pack::open(bytes.clone()),
                |pack, page| -> anyhow::Result<Comparison> {
                    let tokenizers = Tokenizers::default();
                    let (text, language) = page_text(&page.article(), &Agencies::default(), &tokenizers);
                    let learned = (&inputs.model.background, &inputs.model.vectors);
                    let packs = [pack.as_ref().map_err(Clone::clone)?];
                    Ok(compare(text, (language, None), &packs, learned, &tokenizers).map_err(|(_, error)| error)?)
                },
            )
            .collect::<anyhow::Result<_>>()?;
        let offsets: Vec<usize> = compared
            .iter()
            .scan(offset, |at, c| {
                let start = *at;
                *at += c.page.sentences.len() * c.sources.len();
                Some(start)
            })
            .collect();
        offset = offsets.last().copied().unwrap_or(offset) + compared.last().map_or(0, |c| c.page.sentences.len() * c.sources.len());
        out.extend(
            batch
                .par_iter()
                .zip(&compared)
                .zip(&offsets)
                .map(|((page, comparison), &offset)| write(page, comparison, offset))
                .collect::<Vec<_>>(),
        );
    }
    Ok(out)
}

fn features(comparison: &Comparison) -> Vec<u8> {
    let mut values = Vec::new();
    for i in 0..comparison.page.sentences.len() {
        for evidence in &comparison.evidence {
            evidence.sentences[i].features.iter().for_each(|v| values.extend(v.to_le_bytes()));
        }
    }
    values
}

fn rows(page: &Page, comparison: &Comparison) -> String {
    let gold = page.spans();
    let mut lines = String::new();
    for (i, sentence) in comparison.page.sentences.iter().enumerate() {
        let text = &comparison.page.text;
        let span = text.normal.original(text.sentences[sentence.number as usize].span);
        let best =
            gold.iter().zip(&page.gold).max_by_key(|(g, _)| g.overlap(span)).filter(|(g, _)| g.overlap(span) * 2 > span.len().min(g.len()));
        for (d, source) in comparison.sources.iter().enumerate() {
            let label = best.map_or("none", |(_, g)| g.label.as_str());
            let src = best.is_some_and(|(_, g)| g.src.iter().any(|s| s.split('#').next() == Some(&source.document.uri)));
            let row = json!({"page": page.id, "events": if page.events.is_empty() { vec![page.event.clone()] } else { page.events.clone() }, "kind": page.kind, "style": page.style, "i": i, "headline": sentence.headline,
                "d": d, "doc": source.document.uri, "label": label, "src": src, "quote": best.map_or("", |(_, g)| g.quote.as_str())});
            lines.push_str(&row.to_string());
            lines.push('\n');
        }
    }
    lines
}

fn floats(path: &Path) -> anyhow::Result<Vec<f32>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    ensure!(bytes.len() % 4 == 0, "{} is not a row of 32-bit floats", path.display());
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

//! `cargo xtask bench`: how long each stage of a check takes, for pages and packs of several sizes, and how far retrieval is from
//! what reading its postings alone would take. Writes a table of medians.

mod disk;
mod input;

use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use clap::Parser;
use serde::Deserialize;
use wirecopy::compare::{compare, page_text};
use wirecopy::engine::Engine;
use wirecopy::infer::{decide, scores};
use wirecopy::model::Model;
use wirecopy::pack::Pack;
use wirecopy::report::Sensitivity;
use wirecopy::retrieve::candidates;
use wirecopy::text::token::Tokenizers;
use wirecopy::wire::Agencies;
use wirecopy::zone::read_text;

use disk::Disk;

/// Words of the pages.
const SIZES: [usize; 3] = [300, 1_000, 5_000];
/// Pages of each size.
const PAGES: usize = 8;
/// Stages, in the order of [`Timer::stages`].
const STAGES: [&str; 6] = ["zones", "text to sentences", "retrieval", "reading sources and evidence", "inference", "whole page"];

#[derive(Parser)]
#[command(about = "Times each stage of a check")]
struct Arguments {
    /// Folder of the bundled data
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Stories that no pack has: half of each page
    #[arg(long)]
    foreign: PathBuf,
    /// Times each page is checked, after once to warm up
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Where the table goes
    #[arg(long)]
    out: PathBuf,
    /// Packs, the smallest first
    #[arg(required = true)]
    packs: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Story {
    body_text: String,
}

/// Times of many runs.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    /// Milliseconds under which a share of the runs, in per cent, stayed.
    fn at(&mut self, share: usize) -> f64 {
        self.0.sort_unstable();
        self.0.get(self.0.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// Median, with the middle half of all runs.
    fn cell(&mut self) -> String {
        format!("{:.2} ({:.2} to {:.2})", self.at(50), self.at(25), self.at(75))
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let read = |name: &str| {
        let file = arguments.data.join(name);
        std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let model = || -> anyhow::Result<Model> { Ok(Model::decode(&read("background.bin")?, &read("weights.bin")?, &read("vectors.bin")?)?) };
    let foreign: Vec<Story> = input::lines(&arguments.foreign)?;
    let bandwidth = bandwidth();
    let mut out = String::new();
    let mut grown: Vec<(u32, f64, f64)> = Vec::new();
    for path in &arguments.packs {
        let mut engine = Engine::new(model()?);
        engine.add("pack", disk::open(path)?.0);
        let timer = Timer { engine, tokenizers: Tokenizers::default(), rounds: arguments.rounds };
        let (sentences, retrieval, whole) = timer.table(path, &foreign, bandwidth, &mut out)?;
        grown.push((sentences, retrieval, whole));
    }
    writeln!(out, "\n## Growth with the pack\n\n| sentences | retrieval, page of 1,000 words | whole page |\n|---|---|---|")?;
    for (sentences, retrieval, whole) in grown {
        writeln!(out, "| {sentences} | {retrieval:.2} ms | {whole:.2} ms |")?;
    }
    std::fs::write(&arguments.out, out).with_context(|| arguments.out.display().to_string())
}

struct Timer {
    engine: Engine<Disk>,
    tokenizers: Tokenizers,
    rounds: usize,
}

impl Timer {
    /// Appends what a pack takes; returns its sentences and the medians of retrieval and whole page at 1,000 words.
    fn table(&self, path: &Path, foreign: &[Story], bandwidth: f64, out: &mut String) -> anyhow::Result<(u32, f64, f64)> {
        let pack = self.pack()?;
        let mut opened = Times::default();
        for _ in 0..21 {
            let began = Instant::now();
            drop(disk::open(path)?);
            opened.0.push(began.elapsed());
        }
        writeln!(out, "\n## {} sentences\n\nOpened in {} ms.\n", pack.info().sentences, opened.cell())?;
        let mut columns: Vec<Vec<Times>> = Vec::new();
        for words in SIZES {
            let pages = (0..PAGES).map(|number| page(pack, foreign, number, words)).collect::<anyhow::Result<Vec<_>>>()?;
            let mut stages: Vec<Times> = STAGES.iter().map(|_| Times::default()).collect();
            for round in 0..=self.rounds {
                for page in &pages {
                    let times = self.stages(page)?;
                    if round > 0 {
                        stages.iter_mut().zip(times).for_each(|(stage, time)| stage.0.push(time));
                    }
                }
            }
            columns.push(stages);
        }
        writeln!(out, "| ms | 300 words | 1,000 words | 5,000 words | 5,000 / 1,000 |\n|---|---|---|---|---|")?;
        for (number, stage) in STAGES.iter().enumerate() {
            let cells: Vec<String> = columns.iter_mut().map(|column| column[number].cell()).collect();
            let factor = columns[2][number].at(50) / columns[1][number].at(50).max(f64::MIN_POSITIVE);
            writeln!(out, "| {stage} | {} | {factor:.1} |", cells.join(" | "))?;
        }
        let (retrieval, whole) = (columns[1][2].at(50), columns[1][5].at(50));
        let bytes = self.cold(path, &page(pack, foreign, 0, 1_000)?)?;
        let floor = bytes as f64 / bandwidth * 1000.0;
        writeln!(
            out,
            "\nA page of 1,000 words reads {bytes} bytes of dictionary and postings when nothing is in memory yet: at {:.1} GB/s that is {:.3} ms, and retrieval takes {:.0} times as long.",
            bandwidth / 1e9,
            floor,
            retrieval / floor
        )?;
        Ok((pack.info().sentences, retrieval, whole))
    }

    fn pack(&self) -> anyhow::Result<&Pack<Disk>> {
        Ok(self.engine.packs().next().context("an engine with a pack")?.1)
    }

    /// How long each stage takes for a page.
    fn stages(&self, page: &str) -> anyhow::Result<[Duration; 6]> {
        let model = self.engine.model();
        let packs = [self.pack()?];
        let mut marks = vec![Instant::now()];
        let article = read_text(page);
        marks.push(Instant::now());
        let (text, language) = page_text(&article, &Agencies::default(), &self.tokenizers);
        marks.push(Instant::now());
        black_box(candidates(&text, language, &packs, &model.background).map_err(|(_, error)| error)?);
        marks.push(Instant::now());
        let comparison =
            compare(text, (language, None), &packs, (&model.background, &model.vectors), &self.tokenizers).map_err(|(_, error)| error)?;
        marks.push(Instant::now());
        let judge = model.weights.judge(language);
        let scores = scores(&comparison, judge);
        black_box(decide::sentences(&comparison, &scores, judge.thresholds(Sensitivity::Balanced)));
        marks.push(Instant::now());
        drop(comparison);
        let began = Instant::now();
        black_box(self.engine.check("page", &read_text(page), true, Sensitivity::Balanced)?);
        let whole = began.elapsed();
        let took: Vec<Duration> = marks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        // Comparing finds candidates first.
        Ok([took[0], took[1], took[2], took[3].saturating_sub(took[2]), took[4], whole])
    }

    /// Bytes that retrieval reads from a pack that was opened just now.
    fn cold(&self, path: &Path, page: &str) -> anyhow::Result<u64> {
        let (pack, read) = disk::open(path)?;
        let (text, language) = page_text(&read_text(page), &Agencies::default(), &self.tokenizers);
        let before = read.get();
        black_box(candidates(&text, language, &[&pack], &self.engine.model().background).map_err(|(_, error)| error)?);
        Ok(read.get() - before)
    }
}

/// A page of about so many words: by turns, half a story of the pack and half a foreign one.
fn page(pack: &Pack<Disk>, foreign: &[Story], number: usize, words: usize) -> anyhow::Result<String> {
    let documents = pack.info().documents as usize;
    ensure!(documents > 0 && !foreign.is_empty(), "stories to make pages of");
    let mut out: Vec<String> = Vec::new();
    let (mut count, mut at) = (0, number * 7919);
    while count < words {
        let own = pack.body((at % documents) as u32)?.context("a pack with text")?.text;
        for body in [own.as_str(), foreign[at % foreign.len()].body_text.as_str()] {
            let paragraphs: Vec<&str> = body.split("\n\n").collect();
            for paragraph in paragraphs.iter().take(paragraphs.len().div_ceil(2)) {
                if count < words {
                    count += paragraph.split_whitespace().count();
                    out.push((*paragraph).to_owned());
                }
            }
        }
        at += 1;
    }
    Ok(out.join("\n\n"))
}

/// Bytes a second at which memory is read in order.
fn bandwidth() -> f64 {
    let numbers: Vec<u64> = (0..32 << 20).collect();
    let fastest = (0..5).map(|_| {
        let began = Instant::now();
        black_box(black_box(&numbers).iter().fold(0u64, |sum, number| sum.wrapping_add(*number)));
        began.elapsed().as_secs_f64()
    });
    numbers.len() as f64 * 8.0 / fastest.fold(f64::INFINITY, f64::min)
}

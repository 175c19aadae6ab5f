//! Measures packs: opening one, finding candidates in it, checking pages against it. Medians, with the middle half of all
//! runs beside them.

mod disk;
mod input;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;
use serde::Deserialize;
use wirecopy::compare::page_text;
use wirecopy::engine::Engine;
use wirecopy::model::Model;
use wirecopy::pack::Pack;
use wirecopy::report::Sensitivity;
use wirecopy::retrieve::candidates;
use wirecopy::text::token::Tokenizers;
use wirecopy::wire::Agencies;
use wirecopy::zone::read_text;

#[derive(Parser)]
#[command(about = "Measures opening packs and checking pages")]
struct Arguments {
    /// Folder of the bundled data
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The pack
    #[arg(long)]
    pack: PathBuf,
    /// Times each page is checked, after once to warm up
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Pages: lines of {"id", "text"}
    pages: PathBuf,
}

#[derive(Deserialize)]
struct Page {
    text: String,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let read = |name: &str| {
        let file = arguments.data.join(name);
        std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let model = Model::decode(&read("background.bin")?, &read("weights.bin")?, &read("vectors.bin")?)?;
    let mut times = Vec::new();
    for _ in 0..21 {
        let began = Instant::now();
        drop(disk::open(&arguments.pack)?);
        times.push(began.elapsed());
    }
    say("open", &mut times);
    let pages: Vec<Page> = input::lines(&arguments.pages)?;
    let words: usize = pages.iter().map(|page| page.text.split_whitespace().count()).sum();
    println!("{} pages of {} words on average", pages.len(), words / pages.len().max(1));
    let mut engine = Engine::new(model);
    engine.add("pack", disk::open(&arguments.pack)?.0);
    let tokenizers = Tokenizers::default();
    let (mut retrieval, mut whole) = (Vec::new(), Vec::new());
    for round in 0..=arguments.rounds {
        for page in &pages {
            let article = read_text(&page.text);
            let (text, language) = page_text(&article, &Agencies::default(), &tokenizers);
            let packs: Vec<&Pack<_>> = engine.packs().map(|(_, pack)| pack).collect();
            let began = Instant::now();
            let found = candidates(&text, language, &packs, &engine.model().background);
            let ended = Instant::now();
            found.map_err(|(_, error)| error)?;
            let report = engine.check("page", &read_text(&page.text), true, Sensitivity::Balanced)?;
            if round > 0 {
                retrieval.push(ended - began);
                whole.push(ended.elapsed());
            }
            drop(report);
        }
    }
    say("candidates of a page", &mut retrieval);
    say("whole page", &mut whole);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("memory at most {}", peak.trim());
    }
    Ok(())
}

fn say(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    println!("{what}: median {:.2} ms ({:.2} to {:.2}), least {:.2}", at(50), at(25), at(75), at(0));
}

//! Writes plausible stories: news for measuring with packs larger than any news at hand.
//!
//! A story is a walk through real text: each word follows one or two words that it follows there, for the most part near one
//! place, so that a story stays with its subject. Lengths of sentences and stories are those of the real text. Most names
//! are replaced, story by story, by invented ones, and most digits by others, so that the number of different words grows
//! with the text as it does in news. No sentence is written twice.

mod input;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::Parser;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use wirecopy::text::analysis::{analyse, paragraphs};
use wirecopy::text::language::Language;
use wirecopy::text::token::Tokenizer;
use wirecopy::wire::Agencies;

/// Words to either side of a story's place in the real text among which the next word is looked for first.
const NEAR: usize = 6_000;
/// Share of words that are looked for near that place; the others may come from anywhere.
const FAITHFUL: f32 = 0.7;
/// Share of words that follow two words, not only one.
const SECOND_ORDER: f32 = 0.6;
/// Share of names that are replaced.
const RENAMED: f32 = 0.6;
/// A capitalised word that stands in the real text more often than this is no name to replace ("U.S.", "March").
const COMMON_NAME: usize = 150;
/// Shortest and longest sentence, in words.
const LENGTH: std::ops::Range<usize> = 5..60;

#[derive(Parser)]
#[command(about = "Writes plausible stories, to measure with packs larger than any news at hand")]
struct Arguments {
    /// Where to write them, one a line as ninjs
    #[arg(long)]
    out: PathBuf,
    /// How many sentences, each different from all others
    #[arg(long, default_value_t = 1_000_000)]
    sentences: u64,
    /// The same number gives the same stories
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Real news to learn from: ninjs lines, gzip or plain
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    run(&arguments.out, arguments.sentences, arguments.seed, &arguments.inputs)
}

#[derive(Deserialize)]
struct Item {
    body_text: String,
}

#[derive(Serialize)]
struct Story<'a> {
    uri: String,
    headline: &'a str,
    language: &'static str,
    versioncreated: String,
    infosource: [BTreeMap<&'static str, &'static str>; 1],
    body_text: &'a str,
}

/// Number of the mark between sentences in [`Corpus::walk`].
const END: u32 = 0;

/// Real text as one row of words.
struct Corpus {
    words: Vec<String>,
    /// Numbers of words, sentences apart by [`END`].
    walk: Vec<u32>,
    /// For each word, its places in `walk`, rising.
    places: Vec<Vec<u32>>,
    /// Sentences of each story.
    lengths: Vec<usize>,
}

impl Corpus {
    fn read(inputs: &[PathBuf]) -> anyhow::Result<Corpus> {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut corpus = Corpus { words: vec![String::new()], walk: vec![END], places: Vec::new(), lengths: Vec::new() };
        for path in inputs {
            let items: Vec<Item> = input::lines(path)?;
            for item in items {
                let text = analyse(&item.body_text, &paragraphs(&item.body_text), &Tokenizer::new(Language::English), &Agencies::default());
                for sentence in &text.sentences {
                    for word in text.str(sentence.span).split_whitespace() {
                        let word = word.trim_matches(['"', '“', '”', '\'', '‘', '’', '(', ')', '<', '>']);
                        let number = *numbers.entry(word.to_owned()).or_insert_with(|| {
                            corpus.words.push(word.to_owned());
                            corpus.words.len() as u32 - 1
                        });
                        corpus.walk.push(number);
                    }
                    corpus.walk.push(END);
                }
                corpus.lengths.push(text.sentences.len().max(1));
            }
        }
        ensure!(corpus.walk.len() > 1000, "there is too little text to learn from");
        corpus.places = vec![Vec::new(); corpus.words.len()];
        for (at, &word) in corpus.walk.iter().enumerate() {
            corpus.places[word as usize].push(at as u32);
        }
        Ok(corpus)
    }

    /// A word that follows `last`, and for preference `before last`, in the real text.
    fn next(&self, before: u32, last: u32, around: usize, rng: &mut Rng) -> u32 {
        let all = &self.places[last as usize];
        let from = all.partition_point(|&p| (p as usize) + NEAR < around);
        let to = all.partition_point(|&p| p as usize <= around + NEAR);
        let places = if from < to && rng.f32() < FAITHFUL { &all[from..to] } else { all.as_slice() };
        let tries = if rng.f32() < SECOND_ORDER { 12 } else { 1 };
        let mut at = 0;
        for _ in 0..tries {
            at = places[rng.usize(..places.len())] as usize;
            if at > 0 && self.walk[at - 1] == before {
                break;
            }
        }
        self.walk.get(at + 1).copied().unwrap_or(END)
    }

    fn sentence(&self, around: usize, rng: &mut Rng) -> Vec<u32> {
        loop {
            let (mut before, mut last) = (END, END);
            let mut out = Vec::new();
            while out.len() < LENGTH.end {
                (before, last) = (last, self.next(before, last, around, rng));
                if last == END {
                    break;
                }
                out.push(last);
            }
            if LENGTH.contains(&out.len()) {
                return out;
            }
        }
    }
}

/// Writes `count` sentences in stories to `out`, one story a line as ninjs; the same seed writes the same.
fn run(out: &Path, count: u64, seed: u64, inputs: &[PathBuf]) -> anyhow::Result<()> {
    let corpus = Corpus::read(inputs)?;
    let mut file = BufWriter::new(File::create(out).with_context(|| format!("cannot write {}", out.display()))?);
    let mut rng = Rng::with_seed(seed);
    let mut seen: HashSet<u64> = HashSet::new();
    let mut stories = 0u64;
    while (seen.len() as u64) < count {
        let around = rng.usize(..corpus.walk.len());
        let names = rng.u64(..);
        let length = corpus.lengths[rng.usize(..corpus.lengths.len())].min((count - seen.len() as u64) as usize);
        let mut body = String::new();
        let mut written = 0;
        while written < length {
            let sentence = write(&corpus, &corpus.sentence(around, &mut rng), names, &mut rng);
            if !seen.insert(xxhash_rust::xxh3::xxh3_64(sentence.as_bytes())) {
                continue;
            }
            if written > 0 {
                body.push_str(if rng.bool() { "\n\n" } else { " " });
            }
            body.push_str(&sentence);
            written += 1;
        }
        let headline: String = body.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
        let day = rng.u32(..);
        let published = format!("20{:02}-{:02}-{:02}T{:02}:00:00Z", day % 24, day / 24 % 12 + 1, day / 288 % 28 + 1, day / 8064 % 24);
        let source = ["Tarn Press Agency", "Ostrand Wire", "Skerra News"][rng.usize(..3)];
        let story = Story {
            uri: format!("generated:{stories}"),
            headline: headline.trim_end_matches(['.', ',']),
            language: "en",
            versioncreated: published,
            infosource: [BTreeMap::from([("name", source)])],
            body_text: &body,
        };
        serde_json::to_writer(&mut file, &story)?;
        file.write_all(b"\n")?;
        stories += 1;
    }
    file.flush()?;
    eprintln!("{}: {} sentences in {stories} stories", out.display(), seen.len());
    Ok(())
}

/// A sentence's words as text, with the story's own names and digits.
fn write(corpus: &Corpus, sentence: &[u32], names: u64, rng: &mut Rng) -> String {
    let mut out = String::new();
    for (at, &number) in sentence.iter().enumerate() {
        let word = &corpus.words[number as usize];
        if at > 0 {
            out.push(' ');
        }
        let is_name = at > 0 && word.starts_with(char::is_uppercase) && corpus.places[number as usize].len() <= COMMON_NAME;
        if is_name && Rng::with_seed(names ^ u64::from(number)).f32() < RENAMED {
            let marks = word.trim_start_matches(char::is_alphanumeric);
            out.push_str(&name(names.wrapping_add(u64::from(number))));
            out.push_str(marks);
        } else if word.contains(|c: char| c.is_ascii_digit()) {
            out.extend(word.chars().map(|c| if c.is_ascii_digit() && rng.f32() < 0.7 { char::from(b'1' + rng.u8(..9)) } else { c }));
        } else {
            out.push_str(word);
        }
    }
    // Marks were taken off the last word with its quotation marks at times.
    if !out.ends_with(['.', '!', '?']) {
        out.truncate(out.trim_end_matches([',', ';', ':', '-']).len());
        out.push('.');
    }
    out
}

/// An invented name, always the same for the same number.
fn name(number: u64) -> String {
    const STARTS: &[&str] = &["b", "br", "d", "f", "g", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z"];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ei", "ou", "ia"];
    const ENDS: &[&str] = &["n", "r", "l", "s", "ck", "nd", "rt", "lm", "", ""];
    let mut rng = Rng::with_seed(number);
    let mut pick = |of: &[&'static str]| of[rng.usize(..of.len())];
    let mut name = String::new();
    for _ in 0..2 {
        name.push_str(pick(STARTS));
        name.push_str(pick(VOWELS));
    }
    name.push_str(pick(ENDS));
    name[..1].to_ascii_uppercase() + &name[1..]
}

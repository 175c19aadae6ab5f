//! Tries to get words back out of a pack of fingerprints, as somebody would who has the pack, a word list that has every word,
//! how frequent words are in news, and word vectors.
//!
//! For each code the attack takes the word that is likeliest: by its frequency, by how near it is to the other words guessed in
//! its sentence and document, and by whether the headline, which the pack shows, has it. Guesses and context are worked out in
//! turns. How much context counts is set to what gets most back, so that the figure is an upper bound for this attack.

mod input;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Parser;
use serde::Deserialize;
use wirecopy::background::Background;
use wirecopy::document::Document;
use wirecopy::evidence::meaning::{DIMENSIONS, Direction, Vectors, cosine};
use wirecopy::pack::{Builder, Codes, Pack, Prepared};
use wirecopy::text::analysis::{Text, analyse, paragraphs};
use wirecopy::text::language::Language;
use wirecopy::text::token::{Term, Tokenizer};
use wirecopy::wire::Agencies;

/// Words rarer than this, in nats, are content, and kept in packs.
const CONTENT: f32 = 3.0;
/// Turns of guessing.
const TURNS: usize = 4;
/// What a word gains by standing in the headline, in nats.
const HEADLINE: f32 = 4.0;

#[derive(Parser)]
#[command(about = "Tries to get words back out of fingerprints")]
struct Arguments {
    /// Folder of background.bin and vectors.bin
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The articles whose fingerprints are attacked, as ninjs lines
    #[arg(long)]
    articles: PathBuf,
    /// News that the attacker has, as ninjs lines: word list and frequencies
    #[arg(required = true)]
    news: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Item {
    uri: String,
    #[serde(default)]
    headline: String,
    body_text: String,
}

/// A word that a code may mean.
struct Word {
    term: Term,
    frequency: f32,
    direction: Option<Direction>,
}

/// What the attacker knows.
struct Attacker {
    background: Background,
    vectors: Vectors,
    /// Sentences with each word, and a form of it.
    words: BTreeMap<Term, (u32, Term)>,
}

fn take_apart(body: &str) -> Text {
    analyse(body, &paragraphs(body), &Tokenizer::new(Language::English), &Agencies::default())
}

impl Attacker {
    fn learn(&mut self, body: &str, weight: u32) {
        let text = take_apart(body);
        for sentence in &text.sentences {
            let words: BTreeMap<Term, Term> = text.words(sentence).iter().map(|token| (token.term, token.word)).collect();
            for (term, form) in words {
                self.words.entry(term).or_insert((0, form)).0 += weight;
            }
        }
    }

    /// Words for each code.
    fn list(&self, codes: &Codes) -> anyhow::Result<BTreeMap<u32, Vec<Word>>> {
        let mut list: BTreeMap<u32, Vec<Word>> = BTreeMap::new();
        for (&term, &(count, form)) in &self.words {
            if self.background.rarity(Language::English, term) >= CONTENT {
                let frequency = (count as f32 + 0.1).ln();
                let word = Word { term, frequency, direction: self.vectors.of(form) };
                list.entry(codes.code(term, Language::English)?).or_default().push(word);
            }
        }
        Ok(list)
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let read = |name: &str| std::fs::read(arguments.data.join(name)).with_context(|| format!("cannot read {name}"));
    let mut attacker = Attacker {
        background: Background::decode(&read("background.bin")?)?,
        vectors: Vectors::decode(&read("vectors.bin")?)?,
        words: BTreeMap::new(),
    };
    for path in &arguments.news {
        let items: Vec<Item> = input::lines(path)?;
        items.iter().for_each(|item| attacker.learn(&item.body_text, 1));
    }
    let articles: Vec<Item> = input::lines(&arguments.articles)?;
    // The word list has every word; how frequent the articles' own are, the attacker does not know.
    articles.iter().for_each(|item| attacker.learn(&item.body_text, 0));
    let codes = Codes::shared(&attacker.background);
    let list = attacker.list(&codes)?;
    let sizes: f64 = list.values().map(|words| words.len() as f64).sum::<f64>() / list.len() as f64;
    println!("{} words, {sizes:.1} to a code", attacker.words.len());
    for context in [0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0] {
        let (mut right, mut all) = (0usize, 0usize);
        for item in &articles {
            let (got, of) = attack(item, &attacker, &codes, &list, context)?;
            right += got;
            all += of;
        }
        println!("context {context:4}: {right} of {all} content words, {:.1} %", 100.0 * right as f64 / all as f64);
    }
    Ok(())
}

/// Content words guessed right, and content words, each once a sentence.
fn attack(
    item: &Item,
    attacker: &Attacker,
    codes: &Codes,
    list: &BTreeMap<u32, Vec<Word>>,
    context: f32,
) -> anyhow::Result<(usize, usize)> {
    let document = Document { uri: item.uri.clone(), body: item.body_text.clone(), language: Some("en".to_owned()), ..Document::default() };
    let Some(prepared) = Prepared::new(document, &attacker.background) else { return Ok((0, 0)) };
    let mut builder = Builder::with_codes("attacked", std::sync::Arc::new(codes.clone()));
    builder.add(prepared);
    let prints = Pack::open(builder.finish())?.prints(0)?;
    let headline: BTreeSet<Term> = take_apart(&item.headline).tokens.iter().map(|token| token.term).collect();
    let none = Vec::new();
    let options: Vec<Vec<&Vec<Word>>> =
        prints.iter().map(|print| print.codes.iter().map(|code| list.get(code).unwrap_or(&none)).collect()).collect();
    let mut guesses: Vec<Vec<Option<&Word>>> = options.iter().map(|sentence| vec![None; sentence.len()]).collect();
    for _ in 0..TURNS {
        let whole = mean(guesses.iter().flatten());
        let next = options.iter().zip(&guesses).map(|(sentence, guessed)| {
            let near = mean(guessed.iter());
            let score = |word: &Word| {
                let direction = word.direction.as_ref();
                let like = |other: &Option<Direction>| direction.zip(other.as_ref()).map_or(0.0, |(a, b)| cosine(a, b));
                let shown = if headline.contains(&word.term) { HEADLINE } else { 0.0 };
                word.frequency + shown + context * (like(&whole) + like(&near))
            };
            sentence.iter().map(|words| words.iter().max_by(|a, b| score(a).total_cmp(&score(b)))).collect()
        });
        guesses = next.collect();
    }
    let text = take_apart(&item.body_text);
    let truth = text.sentences.iter().filter(|s| s.zone == wirecopy::zone::Zone::Article && !text.words(s).is_empty()).map(|sentence| {
        let terms = text.words(sentence).iter().map(|token| token.term);
        terms.filter(|&term| attacker.background.rarity(Language::English, term) >= CONTENT).collect::<BTreeSet<Term>>()
    });
    let truth: Vec<BTreeSet<Term>> = truth.collect();
    ensure!(truth.len() == guesses.len(), "{}: {} sentences, {} prints", item.uri, truth.len(), guesses.len());
    let right =
        truth.iter().zip(&guesses).map(|(terms, guessed)| guessed.iter().flatten().filter(|word| terms.contains(&word.term)).count());
    Ok((right.sum(), truth.iter().map(BTreeSet::len).sum()))
}

/// The mean direction of guessed words.
fn mean<'a>(words: impl Iterator<Item = &'a Option<&'a Word>>) -> Option<Direction> {
    let mut sum = [0f32; DIMENSIONS];
    for direction in words.flatten().filter_map(|word| word.direction.as_ref()) {
        sum.iter_mut().zip(direction).for_each(|(sum, part)| *sum += f32::from(*part));
    }
    let length = sum.iter().map(|part| part * part).sum::<f32>().sqrt();
    (length > 0.0).then(|| sum.map(|part| (part / length * 127.0) as i16))
}

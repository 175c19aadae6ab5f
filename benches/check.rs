//! How long a check takes, natively: `cargo bench`. Pages of several lengths against the bundled stories.
#![allow(missing_docs, clippy::unwrap_used)]

use divan::Bencher;
use wirecopy::document::Document;
use wirecopy::engine::Engine;
use wirecopy::model::Model;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::Sensitivity;
use wirecopy::zone::{Article, read_text};

fn main() {
    divan::main();
}

/// Bodies of the bundled stories.
fn stories() -> Vec<String> {
    let folder = format!("{}/reference/stories", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file| serde_json::from_slice::<serde_json::Value>(&std::fs::read(file).unwrap()).unwrap();
    files.into_iter().map(|file| read(file)["body_text"].as_str().unwrap().to_owned()).collect()
}

/// An engine with the bundled data and a pack of the stories.
fn engine() -> Engine<Vec<u8>> {
    let read = |name: &str| std::fs::read(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut engine = Engine::new(Model::decode(&read("background.bin"), &read("weights.bin"), &read("vectors.bin")).unwrap());
    let mut builder = Builder::new("stories");
    for (number, body) in stories().into_iter().enumerate() {
        let uri = format!("{number}");
        let document = Document { uri, body, language: Some("en".to_owned()), ..Document::default() };
        builder.add(Prepared::new(document, &engine.model().background).unwrap());
    }
    engine.add("stories", Pack::open(builder.finish()).unwrap());
    engine
}

/// A page of about so many words, taken from several stories.
fn page(words: usize) -> Article {
    let all = stories().join("\n\n");
    let paragraphs = all.split("\n\n").scan(0, |count, paragraph| {
        *count += paragraph.split_whitespace().count();
        (*count <= words).then_some(paragraph)
    });
    read_text(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

#[divan::bench(args = [300, 1_000, 5_000])]
fn page_against_bundled_stories(bencher: Bencher, words: usize) {
    let (engine, page) = (engine(), page(words));
    bencher.bench_local(|| engine.check("page", &page, true, Sensitivity::Balanced).unwrap());
}

#[divan::bench(args = [300, 1_000])]
fn article_of_a_plain_page(bencher: Bencher, words: usize) {
    let text = page(words).text;
    bencher.bench(|| read_text(&text));
}

//! The references as sentences, and the labelled pages with what each of their sentences comes from: the same for every peer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wirecopy::background::Background;
use wirecopy::compare::page_text;
use wirecopy::document::Document;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::span::Span;
use wirecopy::text::analysis::paragraphs;
use wirecopy::text::token::Tokenizers;
use wirecopy::wire::Agencies;
use wirecopy::zone::read_text;

use crate::Common;
use crate::input::lines;

/// In the scratch folder: the references as Wirecopy's pack.
pub(crate) const PACK: &str = "references.pack";
/// The references' sentences in the order of the pack, a [`Sentence`] a line.
pub(crate) const SENTENCES: &str = "sentences.jsonl";
/// The pages, a [`Page`] a line.
pub(crate) const PAGES: &str = "pages.jsonl";

/// What the peers are measured with.
pub(crate) struct Corpus {
    /// Reference sentences.
    pub(crate) sentences: usize,
    /// Reference documents.
    pub(crate) documents: usize,
    pub(crate) pages: Vec<Page>,
}

/// A sentence of a reference.
#[derive(Serialize, Deserialize)]
struct Sentence {
    text: String,
    /// Whether it is there to be found among, and no page comes from it.
    bulk: bool,
}

/// A page taken apart.
#[derive(Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) kind: String,
    pub(crate) style: String,
    pub(crate) text: String,
    /// Its sentences, as Wirecopy parts them.
    pub(crate) sentences: Vec<String>,
    pub(crate) gold: Vec<Gold>,
}

/// A labelled stretch of a page.
#[derive(Serialize, Deserialize)]
pub(crate) struct Gold {
    pub(crate) label: String,
    /// Numbers of the reference sentences it comes from.
    pub(crate) sources: Vec<u32>,
    /// Sentences that lie in it, each with the share of the stretch that it covers and with whether half of either is common.
    pub(crate) parts: Vec<(usize, f32, bool)>,
}

#[derive(Deserialize)]
struct Item {
    uri: String,
    #[serde(default)]
    headline: String,
    body_text: String,
}

/// A page as labelled; offsets are Unicode code points.
#[derive(Deserialize)]
struct Labelled {
    kind: String,
    style: String,
    text: String,
    gold: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    start: usize,
    end: usize,
    label: String,
    #[serde(default)]
    src: Vec<String>,
}

/// Packs the references, takes the pages apart, and writes both into the scratch folder.
pub(crate) fn make(bulk: &[PathBuf], references: &[PathBuf], pages: &Path, common: &Common) -> anyhow::Result<Corpus> {
    let background = Background::decode(&std::fs::read(common.data.join("background.bin")).context("background.bin")?)?;
    let mut builder = Builder::new("peers");
    let mut sources = BTreeSet::new();
    for (path, source) in bulk.iter().map(|path| (path, false)).chain(references.iter().map(|path| (path, true))) {
        for Item { uri, headline, body_text } in lines::<Item>(path)? {
            if source {
                sources.insert(uri.clone());
            }
            let document = Document { uri, headline, body: body_text, language: Some("en".to_owned()), ..Document::default() };
            Prepared::new(document, &background).into_iter().for_each(|prepared| builder.add(prepared));
        }
    }
    let bytes = builder.finish();
    std::fs::write(common.scratch.join(PACK), &bytes)?;
    let pack = Pack::open(bytes)?;
    let mut sentences = BufWriter::new(File::create(common.scratch.join(SENTENCES))?);
    let mut places = BTreeMap::new();
    for number in 0..pack.info().documents {
        let body = pack.body(number)?.context("a pack with text")?;
        let uri = pack.document(number)?.uri;
        for span in &body.sentences {
            let sentence = Sentence { text: span.of(&body.text).to_owned(), bulk: !sources.contains(&uri) };
            writeln!(sentences, "{}", serde_json::to_string(&sentence)?)?;
        }
        let first = pack.sentences(number).start;
        let within = |paragraph: Span| -> Vec<u32> {
            (first..).zip(&body.sentences).filter(|(_, span)| paragraph.contains(**span)).map(|(sentence, _)| sentence).collect()
        };
        places.insert(uri, paragraphs(&body.text).into_iter().map(|(span, _)| within(span)).collect());
    }
    sentences.flush()?;
    let pages: Vec<Page> = lines::<Labelled>(pages)?.into_iter().map(|page| take_apart(page, &places)).collect();
    ensure!(!pages.is_empty(), "labelled pages to measure with");
    let mut out = BufWriter::new(File::create(common.scratch.join(PAGES))?);
    for page in &pages {
        writeln!(out, "{}", serde_json::to_string(page)?)?;
    }
    out.flush()?;
    Ok(Corpus { sentences: pack.info().sentences as usize, documents: pack.info().documents as usize, pages })
}

/// `places`: for each document, its paragraphs' sentences.
fn take_apart(page: Labelled, places: &BTreeMap<String, Vec<Vec<u32>>>) -> Page {
    let (text, _) = page_text(&read_text(&page.text), &Agencies::default(), &Tokenizers::default());
    let spans: Vec<Span> = text.sentences.iter().map(|sentence| text.normal.original(sentence.span)).collect();
    let bytes: Vec<usize> = page.text.char_indices().map(|(at, _)| at).chain([page.text.len()]).collect();
    let at = |point: usize| bytes.get(point).copied().unwrap_or(page.text.len());
    let gold = page.gold.iter().map(|label| {
        let whole = Span::new(at(label.start), at(label.end));
        let common = |(number, span): (usize, &Span)| {
            let common = span.overlap(whole);
            (common > 0).then(|| (number, common as f32 / whole.len() as f32, 2 * common >= whole.len().min(span.len())))
        };
        let sources = label.src.iter().filter_map(|source| sentences_of(source, places)).flatten().copied().collect();
        Gold { label: label.label.clone(), sources, parts: spans.iter().enumerate().filter_map(common).collect() }
    });
    let (gold, sentences) = (gold.collect(), spans.iter().map(|span| span.of(&page.text).to_owned()).collect());
    Page { kind: page.kind, style: page.style, sentences, gold, text: page.text }
}

/// The sentences that a label's source, `URI#NUMBER`, names. The labels count the paragraphs of a story, which have one sentence
/// each; in those of `ecb` the headline is counted, too.
fn sentences_of<'a>(source: &str, places: &'a BTreeMap<String, Vec<Vec<u32>>>) -> Option<&'a Vec<u32>> {
    let (uri, number) = source.rsplit_once('#')?;
    let number = number.parse::<usize>().ok()?.checked_sub(usize::from(uri.starts_with("ecb:")))?;
    places.get(uri)?.get(number)
}

/// Calls `each` with every reference sentence and its number, without holding them all.
pub(crate) fn each_sentence(scratch: &Path, mut each: impl FnMut(u32, String) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let reader = BufReader::new(File::open(scratch.join(SENTENCES))?);
    reader.lines().zip(0..).try_for_each(|(line, number)| each(number, serde_json::from_str::<Sentence>(&line?)?.text))
}

/// How many reference sentences there are.
pub(crate) fn count(scratch: &Path) -> anyhow::Result<usize> {
    Ok(BufReader::new(File::open(scratch.join(SENTENCES))?).lines().count())
}

pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_reader(BufReader::new(file))?)
}

//! The demo pages against the bundled reference set: what each shows was written, sentence by sentence, before the engine
//! first read it (`reference/pages/*.expected.json`). Where the engine falls short, `reference/pages/deviations.json` says
//! so; a deviation that is not listed fails, and so does a listed one that is gone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::{Change, ChangeKind, Class, Report, Sensitivity, VerdictKind};
use wirecopy::wire::dateline;
use wirecopy::zone::{Zone, read, read_text};
use wirecopy_import::{Item, Options};

#[derive(Deserialize)]
struct Expected {
    page: String,
    verdict: VerdictKind,
    documents: Vec<String>,
    credit: Option<wirecopy::report::CreditStatus>,
    headline: String,
    sentences: Vec<ExpectedSentence>,
    furniture: Vec<String>,
}

#[derive(Deserialize)]
struct ExpectedSentence {
    text: String,
    class: Class,
    document: Option<String>,
    quotes: Vec<ExpectedQuote>,
}

#[derive(Deserialize)]
struct ExpectedQuote {
    text: String,
    status: wirecopy::report::QuoteStatus,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reference")
}

/// The bundled set as a pack.
fn bundled() -> Vec<u8> {
    let background = common::engine().model().background.clone();
    let options = Options { as_of: "2030-01-01T00:00:00Z".parse().unwrap(), named: true };
    let mut builder = Builder::new("bundled");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("stories")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let mut documents = Vec::new();
        wirecopy_import::import(&file.to_string_lossy(), Cursor::new(bytes), options, &mut |item| {
            if let Item::Document(document) = item {
                documents.push(*document);
            }
        });
        assert_eq!(documents.len(), 1, "{}", file.display());
        documents.into_iter().for_each(|d| builder.add(Prepared::new(d, &background).unwrap()));
    }
    builder.finish()
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a report shows otherwise than expected, in words.
fn deviations(expected: &Expected, report: &Report) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let units: Vec<u16> = report.text.as_deref().unwrap_or_default().encode_utf16().collect();
    let of = |start: u32, end: u32| collapse(&String::from_utf16_lossy(&units[start as usize..end as usize]));
    if report.verdict.kind != expected.verdict {
        out.insert(format!("verdict {:?}, not {:?}", report.verdict.kind, expected.verdict));
    }
    let documents: Vec<&str> = report.verdict.documents.iter().map(|d| d.document.as_str()).collect();
    if expected.verdict != VerdictKind::Independent
        && !documents.starts_with(&expected.documents.iter().map(String::as_str).collect::<Vec<_>>())
    {
        out.insert(format!("documents {documents:?}, not {:?}", expected.documents));
    }
    if let (Some(credit), Some(first)) = (expected.credit, report.verdict.documents.first())
        && first.credit != credit
    {
        out.insert(format!("credit {:?}, not {credit:?}", first.credit));
    }
    if !report.sentences.iter().any(|s| s.zone == Zone::Headline && of(s.start, s.end).contains(&collapse(&expected.headline))) {
        out.insert("the headline was not found".to_owned());
    }
    let article: Vec<_> = report.sentences.iter().filter(|s| s.zone == Zone::Article).collect();
    for wanted in &expected.sentences {
        let text = collapse(&wanted.text);
        // A story's first sentence holds its dateline.
        let told = |sentence: &str| sentence == text || sentence[dateline(sentence)..] == text;
        let Some(found) = article.iter().find(|s| told(&of(s.start, s.end))) else {
            out.insert(format!("no such sentence: {text}"));
            continue;
        };
        if found.class != wanted.class {
            out.insert(format!("{:?}, not {:?}: {text}", found.class, wanted.class));
        } else if matches!(found.class, Class::Verbatim | Class::Rewritten)
            && wanted.document.as_deref() != found.matches.first().map(|m| m.document.as_str())
        {
            out.insert(format!("from {:?}: {text}", found.matches.first().map(|m| &m.document)));
        }
        for quote in &wanted.quotes {
            let bare = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let status = found.quotes.iter().find(|q| bare(&of(q.start, q.end)).contains(&bare(&quote.text))).map(|q| q.status);
            if status != Some(quote.status) {
                out.insert(format!("quotation {status:?}, not {:?}: {}", quote.status, quote.text));
            }
        }
    }
    for text in &expected.furniture {
        let flagged = report
            .sentences
            .iter()
            .any(|s| of(s.start, s.end).contains(text.as_str()) && matches!(s.class, Class::Verbatim | Class::Rewritten));
        if flagged {
            out.insert(format!("furniture flagged: {text}"));
        }
    }
    out
}

#[test]
fn demo_pages_show_what_was_written_for_them() {
    let known: BTreeMap<String, BTreeSet<String>> =
        serde_json::from_slice(&std::fs::read(folder().join("pages/deviations.json")).unwrap()).unwrap();
    let mut engine = common::engine();
    engine.add("bundled", Pack::open(bundled()).unwrap());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("pages")).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.to_string_lossy().ends_with(".expected.json"));
    files.sort();
    assert!(files.len() >= 8);
    let mut found = BTreeMap::new();
    for file in files {
        let expected: Expected = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let html = std::fs::read(folder().join(format!("pages/{}.html", expected.page))).unwrap();
        let page = wirecopy_import::html::read_page(&expected.page, &html);
        let report = engine.check(&expected.page, &read(&page), false, Sensitivity::Balanced).unwrap();
        found.insert(expected.page.clone(), deviations(&expected, &report));
    }
    found.retain(|_, d| !d.is_empty());
    assert!(found == known, "deviations are now:\n{}", serde_json::to_string_pretty(&found).unwrap());
}

#[test]
fn a_sentence_made_of_two_is_held_against_both() {
    let mut engine = common::engine();
    engine.add("bundled", Pack::open(bundled()).unwrap());
    let joined = "Without a word to reporters, the 54-year-old left by a side door and sat with Civic Union leaders for over two hours, and her \
                  office said in a short statement that she would draw “the necessary conclusions in the coming days”.";
    let text = format!(
        "Prime Minister Ilse Marrandt suffered a defeat on Wednesday in the decisive vote of her premiership as the junior coalition party left \
         the chamber just before lawmakers voted down plans for a single state regulator for Velmora's 43 private water firms.\n\n{joined}\n\n\
         Davin Korrel, who leads the opposition Labour Front, urged her to step down.\n\nHer government, in office since June 2024, has 95 of \
         180 seats in the Assembly with the Alliance but just 71 on its own."
    );
    let report = engine.check("page", &read_text(&text), true, Sensitivity::Balanced).unwrap();
    let sentence = report.sentences.iter().find(|s| s.start as usize == text.find("Without").unwrap()).unwrap();
    let source = &sentence.matches[0];
    assert_eq!((source.sentence, source.joined), (4, Some([4, 6])));
    let (first, second) = source.text.as_deref().unwrap().split_once(". ").unwrap();
    assert!(first.starts_with("Marrandt, 54, left") && second.starts_with("A brief statement"), "{source:?}");
    // The words of both are kept, where changes are looked for in the first alone the second's were new.
    let kept = |c: &&Change| c.kind == ChangeKind::Kept && c.source.is_some_and(|[start, _]| start as usize > first.len());
    assert!(sentence.changes.iter().filter(kept).count() >= 2, "{:?}", sentence.changes);
}

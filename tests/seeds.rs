//! Five real pages about one wire story, where they are at hand (`../shared/seeds`): who copied from whom.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::PathBuf;

use wirecopy::document::Document;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::{Class, Report, Sensitivity, VerdictKind};
use wirecopy::zone::{Zone, read_text};

fn seeds() -> Option<Vec<(String, String)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("seeds: not run, {} is not there", folder.display());
        return None;
    };
    let mut files: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    Some(files.iter().map(|p| (p.file_name().unwrap().to_string_lossy()[..3].to_owned(), std::fs::read_to_string(p).unwrap())).collect())
}

/// Checks one seed with the others as references.
fn check(seeds: &[(String, String)], page: &str) -> Report {
    let mut engine = common::engine();
    let mut builder = Builder::new("seeds");
    for (name, text) in seeds.iter().filter(|(name, _)| name != page) {
        let body = read_text(text).body();
        let document = Document { uri: name.clone(), headline: String::new(), body, ..Document::default() };
        builder.add(Prepared::new(document, &engine.model().background).unwrap());
    }
    engine.add("seeds", Pack::open(builder.finish()).unwrap());
    let text = &seeds.iter().find(|(name, _)| name == page).unwrap().1;
    engine.check(page, &read_text(text), true, Sensitivity::Balanced).unwrap()
}

fn flagged(report: &Report) -> Vec<&wirecopy::report::Sentence> {
    report.sentences.iter().filter(|s| s.zone == Zone::Article && matches!(s.class, Class::Verbatim | Class::Rewritten)).collect()
}

fn best(report: &Report) -> Vec<(&str, Class)> {
    flagged(report).iter().map(|s| (s.matches[0].document.as_str(), s.class)).collect()
}

#[test]
fn copies_of_each_other_are_verbatim_and_their_furniture_is_not_touched() {
    let Some(seeds) = seeds() else { return };
    for (page, source) in [("003", "001"), ("001", "003")] {
        let report = check(&seeds, page);
        assert_eq!(report.verdict.kind, VerdictKind::Verbatim, "{page}");
        let verbatim = best(&report).iter().filter(|b| **b == (source, Class::Verbatim)).count();
        assert_eq!(verbatim, 13, "{page}: {:?}", best(&report));
        assert!(report.sentences.iter().filter(|s| s.zone == Zone::Furniture).all(|s| s.class == Class::Furniture));
    }
}

#[test]
fn rewrites_of_one_original_find_each_other() {
    let Some(seeds) = seeds() else { return };
    for (page, source) in [("002", "000"), ("000", "002")] {
        let report = check(&seeds, page);
        assert_eq!(report.verdict.kind, VerdictKind::Rewritten, "{page}: {:?}", report.verdict);
        assert_eq!(report.verdict.documents[0].document, source);
    }
    let report = check(&seeds, "002");
    assert!(flagged(&report).len() >= 12, "{:?}", best(&report));
    let text = &seeds.iter().find(|(name, _)| name == "002").unwrap().1;
    let units: Vec<u16> = text.encode_utf16().collect();
    for words in ["Russia is being used to resolve", "a journey to nowhere"] {
        let quote = report
            .sentences
            .iter()
            .flat_map(|s| &s.quotes)
            .find(|q| String::from_utf16_lossy(&units[q.start as usize..q.end as usize]).contains(words))
            .unwrap_or_else(|| panic!("no quotation has {words:?}"));
        assert_eq!(quote.status, wirecopy::report::QuoteStatus::Altered, "{words}");
    }
}

#[test]
fn an_independent_report_is_left_alone() {
    let Some(seeds) = seeds() else { return };
    let report = check(&seeds, "004");
    assert_eq!(report.verdict.kind, VerdictKind::Independent, "{:?}", report.verdict);
    assert!(flagged(&report).len() <= 3, "{:?}", best(&report));
    assert!(report.sentences.iter().filter(|s| s.class == Class::SharedQuotation).count() >= 2);
}

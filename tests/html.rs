//! The pages of tests/html through the native parser: NAME.html gives the headline and the article of NAME.article.txt, and nothing
//! of the furniture around them. tests/e2e/same-article.test.js asks the same of both browsers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::path::Path;

use wirecopy::zone;
use wirecopy_import::html;

#[test]
fn pages_give_their_article_and_nothing_else() {
    let mut files: Vec<_> =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html").read_dir().unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "html"));
    files.sort();
    assert!(files.len() >= 20, "tests/html has its pages");
    let mut differences = String::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy();
        let article = zone::read(&html::read_page(&name, &std::fs::read(&file).unwrap()));
        let expected = std::fs::read_to_string(file.with_extension("article.txt")).unwrap();
        let read = format!("{}\n\n{}", article.title.as_deref().unwrap_or_default(), article.body());
        let lacks = |text: &str, paragraph: &str| !text.split("\n\n").any(|other| other.trim() == paragraph.trim());
        let missing =
            expected.split("\n\n").filter(|paragraph| lacks(&read, paragraph)).map(|paragraph| format!("  - {}\n", paragraph.trim()));
        let added = read.split("\n\n").filter(|paragraph| lacks(&expected, paragraph)).map(|paragraph| format!("  + {paragraph}\n"));
        let differs: String = missing.chain(added).collect();
        if read.trim() != expected.trim() {
            differences += &format!("{name}\n{differs}");
        }
    }
    assert!(differences.is_empty(), "missing (-) and added (+):\n{differences}");
}

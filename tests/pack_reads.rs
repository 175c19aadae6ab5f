//! How much of a pack is read: a count that no busy machine changes. A check reads the lists of the page's words and the documents
//! that the page is compared with.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::cell::Cell;
use std::rc::Rc;

use wirecopy::document::Document;
use wirecopy::engine::Engine;
use wirecopy::error::PackError;
use wirecopy::model::Model;
use wirecopy::pack::{Builder, Pack, Prepared, ReadAt};
use wirecopy::report::{Sensitivity, VerdictKind};
use wirecopy::zone::read_text;

/// A pack that counts the bytes which are read of it.
struct Counted {
    bytes: Vec<u8>,
    read: Rc<Cell<u64>>,
}

impl ReadAt for Counted {
    fn size(&self) -> Result<u64, PackError> {
        self.bytes.size()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        self.read.set(self.read.get() + buffer.len() as u64);
        self.bytes.read_at(offset, buffer)
    }
}

/// Made-up words, the frequent ones far more frequent than the others, as in any language.
struct Words(u64);

impl Words {
    fn number(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn word(&mut self) -> String {
        let mut rank = 20_000f64.powf(self.number()) as usize;
        let mut word = String::new();
        while rank > 0 {
            word.push_str(["ba", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu"][rank % 10]);
            rank /= 10;
        }
        word
    }

    /// Ten sentences, each of twelve such words amid English ones, by which the language is told.
    fn story(&mut self) -> String {
        let mut two = || format!("{} {}", self.word(), self.word());
        let mut sentence = || {
            format!("The {} of the {} was in {} and had {} with the {}, which they said for {}.", two(), two(), two(), two(), two(), two())
        };
        (0..10).map(|_| sentence()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Bytes read to open a pack of so many stories, and to check a page that has one of them.
fn read_of(stories: usize) -> (u64, u64) {
    let data = |name: &str| std::fs::read(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let model = Model::decode(&data("background.bin"), &data("weights.bin"), &data("vectors.bin")).unwrap();
    let mut engine = Engine::new(model);
    let mut builder = Builder::new("set");
    let mut words = Words(7);
    let page = words.story();
    for number in 0..stories {
        let body = if number == 0 { page.clone() } else { words.story() };
        let document = Document { uri: number.to_string(), body, language: Some("en".to_owned()), ..Document::default() };
        builder.add(Prepared::new(document, &engine.model().background).unwrap());
    }
    let read = Rc::new(Cell::new(0));
    let pack = Pack::open(Counted { bytes: builder.finish(), read: Rc::clone(&read) }).unwrap();
    let opened = read.replace(0);
    engine.add("set", pack);
    let report = engine.check("page", &read_text(&page), true, Sensitivity::Balanced).unwrap();
    assert_eq!(report.verdict.kind, VerdictKind::Verbatim);
    (opened, opened + read.get())
}

#[test]
fn no_more_is_read_of_a_pack_than_was() {
    // What was measured and a tenth more: bytes to open a pack of so many stories, and to check a page with it that was just opened.
    for (stories, opening, check) in [(100, 3_900, 137_000), (1_000, 35_800, 632_000)] {
        let (opened, checked) = read_of(stories);
        assert!(opened <= opening, "{stories} stories: opening read {opened} bytes, {opening} at most");
        assert!(checked <= check, "{stories} stories: a check read {checked} bytes, {check} at most");
    }
}

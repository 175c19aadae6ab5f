//! Packs whose bytes were changed on purpose, checksums and all: an error or an answer, never a panic, never without end.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
#[path = "common/reseal.rs"]
mod reseal;

use std::sync::Arc;

use proptest::prelude::*;
use wirecopy::document::Document;
use wirecopy::engine::Engine;
use wirecopy::pack::{Builder, Codes, Pack, Prepared, merge};
use wirecopy::report::Sensitivity;
use wirecopy::zone::read_text;

const STORY: &str = "Islander Lines halted every crossing to Skerra on Sunday after inspectors found cracks in three hulls.\n\n\
    About 1,900 passengers were stranded on the island, harbour master Edda Quill said.\n\n“No ship will sail before every weld has been \
    looked at twice,” Quill told reporters.\n\nThe company said a survey had been lost when its office moved.";

fn packs() -> [Vec<u8>; 2] {
    let engine = common::engine();
    let background = &engine.model().background;
    let fill = |mut builder: Builder| {
        for (uri, body) in [("a", STORY.to_owned()), ("b", STORY.replace("Skerra", "Ostrand").replace("Sunday", "Monday"))] {
            let document = Document { uri: uri.to_owned(), body, language: Some("en".to_owned()), ..Document::default() };
            builder.add(Prepared::new(document, background).unwrap());
        }
        builder.finish()
    };
    [fill(Builder::new("set")), fill(Builder::with_codes("set", Arc::new(Codes::shared(background))))]
}

/// Everything that is done with a pack.
fn use_it(engine: &mut Engine<Vec<u8>>, bytes: &[u8]) {
    let Ok(pack) = Pack::open(bytes.to_vec()) else { return };
    let _ = pack.verify();
    for number in 0..pack.info().documents.min(50) {
        let _ = (pack.document(number), pack.body(number), pack.prints(number));
    }
    let _ = merge("merged", &[pack], || Ok(Vec::new()), &mut Vec::new(), |_| {});
    if let Ok(pack) = Pack::open(bytes.to_vec()) {
        engine.add("set", pack);
        let _ = engine.check("page", &read_text(STORY), true, Sensitivity::Balanced);
    }
}

#[test]
fn a_word_in_more_sentences_than_there_are_is_an_error() {
    let mut bytes = packs()[0].clone();
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
    // The fifth section is the dictionary; its entries' second word is the number of sentences.
    let (dictionary, length) = (word(32 + 4 * 24 + 8), word(32 + 4 * 24 + 16));
    (dictionary..dictionary + length).step_by(16).for_each(|entry| bytes[entry + 4..entry + 8].fill(0xff));
    reseal::reseal(&mut bytes);
    let mut engine = common::engine();
    engine.add("set", Pack::open(bytes).unwrap());
    let error = engine.check("page", &read_text(STORY), true, Sensitivity::Balanced).unwrap_err();
    assert!(error.to_string().starts_with("set: dictionary is malformed"), "{error}");
}

#[test]
fn a_fingerprint_of_a_word_that_the_pack_has_not_is_an_error() {
    let mut bytes = packs()[1].clone();
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
    // The fourth section is the fingerprints: the first sentence's number of words, then the gaps between their ranks.
    let prints = word(32 + 3 * 24 + 8);
    bytes[prints + 2] = 0x7f;
    reseal::reseal(&mut bytes);
    let pack = Pack::open(bytes).unwrap();
    let error = pack.prints(0).unwrap_err();
    assert!(error.to_string().starts_with("ranks is malformed"), "{error}");
    let error = merge("merged", &[pack], || Ok(Vec::new()), &mut Vec::new(), |_| {}).unwrap_err();
    assert!(error.to_string().starts_with("ranks is malformed"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(8) })]

    #[test]
    fn changed_packs_do_no_harm(seeds in proptest::collection::vec((any::<u32>(), any::<u8>(), 1..4u8), 40)) {
        let mut engine = common::engine();
        for (kind, whole) in packs().iter().enumerate() {
            for &(place, value, width) in &seeds {
                let mut bytes = whole.clone();
                // Half of the changes fall on the header and the sections behind it, where they do most.
                let reach = if place % 2 == 0 { bytes.len() } else { 700 };
                let at = (place / 2) as usize % reach.min(bytes.len());
                for byte in bytes.iter_mut().skip(at).take(width.into()) {
                    *byte = value;
                }
                reseal::reseal(&mut bytes);
                use_it(&mut engine, &bytes);
                if kind == 0 && place % 5 == 0 {
                    bytes.truncate(at);
                    reseal::reseal(&mut bytes);
                    use_it(&mut engine, &bytes);
                }
            }
        }
    }
}

//! What all targets check with: the bundled data, one story in a pack.
#![allow(dead_code, reason = "each target takes what it needs of this")]

use std::cell::RefCell;

use wirecopy::background::Background;
use wirecopy::document::Document;
use wirecopy::engine::Engine;
use wirecopy::error::CheckError;
use wirecopy::infer::weights::Weights;
use wirecopy::model::Model;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::{Report, Sensitivity};
use wirecopy::zone::{Article, read_text};

/// A story that pages and packs may share words with.
pub const STORY: &str = "Islander Lines halted every crossing to Skerra on Sunday after inspectors found cracks in three hulls.\n\n\
    About 1,900 passengers were stranded on the island, harbour master Edda Quill said.\n\n“No ship will sail before every weld has been \
    looked at twice,” Quill told reporters.\n\nThe company said a survey had been lost when its office moved.";

thread_local! {
    static ENGINE: RefCell<Engine<Vec<u8>>> = RefCell::new(engine());
}

fn engine() -> Engine<Vec<u8>> {
    let model = Model::decode(
        include_bytes!("../../data/background.bin"),
        include_bytes!("../../data/weights.bin"),
        include_bytes!("../../data/vectors.bin"),
    );
    let mut engine = Engine::new(model.expect("the bundled data is whole"));
    let story = pack_of(STORY, &engine.model().background).expect("the story has sentences");
    engine.add("story", story);
    engine
}

/// A pack of one text; none where that has no sentence.
pub fn pack_of(text: &str, background: &Background) -> Option<Pack<Vec<u8>>> {
    let document = Document { uri: "text".to_owned(), body: text.to_owned(), ..Document::default() };
    let mut builder = Builder::new("text");
    builder.add(Prepared::new(document, background)?);
    Some(Pack::open(builder.finish()).expect("a pack just built can be opened"))
}

/// Compares an article with the story and with the pack that `other` makes, if it does.
pub fn check(article: &Article, other: impl FnOnce(&Background) -> Option<Pack<Vec<u8>>>) -> Result<(), CheckError> {
    ENGINE.with_borrow_mut(|engine| {
        if let Some(pack) = other(&engine.model().background) {
            engine.add("other", pack);
        }
        let report = engine.check("page", article, false, Sensitivity::Balanced);
        engine.remove("other");
        hold(article, &report?);
        Ok(())
    })
}

/// Compares a page that rewords the story with it, by other weights.
pub fn check_with(weights: Weights) {
    ENGINE.with_borrow(|engine| {
        let mut other: Engine<Vec<u8>> = Engine::new(Model { weights, ..engine.model().clone() });
        other.add("story", pack_of(STORY, &other.model().background).expect("the story has sentences"));
        let article = read_text(&STORY.replace("cracks", "flaws").replace("halted", "stopped"));
        hold(&article, &other.check("page", &article, false, Sensitivity::Balanced).expect("the pack is whole"));
    });
}

/// What holds for every report.
fn hold(article: &Article, report: &Report) {
    let units: Vec<u16> = article.text.encode_utf16().collect();
    let parts_a_character = |at: u32| units.get(at as usize).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
    let mut end = 0;
    for sentence in &report.sentences {
        assert!(end <= sentence.start && sentence.start <= sentence.end && sentence.end as usize <= units.len(), "sentences out of order");
        assert!(!parts_a_character(sentence.start) && !parts_a_character(sentence.end), "a sentence that parts a character");
        let scores = sentence.score.into_iter().chain(sentence.matches.iter().map(|found| found.score));
        scores.for_each(|score| assert!((0.0..=1.0).contains(&score), "a score of {score}"));
        end = sentence.end;
    }
    assert!((0.0..=1.0).contains(&report.verdict.share), "a share of {}", report.verdict.share);
}

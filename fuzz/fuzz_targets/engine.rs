//! What all targets check with: the bundled data, one story in a pack.

use std::cell::RefCell;

use wirecopy::document::Document;
use wirecopy::engine::Engine;
use wirecopy::model::Model;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::Sensitivity;
use wirecopy::zone::Article;

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
    let document = Document { uri: "story".to_owned(), body: STORY.to_owned(), ..Document::default() };
    let mut builder = Builder::new("story");
    builder.add(Prepared::new(document, &engine.model().background).expect("the story has sentences"));
    engine.add("story", Pack::open(builder.finish()).expect("a pack just built can be opened"));
    engine
}

/// Compares an article with the story and, if there is one, with a pack of the target's.
pub fn check(article: &Article, pack: Option<Pack<Vec<u8>>>) {
    ENGINE.with_borrow_mut(|engine| {
        if let Some(pack) = pack {
            engine.add("other", pack);
        }
        if let Ok(report) = engine.check("page", article, false, Sensitivity::Balanced) {
            let units = article.text.encode_utf16().count() as u32;
            let mut end = 0;
            for sentence in &report.sentences {
                assert!(end <= sentence.start && sentence.start <= sentence.end && sentence.end <= units, "sentences out of order");
                end = sentence.end;
            }
        }
        engine.remove("other");
    });
}

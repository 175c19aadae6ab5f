//! What several native tests need.

use wirecopy::engine::Engine;
use wirecopy::model::Model;

/// An engine with the bundled data and no packs.
pub(crate) fn engine() -> Engine<Vec<u8>> {
    let read = |name: &str| std::fs::read(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    Engine::new(Model::decode(&read("background.bin"), &read("weights.bin"), &read("vectors.bin")).unwrap())
}

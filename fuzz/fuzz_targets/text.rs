//! A plain text, as page and as reference: cut into sentences, compared with a story and with itself.
#![no_main]

mod engine;

use libfuzzer_sys::fuzz_target;
use wirecopy::zone::read_text;

fuzz_target!(|text: &str| {
    engine::check(&read_text(text), |background| engine::pack_of(text, background)).expect("packs just built are whole");
});

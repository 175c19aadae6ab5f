//! A plain-text page: cut into sentences, compared.
#![no_main]

mod engine;

use libfuzzer_sys::fuzz_target;
use wirecopy::zone::read_text;

fuzz_target!(|text: &str| engine::check(&read_text("page", text), None));

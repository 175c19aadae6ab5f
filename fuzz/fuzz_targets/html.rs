//! Bytes as an HTML page: parsed, zoned, compared.
#![no_main]

mod engine;

use libfuzzer_sys::fuzz_target;
use wirecopy::zone::read;
use wirecopy_import::html::read_page;

fuzz_target!(|bytes: &[u8]| {
    engine::check(&read(&read_page("page", bytes)), |_| None).expect("the story's pack is whole");
});

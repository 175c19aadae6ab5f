//! Bytes as learned weights, with which a page is then checked.
#![no_main]

mod engine;

use libfuzzer_sys::fuzz_target;
use wirecopy::infer::weights::Weights;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(weights) = Weights::decode(bytes) {
        engine::check_with(weights);
    }
});

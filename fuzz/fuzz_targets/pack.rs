//! Bytes as a pack, with checksums that fit.
#![no_main]

mod engine;
#[path = "../../tests/common/reseal.rs"]
mod reseal;

use libfuzzer_sys::fuzz_target;
use wirecopy::pack::{Key, Pack, merge};
use wirecopy::zone::read_text;

/// Opens the seeds that have a key.
const KEY: &[u8] = include_bytes!("../key");

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    reseal::reseal(&mut bytes);
    let open = || Pack::open(bytes.clone());
    let Ok(mut pack) = open() else { return };
    Key::new(KEY).map(|key| pack.unlock(&key));
    let _ = pack.verify();
    for number in 0..pack.info().documents.min(50) {
        let _ = (pack.document(number), pack.body(number), pack.prints(number));
    }
    let Ok(again) = open() else { return };
    let _ = merge("merged", &[again], || Ok(Vec::new()), &mut Vec::new(), |_| {});
    let _ = engine::check(&read_text(engine::STORY), |_| Some(pack));
});

//! Bytes as a pack, with checksums that fit.
#![no_main]

mod engine;
#[path = "../../tests/common/reseal.rs"]
mod reseal;

use libfuzzer_sys::fuzz_target;
use wirecopy::pack::{Pack, merge};
use wirecopy::zone::read_text;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    reseal::reseal(&mut bytes);
    let Ok(pack) = Pack::open(bytes.clone()) else { return };
    let _ = pack.verify();
    for number in 0..pack.info().documents.min(50) {
        let _ = (pack.document(number), pack.body(number), pack.prints(number));
    }
    let _ = merge("merged", &[pack], || Ok(Vec::new()), &mut Vec::new(), |_| {});
    engine::check(&read_text("page", engine::STORY), Pack::open(bytes).ok());
});

//! Bytes as a file of any agency format, archives of them included.
#![no_main]

use std::io::Cursor;

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use wirecopy::background::Background;
use wirecopy::pack::Prepared;
use wirecopy_import::{Item, Options, import};

/// Bytes of a tar's header and of what its files are filled up to.
const BLOCK: usize = 512;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    reseal(&mut bytes);
    let background = Background::default();
    import("file", Cursor::new(bytes), Options { named: true, as_of: Timestamp::MAX }, &mut |item| match item {
        Item::Document(document) | Item::Summary(document) => drop(Prepared::new(*document, &background)),
        Item::Problem(problem) => assert!(problem.error.to_string().len() < 2_000, "a message of {}", problem.error.to_string().len()),
        Item::Skipped(_) | Item::Note(_) => {}
    });
});

/// Makes the checksums of a tar's headers fit, so that what lies behind them is reached, too.
fn reseal(bytes: &mut [u8]) {
    if bytes.get(257..262) != Some(b"ustar") {
        return;
    }
    let mut at = 0;
    while let Some(header) = bytes.get_mut(at..at + BLOCK).filter(|header| header.iter().any(|byte| *byte != 0)) {
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let size = str::from_utf8(&header[124..135]).ok().and_then(|size| usize::from_str_radix(size, 8).ok()).unwrap_or_default();
        at += BLOCK + size.next_multiple_of(BLOCK);
    }
}

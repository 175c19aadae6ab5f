//! Bytes as a file of any agency format, archives of them included.
#![no_main]

use std::io::Cursor;

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use wirecopy::background::Background;
use wirecopy::pack::Prepared;
use wirecopy_import::{Item, Options, import};

fuzz_target!(|bytes: &[u8]| {
    let background = Background::default();
    import("file", Cursor::new(bytes), Options { as_of: Timestamp::UNIX_EPOCH }, &mut |item| {
        if let Item::Document(document) | Item::Summary(document) = item {
            drop(Prepared::new(*document, &background));
        }
    });
});

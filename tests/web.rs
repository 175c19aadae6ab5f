//! The binding in a browser's window, as the demo page and the tests of pages have it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod binding;

wasm_bindgen_test_configure!(run_in_browser);

//! The binding in a Worker, as the extension has it, and packs read in place from the origin's private file system.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)]

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

mod binding;

use binding::{STORY, engine, flagged, pack, plain};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen(inline_js = r#"
    export async function store(name, bytes) {
        const root = await navigator.storage.getDirectory();
        const handle = await (await root.getFileHandle(name, { create: true })).createSyncAccessHandle();
        handle.truncate(0);
        handle.write(bytes, { at: 0 });
        handle.flush();
        return handle;
    }
"#)]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn store(name: &str, bytes: Uint8Array) -> Result<JsValue, JsValue>;

    type SyncHandle;
    #[wasm_bindgen(method)]
    fn truncate(this: &SyncHandle, length: f64);
    #[wasm_bindgen(method)]
    fn close(this: &SyncHandle);
}

#[wasm_bindgen_test]
async fn a_pack_in_a_file_gives_the_same_report_as_one_in_memory() {
    let page = plain(&STORY.join(" "));
    let mut in_memory = engine();
    in_memory.open_pack("stories", pack().into(), None).unwrap();
    let handle = store("stories.pack", pack()).await.unwrap();
    let mut in_place = engine();
    in_place.open_pack("stories", handle.clone(), None).unwrap();
    in_place.verify_pack("stories").unwrap();
    let report = binding::check(&in_place, &page);
    assert_eq!(flagged(&report).len(), STORY.len());
    assert_eq!(report, binding::check(&in_memory, &page));
    handle.unchecked_into::<SyncHandle>().close();
}

#[wasm_bindgen_test]
async fn a_file_cut_short_under_an_open_pack_is_a_pack_error() {
    let handle = store("cut.pack", pack()).await.unwrap();
    let mut engine = engine();
    engine.open_pack("cut", handle.clone(), None).unwrap();
    let handle = handle.unchecked_into::<SyncHandle>();
    handle.truncate(200.0);
    let error: js_sys::Error = engine.verify_pack("cut").unwrap_err().unchecked_into();
    assert_eq!(error.name(), "PackError");
    handle.close();
}

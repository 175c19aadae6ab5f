//! The engine in JavaScript: the one file of this crate that knows it.
//!
//! A page comes in as a plain object ([`Page`], or `{id, text}` for plain text), a report goes out as a plain object; all
//! offsets in it are UTF-16 code units. Errors are `Error` objects whose `name` says whose fault it is: `PackError` for a
//! pack's bytes, `PageError` for a page that is not of the expected shape.

use js_sys::{Error, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::engine;
use crate::error::{CheckError, PackError};
use crate::model::Model;
use crate::pack::{Key, Pack, ReadAt};
use crate::report::Sensitivity;
use crate::zone::{Page, read, read_text};

#[wasm_bindgen]
extern "C" {
    /// Bytes that JavaScript holds: `FileSystemSyncAccessHandle`, or anything with its `read` and `getSize`.
    pub type Handle;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Handle, into: &Uint8Array, options: &JsValue) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getSize)]
    fn get_size(this: &Handle) -> Result<f64, JsValue>;
}

impl ReadAt for Handle {
    fn size(&self) -> Result<u64, PackError> {
        self.get_size().map(|size| size as u64).map_err(|e| io(&e))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), PackError> {
        let into = Uint8Array::new_with_length(buffer.len() as u32);
        let options = Object::new();
        Reflect::set(&options, &"at".into(), &(offset as f64).into()).map_err(|e| io(&e))?;
        let count = Handle::read(self, &into, &options).map_err(|e| io(&e))?;
        if count as usize != buffer.len() {
            return Err(PackError::Truncated { expected: offset + buffer.len() as u64, found: offset + count as u64 });
        }
        into.copy_to(buffer);
        Ok(())
    }
}

fn io(error: &JsValue) -> PackError {
    let message = error.dyn_ref::<Error>().map(|e| String::from(e.message()));
    PackError::Io(message.unwrap_or_else(|| format!("{error:?}")))
}

/// What the interface shows of an open pack.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PackInfo<'a> {
    id: &'a str,
    name: &'a str,
    store: &'static str,
    documents: u32,
    sentences: u32,
    bytes: f64,
    first: Option<&'a str>,
    newest: Option<&'a str>,
    checksum: String,
    locked: bool,
    sources: Vec<(&'a str, u32)>,
    languages: Vec<&'a str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Options {
    sensitivity: Sensitivity,
}

/// A plain-text page.
#[derive(Deserialize)]
struct PlainPage {
    id: String,
    text: String,
    language: Option<String>,
    #[serde(default)]
    cut: bool,
}

/// Packs and learned data, ready to check pages.
#[wasm_bindgen]
pub struct Engine {
    inner: engine::Engine<Box<dyn ReadAt>>,
}

#[wasm_bindgen]
impl Engine {
    /// From the bytes of `background.bin`, `weights.bin` and `vectors.bin`.
    #[wasm_bindgen(constructor)]
    pub fn new(background: &[u8], weights: &[u8], vectors: &[u8]) -> Result<Engine, JsValue> {
        let model = Model::decode(background, weights, vectors).map_err(|e| thrown("DataError", &e.to_string()))?;
        Ok(Engine { inner: engine::Engine::new(model) })
    }

    /// Opens a pack under `id`: a `Uint8Array`, or an object with `read(view, {at})` and `getSize()`. Returns what it says of
    /// itself; throws a `PackError` and leaves the open packs as they were where it cannot be read. With `key`, the fingerprints in it
    /// are read; without the right one, it stays `locked`.
    #[wasm_bindgen(js_name = openPack)]
    pub fn open_pack(&mut self, id: &str, source: JsValue, key: Option<Vec<u8>>) -> Result<JsValue, JsValue> {
        let source: Box<dyn ReadAt> = match source.dyn_ref::<Uint8Array>() {
            Some(bytes) => Box::new(bytes.to_vec()),
            None => Box::new(source.unchecked_into::<Handle>()),
        };
        let mut pack = Pack::open(source).map_err(pack_error)?;
        if let Some(key) = key.and_then(|bytes| Key::new(&bytes)) {
            pack.unlock(&key);
        }
        self.inner.add(id, pack);
        Ok(self.packs_matching(|known| known == id)?.get(0))
    }

    /// Closes a pack; whether it was open.
    #[wasm_bindgen(js_name = closePack)]
    pub fn close_pack(&mut self, id: &str) -> bool {
        self.inner.remove(id)
    }

    /// Reads and checks every block of an open pack; throws a `PackError` that names the damaged one.
    #[wasm_bindgen(js_name = verifyPack)]
    pub fn verify_pack(&self, id: &str) -> Result<(), JsValue> {
        let pack = self.inner.packs().find(|(known, _)| *known == id).map(|(_, pack)| pack);
        pack.ok_or_else(|| thrown("PackError", &format!("no pack is open under {id:?}")))?.verify().map_err(pack_error)
    }

    /// What the open packs say of themselves, in the order in which they were opened.
    pub fn packs(&self) -> Result<js_sys::Array, JsValue> {
        self.packs_matching(|_| true)
    }

    fn packs_matching(&self, wanted: impl Fn(&str) -> bool) -> Result<js_sys::Array, JsValue> {
        let out = js_sys::Array::new();
        for (id, pack) in self.inner.packs().filter(|(id, _)| wanted(id)) {
            let info = pack.info();
            out.push(&to_js(&PackInfo {
                id,
                name: &info.name,
                store: pack.store().name(),
                documents: info.documents,
                sentences: info.sentences,
                bytes: pack.bytes() as f64,
                first: info.first.as_deref(),
                newest: info.last.as_deref(),
                checksum: pack.checksum(),
                locked: pack.is_locked(),
                sources: info.sources.iter().map(|(name, &count)| (name.as_str(), count)).collect(),
                languages: info.languages.keys().map(String::as_str).collect(),
            })?);
        }
        Ok(out)
    }

    /// Checks a page: an object of the form of [`Page`], or `{id, text}` for plain text. Options: `{sensitivity}`.
    pub fn check(&self, page: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
        let options: Options = if options.is_undefined() || options.is_null() { Options::default() } else { from_js(options)? };
        let plain = Reflect::has(&page, &"text".into()).unwrap_or(false);
        let report = if plain {
            let page: PlainPage = from_js(page)?;
            let mut article = read_text(&page.text);
            article.language = article.language.or(page.language);
            article.cut |= page.cut;
            self.inner.check(&page.id, &article, true, options.sensitivity)
        } else {
            let page: Page = from_js(page)?;
            self.inner.check(&page.id, &read(&page), false, options.sensitivity)
        };
        to_js(&report.map_err(check_error)?)
    }

    /// The article of a page, without comparing it: `{title, text, language, published, byline}`.
    pub fn extract(&self, page: JsValue) -> Result<JsValue, JsValue> {
        #[derive(Serialize)]
        struct Extract {
            title: Option<String>,
            text: String,
            language: Option<String>,
            published: Option<String>,
            byline: Option<String>,
        }
        let article = read(&from_js(page)?);
        let text = article.body();
        to_js(&Extract { text, title: article.title, language: article.language, published: article.published, byline: article.byline })
    }
}

/// Version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|e| thrown("ReportError", &e.to_string()))
}

fn from_js<T: for<'de> Deserialize<'de>>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|e| thrown("PageError", &format!("a page object was expected: {e}")))
}

/// A `PackError` with the id of its pack as `pack`.
fn check_error(error: CheckError) -> JsValue {
    let thrown = thrown("PackError", &error.error.to_string());
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&thrown, &"pack".into(), &error.pack.into());
    thrown
}

fn pack_error(error: PackError) -> JsValue {
    thrown("PackError", &error.to_string())
}

fn thrown(name: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name(name);
    error.into()
}

//! The importer in JavaScript: the one file of this crate that knows it. Files in, one pack out; for followed sources, files in,
//! articles out, and signatures checked; packs that are handed on get the name that they have by now.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, SeekFrom};

use jiff::Timestamp;
use js_sys::{Date, Error, Function, Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::TextDecoder;
use wirecopy::background::Background;
use wirecopy::document::Document;
use wirecopy::pack::{self, Builder, Prepared};

use crate::item::{Item, Options, Problem, Skip};
use crate::{format, signature};

/// What one file gave.
#[derive(Default, Serialize)]
struct Added {
    documents: u32,
    skipped: BTreeMap<String, u32>,
    problems: Vec<Told>,
    notes: Vec<Told>,
}

/// A problem or a note, with its place.
#[derive(Serialize)]
struct Told {
    file: String,
    line: Option<f64>,
    message: String,
}

impl From<Problem> for Told {
    fn from(problem: Problem) -> Self {
        Told { message: problem.error.to_string(), line: problem.line.map(|line| line as f64), file: problem.file }
    }
}

/// An article with what its source says of its text.
#[derive(Serialize)]
struct Article {
    #[serde(flatten)]
    document: Document,
    summary: bool,
}

/// An item that must not be used any more, up to the version that says so.
#[derive(Serialize)]
struct Withdrawal {
    uri: String,
    version: Option<u32>,
    published: Option<String>,
}

/// The articles of one file.
#[derive(Default, Serialize)]
struct Articles {
    format: String,
    articles: Vec<Article>,
    withdrawn: Vec<Withdrawal>,
    problems: Vec<Told>,
}

/// The articles of a file of any format, under embargo or not: `{format, articles, withdrawn, problems}`. An article is a document
/// with `summary`, whether its source delivers only that of its text; `withdrawn` has items that must not be used: `{uri, version,
/// published}`, each up to that version.
#[wasm_bindgen(js_name = readArticles)]
pub fn read_articles(file_name: &str, bytes: Vec<u8>) -> Result<JsValue, JsValue> {
    let head = bytes.get(..format::HEAD).unwrap_or(&bytes);
    let mut found = Articles { format: format!("{:?}", format::of(head)).to_lowercase(), ..Articles::default() };
    let options = Options { as_of: Timestamp::MAX, named: true };
    crate::import(file_name, Watched::new(bytes, None), options, &mut |item| match item {
        Item::Document(document) => found.articles.push(Article { document: *document, summary: false }),
        Item::Summary(document) => found.articles.push(Article { document: *document, summary: true }),
        Item::Skipped(Skip::Withdrawn(item)) => {
            found.withdrawn.push(Withdrawal { uri: item.uri, version: item.version, published: item.published });
        }
        Item::Problem(problem) => found.problems.push(problem.into()),
        Item::Skipped(_) | Item::Note(_) => {}
    });
    Ok(found.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

#[wasm_bindgen]
extern "C" {
    /// Bytes that JavaScript holds: `FileSystemSyncAccessHandle`, or anything with its `read`.
    pub type Handle;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Handle, into: &Uint8Array, options: &JsValue) -> Result<f64, JsValue>;
}

/// Reads a handle from its beginning on.
struct Stream<'a> {
    handle: &'a Handle,
    at: f64,
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let into = Uint8Array::new_with_length(buffer.len() as u32);
        let failed = |error: JsValue| std::io::Error::other(format!("{error:?}"));
        let options = Object::new();
        Reflect::set(&options, &"at".into(), &self.at.into()).map_err(failed)?;
        let count = self.handle.read(&into, &options).map_err(failed)?;
        let read = (count as usize).min(buffer.len());
        into.subarray(0, read as u32).copy_to(&mut buffer[..read]);
        self.at += count;
        Ok(read)
    }
}

/// Checks the bytes of a handle against a minisign key and the text of their signature file; throws a `SignatureError` that says
/// what is wrong where they are not what the key's holder signed.
#[wasm_bindgen(js_name = verifySignature)]
pub fn verify_signature(key: &str, signature: &str, handle: &Handle) -> Result<(), JsValue> {
    signature::verify(key, signature, Stream { handle, at: 0.0 }).map_err(|error| thrown("SignatureError", &error.to_string()))
}

/// What a pack begins with once it is called `name`: `{start: Uint8Array, from}`, behind which come its own bytes from `from` on.
/// `bytes` are its first ones; undefined where they do not hold its header and counts whole.
#[wasm_bindgen(js_name = renamedPack)]
pub fn renamed_pack(name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let Some((start, from)) = pack::renamed(bytes, name) else { return Ok(JsValue::UNDEFINED) };
    let result = Object::new();
    Reflect::set(&result, &"start".into(), &Uint8Array::from(start.as_slice()))?;
    Reflect::set(&result, &"from".into(), &(from as f64).into())?;
    Ok(result.into())
}

/// Between two calls of whoever watches, this part of a file is read.
const STEP: f64 = 1.0 / 200.0;

/// A file's bytes, and who is told how many of them were read. They are counted as they come, since a zip is read from its end first.
struct Watched {
    bytes: Cursor<Vec<u8>>,
    watcher: Option<Function>,
    read: f64,
    told: f64,
}

impl Watched {
    fn new(bytes: Vec<u8>, watcher: Option<Function>) -> Self {
        Watched { bytes: Cursor::new(bytes), watcher, read: 0.0, told: 0.0 }
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        let all = self.bytes.get_ref().len() as f64;
        self.read = (self.read + count as f64).min(all);
        if let Some(watcher) = self.watcher.as_ref().filter(|_| self.read - self.told >= all * STEP) {
            self.told = self.read;
            // What a watcher throws is nothing to an import.
            watcher.call1(&JsValue::NULL, &self.read.into()).ok();
        }
        Ok(count)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// Makes one pack of many files.
#[wasm_bindgen]
pub struct Importer {
    builder: Builder,
    background: Background,
    sentences: usize,
}

#[wasm_bindgen]
impl Importer {
    /// For a pack called `name`, with the bytes of `background.bin`.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, background: &[u8]) -> Result<Importer, JsValue> {
        let background = Background::decode(background).map_err(|error| thrown("DataError", &error.to_string()))?;
        Ok(Importer { builder: Builder::new(name), background, sentences: 0 })
    }

    /// Adds a file of any format; `named` says whether it was chosen, and not only a folder it is in. Returns `{documents, skipped:
    /// {reason: count}, problems: [{file, line, message}], notes}`, notes like problems; what is wrong with a file is a problem, never
    /// thrown. A `watcher` is called with the number of bytes read, a few hundred times at most.
    pub fn add(&mut self, file_name: &str, bytes: Vec<u8>, named: bool, watcher: Option<Function>) -> Result<JsValue, JsValue> {
        let mut added = Added::default();
        let as_of = Timestamp::from_millisecond(Date::now() as i64).unwrap_or(Timestamp::UNIX_EPOCH);
        let options = Options { as_of, named };
        let skip = |builder: &mut Builder, added: &mut Added, skip: Skip| {
            let reason = skip.to_string();
            builder.skip(&reason, 1);
            if let Skip::Withdrawn(item) = skip {
                builder.withdraw(&item.uri, item.version, item.published.as_deref());
            }
            *added.skipped.entry(reason).or_default() += 1;
        };
        crate::import(file_name, Watched::new(bytes, watcher), options, &mut |item| match item {
            Item::Document(document) | Item::Summary(document) => match Prepared::new(*document, &self.background) {
                Some(prepared) => {
                    added.documents += 1;
                    self.sentences += prepared.sentences();
                    self.builder.add(prepared);
                }
                None => skip(&mut self.builder, &mut added, Skip::NoBody),
            },
            Item::Skipped(reason) => skip(&mut self.builder, &mut added, reason),
            Item::Problem(problem) => added.problems.push(problem.into()),
            Item::Note(note) => added.notes.push(Told { file: note.file, line: None, message: note.message }),
        });
        let plain = serde_wasm_bindgen::Serializer::json_compatible();
        Ok(added.serialize(&plain)?)
    }

    /// The pack of all that was added: `{pack: Uint8Array, documents, sentences}`. Throws `NothingUsable` where no file had an article.
    pub fn finish(self) -> Result<JsValue, JsValue> {
        if self.builder.is_empty() {
            return Err(thrown("NothingUsable", "no article with text was found"));
        }
        let result = Object::new();
        Reflect::set(&result, &"documents".into(), &(self.builder.len() as f64).into())?;
        Reflect::set(&result, &"sentences".into(), &(self.sentences as f64).into())?;
        Reflect::set(&result, &"pack".into(), &Uint8Array::from(self.builder.finish().as_slice()))?;
        Ok(result.into())
    }
}

/// The encoding that a label means, by its name in small letters; `None` where no decoder goes by it.
pub(crate) fn name_of(label: &str) -> Option<String> {
    TextDecoder::new_with_label(label).ok().map(|decoder| decoder.encoding())
}

/// Bytes in a named encoding, without byte order mark; `None` where there is no such encoding.
pub(crate) fn decoded(name: &str, bytes: &[u8]) -> Option<String> {
    TextDecoder::new_with_label(name).ok()?.decode_with_u8_array(bytes).ok()
}

fn thrown(name: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name(name);
    error.into()
}

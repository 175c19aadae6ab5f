//! The importer in JavaScript: the one file of this crate that knows it. Files in, one pack out.

use std::collections::BTreeMap;
use std::io::Cursor;

use jiff::Timestamp;
use js_sys::{Date, Error, Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wirecopy::background::Background;
use wirecopy::pack::{Builder, Prepared};

use crate::item::{Item, Options, Skip};

const BACKGROUND: &[u8] = include_bytes!("../../data/background.bin");

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

/// Makes one pack of many files.
#[wasm_bindgen]
pub struct Importer {
    builder: Builder,
    background: Background,
    sentences: usize,
}

#[wasm_bindgen]
impl Importer {
    /// For a pack called `name`.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<Importer, JsValue> {
        let background = Background::decode(BACKGROUND).map_err(|error| thrown("DataError", &error.to_string()))?;
        Ok(Importer { builder: Builder::new(name), background, sentences: 0 })
    }

    /// Adds a file of any format. Returns `{documents, skipped: {reason: count}, problems: [{file, line, message}], notes}`; what is
    /// wrong with a file is a problem, never thrown.
    pub fn add(&mut self, file_name: &str, bytes: Vec<u8>) -> Result<JsValue, JsValue> {
        let mut added = Added::default();
        let options = Options { as_of: Timestamp::from_millisecond(Date::now() as i64).unwrap_or(Timestamp::UNIX_EPOCH) };
        let skip = |builder: &mut Builder, added: &mut Added, skip: Skip| {
            let reason = skip.to_string();
            builder.skip(&reason, 1);
            *added.skipped.entry(reason).or_default() += 1;
        };
        crate::import(file_name, Cursor::new(bytes), options, &mut |item| match item {
            Item::Document(document) => match Prepared::new(*document, &self.background) {
                Some(prepared) => {
                    added.documents += 1;
                    self.sentences += prepared.sentences();
                    self.builder.add(prepared);
                }
                None => skip(&mut self.builder, &mut added, Skip::NoBody),
            },
            Item::Skipped(reason) => skip(&mut self.builder, &mut added, reason),
            Item::Problem(problem) => {
                added.problems.push(Told {
                    message: problem.error.to_string(),
                    line: problem.line.map(|line| line as f64),
                    file: problem.file,
                });
            }
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

fn thrown(name: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name(name);
    error.into()
}

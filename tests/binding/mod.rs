//! What the binding promises wherever it runs: plain objects, UTF-16 offsets that hold in any text, errors with names.
//! Included by `tests/web.rs` and `tests/worker.rs`.

use js_sys::{Error, JSON, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wirecopy::background::Background;
use wirecopy::document::Document;
use wirecopy::pack::{Builder, Prepared};
use wirecopy::report::{Class, Report};
use wirecopy::wasm::Engine;

const BACKGROUND: &[u8] = include_bytes!("../../data/background.bin");
const WEIGHTS: &[u8] = include_bytes!("../../data/weights.bin");
const VECTORS: &[u8] = include_bytes!("../../data/vectors.bin");

/// An agency story of the test's own, one sentence each.
pub(crate) const STORY: [&str; 6] = [
    "The harbour council of Brenmouth voted on Tuesday to close the fish market after 214 years.",
    "Eleven of the nineteen councillors supported the plan, which moves the remaining traders to a warehouse in Selby Road.",
    "Market superintendent Orla Fennick said the roof had leaked since the winter storms of 2019 and could no longer be insured.",
    "“We counted forty buckets on the auction floor last week,” Fennick told reporters outside the hall.",
    "The last auction is planned for 30 September, when the brass bell will be rung by the oldest porter.",
    "Traders have threatened to block the ferry ramp with their vans unless the council pays for the removal of the cold stores.",
];

/// An engine with the bundled data and no pack.
pub(crate) fn engine() -> Engine {
    Engine::new(BACKGROUND, WEIGHTS, VECTORS).unwrap()
}

/// A pack that holds [`STORY`].
pub(crate) fn pack() -> Uint8Array {
    let document = Document {
        uri: "urn:test:market".into(),
        headline: "Council closes fish market".into(),
        body: STORY.join("\n\n"),
        language: Some("en".into()),
        source: Some("Test Agency".into()),
        ..Document::default()
    };
    let mut builder = Builder::new("Test stories");
    builder.add(Prepared::new(document, &Background::decode(BACKGROUND).unwrap()).unwrap());
    Uint8Array::from(builder.finish().as_slice())
}

fn engine_with_pack() -> Engine {
    let mut engine = engine();
    engine.open_pack("stories", pack().into(), None).unwrap();
    engine
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

/// A plain-text page.
pub(crate) fn plain(text: &str) -> JsValue {
    plain_js(&JsString::from(text))
}

fn plain_js(text: &JsString) -> JsValue {
    object(&[("id", "page".into()), ("text", text.into())])
}

/// The report, after a journey through JSON as Chromium's messages make it.
pub(crate) fn check(engine: &Engine, page: &JsValue) -> Report {
    let report = engine.check(page.clone(), JsValue::UNDEFINED).unwrap();
    let sent = JSON::parse(&String::from(JSON::stringify(&report).unwrap())).unwrap();
    serde_wasm_bindgen::from_value(sent).unwrap()
}

/// UTF-16 offsets of the flagged sentences.
pub(crate) fn flagged(report: &Report) -> Vec<(u32, u32)> {
    let derived = report.sentences.iter().filter(|s| matches!(s.class, Class::Verbatim | Class::Rewritten));
    derived.map(|s| (s.start, s.end)).collect()
}

#[wasm_bindgen_test]
fn offsets_hold_in_any_text() {
    let engine = engine_with_pack();
    let lone = JsString::from_char_code1(0xd83d);
    let before = |text: &str| JsString::from(text);
    for (what, first, between) in [
        ("plain", before(""), " "),
        ("emoji", before("Breaking 🦀👩🏽‍🚀🇮🇸 from the coast of northern Velmora this evening.\n\n"), " "),
        ("combining marks", before("Cafe\u{301} owners in A\u{30a}lesund and Zu\u{308}rich were not asked about any of it.\n\n"), "\n\n"),
        ("CRLF", before("A line of the site's own stands above.\r\n\r\n"), "\r\n\r\n"),
        ("right to left", before("قال متحدث باسم البلدية إن السوق سيغلق أبوابه في نهاية الشهر.\n\n"), "\n\n"),
        ("a lone surrogate", lone.concat(&" is what a careless cut through an emoji leaves behind.\n\n".into()), " "),
        ("a zero-width space", before("Some\u{200b}thing invisible\u{feff} stands in this sentence of the site.\n\n"), "\u{200b} "),
    ] {
        let text = first.concat(&JsString::from(STORY.join(between)).into());
        let report = check(&engine, &plain_js(&text));
        let found: Vec<String> = flagged(&report).iter().map(|&(start, end)| String::from(text.substring(start, end))).collect();
        assert_eq!(found.iter().map(|s| s.trim_matches('\u{200b}')).collect::<Vec<_>>(), STORY, "{what}");
        let quote = report.sentences.iter().flat_map(|s| &s.quotes).next().unwrap();
        assert_eq!(text.substring(quote.start, quote.end), "We counted forty buckets on the auction floor last week,", "{what}");
    }
}

#[wasm_bindgen_test]
fn a_page_of_blocks_is_reported_in_the_text_that_the_blocks_make() {
    let engine = engine_with_pack();
    let element = |parent: JsValue, tag: &str| object(&[("parent", parent), ("tag", tag.into()), ("hint", "".into())]);
    let tags = ["body", "article", "p"];
    let elements: js_sys::Array = tags
        .iter()
        .enumerate()
        .map(|(at, tag)| element(at.checked_sub(1).map_or(JsValue::NULL, |parent| (parent as u32).into()), tag))
        .collect();
    let block =
        |text: &str, hidden: bool| object(&[("element", 2.into()), ("text", text.into()), ("linked", 0.into()), ("hidden", hidden.into())]);
    let blocks = STORY.iter().map(|text| block(text, false));
    let blocks: js_sys::Array =
        std::iter::once(block("Nobody 👁 sees this paragraph, however long it may be.", true)).chain(blocks).collect();
    let page = object(&[("id", "blocks".into()), ("elements", elements.into()), ("blocks", blocks.into())]);
    let report = check(&engine, &page);
    let text = JsString::from(report.text.clone().unwrap());
    assert_eq!(text, STORY.join("\n\n"));
    let found: Vec<String> = flagged(&report).iter().map(|&(start, end)| String::from(text.substring(start, end))).collect();
    assert_eq!(found, STORY);
}

#[wasm_bindgen_test]
fn a_damaged_pack_is_refused_by_name_and_leaves_the_others() {
    let mut engine = engine_with_pack();
    let short = pack().subarray(0, 100);
    let newer = pack();
    newer.set_index(8, 250);
    let foreign = Uint8Array::from(b"not a pack at all".as_slice());
    for bytes in [short, newer, foreign] {
        let error: Error = engine.open_pack("stories", bytes.into(), None).unwrap_err().unchecked_into();
        assert_eq!(error.name(), "PackError");
    }
    let damaged = pack();
    let last = damaged.length() - 1;
    damaged.set_index(last, damaged.get_index(last) ^ 1);
    engine.open_pack("damaged", damaged.into(), None).unwrap();
    let error: Error = engine.verify_pack("damaged").unwrap_err().unchecked_into();
    assert_eq!(error.name(), "PackError");
    assert!(engine.close_pack("damaged"));
    assert_eq!(flagged(&check(&engine, &plain(&STORY.join(" ")))).len(), STORY.len());
}

#[wasm_bindgen_test]
fn what_is_no_page_is_an_error_and_no_crash() {
    let engine = engine_with_pack();
    for odd in [JsValue::NULL, JsValue::UNDEFINED, 7.into(), "text".into(), plain_js(&JsString::from("")), object(&[("text", 1.into())])] {
        if let Err(error) = engine.check(odd.clone(), JsValue::UNDEFINED) {
            assert_eq!(Error::from(error).name(), "PageError", "{odd:?}");
        }
    }
    assert_eq!(flagged(&check(&engine, &plain(&STORY.join(" ")))).len(), STORY.len());
}

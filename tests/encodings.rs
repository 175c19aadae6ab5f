//! Every encoding of the WHATWG Encoding Standard is read as its library reads it: natively, where the library does it, and in
//! browsers, where their own decoders do.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use wirecopy_import::encoding::{decode_html, decode_undeclared};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Encodings of one byte a character.
const SINGLE: [&str; 27] = [
    "ibm866",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-8-i",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "windows-874",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
];
/// Encodings of several bytes a character.
const MULTIPLE: [&str; 6] = ["gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr"];
/// Letters of Pinyin with two marks, which Chromium reads otherwise than the standard.
const MISREAD: [[u8; 2]; 4] = [[0x88, 0x62], [0x88, 0x64], [0x88, 0xa3], [0x88, 0xa5]];
/// Other labels for encodings, and what is none.
const LABELS: [&str; 14] = [
    "latin1",
    "ascii",
    "iso-8859-1",
    "iso-8859-9",
    "l5",
    "x-mac-cyrillic",
    "x-sjis",
    "ks_c_5601-1987",
    "gb2312",
    "big5-hkscs",
    "UTF8",
    "utf-16le",
    "x-user-defined",
    "utf-7",
];

/// A page that declares an encoding, and what it holds.
fn page(label: &str, content: &[u8]) -> Vec<u8> {
    [b"<meta charset=", label.as_bytes(), b">", content].concat()
}

fn is_read_as(name: &str, label: &str, content: &[u8]) {
    let bytes = page(label, content);
    let expected = Encoding::for_label(name.as_bytes()).map(|encoding| encoding.decode_without_bom_handling(&bytes).0);
    // Not compared as wholes: these are long.
    let (expected, found) = (expected.unwrap_or_default(), decode_html(&bytes));
    let differ = expected.chars().zip(found.chars()).position(|(a, b)| a != b);
    let around = |text: &str| differ.map(|at| text.chars().skip(at.saturating_sub(3)).take(8).collect::<String>());
    assert_eq!(around(&found), around(&expected), "{label}");
    assert_eq!(found.len(), expected.len(), "{label}");
}

/// All bytes but those of ASCII control, apart by line ends.
fn bytes() -> Vec<u8> {
    (b' '..=0xff).flat_map(|byte| [byte, b'\n']).collect()
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_byte_of_every_encoding_is_read() {
    for name in SINGLE {
        is_read_as(name, name, &bytes());
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_pair_of_every_encoding_of_pairs_is_read() {
    for name in MULTIPLE {
        let pairs = (0x80..=0xff).flat_map(|lead| (b' '..=0xff).map(move |trail| [lead, trail]));
        // 0x8f begins three bytes of EUC-JP; where they are cut, Chromium misreads the next character, too.
        let pairs = pairs.filter(|pair| !(name == "big5" && MISREAD.contains(pair) || name == "euc-jp" && pair[0] == 0x8f));
        is_read_as(name, name, &pairs.flat_map(|[lead, trail]| [lead, trail, b'\n']).collect::<Vec<_>>());
    }
    let wider: Vec<u8> = (0xa1..=0xfe).flat_map(|lead| (0xa1..=0xfe).flat_map(move |trail| [0x8f, lead, trail, b'\n'])).collect();
    is_read_as("euc-jp", "euc-jp", &wider);
    let four = (0x81..=0x84).flat_map(|lead| (0x30..=0x39).flat_map(move |second| (0x81..=0xfe).map(move |third| [lead, second, third])));
    let four: Vec<u8> = four.flat_map(|[lead, second, third]| (0x30..=0x39).flat_map(move |last| [lead, second, third, last])).collect();
    is_read_as("gb18030", "gb18030", &four);
    let shifted: Vec<u8> = (b'!'..=b'~').flat_map(|lead| (b'!'..=b'~').flat_map(move |trail| [lead, trail])).collect();
    let shifted = [b"\x1b$B", shifted.as_slice(), b"\x1b(J~\\\x1b(I123\x1b(B."].concat();
    is_read_as("iso-2022-jp", "iso-2022-jp", &shifted);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_label_means_what_the_standard_says() {
    for label in LABELS {
        let name = match label {
            "utf-16le" => "utf-8",
            "x-user-defined" | "utf-7" => "windows-1252",
            label => label,
        };
        is_read_as(name, label, &bytes());
    }
    // What pages must not be read in, since it would hide markup, is told by the bytes.
    for label in ["hz-gb-2312", "iso-2022-kr", "replacement"] {
        is_read_as("utf-8", label, "Zürich".as_bytes());
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_byte_order_mark_is_followed_and_left_out() {
    let units = [0x41, 0xe9, 0x2019, 0xd83e, 0xdd80, 0xd800, 0x20, 0xdc00, 0x2e];
    for (encoding, bytes) in [
        (UTF_16LE, [vec![0xff, 0xfe], units.iter().flat_map(|&unit: &u16| unit.to_le_bytes()).collect()].concat()),
        (UTF_16BE, [vec![0xfe, 0xff], units.iter().flat_map(|&unit: &u16| unit.to_be_bytes()).collect()].concat()),
    ] {
        for cut in [bytes.len(), bytes.len() - 1] {
            let expected = encoding.decode_with_bom_removal(&bytes[..cut]).0;
            assert_eq!(decode_undeclared(&bytes[..cut]), expected);
            assert_eq!(decode_html(&bytes[..cut]), expected);
        }
    }
    assert_eq!(decode_undeclared(b"\xef\xbb\xbfcaf\xc3\xa9 \xe2\x80"), "café \u{fffd}");
}

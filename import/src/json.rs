//! JSON files: one value, a list of items, or one item a line.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use crate::encoding;
use crate::error::ImportError;
use crate::files::Reader;
use crate::item::Out;
use crate::{feed, ninjs};

/// Most bytes of a file that are decoded in one go, where it is not UTF-8.
const DECODED: u64 = 16 << 20;

/// Whether a JSON file that begins with `head` has one item a line: its first line is a whole value. Where that one is damaged the
/// second tells, unless it goes on where the first broke off.
pub(crate) fn is_lines(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(first), second) = (lines.next(), lines.next()) else { return false };
    let begins_anew = || !first.ends_with(['[', '{', ',', ':']) && second.is_some_and(|line| line.starts_with("{\""));
    first.starts_with('{') && (serde_json::from_str::<Value>(first).is_ok() || begins_anew())
}

/// Reads one item a line; a line that is wrong is named and passed over.
pub(crate) fn read_lines(reader: &mut Reader, out: &mut Out) {
    let mut line = Vec::new();
    let mut is_guessed = false;
    for number in 1.. {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) if is_guessed => return out.note_guess(),
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return out.problem(Some(number), ImportError::Io(error.to_string())),
        }
        is_guessed |= encoding::is_guessed(&line);
        let text = encoding::decode_undeclared(&line);
        let text = text.trim().trim_start_matches('\u{feff}');
        if text.is_empty() {
            continue;
        }
        match serde_json::from_str(&without_halves(text)) {
            Ok(value) => read_value(&value, Some(number), number, out),
            Err(error) => out.problem(Some(number), json_error(&error)),
        }
    }
}

/// Reads a value, or several one after the other; the items of a list are taken one by one as they come.
pub(crate) fn read_whole(reader: &mut Reader, out: &mut Out) {
    let mut head = Vec::new();
    if let Err(error) = (&mut *reader).take(DECODED).read_to_end(&mut head) {
        return out.problem(None, ImportError::Io(error.to_string()));
    }
    // What is longer than is decoded in one go has been UTF-8, or it is not read.
    let is_guessed = encoding::is_guessed(&head);
    if is_guessed && head.len() as u64 == DECODED {
        return out.problem(None, ImportError::NotUtf8 { limit: DECODED });
    }
    if is_guessed {
        out.note_guess();
    }
    let text =
        if (head.len() as u64) < DECODED { without_halves(&encoding::decode_undeclared(&head)).into_owned().into_bytes() } else { head };
    let mut bytes = Cursor::new(text.strip_prefix(encoding::UTF_8_MARK).unwrap_or(&text)).chain(reader);
    let mut reader = Reader::new(&mut bytes);
    let mut deserializer = serde_json::Deserializer::from_reader(&mut reader);
    let mut number = 0;
    loop {
        match deserializer.deserialize_any(Items { out, number: &mut number }) {
            Ok(None) => {}
            Ok(Some(value)) => {
                number += 1;
                read_value(&value, None, number, out);
            }
            Err(error) => return out.problem(Some(error.line() as u64), json_error(&error)),
        }
        // Only at the end of the file is the end of a value the end.
        if deserializer.end().is_ok() {
            return;
        }
    }
}

/// JSON without halves of surrogate pairs, which whoever cuts a headline in the midst of an emoji writes, and no string can hold.
fn without_halves(json: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut taken = 0;
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        let begin = at + found;
        at = match (surrogate(json, begin), surrogate(json, begin + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => begin + 12,
            (Some(_), _) => {
                out.push_str(&json[taken..begin]);
                out.push_str("\\ufffd");
                taken = begin + 6;
                taken
            }
            // What is escaped may be a backslash itself.
            (None, _) => begin + 1 + json[begin + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    if taken == 0 { Cow::Borrowed(json) } else { Cow::Owned(out + &json[taken..]) }
}

/// The half of a surrogate pair that is escaped at `at`.
fn surrogate(json: &str, at: usize) -> Option<u16> {
    let unit = u16::from_str_radix(json.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok()?;
    (0xd800..0xe000).contains(&unit).then_some(unit)
}

/// Reads what one value holds; `number` is its place in the file, from 1.
fn read_value(value: &Value, line: Option<u64>, number: u64, out: &mut Out) {
    if feed::is_json_feed(value) {
        return feed::read_json(value, out);
    }
    let mut inner = 0u64;
    ninjs::read(value, &mut |item| match item {
        Ok(mut found) => {
            // An item without an identifier takes its place in the file for one.
            if found.document.uri.is_empty() {
                found.document.uri = format!("{}:{}", out.file, number + inner);
            }
            inner += 1;
            out.found(found);
        }
        Err(error) => out.problem(line, error),
    });
}

fn json_error(error: &serde_json::Error) -> ImportError {
    // "expected value at line 1 column 5": the line is named by the problem's place.
    let text = error.to_string();
    let found = text.split(" at line ").next().unwrap_or(&text);
    if let Some((other, _)) = found.strip_prefix("invalid type: ").and_then(|found| found.split_once(',')) {
        return ImportError::NoItem { found: other.to_owned() };
    }
    ImportError::Json { found: format!("{found} in column {}", error.column()) }
}

/// Takes items of a list as they are parsed, and counts them; returns any other value.
struct Items<'a, 'b> {
    out: &'a mut Out<'b>,
    number: &'a mut u64,
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an item or a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while let Some(value) = items.next_element()? {
            *self.number += 1;
            read_value(&value, None, *self.number, self.out);
        }
        Ok(None)
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let value = std::marker::PhantomData::<Value>.deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Some(value))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Value::from(text)))
    }
}

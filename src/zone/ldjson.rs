//! What `application/ld+json` says of the page, read without insisting on valid JSON.
//!
//! A third of the pages that carry it break its rules (raw line breaks in strings, stray commas, HTML comments around it), so this reads
//! names and strings as they come and keeps those that are asked for, wherever in the structure they stand.

/// Strings of `json` by the name of their property and of the property around them (`author` for `"author": {"name": …}`), in order.
pub(super) fn strings(json: &str) -> Vec<Stated> {
    let mut reader = Reader { rest: json, open: Vec::new(), stated: Vec::new() };
    reader.read();
    reader.stated
}

/// A string value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stated {
    /// Name of the property that holds the object it stands in; empty at the top.
    pub(super) around: String,
    pub(super) name: String,
    pub(super) value: String,
}

/// Deepest structure that is read.
const DEPTH: usize = 64;
/// Longest name that is told from others, in characters.
const LONGEST_NAME: usize = 64;

struct Reader<'a> {
    rest: &'a str,
    /// Names under which the open objects and arrays stand; an array's items stand under the array's own name.
    open: Vec<String>,
    stated: Vec<Stated>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut name = String::new();
        let mut named = false;
        while let Some(at) = self.rest.find(['{', '[', '}', ']', '"', ',']) {
            let sign = self.rest.as_bytes()[at];
            self.rest = &self.rest[at + 1..];
            match sign {
                b'{' | b'[' if self.open.len() >= DEPTH => return,
                b'{' => {
                    self.open.push(std::mem::take(&mut name));
                    named = false;
                }
                b'[' => self.open.push(name.clone()),
                b'}' | b']' => name = self.open.pop().unwrap_or_default(),
                // Behind a comma an object's next name comes, an array's next item keeps the array's.
                b',' => named = false,
                _ => {
                    let text = self.string();
                    let is_name = !named && self.rest.trim_start().starts_with(':');
                    if is_name {
                        // Kept with each of its strings, so a long one, which is none that is asked for, would take their square.
                        (name, named) = (text.chars().take(LONGEST_NAME).collect(), true);
                    } else {
                        let around = self.open.last().filter(|around| **around != name).cloned().unwrap_or_default();
                        self.stated.push(Stated { around, name: name.clone(), value: text });
                    }
                }
            }
        }
    }

    /// The string whose opening mark has been read, unescaped.
    fn string(&mut self) -> String {
        let mut text = String::new();
        let mut units: Vec<u16> = Vec::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            let escaped = if c == '\\' { chars.next().map(|(_, c)| c) } else { None };
            if escaped != Some('u') && !units.is_empty() {
                text.push_str(&String::from_utf16_lossy(&units));
                units.clear();
            }
            match escaped {
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    units.push(u16::from_str_radix(&digits, 16).unwrap_or(0xfffd));
                }
                Some('n' | 'r' | 't' | 'b' | 'f') => text.push(' '),
                Some(other) => text.push(other),
                None if c == '"' => {
                    self.rest = &self.rest[at + 1..];
                    return text;
                }
                None => text.push(c),
            }
        }
        self.rest = "";
        text + &String::from_utf16_lossy(&units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Vec<(String, String, String)> {
        strings(json).into_iter().map(|s| (s.around, s.name, s.value)).collect()
    }

    fn triple(around: &str, name: &str, value: &str) -> (String, String, String) {
        (around.into(), name.into(), value.into())
    }

    #[test]
    fn strings_come_with_their_names() {
        let json =
            r#"{"@graph": [{"headline": "A \"b\"", "author": [{"name": "C"}, {"name": "D"}], "keywords": ["e", "f"], "n": 1, "x": "y"}]}"#;
        let expected = [
            triple("@graph", "headline", "A \"b\""),
            triple("author", "name", "C"),
            triple("author", "name", "D"),
            triple("", "keywords", "e"),
            triple("", "keywords", "f"),
            triple("@graph", "x", "y"),
        ];
        assert_eq!(read(json), expected);
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(read(r#"{"a": "\u0062\ud83d\ude00 \/ \n\\"}"#), [triple("", "a", "b😀 /  \\")]);
    }

    #[test]
    fn broken_json_gives_what_it_has() {
        assert_eq!(read("<!-- {\"a\": \"b\nc\",, \"d\": \"e"), [triple("", "a", "b\nc"), triple("", "d", "e")]);
        assert!(strings(&"[".repeat(100_000)).is_empty());
        assert!(strings("\"\\u12").len() == 1);
    }
}

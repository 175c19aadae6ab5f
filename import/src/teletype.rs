//! IPTC 7901 and ANPA 1312: messages between control characters, as agencies' wires have carried them since the teleprinter.

use wirecopy::document::Document;

use crate::body;
use crate::item::{Found, Out, Skip};
use crate::time;

/// Fills the line before a message.
const SYNCHRONOUS_IDLE: u8 = 0x16;
/// Before the header, the text, and what comes after the text.
const START_OF_HEADING: char = '\u{1}';
const START_OF_TEXT: char = '\u{2}';
const END_OF_TEXT: char = '\u{3}';

/// Bytes within which a message's header ends; it is one to three lines.
const HEADER: usize = 500;
/// Lines at the head of a text among which its headline is, at most.
const HEADING: usize = 8;

/// Whether a file begins with a message.
pub(crate) fn starts(head: &[u8]) -> bool {
    let message = head.iter().skip_while(|byte| **byte == SYNCHRONOUS_IDLE).take(HEADER);
    message.clone().next() == Some(&(START_OF_HEADING as u8)) && message.clone().any(|byte| *byte == START_OF_TEXT as u8)
}

/// Reads all messages of a file.
pub(crate) fn read(text: &str, out: &mut Out) {
    let messages: Vec<&str> = text.split(START_OF_HEADING).skip(1).collect();
    for (number, message) in messages.iter().enumerate() {
        let Some((header, rest)) = message.split_once(START_OF_TEXT) else {
            out.skip(Skip::NoBody);
            continue;
        };
        let (text, trailer) = rest.split_once(END_OF_TEXT).unwrap_or((rest, ""));
        let document = Document {
            uri: if messages.len() == 1 { out.file.to_owned() } else { format!("{}:{}", out.file, number + 1) },
            published: sent(trailer),
            ..if text.trim_start().starts_with('^') { anpa(text, trailer) } else { iptc(header, text) }
        };
        out.found(Found { document, ..Found::default() });
    }
}

/// A text whose heading ends with `=`: key words, the headline, the byline.
fn iptc(header: &str, text: &str) -> Document {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).skip_while(|line| line.is_empty()).collect();
    let last = lines.iter().take(HEADING).position(|line| line.ends_with('=')).unwrap_or(0);
    let story = lines.split_off((last + 1).min(lines.len()));
    let mut heading =
        lines.into_iter().map(|line| line.trim_end_matches([' ', '=']).trim()).filter(|line| !line.is_empty()).rev().peekable();
    let byline = heading.next_if(|line| is_byline(line)).map(str::to_owned);
    let mut paragraphs = String::new();
    for line in story.into_iter().take_while(|line| !is_note(line)) {
        paragraphs.push_str(if line.starts_with(' ') { "\n\n" } else { "\n" });
        paragraphs.push_str(line);
    }
    // "eca062 4 i 211 ccccb dpa 061": the agency stands before its own number.
    let agency = header.lines().next().unwrap_or_default().split_whitespace().rev().nth(1);
    Document {
        headline: heading.next().unwrap_or_default().to_owned(),
        body: body::join(paragraphs.split("\n\n")),
        byline,
        source: agency.filter(|agency| agency.chars().all(|c| c.is_alphabetic() || c == '-')).map(str::to_owned),
        ..Document::default()
    }
}

/// A text whose heading is lines that begin with `^`: the key word, the headline, notes, the byline; its paragraphs are indented.
fn anpa(text: &str, trailer: &str) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let heading = lines.iter().take_while(|line| line.starts_with('^')).count();
    let (heading, story) = lines.split_at(heading);
    let heading: Vec<String> = heading.iter().map(|line| plain(line)).collect();
    let byline = heading.iter().position(|line| is_byline(line));
    // After a writer comes the office; what else follows is the first heading of a table.
    let first = byline.map(|at| at + if heading[at].starts_with("By The ") { 1 } else { 2 }).and_then(|at| heading.get(at..));
    let mut body = first.unwrap_or_default().join("\n\n");
    for line in story {
        // Lines of tables begin with a control character, headings amid the text with `^`.
        let begins = line.starts_with(|c: char| c.is_whitespace() || c.is_control() || c == '^');
        body.push_str(if begins { "\n\n" } else { " " });
        body.push_str(&plain(line));
    }
    let is_headline =
        |line: &&String| !["AP Photo", "Eds:", "(Eds:", "EDITOR"].iter().any(|note| line.starts_with(note)) && !is_byline(line);
    let has_words = |paragraph: &&str| paragraph.contains(char::is_alphanumeric);
    let mut body = body::join(body.split("\n\n").filter(has_words));
    if body.is_empty() {
        body = body::join(heading.iter().skip(2).map(String::as_str).filter(has_words));
    }
    Document {
        headline: heading.get(1).filter(is_headline).cloned().unwrap_or_default(),
        body,
        byline: byline.and_then(|at| heading.get(at)).cloned(),
        source: trailer.split_once('-').map(|(agency, _)| agency.trim().to_owned()).filter(|agency| !agency.is_empty()),
        ..Document::default()
    }
}

/// A line without its marks, with the signs that teleprinters had no keys for.
fn plain(line: &str) -> String {
    let text: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.trim().trim_start_matches('^').trim_end_matches([' ', '<', '=', '^']).trim();
    text.replace("``", "“").replace("''", "”").replace(" _ ", " — ")
}

fn is_byline(line: &str) -> bool {
    ["By ", "Von ", "Par ", "Por "].iter().any(|by| line.starts_with(by))
}

/// Whether from this line on an agency speaks to editors.
fn is_note(line: &str) -> bool {
    line.starts_with("# ") || line.starts_with("* * *") || line.starts_with("The following information is not ")
}

/// When a message was sent, from the line after its text: `131137 GMT Nov 13` or `AP-WF-11-13-13 1509GMT`.
fn sent(trailer: &str) -> Option<String> {
    let mut words = trailer.split(|c: char| c.is_whitespace() || c.is_control() || c == '<').filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next()?);
    let (year, month, day, clock, zone) = match first.rsplit('-').collect::<Vec<_>>().as_slice() {
        [year, day, month, _, ..] => (*year, month.parse().ok()?, *day, second.get(..4)?, second.get(4..)?),
        // Some leave the zone out.
        _ => {
            let (zone, month) = if month_of(second).is_some() { ("", second) } else { (second, words.next()?) };
            (words.next()?, month_of(month)?, first.get(..2)?, first.get(2..)?, zone)
        }
    };
    let century = if year.parse::<u8>().ok()? < 70 { 20 } else { 19 };
    let zone = if matches!(zone, "GMT" | "UTC") { "Z" } else { "" };
    time::iso(&format!("{century}{year}-{month:02}-{day}T{}:{}:00{zone}", clock.get(..2)?, clock.get(2..)?))
}

/// Number of a month by the beginning of its English, German, French or Spanish name.
fn month_of(name: &str) -> Option<u8> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz"],
        &["apr", "avr", "abr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aoû", "aou", "ago"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "déc", "dic"],
    ];
    let name = name.to_lowercase();
    let month = MONTHS.iter().position(|names| names.iter().any(|beginning| name.starts_with(beginning)))?;
    u8::try_from(month + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_sending_is_read() {
        for (trailer, read) in [
            ("131137 GMT Nov 13 \r\n\u{7f}\n\u{7f}\u{4}", Some("2013-11-13T11:37:00Z")),
            ("071341 GMT Okt 15", Some("2015-10-07T13:41:00Z")),
            ("211259 Nov 18\n", Some("2018-11-21T12:59:00")),
            ("071341 MESZ Okt 98", Some("1998-10-07T13:41:00")),
            ("AP-WF-11-13-13 1509GMT<\n\n\u{c}\n\u{4}", Some("2013-11-13T15:09:00Z")),
            ("AP-NY-02-10-99 0423EST<", Some("1999-02-10T04:23:00")),
            ("131137 GMT Noon 13", None),
            ("AP-WF-11-13 é", None),
            ("", None),
        ] {
            assert_eq!(sent(trailer).as_deref(), read, "{trailer:?}");
        }
    }
}

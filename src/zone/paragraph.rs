//! Paragraphs of plain text: a line break ends one, unless the lines look wrapped.

use crate::span::Span;

/// Longest line of wrapped text, in characters. Mail and terminals wrap at 72 to 80; nothing wraps beyond 120, and
/// unwrapped paragraphs of news run to 150 to 600.
const WIDEST: usize = 120;

/// Share of the line breaks inside stretches of text that must look like wrapping. Of the breaks of wrapped English text about
/// 0.85 do (the others happen to fall behind a full stop); of one-line paragraphs under 0.1.
const WRAPPED: f32 = 0.5;

/// Share of the widest line that a line must have, in per cent, to go on in the next one though the next word would have
/// fitted; a shorter one is a heading. Greedy wrapping leaves under a quarter empty, save before very long words.
const FILLED: usize = 75;

/// Paragraphs of `text` in order, without the white space around them; together they hold every other character.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let width = lines.iter().map(|line| line.width).max().unwrap_or(0);
    let wrapped = looks_wrapped(text, &lines, width);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let goes_on = wrapped && previous.is_some_and(|previous| goes_on(text, previous, line, width));
        match paragraphs.last_mut() {
            Some(open) if goes_on => open.end = line.span.end,
            _ if !line.span.is_empty() => paragraphs.push(line.span),
            _ => {}
        }
        previous = Some(line);
    }
    paragraphs
}

struct Line {
    /// Without the white space at its ends.
    span: Span,
    /// Characters of `span`.
    width: usize,
    /// White space before it, in bytes.
    indent: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        // The second half of a CRLF is no line of its own, or it would part what wraps.
        if line != "\n" || !text[..start].ends_with('\r') {
            let indent = if content.is_empty() { 0 } else { indent };
            let at = start + indent;
            lines.push(Line { span: Span::new(at, at + content.len()), width: content.chars().count(), indent });
        }
        start += line.len();
    }
    lines
}

fn looks_wrapped(text: &str, lines: &[Line], width: usize) -> bool {
    let pairs = || lines.windows(2).filter(|pair| pair.iter().all(|line| line.width > 0));
    let all = pairs().count();
    let wrapped = pairs().filter(|pair| is_full(text, &pair[0], &pair[1], width) && !ends_sentence(pair[0].span.of(text))).count();
    width <= WIDEST && all > 0 && wrapped as f32 >= WRAPPED * all as f32
}

/// Whether, in wrapped text, `line` belongs to the paragraph of the line before it.
fn goes_on(text: &str, previous: &Line, line: &Line, width: usize) -> bool {
    let both = previous.width > 0 && line.width > 0;
    let indented = line.indent > previous.indent;
    let filled = previous.width * 100 >= width * FILLED && !ends_sentence(previous.span.of(text));
    both && !indented && (filled || is_full(text, previous, line, width))
}

/// Whether the first word of `next` would not have fitted behind `line`.
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = next.span.of(text).split_whitespace().next().unwrap_or_default().chars().count();
    line.width + 1 + word > width
}

/// Whether `text` ends as a sentence does: with a full stop or its like, closing quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '“' | '’' | '\'' | '»' | '«' | ')' | ']' | '*'));
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(read("One here.\nTwo there.\r\n\r\n  Three. \n"), ["One here.", "Two there.", "Three."]);
        assert_eq!(
            read("A headline without a stop\nThe first paragraph is longer than its headline."),
            ["A headline without a stop", "The first paragraph is longer than its headline."]
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The harbour of Ostwick was closed on Monday\nafter a crane fell into the fairway, and the\nport said two ships were waiting outside.\n\nNobody was hurt, said the port's\nspokeswoman.";
        let read = read(text);
        assert_eq!(read.len(), 2);
        assert!(read[0].ends_with("waiting outside.") && read[1].starts_with("Nobody"));
    }

    #[test]
    fn wrapped_paragraphs_may_be_told_by_indent_or_by_a_short_last_line() {
        let first = "The harbour of Ostwick was closed on Monday\nafter a crane fell into the fairway, and the\nport said so.\n";
        let second = "Two ships were waiting outside, a third had\nturned back to Lindhaven early that morning\nto unload.";
        assert_eq!(read(&format!("{first}{second}")).len(), 2);
        assert_eq!(read(&format!("  {first}  {second}")).len(), 2);
    }

    #[test]
    fn long_lines_are_not_wrapped_text() {
        let long = "word ".repeat(40);
        assert_eq!(read(&format!("{long}\n{long}\n{long}")).len(), 3);
    }

    #[test]
    fn carriage_returns_alone_and_empty_texts_are_read() {
        assert_eq!(read("One.\rTwo."), ["One.", "Two."]);
        assert!(read("").is_empty() && read(" \n\r\n ").is_empty());
    }
}

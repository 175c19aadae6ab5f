//! Direct quotations: where they begin and end.
//!
//! A quotation may run over sentences and paragraphs, may never be closed (then it ends with its paragraph), may stand in
//! double, single, angle or low marks, and may hold another one (only the outer counts).

use crate::span::Span;

/// One direct quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What is quoted, without the marks, in the normalised text.
    pub span: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether it goes on from the paragraph before, which was left open.
    pub continues: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
    Angle,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opens,
    Closes,
    Either,
}

/// The quotations of `text` (normalised), paragraph by paragraph, in order.
pub fn quotations(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    let mut left_open = false;
    for (number, &paragraph) in paragraphs.iter().enumerate() {
        // A single mark that nothing closes is an apostrophe, unless the next paragraph opens with one again.
        let goes_on = paragraphs.get(number + 1).is_some_and(|next| next.of(text).trim_start().starts_with('‘'));
        left_open = paragraph_quotations(text, paragraph, (left_open, goes_on), &mut out);
    }
    out
}

/// Appends the quotations of one paragraph, given whether the last one's was left open and whether the next one opens with a single
/// mark; returns whether its last one was left open.
fn paragraph_quotations(text: &str, paragraph: Span, (left_open, goes_on): (bool, bool), out: &mut Vec<Quotation>) -> bool {
    let raw = paragraph.of(text);
    let marks: Vec<(usize, usize, Family, Shape)> = marks(raw);
    let first = out.len();
    // Where the open quotation starts, its family, and the mark that closes it, where that is known.
    let mut open: Option<(usize, Family, Option<usize>)> = None;
    let mut continues = false;
    let leading = marks.first().is_some_and(|m| raw[..m.0].trim().is_empty());
    if left_open {
        continues = leading;
        let closes_first = marks.iter().find(|m| m.2 != Family::Single).is_some_and(|m| m.3 == Shape::Closes);
        if !leading && closes_first {
            open = Some((0, Family::Double, None));
            continues = true;
        }
    }
    let mut i = 0;
    while let Some(&(at, len, family, shape)) = marks.get(i) {
        match open {
            None if shape != Shape::Closes => {
                let closes = if family == Family::Single { closing_single(raw, &marks, i) } else { None };
                if family != Family::Single || closes.is_some() || (goes_on && raw[at..].starts_with('‘')) {
                    open = Some((at + len, family, closes));
                }
            }
            Some((start, Family::Single, Some(closes))) if closes == i => {
                push(raw, paragraph.start, start, at, true, continues, out);
                (open, continues) = (None, false);
            }
            Some((start, kind, _)) if kind == family && kind != Family::Single && shape != Shape::Opens => {
                push(raw, paragraph.start, start, at, true, continues, out);
                (open, continues) = (None, false);
            }
            // The same opening mark again: the first was never closed and ends with its sentence.
            Some((start, Family::Double, _)) if family == Family::Double && shape == Shape::Opens => {
                let end = raw[start..at].trim_end().len() + start;
                push(raw, paragraph.start, start, end, false, continues, out);
                (open, continues) = (Some((at + len, family, None)), false);
            }
            _ => {}
        }
        i += 1;
    }
    if let Some((start, ..)) = open {
        push(raw, paragraph.start, start, raw.len(), false, continues, out);
        return out.len() > first;
    }
    false
}

fn push(raw: &str, offset: usize, start: usize, end: usize, closed: bool, continues: bool, out: &mut Vec<Quotation>) {
    let inner = &raw[start..end];
    let lead = inner.len() - inner.trim_start().len();
    let span = Span::new(start + lead, start + lead + inner.trim().len());
    if inner.chars().any(char::is_alphanumeric) {
        out.push(Quotation { span: span.shifted(offset), closed, continues });
    }
}

/// Marks of a paragraph: byte offset, length, family, and the part they can play there.
fn marks(raw: &str) -> Vec<(usize, usize, Family, Shape)> {
    let mut out = Vec::new();
    let is_mark = |c: char| matches!(c, '“' | '„' | '‟' | '”' | '"' | '«' | '»' | '‘' | '\'' | '’' | '‚');
    // First bytes of these characters: few others share them.
    let may_be = raw.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | 0xc2 | 0xe2));
    for (at, c) in may_be.filter_map(|(at, _)| Some((at, raw[at..].chars().next()?))).filter(|&(_, c)| is_mark(c)) {
        let (before, next) = (raw[..at].chars().next_back(), raw[at + c.len_utf8()..].chars().next());
        let gap_before = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | '“' | '"' | ':'));
        let word_behind =
            next.is_some_and(|n| n.is_alphanumeric() || matches!(n, '…' | '[' | '.' | '$' | '£' | '€' | '#' | '@' | '(' | '‘' | '\''));
        let found = match c {
            '“' | '„' | '‟' => Some((Family::Double, if gap_before || word_behind { Shape::Opens } else { Shape::Either })),
            '”' => Some((Family::Double, if gap_before && word_behind && before.is_none() { Shape::Either } else { Shape::Closes })),
            '"' => Some((
                Family::Double,
                match (gap_before, word_behind) {
                    (true, true) => Shape::Opens,
                    (false, false) => Shape::Closes,
                    _ if before.is_none() => Shape::Opens,
                    _ => Shape::Either,
                },
            )),
            '«' => Some((Family::Angle, Shape::Opens)),
            '»' => Some((Family::Angle, Shape::Closes)),
            '‘' | '\'' | '’' | '‚' => {
                let after_gap = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | ':'));
                let decade = raw[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                let opens = after_gap && word_behind && c != '’' && !decade;
                let closes = !after_gap && !next.is_some_and(char::is_alphanumeric);
                match (opens, closes) {
                    (true, _) => Some((Family::Single, Shape::Opens)),
                    (_, true) if c != '‘' => Some((Family::Single, Shape::Closes)),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some((family, shape)) = found {
            out.push((at, c.len_utf8(), family, shape));
        }
    }
    // German books and Swiss papers differ: »…« and «…».
    if out.iter().find(|m| m.2 == Family::Angle).is_some_and(|m| m.3 == Shape::Closes) && raw.contains('«') {
        for mark in out.iter_mut().filter(|m| m.2 == Family::Angle) {
            mark.3 = if mark.3 == Shape::Closes { Shape::Opens } else { Shape::Closes };
        }
    }
    // German: „…“ closes with the mark that opens in English.
    let mut low = false;
    for mark in &mut out {
        match &raw[mark.0..mark.0 + mark.1] {
            "„" => low = true,
            "“" if low => (mark.3, low) = (Shape::Closes, false),
            "”" => low = false,
            _ => {}
        }
    }
    out
}

/// The mark that closes the single quotation opened by mark `opening`; an apostrophe behind an s ("the leaders’ summit")
/// closes only where nothing better follows.
fn closing_single(raw: &str, marks: &[(usize, usize, Family, Shape)], opening: usize) -> Option<usize> {
    let mut fallback = None;
    for (i, &(at, _, family, shape)) in marks.iter().enumerate().skip(opening + 1) {
        if family != Family::Single {
            continue;
        }
        if shape == Shape::Opens {
            break;
        }
        let before = raw[..at].chars().next_back();
        if before == Some('s') {
            fallback = fallback.or(Some(i));
        } else {
            return Some(i);
        }
    }
    fallback
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(paragraphs: &[&str]) -> Vec<String> {
        let text = paragraphs.join("\n\n");
        let mut spans = Vec::new();
        let mut at = 0;
        for p in paragraphs {
            spans.push(Span::new(at, at + p.len()));
            at += p.len() + 2;
        }
        quotations(&text, &spans).iter().map(|q| q.span.of(&text).to_owned()).collect()
    }

    #[test]
    fn every_family_of_marks_is_read() {
        assert_eq!(quoted(&["He said “we go” and \"we stay\"."]), ["we go", "we stay"]);
        assert_eq!(quoted(&["It is 'a utopia, a road to nowhere'."]), ["a utopia, a road to nowhere"]);
        assert_eq!(quoted(&["Er sagte: „Wir gehen.“ Dann: «Nous restons»."]), ["Wir gehen.", "Nous restons"]);
        assert_eq!(quoted(&["»Wir gehen«, sagte er. »Bald.«"]), ["Wir gehen", "Bald."]);
        assert_eq!(quoted(&["the West's 'confrontational position' and the leaders' talks"]), ["confrontational position"]);
        assert_eq!(quoted(&["He can't say 'the leaders' summit is off' yet."]), ["the leaders' summit is off"]);
    }

    #[test]
    fn only_the_outer_of_nested_quotations_counts() {
        assert_eq!(quoted(&["“She told me ‘go home’ and left,” he said."]), ["She told me ‘go home’ and left,"]);
        assert_eq!(quoted(&["\"It says: 'Key questions remain.'\" The report"]), ["It says: 'Key questions remain.'"]);
    }

    #[test]
    fn unclosed_quotations_end_with_their_paragraph_and_go_on_in_the_next() {
        assert_eq!(
            quoted(&["“We cannot agree. This will not work.", "“I am sure,” he said. Then he left."]),
            ["We cannot agree. This will not work.", "I am sure,"]
        );
        assert_eq!(quoted(&["“We cannot agree.", "This will not work,” he said."]), ["We cannot agree.", "This will not work,"]);
        assert_eq!(quoted(&["“One. “Two,” he said."]), ["One.", "Two,"]);
    }

    #[test]
    fn apostrophes_are_no_quotations() {
        assert!(quoted(&["It's the teachers' and the '90s kids' don't-care mood."]).is_empty());
    }

    #[test]
    fn a_stray_mark_between_two_quotations_closes_the_first() {
        assert_eq!(quoted(&["\"But all are back in. \" \"We're doing it,\" he said."]), ["But all are back in.", "We're doing it,"]);
    }
}

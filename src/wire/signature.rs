//! Signatures: agencies named at the end of a paragraph or in a line of their own ("– AFP", "With AFP", "Redacción / EFE").
//!
//! Whoever signs so has given credit; what is overlooked here makes an honest page look as if it had not. A name in the midst of prose
//! signs nothing, and neither does the line of a picture.

use crate::span::Span;
use crate::wire::{Agencies, Credit};

/// Most words of a line that is nothing but a signature, and of one behind the last sentence of a paragraph.
const LINE: usize = 8;
const BEHIND: usize = 6;
/// Most bytes of either, so that an endless word costs nothing.
const LONGEST: usize = 200;
/// Most words that stand for a paper, a writer or a place beside the agency: in a line that says who wrote it, and in any other.
const WRITERS: usize = 4;
const PLACE: usize = 2;

/// What parts the names of a signature. Those of [`SHARED`] say that the one in front wrote it with the one behind.
const SEPARATORS: &[&str] = &["/", ",", "،", "|", "·", "&", ";", " - ", "–", "—", " and ", " und ", " et ", " y "];
const SHARED: &[&str] = &[" with ", " mit ", " avec ", " con ", " مع "];

/// Words in front of an agency's name (lower case).
const BEFORE: &[&str] = &["with", "source", "mit", "avec", "con", "مع", "عن"];
/// Words that a line of writers begins with (lower case).
const BY: &[&str] = &["by", "from", "von", "par", "por", "de"];

/// Words by which a line belongs to a picture (lower case).
const PICTURE: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "picture",
    "pictures",
    "image",
    "images",
    "getty",
    "file",
    "handout",
    "pool",
    "foto",
    "fotos",
    "bild",
    "archiv",
    "archivo",
    "archives",
    "صورة",
];

/// Where the signature of a paragraph begins, and whom it names: nobody known where it is an agency's initials or "Agencies".
pub fn signature(paragraph: &str, agencies: &Agencies) -> Option<(usize, Vec<Credit>)> {
    let lead = paragraph.len() - paragraph.trim_start().len();
    behind(paragraph, agencies).or_else(|| line(paragraph, agencies).map(|credits| (lead, credits)))
}

/// Whether a line is nothing but a signature.
pub fn is_signature(text: &str, agencies: &Agencies) -> bool {
    line(text, agencies).is_some()
}

/// Whom a paragraph names that is nothing but a signature.
fn line(paragraph: &str, agencies: &Agencies) -> Option<Vec<Credit>> {
    if paragraph.len() > LONGEST || count(paragraph) > LINE {
        return None;
    }
    names_alone(paragraph, agencies).or_else(|| {
        let parts = parts(paragraph);
        let named: Vec<Option<Credit>> = parts.iter().map(|part| part.names(paragraph, agencies)).collect();
        let others = || parts.iter().zip(&named).filter(|(part, name)| name.is_none() && !is_everybody(part.span.of(paragraph)));
        let most = others().map(|(part, _)| count(part.span.of(paragraph))).max().unwrap_or_default();
        let shared = || parts.iter().zip(&named).any(|(part, name)| part.shared && name.is_some());
        let by = || BY.iter().any(|word| strip(paragraph.trim_start(), word).is_some());
        let beside = || (most <= WRITERS && (by() || shared())) || (others().count() == 1 && beside_a_place(paragraph, &parts, &named));
        let ends = paragraph.trim_end().ends_with(['.', '!', '?', ':']);
        let named: Vec<Credit> = named.iter().flatten().cloned().collect();
        (!named.is_empty() && !ends && !of_picture(paragraph) && beside()).then_some(named)
    })
}

/// Whom a text names that is nothing but names of agencies, or initials.
fn names_alone(text: &str, agencies: &Agencies) -> Option<Vec<Credit>> {
    slashed(text, agencies).or_else(|| {
        let parts = parts(text);
        let named: Vec<Credit> = parts.iter().filter_map(|part| part.names(text, agencies)).collect();
        let everybody = parts.iter().filter(|part| is_everybody(part.span.of(text))).count();
        (!parts.is_empty() && named.len() + everybody == parts.len()).then_some(named)
    })
}

/// Whether the one part that is no agency reads as a place or a desk ("AFP, Garrowby", "Redacción / EFE"): behind a slash two words are
/// a photographer.
fn beside_a_place(paragraph: &str, parts: &[Part], named: &[Option<Credit>]) -> bool {
    let other = named.iter().position(Option::is_none).and_then(|at| parts.get(at));
    other.is_some_and(|other| {
        let text = other.span.of(paragraph);
        let most = if paragraph.contains('/') { 1 } else { PLACE };
        let spaced = !paragraph.contains('/') || paragraph.contains(" / ");
        parts.len() == 2 && spaced && count(text) <= most && !text.starts_with(char::is_lowercase)
    })
}

/// Agencies behind the last sentence of a paragraph, and nothing else there.
fn behind(paragraph: &str, agencies: &Agencies) -> Option<(usize, Vec<Credit>)> {
    let gaps = paragraph.char_indices().rev().filter(|(_, c)| c.is_whitespace() || matches!(c, '–' | '—')).map(|(at, _)| at);
    gaps.take(BEHIND).filter(|&at| paragraph[..at].trim_end().ends_with(['.', '!', '?', '…', '"', '”', '»', '؟'])).find_map(|at| {
        let tail = Some(&paragraph[at..]).filter(|tail| tail.len() <= LONGEST)?;
        let named = names_alone(tail, agencies)?.into_iter();
        Some((at + tail.len() - tail.trim_start().len(), named.map(|c| Credit { span: c.span.shifted(at), ..c }).collect()))
    })
}

/// One of the names of a signature.
struct Part {
    span: Span,
    /// Whether it stands behind a "with".
    shared: bool,
}

impl Part {
    /// The agency it names, a "with" or a "by" in front of it or not.
    fn names(&self, text: &str, agencies: &Agencies) -> Option<Credit> {
        let part = self.span.of(text);
        let name = BEFORE.iter().chain(BY).find_map(|word| strip(part, word)).unwrap_or(part);
        let usual = agencies.usual(name)?;
        // Small letters are a word that is spelled like a name, but for an agency that writes itself so.
        let written = usual == "dpa" || !name.starts_with(char::is_lowercase);
        let start = self.span.end - name.len();
        written.then(|| Credit { agency: usual.to_owned(), span: Span::new(start, self.span.end) })
    }
}

/// The parts of a signature, without the marks around them.
fn parts(text: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let (mut start, mut at, mut shared) = (0, 0, false);
    let mut push = |from: usize, to: usize, shared: bool| {
        let is_mark = |c: char| c.is_whitespace() || "()[]*_-.\"“”".contains(c);
        let raw = &text[from..to];
        let lead = raw.len() - raw.trim_start_matches(is_mark).len();
        let span = Span::new(from + lead, from + lead + raw.trim_matches(is_mark).len());
        if !span.is_empty() {
            out.push(Part { span, shared });
        }
    };
    while let Some(c) = text[at..].chars().next() {
        let separator = SEPARATORS.iter().chain(SHARED).find(|s| text[at..].starts_with(**s));
        if let Some(separator) = separator {
            push(start, at, shared);
            shared = SHARED.contains(separator);
            start = at + separator.len();
        }
        at += separator.map_or(c.len_utf8(), |s| s.len());
    }
    push(start, text.len(), shared);
    out
}

/// Agencies of "afp/dpa" or "tpa/of/sp", a word of initials: of an agency and others, or of its editors behind it. Two letters are a
/// person's unless they stand first.
fn slashed(text: &str, agencies: &Agencies) -> Option<Vec<Credit>> {
    let word = text.trim().trim_matches(['(', ')', '.']);
    let parts: Vec<&str> = word.split('/').collect();
    let initials = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    if parts.len() < 2 || word.len() < 5 || !parts.iter().all(initials) {
        return None;
    }
    let mut at = text.find(word).unwrap_or_default();
    let mut out = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        if let Some(usual) = agencies.usual(part).filter(|_| number == 0 || part.len() > 2) {
            out.push(Credit { agency: usual.to_owned(), span: Span::new(at, at + part.len()) });
        }
        at += part.len() + 1;
    }
    Some(out)
}

/// Whether all agencies are meant, as they often are beside one that is named.
fn is_everybody(part: &str) -> bool {
    matches!(part.to_lowercase().as_str(), "agencies" | "agenturen" | "agences" | "agencias" | "وكالات" | "with agencies")
}

fn of_picture(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| PICTURE.contains(&word.to_lowercase().as_str()))
}

/// `text` behind a word in lower case, whatever its letters' case.
fn strip<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_once(char::is_whitespace)?;
    (head.to_lowercase() == word).then(|| rest.trim_start())
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::WORLDWIDE;

    /// The rest of a paragraph before its signature, and whom that names; `None` where there is none.
    fn signed(paragraph: &str) -> Option<(&str, Vec<String>)> {
        let mut agencies = WORLDWIDE.clone();
        agencies.add("Tarn Press Agency");
        signature(paragraph, &agencies).map(|(start, credits)| {
            let named = credits.into_iter().map(|c| {
                assert_eq!(agencies.usual(c.span.of(paragraph)), Some(c.agency.as_str()), "{paragraph}");
                c.agency
            });
            (&paragraph[..start], named.collect())
        })
    }

    #[test]
    fn lines_that_sign_name_their_agencies() {
        for (line, wanted) in [
            ("AFP", "AFP"),
            ("(AFP)", "AFP"),
            ("— REUTERS", "Reuters"),
            ("– TPA", "Tarn Press Agency"),
            ("– A.F.P.", "AFP"),
            ("dpa", "dpa"),
            ("EFE.", "EFE"),
            ("أ ف ب", "AFP"),
            ("(أ.ف.ب)", "AFP"),
            ("كارفينا - أ ف ب", "AFP"),
            ("With AFP", "AFP"),
            ("mit dpa", "dpa"),
            ("(avec AFP)", "AFP"),
            ("con EFE", "EFE"),
            ("By AFP", "AFP"),
            ("Von dpa", "dpa"),
            ("Par AFP", "AFP"),
            ("Por EFE", "EFE"),
            ("By Oda Fennick, AFP", "AFP"),
            ("AFP, Reuters", "AFP Reuters"),
            ("AFP and agencies", "AFP"),
            ("Le Courrier avec AFP", "AFP"),
            ("Redacción / EFE", "EFE"),
            ("EFE / Carvena", "EFE"),
            ("AFP, Garrowby", "AFP"),
            ("Agencia EFE", "EFE"),
            ("Deutsche Presse-Agentur", "dpa"),
            ("afp/dpa", "AFP dpa"),
            ("AFP/DPA", "AFP dpa"),
            ("lok/dpa", "dpa"),
            ("(dpa/red)", "dpa"),
        ] {
            let (rest, named) = signed(line).unwrap_or_default();
            assert_eq!((rest, named.join(" ").as_str()), ("", wanted), "{line}");
        }
        assert_eq!(signed("tpa/of/sp"), Some(("", vec!["Tarn Press Agency".to_owned()])));
        assert_eq!(signed("xyz/of/sp"), Some(("", Vec::new())));
    }

    #[test]
    fn the_end_of_a_paragraph_signs_and_prose_does_not() {
        for (paragraph, rest) in [
            ("The plant is shut. – AFP", "The plant is shut. "),
            ("The plant is shut.—AFP", "The plant is shut."),
            ("The plant is shut. AFP", "The plant is shut. "),
            ("“We wait,” he said. “All of us.” (AFP, dpa)", "“We wait,” he said. “All of us.” "),
            ("Das Werk steht still. mit dpa", "Das Werk steht still. "),
        ] {
            assert_eq!(signed(paragraph).map(|(rest, _)| rest), Some(rest), "{paragraph}");
        }
        for paragraph in [
            "AFP reported that the plant is shut.",
            "He told AFP",
            "He was asked by AFP.",
            "The mayor spoke with AFP.",
            "The plant is shut – AFP reports.",
            "They work for the BBC. CNN was told the same.",
            "Photo: AFP",
            "AFP / Getty Images",
            "Oda Fennick / AFP",
            "REUTERS/Oda Fennick",
            "Reuters cuts 40 posts in Garrowby",
            "AFP, Reuters and dpa leave the press room in protest",
            "AFP said so.",
            "The pa system",
            "pa",
            "The plant",
            "",
        ] {
            assert_eq!(signed(paragraph), None, "{paragraph}");
        }
    }
}

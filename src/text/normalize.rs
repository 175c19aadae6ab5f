//! Text as a reader sees it, with a map back to the text as it was written.
//!
//! Pages carry the same words in many guises: soft hyphens and zero-width characters inside words, ligatures, no-break
//! spaces, decomposed accents, full-width forms, directional marks. [`normalize`] removes these differences (Unicode
//! NFKC where a character has a compatibility form) and remembers where every byte came from. Quotation marks, dashes
//! and ellipses keep their own characters, since [`crate::text::quotation`] and [`crate::text::sentence`] read them.

use unicode_normalization::UnicodeNormalization;

use crate::span::Span;
use crate::text::marks::is_mark;

/// Normalised text with a map to its original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normal {
    text: String,
    /// For each byte of `text`, and for its end, the original byte it came from; empty where the two are the same.
    origins: Vec<u32>,
}

impl Normal {
    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the normalised text stands in the original. Characters that were removed inside it, or right
    /// behind it, belong to it.
    pub fn original(&self, span: Span) -> Span {
        if self.origins.is_empty() {
            return span;
        }
        let at = |i: usize| self.origins.get(i).or(self.origins.last()).map_or(0, |&o| o as usize);
        Span::new(at(span.start), at(span.end))
    }

    /// Where a stretch of the original stands in the normalised text; an offset inside a removed stretch moves to its end.
    pub fn normalized(&self, span: Span) -> Span {
        if self.origins.is_empty() {
            return span;
        }
        let at = |original: usize| self.origins.partition_point(|&o| (o as usize) < original).min(self.text.len());
        Span::new(at(span.start), at(span.end))
    }
}

/// Normalises `original`; its length must be under 4 GiB.
pub fn normalize(original: &str) -> Normal {
    let plain = |from: usize| original.as_bytes()[from..].iter().take_while(|&&b| matches!(b, b'\n' | b' '..=b'~')).count();
    if plain(0) == original.len() {
        return Normal { text: original.to_owned(), origins: Vec::new() };
    }
    let mut text = String::with_capacity(original.len());
    let mut origins: Vec<u32> = Vec::with_capacity(original.len() + 1);
    let mut next = 0;
    while next < original.len() {
        // Most text is plain for long stretches; the last character of one may carry a mark.
        let at = next + plain(next).saturating_sub(1);
        text.push_str(&original[next..at]);
        origins.extend(next as u32..at as u32);
        let mut chars = original[at..].char_indices().map(|(behind, c)| (at + behind, c)).peekable();
        let Some((_, c)) = chars.next() else { break };
        let follows_mark = chars.peek().is_some_and(|&(_, next)| is_mark(next));
        // A line end or another control character carries no mark.
        if c.is_ascii() && (!follows_mark || c.is_ascii_control()) {
            match c {
                // A line ends where its `\r\n` begins, so that the line itself ends before it in the original, too.
                '\r' => {
                    chars.next_if(|&(_, next)| next == '\n');
                    text.push('\n');
                }
                '\n' | ' '..='~' => text.push(c),
                _ => text.push(' '),
            }
        } else if let Some(plain) = plain_form(c).filter(|_| !follows_mark) {
            text.push(plain);
        } else if follows_mark || !is_invisible(c) {
            let mut end = at + c.len_utf8();
            while let Some((mark_at, mark)) = chars.next_if(|&(_, next)| is_mark(next)) {
                end = mark_at + mark.len_utf8();
            }
            text.extend(original[at..end].nfkc().filter(|&c| !is_invisible(c)).map(|c| if c.is_whitespace() { ' ' } else { c }));
        }
        origins.resize(text.len(), at as u32);
        next = chars.peek().map_or(original.len(), |&(behind, _)| behind);
    }
    origins.push(original.len() as u32);
    Normal { text, origins }
}

/// Characters that have no ink and join nothing a reader would see.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// One character for characters whose compatibility form would lose what later stages read, or which are frequent.
fn plain_form(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '–' | '—' | '…' | '•' => c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2012}' => '–',
        '\u{2015}' => '—',
        'ʼ' | 'ʹ' | '′' | '`' | '´' => '’',
        '″' | '〃' | '＂' | '〝' => '"',
        '〞' | '〟' => '”',
        '\u{80}'..='\u{9f}' => ' ',
        'À'..='ÿ' => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guises_become_the_plain_word_and_map_back_to_it() {
        for (guise, plain) in [
            ("gov\u{ad}ern\u{200b}ment", "government"),
            ("ﬁnance", "finance"),
            ("cafe\u{301}", "café"),
            ("ＡＦＰ", "AFP"),
            ("10\u{a0}000", "10 000"),
            ("a\r\nb", "a\nb"),
            ("\u{202e}abc\u{202c}", "abc"),
        ] {
            let normal = normalize(guise);
            assert_eq!(normal.text(), plain);
            let whole = normal.original(Span::new(0, plain.len()));
            assert_eq!(whole.end, guise.len());
            assert!(guise.is_char_boundary(whole.start));
        }
    }

    #[test]
    fn a_word_behind_removed_characters_keeps_its_own_place() {
        let original = "a\u{ad}b “cd” e\u{301}f";
        let normal = normalize(original);
        let start = normal.text().find("éf").unwrap();
        assert_eq!(normal.original(Span::new(start, normal.text().len())).of(original), "e\u{301}f");
        let quoted = Span::new(normal.text().find("cd").unwrap(), normal.text().find("cd").unwrap() + 2);
        assert_eq!(normal.original(quoted).of(original), "cd");
        assert_eq!(normal.normalized(normal.original(quoted)), quoted);
        let line = Span::new(0, 1);
        assert_eq!(normalize("a\r\nb").original(line).of("a\r\nb"), "a");
    }
}

//! Words as they are said, whichever house wrote them down: "we're" and "we are", "colour" and "color".

use crate::text::language::Language;
use crate::text::token::fold;

/// Spellings of one word that no rule gives.
const PAIRS: &[(&str, &str)] = &[
    ("grey", "gray"),
    ("cheque", "check"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("ok", "okay"),
    ("mum", "mom"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("judgement", "judgment"),
    ("ageing", "aging"),
    ("learnt", "learned"),
    ("plough", "plow"),
    ("sceptical", "skeptical"),
];
/// Short forms and what they are short for.
const SHORT: &[(&str, &str)] = &[("'re", "are"), ("'ll", "will"), ("'ve", "have"), ("'m", "am")];
/// Words behind which 's is "is"; behind others it is a possessive.
const SUBJECTS: &[&str] = &["it", "that", "he", "she", "there", "what", "who", "here", "where"];

/// Appends the words that `word` says: the long form of a short one, in one spelling.
pub fn said(language: Language, word: &str, out: &mut Vec<String>) {
    let short = language == Language::English && word.contains(['\'', '’']);
    let lower = if short { word.to_lowercase().replace('’', "'") } else { String::new() };
    if let Some(verb) = lower.strip_suffix("n't") {
        let verb = match verb {
            "ca" => "can",
            "wo" => "will",
            verb => verb,
        };
        out.extend([verb.to_owned(), "not".to_owned()]);
    } else if let Some((subject, verb)) = SHORT.iter().find_map(|(short, long)| Some((lower.strip_suffix(short)?, *long))) {
        out.extend([subject.to_owned(), verb.to_owned()]);
    } else if let Some(subject) = lower.strip_suffix("'s").filter(|subject| SUBJECTS.contains(subject)) {
        out.extend([subject.to_owned(), "is".to_owned()]);
    } else {
        let mut folded = String::new();
        fold(word, &mut folded);
        match language {
            Language::English if folded == "cannot" => out.extend(["can".to_owned(), "not".to_owned()]),
            Language::English => out.push(one_spelling(folded)),
            _ => out.push(folded),
        }
    }
}

/// British and American spellings become one; it need not be either.
fn one_spelling(word: String) -> String {
    if let Some((_, other)) = PAIRS.iter().find(|(one, _)| *one == word) {
        return (*other).to_owned();
    }
    // Most words have nothing that is spelled in two ways.
    if !word.as_bytes().windows(2).any(|pair| matches!(pair, b"is" | b"ys" | b"og" | b"tr" | b"ou" | b"ll")) {
        return word;
    }
    let mut out = word;
    for (british, american) in [("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("yse", "yze"), ("ogue", "og")] {
        out = out.replace(british, american);
    }
    for (british, american) in [("ise", "ize"), ("ises", "izes"), ("tre", "ter"), ("tres", "ters")] {
        if let Some(stem) = out.strip_suffix(british).filter(|stem| stem.len() > 1) {
            out = format!("{stem}{american}");
        }
    }
    if out.len() > 4 {
        out = out.replace("our", "or");
    }
    for ending in ["ed", "ing", "er", "ers"] {
        if out.len() >= 8
            && let Some(stem) = out.strip_suffix(ending).and_then(|stem| stem.strip_suffix("ll"))
        {
            out = format!("{stem}l{ending}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        text.split(' ').for_each(|word| said(Language::English, word, &mut out));
        out
    }

    #[test]
    fn one_word_in_two_spellings_is_the_same() {
        for (one, other) in [
            ("We’re", "We are"),
            ("won't", "will not"),
            ("cannot", "can't"),
            ("it's", "it is"),
            ("colour", "color"),
            ("neighbouring", "neighboring"),
            ("metres", "meters"),
            ("organised", "organized"),
            ("travelled", "traveled"),
            ("defence", "defense"),
        ] {
            assert_eq!(all(one), all(other));
        }
        for (one, other) in [("were", "we are"), ("minister's", "minister is"), ("filled", "filed"), ("four", "for"), ("well", "we will")] {
            assert_ne!(all(one), all(other));
        }
    }
}

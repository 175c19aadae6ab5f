//! Lines that say which agency a text is from ("By AFP", "Agence France-Presse", "AFP, Garrowby"). They stand where a headline would, and
//! are credits, which [`crate::zone`] leaves in the article.

use super::phrases::words;

/// Names of agencies that are no other word (as [`words`] writes them).
const AGENCIES: &[&str] = &[
    "afp",
    "agence france presse",
    "reuters",
    "ap",
    "associated press",
    "the associated press",
    "dpa",
    "deutsche presse agentur",
    "efe",
    "agencia efe",
    "ansa",
    "xinhua",
    "anadolu",
    "europa press",
    "apa",
    "أ ف ب",
    "فرانس برس",
    "وكالة فرانس برس",
    "رويترز",
    "د ب أ",
];

/// What such a line begins with, and what stands before the agency of one that names somebody else first.
const BY: &[&str] = &["by ", "from ", "with ", "von ", "mit ", "par ", "avec ", "por ", "con ", "de "];
const SHARED: &[&str] = &[" with ", " mit ", " avec ", " con "];

/// Most words of whom the line names beside the agency: a paper, or a place.
const OTHERS: usize = 2;

/// Whether a line names nothing but an agency, or a paper or place beside it.
pub(super) fn is_signed(line: &str) -> bool {
    if line.trim_end().ends_with(['.', '!', '?']) {
        return false;
    }
    let words_of = words(line);
    let named = |text: &str| AGENCIES.contains(&text);
    let bare = BY.iter().find_map(|by| words_of.strip_prefix(by)).unwrap_or(&words_of);
    let shared = SHARED.iter().find_map(|with| words_of.split_once(with));
    let place = line.split_once([',', '/', '–', '—']).or_else(|| line.split_once(" - "));
    named(bare)
        || shared.is_some_and(|(others, agency)| few(others) && named(agency))
        || place.map(|(a, b)| (words(a), words(b))).is_some_and(|(a, b)| (named(&a) && few(&b)) || (named(&b) && few(&a)))
}

fn few(others: &str) -> bool {
    others.split_whitespace().count() <= OTHERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_sign_and_headlines_do_not() {
        for line in
            ["By AFP", "Von dpa", "Agence France-Presse", "AFP, Garrowby", "Redacción / EFE", "كارفينا - أ ف ب", "Le Courrier avec AFP"]
        {
            assert!(is_signed(line), "{line}");
        }
        for line in ["Reuters cuts 40 posts in Garrowby", "AFP, Reuters and dpa leave the press room in protest", "AFP said so.", ""] {
            assert!(!is_signed(line), "{line}");
        }
    }
}

//! English words that are near in meaning and say different things, so that one in the other's place is no rewording: "euros" and
//! "dollars", "northern" and "southern", "legal" and "illegal".

use crate::facts::lexicon::{counts, measure};
use crate::facts::names::names_time;
use crate::text::language::Language;

/// Words of which each says something else than the others.
const APART: &[&str] = &[
    "north south east west",
    "northern southern eastern western",
    "morning afternoon evening",
    "spring summer autumn winter",
    "daily weekly monthly",
    "mother father",
    "brother sister",
    "son daughter",
    "wife husband",
    "uncle aunt",
    "man woman",
    "men women",
    "boy girl",
    "male female",
    "king queen",
    "black white",
    "guilty innocent",
    "acquitted convicted",
    "acquittal conviction",
    "bought sold",
    "buy sell",
    "buyer seller",
    "lender borrower",
    "winner loser",
    "won lost",
    "win lose",
    "victory defeat",
    "profit loss",
    "majority minority",
    "strong weak",
    "high low",
    "higher lower",
    "rise fall",
    "rose fell",
    "increase decrease",
    "opened closed",
    "open close",
    "import export",
    "victim suspect",
    "plaintiff defendant",
    "supporter opponent",
    "public private",
    "before after",
    "best worst",
    "maximum minimum",
];
/// Beginnings that make a word say the contrary.
const CONTRARY: [&str; 7] = ["un", "il", "im", "in", "ir", "dis", "non"];

/// Whether two folded words say different things, however near they are in meaning.
pub fn opposed(a: &str, b: &str) -> bool {
    let contrary = |a: &str, b: &str| CONTRARY.iter().any(|beginning| a.strip_prefix(beginning) == Some(b));
    if contrary(a, b) || contrary(b, a) || (counts(Language::English, a) || counts(Language::English, b)) {
        return a != b;
    }
    if names_time(a) && names_time(b) {
        return true;
    }
    if let (Some(a), Some(b)) = (measure(a), measure(b)) {
        return a != b;
    }
    let one = |word: &'static str, said: &str| said == word || said.strip_suffix('s') == Some(word);
    APART.iter().any(|set| {
        let place = |said: &str| set.split(' ').position(|word| one(word, said));
        place(a).zip(place(b)).is_some_and(|(a, b)| a != b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_different_things_are_told_from_synonyms() {
        for (a, b) in [
            ("euros", "dollars"),
            ("month", "year"),
            ("tenth", "ninth"),
            ("two", "several"),
            ("tuesday", "friday"),
            ("northern", "southern"),
            ("mothers", "father"),
            ("legal", "illegal"),
            ("impossible", "possible"),
            ("unlikely", "likely"),
        ] {
            assert!(opposed(a, b) && opposed(b, a), "{a} {b}");
        }
        for (a, b) in [("kilometres", "km"), ("buyers", "buyer"), ("car", "vehicle"), ("father", "dad"), ("north", "northern")] {
            assert!(!opposed(a, b) && !opposed(b, a), "{a} {b}");
        }
    }
}

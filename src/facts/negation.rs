//! Words that turn a statement round, and those that say no in another way.

/// Words that turn a statement round (folded).
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "without",
    "cannot",
    "cant",
    "wont",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "hasnt",
    "havent",
    "hadnt",
    "wouldnt",
    "couldnt",
    "shouldnt",
    "pas",
    "jamais",
    "rien",
    "aucun",
    "aucune",
    "nul",
    "nulle",
    "sans",
    "nicht",
    "nichts",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "keines",
    "nie",
    "niemals",
    "niemand",
    "niemanden",
    "niemandem",
    "weder",
    "ohne",
    "nunca",
    "jamas",
    "nadie",
    "nada",
    "ningun",
    "ninguno",
    "ninguna",
    "sin",
    "tampoco",
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "بدون",
    "دون",
    "ولا",
    "ولم",
    "ولن",
    "وليس",
];
/// Beginnings of words that say no without a negation (folded): "failed to close" is "did not close".
const DENIALS: &[&str] = &[
    "fail",
    "refus",
    "den",
    "reject",
    "lack",
    "unless",
    "hardly",
    "barely",
    "scarcely",
    "impossib",
    "avoid",
    "prevent",
    "declin",
    "stop",
    "escap",
    "absen",
    "miss",
    "rule",
    "only",
    "yet",
    "vergeblich",
    "verweiger",
    "ablehn",
    "lehnt",
    "unmoglich",
    "echou",
    "personne",
    "evit",
    "impid",
    "neg",
    "fracas",
    "rechaz",
    "فشل",
    "رفض",
    "نفى",
    "نفي",
    "عجز",
    "تعذر",
    "عدم",
    "غير",
];

/// Words with which a negation comes and goes: "did not go" for "went".
const HELPERS: &[&str] = &[
    "do", "does", "did", "have", "has", "had", "is", "are", "was", "were", "be", "been", "will", "would", "can", "could", "shall",
    "should", "may", "might", "must", "any", "anyone", "anything", "ever", "yet", "nont", "na", "ne", "nest",
];

/// Whether a folded word is there only to carry a negation, or to take its place.
pub fn helps(word: &str) -> bool {
    HELPERS.contains(&word)
}

/// Whether a folded word turns a statement round.
pub fn negates(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// Whether a folded word may say the same as a negation and another word: "failed", "unhurt".
pub fn denies(word: &str) -> bool {
    let prefixed =
        word.starts_with("un") && word.len() > 5 && !["under", "unti", "unit", "unio", "univ"].iter().any(|p| word.starts_with(p));
    prefixed || DENIALS.iter().any(|beginning| word.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_no_are_told_from_others() {
        assert!(["not", "nobody", "keinen", "ningun", "aucune", "ولم"].into_iter().all(negates));
        assert!(["failed", "refused", "unhurt", "unable"].into_iter().all(denies));
        assert!(!["united", "under", "note", "notice", "said"].into_iter().any(|word| negates(word) || denies(word)));
    }
}

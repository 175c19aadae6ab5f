//! Words that turn a statement round, and those that say no in another way, language by language.

use std::sync::LazyLock;

use crate::facts::lexicon::{Known, among, known, knows};
use crate::text::language::Language;

/// Words that turn a statement round (folded). English ones in "n't" and French ones that need a "ne" are told by that.
fn turning(language: Language) -> &'static str {
    match language {
        Language::English => "not no never nor neither none nobody nothing nowhere without cannot",
        Language::German => "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem weder ohne",
        Language::French => "jamais aucun aucune nul nulle sans",
        Language::Spanish => "no nunca jamas nadie nada ningun ninguno ninguna sin tampoco",
        Language::Arabic => "لا لم لن ليس ليست بدون دون ولا ولم ولن وليس",
        Language::Other => "",
    }
}

/// French words that turn a statement round behind a "ne"; elsewhere they are steps, more, or a person.
const BEHIND_NE: &str = "pas plus rien personne guere";
/// Words behind a "ne" up to which they belong to it.
const NE_REACH: usize = 5;

/// Beginnings of words that say no without a negation (folded): "failed to close" is "did not close".
fn denying(language: Language) -> &'static str {
    match language {
        Language::English => {
            "fail refus deni deny reject lack unless hardly barely scarcely impossib avoid prevent declin stop escap absen missed missing \
             ruled only yet"
        }
        Language::German => "vergeblich verweiger ablehn lehnt unmoglich fehl kaum bestreit bestritt dementi",
        Language::French => "echou refus evit impossib fracas empech dement seul",
        Language::Spanish => "evit impid imposib neg fracas rechaz apenas solo falt desminti",
        Language::Arabic => "فشل رفض نفى نفي عجز تعذر عدم غير",
        Language::Other => "",
    }
}

/// Words with which a negation comes and goes: "did not go" for "went", "all" for "none".
fn helping(language: Language) -> &'static str {
    match language {
        Language::English => {
            "do does did have has had is are was were be been will would can could shall should may might must any anyone anything ever \
             yet longer all everyone everybody"
        }
        Language::German => "mehr haben habe hat hatte hatten werden wird wurde wurden ist sind war waren sei seien alle alles jeder",
        Language::French => "ne je jai a ai ont est sont etait etaient avait avaient sera seront tous toutes",
        Language::Spanish => "ya ha han he habia habian es son fue era todos todas",
        Language::Arabic => "قد كان كل جميع",
        Language::Other => "",
    }
}

/// Words that deny what stands behind them alone: "without power".
const LACKING: &str = "without sans ohne sin دون بدون";

const LANGUAGES: [Language; 5] = [Language::English, Language::German, Language::French, Language::Spanish, Language::Arabic];
/// All words that turn round or help to: most words are none of them.
static LISTED: Known = LazyLock::new(|| known(&[&LANGUAGES.map(turning), &LANGUAGES.map(helping), &[BEHIND_NE]]));
/// How the beginnings of words that say no begin.
static BEGINNINGS: Known = LazyLock::new(|| {
    let begun: Vec<&str> = LANGUAGES.iter().flat_map(|&language| denying(language).split(' ')).filter_map(begun).collect();
    known(&[&begun])
});

/// The first three letters of a word that has as many.
fn begun(word: &str) -> Option<&str> {
    word.char_indices().nth(2).map(|(at, c)| &word[..at + c.len_utf8()])
}

fn listed(list: &str, word: &str) -> bool {
    knows(&LISTED, word) && among(list, word)
}

/// Whether a word is the French "ne".
fn is_ne(raw: &str) -> bool {
    raw.eq_ignore_ascii_case("ne") || raw.get(..1).is_some_and(|n| n.eq_ignore_ascii_case("n")) && raw[1..].starts_with(['\'', '’'])
}

/// Which words of a text, as written and folded, turn it round.
pub fn negations(language: Language, raw: &[&str], folded: &[String]) -> Vec<bool> {
    let short = |raw: &str| language == Language::English && (raw.ends_with("n't") || raw.ends_with("n’t"));
    let mut out: Vec<bool> = raw.iter().zip(folded).map(|(raw, word)| listed(turning(language), word) || short(raw)).collect();
    for ne in (0..raw.len()).filter(|&at| language == Language::French && is_ne(raw[at])) {
        let reach = ne + 1..raw.len().min(ne + 1 + NE_REACH);
        if let Some(at) = reach.into_iter().find(|&at| out[at] || listed(BEHIND_NE, &folded[at])) {
            out[at] = true;
        }
    }
    out
}

/// Whether a word, as written and folded, is there only to carry a negation, or to take its place.
pub fn helps(language: Language, raw: &str, folded: &str) -> bool {
    listed(helping(language), folded) || language == Language::French && is_ne(raw)
}

/// Whether a folded word may say the same as a negation and another word: "failed", "unhurt".
pub fn denies(language: Language, word: &str) -> bool {
    let prefixed = language == Language::English
        && word.starts_with("un")
        && word.len() > 5
        && !["under", "unti", "unit", "unio", "univ"].iter().any(|p| word.starts_with(p));
    let may = || begun(word).is_some_and(|begun| knows(&BEGINNINGS, begun));
    prefixed || may() && denying(language).split(' ').any(|beginning| !beginning.is_empty() && word.starts_with(beginning))
}

/// Whether a folded word denies no more than what stands behind it.
pub fn lacks(word: &str) -> bool {
    among(LACKING, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_no_are_told_from_others_in_their_language() {
        use Language::{Arabic, English, French, German, Spanish};
        for (language, text, turning) in [
            (English, "They don't know that nobody did not come", "don't nobody not"),
            (English, "A note under notice", ""),
            (German, "Sie fährt nicht mehr zu keinem der Ihren", "nicht keinem"),
            (French, "Il ne sera plus là à grands pas dont personne parle", "plus"),
            (French, "Je n'ai jamais vu personne sans aide", "jamais sans"),
            (Spanish, "Ya no lo sé y nunca fui", "no nunca"),
            (Arabic, "ولم يوقع", "ولم"),
        ] {
            let raw: Vec<&str> = text.split(' ').collect();
            let folded: Vec<String> = raw
                .iter()
                .map(|word| {
                    let mut folded = String::new();
                    crate::text::token::fold(word, &mut folded);
                    folded
                })
                .collect();
            let found: Vec<&str> =
                raw.iter().zip(negations(language, &raw, &folded)).filter(|(_, no)| *no).map(|(word, _)| *word).collect();
            assert_eq!(found.join(" "), turning, "{text}");
        }
        assert!(["failed", "refused", "unhurt", "unable", "denied"].into_iter().all(|word| denies(English, word)));
        assert!(!["united", "under", "note", "dense", "mission", "said"].into_iter().any(|word| denies(English, word)));
        assert!(!["den", "unseren"].into_iter().any(|word| denies(German, word)));
    }
}

//! Reporting verbs: who rewrites a report changes "said" first, and seldom twice to the same.

use std::sync::LazyLock;

use crate::text::language::Language;
use crate::text::token::{Term, Terms};

/// How a sentence says that somebody said something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reporting {
    /// It does not.
    #[default]
    None,
    /// In the verb that news uses most.
    Plain(Term),
    /// In another one.
    Other(Term),
}

impl Reporting {
    /// 0 for none, 0.5 for the plain verb, 1 for another one.
    pub fn rank(self) -> f32 {
        match self {
            Reporting::None => 0.0,
            Reporting::Plain(_) => 0.5,
            Reporting::Other(_) => 1.0,
        }
    }

    /// How much two sentences differ in it: 0 for the same verb, 1 for another one, 0.5 where one of them has none.
    pub fn difference(self, other: Reporting) -> f32 {
        match (self, other) {
            (Reporting::None, _) | (_, Reporting::None) => 0.5,
            (a, b) if a == b => 0.0,
            (Reporting::Plain(_), Reporting::Plain(_)) => 0.0,
            _ => 1.0,
        }
    }

    /// That of a word, by its folded form.
    pub fn of(language: Language, form: Term) -> Reporting {
        match VERBS.get(language as usize) {
            Some([plain, _]) if plain.has(form) => Reporting::Plain(form),
            Some([_, others]) if others.has(form) => Reporting::Other(form),
            _ => Reporting::None,
        }
    }
}

/// For each language, in its order: the plain verb's forms and those of others.
static VERBS: LazyLock<[[Terms; 2]; 5]> =
    LazyLock::new(|| [ENGLISH, FRENCH, GERMAN, SPANISH, ARABIC].map(|(plain, others)| [plain, others].map(Terms::new)));

const ENGLISH: (&str, &str) = (
    "said says say saying told tells",
    "stated states declared declares remarked remarks noted notes added adds announced announces asserted asserts affirmed affirms claimed \
claims explained explains commented comments expressed expresses mentioned mentions revealed reveals disclosed discloses emphasized \
emphasizes emphasised emphasises stressed stresses underscored underscores indicated indicates insisted insists warned warns argued argues \
acknowledged acknowledges conceded concedes maintained maintains contended contends opined voiced voices articulated conveyed conveys \
proclaimed proclaims recounted recounts confirmed confirms replied replies responded responds reiterated reiterates cautioned cautions \
highlighted highlights observed observes informed informs outlined outlines lamented laments pledged pledges vowed vows elaborated relayed \
admitted admits",
);
const GERMAN: (&str, &str) = (
    "sagte sagt sagten sagen",
    "erklarte erklart erklarten betonte betont unterstrich bekraftigte auserte auserten meinte meint berichtete berichtet verkundete \
bemerkte erganzte versicherte behauptete gestand warnte mahnte kritisierte bestatigte bestatigt schilderte erlauterte",
);
const FRENCH: (&str, &str) = (
    "dit declare disait disent",
    "affirme affirmait indique indiquait precise explique ajoute souligne estime assure annonce revele rappele note insiste averti reconnu \
admis soutenu confirme commente martele",
);
const SPANISH: (&str, &str) = (
    "dijo dice dijeron",
    "afirmo declaro senalo indico aseguro explico anadio agrego manifesto expreso preciso sostuvo subrayo destaco apunto comento anuncio \
revelo advirtio reconocio confirmo insistio recalco",
);
const ARABIC: (&str, &str) = (
    "قال قالت وقال وقالت",
    "صرح صرحت وصرح اكد اكدت واكد واكدت اعلن اعلنت واعلن واعلنت اضاف اضافت واضاف واضافت اوضح اوضحت واوضح ذكر ذكرت وذكر وذكرت اشار \
اشارت واشار لفت شدد وشدد افاد افادت",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::{assert_folded, term};

    #[test]
    fn verbs_are_listed_as_they_are_folded_and_in_their_languages_place() {
        for list in [ENGLISH, FRENCH, GERMAN, SPANISH, ARABIC].into_iter().flat_map(|(plain, others)| [plain, others]) {
            assert_folded(list);
        }
        use Language::{Arabic, English, French, German, Spanish};
        for (language, verb) in [(English, "said"), (French, "dit"), (German, "sagte"), (Spanish, "dijo"), (Arabic, "قال")] {
            assert_eq!(Reporting::of(language, term(verb)), Reporting::Plain(term(verb)));
        }
    }

    #[test]
    fn another_verb_than_the_plain_one_differs_and_tells() {
        let of = |word| Reporting::of(Language::English, term(word));
        assert_eq!((of("said").rank(), of("remarked").rank(), of("walked").rank()), (0.5, 1.0, 0.0));
        assert_eq!(
            (of("said").difference(of("told")), of("said").difference(of("noted")), of("said").difference(of("ran"))),
            (0.0, 1.0, 0.5)
        );
        assert_eq!(Reporting::of(Language::Arabic, term("قال")).rank(), 0.5);
        assert_eq!(Reporting::of(Language::Other, term("said")).rank(), 0.0);
    }
}

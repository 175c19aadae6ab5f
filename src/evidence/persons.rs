//! Who a sentence is about: persons by name, and roles and pronouns that stand for a name in the same document.

use std::sync::LazyLock;

use crate::evidence::side::Side;
use crate::evidence::word::Word;
use crate::text::language::Language;
use crate::text::token::{Term, TermMap, Terms};

/// What stands for a person (folded forms): pronouns, then roles.
struct Words {
    pronouns: Terms,
    roles: Terms,
}

/// Words among which the role behind a name is looked for: "Lena Marrow, who is minister".
const APART: usize = 3;

const ENGLISH: (&str, &str) = (
    "he she him her his hers himself herself",
    "president minister premier chancellor governor mayor senator spokesman spokeswoman spokesperson secretary director chief chairman \
chairwoman ceo executive commissioner ambassador judge prosecutor lawyer attorney general colonel captain sheriff coach manager striker \
goalkeeper defender midfielder player champion singer actor actress author professor scientist researcher doctor king queen prince princess \
pope bishop archbishop leader head official officer inspector detective analyst economist founder activist politician lawmaker deputy \
driver pilot farmer teacher student suspect victim defendant boxer rapper musician footballer envoy diplomat negotiator",
);
const FRENCH: (&str, &str) = (
    "il elle lui",
    "president presidente ministre premier maire senateur directeur directrice chef patron juge procureur avocat avocate general \
colonel capitaine entraineur joueur attaquant gardien champion championne chanteur chanteuse acteur actrice auteur professeur chercheur \
roi reine prince princesse pape eveque responsable economiste fondateur militant depute deputee pilote suspect victime",
);
const GERMAN: (&str, &str) = (
    "er sie ihm ihn ihr sein seine",
    "prasident prasidentin minister ministerin kanzler kanzlerin burgermeister senator sprecher sprecherin direktor direktorin chef chefin \
vorsitzende vorsitzender richter richterin anwalt anwaltin general oberst trainer trainerin spieler sturmer torwart meister sanger sangerin \
schauspieler autor professor forscher konig konigin prinz papst bischof leiter leiterin okonom grunder abgeordnete abgeordneter pilot opfer",
);
const SPANISH: (&str, &str) = (
    "el ella le",
    "presidente presidenta ministro ministra primer alcalde alcaldesa senador portavoz director directora jefe juez jueza fiscal abogado \
abogada general coronel capitan entrenador jugador delantero portero campeon cantante actor actriz autor profesor investigador rey reina \
principe princesa papa obispo lider responsable economista fundador activista diputado diputada piloto sospechoso victima",
);
const ARABIC: (&str, &str) = (
    "هو هي",
    "الرييس رييس وزير الوزير وزيره محافظ عمده سفير السفير متحدث المتحدث مدير المدير قاضي القاضي محامي المحامي جنرال عقيد \
مدرب المدرب لاعب اللاعب ملك الملك ملكه امير الامير بابا البابا زعيم الزعيم نايب النايب",
);

/// Those of each language, in the order of [`Language`]; the last has none.
static WORDS: LazyLock<[Words; 6]> = LazyLock::new(|| {
    [ENGLISH, FRENCH, GERMAN, SPANISH, ARABIC, ("", "")]
        .map(|(pronouns, roles)| Words { pronouns: Terms::new(pronouns), roles: Terms::new(roles) })
});

/// A person that a sentence speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mention {
    /// By the last word of the name.
    Name(Term),
    /// By what they are.
    Role(Term),
}

/// The persons that the sentences of a side speak of.
#[derive(Clone, Debug, Default)]
pub struct Persons {
    /// For each sentence.
    mentions: Vec<Vec<Mention>>,
    /// Whose name stands beside a role.
    named: TermMap<Term>,
}

impl Persons {
    /// Of a side, whose names are known.
    pub fn new(side: &Side, language: Language) -> Persons {
        let known = &WORDS[language as usize];
        let is_role = |word: &Word| known.roles.has(word.form);
        let mut out = Persons::default();
        // Names of one word are of persons where a longer one or a role says so: places have neither.
        let mut persons: Vec<Term> = Vec::new();
        for sentence in &side.sentences {
            let words = side.words_of(sentence);
            for (first, end) in names(words, is_role) {
                let name = words[end - 1].form;
                let before = words[..first].iter().next_back().filter(|word| is_role(word));
                let whole = end - first > 1;
                // "In Ostrand, the minister" names nobody: behind a single word a role is somebody else's as often.
                let behind =
                    words[end..].iter().take(if whole { APART } else { 0 }).take_while(|word| !word.name).find(|word| is_role(word));
                for role in before.into_iter().chain(behind) {
                    out.named.entry(role.form).or_insert(name);
                }
                if before.is_some() || whole {
                    persons.push(name);
                }
            }
        }
        persons.sort_unstable();
        let mut last = None;
        for sentence in &side.sentences {
            let words = side.words_of(sentence);
            let mut mentions = Vec::new();
            for word in words {
                let mention = if is_role(word) {
                    Some(Mention::Role(word.form))
                } else if word.name && persons.binary_search(&word.form).is_ok() {
                    Some(Mention::Name(word.form))
                } else if known.pronouns.has(word.form) {
                    last
                } else {
                    None
                };
                if let Some(mention) = mention {
                    last = Some(mention);
                    if !mentions.contains(&mention) {
                        mentions.push(mention);
                    }
                }
            }
            out.mentions.push(mentions);
        }
        out
    }

    fn of(&self, sentence: usize) -> &[Mention] {
        self.mentions.get(sentence).map(Vec::as_slice).unwrap_or_default()
    }

    /// Share of the persons in a sentence that sentence `theirs` of the other side speaks of, too, in whatever way: 0 to 1, 0.5 where it
    /// speaks of none. What a role stands for tells the document that names it.
    pub fn shared(&self, own: usize, other: &Persons, theirs: usize) -> f32 {
        let own = self.of(own);
        if own.is_empty() {
            return 0.5;
        }
        let who = |mention: Mention| match mention {
            Mention::Role(role) => self.named.get(&role).or_else(|| other.named.get(&role)).map_or(mention, |&name| Mention::Name(name)),
            name => name,
        };
        let known = |mention: &&Mention| other.of(theirs).iter().any(|&there| there == **mention || who(there) == who(**mention));
        own.iter().filter(known).count() as f32 / own.len() as f32
    }
}

/// Runs of name words, roles and common words ("In Ostrand") left out: (first, one past the last).
fn names(words: &[Word], is_role: impl Fn(&Word) -> bool) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for at in (0..words.len()).filter(|&at| words[at].name && words[at].weight > 0.0 && !is_role(&words[at])) {
        match out.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::{assert_folded, term};

    #[test]
    fn words_are_listed_as_they_are_folded_and_in_their_languages_place() {
        for list in [ENGLISH, FRENCH, GERMAN, SPANISH, ARABIC].into_iter().flat_map(|(pronouns, roles)| [pronouns, roles]) {
            assert_folded(list);
        }
        use Language::{Arabic, English, French, German, Spanish};
        for (language, pronoun) in [(English, "she"), (French, "elle"), (German, "sie"), (Spanish, "ella"), (Arabic, "هي")] {
            assert!(WORDS[language as usize].pronouns.has(term(pronoun)), "{pronoun}");
        }
        assert!(!WORDS[Language::Other as usize].pronouns.has(term("she")));
    }

    #[test]
    fn roles_and_pronouns_stand_for_the_names_beside_them() {
        let side = |body| Side::of_body(Language::English, body);
        let source = side("In Ostrand, Minister Lena Korrel spoke. Korrel wept. Later Tom Hask, the coach, left.");
        let page = side("The minister spoke in Ostrand. She wept. Nobody else came.");
        let (theirs, own) = (Persons::new(&source, Language::English), Persons::new(&page, Language::English));
        assert_eq!(own.shared(1, &theirs, 1), 1.0);
        assert_eq!(own.shared(1, &theirs, 2), 0.0);
        assert_eq!(own.shared(2, &theirs, 1), 0.5);
    }
}

//! Languages that are segmented and stemmed with rules of their own, and which one a text is in.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::text::marks::is_mark;
use crate::text::normalize::normalize;
use crate::text::token::{Script, Term, Terms, as_it_looks, script, term};

/// A language with its own stemmer; [`Language::Other`] is matched by whole words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Arabic.
    Arabic,
    /// Any other.
    Other,
}

/// The language of a BCP 47 tag, without script and region.
fn primary(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

impl Language {
    /// From a BCP 47 tag ("en-GB"); `None` where the tag is empty or undetermined.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Some(match primary(tag).as_str() {
            "" | "und" | "mul" | "zxx" => return None,
            "en" | "eng" => Language::English,
            "fr" | "fra" | "fre" => Language::French,
            "de" | "deu" | "ger" => Language::German,
            "es" | "spa" => Language::Spanish,
            "ar" | "ara" => Language::Arabic,
            _ => Language::Other,
        })
    }

    /// Whether a text in this language, tagged `own` if at all, may be in the language of one that is tagged `tag`.
    pub fn may_be(self, own: Option<&str>, tag: &str) -> bool {
        match (Language::from_tag(tag), own) {
            (None, _) => true,
            (Some(Language::Other), Some(own)) if self == Language::Other => own.trim().is_empty() || primary(own) == primary(tag),
            (Some(language), _) => language == self,
        }
    }

    /// From the text itself: by its script, and for the Latin one by its function words. English where there is too little
    /// to tell. A library for this (whatlang) weighs 300 kB in WebAssembly, two thirds of what the whole engine may.
    pub fn detect(text: &str) -> Language {
        Language::read_off(text).0
    }

    /// From the text itself where it is long enough, and plain enough, to be believed before what is said of it.
    pub fn evident(text: &str) -> Option<Language> {
        let (language, function_words, words) = Language::read_off(text);
        (words >= ENOUGH && function_words * 8 >= words).then_some(language)
    }

    /// The language, how many of the words are among its commonest, and how many words were looked at; 0 for languages that are
    /// told by their script.
    fn read_off(text: &str) -> (Language, usize, usize) {
        let end = text.char_indices().nth(SEEN).map_or(text.len(), |(at, _)| at);
        let normal = normalize(&text[..end]);
        let text = normal.text();
        let words = || text.split(|c: char| !c.is_alphabetic() && !is_mark(c)).filter(|w| !w.is_empty());
        let (mut latin, mut arabic, mut other) = (0, 0, 0);
        for word in words() {
            match script(word) {
                Script::Latin | Script::Mixed => latin += word.chars().count(),
                Script::Alike => {}
                Script::Other => {
                    for c in word.chars() {
                        match c {
                            'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' => latin += 1,
                            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
                                arabic += 1
                            }
                            _ => other += 1,
                        }
                    }
                }
            }
        }
        if arabic > latin && arabic > other {
            // Persian and Urdu have letters of their own.
            let foreign = text.chars().filter(|c| matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ی' | 'ک')).count();
            return (if foreign * 50 > arabic { Language::Other } else { Language::Arabic }, 0, 0);
        }
        if other > latin {
            return (Language::Other, 0, 0);
        }
        let as_seen = |word: &str| {
            let bare: String = word.chars().filter(|c| !is_mark(*c)).collect();
            if matches!(script(&bare), Script::Mixed | Script::Alike) { as_it_looks(&bare) } else { bare.to_lowercase() }
        };
        let words: Vec<Term> = words().map(|word| term(&as_seen(word))).collect();
        let count = |list: &Terms| words.iter().filter(|&&word| list.has(word)).count();
        let counts = FUNCTION_TERMS.iter().map(|(language, list)| (count(list), *language));
        let best = counts.fold((0, Language::English), |best, found| if found.0 > best.0 { found } else { best });
        // In running text of any of these languages a fifth of the words and more are among its list.
        let language = if best.0 * 12 >= words.len() || words.len() < 20 { best.1 } else { Language::Other };
        (language, best.0, words.len())
    }

    /// Its primary BCP 47 tag; `None` for [`Language::Other`].
    pub fn tag(self) -> Option<&'static str> {
        Some(match self {
            Language::English => "en",
            Language::French => "fr",
            Language::German => "de",
            Language::Spanish => "es",
            Language::Arabic => "ar",
            Language::Other => return None,
        })
    }

    /// Its stemmer (Snowball).
    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        // Each by its constant, so that the other languages' tables stay out of the module.
        Some(match self {
            Language::English => Stemmer::create(Algorithm::English),
            Language::French => Stemmer::create(Algorithm::French),
            Language::German => Stemmer::create(Algorithm::German),
            Language::Spanish => Stemmer::create(Algorithm::Spanish),
            Language::Arabic => Stemmer::create(Algorithm::Arabic),
            Language::Other => return None,
        })
    }
}

/// Characters of a text that are looked at to tell its language.
const SEEN: usize = 4000;

/// Words from which on a text's language is believed before what a page says of itself.
const ENOUGH: usize = 60;

/// The commonest words of languages in Latin script that few of the others have; those of [`Language::Other`] keep its
/// texts from being taken for a neighbour's.
const FUNCTION_WORDS: [(Language, &str); 9] = [
    (Language::English, "the of and to in that is for was on with he it by at from his which have been"),
    (Language::French, "le la les des et du en une est dans que qui pour au sur par pas il ont avec"),
    (Language::German, "der die und das den von zu mit ist des im nicht ein eine auf sich dem für hat sie"),
    (Language::Spanish, "el los las y del que en una por con para es se su al lo como más pero sus"),
    (Language::Other, "il di che della per sono gli nel alla del anche più dei è ha una con si le da"),
    (Language::Other, "o os uma não do da dos das em para com que um ao mais foi pela são na no"),
    (Language::Other, "het een van en dat niet op te zijn voor met de is aan ook bij naar om wordt maar"),
    (Language::Other, "och att det som en på är av för med den till inte har om ett og af ikke til"),
    (Language::Other, "nie się na jest że do w z przez oraz ve bir bu için ile je se si că și"),
];
static FUNCTION_TERMS: LazyLock<[(Language, Terms); 9]> =
    LazyLock::new(|| FUNCTION_WORDS.map(|(language, words)| (language, Terms::new(words))));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_or_two_tell_the_language() {
        for (text, language) in [
            ("The prime minister said on Tuesday that the bill which he had brought before the Assembly was withdrawn.", Language::English),
            ("Le premier ministre a déclaré mardi que le projet de loi qui devait être voté dans la semaine est retiré.", Language::French),
            (
                "Der Ministerpräsident sagte am Dienstag, dass das Gesetz, das er in das Parlament eingebracht hatte, nicht zur Abstimmung kommt.",
                Language::German,
            ),
            (
                "El primer ministro dijo el martes que el proyecto de ley que se iba a votar en la asamblea se retira por falta de apoyo.",
                Language::Spanish,
            ),
            (
                "Il presidente del consiglio ha detto che la legge non sarà votata nella settimana e che gli alleati sono divisi.",
                Language::Other,
            ),
            (
                "O primeiro-ministro disse que não vai apresentar a lei ao parlamento e que os aliados foram informados da decisão.",
                Language::Other,
            ),
            (
                "De premier zei dinsdag dat het wetsvoorstel niet naar de kamer gaat en dat een nieuwe tekst op tafel komt voor de zomer.",
                Language::Other,
            ),
            ("قال رئيس الوزراء يوم الثلاثاء إن مشروع القانون الذي كان سيعرض على البرلمان قد سحب.", Language::Arabic),
            ("Премьер-министр заявил во вторник, что законопроект отозван.", Language::Other),
        ] {
            assert_eq!(Language::detect(text), language, "{text}");
        }
    }

    #[test]
    fn of_two_languages_without_rules_of_their_own_the_tags_decide() {
        for (language, own, tag, may) in [
            (Language::Other, Some("pt-BR"), "pt", true),
            (Language::Other, Some("pt"), "it", false),
            (Language::Other, None, "it", true),
            (Language::Other, Some("it"), "und", true),
            (Language::Other, Some("it"), "en", false),
            (Language::French, Some("it"), "fr", true),
        ] {
            assert_eq!(language.may_be(own, tag), may, "{language:?} {own:?} {tag}");
        }
    }

    #[test]
    fn disguised_letters_and_invisible_ones_do_not_change_the_language() {
        let text = "The prime minister said on Tuesday that the bill which he had brought before the Assembly was withdrawn from it.";
        let disguised: String = text
            .chars()
            .map(|c| match c {
                'a' => 'а',
                'e' => 'е',
                'o' => 'о',
                'c' => 'с',
                'p' => 'р',
                'i' => 'і',
                c => c,
            })
            .collect();
        let parted: String = text.chars().flat_map(|c| [c, '\u{200b}']).collect();
        let struck: String = text.chars().flat_map(|c| [c, '\u{336}']).collect();
        for text in [disguised, parted, struck] {
            assert_eq!(Language::detect(&text), Language::English, "{text}");
        }
    }

    #[test]
    fn a_long_plain_text_is_believed_before_what_is_said_of_it() {
        let text = "The prime minister said on Tuesday that the bill which he had brought before the Assembly was withdrawn. ".repeat(4);
        assert_eq!(Language::evident(&text), Some(Language::English));
        assert_eq!(Language::evident(&text[..100]), None);
        assert_eq!(Language::evident(&"Quill Brannoch Skerra ".repeat(40)), None);
    }
}

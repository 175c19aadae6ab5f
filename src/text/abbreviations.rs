//! Abbreviations and closing marks that do not end a sentence in languages other than English, whose own are in
//! [`crate::text::sentence`].

use crate::text::language::Language;

/// What a language writes with full stops, in lower case and without the last one.
struct Abbreviations {
    /// Never at the end of a sentence; with spaces, where the stops have some behind them.
    joining: &'static [&'static str],
    /// Joins to a number behind it.
    before_number: &'static [&'static str],
    /// Words in front of a number with a stop, which make it an ordinal ("der 2. Senat").
    before_ordinal: &'static [&'static str],
    /// Words with which a sentence goes on anew behind such a number.
    starters: &'static [&'static str],
}

const NONE: Abbreviations = Abbreviations { joining: &[], before_number: &[], before_ordinal: &[], starters: &[] };

const GERMAN: Abbreviations = Abbreviations {
    joining: &[
        "z. b", "d. h", "u. a", "i. d. r", "z. t", "h. c", "h.c", "i.d.r", "o.g", "z", "d", "fa", "mio", "mrd", "tsd", "bspw", "evtl",
        "ggf", "inkl", "sog", "insb", "allg", "geb", "gest", "vors", "abg", "hl", "rd", "mind", "bzgl", "zzgl", "abzgl", "gegr", "verh",
    ],
    before_number: &["max", "min", "tel", "abs", "bd", "kap", "ziff", "s", "str"],
    before_ordinal: &[
        "der", "die", "das", "dem", "den", "des", "im", "am", "beim", "vom", "zum", "zur", "ein", "eine", "einem", "einen", "einer", "ab",
        "bis", "seit", "und", "ihr", "ihre", "ihren", "sein", "seine", "seinen", "jeder", "jeden", "jedem",
    ],
    starters: &[
        "der", "die", "das", "er", "sie", "es", "wir", "ich", "dann", "doch", "aber", "auch", "danach", "nach", "in", "im", "am", "dort",
        "niemand", "nun", "dabei", "dies", "diese", "dieser", "damit", "eine", "ein", "zudem", "bis", "seit",
    ],
};

const FRENCH: Abbreviations =
    Abbreviations { joining: &["mm", "mgr", "pr", "vve", "env", "av", "boul", "cf"], before_number: &["h", "art", "chap"], ..NONE };

const SPANISH: Abbreviations = Abbreviations {
    joining: &[
        "ee", "sres", "sras", "srs", "dn", "dña", "lic", "arq", "gral", "cnel", "cmte", "pdte", "pdta", "excmo", "ilmo", "mons", "avda",
        "aprox",
    ],
    before_number: &["núm", "pág", "págs", "art", "arts", "tel"],
    ..NONE
};

const ARABIC: Abbreviations = Abbreviations { joining: &["د", "ود", "أ", "أ.د", "ا.د", "أ. د"], before_number: &["ص"], ..NONE };

fn of(language: Language) -> &'static Abbreviations {
    match language {
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Arabic => &ARABIC,
        Language::English | Language::Other => &NONE,
    }
}

/// Whether what stands in front of a full stop is an abbreviation that `next` goes on from.
pub fn goes_on(language: Language, before: &str, next: &str) -> bool {
    let known = of(language);
    let start = before.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let lower = before[start..].to_lowercase();
    let mut words = lower.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '«' | '»' | '—' | '–'));
    let word = words.next().unwrap_or_default();
    let in_front = words.next().unwrap_or_default();
    let number_follows = next.starts_with(|c: char| c.is_numeric());
    let following: String = next.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let spaced =
        |phrase: &&&str| phrase.contains(' ') && lower.strip_suffix(**phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    let ordinal = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) && known.before_ordinal.contains(&in_front);
    known.joining.contains(&word)
        || known.joining.iter().any(|phrase| spaced(&phrase))
        || (number_follows && known.before_number.contains(&word))
        || (ordinal && !known.starters.contains(&following.as_str()) && next.starts_with(char::is_alphabetic))
}

/// Characters in which an abbreviation and the word in front of it are looked for.
const LONGEST: usize = 32;

/// Bytes at the start of `piece` that close a quotation of the sentence before it: French parts "»" by a space from what it closes, so
/// that it comes to stand in front of the next sentence. One that opens has a word behind it.
pub fn closing(language: Language, piece: &str) -> usize {
    if language == Language::English {
        return 0;
    }
    let marks = piece.trim_start();
    let rest = marks.trim_start_matches(['»', '”', '’']);
    let closes = rest.len() < marks.len() && !rest.starts_with(char::is_alphanumeric);
    if closes { piece.len() - rest.len() } else { 0 }
}

/// Whether `before` ends with something left out amid a sentence, where the script has no capitals to tell by.
pub fn leaves_out(language: Language, before: &str) -> bool {
    language == Language::Arabic && ["(...)", "(…)", "[...]", "[…]"].iter().any(|gap| before.ends_with(gap))
}

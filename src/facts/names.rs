//! Whether two names are one: other spellings of it, and what is made of it.

use crate::facts::lexicon::{day, month};

/// Titles and offices that stand before names with a capital and are none (folded).
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "st",
    "gen",
    "general",
    "col",
    "colonel",
    "capt",
    "captain",
    "lt",
    "sgt",
    "sen",
    "senator",
    "rep",
    "gov",
    "governor",
    "mayor",
    "president",
    "vice",
    "prime",
    "premier",
    "minister",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "judge",
    "justice",
    "secretary",
    "chairman",
    "chief",
    "director",
    "ambassador",
    "commissioner",
    "speaker",
    "leader",
    "m",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "herr",
    "frau",
    "senor",
    "senora",
    "don",
    "dona",
    "ministre",
    "ministro",
    "ministra",
    "prasident",
    "prasidentin",
    "ministerin",
];
/// What a people or a language is called after, behind the name of its country or city.
const ENDINGS: &[&str] = &["n", "an", "ian", "ean", "ish", "ese", "i", "ite", "er", "ers", "ans", "ians", "s", "y", "in", "en"];
/// From this likeness on (Jaro–Winkler) names in other letters than Latin ones are one. Range 0 to 1.
const ALIKE: f64 = 0.9;
/// Longest name whose spelling is compared, in bytes. What is longer is no name, and takes long to compare.
const LONGEST: usize = 80;

/// Whether a folded word is a title or an office.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether a folded word is a day or a month, which stand with a capital and are no names.
pub fn names_time(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    day(word).is_some() || month(word).is_some()
}

/// Whether two folded names are spellings of one ("Sergei", "Sergey"; "Gaddafi", "Qaddafi"), or one is made of the other ("Velmora",
/// "Velmoran"). Names that differ in a sound are two: "Austria", "Australia".
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.len().max(b.len()) > LONGEST || !begin_alike(a, b) {
        return false;
    }
    if !a.is_ascii() || !b.is_ascii() {
        return strsim::jaro_winkler(a, b) >= ALIKE;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let derived = |stem: &str| stem.len() >= 4 && long.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest));
    derived(short) || short.strip_suffix(['a', 'y', 'e', 'o']).is_some_and(derived) || sounds(a) == sounds(b)
}

/// Whether two names can begin with the same sound: a glance that spares comparing nearly all.
fn begin_alike(a: &str, b: &str) -> bool {
    const SETS: [&str; 5] = ["kqgcx", "vwfp", "jdzysti", "aeiouy", "sct"];
    match (a.chars().next(), b.chars().next()) {
        (Some(a), Some(b)) => a == b || SETS.iter().any(|set| set.contains(a) && set.contains(b)),
        _ => false,
    }
}

/// Consonants as they sound, with as many vowels between them as there are syllables, whichever these are.
fn sounds(name: &str) -> Vec<u8> {
    let mut name = name.to_owned();
    for (spelled, sound) in [
        ("tsch", "c"),
        ("sch", "s"),
        ("dj", "j"),
        ("dzh", "j"),
        ("zh", "j"),
        ("ph", "f"),
        ("kh", "k"),
        ("gh", "g"),
        ("ch", "c"),
        ("sh", "s"),
        ("th", "t"),
        ("ck", "k"),
        ("x", "ks"),
    ] {
        name = name.replace(spelled, sound);
    }
    let mut out = Vec::new();
    for (at, byte) in name.bytes().enumerate() {
        let sound = match byte {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => b'a',
            // Only before a vowel does it sound in every language.
            b'h' if at > 0 => continue,
            b'q' | b'g' | b'k' => b'k',
            b'w' | b'v' => b'v',
            b'z' => b's',
            byte => byte,
        };
        if out.last() != Some(&sound) {
            out.push(sound);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_told_from_other_names() {
        for (a, b) in [
            ("sergei", "sergey"),
            ("zelensky", "zelenskyy"),
            ("mohammed", "muhammad"),
            ("gaddafi", "qaddafi"),
            ("kyiv", "kiev"),
            ("yusuf", "youssef"),
            ("velmora", "velmoran"),
            ("germany", "german"),
            ("iran", "iranian"),
            ("كوريل", "كوريال"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("austria", "australia"),
            ("slovenia", "slovakia"),
            ("niger", "nigeria"),
            ("iran", "iraq"),
            ("greta", "berta"),
            ("korrel", "marrandt"),
            ("ostrand", "orlo"),
            ("mali", "malawi"),
        ] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }
}

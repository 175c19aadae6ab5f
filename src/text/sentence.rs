//! Where sentences end.
//!
//! The boundaries of UAX #29, mended where news copy breaks them: abbreviations and initials ("U.S. Gen. Alexus",
//! "Aug. 13", "J. Smith"), a question inside a sentence ("“Why?” he asked"), line breaks within a paragraph, and full
//! stops that lost the space behind them.

use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;
use crate::text::abbreviations;
use crate::text::language::Language;

/// Longest sentence in bytes; what is longer is cut between words, so that one endless "sentence" cannot hold up a check.
const LONGEST: usize = 2048;

/// Bytes around a full stop in which a web address is looked for.
const ADDRESS: usize = 256;

/// Abbreviations that never end a sentence: titles, and words that always have something behind them.
const JOINING: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "gen", "maj", "brig", "col", "lt", "cmdr", "cdr", "capt", "sgt", "cpl", "pvt", "adm", "sen",
    "rep", "reps", "sens", "gov", "govs", "rev", "hon", "pres", "supt", "det", "insp", "st", "ste", "mt", "ft", "messrs", "mme", "mlle",
    "vs", "v", "approx", "dept", "fig", "cf", "al", "sr", "sra", "srta", "dra", "hr", "fr", "bzw", "ca", "dipl", "ing", "nr", "vgl", "art",
    "e.g", "i.e", "z.b", "d.h", "u.a", "ex", "asst", "assn", "atty", "secy", "vice", "ald", "amb",
];

/// Abbreviations that join only to a number behind them.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "num", "n", "p", "pp", "vol", "ch", "sec", "para", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "janv", "févr", "avr", "juil", "déc",
];

/// Abbreviations that may also end a sentence; they join unless a word that often begins one follows.
const EITHER: &[&str] = &[
    "u.s", "u.k", "u.n", "e.u", "d.c", "u.s.a", "inc", "corp", "ltd", "co", "cos", "bros", "jr", "plc", "s.a", "l.a", "n.y", "n.j", "ph.d",
    "m.d", "b.c", "a.d", "etc", "calif", "conn", "fla", "ga", "ill", "mass", "mich", "minn", "mo", "pa", "tenn", "tex", "va", "wash",
    "wis", "ariz", "ark", "colo", "del", "ind", "kan", "ky", "md", "miss", "mont", "neb", "nev", "okla", "ore", "r.i", "n.h", "n.m", "n.c",
    "n.d", "s.c", "s.d", "w.va", "vt", "wyo", "ala", "la", "blvd", "ave", "rd", "sq", "est", "gov't", "int'l", "nat'l", "usw", "uvm",
    "s.r.l", "r-ohio", "d-calif",
];

/// Words that often begin a sentence and seldom go on from an abbreviation.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "or",
    "so",
    "in",
    "on",
    "at",
    "for",
    "from",
    "to",
    "by",
    "with",
    "as",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "what",
    "who",
    "how",
    "why",
    "where",
    "not",
    "no",
    "some",
    "many",
    "most",
    "more",
    "all",
    "both",
    "one",
    "another",
    "such",
    "even",
    "still",
    "also",
    "however",
    "meanwhile",
    "although",
    "though",
    "because",
    "then",
    "now",
    "mr",
    "mrs",
    "ms",
    "asked",
    "according",
    "earlier",
    "last",
    "under",
    "among",
    "about",
    "despite",
    "during",
    "only",
    "other",
    "others",
];

/// Verbs that attribute a quotation in front of them ("“Why?” Smith asked").
const SAYING: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "wrote",
    "added",
    "adds",
    "shouted",
    "replied",
    "tweeted",
    "demanded",
    "wondered",
    "cried",
    "yelled",
    "exclaimed",
    "chanted",
    "continued",
    "went",
    "quipped",
    "declared",
    "stated",
];

/// The sentences of one paragraph, `text[paragraph]` of normalised text, in order, trimmed of white space and never empty.
pub fn sentences(text: &str, paragraph: Span, language: Language) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for line in lines(text, paragraph) {
        let mut open: Option<Span> = None;
        for (at, piece) in line.of(text).split_sentence_bound_indices() {
            let piece = Span::new(line.start + at, line.start + at + piece.len());
            for piece in unspaced(text, piece) {
                let closing = open.map_or(0, |_| abbreviations::closing(language, piece.of(text)));
                let piece = Span::new(piece.start + closing, piece.end);
                let open_before = open.map(|before| Span::new(before.start, before.end + closing));
                open = Some(match open_before {
                    Some(before) if goes_on(before.of(text), piece.of(text), language) => Span::new(before.start, piece.end),
                    Some(before) => {
                        push(text, before, &mut out);
                        piece
                    }
                    None => piece,
                });
            }
        }
        if let Some(last) = open {
            push(text, last, &mut out);
        }
    }
    out
}

/// Appends `span`, trimmed and cut to [`LONGEST`].
fn push(text: &str, span: Span, out: &mut Vec<Span>) {
    let raw = span.of(text);
    let lead = raw.len() - raw.trim_start().len();
    let mut rest = Span::new(span.start + lead, span.start + lead + raw.trim().len());
    while rest.len() > LONGEST {
        let mut cut = rest.start + LONGEST;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let space = text[rest.start..cut].rfind(' ').map_or(cut, |at| rest.start + at + 1);
        out.push(Span::new(rest.start, rest.start + text[rest.start..space].trim_end().len()));
        let next = text[space..rest.end].len() - text[space..rest.end].trim_start().len();
        rest = Span::new(space + next, rest.end);
    }
    if !rest.is_empty() {
        out.push(rest);
    }
}

/// Lines that stand for themselves: a line break inside a sentence (the line before ends without a final mark, or the
/// next goes on in lower case) does not divide.
fn lines(text: &str, paragraph: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = paragraph.start;
    for (at, _) in paragraph.of(text).match_indices('\n') {
        let at = paragraph.start + at;
        let before = text[start..at].trim_end();
        let ends = before.ends_with(['.', '!', '?', '…', ':', '"', '”', '’', '»', '\'', ')', '。', '؟']);
        let goes_on = text[at..paragraph.end].trim_start().starts_with(char::is_lowercase);
        if ends && !goes_on {
            out.push(Span::new(start, at));
            start = at + 1;
        }
    }
    out.push(Span::new(start, paragraph.end));
    // UAX #29 always breaks at a line feed, so wrapped lines are cut there and joined again by `goes_on`.
    out
}

/// Cuts a piece where a full stop between words lost its space ("was over.He said").
fn unspaced(text: &str, piece: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = piece.start;
    let raw = piece.of(text);
    for (at, mark) in raw.match_indices(['.', '!', '?', '”']) {
        let behind = &raw[at + mark.len()..];
        let before = &raw[..at];
        let closes = mark == "”" && before.ends_with(['.', '!', '?']);
        if mark == "”" && !closes {
            continue;
        }
        let mut next = behind.chars();
        let (Some(upper), Some(lower)) = (next.next(), next.next()) else { continue };
        if !upper.is_uppercase() || !(lower.is_lowercase() || lower == ' ') {
            continue;
        }
        let last = before.chars().rev().filter(|c| !matches!(c, '.' | '!' | '?'));
        let word_before = last.take(3).filter(|c| c.is_lowercase()).count() == 3;
        if word_before && !is_address(before, behind) {
            let cut = piece.start + at + mark.len();
            out.push(Span::new(start, cut));
            start = cut;
        }
    }
    out.push(Span::new(start, piece.end));
    out
}

/// Whether a stop between `before` and `behind` may belong to a web address or a file name.
fn is_address(before: &str, behind: &str) -> bool {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(ADDRESS))..];
    let behind = &behind[..behind.floor_char_boundary(ADDRESS)];
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let rest = behind.split(char::is_whitespace).next().unwrap_or_default();
    word.contains(['/', '@', '.'])
        || rest.contains(['/', '@'])
        || matches!(rest.trim_end_matches(['.', ',', ';']), "Com" | "Org" | "Net" | "Js" | "Io")
}

/// What follows a time of day within its sentence (lower case).
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "eastern",
    "central",
    "pacific",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What German counts with a number and a full stop (lower case): the 20th of April, the 19th century.
const COUNTED: &[&str] = &[
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jahrhundert",
    "jahrhunderts",
    "lebensjahr",
    "geburtstag",
    "jahrestag",
    "mal",
    "platz",
    "liga",
    "runde",
    "etage",
    "stock",
    "tag",
    "spieltag",
    "minute",
];

/// Whether `after` continues the sentence that `before` only seems to end.
fn goes_on(before: &str, after: &str, language: Language) -> bool {
    let before = before.trim_end();
    let next = after.trim_start();
    if before.is_empty() || next.is_empty() {
        return true;
    }
    if abbreviations::leaves_out(language, before) {
        return true;
    }
    let closed = before.trim_end_matches(['"', '”', '’', '\'', ')', '»', '«', '“']);
    // French parts the closing mark by a space.
    let bare = if before.ends_with('»') { closed.trim_end() } else { closed };
    let Some(stop) = bare.chars().next_back() else {
        return true; // nothing but marks so far
    };
    if !matches!(stop, '.' | '!' | '?' | '…' | '。' | '؟' | '۔' | '！' | '？' | ':') {
        return true; // a line break inside a sentence
    }
    if next.starts_with(char::is_lowercase) {
        return true;
    }
    if stop == '!' || stop == '?' {
        return bare.len() < before.len() && is_attributed(next);
    }
    if stop != '.' || bare.len() < before.len() {
        return false;
    }
    let word = bare
        .trim_end_matches('.')
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '—' | '–'))
        .next()
        .unwrap_or_default();
    let following: String = next.chars().take_while(|c| c.is_alphanumeric() || *c == '\'').flat_map(char::to_lowercase).collect();
    let number_follows = next.starts_with(|c: char| c.is_ascii_digit());
    let starts_sentence = STARTERS.contains(&following.as_str()) || next.starts_with(['"', '“', '‘', '\'', '«']);
    let lower = word.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    if JOINING.contains(&lower) || abbreviations::goes_on(language, bare.trim_end_matches('.'), next) {
        return true;
    }
    if BEFORE_NUMBER.contains(&lower) && number_follows {
        return true;
    }
    if lower.len() <= 2 && lower.bytes().all(|b| b.is_ascii_digit()) && !lower.is_empty() && COUNTED.contains(&following.as_str()) {
        return true;
    }
    if matches!(lower, "a.m" | "p.m") {
        let zone = next.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|w| w.len() > 1 && w.chars().all(char::is_uppercase));
        return zone || number_follows || DAYS.contains(&following.as_str());
    }
    if EITHER.contains(&lower) {
        return !starts_sentence;
    }
    let mut letters = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && (letters.next().is_none() || is_initials(word));
    initial && !starts_sentence && next.starts_with(char::is_alphabetic)
}

/// "J.K", "U.S.S.R": single capitals apart by full stops.
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// Whether a speaker and a verb of saying follow ("Smith asked", "the minister said").
fn is_attributed(next: &str) -> bool {
    next.split_whitespace().take(4).any(|word| SAYING.contains(&word.trim_end_matches([',', '.', ':']).to_lowercase().as_str()))
        && !next.starts_with(['"', '“', '‘'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts `text` at `|` and expects these to be its sentences.
    fn check(text: &str) {
        check_in(Language::English, text);
    }

    fn check_in(language: Language, text: &str) {
        let joined = text.replace('|', "");
        let found: Vec<&str> = sentences(&joined, Span::new(0, joined.len()), language).into_iter().map(|s| s.of(&joined)).collect();
        let wanted: Vec<&str> = text.split('|').map(str::trim).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn abbreviations_initials_and_numbers_do_not_end_a_sentence() {
        check("U.S. Gen. Alexus Grun spoke on Aug. 13 in St. Orlo. |He left at 3 p.m. on Friday. |It rose 3.5 percent.");
        check("J. K. Marrow met Sen. T. Vale, D-Calif., on Monday. |The U.S. envoy stayed in the U.S. |The talks went on.");
        check("It fell at 5 a.m. |Falling trees killed two. |It begins at 9 p.m. Eastern.");
        check("Ab dem 1. April gilt es. |Er kam im 19. Jahrhundert. |Es waren 20. |Niemand ging.");
        check("No. 5 is out. |No. |We said so.");
        check("The firm, Lindgarth Inc. of Ostrand, gained. |Shares of Brannock Co. |They fell.");
    }

    #[test]
    fn other_languages_have_abbreviations_and_closing_marks_of_their_own() {
        for (language, text) in [
            (Language::French, "« Nous partirons demain. » |Le maire est sorti. |« Rien n’est dit », a-t-il ajouté. |Il a dit : « Non. »"),
            (Language::French, "« C’est fini ! » s’est exclamé M. Lormeau. |« Quoi ? » |Me Arvers se tait."),
            (Language::French, "« Nous avons attendu. |Personne n’est venu. » |MM. Orme et Vey partent à 20 h. 30."),
            (Language::German, "Die Fa. Krell zahlt z. B. 4 Mio. Euro. |Der 2. Senat lud Dr. h.c. Acker vor. |Es waren 20. |Niemand kam."),
            (Language::German, "Er kam am 20. |Dann ging er. |»Wir warten.« |Dann fuhren alle. |Er ging. |»Nein«, sagte sie."),
            (Language::Spanish, "La Avda. Norte y la pág. 12. |EE. UU. calla. |«Vamos.» |El alcalde salió."),
            (Language::Arabic, "بلغت التكلفة 4.2 مليون يورو، وفق د. نادر عوض. |وتوقف العمل."),
            (Language::Arabic, "قال إنه (...) لن يستقيل. |هل يصدقه أحد؟ |لا."),
        ] {
            check_in(language, text);
        }
    }

    #[test]
    fn quotations_stay_with_their_attribution() {
        check("“Why now?” he asked. |“It is late!” Marrow said. |“We wait.” |The crowd left.");
        check("\"Enough.\" |\"Go home.\"");
        check("He said: “We go. |We stay.” |Then he left… and came back. |Nobody spoke.");
    }

    #[test]
    fn lost_spaces_divide_and_addresses_do_not() {
        check("The strike was over.|He said so.");
        check("See www.tpa.example/News.Today for more. |Visit Node.Js today.");
    }

    #[test]
    fn wrapped_lines_join_and_finished_lines_do_not() {
        let text = "The minister said on\nTuesday that he would go.\nNobody asked.";
        let found: Vec<&str> = sentences(text, Span::new(0, text.len()), Language::English).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["The minister said on\nTuesday that he would go.", "Nobody asked."]);
    }

    #[test]
    fn an_endless_sentence_is_cut_between_words() {
        let text = "word ".repeat(3000);
        let found = sentences(&text, Span::new(0, text.len()), Language::English);
        assert!(found.len() > 2 && found.iter().all(|s| s.len() <= LONGEST && s.of(&text).starts_with("word")));
    }
}

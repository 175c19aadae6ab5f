//! Habits of wire copy: datelines in front, credits behind.
//!
//! A dateline ("OSTRAND, March 4 (TPA) - ") and a credit ("– AFP", "(Reporting by …)", "Source: …") are no news text, but
//! they say who wrote it.

use std::sync::LazyLock;

use crate::span::Span;

mod signature;

pub use signature::{is_signature, signature};

/// Agencies and broadcasters by their usual name, each with the other names they sign with (lower case, no full stops).
const AGENCIES: &[(&str, &[&str])] = &[
    ("AFP", &["afp", "agence france-presse", "agence france presse"]),
    ("Reuters", &["reuters", "thomson reuters", "reuter"]),
    ("AP", &["ap", "associated press", "the associated press"]),
    ("Al Jazeera", &["al jazeera", "aljazeera", "al-jazeera"]),
    ("dpa", &["dpa", "deutsche presse-agentur", "deutsche presse agentur"]),
    ("EFE", &["efe", "agencia efe"]),
    ("ANSA", &["ansa"]),
    ("PA Media", &["pa", "pa media", "press association", "the press association"]),
    ("Xinhua", &["xinhua", "xinhua news agency"]),
    ("TASS", &["tass", "itar-tass"]),
    ("Interfax", &["interfax"]),
    ("UPI", &["upi", "united press international"]),
    ("Kyodo", &["kyodo", "kyodo news"]),
    ("Yonhap", &["yonhap", "yonhap news agency"]),
    ("Anadolu", &["anadolu", "aa", "anadolu agency"]),
    ("Bernama", &["bernama"]),
    ("PTI", &["pti", "press trust of india"]),
    ("ANI", &["ani", "asian news international"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("BBC", &["bbc", "bbc news"]),
    ("CNN", &["cnn"]),
    ("APA", &["apa", "austria presse agentur"]),
    ("Belga", &["belga"]),
    ("Canadian Press", &["canadian press", "the canadian press"]),
];

/// Further names of theirs, in other languages and with stops, that pages sign with (lower case).
const VARIANTS: &[(&str, &[&str])] = &[
    (
        "AFP",
        &["a.f.p", "france-presse", "france presse", "وكالة فرانس برس", "وكالة الصحافة الفرنسية", "فرانس برس", "أ ف ب", "أفب", "أ.ف.ب"],
    ),
    ("Reuters", &["رويترز"]),
    ("AP", &["a.p", "أسوشيتد برس", "اسوشيتد برس", "أسوشييتد برس"]),
    ("dpa", &["d.p.a", "deutschen presse-agentur", "د ب أ", "دبأ", "د.ب.أ"]),
    ("EFE", &["agencia de noticias efe", "إفي"]),
    ("ANSA", &["agenzia ansa", "أنسا"]),
    ("Anadolu", &["agencia anadolu", "agence anadolu", "anadolu ajansı", "الأناضول"]),
    ("Xinhua", &["agencia xinhua", "agence xinhua", "chine nouvelle", "شينخوا"]),
    ("TASS", &["تاس"]),
    ("Bloomberg", &["بلومبرغ", "بلومبرج"]),
    ("BBC", &["b.b.c", "بي بي سي"]),
    ("CNN", &["سي إن إن"]),
    ("Al Jazeera", &["الجزيرة", "الجزيرة نت"]),
];

/// Phrases behind which, or in front of which, a credit names its agency (lower case).
const LEADS: &[&str] = &[
    "source:",
    "sources:",
    "via:",
    "via ",
    "credit:",
    "credits:",
    "courtesy:",
    "courtesy of",
    "with inputs from",
    "with input from",
    "with reporting by",
    "with reporting from",
    "with files from",
    "with agencies",
    "additional reporting by",
    "additional reporting from",
    "with material from",
    "from:",
    "©",
    "(c)",
    "copyright",
    "agency:",
    "agencies:",
    "quelle:",
    "quellen:",
    "fuente:",
    "fuentes:",
    "source :",
    "avec",
    "mit material von",
    "con información de",
    "المصدر:",
];
const TAILS: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed reporting",
    "contributed to this article",
    "published from a wire agency feed",
    "all rights reserved",
    "ont contribué à cet article",
    "contribuyó a este informe",
    "hat zu diesem bericht beigetragen",
];
/// Words that a line of writers begins with (lower case).
const BYLINES: &[&str] = &["by ", "from ", "von ", "par ", "por ", "de "];
/// Openings of a wire's own closing line (lower case, behind a bracket).
const SIGN_OFFS: &[&str] =
    &["reporting by", "writing by", "editing by", "additional reporting", "compiled by", "reporting and writing", "report by"];

/// A credit: who is named, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The agency's usual name; empty for a sign-off that names nobody known.
    pub agency: String,
    /// The agency's name, or the whole sign-off, in the text it was found in.
    pub span: Span,
}

/// Agency names a page may credit: the known ones and those of the references.
#[derive(Clone, Debug, Default)]
pub struct Agencies {
    extra: Vec<(String, Vec<String>)>,
}

/// The known ones, with the names that they have in other languages.
pub static WORLDWIDE: LazyLock<Agencies> = LazyLock::new(|| {
    let extra = VARIANTS.iter().map(|&(usual, names)| (usual.to_owned(), names.iter().map(|&name| name.to_owned()).collect()));
    Agencies { extra: extra.collect() }
});

impl Agencies {
    /// Adds a reference's source under its own name and, for a name of two to five capitalised words, their initials.
    pub fn add(&mut self, name: &str) {
        let lower = plain(name);
        if lower.is_empty() || self.usual(&lower).is_some() {
            return;
        }
        let mut names = vec![lower];
        let words = name.split_whitespace().filter(|word| !SMALL.contains(word));
        let initials: String = words.clone().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        let one_word = words.clone().count() == 1 && is_initials(name, &name.to_lowercase());
        if (2..=5).contains(&initials.chars().count()) && initials.chars().count() == words.count() {
            names.push(initials.to_lowercase());
            names.push(with_stops(&initials));
        } else if one_word {
            names.push(with_stops(name));
        }
        self.extra.push((name.to_owned(), names));
    }

    /// The usual name behind any of an agency's names.
    pub fn usual(&self, name: &str) -> Option<&str> {
        let name = plain(name);
        let known = AGENCIES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|&(usual, _)| usual);
        known.or_else(|| self.extra.iter().find(|(_, names)| names.contains(&name)).map(|(usual, _)| usual.as_str()))
    }

    /// Whether two names mean one agency.
    pub fn same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.usual(a).map_or_else(|| plain(a), plain), self.usual(b).map_or_else(|| plain(b), plain));
        a == b
    }

    /// Agencies named in `text`, longest name first at each place.
    fn named(&self, text: &str) -> Vec<Credit> {
        let mut out: Vec<Credit> = Vec::new();
        let known = AGENCIES.iter().flat_map(|&(usual, names)| names.iter().map(move |&n| (usual, n)));
        let extra = self.extra.iter().flat_map(|(usual, names)| names.iter().map(move |n| (usual.as_str(), n.as_str())));
        for (usual, name) in known.chain(extra) {
            let short = name.len() <= 5 && !name.contains(' ');
            for (at, _) in text.char_indices() {
                let Some(found) = text.get(at..at + name.len()).filter(|f| f.eq_ignore_ascii_case(name)) else { continue };
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                let cased = !short || name == "dpa" || found.chars().next().is_some_and(char::is_uppercase);
                if cased && edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next()) {
                    let span = Span::new(at, at + name.len());
                    out.retain(|c| !span.contains(c.span));
                    if !out.iter().any(|c| c.span.contains(span)) {
                        add(&mut out, usual, span);
                    }
                }
            }
        }
        for (usual, names) in &self.extra {
            let spelled = names.iter().filter(|n| is_initials(usual, n)).filter_map(|n| spelled_out(text, n));
            for span in spelled {
                if !out.iter().any(|c| c.span.overlap(span) > 0) {
                    add(&mut out, usual, span);
                }
            }
        }
        out
    }
}

/// Puts a credit in its place: there are few, and a sort of its own for them would be 5 kB.
fn add(credits: &mut Vec<Credit>, agency: &str, span: Span) {
    let at = credits.partition_point(|other| other.span < span);
    credits.insert(at, Credit { agency: agency.to_owned(), span });
}

/// Words that give no initial.
const SMALL: &[&str] = &["of", "and", "the", "for", "de", "la", "des", "du", "del", "y", "et", "für", "und"];

/// "t.p.a" of "TPA"; the last stop is left to the sentence.
fn with_stops(initials: &str) -> String {
    initials.to_lowercase().chars().map(String::from).collect::<Vec<_>>().join(".")
}

/// Whether an agency goes by nothing but initials.
fn is_initials(usual: &str, name: &str) -> bool {
    (2..=5).contains(&usual.len()) && usual.bytes().all(|b| b.is_ascii_uppercase()) && usual.eq_ignore_ascii_case(name)
}

/// Where `text` spells initials out: as many capitalised words in a row, small words and hyphens between them passed over.
fn spelled_out(text: &str, initials: &str) -> Option<Span> {
    let mut words: Vec<(&str, Span)> = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(|c: char| c.is_whitespace() || c == '-') {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !matches!(word, "" | "of" | "and" | "the" | "for" | "de" | "la" | "des" | "du") {
            words.push((word, Span::new(start, start + word.len())));
        }
        start += part.len();
    }
    let begins = |word: &str, initial: char| word.starts_with(initial.to_ascii_uppercase()) && word.len() > 1;
    let found =
        words.windows(initials.len()).find(|run| run.iter().zip(initials.chars()).all(|((word, _), initial)| begins(word, initial)))?;
    Some(Span::new(found.first()?.1.start, found.last()?.1.end))
}

fn plain(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace('.', "");
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

/// Length in bytes of the dateline at the start of a paragraph, separator and space included; 0 where there is none.
pub fn dateline(paragraph: &str) -> usize {
    const FARTHEST: usize = 96;
    let first = paragraph.split([' ', ',', '(', ':', '/']).next().unwrap_or_default();
    let agency_first = paragraph.starts_with('(');
    let shouted = first.chars().filter(|c| c.is_alphabetic()).count() >= 2 && first.chars().all(|c| !c.is_lowercase());
    if !shouted && !agency_first {
        return 0;
    }
    for (at, c) in paragraph.char_indices().take_while(|&(at, _)| at < FARTHEST) {
        let head = &paragraph[..at];
        let rest = &paragraph[at + c.len_utf8()..];
        let spaced = head.ends_with([' ', ')']);
        let separates = match c {
            '–' | '—' => true,
            '-' => (spaced && (rest.starts_with([' ', '-']) || head.trim_end().ends_with(')'))) || rest.starts_with('-'),
            ':' => rest.starts_with(' ') && head.chars().all(|c| !c.is_lowercase()),
            '.' | '!' | '?' | '"' | '“' if !rest.starts_with(|c: char| c == ',' || c.is_alphanumeric()) => {
                // "St. Orlo", "Feb. 10": a stop inside the dateline has a short word in front.
                if c != '.' || head.rsplit([' ', ',']).next().is_some_and(|w| w.chars().count() > 4) {
                    return 0;
                }
                false
            }
            _ => false,
        };
        if separates {
            let head = head.trim_end();
            let bracketed = head.ends_with(')') && head.contains('(');
            if (agency_first && !bracketed) || head.split_whitespace().count() > 10 {
                return 0;
            }
            let outside = head.split('(').next().unwrap_or_default();
            let lower_words = outside
                .split([' ', ','])
                .filter(|w| w.starts_with(char::is_lowercase) && !matches!(*w, "and" | "de" | "of" | "le" | "la"))
                .count();
            if lower_words > 0 {
                return 0;
            }
            let skip = rest.trim_start_matches([' ', '-', '–', '—']);
            return paragraph.len() - skip.len();
        }
    }
    0
}

/// Credits in one sentence, and whether the sentence is nothing but a credit. A bare name is for [`signature()`].
pub fn credits(sentence: &str, agencies: &Agencies) -> (Vec<Credit>, bool) {
    let trimmed = sentence.trim();
    let lower = trimmed.to_lowercase();
    if trimmed.is_empty() || lower.len() > 400 {
        return (Vec::new(), false);
    }
    let words = trimmed.split_whitespace().count();
    let core = lower.trim_start_matches(['(', '[', '*', ' ', '-', '–', '—', '"', '“', '_']);
    let sign_off = SIGN_OFFS.iter().any(|s| core.starts_with(s)) && (trimmed.starts_with(['(', '[']) || lower.contains("editing by"));
    let leading = LEADS.iter().any(|s| core.starts_with(s));
    let tailing = TAILS.iter().any(|s| lower.contains(s)) && words <= 30;
    if !(sign_off || (leading && words <= 16) || tailing) {
        return (Vec::new(), false);
    }
    let found = agencies.named(sentence);
    if found.is_empty() && !sign_off && !tailing {
        // "Source: …" somebody we do not know: still a credit if it is short.
        let named = core.contains(':') && words <= 6;
        return (Vec::new(), named);
    }
    (found, true)
}

/// Credits in a block beside the article, such as the writers' line over it or a notice under it. `block` is all of its text.
pub fn credits_beside(block: &str, agencies: &Agencies) -> Vec<Credit> {
    const MOST: usize = 25;
    const NAME_ONLY: usize = 8;
    let signed = signature(block, agencies).map(|(_, credits)| credits);
    let found = signed.unwrap_or_else(|| credits(block, agencies).0);
    let words = block.split_whitespace().count();
    if !found.is_empty() || words > MOST {
        return found;
    }
    let lower = block.trim().to_lowercase();
    let signs = BYLINES.iter().any(|by| lower.starts_with(by)) || LEADS.iter().any(|lead| lead.len() > 4 && lower.contains(lead));
    let named = agencies.named(block);
    let begins = words <= NAME_ONLY && named.first().is_some_and(|c| block[..c.span.start].trim().is_empty());
    if signs || begins { named } else { Vec::new() }
}

/// Agencies named in the brackets of a dateline, whether its place is in capitals or not ("Garrowby (AFP) –"). `cut` is what
/// [`dateline`] says of the paragraph.
pub fn dateline_credits(paragraph: &str, cut: usize, agencies: &Agencies) -> Vec<Credit> {
    const PLACE: usize = 60;
    let Some(open) = paragraph.find('(').filter(|&open| open < PLACE.max(cut)) else { return Vec::new() };
    let Some(close) = paragraph[open..].find(')').map(|at| open + at) else { return Vec::new() };
    let behind = paragraph[close + 1..].trim_start_matches(['.', ' ', '\u{a0}']);
    let place = &paragraph[..open];
    let opens = !place.starts_with(char::is_lowercase) && !place.contains(['"', '“', '«', '!', '?']);
    if close >= cut && !(opens && behind.starts_with(['-', '–', '—'])) {
        return Vec::new();
    }
    let mut start = open + 1;
    let mut out = Vec::new();
    for name in paragraph[start..close].split_inclusive(['/', ',']) {
        let bare = name.trim_end_matches(['/', ',']).trim();
        if let Some(usual) = agencies.usual(bare) {
            let lead = name.len() - name.trim_start().len();
            out.push(Credit { agency: usual.to_owned(), span: Span::new(start + lead, start + lead + bare.len()) });
        }
        start += name.len();
    }
    out
}

/// The agency in the dateline of a story, which may stand under a headline: whose it is where nothing else says so.
pub fn dateline_agency(body: &str) -> Option<String> {
    let openings = body.split('\n').map(str::trim).filter(|line| !line.is_empty()).take(2);
    openings.flat_map(|line| dateline_credits(line, dateline(line), &WORLDWIDE)).map(|credit| credit.agency).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_cut_and_first_words_are_not() {
        for (paragraph, rest) in [
            ("OSTRAND, March 4 (TPA) - Parliament fell", "Parliament fell"),
            ("MOSCOW: Russian minister said", "Russian minister said"),
            ("WASHINGTON -- The classified version", "The classified version"),
            ("STOCKHOLM, Aug 29, 2014 (AFP) - Police", "Police"),
            ("SAINT ORLO, Dorrin, Feb. 10 (TPA) — Two", "Two"),
            ("(Reuters) - Shares rose", "Shares rose"),
            ("MOSCOW (Reuters) -Russia said", "Russia said"),
            ("NATO defence chiefs met - again", "NATO defence chiefs met - again"),
            ("NATO: it was founded", "it was founded"),
            ("The minister – who left – said", "The minister – who left – said"),
            ("US President Donald Trump said it – twice", "US President Donald Trump said it – twice"),
            ("A plan", "A plan"),
        ] {
            assert_eq!(&paragraph[dateline(paragraph)..], rest);
        }
    }

    #[test]
    fn datelines_name_their_agencies() {
        for (paragraph, wanted) in [
            ("OSTRAND, March 4 (AFP) - Parliament fell", "AFP"),
            ("(Reuters) - Shares rose", "Reuters"),
            ("Garrowby (AFP) – A plant fell", "AFP"),
            ("Ostrand/Garrowby (dpa/AFP) - Ein Werk", "dpa AFP"),
            ("Carvena, 4 may (EFE).- Una central", "EFE"),
            ("كارفينا (أ ف ب) - قال رئيس الوزراء", "AFP"),
            ("The agency (AFP) reported it – twice", ""),
            ("A plant fell", ""),
            (") (", ""),
        ] {
            let found = dateline_credits(paragraph, dateline(paragraph), &WORLDWIDE);
            assert!(found.iter().all(|c| WORLDWIDE.usual(c.span.of(paragraph)) == Some(&*c.agency)), "{paragraph}");
            assert_eq!(found.into_iter().map(|c| c.agency).collect::<Vec<_>>().join(" "), wanted, "{paragraph}");
        }
        assert_eq!(dateline_agency("Parliament falls\n\n(AFP) - Parliament fell.").as_deref(), Some("AFP"));
        assert_eq!(dateline_agency("Parliament fell.\n\nNobody wept.\n\n(AFP) - It rose."), None);
    }

    #[test]
    fn credits_name_their_agency() {
        let mut agencies = Agencies::default();
        agencies.add("Tarn Press Agency");
        for (text, wanted) in [
            ("Source: Aljazeera", Some("Al Jazeera")),
            ("Reuters contributed to this report.", Some("Reuters")),
            ("The Associated Press contributed to this report.", Some("AP")),
            ("(Reporting by Oda Fennick for Tarn Press Agency; Editing by S. Prewitt)", Some("Tarn Press Agency")),
            ("© Agence France-Presse", Some("AFP")),
            ("Additional reporting by Oda Fennick in Ostrand and AFP", Some("AFP")),
            ("With agencies (AFP, Reuters)", Some("AFP")),
            ("The PA system failed at noon.", None),
            ("He told Reuters that he would go.", None),
        ] {
            let (found, whole) = credits(text, &agencies);
            assert_eq!(found.first().map(|c| c.agency.as_str()), wanted, "{text}");
            assert_eq!(whole, wanted.is_some(), "{text}");
        }
        assert!(credits("(Reporting by Anna Bell; Editing by Cy Dunn)", &agencies).1);
    }

    #[test]
    fn initials_are_spelled_out_and_lines_of_writers_name_agencies() {
        let mut agencies = Agencies::default();
        agencies.add("TPA");
        for (text, wanted) in [
            ("By the Saltline desk, with the Tarn Press Agency · 17 April", Some("TPA")),
            ("Source: Tarn Press Agency", Some("TPA")),
            ("Reuters, 4 March 2026", Some("Reuters")),
            ("With reporting by Mona Lund and AFP", Some("AFP")),
            ("Reuters reporters were at the quay when the ship came in", None),
        ] {
            assert_eq!(credits_beside(text, &agencies).first().map(|c| c.agency.as_str()), wanted, "{text}");
        }
    }

    #[test]
    fn agencies_are_known_by_their_names_in_other_languages_and_with_stops() {
        let mut agencies = WORLDWIDE.clone();
        ["Tarn Press Agency", "Agence Tarnoise de Presse", "TND"].into_iter().for_each(|name| agencies.add(name));
        for (text, wanted) in [
            ("– T.P.A.", "Tarn Press Agency"),
            ("(avec ATP)", "Agence Tarnoise de Presse"),
            ("Source: T.N.D.", "TND"),
            ("© A.F.P.", "AFP"),
            ("المصدر: وكالة فرانس برس", "AFP"),
            ("(رويترز)", "Reuters"),
            ("Mit Material von dpa", "dpa"),
            ("Con información de EFE", "EFE"),
        ] {
            assert_eq!(credits_beside(text, &agencies).first().map(|c| c.agency.as_str()), Some(wanted), "{text}");
        }
        assert!(agencies.same("فرانس برس", "Agence France-Presse") && agencies.same("T.P.A.", "Tarn Press Agency"));
    }

    #[test]
    fn names_of_one_agency_are_the_same() {
        let agencies = Agencies::default();
        assert!(agencies.same("AFP", "Agence France-Presse") && agencies.same("The Associated Press", "AP"));
        assert!(!agencies.same("AFP", "AP"));
    }
}

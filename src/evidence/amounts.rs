//! Amounts and dates of a sentence, in every language that is compared, and whether two of them say the same: "30 percent" and "nearly a
//! third", "$1.5bn" and "1.5 billion dollars", "two days" and "48 hours", "forty-three" and 43.
//!
//! They are evidence that sentences belong together, and are shown where they were changed; there one that is wrongly called changed does
//! more harm than one that is passed over.

use std::cell::OnceCell;

use crate::evidence::lexicon::{begins, compound, day, is_rough, measure, month, multiplier, number, ordinal, part, single};
use crate::evidence::side::Word;
use crate::span::Span;
use crate::text::analysis::Text;
use crate::text::language::Language;

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A count or measure.
    Count,
    /// A share of a whole: percent and fractions, 1 for the whole.
    Share,
    /// A place in a row.
    Ordinal,
    /// A calendar year.
    Year,
    /// A day of a month, as 100 × month + day; 100 × month where no day is named.
    Date,
    /// A day of the week, 1 (Monday) to 7.
    Weekday,
}

/// An amount or a date, as words of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// What it counts.
    pub kind: Kind,
    value: f64,
    /// The number itself, before percent are taken for hundredths and millions multiplied out.
    written: f64,
    unit: Option<(u8, f64)>,
    rough: bool,
    /// Its first word.
    pub first: usize,
    /// One past its last.
    pub last: usize,
}

/// How two amounts compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They say the same, if in other words or measures.
    Same,
    /// One was changed into the other.
    Changed,
    /// Neither follows: they count different things, or one may be the other converted.
    Unclear,
}

/// Two amounts of which one is not meant to the last digit say the same up to this share of the larger ("nearly a third" is 30 percent).
const ROUGHLY: f64 = 0.12;
/// The same for one measure converted into another.
const CONVERTED: f64 = 0.05;
/// Wholes that shares are counted by: "three in ten".
const WHOLES: std::ops::RangeInclusive<f64> = 2.0..=1000.0;

/// Whether two values differ by at most a share of the larger one.
fn within(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * a.abs().max(b.abs())
}

impl Amount {
    /// How it compares with another.
    pub fn compare(&self, other: &Amount) -> Agreement {
        let (a, b) = (self.value, other.value);
        let same = within(a, b, 1e-9);
        if self.dated() || other.dated() || self.kind == Kind::Ordinal || other.kind == Kind::Ordinal {
            let month_only =
                self.kind == Kind::Date && (a / 100.0).floor() == (b / 100.0).floor() && (a % 100.0 == 0.0 || b % 100.0 == 0.0);
            let counted = |kind| matches!(kind, Kind::Year | Kind::Count);
            return match (self.kind == other.kind, same) {
                (true, true) => Agreement::Same,
                (true, false) if month_only => Agreement::Same,
                (true, false) => Agreement::Changed,
                (false, true) if counted(self.kind) && counted(other.kind) => Agreement::Same,
                (false, _) => Agreement::Unclear,
            };
        }
        if let (Some((family, factor)), Some((other_family, other_factor))) = (self.unit, other.unit) {
            if family != other_family {
                return Agreement::Unclear;
            }
            if factor != other_factor {
                return if within(a * factor, b * other_factor, CONVERTED) { Agreement::Same } else { Agreement::Changed };
            }
        }
        if same || ((self.rough || other.rough) && self.kind == other.kind && within(a, b, ROUGHLY)) {
            Agreement::Same
        } else if self.kind == other.kind || within(self.written, other.written, 1e-9) {
            Agreement::Changed
        } else {
            Agreement::Unclear
        }
    }

    /// How much speaks for both being said of the same: 1 where they say the same, 0.5 where one is roughly the other.
    pub fn agreement(&self, other: &Amount) -> f32 {
        match self.compare(other) {
            Agreement::Same => 1.0,
            _ if matches!(self.kind, Kind::Count | Kind::Share) && self.kind == other.kind && within(self.value, other.value, ROUGHLY) => {
                0.5
            }
            _ => 0.0,
        }
    }

    /// Whether it is a point in time.
    pub fn dated(&self) -> bool {
        matches!(self.kind, Kind::Year | Kind::Date | Kind::Weekday)
    }

    /// The number in one way of writing; nothing for dates, which are said in one way.
    pub fn plain(&self) -> Option<String> {
        (!self.dated()).then(|| format!("{} {}", (self.value * 1e6).round() as i64, self.kind == Kind::Ordinal))
    }

    /// Whether both measure in the same unit.
    pub fn measures_like(&self, other: &Amount) -> bool {
        self.unit.is_some() && self.unit == other.unit
    }
}

/// The amounts and dates that `words` of `text` say, in order.
pub fn amounts(text: &Text, words: &[Word], language: Language) -> Vec<Amount> {
    let reader = Reader { text, words, language, said: vec![OnceCell::new(); words.len()] };
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !reader.begins(i) {
            i += 1;
            continue;
        }
        let (found, next) = reader.read(i);
        out.extend(found);
        i = next.max(i + 1);
    }
    out
}

/// Whether two words of digits are one number: "1,5" is not 15.
pub fn same_digits(a: &str, b: &str, language: Language) -> bool {
    a == b || digits(a, language).map(|n| n.0) == digits(b, language).map(|n| n.0)
}

struct Reader<'a> {
    text: &'a Text,
    words: &'a [Word],
    language: Language,
    /// The words, folded when they are asked for.
    said: Vec<OnceCell<String>>,
}

impl Reader<'_> {
    fn said(&self, at: usize) -> &str {
        let (Some(said), Some(word)) = (self.said.get(at), self.words.get(at)) else { return "" };
        said.get_or_init(|| self.text.folded(word.span))
    }

    /// Whether an amount can begin at word `i`.
    fn begins(&self, i: usize) -> bool {
        let word = &self.words[i];
        // An Arabic "and" is glued to the digits.
        let digits = word.number || (self.language == Language::Arabic && self.raw(i).contains(|c: char| c.is_numeric()));
        digits || begins(word.form) || (self.language == Language::German && compound(self.said(i)))
    }

    fn raw(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| self.text.str(word.span))
    }

    /// The amount that begins at word `i`, if one does, and the word behind it.
    fn read(&self, i: usize) -> (Option<Amount>, usize) {
        let amount = |kind, value: f64, last| Amount { kind, value, written: value, unit: None, rough: false, first: i, last };
        if let Some(weekday) = day(self.said(i)) {
            return (Some(amount(Kind::Weekday, weekday, i + 1)), i + 1);
        }
        if let Some((value, last)) = self.date(i) {
            return (Some(amount(Kind::Date, value, last)), last);
        }
        if let Some(read) = self.fraction(i) {
            return read;
        }
        let Some((value, last, written)) = self.number(i) else {
            let place = ordinal(self.said(i)).or_else(|| self.numbered(i));
            return (place.map(|place| amount(Kind::Ordinal, place, i + 1)), i + 1);
        };
        let rough = self.rough(i);
        if let Some((whole, last)) = self.whole(value, last) {
            return (Some(Amount { rough: true, ..amount(Kind::Share, value / whole, last) }), last);
        }
        if value < 2.0 && !self.words[i].number {
            return (None, i + 1);
        }
        if let Some(last) = self.percent(last) {
            return (Some(Amount { written, rough, ..amount(Kind::Share, value / 100.0, last) }), last);
        }
        let text = self.text.normal.text();
        let sign = text[..self.words[i].span.start].chars().next_back().map(String::from);
        let behind = text[self.words[last - 1].span.end..].trim_start().chars().next().map(String::from);
        let unit = measure(self.said(last)).or_else(|| measure(&sign?)).or_else(|| measure(&behind?));
        let year = last == i + 1
            && self.words[i].number
            && unit.is_none()
            && self.raw(i).chars().count() == 4
            && (1500.0..2100.0).contains(&value);
        (Some(Amount { written, unit, rough, ..amount(if year { Kind::Year } else { Kind::Count }, value, last) }), last)
    }

    /// Whether the number at word `i` is not meant to the last digit.
    fn rough(&self, i: usize) -> bool {
        (1..=2).any(|back| i.checked_sub(back).is_some_and(|at| is_rough(self.said(at))))
    }

    /// "March 3", "3 March", "3. März", "3 de marzo", "March".
    fn date(&self, i: usize) -> Option<(f64, usize)> {
        let named = |at: usize| {
            let capital = matches!(self.language, Language::French | Language::Spanish) || self.raw(at).starts_with(char::is_uppercase);
            month(self.said(at)).filter(|_| capital)
        };
        let numbered = |at: usize| {
            let digits = self.said(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
            digits.parse::<f64>().ok().filter(|d| (1.0..=31.0).contains(d) && d.fract() == 0.0)
        };
        if let Some(month) = named(i) {
            let day = numbered(i + 1).filter(|_| self.language == Language::English);
            // "may" and "mars" alone are other words more often.
            let sure = day.is_some() || !matches!(self.said(i), "may" | "march" | "mars");
            return sure.then_some((100.0 * month + day.unwrap_or(0.0), i + 1 + usize::from(day.is_some())));
        }
        let day = numbered(i)?;
        let behind = i + 1 + usize::from(self.said(i + 1) == "de");
        named(behind).map(|month| (100.0 * month + day, behind + 1))
    }

    /// "half", "a third", "two thirds"; nothing where it goes on a number ("a metre and a half").
    fn fraction(&self, i: usize) -> Option<(Option<Amount>, usize)> {
        let goes_on = i.checked_sub(1).is_some_and(|at| matches!(self.said(at), "and" | "et" | "y" | "und"));
        let count = if single(self.said(i)) { Some(1.0) } else { number(self.language, self.said(i)) };
        let (count, at) = match (count, part(self.said(i))) {
            (Some(count), _) if part(self.said(i + 1)).is_some() => (count, i + 1),
            (_, Some(whole)) if whole == 2.0 || self.language == Language::Arabic => (1.0, i),
            _ => return None,
        };
        let whole = part(self.said(at))?;
        // "a third party", "a second quarter": a fraction in English is of something, or more than one.
        let of = matches!(self.said(at + 1), "of" | "a" | "the") || count > 1.0 || whole == 2.0 || self.language != Language::English;
        if goes_on {
            return Some((None, at + 1));
        }
        // "half a million"
        let behind = i + 1 + usize::from(single(self.said(i + 1)));
        if let Some(factor) = multiplier(self.language, self.said(behind)).filter(|_| whole == 2.0) {
            let value = factor / 2.0;
            let found = Amount { kind: Kind::Count, value, written: value, unit: None, rough: true, first: i, last: behind + 1 };
            return Some((Some(found), behind + 1));
        }
        let value = count / whole;
        let found = Amount { kind: Kind::Share, value, written: value, unit: None, rough: true, first: i, last: at + 1 };
        of.then_some((Some(found), at + 1))
    }

    /// The number that begins at word `i`, the word behind it, and the number without the words that multiply it.
    fn number(&self, i: usize) -> Option<(f64, usize, f64)> {
        let mut last = i + 1;
        let mut value = if let Some((mut value, mut scale)) = digits(self.raw(i), self.language) {
            // "12 000"
            while self.goes_on(last, scale) {
                value = value * 1000.0 + self.raw(last).parse::<f64>().ok()?;
                (last, scale) = (last + 1, 1);
            }
            value
        } else if let Some((value, behind)) = self.spelled(i) {
            last = behind;
            value
        } else if single(self.said(i)) && (multiplier(self.language, self.said(i + 1)).is_some() || self.said(i) == "one") {
            1.0
        } else {
            return None;
        };
        let written = value;
        while let Some(factor) = multiplier(self.language, self.said(last)) {
            value *= factor;
            last += 1;
        }
        if matches!((self.said(last), self.said(last + 1), self.said(last + 2)), ("and", "a", "half")) {
            return Some((value + 0.5, last + 3, value + 0.5));
        }
        Some((value, last, written))
    }

    /// Whether word `at` is the next three digits of a number that languages other than English write with spaces.
    fn goes_on(&self, at: usize, whole: usize) -> bool {
        let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|b| self.words.get(b)), self.words.get(at)) else { return false };
        let between = self.text.str(Span::new(before.span.end, word.span.start));
        let digits = self.raw(at).len() == 3 && self.raw(at).bytes().all(|b| b.is_ascii_digit());
        whole == 1 && self.language != Language::English && between == " " && digits
    }

    /// "forty three", "two hundred and five", "quatre-vingt-douze", "cuarenta y tres".
    fn spelled(&self, i: usize) -> Option<(f64, usize)> {
        let mut value = number(self.language, self.said(i))?;
        let mut last = i + 1;
        loop {
            let joined = usize::from(matches!(
                (self.language, self.said(last)),
                (Language::English, "and") | (Language::French, "et") | (Language::Spanish, "y")
            ));
            let next = self.said(last + joined);
            let more = number(self.language, next).or_else(|| matches!(next, "one" | "un" | "une" | "uno" | "una").then_some(1.0));
            let tens = (20.0..100.0).contains(&value) && value % 10.0 == 0.0;
            match more {
                Some(20.0) if self.language == Language::French && value == 4.0 => value = 80.0,
                Some(more) if tens && (more < 10.0 || (more < 20.0 && self.language == Language::French)) => {
                    // "twenty and five" are two numbers.
                    if joined == 1 && self.language == Language::English {
                        break;
                    }
                    value += more;
                }
                Some(more) if value >= 100.0 && more < 100.0 => value += more,
                _ => match multiplier(self.language, next) {
                    Some(hundred) if joined == 0 && hundred == 100.0 && value < 100.0 => value *= hundred,
                    _ => break,
                },
            }
            last += joined + 1;
        }
        Some((value, last))
    }

    /// The word behind "percent", where word `at` or a sign says so.
    fn percent(&self, at: usize) -> Option<usize> {
        let end = self.words.get(at.checked_sub(1)?)?.span.end;
        if self.text.normal.text()[end..].trim_start_matches(' ').starts_with(['%', '٪']) {
            return Some(at);
        }
        match (self.said(at), self.said(at + 1)) {
            ("percent" | "pct" | "prozent" | "بالمئه" | "بالمائه", _) => Some(at + 1),
            ("per" | "pour", "cent") | ("por", "ciento") | ("في", "المئه" | "المائه") => Some(at + 2),
            _ => None,
        }
    }

    /// "three in ten", "drei von zehn", "trois sur dix", "tres de cada diez": the whole, and the word behind.
    fn whole(&self, value: f64, at: usize) -> Option<(f64, usize)> {
        let behind = match (self.language, self.said(at), self.said(at + 1)) {
            (Language::English, "out", "of") | (Language::Spanish, "de", "cada") => at + 2,
            (Language::English, "in", _) | (Language::German, "von", _) | (Language::French, "sur", _) => at + 1,
            _ => return None,
        };
        let (whole, last, _) = self.number(behind)?;
        let round = whole <= 10.0 || whole % 10.0 == 0.0;
        (whole > value && round && WHOLES.contains(&whole) && measure(self.said(last)).is_none()).then_some((whole, last))
    }

    /// "4th", "4e"
    fn numbered(&self, i: usize) -> Option<f64> {
        let digits = self.said(i).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &self.said(i)[digits.len()..];
        matches!(suffix, "st" | "nd" | "rd" | "th" | "er" | "e" | "eme").then(|| digits.parse().ok()).flatten()
    }
}

/// "1,500", "1.500", "3,5", "20bn", "٤٣"; with 1 where three more digits may follow behind a space, else 0.
fn digits(raw: &str, language: Language) -> Option<(f64, usize)> {
    let plain: String = raw
        .strip_prefix('و')
        .unwrap_or(raw)
        .chars()
        .map(|c| match c {
            '\u{660}'..='\u{669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
            '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (c as u32 - 0x6f0) as u8),
            '٫' => '.',
            '٬' | '’' | '\'' => ',',
            c => c,
        })
        .collect();
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(plain.len());
    let (figures, suffix) = (plain[..end].trim_end_matches(['.', ',']), &plain[end..]);
    if !figures.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let factor = match (language, suffix.to_ascii_lowercase().as_str()) {
        (_, "") => 1.0,
        (Language::English, suffix @ ("k" | "m" | "mn" | "mln" | "bn" | "bln" | "tn")) => {
            multiplier(language, suffix).unwrap_or(if suffix == "k" { 1e3 } else { 1e6 })
        }
        (_, "km" | "kg" | "cm") => 1.0,
        _ => return None,
    };
    let Some(at) = figures.rfind(['.', ',']) else {
        return Some((figures.parse::<f64>().ok()? * factor, usize::from(figures.len() <= 3 && suffix.is_empty())));
    };
    let (whole, rest) = (figures[..at].replace(['.', ','], ""), &figures[at + 1..]);
    let mark = figures.as_bytes()[at];
    let point = matches!(language, Language::English | Language::Arabic) && mark == b'.';
    // Two different marks: the last divides the decimals. Of one kind, three digits behind it are thousands.
    let mixed = figures[..at].bytes().any(|b| (b == b'.' || b == b',') && b != mark);
    let thousands = rest.len() == 3 && !point && !mixed && !whole.starts_with('0');
    let value: f64 = if thousands { format!("{whole}{rest}") } else { format!("{whole}.{rest}") }.parse().ok()?;
    Some((value * factor, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Background;
    use crate::retrieve::Rarities;
    use crate::text::analysis::{analyse, paragraphs};
    use crate::text::token::Tokenizer;
    use crate::text::wire::Agencies;

    fn read(language: Language, body: &str) -> Vec<Amount> {
        let text = analyse(body, &paragraphs(body), &Tokenizer::new(language), &Agencies::default());
        let side = Side::new(text, (language, &Background::default(), &Rarities::default()));
        amounts(&side.text, &side.words, language)
    }

    fn only(language: Language, body: &str) -> Amount {
        let found = read(language, body);
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        found[0]
    }

    #[test]
    fn amounts_that_say_the_same_agree_in_every_language() {
        use Language::{Arabic, English, French, German, Spanish};
        for (language, one, other) in [
            (English, "They saw forty-three villages.", "They saw 43 villages."),
            (English, "They saw two hundred and five ships.", "They saw 205 ships."),
            (English, "Nearly a third of it burned.", "About 33 percent of it burned."),
            (English, "Almost a third of it burned.", "It burned 30 percent."),
            (English, "Roughly three in ten left.", "Only 30% left."),
            (English, "They gave two days of notice.", "They gave 48 hours of notice."),
            (English, "It is 5 miles long.", "It is 8 kilometres long."),
            (English, "It cost $1.5bn then.", "It cost 1.5 billion dollars then."),
            (English, "More than 40 came.", "Some 41 came."),
            (English, "It was the 4th quarter.", "It was the fourth quarter."),
            (English, "They sold 12,000 cars.", "They sold 12 thousand cars."),
            (German, "Es waren dreiundvierzig Dörfer.", "Es waren 43 Dörfer."),
            (German, "Es waren 12.000 Menschen.", "Es waren 12 000 Menschen."),
            (German, "Es waren zwölftausend Menschen.", "Es waren 12 000 Menschen."),
            (German, "Er kam am 3. März.", "Er kam am 3 März."),
            (German, "Fast ein Drittel brannte.", "Es brannten knapp 33 Prozent."),
            (French, "Il y a quatre-vingt-douze villages.", "Il y a 92 villages."),
            (French, "Il a payé trente millions hier.", "Il a payé 30 millions hier."),
            (French, "Près d'un tiers brûle.", "Environ 33 % brûle."),
            (Spanish, "Son cuarenta y tres pueblos.", "Son 43 pueblos."),
            (Spanish, "Casi un tercio ardió.", "Ardió el 33 por ciento."),
            (Arabic, "جاء ٤٣ شخصا", "جاء 43 شخصا"),
        ] {
            let (a, b) = (only(language, one), only(language, other));
            assert_eq!(a.compare(&b), Agreement::Same, "{one} {a:?} / {other} {b:?}");
        }
    }

    #[test]
    fn amounts_that_were_changed_differ() {
        use Language::{Arabic, English, French, German, Spanish};
        for (language, one, other) in [
            (English, "They left in 2019.", "They left in 2020."),
            (English, "They paid 12,000 crowns.", "They paid 12,010 crowns."),
            (English, "It fell in the third quarter.", "It fell in the fourth quarter."),
            (English, "Nearly a third of it burned.", "Nearly half of it burned."),
            (English, "It rose 0.8 percent.", "It rose 0.8 million."),
            (German, "Der Fluss stieg 1,5 Meter.", "Der Fluss stieg 15 Meter."),
            (German, "Er kam am Donnerstag.", "Er kam am Mittwochabend."),
            (German, "Er kam am 3. Mai.", "Er kam am 3. März."),
            (French, "Il est venu jeudi.", "Il est venu mercredi."),
            (French, "Il a payé sept millions.", "Il a payé huit millions."),
            (Spanish, "Llegó el jueves.", "Llegó el miércoles."),
            (Arabic, "وصل يوم الخميس", "وصل يوم الأربعاء"),
        ] {
            let (a, b) = (only(language, one), only(language, other));
            assert_eq!(a.compare(&b), Agreement::Changed, "{one} {a:?} / {other} {b:?}");
        }
        let (day, date) = (only(Language::English, "He came on Tuesday."), only(Language::English, "He came on March 3."));
        assert_eq!(day.compare(&date), Agreement::Unclear);
        let (dollars, euros) = (only(Language::English, "It cost $30."), only(Language::English, "It cost 27 euros."));
        assert_eq!(dollars.compare(&euros), Agreement::Unclear);
    }

    #[test]
    fn words_that_are_no_numbers_are_passed_over() {
        for text in ["One of them may go.", "They march on a road.", "It is a metre and a half."] {
            assert!(read(Language::English, text).is_empty(), "{text}: {:?}", read(Language::English, text));
        }
    }
}

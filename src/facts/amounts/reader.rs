//! Reads the amounts and dates of a sentence off its words.

use std::cell::OnceCell;

use super::{Amount, Kind};
use crate::evidence::word::Word;
use crate::facts::lexicon::{
    among, begins, compound, day, is_rough, measure, month, multiplier, number, ordinal, part, scale, single, times,
};
use crate::span::Span;
use crate::text::analysis::Text;
use crate::text::language::Language;
use crate::text::token::decimal;

/// Wholes that shares are counted by: "three in ten".
const WHOLES: std::ops::RangeInclusive<f64> = 2.0..=1000.0;
/// What is read as a year where it stands alone.
const YEARS: std::ops::Range<u16> = 1500..2100;
/// Words in front of a month (folded), by which "may" and "mars" are told from others.
const BEFORE_MONTHS: &str = "in of since until by from late early last next en fin debut";

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

struct Reader<'a> {
    text: &'a Text,
    words: &'a [Word],
    language: Language,
    /// The words, folded when they are asked for.
    said: Vec<OnceCell<String>>,
}

impl Reader<'_> {
    // Called from many places: a copy in each makes the engine larger.
    #[inline(never)]
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

    // Called from many places: a copy in each makes the engine larger.
    #[inline(never)]
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
        if let Some((minutes, form, last)) = self.clock(i) {
            return (Some(Amount { unit: Some((form, 1.0)), ..amount(Kind::Clock, minutes, last) }), last);
        }
        if let Some(read) = self.fraction(i) {
            return read;
        }
        let Some((value, last, written)) = self.number(i) else {
            if let Some((value, last)) = self.scale(i) {
                return (Some(amount(Kind::Scale, value, last)), last);
            }
            let times = times(self.said(i)).map(|times| amount(Kind::Times, times, i + 1));
            let office = among("ministre ministro ministra", self.said(i + 1));
            let place = || ordinal(self.language, self.said(i)).or_else(|| self.numbered(i)).filter(|_| !office);
            return (times.or_else(|| place().map(|place| amount(Kind::Ordinal, place, i + 1))), i + 1);
        };
        let rough = self.rough(i);
        if let Some((whole, last)) = self.whole(value, last) {
            return (Some(Amount { rough: true, ..amount(Kind::Share, value / whole, last) }), last);
        }
        if value < 2.0 && !self.words[i].number && !self.one(i, last) {
            return (None, i + 1);
        }
        if let Some(last) = self.percent(last) {
            return (Some(Amount { written, rough, ..amount(Kind::Share, value / 100.0, last) }), last);
        }
        let text = self.text.normal.text();
        let sign = text[..self.words[i].span.start].chars().next_back().map(String::from);
        let behind = text[self.words[last - 1].span.end..].trim_start().chars().next().map(String::from);
        let unit = measure(self.said(last)).or_else(|| measure(&sign?)).or_else(|| measure(&behind?));
        let year =
            last == i + 1 && self.words[i].number && unit.is_none() && self.raw(i).chars().count() == 4 && YEARS.contains(&(value as u16));
        let kind = if year { Kind::Year } else { Kind::Count };
        let mut found = Amount { written, unit, rough, ..amount(kind, value, last) };
        // Of temperatures; a share or a sum that sank by so much is often said without the sign.
        let minus = i.checked_sub(1).filter(|&at| self.said(at) == "minus");
        let signed = [" -", " −"].iter().any(|sign| text[..self.words[i].span.start].ends_with(sign));
        if (minus.is_some() || signed || self.said(last + 1) == "below") && self.degrees(last) {
            found = Amount { value: -value, written: -written, first: minus.unwrap_or(i), ..found };
        }
        (Some(found), last)
    }

    /// Whether the "one" at word `i`, with `last` behind it, counts what follows: "one worker", and not "one of them", "no one came".
    fn one(&self, i: usize, last: usize) -> bool {
        let counted = self.words.get(last).is_some_and(|word| word.weight > 0.0) && self.between(last - 1) == " ";
        let before = i.checked_sub(1).map_or("", |at| self.said(at));
        self.said(i) == "one"
            && counted
            && !among("of another who that thing", self.said(last))
            && !among("no any every each this that the which number", before)
    }

    /// Whether word `at` is a degree, by name or as a sign.
    fn degrees(&self, at: usize) -> bool {
        let sign = at.checked_sub(1).map_or("", |before| self.between(before)).trim_start().starts_with('°');
        sign || among("degree degrees grad c f celsius fahrenheit", self.said(at))
    }

    /// "thousands", "tens of thousands": their order, and the word behind.
    fn scale(&self, i: usize) -> Option<(f64, usize)> {
        let mut value = scale(self.language, self.said(i))?;
        let mut last = i + 1;
        loop {
            let of = usize::from(matches!(self.said(last), "of" | "de" | "von"));
            let Some(factor) = scale(self.language, self.said(last + of)) else { return Some((value, last)) };
            value *= factor;
            last += of + 1;
        }
    }

    /// "9 p.m.", "9:30pm", "21.30 Uhr", "1900 GMT": the minutes since midnight, the way of telling them, and the word behind.
    fn clock(&self, i: usize) -> Option<(f64, u8, usize)> {
        let said = self.said(i);
        let (mut figures, mut mark) = said.split_at(said.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(said.len()));
        let (mut minutes, mut last) = ("0", i + 1);
        if mark.is_empty() && self.between(i) == ":" {
            let behind = self.said(last);
            (minutes, mark) = behind.split_at(behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len()));
            last += 1;
        } else if let Some((hours, rest)) = figures.split_once('.') {
            (figures, minutes) = (hours, rest);
        } else if let (4, Some((hours, rest))) = (figures.len(), figures.split_at_checked(2)) {
            (figures, minutes) = (hours, rest);
        }
        if mark.is_empty() {
            mark = self.said(last);
            last += 1;
        }
        let (hours, minutes) = (decimal(figures)?, decimal(minutes)?);
        let (hours, form) = match (self.language, mark) {
            (Language::English, "am") => (hours % 12.0, 0),
            (Language::English, "pm") => (hours % 12.0 + 12.0, 0),
            (Language::German, "uhr") => (hours, 1),
            (_, "gmt") => (hours, 2),
            _ => return None,
        };
        (hours <= 24.0 && minutes < 60.0).then_some((60.0 * hours + minutes, form, last))
    }

    /// What stands between word `i` and the next.
    fn between(&self, i: usize) -> &str {
        let (Some(word), Some(next)) = (self.words.get(i), self.words.get(i + 1)) else { return "" };
        self.text.str(Span::new(word.span.end, next.span.start))
    }

    /// Whether the number at word `i` is not meant to the last digit.
    fn rough(&self, i: usize) -> bool {
        (1..=2).any(|back| i.checked_sub(back).is_some_and(|at| is_rough(self.said(at))))
    }

    /// "March 3", "3 March", "3. März", "3 de marzo", "March".
    fn date(&self, i: usize) -> Option<(f64, usize)> {
        let named = |at: usize| {
            let capital = matches!(self.language, Language::French | Language::Spanish | Language::Arabic)
                || self.raw(at).starts_with(char::is_uppercase);
            month(self.said(at)).filter(|_| capital)
        };
        let numbered = |at: usize| {
            let digits = self.said(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
            decimal(digits).filter(|d| (1.0..=31.0).contains(d) && d.fract() == 0.0)
        };
        if let Some(month) = named(i) {
            let day = numbered(i + 1).filter(|_| self.language == Language::English);
            // "may" and "mars" are other words more often, but behind a preposition or before a year.
            let sure = day.is_some()
                || !matches!(self.said(i), "may" | "march" | "mars" | "مارس")
                || self.raw(i + 1).parse().is_ok_and(|year: u16| YEARS.contains(&year))
                || i.checked_sub(1).is_some_and(|at| among(BEFORE_MONTHS, self.said(at)));
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
                value = value * 1000.0 + decimal(self.raw(last))?;
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
        let between = at.checked_sub(1).map_or("", |before| self.between(before));
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
        matches!(suffix, "st" | "nd" | "rd" | "th" | "er" | "e" | "eme").then(|| decimal(digits)).flatten()
    }
}

/// "1,500", "1.500", "3,5", "20bn", "٤٣"; with 1 where three more digits may follow behind a space, else 0.
pub(super) fn digits(raw: &str, language: Language) -> Option<(f64, usize)> {
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
        return Some((decimal(figures)? * factor, usize::from(figures.len() <= 3 && suffix.is_empty())));
    };
    let (whole, rest) = (figures[..at].replace(['.', ','], ""), &figures[at + 1..]);
    let mark = figures.as_bytes()[at];
    let point = matches!(language, Language::English | Language::Arabic) && mark == b'.';
    // Two different marks: the last divides the decimals. Of one kind, three digits behind it are thousands.
    let mixed = figures[..at].bytes().any(|b| (b == b'.' || b == b',') && b != mark);
    let thousands = rest.len() == 3 && !point && !mixed && !whole.starts_with('0');
    let value = decimal(&if thousands { format!("{whole}{rest}") } else { format!("{whole}.{rest}") })?;
    Some((value * factor, 0))
}

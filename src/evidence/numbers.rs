//! Amounts and dates in a form that can be compared: "30 percent", "nearly a third", "$1.5bn", "twelve", "Aug. 13".

use std::sync::LazyLock;

use crate::evidence::word::Word;
use crate::span::Span;
use crate::text::analysis::Text;
use crate::text::token::{Term, decimal, term};

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A count or measure without a unit that is read here.
    Plain,
    /// A share of a whole: percent and fractions, 1 for the whole.
    Ratio,
    /// A calendar year.
    Year,
    /// A day of a month, as 100 × month + day; 100 × month where no day is named.
    Date,
    /// A day of the week, 1 (Monday) to 7.
    Weekday,
    /// A day counted from that of publication: -1 for yesterday.
    Relative,
}

/// Days since 1 January 1970.
pub type Day = i64;

/// The day that an ISO 8601 time begins with; `None` where it begins with none.
pub fn day_of(time: &str) -> Option<Day> {
    let mut parts = time.get(..10)?.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| days(year, month, day))
}

/// Days from 1 January 1970 to a date of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
fn days(year: i64, month: i64, day: i64) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// 1 (Monday) to 7.
fn weekday(day: Day) -> i64 {
    (day + 3).rem_euclid(7) + 1
}

/// An amount or a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// What it counts.
    pub kind: Kind,
    /// How much, multiplied out ("1.5 million" is 1,500,000).
    pub value: f64,
    /// Where it stands in the normalised text.
    pub span: Span,
}

/// Two amounts farther apart than this, as a share of the larger, are not roughly the same ("nearly a third" is 30 percent).
const ROUGHLY: f64 = 0.12;

/// Days from that of publication that a weekday can mean, either way.
const WEEK: Day = 7;

impl Quantity {
    /// The day of the week that it means in what was published on a day; `None` where it means none, or not one near to that.
    fn weekday(&self, published: Day) -> Option<i64> {
        match self.kind {
            Kind::Weekday => Some(self.value as i64),
            Kind::Relative => Some(weekday(published + self.value as i64)),
            Kind::Date if self.value % 100.0 > 0.0 => {
                let (month, day) = ((self.value / 100.0) as i64, (self.value % 100.0) as i64);
                // The year does not matter but for leap days: the date lies within a week of the day of publication in one of them.
                let year = 1970 + published.div_euclid(365);
                let near = (year - 1..=year + 1).map(|year| days(year, month, day)).find(|date| (date - published).abs() <= WEEK);
                near.map(weekday)
            }
            _ => None,
        }
    }

    /// Whether both say the same: 1 exactly, 0.5 roughly, 0 not at all. `published` is the day from which days are counted that are told
    /// by their distance or name.
    pub fn agreement(&self, other: &Quantity, published: Option<Day>) -> f32 {
        if let Some(published) = published.filter(|_| self.kind != other.kind)
            && let (Some(a), Some(b)) = (self.weekday(published), other.weekday(published))
        {
            return if a == b { 1.0 } else { 0.0 };
        }
        if self.kind != other.kind && !matches!((self.kind, other.kind), (Kind::Plain, Kind::Year) | (Kind::Year, Kind::Plain)) {
            return 0.0;
        }
        let (a, b) = (self.value, other.value);
        if (a - b).abs() <= 0.001 * a.abs().max(b.abs()) {
            return 1.0;
        }
        let near = (a - b).abs() <= ROUGHLY * a.abs().max(b.abs());
        if near && matches!(self.kind, Kind::Plain | Kind::Ratio) && self.kind == other.kind { 0.5 } else { 0.0 }
    }
}

const ONES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const MONTHS: &[&[&str]] = &[
    &["january", "jan"],
    &["february", "feb"],
    &["march"],
    &["april", "apr"],
    &["may"],
    &["june"],
    &["july"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];
/// Words of the longest amount that is read: "two hundred thousand million per cent".
const LONGEST: usize = 8;
const RELATIVE: &[(&str, f64)] = &[("yesterday", -1.0), ("today", 0.0), ("tonight", 0.0), ("tomorrow", 1.0)];
const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Folded forms of the words that an amount or a date can begin with, if not with a digit; sorted.
static FIRST: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let named = MONTHS.iter().copied().flatten().chain(DAYS).chain(ONES).chain(TENS);
    let mut forms: Vec<Term> =
        named.chain(RELATIVE.iter().map(|(word, _)| word)).chain(&["a", "dozen", "half"]).map(|word| term(word)).collect();
    forms.sort_unstable();
    forms
});

/// Appends the amounts and dates in `words`, the words of one sentence of `text`.
pub fn quantities(text: &Text, words: &[Word], out: &mut Vec<Quantity>) {
    let mut i = 0;
    while let Some(first) = words.get(i) {
        if !first.number && FIRST.binary_search(&first.form).is_err() {
            i += 1;
            continue;
        }
        let (found, used) = read(text, words, i);
        if let Some((kind, value)) = found {
            let span = Span::new(first.span.start, words[i + used - 1].span.end);
            out.push(Quantity { kind, value, span });
        }
        i += used.max(1);
    }
}

/// The quantity that begins at word `i`, and the number of words it takes.
fn read(text: &Text, words: &[Word], i: usize) -> (Option<(Kind, f64)>, usize) {
    // No amount is said in more words.
    let lower: Vec<String> = words[i..].iter().take(LONGEST).map(|w| text.str(w.span).to_lowercase()).collect();
    let word = |at: usize| lower.get(at - i).map_or("", String::as_str);
    if let Some(day) = DAYS.iter().position(|d| *d == word(i)) {
        return (Some((Kind::Weekday, day as f64 + 1.0)), 1);
    }
    if let Some((_, days)) = RELATIVE.iter().find(|(said, _)| *said == word(i)) {
        return (Some((Kind::Relative, *days)), 1);
    }
    if (words[i].name || word(i) != "may")
        && let Some(month) = month(word(i)).filter(|_| text.str(words[i].span).starts_with(char::is_uppercase))
    {
        let day = day_number(word(i + 1));
        let value = 100.0 * (month as f64) + day.unwrap_or(0.0);
        return (Some((Kind::Date, value)), 1 + usize::from(day.is_some()));
    }
    if let (Some(day), Some(month)) = (day_number(word(i)), month(word(i + 1)))
        && words[i].number
        && words.get(i + 1).is_some_and(|w| text.str(w.span).starts_with(char::is_uppercase))
    {
        return (Some((Kind::Date, 100.0 * month as f64 + day)), 2);
    }
    if let Some((value, used)) = fraction(&word, i) {
        return (Some((Kind::Ratio, value)), used);
    }
    let Some((mut value, mut used)) = digits(word(i), words[i].number).map(|v| (v, 1)).or_else(|| spelled(&word, i)) else {
        return (None, 1);
    };
    let bare = used == 1 && words[i].number;
    while let Some(factor) = multiplier(word(i + used)) {
        value *= factor;
        used += 1;
    }
    let end = words[i + used - 1].span.end;
    let sign = text.normal.text()[end..].starts_with('%');
    if sign || matches!(word(i + used), "percent" | "pct" | "prozent" | "percentage") {
        return (Some((Kind::Ratio, value / 100.0)), used + usize::from(!sign));
    }
    if matches!((word(i + used), word(i + used + 1)), ("per" | "pour" | "por", "cent" | "ciento")) {
        return (Some((Kind::Ratio, value / 100.0)), used + 2);
    }
    if bare && used == 1 && word(i).len() == 4 && (1500.0..2100.0).contains(&value) && value.fract() == 0.0 {
        return (Some((Kind::Year, value)), 1);
    }
    // "one" is mostly a pronoun.
    if !bare && used == 1 && value < 2.0 {
        return (None, 1);
    }
    (Some((Kind::Plain, value)), used)
}

fn month(word: &str) -> Option<usize> {
    MONTHS.iter().position(|names| names.contains(&word)).map(|m| m + 1)
}

fn day_number(word: &str) -> Option<f64> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    decimal(digits).filter(|d| (1.0..=31.0).contains(d) && d.fract() == 0.0)
}

/// "1,500", "3.5", "12th", "1.5m", "20bn".
fn digits(word: &str, number: bool) -> Option<f64> {
    if !number {
        return None;
    }
    let plain = word.replace(',', "");
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(plain.len());
    let value = decimal(plain[..end].trim_end_matches('.'))?;
    Some(value * multiplier(&plain[end..]).unwrap_or(1.0))
}

fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" | "hundreds" => 1e2,
        "thousand" | "thousands" | "k" => 1e3,
        "million" | "millions" | "mln" | "m" | "mn" | "millionen" | "millones" => 1e6,
        "billion" | "billions" | "bln" | "bn" | "milliarden" | "milliards" => 1e9,
        "trillion" | "trillions" | "tn" => 1e12,
        _ => return None,
    })
}

/// "twenty five", "twelve", "a dozen", "a hundred".
fn spelled<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> Option<(f64, usize)> {
    let at = |k: usize| word(i + k);
    if let Some(tens) = TENS.iter().position(|t| *t == at(0)) {
        let ones = ONES.iter().position(|o| *o == at(1)).filter(|o| (1..10).contains(o));
        return Some(((tens as f64 + 2.0) * 10.0 + ones.unwrap_or(0) as f64, 1 + usize::from(ones.is_some())));
    }
    if let Some(ones) = ONES.iter().position(|o| *o == at(0)) {
        return Some((ones as f64, 1));
    }
    match (at(0), at(1)) {
        ("a", "dozen") => Some((12.0, 2)),
        ("dozen", _) => Some((12.0, 1)),
        ("a", next) if multiplier(next).is_some() && next != "m" && next != "k" => Some((1.0, 1)),
        _ => None,
    }
}

/// "half", "a third", "two thirds", "three quarters".
fn fraction<'a>(word: &impl Fn(usize) -> &'a str, i: usize) -> Option<(f64, usize)> {
    let at = |k: usize| word(i + k);
    let part = |w: &str| match w {
        "half" | "halves" => Some(2.0),
        "third" | "thirds" => Some(3.0),
        "quarter" | "quarters" => Some(4.0),
        "fifth" | "fifths" => Some(5.0),
        "tenth" | "tenths" => Some(10.0),
        _ => None,
    };
    if at(0) == "half" {
        return Some((0.5, 1));
    }
    let count = match at(0) {
        "a" | "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        _ => return None,
    };
    // "a third party", "the third of March": a fraction is followed by "of", or is a plural.
    let plural = at(1).ends_with('s');
    part(at(1))
        .filter(|_| (plural && count > 1.0) || (count == 1.0 && !plural && (at(2) == "of" || at(1) == "half")))
        .map(|p| (count / p, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::side::Side;
    use crate::text::language::Language;

    fn read_all(body: &str) -> Vec<(Kind, f64)> {
        Side::of_body(Language::English, body).quantities.iter().map(|q| (q.kind, q.value)).collect()
    }

    #[test]
    fn amounts_are_multiplied_out() {
        for (text, wanted) in [
            ("About 1,500 people came.", (Kind::Plain, 1500.0)),
            ("It cost $1.5 billion.", (Kind::Plain, 1.5e9)),
            ("It cost 20bn.", (Kind::Plain, 20e9)),
            ("Prices rose 30 percent.", (Kind::Ratio, 0.3)),
            ("Prices rose 30%.", (Kind::Ratio, 0.3)),
            ("Prices rose 4.5 per cent.", (Kind::Ratio, 0.045)),
            ("Nearly a third of them left.", (Kind::Ratio, 1.0 / 3.0)),
            ("Two thirds left.", (Kind::Ratio, 2.0 / 3.0)),
            ("Some twenty five left.", (Kind::Plain, 25.0)),
            ("They left in 2014.", (Kind::Year, 2014.0)),
            ("They left on Aug. 13.", (Kind::Date, 813.0)),
            ("They left on 13 August.", (Kind::Date, 813.0)),
            ("They left on Tuesday.", (Kind::Weekday, 2.0)),
        ] {
            let found = read_all(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].0 == wanted.0 && (found[0].1 - wanted.1).abs() < 1e-6 * wanted.1, "{text}: {found:?}");
        }
        assert!(read_all("One of them may go.").is_empty());
    }

    #[test]
    fn nearly_a_third_is_roughly_thirty_percent() {
        let span = Span::default();
        let third = Quantity { kind: Kind::Ratio, value: 1.0 / 3.0, span };
        let thirty = Quantity { kind: Kind::Ratio, value: 0.3, span };
        let forty = Quantity { kind: Kind::Ratio, value: 0.4, span };
        let agreement = |other| third.agreement(other, None);
        assert_eq!((agreement(&thirty), agreement(&forty), agreement(&third)), (0.5, 0.0, 1.0));
    }

    #[test]
    fn a_day_is_the_same_by_name_date_and_distance() {
        let published = day_of("2024-03-06T10:00:00Z");
        assert_eq!(published, Some(19_788));
        let quantity = |text: &str| Side::of_body(Language::English, text).quantities[0];
        let [tuesday, date, yesterday, today] =
            ["They left on Tuesday.", "They left on March 5.", "They left yesterday.", "They left today."].map(quantity);
        for (a, b, wanted) in
            [(tuesday, date, 1.0), (tuesday, yesterday, 1.0), (yesterday, date, 1.0), (today, tuesday, 0.0), (today, date, 0.0)]
        {
            assert_eq!(a.agreement(&b, published), wanted, "{a:?} {b:?}");
            assert_eq!(a.agreement(&b, None), 0.0);
        }
        assert_eq!((day_of("yesterday"), day_of("2024-13-01"), day_of("")), (None, None, None));
    }
}

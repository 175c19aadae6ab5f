//! Amounts and dates of a sentence, in every language that is compared, and whether two of them say the same: "30 percent" and "nearly a
//! third", "$1.5bn" and "1.5 billion dollars", "two days" and "48 hours", "forty-three" and 43.
//!
//! They are shown where they were changed; one that is wrongly called changed does more harm than one that is passed over. As evidence that
//! sentences belong together amounts are read by [`crate::evidence::numbers`], which was there when the weights were learned: learned anew
//! with this reader they find less of reports with a few reworded sentences.

use crate::facts::lexicon::DOLLAR;
use crate::text::language::Language;

mod reader;

pub use reader::amounts;

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
    /// A time of day, in minutes.
    Clock,
    /// How many times as much.
    Times,
    /// An order of magnitude without a number: "tens of thousands".
    Scale,
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

/// Whether two values differ by at most a share of the larger one.
fn within(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * a.abs().max(b.abs())
}

impl Amount {
    /// How it compares with another.
    pub fn compare(&self, other: &Amount) -> Agreement {
        let (a, b) = (self.value, other.value);
        let same = within(a, b, 1e-9);
        if !self.counted() || !other.counted() {
            let month_only =
                self.kind == Kind::Date && (a / 100.0).floor() == (b / 100.0).floor() && (a % 100.0 == 0.0 || b % 100.0 == 0.0);
            let number = |kind| matches!(kind, Kind::Year | Kind::Count | Kind::Times);
            // Times of day that are told in two ways may be those of two places.
            return match (self.kind == other.kind && self.unit == other.unit, same) {
                (true, true) => Agreement::Same,
                (true, false) if month_only => Agreement::Same,
                (true, false) => Agreement::Changed,
                (false, true) if number(self.kind) && number(other.kind) => Agreement::Same,
                (false, _) => Agreement::Unclear,
            };
        }
        if let (Some((family, factor)), Some((other_family, other_factor))) = (self.unit, other.unit) {
            if family != other_family {
                return if self.exchanged(other) { Agreement::Changed } else { Agreement::Unclear };
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

    /// Whether it counts something, or says how large a part of it.
    fn counted(&self) -> bool {
        matches!(self.kind, Kind::Count | Kind::Share)
    }

    /// Whether it is a point in time.
    pub fn dated(&self) -> bool {
        matches!(self.kind, Kind::Year | Kind::Date | Kind::Weekday)
    }

    /// The number in one way of writing; nothing for dates, which are said in one way.
    pub fn plain(&self) -> Option<String> {
        (!self.dated()).then(|| format!("{} {}", (self.value * 1e6).round() as i64, self.kind as u8))
    }

    /// Whether one is as many of another currency.
    pub fn exchanged(&self, other: &Amount) -> bool {
        let money = |amount: &Amount| amount.unit.map(|unit| unit.0).filter(|&family| family >= DOLLAR);
        money(self).zip(money(other)).is_some_and(|(one, other)| one != other) && within(self.value, other.value, 1e-9)
    }

    /// Whether it is two amounts taken together.
    pub fn sums(&self, one: &Amount, other: &Amount) -> bool {
        self.counted() && self.like(one) && self.like(other) && within(self.value, one.value + other.value, 1e-9)
    }

    /// Whether both count the same kind of thing, in the same unit.
    pub fn like(&self, other: &Amount) -> bool {
        self.kind == other.kind && self.unit == other.unit
    }

    /// Whether both measure in the same unit.
    pub fn measures_like(&self, other: &Amount) -> bool {
        self.unit.is_some() && self.unit == other.unit
    }
}

/// Whether two words of digits are one number: "1,5" is not 15.
pub fn same_digits(a: &str, b: &str, language: Language) -> bool {
    a == b || reader::digits(a, language).map(|n| n.0) == reader::digits(b, language).map(|n| n.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::side::Side;

    fn read(language: Language, body: &str) -> Vec<Amount> {
        let side = Side::of_body(language, body);
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
            (English, "It was the 1st quarter.", "It was the first quarter."),
            (English, "It began at 9 p.m. and failed.", "It began at 9:00pm and failed."),
            (English, "Sales doubled then.", "Sales grew to twice that."),
            (English, "One worker died.", "1 worker died."),
            (English, "It fell to minus 41 degrees.", "It was 41 degrees below zero."),
            (English, "He came in May.", "He came on May 3."),
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
            (Arabic, "وافق ثلثا الاعضاء", "وافق ثلثي الاعضاء"),
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
            (English, "One worker died.", "Two workers died."),
            (English, "It lasts until 8 p.m. tonight.", "It lasts until 9 p.m. tonight."),
            (English, "They came in May.", "They came in June."),
            (English, "He was first there.", "He was third there."),
            (English, "It cost $5,000 then.", "It cost £5,000 then."),
            (English, "It cost 5,000 euros.", "It cost 5,000 dollars."),
            (English, "Profits doubled then.", "Profits tripled then."),
            (English, "Thousands of people came.", "Hundreds of people came."),
            (English, "Tens of thousands came.", "Thousands came."),
            (English, "It fell to minus 41 degrees.", "It rose to 41 degrees."),
            (German, "Im ersten Quartal fiel es.", "Im dritten Quartal fiel es."),
            (German, "Der Zug ging um 8 Uhr.", "Der Zug ging um 9.30 Uhr."),
            (French, "Il est venu en mars.", "Il est venu en avril."),
            (Spanish, "Llegaron miles de personas.", "Llegaron cientos de personas."),
            (Arabic, "وافق ثلثا الاعضاء", "وافق ثلث الاعضاء"),
            (Arabic, "تغلق المصانع نهاية يونيو", "تغلق المصانع نهاية مايو"),
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
        let (evening, night) = (only(Language::English, "It began at 9 p.m. there."), only(Language::English, "It began at 2100 GMT."));
        assert_eq!(evening.compare(&night), Agreement::Unclear);
        for text in ["One of them may go.", "No one came.", "They march on a road.", "Mrs May spoke.", "It is a metre and a half."] {
            assert!(read(Language::English, text).is_empty(), "{text}: {:?}", read(Language::English, text));
        }
    }
}

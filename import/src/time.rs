//! Times as agencies write them, to ISO 8601.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// The month names of mail, in order.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zones that mail knows by name, in hours from UTC; any other name counts as UTC, as RFC 5322 has it.
const ZONES: [(&str, i8); 8] = [("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7)];

/// What a written time says.
enum Moment {
    At(Timestamp),
    /// Without a zone.
    Local(DateTime),
    Day(Date),
}

/// What is still to be read of a time. The calendar is jiff's; its readers would bring over 100 kB of messages into the module.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// A number of so many digits.
    fn number<N: FromStr>(&mut self, digits: usize) -> Option<N> {
        let (number, rest) = self.0.split_at_checked(digits).filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()))?;
        self.0 = rest;
        number.parse().ok()
    }

    /// Whether one of these characters came next.
    fn passed(&mut self, any: &[char]) -> bool {
        let rest = self.0.strip_prefix(any);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Hour, minute and second of a day, with colons or without; a leap second is the one before it, fractions are left out.
    fn clock(&mut self) -> Option<[i8; 3]> {
        let mut clock = [self.number(2)?, 0, 0];
        let long = self.0.starts_with(':');
        for part in &mut clock[1..] {
            if long && !self.passed(&[':']) {
                return Some(clock);
            }
            match self.number(2) {
                Some(number) => *part = number,
                None if long => return None,
                None => return Some(clock),
            }
        }
        if self.passed(&['.', ',']) {
            let behind = self.0.trim_start_matches(|c: char| c.is_ascii_digit());
            (behind.len() < self.0.len()).then_some(())?;
            self.0 = behind;
        }
        let [hour, minute, second] = clock;
        Some([hour, minute, if second == 60 { 59 } else { second }])
    }

    /// Hours and minutes from UTC, with a sign.
    fn offset(&mut self) -> Option<Offset> {
        let west = self.0.starts_with('-');
        self.passed(&['+', '-']).then_some(())?;
        let [hours, minutes, seconds] = self.clock()?.map(i32::from);
        (minutes < 60 && seconds < 60).then_some(())?;
        let east = hours * 3600 + minutes * 60 + seconds;
        Offset::from_seconds(if west { -east } else { east }).ok()
    }
}

/// Reads ISO 8601 in its long and short spellings, mail's format, and days with dots, to whole seconds. Days with slashes are read
/// only where the year comes first: else nobody knows which is the month.
fn moment(written: &str) -> Option<Moment> {
    let written = written.trim();
    iso_8601(written).or_else(|| mail(written))
}

fn iso_8601(written: &str) -> Option<Moment> {
    // What stands in brackets at the end is a place's name, beside its offset.
    let bare = written.strip_suffix(']').and_then(|named| Some(named.split_once('[')?.0));
    let mut rest = Rest(bare.unwrap_or(written));
    let year = rest.number(4)?;
    let sign = ['-', '/'].into_iter().find(|sign| rest.passed(&[*sign]));
    let month = rest.number(2)?;
    sign.is_none_or(|sign| rest.passed(&[sign])).then_some(())?;
    let date = Date::new(year, month, rest.number(2)?).ok()?;
    if rest.0.is_empty() {
        return Some(Moment::Day(date));
    }
    rest.passed(&['T', 't', ' ']).then_some(())?;
    let [hour, minute, second] = rest.clock()?;
    let local = DateTime::from_parts(date, Time::new(hour, minute, second, 0).ok()?);
    let offset = match rest.0 {
        "" => return Some(Moment::Local(local)),
        "Z" | "z" | " UTC" => Offset::UTC,
        _ => rest.offset().filter(|_| rest.0.is_empty())?,
    };
    offset.to_timestamp(local).ok().map(Moment::At)
}

/// `Fri, 29 Aug 2014 15:49:51 +0200`, with the weekday, the seconds, two digits of the year, the zone and the clock left out where they
/// are; and `29.08.2014 15:49`, as spreadsheets of half of Europe write it.
fn mail(written: &str) -> Option<Moment> {
    // A dot behind a colon is that of a second's fraction.
    let mut in_clock = false;
    let words = written.split_once(',').map_or(written, |(_, rest)| rest).split(|c: char| {
        in_clock |= c == ':';
        c == ' ' || c == '.' && !in_clock
    });
    let mut words = words.filter(|word| !word.is_empty());
    let number = |word: &str| word.parse::<i16>().ok();
    let day = i8::try_from(number(words.next()?)?).ok()?;
    let month = words.next()?;
    let month = match MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month)) {
        Some(at) => at as i8 + 1,
        None => i8::try_from(number(month)?).ok()?,
    };
    let year = words.next()?;
    let century = match year.len() {
        4 => 0,
        2 if year < "50" => 2000,
        2 => 1900,
        _ => return None,
    };
    let date = Date::new(century + number(year)?, month, day).ok()?;
    let Some(clock) = words.next() else { return Some(Moment::Day(date)) };
    let mut clock = Rest(clock);
    let [hour, minute, second] = clock.clock().filter(|_| clock.0.is_empty())?;
    let local = DateTime::from_parts(date, Time::new(hour, minute, second, 0).ok()?);
    let Some(zone) = words.next() else { return Some(Moment::Local(local)) };
    let mut zone = Rest(zone);
    let offset = if zone.0.starts_with(['+', '-']) {
        zone.offset().filter(|_| zone.0.is_empty())?
    } else {
        Offset::constant(ZONES.iter().find(|(name, _)| *name == zone.0).map_or(0, |&(_, hours)| hours))
    };
    offset.to_timestamp(local).ok().map(Moment::At)
}

/// A time in ISO 8601: in UTC (`2014-08-29T13:49:51Z`) where its zone is known, as written where it is not, a date where it is
/// no more. `None` where it cannot be read.
pub(crate) fn iso(written: &str) -> Option<String> {
    let (time, zone) = match moment(written)? {
        Moment::At(timestamp) => (Offset::UTC.to_datetime(timestamp), "Z"),
        Moment::Local(time) => (time, ""),
        Moment::Day(date) => return Some(day(date)),
    };
    Some(format!("{}T{:02}:{:02}:{:02}{zone}", day(time.date()), time.hour(), time.minute(), time.second()))
}

fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Whether a time is later than `as_of`; one without a zone counts as UTC, a date as its last second, and one that cannot be
/// read as later.
pub(crate) fn is_after(written: &str, as_of: Timestamp) -> bool {
    let time = match moment(written) {
        Some(Moment::At(timestamp)) => Some(timestamp),
        Some(Moment::Local(time)) => Offset::UTC.to_timestamp(time).ok(),
        Some(Moment::Day(date)) => {
            Time::new(23, 59, 59, 0).and_then(|last| Offset::UTC.to_timestamp(DateTime::from_parts(date, last))).ok()
        }
        None => None,
    };
    time.is_none_or(|time| time > as_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_in_use_is_read() {
        for (written, read) in [
            ("20140829T134951+0000", "2014-08-29T13:49:51Z"),
            ("20140829T134951Z", "2014-08-29T13:49:51Z"),
            ("20140829T134951", "2014-08-29T13:49:51"),
            ("20140829", "2014-08-29"),
            ("2014-08-29", "2014-08-29"),
            ("2014-08-29T13:49:51", "2014-08-29T13:49:51"),
            ("2014-08-29 13:49:51", "2014-08-29T13:49:51"),
            (" 2014-08-29T13:49:51.798Z ", "2014-08-29T13:49:51Z"),
            ("2014-08-29T15:49+02:00", "2014-08-29T13:49:00Z"),
            ("Fri, 29 Aug 2014 15:49:51 +0200", "2014-08-29T13:49:51Z"),
            ("Fri, 29 Aug 2014 13:49:51 GMT", "2014-08-29T13:49:51Z"),
            ("29 Aug 2014 13:49 EST", "2014-08-29T18:49:00Z"),
            ("2014-08-29T13:49:51+0200", "2014-08-29T11:49:51Z"),
            ("2014-08-29t13:49:60z", "2014-08-29T13:49:59Z"),
            ("2014-08-29T13:49:51.5-03:30", "2014-08-29T17:19:51Z"),
            ("2014-08-29T00:30:00+02:00[Europe/Berlin]", "2014-08-28T22:30:00Z"),
            ("20140829T1349Z", "2014-08-29T13:49:00Z"),
            ("29 aug 14 13:49:51 UTC", "2014-08-29T13:49:51Z"),
            ("Fri, 29 Aug 2014 13:49:51 CEST", "2014-08-29T13:49:51Z"),
            ("Fri, 29 Aug 2014 13:49:51 -0330 (NST)", "2014-08-29T17:19:51Z"),
            ("29 Aug 2014 13:49", "2014-08-29T13:49:00"),
            ("2014-08-29 13:49:51 UTC", "2014-08-29T13:49:51Z"),
            ("2014/08/29 13:49", "2014-08-29T13:49:00"),
            ("29.8.2014", "2014-08-29"),
            ("29.08.2014 15:49", "2014-08-29T15:49:00"),
            ("29 Aug 2014", "2014-08-29"),
            ("Fri, 29 Aug 2014 15:49:51.5 +0200", "2014-08-29T13:49:51Z"),
        ] {
            assert_eq!(iso(written).as_deref(), Some(read), "{written}");
        }
        for odd in [
            "",
            "last Friday",
            "2014",
            "2014-0829",
            "2014-02-30",
            "2014-08-29T25:00",
            "2014-08-29T13:49:51 CET",
            "2014-08-29T13:49:51 GMT",
            "2014-08/29",
            "08/09/2014",
            "31.2.2014",
            "29.8.2014 noon",
            "2014-08-29T13:4",
            "9999-12-31T23:59:59-01:00",
            "2014-08-29T13:49:51+99:00",
            "Fri, 29 Aug 32767 13:49:51 GMT",
            "29. August 2014",
            "–",
        ] {
            assert_eq!(iso(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_day_is_over_when_it_ends() {
        let noon: Timestamp = "2026-03-04T12:00:00Z".parse().unwrap();
        assert!(is_after("2026-03-04", noon));
        assert!(!is_after("2026-03-03", noon));
        assert!(is_after("2026-03-04T12:00:01", noon));
        assert!(is_after("when the court has ruled", noon));
    }

    #[test]
    fn times_are_read_as_jiffs_own_readers_read_them() {
        use jiff::fmt::{rfc2822, temporal};

        let seconds = (0..400).map(|n| 1_400_000_000 + n * 2_718_281);
        for (n, second) in seconds.enumerate() {
            let offset = Offset::from_seconds((n as i32 % 27 - 12) * 3600 + n as i32 % 4 * 900).unwrap();
            let zoned = Timestamp::from_second(second).unwrap().to_zoned(offset.to_time_zone());
            for format in ["%Y-%m-%dT%H:%M:%S%:z", "%Y%m%dT%H%M%S%z", "%Y-%m-%d %H:%M%:z"] {
                let written = zoned.strftime(format).to_string();
                let read: Timestamp = temporal::DateTimeParser::new().parse_timestamp(&written).unwrap();
                assert_eq!(iso(&written), Some(read.to_string()), "{written}");
            }
            let written = zoned.strftime("%a, %d %b %Y %H:%M:%S %z").to_string();
            let read = rfc2822::DateTimeParser::new().parse_timestamp(&written).unwrap();
            assert_eq!(iso(&written), Some(read.to_string()), "{written}");
        }
    }
}

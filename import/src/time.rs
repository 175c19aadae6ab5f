//! Times as agencies write them, to ISO 8601.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;

static ISO: temporal::DateTimeParser = temporal::DateTimeParser::new();
static MAIL: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// What a written time says.
enum Moment {
    At(Timestamp),
    /// Without a zone.
    Local(DateTime),
    Day(Date),
}

/// Reads ISO 8601 in its long and short spellings, and mail's format, to whole seconds.
fn moment(written: &str) -> Option<Moment> {
    let written = written.trim();
    let Ok(pieces) = ISO.parse_pieces(written) else {
        let timestamp = MAIL.parse_timestamp(written).ok()?;
        return Timestamp::from_second(timestamp.as_second()).ok().map(Moment::At);
    };
    let Some(time) = pieces.time() else { return Some(Moment::Day(pieces.date())) };
    let local = pieces.date().at(time.hour(), time.minute(), time.second(), 0);
    match pieces.to_numeric_offset() {
        Some(offset) => offset.to_timestamp(local).ok().map(Moment::At),
        None => Some(Moment::Local(local)),
    }
}

/// A time in ISO 8601: in UTC (`2014-08-29T13:49:51Z`) where its zone is known, as written where it is not, a date where it is
/// no more. `None` where it cannot be read.
pub(crate) fn iso(written: &str) -> Option<String> {
    Some(match moment(written)? {
        Moment::At(timestamp) => timestamp.to_string(),
        Moment::Local(time) => time.to_string(),
        Moment::Day(date) => date.to_string(),
    })
}

/// Whether a time is later than `as_of`; one without a zone counts as UTC, a date as its last second, and one that cannot be
/// read as later.
pub(crate) fn is_after(written: &str, as_of: Timestamp) -> bool {
    let time = match moment(written) {
        Some(Moment::At(timestamp)) => Some(timestamp),
        Some(Moment::Local(time)) => Offset::UTC.to_timestamp(time).ok(),
        Some(Moment::Day(date)) => Offset::UTC.to_timestamp(date.at(23, 59, 59, 0)).ok(),
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
        ] {
            assert_eq!(iso(written).as_deref(), Some(read), "{written}");
        }
        assert_eq!(iso("last Friday"), None);
    }

    #[test]
    fn a_day_is_over_when_it_ends() {
        let noon: Timestamp = "2026-03-04T12:00:00Z".parse().unwrap();
        assert!(is_after("2026-03-04", noon));
        assert!(!is_after("2026-03-03", noon));
        assert!(is_after("2026-03-04T12:00:01", noon));
        assert!(is_after("when the court has ruled", noon));
    }
}

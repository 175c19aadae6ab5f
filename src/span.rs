//! A stretch of text, in UTF-8 bytes.

use std::ops::Range;

/// A stretch of text: byte offsets into a `str`, end-exclusive, `start <= end`.
///
/// Inside the core every offset is a UTF-8 byte offset on a character boundary; [`crate::report`] turns
/// them into UTF-16 code units, and nothing else does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside, edges included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Number of bytes both cover.
    pub fn overlap(self, other: Span) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// The same stretch, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// Its text; empty where it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_counts_shared_bytes_only() {
        assert_eq!(Span::new(0, 5).overlap(Span::new(3, 9)), 2);
        assert_eq!(Span::new(0, 5).overlap(Span::new(5, 9)), 0);
    }

    #[test]
    fn text_off_a_boundary_is_empty_rather_than_a_panic() {
        assert_eq!(Span::new(1, 3).of("é!"), "");
        assert_eq!(Span::new(0, 2).of("é!"), "é");
    }
}

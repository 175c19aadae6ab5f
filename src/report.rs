//! What was found on a page, in the form users, tests and tools read (`tests/report.schema.json`).
//!
//! All offsets here are UTF-16 code units into [`Report::text`] (for a plain-text page: into the page as given), except
//! [`Change::source`], which counts in the text of the sentence's best match. They are made from the core's UTF-8
//! spans in [`crate::report::Utf16`] and nowhere else.

use serde::{Deserialize, Serialize, Serializer};

use crate::span::Span;
use crate::zone::Zone;

/// One page's report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The page's id, path, `-`, or FILE:LINE.
    pub page: String,
    /// Headline or title.
    pub title: Option<String>,
    /// Language it was compared in.
    pub language: Option<String>,
    /// When it was published, as the page says, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The text that offsets count in; left out where the page was plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the page as a whole is.
    pub verdict: Verdict,
    /// Agencies that the page credits.
    pub credits: Vec<Credit>,
    /// Every sentence, in page order.
    pub sentences: Vec<Sentence>,
    /// Other documents that findings and quotations name, though the page as a whole is not said to draw on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "listed")]
    pub others: Vec<SourceDocument>,
    /// Limits that were reached; empty for nearly every page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// What made the report.
    pub engine: EngineInfo,
}

impl Report {
    /// A document that a finding names.
    pub fn document(&self, uri: &str) -> Option<&SourceDocument> {
        self.verdict.documents.iter().chain(&self.others).find(|document| document.document == uri)
    }
}

/// What the page as a whole is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Kind of page.
    pub kind: VerdictKind,
    /// Characters of flagged sentences over characters of all article sentences, 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub share: f32,
    /// Why nothing was compared; only for [`VerdictKind::NotCompared`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Source documents, the most used first.
    #[serde(serialize_with = "listed")]
    pub documents: Vec<SourceDocument>,
}

/// Kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// No derived run.
    Independent,
    /// A derived run, under half of the article.
    Partial,
    /// Half of the article or more, most of it word for word.
    Verbatim,
    /// Half of the article or more, most of it reworded.
    Rewritten,
    /// No article, too short, or no reference in its language.
    NotCompared,
}

/// Why a page was not compared, as a code that interfaces put into their own language; [`std::fmt::Display`] has English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No article was found on the page.
    NoArticle,
    /// The article has under four sentences.
    TooShort,
    /// There is no reference at all.
    NoReferences,
    /// There is no reference in the page's language.
    OtherLanguage,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Reason::NoArticle => "no article was found on the page",
            Reason::TooShort => "the article has under four sentences, too few to tell",
            Reason::NoReferences => "there are no references to compare with",
            Reason::OtherLanguage => "no reference is in the page's language",
        })
    }
}

/// A limit that was reached, as a code; the rest of the page was still checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// The page is longer than is read; what is behind was left out.
    PageTooLong,
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Limit::PageTooLong => "the page is very long; only its beginning was checked",
        })
    }
}

/// A reference document the page draws on, or that a finding names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceDocument {
    /// Its `uri`.
    pub document: String,
    /// Headline.
    pub headline: String,
    /// Agency.
    pub source: Option<String>,
    /// Publication time, ISO 8601.
    pub published: Option<String>,
    /// Address for readers.
    pub url: Option<String>,
    /// Terms of use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usageterms: Option<String>,
    /// Characters of the sentences flagged as from it over characters of all article sentences, 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub share: f32,
    /// Number of those sentences.
    pub sentences: u32,
    /// Sentences the document has, for the view of which parts were used.
    pub length: u32,
    /// Whether the page credits it.
    pub credit: CreditStatus,
}

/// Whether the page names a document's agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreditStatus {
    /// Named, and the words are mostly the agency's.
    Credited,
    /// Not named.
    Uncredited,
    /// Named, though the words were rewritten.
    CreditedRewritten,
}

/// A credit on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Agency, by its usual name.
    pub agency: String,
    /// First UTF-16 code unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// One sentence of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// First UTF-16 code unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where it stands.
    pub zone: Zone,
    /// What it is.
    pub class: Class,
    /// Calibrated probability that it is derived, 0 to 1; `None` for furniture.
    #[serde(serialize_with = "rounded_if_any")]
    pub score: Option<f32>,
    /// Reference sentences it matches, best first.
    pub matches: Vec<Match>,
    /// Its direct quotations.
    pub quotes: Vec<Quote>,
    /// Word-by-word differences from `matches[0]`, in page order.
    pub changes: Vec<Change>,
    /// The rarest words shared with `matches[0]`, in page order: why it was flagged, in part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub telling: Vec<[u32; 2]>,
}

/// What a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Derived; at least nine in ten words the same in the same order.
    Verbatim,
    /// Derived and reworded.
    Rewritten,
    /// What matches is only a quotation that any reporter could have.
    SharedQuotation,
    /// Not derived.
    Own,
    /// Not part of the article.
    Furniture,
}

/// A reference sentence that a page sentence matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// `uri` of its document.
    pub document: String,
    /// Its number in the document, from 0, as packed.
    pub sentence: u32,
    /// Its text; `None` where the pack stores none.
    pub text: Option<String>,
    /// Where the page joined it with sentences beside it, the numbers of the first of them and one past the last: `text` is that of
    /// them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<[u32; 2]>,
    /// Strength, 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub score: f32,
}

/// A direct quotation in a sentence; offsets without the marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// First UTF-16 code unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// How it compares with the references.
    pub status: QuoteStatus,
    /// The fact that was changed in it, if one was.
    pub flip: Option<Flip>,
    /// The reference's wording.
    pub source: Option<QuoteSource>,
}

/// How a quotation compares with the references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteStatus {
    /// Word for word, or honestly trimmed.
    Exact,
    /// Like a reference's, with other words.
    Altered,
    /// In no reference.
    Unmatched,
}

/// The fact changed in an altered quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flip {
    /// A number.
    Number,
    /// A name.
    Name,
    /// A negation came or went.
    Negation,
}

/// Where a quotation's wording comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteSource {
    /// `uri` of the document.
    pub document: String,
    /// Its wording; empty where the pack stores no text.
    pub text: String,
}

/// One difference, or one kept stretch, between a sentence and its best match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// UTF-16 code units in the page's text; `None` for a deletion.
    pub page: Option<[u32; 2]>,
    /// UTF-16 code units in `matches[0].text`; `None` for an insertion.
    pub source: Option<[u32; 2]>,
}

/// What happened to words of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// The same words in the same order.
    Kept,
    /// The same words elsewhere in the sentence.
    Moved,
    /// Another word for the same.
    Synonym,
    /// Other words.
    Replaced,
    /// Words the source has not.
    Inserted,
    /// Words of the source that are gone.
    Deleted,
    /// A changed number.
    Number,
    /// A changed name.
    Name,
    /// A changed date or day.
    Date,
    /// A negation came or went.
    Negation,
    /// Who did what to whom was exchanged.
    Roles,
}

/// What made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineInfo {
    /// Version of Wirecopy.
    pub version: String,
    /// Packs compared with.
    pub packs: Vec<PackRef>,
    /// Sensitivity in force.
    pub sensitivity: Sensitivity,
    /// Version of weights and thresholds.
    pub weights: String,
}

/// A pack that was compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRef {
    /// Name.
    pub name: String,
    /// Documents in it.
    pub documents: u32,
    /// Those of them in the page's language, or of no stated one: what the page could be compared with.
    #[serde(default)]
    pub comparable: u32,
    /// Sentences in it.
    pub sentences: u32,
    /// Newest publication time in it, ISO 8601.
    pub newest: Option<String>,
    /// Checksum of its header, hexadecimal: identifies its content.
    pub checksum: String,
}

/// How readily a sentence is flagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sensitivity {
    /// Fewest false alarms.
    Cautious,
    /// The default.
    #[default]
    Balanced,
    /// Finds most.
    Sensitive,
}

/// Turns UTF-8 byte offsets of one text into UTF-16 code units, in one pass over the text.
pub struct Utf16 {
    /// Bytes and UTF-16 units before the first character of each 64-byte stretch, and before the end.
    marks: Vec<(u32, u32)>,
    text: String,
}

const STRIDE: usize = 64;

impl Utf16 {
    /// Prepares `text`.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut units = 0u32;
        let mut next = 0usize;
        for (at, c) in text.char_indices() {
            if at >= next {
                marks.push((at as u32, units));
                next = at + STRIDE;
            }
            units += c.len_utf16() as u32;
        }
        marks.push((text.len() as u32, units));
        Utf16 { marks, text: text.to_owned() }
    }

    /// UTF-16 code units before byte `at`; an offset inside a character counts as its start, one past the end as the end.
    pub fn offset(&self, at: usize) -> u32 {
        let slot = self.marks.partition_point(|&(byte, _)| byte as usize <= at);
        let Some(&(byte, units)) = slot.checked_sub(1).and_then(|slot| self.marks.get(slot)) else { return 0 };
        let within = at - byte as usize;
        // Only ASCII takes as many bytes as units.
        if self.marks.get(slot).is_some_and(|next| next.0 - byte == next.1 - units) {
            return units + within as u32;
        }
        let rest = &self.text[byte as usize..];
        units + rest.char_indices().take_while(|(start, c)| start + c.len_utf8() <= within).map(|(_, c)| c.len_utf16() as u32).sum::<u32>()
    }

    /// Both ends of a span.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.offset(span.start), self.offset(span.end)]
    }
}

/// Shares and probabilities are written with six decimals: the same digits natively and in JavaScript, which knows no single precision.
fn rounded<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*value) * 1e6).round() / 1e6)
}

/// One function for both lists, so that its code is there once.
#[inline(never)]
fn listed<S: Serializer>(documents: &[SourceDocument], serializer: S) -> Result<S::Ok, S::Error> {
    documents.serialize(serializer)
}

fn rounded_if_any<S: Serializer>(value: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => rounded(value, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_the_standard_library_at_every_boundary() {
        let text = format!("{}🦀é\u{301}ß{}", "a".repeat(70), "Ω𝄞".repeat(50));
        let map = Utf16::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(map.offset(at) as usize, text[..at].encode_utf16().count(), "byte {at}");
        }
    }
}

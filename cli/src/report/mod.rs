//! Reports as a user asks for them: text for reading, JSON for programs, CSV for an overview, HTML to hand on.

mod csv;
mod html;
mod json;
mod text;
mod words;

use clap::ValueEnum;
use wirecopy::report::{Class, CreditStatus, Flip, Report, SourceDocument, VerdictKind};

use crate::checked::Checked;
use crate::outcome::Stop;

/// How reports are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Text,
    /// One report a line
    Json,
    /// One page a row, the largest share first
    Csv,
    /// One file to open in a browser
    Html,
}

/// Takes reports in the order of the pages.
pub(crate) trait Output {
    /// Writes a page's report, or keeps it for the end.
    fn page(&mut self, checked: Checked) -> Result<(), Stop>;
    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<(), Stop>;
}

/// The writer of a format, on standard output.
pub(crate) fn output(format: Format) -> Result<Box<dyn Output>, Stop> {
    Ok(match format {
        Format::Text => Box::new(text::Text::new()),
        Format::Json => Box::new(json::Json),
        Format::Csv => Box::new(csv::Csv::default()),
        Format::Html => Box::new(html::Html::new()?),
    })
}

/// The verdict as a sentence, which claims no more than was compared.
fn verdict(report: &Report) -> String {
    let verdict = &report.verdict;
    let share = percent(verdict.share);
    let from = match verdict.documents.len() {
        1 => "one agency article".to_owned(),
        n => format!("{n} agency articles"),
    };
    match verdict.kind {
        // Single sentences can match without the page drawing on their source, and quotations without any sentence that does.
        VerdictKind::Independent if report.sentences.iter().any(|s| matches!(s.class, Class::Verbatim | Class::Rewritten)) => {
            "Independent as a whole; single sentences match agency text.".to_owned()
        }
        VerdictKind::Independent if report.sentences.iter().any(|s| s.class == Class::SharedQuotation) => {
            "Independent as a whole; only quotations match agency text.".to_owned()
        }
        VerdictKind::Independent => format!("No match among {}.", compared_with(report)),
        VerdictKind::Partial => format!("{share} of the article comes from {from}."),
        VerdictKind::Verbatim => format!("{share} of the article comes from {from}, most of it word for word."),
        VerdictKind::Rewritten => format!("{share} of the article comes from {from}, most of it reworded."),
        VerdictKind::NotCompared if has_matches(report) => match verdict.reason {
            Some(reason) => format!("No verdict; single sentences match agency text: {reason}."),
            None => "No verdict; single sentences match agency text.".to_owned(),
        },
        VerdictKind::NotCompared => match verdict.reason {
            Some(reason) => format!("Not compared: {reason}."),
            None => "Not compared.".to_owned(),
        },
    }
}

/// Whether any sentence matches, whatever the verdict on the whole.
fn has_matches(report: &Report) -> bool {
    report.sentences.iter().any(|s| !matches!(s.class, Class::Own | Class::Furniture))
}

/// "1,000 articles in 2 sets (newest: 2026-03-04)": those in the page's language.
fn compared_with(report: &Report) -> String {
    let packs: Vec<_> = report.engine.packs.iter().filter(|pack| pack.comparable > 0).collect();
    let documents: u64 = packs.iter().map(|pack| u64::from(pack.comparable)).sum();
    let newest = packs.iter().filter_map(|pack| pack.newest.as_deref()).max().map(|newest| format!(" (newest: {})", day(newest)));
    let number = |n: u64, one: &str| if n == 1 { format!("1 {one}") } else { format!("{} {one}s", thousands(n)) };
    format!("{} in {}{}", number(documents, "article"), number(packs.len() as u64, "set"), newest.unwrap_or_default())
}

/// Share as the reader sees it. Rounding never makes something of nothing, nor all of nearly all.
fn percent(share: f32) -> String {
    let rounded = (share * 100.0).round();
    let shown = if share > 0.0 && rounded < 1.0 {
        1.0
    } else if share < 1.0 && rounded > 99.0 {
        99.0
    } else {
        rounded
    };
    format!("{shown} %")
}

fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// The day of an ISO 8601 time.
fn day(time: &str) -> &str {
    time.split('T').next().unwrap_or(time)
}

/// What the page says of a document's agency, where it is known whose the document is.
fn credit(document: &SourceDocument) -> &'static str {
    if document.source.as_deref().is_none_or(str::is_empty) {
        return "agency unknown";
    }
    match document.credit {
        CreditStatus::Credited => "credited",
        CreditStatus::Uncredited => "not credited",
        CreditStatus::CreditedRewritten => "credited, but reworded",
    }
}

/// How what a quotation says was changed.
fn flip(flip: Flip) -> &'static str {
    match flip {
        Flip::Number => "a number differs",
        Flip::Name => "a name differs",
        Flip::Negation => "a negation differs",
    }
}

/// A document's headline, else what it goes by.
fn headline(document: &SourceDocument) -> &str {
    if document.headline.is_empty() { &document.document } else { &document.headline }
}

/// "Agency, 2026-03-04", as far as they are known.
fn origin(document: &SourceDocument) -> String {
    [document.source.as_deref().filter(|source| !source.is_empty()), document.published.as_deref().map(day)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// "Agency, 2026-03-04: Headline", as far as they are known.
fn named(document: &SourceDocument) -> String {
    let origin = origin(document);
    if origin.is_empty() { headline(document).to_owned() } else { format!("{origin}: {}", headline(document)) }
}

/// Where a document is to be found: its address, else what it goes by.
fn place(document: &SourceDocument) -> &str {
    document.url.as_deref().unwrap_or(&document.document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!([0, 999, 1000, 19043, 1234567].map(thousands), ["0", "999", "1,000", "19,043", "1,234,567"]);
        assert_eq!([0.0, 0.001, 0.5, 0.999, 1.0].map(percent), ["0 %", "1 %", "50 %", "99 %", "100 %"]);
    }
}

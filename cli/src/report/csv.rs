//! One page a row, the largest share first.

use wirecopy::report::{Class, QuoteStatus, Report};

use super::Output;
use crate::checked::Checked;
use crate::outcome::Stop;

const HEADER: [&str; 13] = [
    "page",
    "verdict",
    "share",
    "sentences",
    "flagged",
    "quotations_altered",
    "source",
    "document",
    "headline",
    "credit",
    "url",
    "title",
    "note",
];

/// Keeps a row of each page until all are there.
#[derive(Default)]
pub(super) struct Csv {
    rows: Vec<(f32, Vec<String>)>,
}

impl Output for Csv {
    fn page(&mut self, checked: Checked) -> Result<(), Stop> {
        let (share, cells) = match &checked.report {
            Ok(report) => (report.verdict.share, row(report)),
            Err(reason) => {
                let mut cells = vec![String::new(); HEADER.len()];
                cells[0] = checked.name;
                cells[1] = "error".to_owned();
                cells[12] = reason.clone();
                (-1.0, cells)
            }
        };
        self.rows.push((share, cells.into_iter().map(cell).collect()));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Stop> {
        // The order of the pages decides between equals.
        self.rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut out = ::csv::Writer::from_writer(std::io::stdout().lock());
        let written = out.write_record(HEADER).and_then(|()| self.rows.iter().try_for_each(|(_, row)| out.write_record(row)));
        written.map_err(|error| match error.into_kind() {
            // Kept as it is, so that a reader who went away is known.
            ::csv::ErrorKind::Io(error) => error,
            kind => std::io::Error::other(format!("{kind:?}")),
        })?;
        out.flush()?;
        Ok(())
    }
}

/// A cell that a spreadsheet takes for text, whatever a page puts at its beginning, as in the extension's tables.
fn cell(text: String) -> String {
    let is_formula = text.len() > 1 && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text }
}

fn row(report: &Report) -> Vec<String> {
    let flagged = report.sentences.iter().filter(|s| matches!(s.class, Class::Verbatim | Class::Rewritten)).count();
    let article = report.sentences.iter().filter(|s| s.class != Class::Furniture).count();
    let altered = report.sentences.iter().flat_map(|s| &s.quotes).filter(|q| q.status == QuoteStatus::Altered).map(|q| (q.start, q.end));
    let altered: std::collections::BTreeSet<_> = altered.collect();
    let kind = serde_json::to_value(report.verdict.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
    let first = report.verdict.documents.first();
    let of = |field: fn(&wirecopy::report::SourceDocument) -> String| first.map(field).unwrap_or_default();
    vec![
        report.page.clone(),
        kind,
        format!("{:.3}", report.verdict.share),
        article.to_string(),
        flagged.to_string(),
        altered.len().to_string(),
        of(|d| d.source.clone().unwrap_or_default()),
        of(|d| d.document.clone()),
        of(|d| d.headline.clone()),
        of(|d| super::credit(d).to_owned()),
        of(|d| d.url.clone().unwrap_or_default()),
        report.title.clone().unwrap_or_default(),
        note(report),
    ]
}

/// Why the page was not compared, or not all of it.
fn note(report: &Report) -> String {
    let reason = report.verdict.reason.map(|reason| reason.to_string());
    reason.into_iter().chain(report.limits.iter().map(ToString::to_string)).collect::<Vec<_>>().join("; ")
}

//! What a check of a page came to.

use wirecopy::report::Report;

use crate::pages::Page;

/// A page's report, or why there is none.
pub(crate) struct Checked {
    /// What the page is called in reports.
    pub(crate) name: String,
    /// Where it stands, for messages.
    pub(crate) place: String,
    /// The report, with the page's text.
    pub(crate) report: Result<Report, String>,
    /// Whether the report's text is the page as given.
    pub(crate) plain: bool,
}

impl Checked {
    /// A page that there is no report of.
    pub(crate) fn failed(page: Page, reason: String) -> Checked {
        Checked { name: page.name, place: page.place, report: Err(reason), plain: false }
    }
}

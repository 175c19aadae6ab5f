//! Agency formats and HTML, read into documents and pages.

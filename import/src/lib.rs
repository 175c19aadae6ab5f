//! Agency formats and HTML, read into documents and pages.

pub mod encoding;
pub mod html;

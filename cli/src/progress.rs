//! Progress on standard error, where a person watches it; elsewhere nothing is drawn.

use indicatif::{ProgressBar, ProgressStyle};

/// Work measured in bytes.
pub(crate) fn bytes(total: u64) -> ProgressBar {
    styled(ProgressBar::new(total), "{bar:30} {percent:>3} %  {bytes_per_sec}, {eta} left  {msg}")
}

/// Work measured in documents.
pub(crate) fn documents(total: u64) -> ProgressBar {
    styled(ProgressBar::new(total), "{bar:30} {percent:>3} %  {per_sec}, {eta} left")
}

/// Work measured in pages, of which the number is not known beforehand.
pub(crate) fn pages() -> ProgressBar {
    styled(ProgressBar::no_length(), "{spinner} {pos} pages  {per_sec}  {msg}")
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

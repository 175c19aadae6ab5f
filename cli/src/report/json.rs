//! One report a line, by `tests/report.schema.json`; a page that cannot be used gives `{"page", "error"}` in its place.

use std::io::Write;

use serde_json::json;

use super::Output;
use crate::checked::Checked;
use crate::outcome::Stop;

pub(super) struct Json;

impl Output for Json {
    fn page(&mut self, checked: Checked) -> Result<(), Stop> {
        let line = match checked.report {
            Ok(mut report) => {
                if checked.plain {
                    // Offsets count in the page as given.
                    report.text = None;
                }
                serde_json::to_string(&report)
            }
            Err(reason) => serde_json::to_string(&json!({ "page": checked.name, "error": reason })),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", line.map_err(std::io::Error::from)?)?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Stop> {
        Ok(())
    }
}

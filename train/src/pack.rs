//! Packs ninjs lines.
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;
use wirecopy::background::Background;
use wirecopy::document::Document;
use wirecopy::pack::{Builder, Prepared};

use crate::input;

pub(crate) fn run(out: &Path, background: &Background, inputs: &[PathBuf]) -> anyhow::Result<()> {
    let mut builder = Builder::new("training");
    for path in inputs {
        let items: Vec<Value> = input::lines(path)?;
        let text = |v: &Value, k: &str| v[k].as_str().unwrap_or_default().to_owned();
        let prepared: Vec<Prepared> = items
            .par_iter()
            .filter_map(|v| {
                Prepared::new(
                    Document {
                        uri: text(v, "uri"),
                        headline: text(v, "headline"),
                        body: text(v, "body_text"),
                        language: Some("en".into()),
                        ..Document::default()
                    },
                    background,
                )
            })
            .collect();
        prepared.into_iter().for_each(|p| builder.add(p));
    }
    std::fs::write(out, builder.finish())?;
    Ok(())
}

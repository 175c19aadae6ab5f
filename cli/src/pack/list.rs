//! `wirecopy pack list`: a pack's documents, one a line.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;
use wirecopy::document::Document;

use super::Format;
use crate::outcome::{Done, Stop, printable, stop};
use crate::pack_file::PackFile;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The pack
    file: PathBuf,
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// The form of `--format json`.
#[derive(Serialize)]
struct Listed<'a> {
    uri: &'a str,
    headline: &'a str,
    source: Option<&'a str>,
    published: Option<&'a str>,
    version: Option<u32>,
    language: Option<&'a str>,
    byline: Option<&'a str>,
    usageterms: Option<&'a str>,
    embargoed: Option<&'a str>,
    url: Option<&'a str>,
    sentences: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl<'a> Listed<'a> {
    fn new(document: &'a Document, sentences: usize, text: Option<String>) -> Self {
        Listed {
            uri: &document.uri,
            headline: &document.headline,
            source: document.source.as_deref(),
            published: document.published.as_deref(),
            version: document.version,
            language: document.language.as_deref(),
            byline: document.byline.as_deref(),
            usageterms: document.usageterms.as_deref(),
            embargoed: document.embargoed.as_deref(),
            url: document.url.as_deref(),
            sentences,
            text,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Done, Stop> {
    let pack = PackFile::open(&args.file)?;
    let mut out = BufWriter::new(anstream::stdout().lock());
    for number in 0..pack.info().documents {
        let failed = |error| stop(args.file.display(), error);
        let document = pack.document(number).map_err(failed)?;
        let sentences = pack.sentences(number).len();
        match args.format {
            Format::Json => {
                let text = pack.body(number).map_err(failed)?.map(|body| body.text);
                serde_json::to_writer(&mut out, &Listed::new(&document, sentences, text)).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
            Format::Text => {
                let published = printable(document.published.as_deref().unwrap_or("-"));
                let source = printable(document.source.as_deref().unwrap_or("-"));
                let (headline, uri) = (printable(&document.headline), printable(&document.uri));
                writeln!(out, "{published:20}  {source:12}  {sentences:>4}  {headline}  ({uri})")?;
            }
        }
    }
    out.flush()?;
    Ok(Done::All)
}

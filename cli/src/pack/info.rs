//! `wirecopy pack info`: what a pack says of itself, and whether it is whole.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;
use wirecopy::pack::{Pack, ReadAt};

use super::Format;
use crate::outcome::{Done, Stop, printable, stop};
use crate::pack_file::PackFile;

/// Lines of one kind of count, at most, where it is written for reading.
const LISTED: usize = 20;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Read every block and check it
    #[arg(long)]
    verify: bool,
    /// The pack
    file: PathBuf,
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// The form of `--format json`.
#[derive(Serialize)]
struct Info<'a> {
    format: u32,
    name: &'a str,
    store: &'static str,
    documents: u32,
    sentences: u32,
    bytes: u64,
    bytes_per_sentence: f64,
    first: Option<&'a str>,
    last: Option<&'a str>,
    sources: &'a BTreeMap<String, u32>,
    languages: &'a BTreeMap<String, u32>,
    skipped: &'a BTreeMap<String, u32>,
    duplicates: u32,
    checksum: String,
}

impl<'a> Info<'a> {
    fn of<R: ReadAt>(pack: &'a Pack<R>) -> Self {
        let info = pack.info();
        Info {
            format: pack.store().version(),
            name: &info.name,
            store: pack.store().name(),
            documents: info.documents,
            sentences: info.sentences,
            bytes: pack.bytes(),
            bytes_per_sentence: (pack.bytes() as f64 / f64::from(info.sentences.max(1)) * 10.0).round() / 10.0,
            first: info.first.as_deref(),
            last: info.last.as_deref(),
            sources: &info.sources,
            languages: &info.languages,
            skipped: &info.skipped,
            duplicates: info.duplicates,
            checksum: pack.checksum(),
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Done, Stop> {
    let pack = PackFile::open(&args.file)?;
    if args.verify {
        pack.verify().map_err(|error| stop(args.file.display(), error))?;
    }
    let info = Info::of(&pack);
    let mut out = anstream::stdout().lock();
    match args.format {
        Format::Json => {
            serde_json::to_writer(&mut out, &info).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            writeln!(out, "{}", printable(info.name))?;
            writeln!(out, "  documents  {}", info.documents)?;
            writeln!(out, "  sentences  {}", info.sentences)?;
            writeln!(out, "  size       {} bytes, {} a sentence", info.bytes, info.bytes_per_sentence)?;
            writeln!(out, "  keeps      {}", info.store)?;
            if let (Some(first), Some(last)) = (info.first, info.last) {
                writeln!(out, "  published  {} to {}", printable(first), printable(last))?;
            }
            counts(&mut out, "sources", info.sources)?;
            counts(&mut out, "languages", info.languages)?;
            counts(&mut out, "left out", info.skipped)?;
            if info.duplicates > 0 {
                let have = if info.duplicates == 1 { "has" } else { "have" };
                writeln!(out, "  same text  {} {have} the text of another", super::count(info.duplicates, "document"))?;
            }
            if args.verify {
                writeln!(out, "  verified   every block is as it was written")?;
            }
        }
    }
    Ok(Done::All)
}

fn counts(out: &mut impl Write, label: &str, counts: &BTreeMap<String, u32>) -> std::io::Result<()> {
    let mut most: Vec<(&String, &u32)> = counts.iter().collect();
    most.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (at, (name, count)) in most.iter().take(LISTED).enumerate() {
        let name = if name.is_empty() { "(not named)".to_owned() } else { printable(name) };
        writeln!(out, "  {:10} {count:>7}  {name}", if at == 0 { label } else { "" })?;
    }
    if let Some(others) = most.get(LISTED..).filter(|others| !others.is_empty()) {
        let sum: u64 = others.iter().map(|(_, count)| u64::from(**count)).sum();
        writeln!(out, "  {:10} {sum:>7}  of {} others", "", others.len())?;
    }
    Ok(())
}

//! `wirecopy pack build`: articles in any format to one pack.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

use clap::ValueEnum;
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rayon::prelude::*;
use wirecopy::background::Background;
use wirecopy::document::Document;
use wirecopy::pack::{Codes, Prepared};
use wirecopy_import::{Item, Options, Skip};

use super::parts::Parts;
use crate::inputs::{self, Input, Unreadable};
use crate::outcome::{Done, Stop, say_note, say_problem};
use crate::pack_file::{self, PackFile};
use crate::{learned, progress};

/// Articles that are taken apart together, and bytes of their text: enough to keep all cores busy, few enough for ten times as many to
/// be held in memory at once.
const BATCH: (usize, usize) = (512, 4 << 20);

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the pack goes
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the set is called [default: the file's name]
    #[arg(long)]
    name: Option<String>,
    /// What the set keeps of its articles
    #[arg(long, value_enum, default_value = "text")]
    store: Store,
    /// Make the fingerprints with the key in this file, of at least 16 random bytes; whoever checks needs it, too
    #[arg(long, value_name = "FILE", requires = "store")]
    key: Option<PathBuf>,
    /// For which time the set is made, such as 2026-03-04T10:00:00Z, or 2026-03-04 for the beginning of that day: what is embargoed
    /// beyond it stays out [default: now]
    #[arg(long, value_name = "TIME", value_parser = as_of)]
    as_of: Option<Timestamp>,
    /// Files or folders; their format is told by their content
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Store {
    /// Their text
    Text,
    /// Unordered hashes of words and of sampled word runs, from which the text cannot be read
    Fingerprints,
}

fn as_of(written: &str) -> Result<Timestamp, &'static str> {
    let midnight = |day: Date| Offset::UTC.to_timestamp(day.into()).ok();
    // A day is also read from a time without a zone, which would be lost.
    let day = || written.parse().ok().filter(|day: &Date| day.to_string() == written);
    let time = written.parse().ok().or_else(|| day().and_then(midnight));
    time.ok_or("expected a time with its zone, such as 2026-03-04T10:00:00Z, or a day, such as 2026-03-04")
}

/// What comes from the reader of files.
enum Read {
    Articles(Vec<Document>),
    Skipped(Skip),
    Problem(String),
    Note(String),
}

pub(crate) fn run(args: &Args) -> Result<Done, Stop> {
    let background = learned::background()?;
    let codes = match (args.store, &args.key) {
        (Store::Text, None) => None,
        (Store::Text, Some(_)) => return Err(Stop::Arguments("--key is for --store fingerprints: text is stored as it is".to_owned())),
        (Store::Fingerprints, None) => Some(Codes::shared(&background)),
        (Store::Fingerprints, Some(file)) => Some(Codes::Keyed(pack_file::key(file)?)),
    };
    let out = args.out.canonicalize().ok();
    let files = inputs::files(&args.inputs, |path| out.is_none() || path.canonicalize().ok() != out, "has no file in it");
    let total = files.iter().flatten().filter_map(|input| input.path.metadata().ok()).map(|metadata| metadata.len()).sum();
    let bar = progress::bytes(total);
    let options = Options { as_of: args.as_of.unwrap_or_else(Timestamp::now), named: true };
    let mut parts = Parts::new(&args.name.clone().unwrap_or_else(|| super::name_of(&args.out)), &args.out, codes.map(Arc::new))?;

    let (sender, receiver) = sync_channel(8);
    let problems = std::thread::scope(|scope| {
        let reading = bar.clone();
        scope.spawn(move || read_all(files, options, &reading, &sender));
        collect(receiver, &background, &mut parts, &bar)
    })?;
    bar.finish_and_clear();

    if parts.is_empty() {
        return Err(Stop::Because("no article with text was found, so no pack was written".to_owned()));
    }
    parts.finish()?;
    let pack = PackFile::open(&args.out)?;
    let info = pack.info();
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}: {}, {} bytes", args.out.display(), super::size_of(info), pack.bytes())?;
    for (reason, count) in &info.skipped {
        writeln!(out, "  left out: {count} ({reason})")?;
    }
    if info.documents == 0 {
        say_note(format!(
            "{}: holds no article, only what was withdrawn, which goes from packs that it is merged with",
            args.out.display()
        ));
    }
    Ok(Done::with_problems(problems))
}

/// Reads all files, one after the other; runs beside [`collect`].
fn read_all(files: Vec<Result<Input, Unreadable>>, options: Options, bar: &ProgressBar, sender: &SyncSender<Read>) {
    // Where nobody listens any more, the run is being stopped.
    let send = |read| drop(sender.send(read));
    for input in files {
        let input = match input {
            Ok(input) => input,
            Err(unreadable) => {
                send(Read::Problem(format!("{}: {}", unreadable.name, unreadable.reason)));
                continue;
            }
        };
        // Archives are read from their end.
        if input.path.metadata().is_ok_and(|found| !found.is_file()) {
            send(Read::Problem(format!(
                "{}: is no file: a file, a folder or an archive was expected; save what comes from it as a file",
                input.name()
            )));
            continue;
        }
        match File::open(&input.path) {
            Ok(file) => read_file(&input, bar.wrap_read(file), options, &send),
            Err(error) => send(Read::Problem(format!("{}: cannot be opened: {error}", input.name()))),
        }
    }
}

fn read_file(input: &Input, file: impl std::io::Read + std::io::Seek, options: Options, send: &dyn Fn(Read)) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let (mut useful, mut problems) = (0, 0);
    let mut skipped = BTreeMap::<String, u32>::new();
    wirecopy_import::import(&input.name(), file, Options { named: input.named, ..options }, &mut |item| match item {
        Item::Document(document) | Item::Summary(document) => {
            useful += 1;
            bytes += document.body.len();
            batch.push(*document);
            if batch.len() == BATCH.0 || bytes >= BATCH.1 {
                send(Read::Articles(std::mem::take(&mut batch)));
                bytes = 0;
            }
        }
        Item::Skipped(skip) => {
            useful += u32::from(matches!(skip, Skip::Withdrawn(_)));
            *skipped.entry(skip.to_string()).or_default() += 1;
            send(Read::Skipped(skip));
        }
        Item::Problem(problem) => {
            problems += 1;
            send(Read::Problem(problem.to_string()));
        }
        Item::Note(note) => send(Read::Note(format!("{}: {}", note.file, note.message))),
    });
    send(Read::Articles(batch));
    if useful == 0 && problems == 0 && input.named {
        let reasons: Vec<String> = skipped.iter().map(|(skip, count)| format!("{count} left out: {skip}")).collect();
        let reasons = if reasons.is_empty() { "it has no item".to_owned() } else { reasons.join(", ") };
        send(Read::Problem(format!("{}: has no article to compare with ({reasons})", input.name())));
    }
}

/// Takes articles apart on all cores and adds them to the pack; returns the number of problems. Where it ends early, the reader of
/// files finds nobody listening and ends too.
fn collect(receiver: Receiver<Read>, background: &Background, parts: &mut Parts, bar: &ProgressBar) -> Result<usize, Stop> {
    let (mut problems, mut sentences) = (0, 0);
    let began = Instant::now();
    for read in receiver {
        match read {
            Read::Articles(batch) => {
                let prepared: Vec<Option<Prepared>> = batch.into_par_iter().map(|document| Prepared::new(document, background)).collect();
                for document in prepared {
                    match document {
                        Some(document) => {
                            sentences += document.sentences();
                            parts.add(document)?;
                        }
                        None => parts.skip(Skip::NoBody),
                    }
                }
                let rate = sentences as f64 / began.elapsed().as_secs_f64().max(0.001);
                bar.set_message(format!("{} articles, {rate:.0} sentences/s", parts.documents()));
            }
            Read::Skipped(skip) => parts.skip(skip),
            Read::Problem(message) => {
                problems += 1;
                bar.suspend(|| say_problem(message));
            }
            Read::Note(message) => bar.suspend(|| say_note(message)),
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::Cursor;

    use super::*;

    #[test]
    fn what_is_held_at_once_is_bounded_however_long_the_articles_are() {
        let text = "Ferries stopped. ".repeat((1 << 20) / 17);
        let lines: String = (0..30).map(|n| format!("{{\"uri\":\"{n}\",\"body_text\":\"{text}\"}}\n")).collect();
        let input = Input { path: "long.jsonl".into(), named: true };
        let batches = RefCell::new(Vec::new());
        read_file(&input, Cursor::new(lines), Options { as_of: Timestamp::MAX, named: true }, &|read| {
            if let Read::Articles(batch) = read {
                batches.borrow_mut().push(batch.iter().map(|document| document.body.len()).sum::<usize>());
            }
        });
        let batches = batches.into_inner();
        assert!(batches.iter().sum::<usize>() > 29 << 20 && batches.iter().all(|bytes| *bytes < BATCH.1 + text.len()), "{batches:?}");
    }
}

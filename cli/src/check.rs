//! `wirecopy check`: pages in, reports out, in the order of the pages, whichever core is done first.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use clap::ValueEnum;
use wirecopy::engine::Engine;
use wirecopy::pack::Key;
use wirecopy::report::Sensitivity;

use crate::checked::Checked;
use crate::outcome::{Done, Stop, say_problem, stop};
use crate::pack_file::{self, PackFile};
use crate::pages::{self, Page};
use crate::report::{self, Format};
use crate::{learned, progress};

/// Pages read ahead for each thread: enough that none waits for a long page of another.
const AHEAD: usize = 8;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A pack to compare with; may be given more than once, and further packs may stand before the pages
    #[arg(long = "pack", required = true, value_name = "FILE")]
    packs: Vec<PathBuf>,
    /// The key of packs whose fingerprints were made with one; may be given more than once
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// How to write the reports
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// How readily a sentence is flagged
    #[arg(long, value_enum, default_value = "balanced")]
    sensitivity: Readiness,
    /// Learned weights to use in place of the bundled ones
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Pages checked at the same time, 256 at most [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// .html or .txt files, .jsonl files with a page a line, folders, or `-`
    #[arg(required = true, value_name = "PAGE|FOLDER")]
    pages: Vec<PathBuf>,
}

/// How readily a sentence is flagged.
#[derive(Clone, Copy, ValueEnum)]
enum Readiness {
    /// Fewest false alarms
    Cautious,
    /// The default
    Balanced,
    /// Finds most
    Sensitive,
}

impl From<Readiness> for Sensitivity {
    fn from(readiness: Readiness) -> Self {
        match readiness {
            Readiness::Cautious => Sensitivity::Cautious,
            Readiness::Balanced => Sensitivity::Balanced,
            Readiness::Sensitive => Sensitivity::Sensitive,
        }
    }
}

/// A page on its way to a thread, with the way back for its report.
type Job = (Page, Sender<Checked>);

pub(crate) fn run(args: &Args) -> Result<Done, Stop> {
    // `--pack A B PAGE` may be meant as two packs and a page.
    let (more, given): (Vec<PathBuf>, Vec<PathBuf>) = args.pages.iter().cloned().partition(|path| pack_file::is_pack(path));
    let packs = [args.packs.clone(), more].concat();
    if given.is_empty() {
        return Err(Stop::Arguments("no page was given, only packs".to_owned()));
    }
    let keys: Vec<Key> = args.keys.iter().map(|path| pack_file::key(path)).collect::<Result<_, Stop>>()?;
    let weights = args.weights.as_deref();
    let sensitivity = args.sensitivity.into();
    // Every pack is opened here first, so that a bad one is told before any page is read.
    let engine = engine(weights, &packs, &keys)?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.map_or_else(cores, usize::from);
    let mut pages = pages::pages(&given);
    let mut output = report::output(args.format)?;
    let bar = progress::pages();
    let mut problems = 0;
    let mut write = |checked: Checked| -> Result<(), Stop> {
        if let Err(reason) = &checked.report {
            problems += 1;
            bar.suspend(|| say_problem(format!("{}: {reason}", checked.place)));
        }
        bar.inc(1);
        bar.suspend(|| output.page(checked))?;
        Ok(())
    };
    let first: Vec<Page> = pages.by_ref().take(jobs).collect();
    if jobs == 1 || first.len() < 2 {
        for page in first.into_iter().chain(pages) {
            write(check(&engine, page, sensitivity))?;
        }
    } else {
        drop(engine);
        let engine = || self::engine(weights, &packs, &keys);
        // No more threads than pages.
        let jobs = first.len();
        side_by_side(first.into_iter().chain(pages), jobs, &engine, sensitivity, &mut write)?;
    }
    bar.finish_and_clear();
    output.finish()?;
    Ok(Done::with_problems(problems))
}

fn engine(weights: Option<&Path>, packs: &[PathBuf], keys: &[Key]) -> Result<Engine<PackFile>, Stop> {
    let mut engine = Engine::new(learned::model(weights)?);
    for path in packs {
        let mut pack = PackFile::open(path)?;
        if pack.is_locked() && !keys.iter().any(|key| pack.unlock(key)) {
            let given = if keys.is_empty() { "give the same one" } else { "none that was given is the same: give it" };
            return Err(stop(path.display(), format!("its fingerprints were made with a key: {given} with --key FILE")));
        }
        engine.add(&path.display().to_string(), pack);
    }
    Ok(engine)
}

/// Checks pages on several threads, each with an engine of its own, and writes the reports in the order of the pages.
fn side_by_side(
    pages: impl Iterator<Item = Page>,
    jobs: usize,
    engine: &(dyn Fn() -> Result<Engine<PackFile>, Stop> + Sync),
    sensitivity: Sensitivity,
    write: &mut dyn FnMut(Checked) -> Result<(), Stop>,
) -> Result<(), Stop> {
    std::thread::scope(|scope| {
        // Dropped when this ends, however it ends, which lets the threads end too.
        let (sender, receiver) = channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..jobs {
            let receiver = Arc::clone(&receiver);
            scope.spawn(move || {
                let engine = engine();
                while let Some((page, back)) = next(&receiver) {
                    let checked = match &engine {
                        Ok(engine) => check(engine, page, sensitivity),
                        Err(Stop::Because(reason) | Stop::Arguments(reason)) => Checked::failed(page, reason.clone()),
                        Err(Stop::NoReader) => return,
                    };
                    // Where nobody waits for it, the run is being stopped.
                    drop(back.send(checked));
                }
            });
        }
        let mut waiting = VecDeque::new();
        let mut pages = pages.fuse();
        loop {
            while waiting.len() < jobs * AHEAD
                && let Some(page) = pages.next()
            {
                let (back, report) = channel();
                drop(sender.send((page, back)));
                waiting.push_back(report);
            }
            match waiting.pop_front().map(|report: Receiver<Checked>| report.recv()) {
                Some(Ok(checked)) => write(checked)?,
                Some(Err(_)) => return Err(Stop::Because("a check ended without a report".to_owned())),
                None => break,
            }
        }
        Ok(())
    })
}

fn next(receiver: &Mutex<Receiver<Job>>) -> Option<Job> {
    receiver.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn check(engine: &Engine<PackFile>, page: Page, sensitivity: Sensitivity) -> Checked {
    match &page.content {
        Err(reason) => {
            let reason = reason.clone();
            Checked::failed(page, reason)
        }
        Ok(content) => {
            let article = content.article(&page.name);
            let report = engine.check(&page.name, &article, false, sensitivity).map_err(|error| error.to_string());
            Checked { plain: content.is_plain(), report, name: page.name, place: page.place }
        }
    }
}

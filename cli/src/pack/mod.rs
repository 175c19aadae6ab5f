//! `wirecopy pack …`: making packs and looking into them.

mod build;
mod info;
mod list;
mod merge;
mod parts;

use std::path::Path;

use clap::{Subcommand, ValueEnum};
use wirecopy::pack::Info;

use crate::outcome::{Done, Stop};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a pack of articles: ninjs, NewsML, NITF, feeds, CSV, HTML or text, alone, in folders or in archives
    Build(build::Args),
    /// Show what is in a pack: counts, dates, sources
    Info(info::Args),
    /// List a pack's documents, one a line
    List(list::Args),
    /// Make one pack of several
    Merge(merge::Args),
}

/// How a listing is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn run(command: &Command) -> Result<Done, Stop> {
    match command {
        Command::Build(args) => build::run(args),
        Command::Info(args) => info::run(args),
        Command::List(args) => list::run(args),
        Command::Merge(args) => merge::run(args),
    }
}

/// The name of a pack that was given none: its file's, without the ending.
fn name_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// "1 document, 7 sentences".
fn size_of(info: &Info) -> String {
    format!("{}, {}", count(info.documents, "document"), count(info.sentences, "sentence"))
}

fn count(n: u32, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

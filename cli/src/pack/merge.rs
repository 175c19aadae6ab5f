//! `wirecopy pack merge`: one pack of several, the same to the byte as one built from all their inputs.

use std::io::Write;
use std::path::PathBuf;

use wirecopy::error::PackError;
use wirecopy::pack::{Pack, merge};

use crate::outcome::{Done, Stop, stop};
use crate::pack_file::{PackFile, Scratch, Unfinished};
use crate::progress;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the pack goes
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the set is called [default: the file's name]
    #[arg(long)]
    name: Option<String>,
    /// The packs
    #[arg(required = true, value_name = "PACK")]
    packs: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Done, Stop> {
    let name = args.name.clone().unwrap_or_else(|| super::name_of(&args.out));
    let packs: Vec<Pack<PackFile>> = args.packs.iter().map(|path| PackFile::open(path)).collect::<Result<_, Stop>>()?;
    let bar = progress::documents(packs.iter().map(|pack| u64::from(pack.info().documents)).sum());
    let mut file = Unfinished::create(&args.out)?;
    merge(&name, &packs, || Scratch::beside(&args.out), &mut file, |done| bar.set_position(done.into()))
        .map_err(|error| of_which(args, &packs, error))?;
    file.finish()?;
    bar.finish_and_clear();
    let merged = PackFile::open(&args.out)?;
    writeln!(anstream::stdout(), "{}: {}", args.out.display(), super::size_of(merged.info()))?;
    Ok(Done::All)
}

/// The error with the name of the pack that it is of.
fn of_which(args: &Args, packs: &[Pack<PackFile>], error: PackError) -> Stop {
    let named = || args.packs.iter().zip(packs);
    match &error {
        PackError::Write(_) => None,
        PackError::Mixed { .. } => {
            let store = |pack: &Pack<PackFile>| pack.store();
            let first = packs.first().map(store);
            named().find(|(_, pack)| Some(store(pack)) != first).map(|(path, _)| stop(path.display(), &error))
        }
        // What failed while they were joined is found again by reading each.
        _ => named().find_map(|(path, pack)| Some(stop(path.display(), pack.verify().err()?))),
    }
    .unwrap_or_else(|| stop(args.out.display(), &error))
}

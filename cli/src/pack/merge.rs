//! `wirecopy pack merge`: one pack of several, the same to the byte as one built from all their inputs.

use std::path::PathBuf;

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
        .map_err(|error| stop(args.out.display(), error))?;
    file.finish()?;
    bar.finish_and_clear();
    let merged = PackFile::open(&args.out)?;
    anstream::println!("{}: {} documents, {} sentences", args.out.display(), merged.info().documents, merged.info().sentences);
    Ok(Done::All)
}

//! `wirecopy pack merge`: one pack of several, the same to the byte as one built from all their inputs.

use std::path::PathBuf;

use wirecopy::document::Document;
use wirecopy::pack::{Builder, Pack, Prepared};

use crate::outcome::{Done, Stop, stop};
use crate::pack_file::{self, PackFile};
use crate::{learned, progress};

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
    let background = learned::background()?;
    let mut builder = Builder::new(&args.name.clone().unwrap_or_else(|| super::name_of(&args.out)));
    let packs: Vec<(&PathBuf, Pack<PackFile>)> =
        args.packs.iter().map(|path| Ok((path, PackFile::open(path)?))).collect::<Result<_, Stop>>()?;
    let bar = progress::documents(packs.iter().map(|(_, pack)| u64::from(pack.info().documents)).sum());
    for (path, pack) in &packs {
        for number in 0..pack.info().documents {
            let failed = |error| stop(path.display(), error);
            let body = pack.body(number).map_err(failed)?;
            let body =
                body.ok_or_else(|| stop(path.display(), "keeps no text, so it cannot be merged: build the pack from the articles again"))?;
            let document = Document { body: body.text, ..pack.document(number).map_err(failed)? };
            if let Some(prepared) = Prepared::new(document, &background) {
                builder.add(prepared);
            }
            bar.inc(1);
        }
        for (reason, count) in &pack.info().skipped {
            builder.skip(reason, *count);
        }
    }
    bar.finish_and_clear();
    let bytes = builder.finish();
    pack_file::write(&args.out, &bytes)?;
    let merged = Pack::open(bytes).map_err(|error| stop(args.out.display(), error))?;
    anstream::println!("{}: {} documents, {} sentences", args.out.display(), merged.info().documents, merged.info().sentences);
    Ok(Done::All)
}

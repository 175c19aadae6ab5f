//! Builds of any size in bounded memory: what does not fit is written as parts, which are merged at the end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use wirecopy::error::PackError;
use wirecopy::pack::{Builder, Codes, Pack, Prepared, merge};
use wirecopy_import::Skip;

use crate::outcome::{Stop, stop};
use crate::pack_file::{Scratch, Unfinished};
use crate::progress;

/// Bytes of articles after which a part is written. While it is, the next one fills, so that a build takes about three times
/// this; smaller parts take less and are merged more slowly.
const HELD: usize = 96 << 20;

/// A pack that is being built.
pub(crate) struct Parts {
    name: String,
    out: PathBuf,
    /// Made first: where it cannot be, nothing is read in vain.
    file: Unfinished,
    codes: Option<Arc<Codes>>,
    builder: Builder,
    documents: usize,
    withdraws: bool,
    written: Vec<Pack<Scratch>>,
    writing: Option<JoinHandle<Result<Scratch, PackError>>>,
}

impl Parts {
    /// A pack called `name` that will be at `out`, of fingerprints where it is given codes.
    pub(crate) fn new(name: &str, out: &Path, codes: Option<Arc<Codes>>) -> Result<Parts, Stop> {
        let file = Unfinished::create(out)?;
        let builder = builder(name, codes.as_ref());
        Ok(Parts {
            name: name.to_owned(),
            out: out.to_owned(),
            file,
            codes,
            builder,
            documents: 0,
            withdraws: false,
            written: Vec::new(),
            writing: None,
        })
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, document: Prepared) -> Result<(), Stop> {
        self.documents += 1;
        self.builder.add(document);
        if self.builder.bytes() < HELD {
            return Ok(());
        }
        self.settle()?;
        let full = std::mem::replace(&mut self.builder, builder(&self.name, self.codes.as_ref()));
        let out = self.out.clone();
        self.writing = Some(std::thread::spawn(move || {
            let mut part = Scratch::beside(&out)?;
            full.write(|| Scratch::beside(&out), &mut part)?;
            Ok(part)
        }));
        Ok(())
    }

    /// Counts an item that was left out; what its agency withdrew goes from what came before and comes later, too.
    pub(crate) fn skip(&mut self, skip: Skip) {
        self.builder.skip(&skip.to_string(), 1);
        if let Skip::Withdrawn(item) = skip {
            self.builder.withdraw(&item.uri, item.version, item.published.as_deref());
            self.withdraws = true;
        }
    }

    /// Whether nothing came that a pack is of use for: an article, or a withdrawal to be joined with other packs.
    pub(crate) fn is_empty(&self) -> bool {
        self.documents == 0 && !self.withdraws
    }

    /// Documents added so far.
    pub(crate) fn documents(&self) -> usize {
        self.documents
    }

    /// Waits for the part that is being written, if one is.
    fn settle(&mut self) -> Result<(), Stop> {
        let Some(writing) = self.writing.take() else { return Ok(()) };
        let ended = writing.join().unwrap_or_else(|_| Err(PackError::Write("the writing of a part broke off".to_owned())));
        let part = ended.and_then(Pack::open).map_err(|error| stop(self.out.display(), error))?;
        self.written.push(part);
        Ok(())
    }

    /// Writes the pack.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        self.settle()?;
        let failed = |error| stop(self.out.display(), error);
        let mut file = self.file;
        let scratch = || Scratch::beside(&self.out);
        if self.written.is_empty() {
            self.builder.write(scratch, &mut file).map_err(failed)?;
        } else {
            let mut last = Scratch::beside(&self.out).map_err(failed)?;
            self.builder.write(scratch, &mut last).map_err(failed)?;
            self.written.push(Pack::open(last).map_err(failed)?);
            let bar = progress::documents(self.documents as u64);
            merge(&self.name, &self.written, scratch, &mut file, |done| bar.set_position(done.into())).map_err(failed)?;
            bar.finish_and_clear();
        }
        file.finish()
    }
}

fn builder(name: &str, codes: Option<&Arc<Codes>>) -> Builder {
    codes.map_or_else(|| Builder::new(name), |codes| Builder::with_codes(name, Arc::clone(codes)))
}

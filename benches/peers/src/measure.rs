//! What is measured of a peer: its time for each page, on the wall and of the processor, its room, and what it finds.

use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use crate::corpus::{self, Page};
use crate::input;

/// Reference sentences that each page sentence is answered with.
pub(crate) const COUNT: usize = 10;

/// Another way of finding where a sentence comes from.
pub(crate) trait Peer {
    /// A page as it is searched with.
    type Query;
    /// Takes a page apart.
    fn prepare(&self, page: &Page) -> anyhow::Result<Self::Query>;
    /// What is found of each sentence.
    fn search(&self, query: &Self::Query) -> anyhow::Result<Vec<Found>>;
    /// Makes scores comparable from page sentence to page sentence, where searching alone does not; not timed.
    fn level(&self, _query: &Self::Query, _found: &mut [Found]) -> anyhow::Result<()> {
        Ok(())
    }
    /// Bytes of the index, where it is a file: with the references' text, and without where that can be told.
    fn bytes(&self) -> Option<(u64, Option<u64>)>;
}

/// What was found of a sentence.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Found {
    /// How sure it is that the sentence comes from a reference; only the order means something.
    pub(crate) score: f32,
    /// Numbers of reference sentences, best first.
    pub(crate) hits: Vec<u32>,
}

/// Nanoseconds.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Time {
    pub(crate) wall: u64,
    /// Of the processor, for this thread.
    pub(crate) processor: u64,
}

/// All that was measured of a peer.
#[derive(Serialize, Deserialize)]
pub(crate) struct Measured {
    /// [`crate::peers::Kind::name`].
    pub(crate) peer: String,
    /// Reference sentences searched.
    pub(crate) sentences: usize,
    pub(crate) bytes: Option<(u64, Option<u64>)>,
    /// Resident memory that the open index takes after all pages were looked at.
    pub(crate) memory: u64,
    /// For each page and round, taking it apart and searching.
    pub(crate) times: Vec<(Time, Time)>,
    /// For each page, what was found of its sentences.
    pub(crate) pages: Vec<Vec<Found>>,
}

/// Opens a peer, shows it every page once, then measures.
pub(crate) fn measure<P: Peer>(
    peer: &str,
    scratch: &Path,
    rounds: usize,
    open: impl FnOnce() -> anyhow::Result<P>,
) -> anyhow::Result<Measured> {
    let pages: Vec<Page> = input::lines(&scratch.join(corpus::PAGES))?;
    let before = resident()?;
    let index = open()?;
    let mut found = Vec::new();
    for page in &pages {
        found.push(index.search(&index.prepare(page)?)?);
    }
    let memory = resident()?.saturating_sub(before);
    for (page, found) in pages.iter().zip(&mut found) {
        index.level(&index.prepare(page)?, found)?;
    }
    let mut times = Vec::new();
    for _ in 0..rounds {
        for page in &pages {
            let (query, preparing) = timed(|| index.prepare(page))?;
            let (_, searching) = timed(|| index.search(&query))?;
            times.push((preparing, searching));
        }
    }
    Ok(Measured { peer: peer.to_owned(), sentences: corpus::count(scratch)?, bytes: index.bytes(), memory, times, pages: found })
}

fn timed<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, Time)> {
    let (began, processor) = (Instant::now(), thread_time());
    let out = work()?;
    Ok((out, Time { processor: thread_time() - processor, wall: began.elapsed().as_nanos() as u64 }))
}

/// Processor time of this thread, in nanoseconds.
fn thread_time() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Resident memory of this process, mapped files included, in bytes.
fn resident() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("memory is told by Linux only")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}

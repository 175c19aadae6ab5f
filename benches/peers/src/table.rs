//! The table: what was measured, side by side.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::Context;
use clap::ValueEnum;

use crate::corpus::Corpus;
use crate::judge::{Judgement, judge};
use crate::measure::{COUNT, Measured, Time};
use crate::peers::Kind;

/// Styles of rewritten pages that have a column.
const STYLES: [&str; 5] = ["light_spin", "llm_rewrite", "brief", "fusion", "heavy"];
/// Under the table of times.
const ROOM: &str = "Times a page: median, with the middle half of all runs. Memory: what the process has more, with the index open and \
    every page looked at once, than before it was opened. Wirecopy's pack and tantivy's index are files, read where needed (a mapped \
    file's pages that were touched count); the others lie in memory. A sentence's text is kept by Wirecopy, which shows what was \
    changed, and by tantivy here; the others can only name the sentence.";
/// Under the table of findings.
const SCORES: &str = "Scores: Wirecopy's retrieval, the share of the sentence's weight that the first has; BM25, the best score over what \
    an average sentence with all the words would get; MinHash, the estimated likeness of the sets of words; shared runs, the share of \
    the sentence's runs; MiniLM, the cosine. Wirecopy's weights were learned from these pages, so the line of its whole page is not of \
    this run: it repeats what was measured out of fold (report.md), with the labelled references alone and at Wirecopy's own threshold.";
/// How many times as fast as tantivy retrieval alone is to be, and as MiniLM a whole page.
const BARS: [f64; 2] = [10.0, 50.0];

/// Figures of checks out of fold, by name.
pub(crate) type Figures = BTreeMap<String, f32>;

pub(crate) fn table(corpus: &Corpus, measured: &[Measured], figures: &Figures, rounds: usize) -> anyhow::Result<String> {
    let rows: Vec<Row> = measured.iter().map(|measured| Row::new(corpus, measured)).collect::<anyhow::Result<_>>()?;
    let sentences: usize = corpus.pages.iter().map(|page| page.sentences.len()).sum();
    let words: usize = corpus.pages.iter().map(|page| page.text.split_whitespace().count()).sum();
    let pages = corpus.pages.len();
    let mut out = String::new();
    writeln!(
        out,
        "References: {} sentences of {} documents. Pages: {pages}, of {} sentences and {} words on average; every page once to warm up, \
         then {rounds} times (MiniLM once). Load of the machine at the end: {}.\n",
        corpus.sentences,
        corpus.documents,
        sentences / pages,
        words / pages,
        load()
    )?;
    writeln!(out, "## Time and room\n")?;
    writeln!(
        out,
        "| | processor, ms a page | of it taking the text apart | on the wall, ms a page | ms a sentence | index, bytes a sentence | memory, MB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for row in &rows {
        let prepare =
            if row.kind == Kind::Check { "–".to_owned() } else { format!("{:.2}", row.spread(|(prepare, _)| prepare.processor)[1]) };
        writeln!(
            out,
            "| {} | {} | {prepare} | {} | {:.3} | {} | {:.0} |",
            row.kind.title(),
            cell(row.spread(processor)),
            cell(row.spread(|(prepare, search)| prepare.wall + search.wall)),
            row.mean(processor) * pages as f64 / sentences as f64,
            row.bytes(),
            row.measured.memory as f64 / 1e6,
        )?;
    }
    writeln!(out, "\n{ROOM}")?;
    for row in rows.iter().filter(|row| row.measured.sentences < corpus.sentences) {
        let (title, sentences) = (row.kind.title(), row.measured.sentences);
        writeln!(
            out,
            "\n{title} searches only the {sentences} sentences of the stories that pages come from, since making its vectors of all takes half an hour: that makes it faster and finds more."
        )?;
    }
    writeln!(out, "\n## What each finds\n")?;
    let first = rows.first().context("a peer")?;
    writeln!(
        out,
        "The source is found where one of the sentences that a derived sentence was made from is the first, or among the first {COUNT}. The \
         other columns: derived sentences whose best score is above that of all but 1 % of the {} sentences of other reports on the same \
         events.\n",
        first.judgement.independent
    )?;
    writeln!(out, "| | source first | among {COUNT} | machine, mean | {} |", STYLES.join(" | "))?;
    writeln!(out, "|---|---|---|---|{}", "---|".repeat(STYLES.len()))?;
    for row in rows.iter().filter(|row| row.kind != Kind::Check) {
        let [first, among] = row.judgement.recall.map_or(["–", "–"].map(str::to_owned), |recall| recall.map(percent));
        let styles =
            STYLES.map(|style| row.judgement.styles.get(&format!("rewrite/{style}")).map_or("–".to_owned(), |found| percent(found.0)));
        writeln!(out, "| {} | {first} | {among} | {} | {} |", row.kind.title(), percent(row.judgement.machine), styles.join(" | "))?;
    }
    let own = |name: &str| figures.get(name).map_or("–".to_owned(), |&share| percent(share));
    let styles = STYLES.map(|style| own(&format!("style.rewrite/{style}")));
    writeln!(out, "| {} | – | – | {} | {} |", Kind::Check.title(), own("machine_mean"), styles.join(" | "))?;
    writeln!(out, "\n{SCORES} It raises {} false alarms there.", own("false_alarms_same_event"))?;
    writeln!(out, "\n## Against the bars\n")?;
    bars(&mut out, &rows)?;
    Ok(out)
}

fn bars(out: &mut String, rows: &[Row]) -> std::fmt::Result {
    let row = |kind: Kind| rows.iter().find(|row| row.kind == kind);
    let verdict = |reached: bool| if reached { "reached" } else { "**missed**" };
    if let (Some(own), Some(peer)) = (row(Kind::Retrieval), row(Kind::Bm25)) {
        let searching = |(_, search): &(Time, Time)| search.processor;
        let times = peer.mean(searching) / own.mean(searching);
        let recall = [own, peer].map(|row| row.judgement.recall.map_or(0.0, |recall| recall[1]));
        writeln!(
            out,
            "- Retrieval alone, words at hand: {times:.1} times as fast as tantivy's, wanted {:.0}: {}. With taking the text apart on both \
             sides: {:.1} times. Source among {COUNT}: {} against {}: {}.",
            BARS[0],
            verdict(times >= BARS[0]),
            peer.mean(processor) / own.mean(processor),
            percent(recall[0]),
            percent(recall[1]),
            verdict(recall[0] >= recall[1]),
        )?;
    }
    match (row(Kind::Check), row(Kind::Minilm)) {
        (Some(own), Some(peer)) => {
            let times = peer.mean(processor) / own.mean(processor);
            writeln!(out, "- A whole page: {times:.1} times as fast as MiniLM, wanted {:.0}: {}.", BARS[1], verdict(times >= BARS[1]))
        }
        _ => writeln!(out, "- A whole page: MiniLM was not measured: there was no Python with its packages."),
    }
}

fn processor((prepare, search): &(Time, Time)) -> u64 {
    prepare.processor + search.processor
}

/// A peer's line.
struct Row<'a> {
    kind: Kind,
    measured: &'a Measured,
    judgement: Judgement,
}

impl<'a> Row<'a> {
    fn new(corpus: &Corpus, measured: &'a Measured) -> anyhow::Result<Row<'a>> {
        let kind = Kind::from_str(&measured.peer, false).map_err(anyhow::Error::msg)?;
        for (page, found) in corpus.pages.iter().zip(&measured.pages) {
            anyhow::ensure!(
                page.sentences.len() == found.len(),
                "{} answers {} of {} sentences",
                measured.peer,
                found.len(),
                page.sentences.len()
            );
        }
        Ok(Row { kind, measured, judgement: judge(&corpus.pages, &measured.pages) })
    }

    /// Milliseconds under which a quarter, half and three quarters of the runs stayed.
    fn spread(&self, time: impl Fn(&(Time, Time)) -> u64) -> [f64; 3] {
        let mut times: Vec<u64> = self.measured.times.iter().map(time).collect();
        times.sort_unstable();
        [25, 50, 75].map(|share| times.get(times.len() * share / 100).map_or(0.0, |&time| time as f64 / 1e6))
    }

    /// Milliseconds a page.
    fn mean(&self, time: impl Fn(&(Time, Time)) -> u64) -> f64 {
        self.measured.times.iter().map(time).sum::<u64>() as f64 / 1e6 / self.measured.times.len().max(1) as f64
    }

    fn bytes(&self) -> String {
        let each = |bytes: u64| format!("{:.0}", bytes as f64 / self.measured.sentences as f64);
        match self.measured.bytes {
            None => "in memory only".to_owned(),
            Some((all, Some(index))) if all == index => each(all),
            Some((all, Some(index))) => format!("{}, with the text {}", each(index), each(all)),
            Some((all, None)) => format!("with the text {}", each(all)),
        }
    }
}

fn cell([low, middle, high]: [f64; 3]) -> String {
    format!("{middle:.2} ({low:.2} to {high:.2})")
}

fn percent(share: f32) -> String {
    format!("{:.1} %", share * 100.0)
}

/// Load averages, where the system tells them.
fn load() -> String {
    let told = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().next().unwrap_or("not told").to_owned()
}

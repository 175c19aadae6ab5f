//! `cargo xtask bench`: how long things take, natively, in browsers, or beside peers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::{self, Project};
use crate::{build, python, steps, test};

/// Times each stage of a check natively, for pages and packs of several sizes, into eval/speed.md.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Measures the built extension in Chromium and Firefox instead, into eval/speed-browser.md.
    #[arg(long)]
    browser: bool,
    /// Measures the memory of the extension's processes over 200 checks instead, into eval/memory.md.
    #[arg(long, conflicts_with = "browser")]
    memory: bool,
    /// Measures Wirecopy beside other ways of finding where a sentence comes from instead, into eval/peers.md.
    #[arg(long, conflicts_with_all = ["browser", "memory"])]
    peers: bool,
    /// Folder of reuters21578.jsonl.gz and bbc.jsonl.gz, whose statistics the stories get; without it the bundled stories' are taken.
    /// With --peers the first holds the references.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Folder of pages.jsonl and refs.jsonl, the labelled pages for --peers and what they come from.
    #[arg(long, default_value = "../shared/eval/dev")]
    labelled: PathBuf,
    /// Sentences of the packs.
    #[arg(long, value_delimiter = ',', default_value = "1000,100000,1000000")]
    sentences: Vec<u64>,
    /// Times each page is checked.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// What stands over the figures.
const HEAD: &str = "# Speed\n\n\
    Made by `cargo xtask bench`. Times in milliseconds, medians with the middle half of all runs; native, one thread, everything warm. \
    The packs hold stories made from the statistics of real news (`wirecopy-generate`, see packs.md). Half of each page stands in the pack \
    as it is, half in no pack. “Reading sources and evidence” is comparing with the candidates that retrieval found.\n\n\
    No test holds these times, which are one machine's. `cargo xtask test speed` holds the engine as browsers get it to how often its \
    functions and loops turn (a tenth more is let pass) and to its processor time in that of fixed work (three times is); its figures \
    stand in `tests/speed/speed.test.js`.\n";

/// What stands over the figures of peers.
const PEERS_HEAD: &str = "# Peers\n\n\
    Made by `cargo xtask bench --peers`: Wirecopy beside other ways of finding where a sentence comes from, on the same references and \
    the same sentences, each in a process of its own on one thread, everything warm (`benches/peers/`). Processor time is the peer's \
    own; on the wall it also waits for whatever else the machine does. On a busy machine ratios of processor times move by a fifth from \
    run to run, too: caches are shared.\n\n";

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    if args.peers {
        return peers(project, args);
    }
    let script = match (args.browser, args.memory) {
        (true, _) => "bench:browser",
        (_, true) => "bench:memory",
        _ => return native(project, args),
    };
    steps::run(project, &[build::PARTS, &["chrome", "geckodriver", "firefox"]].concat(), false)?;
    test::script(project, script)
}

/// The crate of peers is no part of the workspace, so that nobody else has to build what it needs.
fn peers(project: &Project, args: &Args) -> Result<()> {
    let folder = project.scratch("peers");
    let manifest = "benches/peers/Cargo.toml";
    project::run(project.cargo().args(["build", "--release", "--locked", "--manifest-path", manifest, "--target-dir"]).arg(&folder))?;
    let table = folder.join("peers.md");
    let mut bench = project.program(folder.join("release").join(format!("wirecopy-peers{}", std::env::consts::EXE_SUFFIX)));
    bench.args(["run", "--rounds", &args.rounds.to_string(), "--scratch"]).arg(folder.join("corpus")).arg("--out").arg(&table);
    bench.arg("--bulk").arg(args.data.join("reuters21578.jsonl.gz")).arg("--references").arg(args.labelled.join("refs.jsonl"));
    bench.arg("--pages").arg(args.labelled.join("pages.jsonl"));
    match python::with_packages(project, "benches/peers") {
        Ok(python) => drop(bench.arg("--python").arg(python)),
        Err(error) => println!("  MiniLM is left out: {error:#}"),
    }
    project::run(&mut bench)?;
    write(project, "eval/peers.md", PEERS_HEAD, &table)
}

/// Writes a head and the figures of a file into one of the repository's.
fn write(project: &Project, name: &str, head: &str, figures: &Path) -> Result<()> {
    let figures = fs::read_to_string(figures).with_context(|| figures.display().to_string())?;
    fs::write(project.root.join(name), format!("{head}{figures}")).with_context(|| name.to_owned())
}

fn native(project: &Project, args: &Args) -> Result<()> {
    let folder = project.scratch("bench");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    project::run(project.cargo().args(["build", "--release", "--locked", "--package", "wirecopy-cli", "--package", "wirecopy-train"]))?;
    let built = |name: &str| project.program(project.target.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)));
    let news = news(project, args)?;
    let stories = |name: &str, seed: &str, sentences: u64| -> Result<PathBuf> {
        let file = folder.join(format!("{name}.jsonl"));
        if !file.exists() {
            let mut generate = built("wirecopy-generate");
            generate.args(["--seed", seed, "--sentences", &sentences.to_string(), "--out"]).arg(&file).args(&news);
            project::run(&mut generate)?;
        }
        Ok(file)
    };
    let foreign = stories("foreign", "2", 20_000)?;
    let mut packs = Vec::new();
    for &sentences in &args.sentences {
        let file = stories(&sentences.to_string(), "1", sentences)?;
        let pack = folder.join(format!("{sentences}.pack"));
        project::run(built("wirecopy").args(["pack", "build", "--name", "benchmark", "--out"]).arg(&pack).arg(file))?;
        packs.push(pack);
    }
    let table = folder.join("speed.md");
    let mut bench = built("wirecopy-bench");
    bench.args(["--rounds", &args.rounds.to_string(), "--foreign"]).arg(foreign).arg("--out").arg(&table).args(packs);
    project::run(&mut bench)?;
    write(project, "eval/speed.md", HEAD, &table)
}

/// Files of news whose statistics stories are made from.
fn news(project: &Project, args: &Args) -> Result<Vec<PathBuf>> {
    let given: Vec<PathBuf> = ["reuters21578.jsonl.gz", "bbc.jsonl.gz"].iter().map(|name| args.data.join(name)).collect();
    if given.iter().all(|file| project.root.join(file).is_file()) {
        return Ok(given);
    }
    let mut lines = String::new();
    for entry in fs::read_dir(project.root.join("reference/stories"))? {
        let story: serde_json::Value = serde_json::from_slice(&fs::read(entry?.path())?)?;
        lines.push_str(&format!("{story}\n"));
    }
    let file = project.scratch("bench").join("bundled.jsonl");
    fs::write(&file, lines).with_context(|| file.display().to_string())?;
    Ok(vec![file])
}

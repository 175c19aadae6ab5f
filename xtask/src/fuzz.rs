//! `cargo xtask fuzz`: foreign bytes against everything that reads them, from the fixtures on.

mod seeds;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::project::{self, Project};

/// Feeds foreign bytes to the pack reader, the text path, the HTML path, learned weights and the importers (needs cargo-fuzz and a C++ compiler).
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which targets; `import` stands for the seven behind it [default: all]
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(TARGETS.iter().map(|target| target.name).chain(["import"])))]
    targets: Vec<String>,
    /// Minutes for each [default: 20 for pack and text, 5 for the others]
    #[arg(long)]
    minutes: Option<u32>,
}

/// One way of foreign bytes into the project.
struct Target {
    name: &'static str,
    /// Which of `fuzz/fuzz_targets`.
    program: &'static str,
    /// How long it runs, unless told otherwise.
    minutes: u32,
    /// Longest input, in bytes.
    longest: u32,
    /// Which of `fuzz/dictionaries`.
    dictionary: Option<&'static str>,
}

/// The importer takes its format from a file's first bytes, so seeds keep its targets apart.
const TARGETS: [Target; 11] = [
    Target { name: "pack", program: "pack", minutes: 20, longest: 64 << 10, dictionary: None },
    Target { name: "text", program: "text", minutes: 20, longest: 16 << 10, dictionary: Some("text") },
    Target { name: "html", program: "html", minutes: 5, longest: 64 << 10, dictionary: Some("html") },
    Target { name: "learned", program: "learned", minutes: 5, longest: 256 << 10, dictionary: None },
    Target { name: "json", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("json") },
    Target { name: "xml", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("xml") },
    Target { name: "feeds", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("feeds") },
    Target { name: "tables", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("tables") },
    Target { name: "teletype", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("teletype") },
    Target { name: "articles", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("html") },
    Target { name: "archives", program: "import", minutes: 5, longest: 64 << 10, dictionary: Some("archives") },
];

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    ensure!(project::on_path("cargo-fuzz").is_some(), "cargo-fuzz is missing: cargo install cargo-fuzz --locked");
    let compiler = ["c++", "g++", "clang++"].iter().any(|name| project::on_path(name).is_some()) || std::env::var_os("CXX").is_some();
    ensure!(compiler, "a C++ compiler is missing, which libFuzzer is built with: install g++ or clang++, or name one in CXX");
    let asked = |target: &Target| args.targets.iter().any(|name| name == target.name || name == target.program);
    for target in TARGETS.iter().filter(|target| args.targets.is_empty() || asked(target)) {
        fuzz(project, target, args.minutes.unwrap_or(target.minutes))?;
    }
    Ok(())
}

fn fuzz(project: &Project, target: &Target, minutes: u32) -> Result<()> {
    let corpus = Path::new("fuzz/corpus").join(target.name);
    fs::create_dir_all(project.root.join(&corpus)).with_context(|| corpus.display().to_string())?;
    let seeds = seeds::write(project, target.name)?;
    let before = findings(project, target)?;
    let mut fuzz = project.cargo();
    // The code has no `unsafe`, so there is nothing for a sanitizer to watch; without one any toolchain will do.
    fuzz.args(["fuzz", "run", "--sanitizer", "none", target.program]).arg(corpus).arg(seeds).arg("--");
    fuzz.args([format!("-max_total_time={}", minutes * 60), format!("-max_len={}", target.longest)]);
    fuzz.args(["-timeout=10", "-report_slow_units=1", "-rss_limit_mb=2048", "-print_final_stats=1"]);
    fuzz.args(target.dictionary.map(|name| format!("-dict=fuzz/dictionaries/{name}.dict")));
    let ended = project::run(&mut fuzz);
    let found: Vec<_> = findings(project, target)?.difference(&before).map(|file| format!("  {}", file.display())).collect();
    let again = format!("cargo fuzz run --sanitizer none {} FILE", target.program);
    ensure!(
        found.is_empty(),
        "{}: inputs that break it, or took over a second by the clock; to run one again: {again}\n{}",
        target.name,
        found.join("\n")
    );
    ended
}

/// Inputs that were put aside.
fn findings(project: &Project, target: &Target) -> Result<BTreeSet<PathBuf>> {
    let folder = Path::new("fuzz/artifacts").join(target.program);
    fs::create_dir_all(project.root.join(&folder)).with_context(|| folder.display().to_string())?;
    Ok(fs::read_dir(project.root.join(&folder))?.flatten().map(|file| folder.join(file.file_name())).collect())
}

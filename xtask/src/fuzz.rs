//! `cargo xtask fuzz`: foreign bytes against everything that reads them, from the fixtures on.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::project::{self, Project};

/// Feeds foreign bytes to the pack reader, the importers, the HTML path and the text path (needs a nightly toolchain and cargo-fuzz).
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which targets [default: all]
    #[arg(value_parser = ["pack", "import", "html", "text"])]
    targets: Vec<String>,
    /// Seconds for each
    #[arg(long, default_value_t = 300)]
    seconds: u32,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    ensure!(project::on_path("cargo-fuzz").is_some(), "cargo-fuzz is needed: cargo install cargo-fuzz --locked");
    let all = ["pack", "import", "html", "text"].map(str::to_owned);
    let targets = if args.targets.is_empty() { &all[..] } else { &args.targets };
    for target in targets {
        let mut fuzz = project.program("cargo");
        fuzz.args(["+nightly", "fuzz", "run", target.as_str(), &format!("fuzz/corpus/{target}")]);
        fs::create_dir_all(project.root.join("fuzz/corpus").join(target)).context("fuzz/corpus")?;
        fuzz.args(seeds(project, target)?);
        fuzz.args(["--", &format!("-max_total_time={}", args.seconds), "-timeout=20", "-rss_limit_mb=2048", "-max_len=65536"]);
        project::run(&mut fuzz)?;
    }
    Ok(())
}

/// Folders of files to begin with.
fn seeds(project: &Project, target: &str) -> Result<Vec<PathBuf>> {
    Ok(match target {
        "pack" => {
            let folder = project.scratch("fuzz-packs");
            fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
            for store in ["text", "fingerprints"] {
                let mut build = project.cargo();
                build.args(["run", "--quiet", "--package", "wirecopy-cli", "--", "pack", "build", "--store", store, "--out"]);
                project::run(build.arg(folder.join(store)).arg("reference/stories/a01-water-vote.json"))?;
            }
            vec![folder]
        }
        "import" => vec!["tests/import".into(), "reference/stories".into()],
        "html" => vec!["reference/pages".into(), "tests/html".into()],
        _ => vec!["tests/labelled".into()],
    })
}

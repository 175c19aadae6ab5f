//! `cargo xtask soak`: many checks in one browser session, to see whether anything grows, slows down or fails.

use anyhow::Result;

use crate::project::{self, Project};
use crate::{build, steps, tools};

/// Checks mixed pages in both browsers, with imports and ended backgrounds in between.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Checks in each browser
    #[arg(long, default_value_t = 2_000)]
    checks: u32,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let needs: Vec<&str> = build::PARTS.iter().copied().chain(["chrome", "geckodriver", "firefox"]).collect();
    steps::run(project, &needs, false)?;
    let mut soak = project.program("node");
    soak.args(["--test", "tests/e2e/soak.test.js"]).env("WIRECOPY_CHECKS", args.checks.to_string());
    project::run(soak.envs(tools::environment(project)?))
}

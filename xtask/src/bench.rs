//! `cargo xtask bench`: how long things take, natively or in browsers.

use anyhow::Result;

use crate::project::{self, Project};
use crate::{build, steps, test};

/// Measures, natively with divan or, with --browser, the built extension.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The built extension in Chromium and Firefox, into eval/speed-browser.md.
    #[arg(long)]
    browser: bool,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    if !args.browser {
        return project::run(project.cargo().arg("bench"));
    }
    steps::run(project, &[build::PARTS, &["chrome", "geckodriver", "firefox"]].concat(), false)?;
    test::script(project, "bench:browser")
}

//! `cargo xtask tour`: pictures of everything that a reader meets, in both browsers, to be looked at.

use std::path::PathBuf;

use anyhow::Result;

use crate::project::Project;
use crate::{build, steps, test};

/// Walks through everything in both browsers and takes pictures.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder for the pictures.
    #[arg(default_value = "target/xtask/tour")]
    to: PathBuf,
}

/// The tour itself is a test, too; here it is seen.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    steps::run(project, &[build::PARTS, &["chrome", "geckodriver", "firefox"]].concat(), false)?;
    test::script_with(project, "tour", &[args.to.as_os_str()])
}

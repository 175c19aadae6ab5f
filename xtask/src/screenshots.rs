//! `cargo xtask screenshots`: the pictures of the README, taken anew from what is built.

use anyhow::Result;

use crate::project::Project;
use crate::{build, steps, test};

/// Builds the extension and lets a browser take the pictures in `docs/`.
pub(crate) fn run(project: &Project) -> Result<()> {
    steps::run(project, &[build::PARTS, &["chrome"]].concat(), false)?;
    test::script(project, "screenshots")
}

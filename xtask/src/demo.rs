//! `cargo xtask demo`: from a clean clone to the demo page and an extension that can be loaded.

use anyhow::{Context, Result};

use crate::project::{self, Project};
use crate::{build, serve, steps};

/// Builds everything, checks a sample page on the command line and serves the demo page.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Stop before serving.
    #[arg(long)]
    no_serve: bool,
    /// Port of 127.0.0.1 to serve on; 0 takes a free one.
    #[arg(long, default_value_t = 8017)]
    port: u16,
}

const SAMPLE: &str = "reference/pages/word-spun.html";

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    steps::run(project, build::PARTS, false)?;

    println!("\nA sample page on the command line:");
    let mut check = project.program(build::wirecopy(project));
    project::run(check.args(["check", "--pack", "extension/data/reference.pack", SAMPLE]))?;

    println!("\nThe extension lies in {}", project.root.join("extension").display());
    println!("  Chrome, Edge   open chrome://extensions, switch on \"Developer mode\", choose \"Load unpacked\" and that folder");
    println!("  Firefox        open about:debugging#/runtime/this-firefox, choose \"Load Temporary Add-on\" and manifest.json in it");
    println!("  Then open a page and press the Wirecopy button in the toolbar.");
    if args.no_serve {
        return Ok(());
    }
    let server = serve::listen(args.port)?;
    let address = server.server_addr().to_ip().context("the server listens on an IP address")?;
    println!("\nThe demo page: http://{address}/www/   (Ctrl+C stops it)");
    println!("A page to press the button on: http://{address}/{SAMPLE}");
    serve::answer(server, &project.root);
    Ok(())
}

//! The `wirecopy` command: makes packs of agency articles and checks pages against them.

mod check;
mod checked;
mod extract;
mod inputs;
mod learned;
mod outcome;
mod pack;
mod pack_file;
mod pages;
mod progress;
mod report;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Finds, sentence by sentence, which news-agency articles a page draws on.
#[derive(Parser)]
#[command(name = "wirecopy", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make packs of reference articles, and look into them
    #[command(subcommand)]
    Pack(pack::Command),
    /// Check pages against packs
    Check(check::Args),
    /// Show the articles of pages, with the furniture around them left out
    Extract(extract::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Pack(command) => pack::run(&command),
        Command::Check(args) => check::run(&args),
        Command::Extract(args) => extract::run(&args),
    };
    outcome::exit_code(result)
}

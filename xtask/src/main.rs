//! `cargo xtask`: everything that needs cargo and Node together. One file a command; this one only dispatches.

mod archive;
mod attacks;
mod bench;
mod browsers;
mod build;
mod demo;
mod dist;
mod eval;
mod extraction;
mod fuzz;
mod project;
mod python;
mod sbom;
mod screenshots;
mod serve;
mod soak;
mod stamp;
mod steps;
mod test;
mod tools;
mod tour;
mod train;
mod vectors;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, tests and packages Wirecopy", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Args),
    Test(test::Args),
    Build(build::Args),
    Dist(dist::Args),
    Bench(bench::Args),
    /// Takes the README's pictures anew.
    Screenshots,
    Tour(tour::Args),
    Fuzz(fuzz::Args),
    Soak(soak::Args),
    Eval(eval::Args),
    Attacks(attacks::Args),
    Extraction(extraction::Args),
    Train(train::Args),
    Vectors(vectors::Args),
}

fn main() -> ExitCode {
    match perform(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> anyhow::Result<()> {
    let project = Project::find()?;
    match command {
        Command::Demo(args) => demo::run(&project, &args),
        Command::Test(args) => test::run(&project, &args),
        Command::Build(args) => build::run(&project, &args),
        Command::Dist(args) => dist::run(&project, &args),
        Command::Bench(args) => bench::run(&project, &args),
        Command::Screenshots => screenshots::run(&project),
        Command::Tour(args) => tour::run(&project, &args),
        Command::Fuzz(args) => fuzz::run(&project, &args),
        Command::Soak(args) => soak::run(&project, &args),
        Command::Eval(args) => eval::run(&project, &args),
        Command::Attacks(args) => attacks::run(&project, &args),
        Command::Extraction(args) => extraction::run(&project, &args),
        Command::Train(args) => train::run(&project, &args),
        Command::Vectors(args) => vectors::run(&project, &args),
    }
}

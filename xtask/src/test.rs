//! `cargo xtask test`: every test there is.

use std::ffi::OsStr;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::dist;
use crate::project::{self, Project};
use crate::stamp::Key;
use crate::steps::{self, Step};
use crate::{build, sbom, tools};

/// Runs every test.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run again what did not change, too.
    #[arg(long)]
    fresh: bool,
    /// Only these steps and what they need: format, clippy, native, tidy, lint, types, page, wasm-chrome, wasm-firefox, e2e, speed, …
    steps: Vec<String>,
}

/// What native code is made of and reads.
const NATIVE: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "rustfmt.toml",
    ".cargo",
    "src",
    "import",
    "cli",
    "xtask",
    "tests",
    "benches",
    "data",
    "reference",
    "../shared/seeds",
];
/// What the tests of the binding are made of.
const BINDING: &[&str] =
    &["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo", "src", "import", "tests", "data", "reference", "webdriver.json"];
/// What the JavaScript side is made of, as built.
const SCRIPTS: &[&str] =
    &["package.json", "package-lock.json", "eslint.config.js", "tsconfig.json", "extension", "www", "tests", "reference"];

/// What the engine whose work is counted is made of, and what it is given to do.
const SPEED: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "import/src",
    "cli/src",
    "data",
    "reference/stories",
    "package.json",
    "package-lock.json",
    "extension/pkg",
    "extension/page",
    "benches/browser",
    "tests/speed",
    "tests/e2e/story.js",
    "tests/page/dom.js",
];

/// Languages with labelled pages.
const LANGUAGES: [&str; 5] = ["ar", "de", "en", "es", "fr"];

/// One step a kind of test, by cost.
pub(crate) const STEPS: &[Step] = &[
    test("format", &[], NATIVE, |project| cargo(project, &["fmt", "--all", "--check"])),
    test("clippy", &[], NATIVE, |project| cargo(project, &["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny=warnings"])),
    test("clippy-wasm", &["wasm-target"], NATIVE, clippy_wasm),
    test("docs", &[], NATIVE, docs),
    test("native", &[], NATIVE, |project| cargo(project, &["test", "--locked", "--workspace"])),
    test("tidy", &[], &["."], |project| cargo(project, &["test", "--locked", "--package", "wirecopy", "--test", "tidy"])),
    Step { name: "trust", needs: &["wasm-target", "npm"], key: None, run: sbom::trust }, // it asks a registry, which changes
    test("lint", &["npm"], SCRIPTS, |project| script(project, "lint")),
    test("types", &["npm"], SCRIPTS, |project| script(project, "types")),
    test("page", &["npm"], SCRIPTS, |project| script(project, "test:page")),
    test("wasm-chrome", &["wasm-target", "wasm-bindgen", "wasm-pack", "chrome"], BINDING, |project| browser(project, "--chrome")),
    test("wasm-firefox", &["wasm-target", "wasm-bindgen", "wasm-pack", "geckodriver", "firefox"], BINDING, |project| {
        browser(project, "--firefox")
    }),
    Step {
        name: "expected",
        needs: &["command"],
        key: Some(Key {
            inputs: &["Cargo.toml", "Cargo.lock", "src", "import/src", "cli/src", "data", "reference", "tests/labelled"],
            outputs: &[],
        }),
        run: expected,
    },
    test(
        "e2e",
        &["npm", "engine", "importer", "data", "page-script", "expected", "chrome", "geckodriver", "firefox"],
        SCRIPTS,
        |project| script(project, "test:e2e"),
    ),
    test("speed", &["npm", "engine", "command"], SPEED, speed),
    Step {
        name: "packages",
        needs: &["npm", "sizes"],
        key: Some(Key { inputs: &["package-lock.json", "extension", "www", "reference/pages", "xtask", "data"], outputs: &["dist"] }),
        run: dist::packages,
    },
];

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let all = || STEPS.iter().map(|step| step.name).chain(["sizes"]).collect();
    let chosen: Vec<&str> = if args.steps.is_empty() { all() } else { args.steps.iter().map(String::as_str).collect() };
    steps::run(project, &chosen, args.fresh)
}

const fn test(
    name: &'static str,
    needs: &'static [&'static str],
    inputs: &'static [&'static str],
    run: fn(&Project) -> Result<()>,
) -> Step {
    Step { name, needs, key: Some(Key { inputs, outputs: &[] }), run }
}

fn cargo(project: &Project, args: &[&str]) -> Result<()> {
    project::run(project.cargo().args(args))
}

/// The code that only WebAssembly has; native clippy does not see it.
fn clippy_wasm(project: &Project) -> Result<()> {
    let packages = ["--package", "wirecopy", "--package", "wirecopy-import"];
    let mut clippy = project.cargo();
    clippy.args(["clippy", "--locked", "--target=wasm32-unknown-unknown", "--lib", "--tests"]).args(packages);
    project::run(clippy.args(["--", "--deny=warnings"]))
}

/// Links between pieces of documentation lead somewhere. The command and the engine are both called `wirecopy`, and so
/// would their folders be: written at once, one trips over the other, so each has its turn.
fn docs(project: &Project) -> Result<()> {
    for which in [["--package", "wirecopy-cli"].as_slice(), &["--workspace", "--exclude", "wirecopy-cli"]] {
        let mut doc = project.cargo();
        doc.args(["doc", "--locked", "--no-deps", "--document-private-items", "--quiet"]).args(which);
        // It is read by those who change the code, so it may point at private items.
        project::run(doc.env("RUSTDOCFLAGS", "--deny=warnings --allow=rustdoc::private_intra_doc_links"))?;
    }
    Ok(())
}

pub(crate) fn script(project: &Project, name: &str) -> Result<()> {
    script_with(project, name, &[])
}

/// A script of package.json, with what it is told.
pub(crate) fn script_with(project: &Project, name: &str, args: &[&OsStr]) -> Result<()> {
    let mut npm = project.npm();
    npm.args(["run", "--silent", name, "--"]).args(args).env("WIRECOPY_EXPECTED", project.scratch("expected"));
    run_with_tools(project, &mut npm)
}

/// What the command says of the labelled pages and the reference pages: the engine in browsers is held to it. And a pack with a key,
/// which only the command makes.
fn expected(project: &Project) -> Result<()> {
    let folder = project.scratch("expected");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let pack = folder.join("set.pack");
    let labelled = |file: &str| LANGUAGES.map(|language| format!("tests/labelled/{language}/{file}.jsonl"));
    let mut build = project.program(build::wirecopy(project));
    project::run(build.args(["pack", "build", "--out"]).arg(&pack).args(labelled("refs")).arg("reference/stories"))?;
    let key = folder.join("key");
    fs::write(&key, [7; 32]).with_context(|| key.display().to_string())?;
    let mut keyed = project.program(build::wirecopy(project));
    keyed.args(["pack", "build", "--store", "fingerprints", "--key"]).arg(&key).arg("--out").arg(folder.join("keyed.pack"));
    project::run(keyed.arg("reference/stories"))?;
    let mut check = project.program(build::wirecopy(project));
    check.args(["check", "--format", "json", "--pack"]).arg(&pack).args(labelled("pages")).arg("reference/pages");
    fs::write(folder.join("reports.jsonl"), project::output(&mut check)?).context("the expected reports")
}

/// What a check costs, with a second engine whose functions and loops count: the one that is shipped, with calls of a counter put in.
fn speed(project: &Project) -> Result<()> {
    let folder = project.scratch("speed");
    build::clear(&folder)?;
    let (calling, counted) = (folder.join("calling.wasm"), folder.join("counted.wasm"));
    let engine = "extension/pkg/wirecopy_bg.wasm";
    project::run(project.npm_bin("wasm-opt").args([engine, "--log-execution=counter", "-o"]).arg(&calling))?;
    let mut merge = project.npm_bin("wasm-merge");
    merge.arg(&calling).args(["engine", "tests/speed/counter.wat", "counter", "-o"]).arg(&counted);
    project::run(&mut merge)?;
    run_with_tools(project, project.npm().args(["run", "--silent", "test:speed"]).env("WIRECOPY_COUNTED", &counted))
}

/// The binding's tests and those of what browsers decode, in a browser without a window.
fn browser(project: &Project, which: &str) -> Result<()> {
    let mut wasm_pack = project.program(tools::wasm_pack(project)?);
    wasm_pack.args(["test", "--headless", which]).envs(tools::environment(project)?);
    // The runner takes the first driver that it is told of, whatever wasm-pack was asked for.
    let other = if which == "--chrome" { "GECKODRIVER" } else { "CHROMEDRIVER" };
    project::run(wasm_pack.env_remove(other))
}

fn run_with_tools(project: &Project, command: &mut Command) -> Result<()> {
    project::run(command.envs(tools::environment(project)?))
}

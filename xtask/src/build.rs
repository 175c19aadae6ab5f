//! `cargo xtask build`: everything that `extension/` and `www/` need to be loaded.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::{self, Project};
use crate::stamp::{self, Key};
use crate::steps::{self, Step};
use crate::tools;

/// Makes extension/ and www/ ready to load.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build again what did not change, too.
    #[arg(long)]
    fresh: bool,
}

/// The steps that together make `extension/` and `www/` ready to load.
pub(crate) const PARTS: &[&str] = &["engine", "importer", "data", "page-script"];

/// One step a thing that is built.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "engine",
        needs: &["wasm-target", "npm", "wasm-bindgen"],
        key: Some(Key {
            inputs: &["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo", "src"],
            outputs: &["extension/pkg/wirecopy.js", "extension/pkg/wirecopy_bg.wasm"],
        }),
        run: |project| module(project, "wirecopy", "wirecopy", Aim::Speed),
    },
    Step {
        name: "importer",
        needs: &["wasm-target", "npm", "wasm-bindgen"],
        key: Some(Key {
            inputs: &["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo", "src", "import/Cargo.toml", "import/src"],
            outputs: &["extension/pkg/wirecopy_import.js", "extension/pkg/wirecopy_import_bg.wasm"],
        }),
        run: |project| module(project, "wirecopy-import", "wirecopy_import", Aim::Size),
    },
    Step {
        name: "command",
        needs: &[],
        key: None, // cargo knows best; the command itself is what the next steps run
        run: |project| project::run(project.cargo().args(["build", "--release", "--locked", "--package", "wirecopy-cli"])),
    },
    Step {
        name: "data",
        needs: &["command"],
        key: Some(Key {
            inputs: &["Cargo.toml", "Cargo.lock", "src", "import/src", "cli/src", "data", "reference/stories"],
            outputs: &["extension/data"],
        }),
        run: data,
    },
    Step {
        name: "page-script",
        needs: &["npm"],
        key: None, // a moment's work, and esbuild alone knows what the script imports
        run: page_script,
    },
    Step { name: "sizes", needs: PARTS, key: None, run: sizes },
];

/// What may not grow beyond what a reader's browser should carry, in bytes. The goal for the engine is 450,000; until it is reached,
/// this holds it to what it is.
const BUDGETS: [(&str, &str, u64); 4] = [
    ("engine", "extension/pkg/wirecopy_bg.wasm", 1_030_000),
    ("importer", "extension/pkg/wirecopy_import_bg.wasm", 1_425_000),
    ("page script", "extension/page.js", 30_000),
    ("bundled data", "extension/data", 4_000_000),
];

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    steps::run(project, &["sizes"], args.fresh)
}

/// The `wirecopy` command, as the step `command` built it.
pub(crate) fn wirecopy(project: &Project) -> PathBuf {
    project.target.join("release").join(format!("wirecopy{}", std::env::consts::EXE_SUFFIX))
}

/// What a module is optimised for: a check has to be quick, an import has to be carried by every reader who may never need it.
#[derive(Clone, Copy, PartialEq)]
enum Aim {
    Speed,
    Size,
}

/// One crate as a WebAssembly module with its JavaScript side, into `extension/pkg/`.
fn module(project: &Project, package: &str, name: &str, aim: Aim) -> Result<()> {
    let flags = serde_json::to_string(&remapped(project)?)?;
    let mut cargo = project.cargo();
    cargo.args(["build", "--release", "--locked", "--lib", "--target=wasm32-unknown-unknown", "--package", package]);
    // Added to the flags of .cargo/config.toml, where RUSTFLAGS in the environment would replace them.
    cargo.args(["--config", &format!("target.wasm32-unknown-unknown.rustflags={flags}")]);
    if aim == Aim::Size {
        cargo.args(["--config", "profile.release.opt-level=\"s\""]);
    }
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    project::run(&mut cargo)?;

    let made = project.target.join("wasm32-unknown-unknown/release").join(format!("{name}.wasm"));
    let bound = project.scratch("bound").join(name);
    clear(&bound)?;
    let mut bindgen = project.program(tools::wasm_bindgen(project)?);
    bindgen.args(["--target=web", "--remove-producers-section", "--out-name", name, "--out-dir"]).arg(&bound).arg(&made);
    project::run(&mut bindgen)?;

    let wasm = bound.join(format!("{name}_bg.wasm"));
    let small = bound.join("optimised.wasm");
    let aimed: &[&str] = match aim {
        // Functions with one caller stay functions: a whole check as one would be compiled late, and keep in memory what it counts with.
        Aim::Speed => &["-O3", "--one-caller-inline-max-function-size=0"],
        Aim::Size => &["-Oz", "-Oz"],
    };
    // The first KiB of memory is the far end of Rust's stack: no address is so small, so that offsets can be folded into loads.
    let flags = ["--low-memory-unused", "--strip-debug", "--strip-producers", "-o"];
    project::run(project.npm_bin("wasm-opt").args(aimed).args(flags).args([&small, &wasm]))?;
    fs::rename(&small, &wasm).context("wasm-opt's output")?;
    copy_all(&bound, &project.root.join("extension/pkg"))
}

/// Flags that keep paths of this machine out of the modules, so that every machine builds the same bytes.
fn remapped(project: &Project) -> Result<Vec<String>> {
    let metadata = project.metadata(&["--filter-platform=wasm32-unknown-unknown"])?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let foreign = packages.iter().filter(|package| !package["source"].is_null());
    let folders: BTreeSet<&Path> = foreign.filter_map(|package| Path::new(package["manifest_path"].as_str()?).parent()?.parent()).collect();
    let sysroot = project::output(project.program("rustc").args(["--print", "sysroot"]))?;
    let compiler = project::output(project.program("rustc").arg("-vV"))?;
    let commit = compiler.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("rust");
    let crates = folders.iter().map(|folder| format!("{}=crates", folder.display()));
    let standard = format!("{}=/rustc/{commit}", Path::new(&sysroot).join("lib/rustlib/src/rust").display());
    let own = format!("{}=.", project.root.display());
    Ok([own, standard].into_iter().chain(crates).map(|map| format!("--remap-path-prefix={map}")).collect())
}

/// The data files and the bundled reference set, into `extension/data/`.
fn data(project: &Project) -> Result<()> {
    let folder = project.root.join("extension/data");
    clear(&folder)?;
    for file in files(&project.root.join("data"))?.iter().filter(|file| file.extension().is_some_and(|end| end == "bin")) {
        fs::copy(file, folder.join(file.file_name().context("a file has a name")?))?;
    }
    let mut pack = project.program(wirecopy(project));
    pack.args([
        "pack",
        "build",
        "--name",
        "Example set of an invented agency",
        "--out",
        "extension/data/reference.pack",
        "reference/stories",
    ]);
    project::run(&mut pack)
}

/// Content scripts cannot import: their modules are joined into one file.
fn page_script(project: &Project) -> Result<()> {
    project::run(project.npm().args(["run", "--silent", "bundle"]))
}

/// Holds what was built against [`BUDGETS`].
fn sizes(project: &Project) -> Result<()> {
    let mut over = Vec::new();
    for (name, path, budget) in BUDGETS {
        let mut bytes = 0;
        for file in files(&project.root.join(path))? {
            bytes += fs::metadata(&file)?.len();
        }
        println!("  {name:14}{bytes:>10} bytes of {budget}");
        if bytes == 0 || bytes > budget {
            over.push(format!("{name} ({path}) has {bytes} bytes, its budget is {budget}"));
        }
    }
    if !over.is_empty() {
        bail!(over.join("; "));
    }
    Ok(())
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    stamp::collect(path, &mut files)?;
    files.sort();
    Ok(files)
}

/// An empty folder at `path`.
pub(crate) fn clear(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| path.display().to_string())?;
    }
    fs::create_dir_all(path).with_context(|| path.display().to_string())
}

/// Copies all files below `from` to the same places below `to`.
pub(crate) fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, &copy).with_context(|| copy.display().to_string())?;
    }
    Ok(())
}

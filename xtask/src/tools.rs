//! The tools that builds and tests need: looked for, and installed where they are missing.
//!
//! Command-line tools go into a folder of the project's own in the user's cache, one a version, so that nobody's own
//! installation is touched and a second clone finds them there.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::browsers;
use crate::build;
use crate::project::{self, Project};
use crate::stamp::Key;
use crate::steps::Step;

const TARGET: &str = "wasm32-unknown-unknown";

/// wasm-pack runs the tests of the binding in browsers.
const WASM_PACK: Tool = Tool { name: "wasm-pack", version: Some("0.15.1"), locked: true };
/// The WebDriver of Firefox.
const GECKODRIVER: Tool = Tool { name: "geckodriver", version: Some("0.37.0"), locked: true };
/// Writes the JavaScript side of the binding; must have the version of the crate. Its own lock file names a crate version
/// that mirrors of the registry may lack, so that versions are chosen anew.
const WASM_BINDGEN: Tool = Tool { name: "wasm-bindgen", version: None, locked: false };

/// One step a tool.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "wasm-target", needs: &[], key: None, run: wasm_target },
    Step {
        name: "npm",
        needs: &[],
        key: Some(Key { inputs: &["package.json", "package-lock.json"], outputs: &["node_modules/.package-lock.json"] }),
        run: npm,
    },
    Step { name: "wasm-bindgen", needs: &[], key: None, run: |project| WASM_BINDGEN.install(project) },
    Step { name: "wasm-pack", needs: &[], key: None, run: |project| WASM_PACK.install(project) },
    Step { name: "geckodriver", needs: &[], key: None, run: |project| GECKODRIVER.install(project) },
    Step { name: "chrome", needs: &[], key: None, run: |project| browsers::install(project, &[browsers::CHROME, browsers::CHROMEDRIVER]) },
    Step { name: "firefox", needs: &[], key: None, run: |project| browsers::install(project, &[browsers::FIREFOX]) },
];

/// A command-line tool from the crate registry.
struct Tool {
    name: &'static str,
    /// The version wanted; none where it is that of the library in Cargo.lock.
    version: Option<&'static str>,
    /// Whether its own lock file is used.
    locked: bool,
}

impl Tool {
    fn version(&self, project: &Project) -> Result<String> {
        self.version.map_or_else(|| project.locked(self.name), |version| Ok(version.to_owned()))
    }

    /// The folder of its programs, whether or not they are there yet.
    fn bin(&self, project: &Project) -> Result<PathBuf> {
        Ok(project.tools.join(format!("{}-{}", self.name, self.version(project)?)).join("bin"))
    }

    fn program(&self, project: &Project) -> Result<PathBuf> {
        Ok(self.bin(project)?.join(format!("{}{}", self.name, env::consts::EXE_SUFFIX)))
    }

    fn install(&self, project: &Project) -> Result<()> {
        if self.program(project)?.is_file() {
            return Ok(());
        }
        let version = self.version(project)?;
        println!("  installing {} {version}: this happens once and takes some minutes", self.name);
        let package = if self.name == "wasm-bindgen" { "wasm-bindgen-cli" } else { self.name };
        let mut cargo = project.cargo();
        cargo.args(["install", package, "--version", &version, "--root"]).arg(project.tools.join(format!("{}-{version}", self.name)));
        cargo.args(self.locked.then_some("--locked"));
        // Tools that run for seconds: quick to build matters more than quick to run. A shared folder builds common crates once.
        cargo
            .env("CARGO_TARGET_DIR", project.scratch("tools"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        project::run(&mut cargo)
    }
}

/// wasm-bindgen of the locked version.
pub(crate) fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    WASM_BINDGEN.program(project)
}

/// wasm-pack.
pub(crate) fn wasm_pack(project: &Project) -> Result<PathBuf> {
    WASM_PACK.program(project)
}

/// What every test's program finds in its environment: the tools first on PATH, and where browsers and drivers lie.
pub(crate) fn environment(project: &Project) -> Result<Vec<(&'static str, OsString)>> {
    let own = [&WASM_PACK, &WASM_BINDGEN, &GECKODRIVER].map(|tool| tool.bin(project));
    let mut dirs = own.into_iter().collect::<Result<Vec<_>>>()?;
    dirs.push(project.root.join("node_modules").join(".bin"));
    dirs.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut variables = vec![
        ("PATH", env::join_paths(dirs)?),
        ("GECKODRIVER", GECKODRIVER.program(project)?.into()),
        ("WIRECOPY", build::wirecopy(project).into()),
    ];
    for browser in [browsers::CHROME, browsers::CHROMEDRIVER, browsers::FIREFOX] {
        variables.extend(browser.find().map(|path| (browser.variable, path.into())));
    }
    Ok(variables)
}

/// Versions of what a step uses, for its stamp: toolchain and Node always, browsers where it needs them.
pub(crate) fn versions(project: &Project, needs: &[&str]) -> Result<Vec<String>> {
    let mut versions = vec![
        project::output(project.program("rustc").arg("-vV"))?,
        project::output(project.program("node").arg("--version")).unwrap_or_default(),
        env::var("RUSTFLAGS").unwrap_or_default(),
    ];
    for (need, browser) in [("chrome", browsers::CHROME), ("firefox", browsers::FIREFOX)] {
        if needs.contains(&need) {
            let path = browser.find().with_context(|| browser.missing())?;
            versions.push(format!("{} {}", path.display(), browsers::version(&path)));
        }
    }
    for (need, tool) in [("wasm-bindgen", WASM_BINDGEN), ("wasm-pack", WASM_PACK), ("geckodriver", GECKODRIVER)] {
        if needs.contains(&need) {
            versions.push(format!("{need} {}", tool.version(project)?));
        }
    }
    Ok(versions)
}

/// The standard library for WebAssembly, of the toolchain in use.
fn wasm_target(project: &Project) -> Result<()> {
    let libraries = || project::output(project.program("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if PathBuf::from(libraries()?).is_dir() {
        return Ok(());
    }
    if project::on_path("rustup").is_none() {
        bail!("the Rust target {TARGET} is missing, and so is rustup that would install it");
    }
    project::run(project.program("rustup").args(["target", "add", TARGET]))
}

/// The npm packages of package-lock.json.
fn npm(project: &Project) -> Result<()> {
    let node = project::output(project.program("node").arg("--version")).context("Node.js 20.19 or later is needed")?;
    let version: Vec<u32> = node.trim_start_matches('v').split('.').map_while(|part| part.parse().ok()).collect();
    // As package.json has it.
    if version.as_slice() < [20, 19].as_slice() {
        bail!("Node.js 20.19 or later is needed, this is {node}");
    }
    // The browsers are found or installed apart; npm packages that bring their own would download hundreds of megabytes.
    project::run(project.npm().args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::metadata(project.root.join("node_modules/.package-lock.json")).context("npm ci left no node_modules")?;
    Ok(())
}

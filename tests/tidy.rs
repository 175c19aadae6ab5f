//! Rules that hold for the whole repository, each with its reason. What is listed when a rule fails are the places to mend.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// A text file of the repository, by its path from the root.
struct File {
    path: String,
    text: String,
}

/// Every text file that git has or would take.
fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let listed = git(&["ls-files", "--cached", "--others", "--exclude-standard"]);
        let read = |path: &str| Some(File { path: path.to_owned(), text: fs::read_to_string(root().join(path)).ok()? });
        listed.lines().filter_map(read).collect()
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn git(args: &[&str]) -> String {
    let output = Command::new("git").args(args).current_dir(root()).output().unwrap_or_else(|error| panic!("git is needed: {error}"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Fails with all places where `offends` finds something to say about a line of the chosen files.
fn each_line(reason: &str, chosen: impl Fn(&str) -> bool, offends: impl Fn(&File, &str) -> bool) {
    let chosen: Vec<_> = files().iter().filter(|file| chosen(&file.path) && !is_this(&file.path)).collect();
    assert!(!chosen.is_empty(), "no file is held to the rule: {reason}");
    let lines = chosen.iter().flat_map(|file| file.text.lines().enumerate().map(move |(at, line)| (file, at + 1, line)));
    let places = lines.filter(|(file, _, line)| offends(file, line)).map(|(file, at, line)| format!("{}:{at}: {}", file.path, line.trim()));
    none(reason, places);
}

fn none(reason: &str, places: impl Iterator<Item = String>) {
    let places: Vec<String> = places.collect();
    assert!(places.is_empty(), "{reason}:\n  {}", places.join("\n  "));
}

/// This file names what it forbids.
fn is_this(path: &str) -> bool {
    path == "tests/tidy.rs"
}

fn rust(path: &str) -> bool {
    path.ends_with(".rs")
}

fn core(path: &str) -> bool {
    rust(path) && path.starts_with("src/")
}

fn script(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".mjs")
}

/// Scripts that run in a reader's browser.
fn shipped(path: &str) -> bool {
    script(path) && (path.starts_with("extension/") || path.starts_with("www/"))
}

fn source(path: &str) -> bool {
    rust(path)
        || script(path)
        || [".css", ".html", ".sh", ".py", ".ts"].iter().any(|end| path.ends_with(end)) && !path.starts_with("reference/")
}

/// Whether `line` has `word` with no letter, digit, `_` or `$` on either side.
fn has_word(line: &str, word: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(inner) && !line[at + word.len()..].starts_with(inner))
}

/// The code of a line, whole-line and trailing comments left out.
fn code(line: &str) -> &str {
    let line = line.trim_start();
    if line.starts_with(['*', '#']) || line.starts_with("/*") { "" } else { line.split("//").next().unwrap_or_default() }
}

/// The core's modules from the bottom up: each may use those of earlier lines, never its own line's neighbours or later ones.
const LAYERS: &[&[&str]] = &[
    &["span", "error", "document", "config", "rank", "hashes"],
    &["wire", "learned"],
    &["zone"],
    &["report", "text"],
    &["background"],
    &["pack"],
    &["retrieve"],
    &["retell"],
    &["evidence"],
    &["facts"],
    &["align"],
    &["joined"],
    &["compare"],
    &["quotes"],
    &["infer"],
    &["model"],
    &["engine"],
    &["wasm"],
];

#[test]
fn dependencies_point_one_way() {
    let layer = |module: &str| LAYERS.iter().position(|line| line.contains(&module));
    let mut places = Vec::new();
    for file in files().iter().filter(|file| core(&file.path) && file.path != "src/lib.rs") {
        let own = file.path["src/".len()..].split(['/', '.']).next().unwrap_or_default();
        for (at, line) in file.text.lines().enumerate() {
            for (_, rest) in code(line).match_indices("crate::").map(|(at, found)| code(line).split_at(at + found.len())) {
                let used = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                let known = layer(own).is_some() && (layer(used).is_some() || used.starts_with(char::is_uppercase));
                if used != own && !(known && layer(used) < layer(own)) {
                    places.push(format!("{}:{}: {own} uses {used}", file.path, at + 1));
                }
            }
        }
    }
    none(
        "a module uses only what lies below it (LAYERS in tests/tidy.rs), so that each can be understood and tested alone",
        places.into_iter(),
    );
}

#[test]
fn one_file_of_a_module_knows_javascript() {
    let product = |path: &str| rust(path) && ["src/", "import/", "cli/"].iter().any(|part| path.starts_with(part));
    let other = |path: &str| product(path) && !["src/wasm.rs", "import/src/wasm.rs"].contains(&path);
    let words = ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];
    let reason = "only src/wasm.rs and import/src/wasm.rs know JavaScript, so that the rest runs and is tested natively";
    each_line(reason, other, |_, line| words.iter().any(|word| has_word(code(line), word)));
}

#[test]
fn the_core_is_pure() {
    let world = ["std::fs", "std::io", "std::env", "std::net", "std::process", "std::time", "std::thread", "println!", "eprintln!"];
    let floats =
        [".exp()", ".ln()", ".log2()", ".log10()", ".ln_1p()", ".powf(", ".powi(", ".tanh()", ".sin()", ".cos()", ".cbrt()", ".mul_add("];
    let reason =
        "the core gives the same bytes for the same input everywhere: nothing from outside, and of floats only + − × ÷ sqrt and libm";
    let in_tests = |file: &File, line: &str| {
        let tests = file.text.find("#[cfg(test)]").unwrap_or(usize::MAX);
        line.as_ptr() as usize - file.text.as_ptr() as usize > tests
    };
    each_line(
        reason,
        |path| core(path) && path != "src/wasm.rs",
        |file, line| {
            let found = |words: &[&str]| words.iter().any(|word| code(line).contains(word));
            (found(&world) || found(&floats)) && !in_tests(file, line)
        },
    );
}

#[test]
fn foreign_text_is_never_read_as_markup() {
    let doors = ["innerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "setHTMLUnsafe", "srcdoc"];
    let reason = "text of pages and references goes into the DOM as text (textContent, append), never as markup";
    // Reading an element as HTML, to save it as a file, is no door.
    let written = |line: &str| line.split("outerHTML").skip(1).any(|rest| rest.trim_start().starts_with(['=', '+']));
    each_line(reason, shipped, |_, line| doors.iter().any(|word| has_word(code(line), word)) || written(code(line)));
}

#[test]
fn nothing_is_made_into_code() {
    let doors = ["eval(", "new Function(", "setTimeout(\"", "setTimeout('"];
    each_line("no code is made from text", shipped, |_, line| doors.iter().any(|door| code(line).contains(door)));
}

#[test]
fn one_file_touches_browser_apis() {
    let reason = "only extension/browser.js touches chrome.* and browser.*, so that the rest runs in tests and on the demo page";
    each_line(
        reason,
        |path| shipped(path) && path != "extension/browser.js",
        |file, line| {
            let module = file.text.contains("import * as browser from \"");
            let line = code(line);
            !line.starts_with("import ")
                && (line.contains("chrome.") && has_word(line, "chrome")
                    || has_word(line, "browser") && line.contains("browser.") && !module)
        },
    );
}

#[test]
fn content_scripts_hold_no_engine() {
    let reason = "a page's CSP stops WebAssembly and dynamic imports in a content script, and its storage is the page's: the engine runs in the Worker";
    let words = ["WebAssembly", "Worker", "indexedDB", "localStorage"];
    let in_page = |path: &str| shipped(path) && path.starts_with("extension/page/");
    each_line(reason, in_page, |_, line| {
        let line = code(line);
        line.contains("pkg/") || line.contains("import(") || words.iter().any(|word| has_word(line, word))
    });
}

#[test]
fn the_extension_asks_for_no_more_than_it_needs() {
    let manifest: serde_json::Value = serde_json::from_str(text_of("extension/manifest.json")).expect("the manifest is JSON");
    let allowed = ["activeTab", "scripting", "storage", "unlimitedStorage", "contextMenus", "alarms", "offscreen", "sidePanel"];
    let asked = manifest["permissions"].as_array().expect("permissions are listed");
    none(
        "a permission beyond those that docs/privacy.md explains is a promise broken",
        asked.iter().filter_map(|one| one.as_str()).filter(|one| !allowed.contains(one)).map(str::to_owned),
    );
    for (key, reason) in [
        ("web_accessible_resources", "a site could probe for them"),
        ("host_permissions", "hosts are asked for one by one, at the moment they are needed"),
        ("content_scripts", "nothing happens on pages nobody asked to check"),
        ("externally_connectable", "no site talks to the extension"),
    ] {
        assert!(manifest.get(key).is_none(), "the manifest has no {key}: {reason}");
    }
    let policy = manifest["content_security_policy"]["extension_pages"].as_str();
    assert_eq!(
        policy,
        Some("script-src 'self' 'wasm-unsafe-eval'; object-src 'self'"),
        "only the extension's own scripts run in its pages"
    );
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"), "one version for all: the workspace's");
}

#[test]
fn every_language_has_every_text() {
    let keys = |path: &str| -> BTreeSet<String> {
        let texts: serde_json::Value = serde_json::from_str(text_of(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let all = texts.as_object().unwrap_or_else(|| panic!("{path}: an object")).keys();
        // Forms of a number that English does not have.
        all.filter(|key| !["_zero", "_two", "_few", "_many"].iter().any(|form| key.ends_with(form))).cloned().collect()
    };
    let english = keys("extension/_locales/en/messages.json");
    let others = files().iter().map(|file| file.path.as_str()).filter(|path| path.starts_with("extension/_locales/"));
    let differ = others.flat_map(|path| english.symmetric_difference(&keys(path)).map(|key| format!("{path}: {key}")).collect::<Vec<_>>());
    none("a text that one language has, all have", differ);
}

#[test]
fn it_states_and_never_accuses() {
    let words = ["plagiar", "fake", "ai-written", "ai-generated", "ai generated", "ai written"];
    let told = |path: &str| (source(path) || path.ends_with(".json")) && !path.starts_with("reference/") && path != "package-lock.json";
    let reason = "Wirecopy says what it sees (verbatim, rewritten, altered quotation, share, source) and judges nobody";
    each_line(reason, told, |_, line| words.iter().any(|word| line.to_lowercase().contains(word)));
}

#[test]
fn every_test_runs() {
    let reason = "tests are not skipped, retried or slept through: they wait for what they need, and fail where it does not come";
    let marks = [".skip(", ".only(", ".todo(", "skip: true", "todo: true", "retries:", "waitForTimeout", "driver.sleep("];
    let tests = |path: &str| script(path) && path.starts_with("tests/");
    each_line(reason, tests, |_, line| marks.iter().any(|mark| code(line).contains(mark)));
    each_line(reason, rust, |_, line| ["#[ignore", "thread::sleep"].iter().any(|mark| line.contains(mark)));
}

#[test]
fn nothing_is_left_unfinished() {
    let marks = ["TODO", "FIXME", "XXX", "HACK"];
    each_line("what is to be done stands in issues, not in the code", source, |_, line| marks.iter().any(|mark| has_word(line, mark)));
}

#[test]
fn a_file_is_read_in_one_sitting() {
    let long = files().iter().filter(|file| source(&file.path)).map(|file| (file.text.lines().count(), &file.path));
    none(
        "a file over 500 lines holds two ideas: part them",
        long.filter(|(lines, _)| *lines > 500).map(|(lines, path)| format!("{path}: {lines} lines")),
    );
}

#[test]
fn a_file_says_what_it_is_for() {
    let says = |file: &File| {
        let first = file.text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!")).unwrap_or_default();
        if rust(&file.path) { first.starts_with("//!") } else { first.starts_with("//") || first.starts_with("/*") }
    };
    let silent = files().iter().filter(|file| (rust(&file.path) || script(&file.path)) && !says(file));
    none("the first line of a file says what it is for", silent.map(|file| file.path.clone()));
    let drawers = files()
        .iter()
        .filter(|file| ["util", "utils", "helpers", "misc"].iter().any(|name| file.path.split(['/', '.']).any(|part| part == *name)));
    none("a file is named for its idea, not for having none", drawers.map(|file| file.path.clone()));
}

#[test]
fn no_machine_is_named() {
    let reason = "paths and package hosts of one machine mean nothing on another";
    let of = |registry: &str| ["registry", "static", "index"].map(|part| format!("{part}.{registry}"));
    let hosts = [of("npmjs"), of("crates.io")].concat();
    // Where this very copy lies is one machine's place, too.
    let own = root().parent().filter(|parent| parent.parent().is_some()).map(|parent| format!("{}/", parent.display()));
    let homes: Vec<String> =
        ["root", "home", "Users"].map(|folder| format!("/{folder}/")).into_iter().chain([format!("C:{}Users", '\\')]).chain(own).collect();
    // Behind a name or a placeholder a path goes on.
    let at_root = |line: &str, home: &str| {
        line.match_indices(home).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || ".-_/:}".contains(c)))
    };
    let named = |line: &str| {
        let host = line.contains("\"resolved\":") || hosts.iter().any(|host| line.contains(host));
        host || homes.iter().any(|home| at_root(line, home))
    };
    each_line(reason, |path| path != "Cargo.lock" && !path.starts_with("reference/"), |_, line| named(line));
}

#[test]
fn what_is_built_is_not_committed() {
    let built = ["target/", "node_modules/", "dist/", "pkg/", "extension/pkg/", "extension/data/", "extension/page.js", "www/generated/"];
    let committed = git(&["ls-files"]);
    let places = committed.lines().filter(|path| built.iter().any(|prefix| path.starts_with(prefix)));
    none("cargo xtask makes it anew", places.map(str::to_owned));
}

#[test]
fn every_reference_page_says_what_it_should_show() {
    let pages = files().iter().map(|file| &file.path).filter(|path| path.starts_with("reference/pages/") && path.ends_with(".html"));
    let silent = pages.filter(|page| !root().join(page.replace(".html", ".expected.json")).exists());
    none("a page without expectations tests nothing", silent.cloned());
}

fn text_of(path: &str) -> &'static str {
    &files().iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is missing")).text
}

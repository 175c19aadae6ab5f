//! What ships besides this project's own code: the list of it (CycloneDX) for dist/, and whether its licences and sources are
//! those that are allowed.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::project::Project;

/// Packages of this workspace whose dependencies reach a reader's browser.
const SHIPPED: [&str; 2] = ["wirecopy", "wirecopy-import"];
/// Licences under which others' code may be shipped; of several that are offered, one has to be among these.
const LICENCES: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "0BSD",
    "BSL-1.0",
    "Apache-2.0 WITH LLVM-exception",
];

/// A package as `cargo metadata` has it, by its name and version.
type Packages = BTreeMap<(String, String), Value>;

/// What the extension holds, as CycloneDX; the same bytes every time.
pub(crate) fn sbom(project: &Project, version: &str) -> Result<String> {
    let shipped = shipped(project)?;
    let components = shipped.iter().map(|((name, version), package)| {
        let purl = format!("pkg:cargo/{name}@{version}");
        let licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
        json!({"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "licenses": [{"expression": licence}]})
    });
    let words = json!({
        "type": "data", "bom-ref": "wordnet", "name": "WordNet", "version": "3.0",
        "description": "Word vectors were trained with its synonyms", "licenses": [{"license": {"name": "WordNet 3.0 License"}}],
    });
    // Scripts are this project's own: no npm package ships.
    let list = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": "wirecopy", "name": "wirecopy", "version": version,
            "licenses": [{"expression": "MIT OR Apache-2.0"}],
        }},
        "components": components.chain([words]).collect::<Vec<_>>(),
    });
    Ok(format!("{list:#}\n"))
}

/// The step `trust`: others' code has an allowed licence and comes from the registry; what is known to be wrong with the packages that
/// the tests use is told where the registry can be asked.
pub(crate) fn trust(project: &Project) -> Result<()> {
    let shipped = shipped(project)?;
    let wrong: Vec<String> =
        shipped.iter().filter_map(|((name, version), package)| Some(format!("{name} {version}: {}", fault(package)?))).collect();
    if !wrong.is_empty() {
        bail!("{}", wrong.join("; "));
    }
    println!("  {} packages ship; all have allowed licences and come from the registry", shipped.len());
    let audit = project.npm().args(["audit", "--json"]).output().context("npm audit")?;
    let told: Value = serde_json::from_slice(&audit.stdout).unwrap_or_default();
    match &told["metadata"]["vulnerabilities"] {
        Value::Null => println!("  npm's advisories cannot be asked for here"),
        found => println!("  npm's advisories on the tools for tests, none of which ships: {found}"),
    }
    Ok(())
}

/// Why a package may not be shipped.
fn fault(package: &Value) -> Option<String> {
    let licence = package["license"].as_str().unwrap_or_default();
    let source = package["source"].as_str().unwrap_or_default();
    if !is_allowed(licence) {
        Some(format!("its licence is {licence:?}, allowed are {}", LICENCES.join(", ")))
    } else if !source.starts_with("registry+") {
        Some(format!("it comes from {source:?}, not from the registry"))
    } else {
        None
    }
}

/// Whether a licence expression can be met with allowed licences. Expressions are simple: alternatives of conjunctions.
fn is_allowed(expression: &str) -> bool {
    let allowed = |licence: &str| LICENCES.contains(&licence.trim().trim_matches(['(', ')']));
    if let Some((either, both)) = expression.split_once(") AND ").or_else(|| expression.split_once(" AND (")) {
        return is_allowed(either.trim_matches(['(', ')'])) && is_allowed(both.trim_matches(['(', ')']));
    }
    expression.replace('/', " OR ").split(" OR ").any(|option| option.split(" AND ").all(allowed))
}

/// The packages of others that are compiled into the WebAssembly modules, build tools and tests left out.
fn shipped(project: &Project) -> Result<Packages> {
    let metadata = project.metadata(&["--filter-platform=wasm32-unknown-unknown"])?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> = list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let own = |package: &Value| package["source"].is_null();
    let mut open: Vec<String> =
        packages.values().filter(|p| own(p) && SHIPPED.contains(&p["name"].as_str().unwrap_or_default())).map(|p| text(&p["id"])).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let normal = |dep: &Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let deps = nodes.get(&id).map(|node| list(&node["deps"])).unwrap_or_default();
        open.extend(deps.iter().filter(|dep| normal(dep)).map(|dep| text(&dep["pkg"])));
    }
    let named = |id: &String| packages.get(id).map(|package| ((text(&package["name"]), text(&package["version"])), package.clone()));
    Ok(seen.iter().filter_map(named).filter(|(_, package)| !own(package)).collect())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_licences_that_are_offered_one_must_be_allowed() {
        for allowed in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Unlicense OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT AND BSD-3-Clause",
        ] {
            assert!(is_allowed(allowed), "{allowed}");
        }
        for barred in ["", "GPL-3.0", "MIT AND GPL-3.0", "LGPL-2.1 OR GPL-2.0", "(MIT OR Apache-2.0) AND GPL-3.0"] {
            assert!(!is_allowed(barred), "{barred}");
        }
    }

    #[test]
    fn what_comes_from_elsewhere_is_told() {
        let package = |source: &str| json!({"license": "MIT", "source": source});
        assert!(fault(&package("git+https://forge.example/a")).is_some());
        assert!(fault(&package("registry+https://registry.example")).is_none());
    }
}

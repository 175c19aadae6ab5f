//! `cargo xtask dist`: what the stores get, and the demo page as one folder.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::build::{clear, copy_all};
use crate::project::{self, Project};
use crate::{archive, sbom, steps};

/// Makes the packages in dist/.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build again what did not change, too.
    #[arg(long)]
    fresh: bool,
}

/// A browser family and what its manifest leaves out, each as a path of keys; an entry of a list goes by its value.
struct Flavour {
    name: &'static str,
    without: &'static [&'static [&'static str]],
}

/// One manifest serves both while developing; a store gets only what its browser knows.
const FLAVOURS: [Flavour; 2] = [
    Flavour { name: "chromium", without: &[&["browser_specific_settings"], &["sidebar_action"], &["background", "scripts"]] },
    Flavour {
        name: "firefox",
        without: &[
            &["minimum_chrome_version"],
            &["side_panel"],
            &["storage"],
            &["background", "service_worker"],
            &["permissions", "offscreen"],
            &["permissions", "sidePanel"],
        ],
    },
];

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    steps::run(project, &["packages"], args.fresh)
}

/// Makes them of what is built, and holds them to what stores expect.
pub(crate) fn packages(project: &Project) -> Result<()> {
    let dist = project.root.join("dist");
    let version = manifest(&project.root)?["version"].as_str().context("the manifest has a version")?.to_owned();
    for flavour in &FLAVOURS {
        let archive = packed(&project.root, flavour, &dist, &version)?;
        names_no_place(project, &dist.join(flavour.name))?;
        println!("  {}: {} bytes", archive.file_name().unwrap_or_default().to_string_lossy(), fs::metadata(&archive)?.len());
    }
    same_elsewhere(project, &dist, &version)?;
    fs::write(dist.join("sbom.cdx.json"), sbom::sbom(project, &version)?).context("dist/sbom.cdx.json")?;
    let www = dist.join("www");
    clear(&www)?;
    for part in ["www", "reference/pages"] {
        copy_all(&project.root.join(part), &www.join(part))?;
    }
    extension(&project.root, &www.join("extension"))?;
    licences(&project.root, &www)?;
    names_no_place(project, &www)?;
    let firefox = dist.join("firefox");
    project::run(project.npm_bin("web-ext").args(["lint", "--no-config-discovery", "--warnings-as-errors", "--source-dir"]).arg(firefox))?;
    println!("  dist/www: the demo page is www/index.html in it");
    Ok(())
}

/// One flavour of the extension in the tree at `root`, as a folder of `dist` and as an archive beside it; gives the archive.
fn packed(root: &Path, flavour: &Flavour, dist: &Path, version: &str) -> Result<PathBuf> {
    let folder = dist.join(flavour.name);
    clear(&folder)?;
    extension(root, &folder)?;
    let manifest = reduced(manifest(root)?, flavour.without);
    fs::write(folder.join("manifest.json"), format!("{manifest:#}\n"))?;
    licences(root, &folder)?;
    let archive = dist.join(format!("wirecopy-{version}-{}.zip", flavour.name));
    archive::write(&folder, &archive)?;
    Ok(archive)
}

/// A copy of the tree in another folder, with other times on its files, gives the same archives, byte for byte.
fn same_elsewhere(project: &Project, dist: &Path, version: &str) -> Result<()> {
    let elsewhere = project.scratch("elsewhere");
    clear(&elsewhere)?;
    let root = elsewhere.join("a folder with another name");
    copy_all(&project.root.join("extension"), &root.join("extension"))?;
    for file in LICENCES {
        let to = root.join(file);
        fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
        fs::copy(project.root.join(file), to).context(file)?;
    }
    let mut files = Vec::new();
    crate::stamp::collect(&root, &mut files)?;
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for file in &files {
        fs::File::options().write(true).open(file)?.set_modified(long_ago).with_context(|| file.display().to_string())?;
    }
    for flavour in &FLAVOURS {
        let other = packed(&root, flavour, &elsewhere.join("dist"), version)?;
        let name = other.file_name().context("an archive has a name")?;
        if fs::read(&other)? != fs::read(dist.join(name))? {
            bail!("{} comes out otherwise in another folder: compare it with {}", name.to_string_lossy(), other.display());
        }
    }
    println!("  packed again in another folder, with other times on the files: the same bytes");
    Ok(())
}

/// The terms under which the code, and the data counted from other works, may be handed on.
const LICENCES: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "data/LICENSE-WORDNET"];

fn licences(root: &Path, to: &Path) -> Result<()> {
    for file in LICENCES {
        let from = root.join(file);
        fs::copy(&from, to.join(from.file_name().context("a file has a name")?)).context(file)?;
    }
    Ok(())
}

/// No file says where it was built: neither the repository's folder nor the builder's home.
fn names_no_place(project: &Project, folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    crate::stamp::collect(folder, &mut files)?;
    let home = env::home_dir().unwrap_or_else(|| project.tools.clone());
    for file in files {
        let bytes = fs::read(&file)?;
        for place in [&project.root, &home] {
            let place = place.to_string_lossy();
            if place.len() > 1 && bytes.windows(place.len()).any(|window| window == place.as_bytes()) {
                bail!("{} names a folder of this machine: {place}", file.display());
            }
        }
    }
    Ok(())
}

fn manifest(root: &Path) -> Result<Value> {
    let file = root.join("extension/manifest.json");
    Ok(serde_json::from_str(&fs::read_to_string(&file).with_context(|| file.display().to_string())?)?)
}

/// The extension as it is loaded; types are for the development only.
fn extension(root: &Path, to: &Path) -> Result<()> {
    copy_all(&root.join("extension"), to)?;
    let mut files = Vec::new();
    crate::stamp::collect(to, &mut files)?;
    let types = |file: &&PathBuf| file.to_string_lossy().ends_with(".d.ts");
    files.iter().filter(types).try_for_each(fs::remove_file).context("removing type declarations")
}

/// The manifest without what the flavour leaves out.
fn reduced(mut manifest: Value, without: &[&[&str]]) -> Value {
    for path in without {
        let Some((last, parents)) = path.split_last() else { continue };
        let holder = parents.iter().try_fold(&mut manifest, |value, key| value.get_mut(*key));
        match holder {
            Some(Value::Object(entries)) => drop(entries.remove(*last)),
            Some(Value::Array(entries)) => entries.retain(|entry| entry != last),
            _ => {}
        }
    }
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_store_gets_the_manifest_its_browser_knows() {
        let both = json!({"background": {"service_worker": "b.js", "scripts": ["b.js"]}, "permissions": ["storage", "offscreen"], "side_panel": {}});
        let [chromium, firefox] = FLAVOURS.map(|flavour| reduced(both.clone(), flavour.without));
        assert_eq!(chromium, json!({"background": {"service_worker": "b.js"}, "permissions": ["storage", "offscreen"], "side_panel": {}}));
        assert_eq!(firefox, json!({"background": {"scripts": ["b.js"]}, "permissions": ["storage"]}));
    }
}

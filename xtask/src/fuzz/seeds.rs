//! What fuzzing begins with: the project's own fixtures, packed where a target reads what is packed.

#[path = "../../../tests/common/reseal.rs"]
mod reseal;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::{DeflateEncoder, GzEncoder};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::project::{self, Project};

/// A seed's name and bytes.
type Seed = (String, Vec<u8>);

/// Which fixtures of `tests/import` belong to which target, by what their names begin with.
const FIXTURES: [(&str, &[&str]); 6] = [
    ("json", &["ap", "ninjs"]),
    ("xml", &["newsml", "nitf", "cut", "other", "ritzau"]),
    ("feeds", &["atom", "feed", "rdf", "rss"]),
    ("tables", &["table"]),
    ("teletype", &["anpa1312", "iptc7901"]),
    ("articles", &["page", "story", "mail", "empty"]),
];

/// Writes a target's seeds into a folder of their own, which is returned.
pub(super) fn write(project: &Project, target: &str) -> Result<PathBuf> {
    let folder = project.scratch("fuzz").join(target);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let root = project.root.as_path();
    let seeds = match target {
        "pack" => packs(project)?,
        "text" => texts(root)?,
        "html" => [files(&root.join("tests/html"), ".html")?, files(&root.join("reference/pages"), ".html")?].concat(),
        "learned" => vec![("weights".to_owned(), fs::read(root.join("data/weights.bin")).context("data/weights.bin")?)],
        "archives" => archives(root)?,
        "articles" => articles(root)?,
        _ => fixtures(root, target)?,
    };
    ensure!(!seeds.is_empty(), "{target} has no seeds");
    for (name, bytes) in seeds {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(folder)
}

/// A folder's files whose names end so.
fn files(folder: &Path, end: &str) -> Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for file in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.ends_with(end) {
            seeds.push((name.clone(), fs::read(folder.join(name))?));
        }
    }
    seeds.sort();
    Ok(seeds)
}

fn fixtures(root: &Path, target: &str) -> Result<Vec<Seed>> {
    let begins = FIXTURES.iter().find(|(name, _)| *name == target).map_or(&[][..], |(_, begins)| begins);
    let mut seeds = files(&root.join("tests/import"), "")?;
    seeds.retain(|(name, _)| !name.ends_with(".expected.json") && begins.iter().any(|begin| name.starts_with(begin)));
    Ok(seeds)
}

/// Pages and texts, in UTF-16 too.
fn articles(root: &Path) -> Result<Vec<Seed>> {
    let mut seeds = fixtures(root, "articles")?;
    for (name, bytes) in seeds.clone() {
        let text = format!("\u{feff}{}", String::from_utf8_lossy(&bytes));
        seeds.push((format!("{name}.utf16"), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
    }
    Ok(seeds)
}

/// Articles alone, and the pages that are labelled.
fn texts(root: &Path) -> Result<Vec<Seed>> {
    let mut seeds = files(&root.join("tests/html"), ".article.txt")?;
    for language in fs::read_dir(root.join("tests/labelled"))?.flatten().filter(|entry| entry.path().is_dir()) {
        let pages = fs::read_to_string(language.path().join("pages.jsonl"))?;
        for line in pages.lines() {
            let page: serde_json::Value = serde_json::from_str(line)?;
            let text = |field: &str| page[field].as_str().with_context(|| format!("a labelled page without {field}"));
            seeds.push((text("id")?.replace(':', "-"), text("text")?.into()));
        }
    }
    Ok(seeds)
}

/// Packs of each kind, made by the command. The texts of one stand in it uncompressed, so that changed ones are reached, too.
fn packs(project: &Project) -> Result<Vec<Seed>> {
    let folder = project.scratch("fuzz-packs");
    fs::create_dir_all(&folder)?;
    let stories = ["reference/stories/a15-skerra-ferry.json", "reference/stories/a16-northlark-islander.json"];
    for (name, more) in [
        ("text", &["--store", "text"][..]),
        ("fingerprints", &["--store", "fingerprints"]),
        ("keyed", &["--store", "fingerprints", "--key", "fuzz/key"]),
    ] {
        let mut build = project.cargo();
        build.args(["run", "--quiet", "--package", "wirecopy-cli", "--", "pack", "build", "--name", name, "--out"]);
        project::run(build.arg(folder.join(format!("{name}.pack"))).args(more).args(stories))?;
    }
    let mut seeds = files(&folder, ".pack")?;
    let text = fs::read(folder.join("text.pack"))?;
    seeds.push(("stored.pack".to_owned(), uncompressed(&text)?));
    Ok(seeds)
}

/// The same pack with its texts in a DEFLATE stream that does not compress. Its layout is that of `src/pack/format.rs`.
fn uncompressed(pack: &[u8]) -> Result<Vec<u8>> {
    const BODIES: u32 = 3;
    let word = |bytes: &[u8], at: usize| Ok::<u32, anyhow::Error>(u32::from_le_bytes(bytes.get(at..at + 4).context("a pack")?.try_into()?));
    let mut header = pack.get(..word(pack, 12)? as usize).context("a header")?.to_vec();
    let mut sections = Vec::new();
    for at in (0..word(pack, 20)? as usize).map(|number| 32 + number * 24) {
        let (offset, length) = (word(pack, at + 8)? as usize, word(pack, at + 16)? as usize);
        let mut bytes = pack.get(offset..offset + length).context("a section")?.to_vec();
        if word(pack, at)? == BODIES {
            let mut plain = Vec::new();
            DeflateDecoder::new(&bytes[8..]).read_to_end(&mut plain)?;
            ensure!(bytes.len() == 8 + word(&bytes, 4)? as usize, "one group of texts was expected");
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::none());
            encoder.write_all(&plain)?;
            let stored = encoder.finish()?;
            bytes = [&(plain.len() as u32).to_le_bytes(), &(stored.len() as u32).to_le_bytes(), stored.as_slice()].concat();
        }
        let offset = header.len() + sections.len();
        header[at + 8..at + 16].copy_from_slice(&(offset as u64).to_le_bytes());
        header[at + 16..at + 24].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
        sections.extend(bytes);
    }
    header.extend(sections);
    reseal::reseal(&mut header);
    Ok(header)
}

/// A few fixtures in archives of each kind, as far as it goes without compression, so that changed ones are reached, too.
fn archives(root: &Path) -> Result<Vec<Seed>> {
    let mut inside = files(&root.join("tests/import"), "")?;
    inside.retain(|(name, _)| ["ninjs-lines.jsonl", "page.html", "rss.xml", "story.txt"].contains(&name.as_str()));
    let page = inside.iter().find(|(name, _)| name == "page.html").map(|(_, bytes)| bytes.as_slice()).context("page.html")?;
    let tar = tar(&inside)?;
    let archives = [
        ("stored.zip", zip(&inside, CompressionMethod::Stored)?),
        ("deflated.zip", zip(&inside, CompressionMethod::Deflated)?),
        ("page.html.gz", gzip(page, Compression::none())?),
        ("page.html.best.gz", gzip(page, Compression::best())?),
        ("stories.tar.gz", gzip(&tar, Compression::none())?),
        ("in.zip", zip(&[("stories.tar".to_owned(), tar.clone())], CompressionMethod::Stored)?),
        ("stories.tar", tar),
        ("pages.warc", warc(page)?),
    ];
    Ok(archives.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec())
}

fn gzip(bytes: &[u8], level: Compression) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn tar(files: &[Seed]) -> Result<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, bytes.as_slice())?;
    }
    Ok(builder.into_inner()?)
}

fn zip(files: &[Seed], method: CompressionMethod) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A page as a reply, the same in chunks and packed, and as a resource.
fn warc(page: &[u8]) -> Result<Vec<u8>> {
    let packed = gzip(page, Compression::none())?;
    let plain = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".as_slice(), page].concat();
    let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n{:x}\r\n", packed.len());
    let chunked = [head.as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let records = [("response", plain.as_slice()), ("response", &chunked), ("resource", page)].map(|(kind, content)| {
        let address = "https://tpa.example/1";
        let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Length: {}\r\n\r\n", content.len());
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    });
    Ok(records.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fixture_of_a_format_is_a_seed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut all = files(&root.join("tests/import"), "").unwrap();
        all.retain(|(name, _)| !name.ends_with(".expected.json"));
        let mut seeds: Vec<Seed> = FIXTURES.iter().flat_map(|(target, _)| fixtures(&root, target).unwrap()).collect();
        seeds.sort();
        assert_eq!(seeds, all);
    }
}

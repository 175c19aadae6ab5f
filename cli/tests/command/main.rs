//! The `wirecopy` command as a user runs it: what it prints, what it says, how it exits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_input;
mod checks;
mod interrupted;
mod packs;
mod schema;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A story of an agency, a paragraph each.
const STORY: [&str; 6] = [
    "Brenmouth's harbour council voted on Tuesday to close the fish market after 214 years.",
    "Eleven of the nineteen councillors backed the plan, which moves the last traders to a warehouse on Selby Road.",
    "“My grandmother sold mackerel at this very stall,” said Orla Venn, who has traded there since 1987.",
    "The council says repairs to the cast-iron roof would cost 4.2 million crowns, twice its yearly budget.",
    "A petition with 6,300 signatures was handed in before the vote, but the chair ruled that it had come too late.",
    "The market hall will be fenced off in October and offered for sale in the spring.",
];

/// Another story, with nothing of the first in it.
const OTHER: [&str; 5] = [
    "Astronomers at Kelling Observatory have measured a comet whose tail points the wrong way.",
    "The object, seen first in January by a school class, sheds dust so coarse that sunlight hardly moves it.",
    "Three telescopes followed it for nine nights and found grains as large as peas.",
    "Team leader Ivo Strand called the finding a gift and asked amateurs to send their pictures.",
    "It will pass the sun in August and will not come back for eleven thousand years.",
];

/// A folder to work in, with a pack of both stories in `set.pack`.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Desk { folder: TempDir::new().unwrap() }
    }

    fn with_pack() -> Self {
        let desk = Desk::new();
        desk.write("refs.jsonl", refs());
        let built = desk.run(&["pack", "build", "--out", "set.pack", "refs.jsonl"]);
        assert_eq!(code(&built), 0, "{}", stderr(&built));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, b"")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wirecopy"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    /// Reports of pages against `set.pack`, and the exit code.
    fn check(&self, arguments: &[&str]) -> (Vec<Value>, i32) {
        let output = self.run(&[&["check", "--pack", "set.pack", "--format", "json"], arguments].concat());
        (lines(&output), code(&output))
    }
}

/// A reference as a line of ninjs.
fn story(uri: &str, headline: &str, text: &[&str]) -> String {
    json!({
        "uri": uri, "headline": headline, "body_text": text.join("\n\n"), "language": "en", "versioncreated": "2026-03-04T09:00:00Z",
        "infosource": [{"name": "TPA"}], "usageterms": "For subscribers", "altids": {"url": format!("https://tpa.example/{uri}")}
    })
    .to_string()
}

fn refs() -> String {
    [story("market", "Brenmouth to close its fish market", &STORY), story("comet", "A comet with its tail in front", &OTHER)].join("\n")
}

fn lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A file of the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

#[test]
fn wrong_arguments_exit_with_2() {
    let desk = Desk::with_pack();
    for arguments in [
        &[][..],
        &["check", "page.txt"],
        &["check", "--pack", "a.pack", "--format", "xml", "p.txt"],
        &["check", "--pack", "a.pack", "--jobs", "0", "p.txt"],
        &["check", "--pack", "set.pack", "set.pack"],
        &["pack", "build", "--out", "b.pack", "--store", "text", "--key", "key", "a.txt"],
        &["pack", "build", "a.txt"],
        &["spell"],
    ] {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(!stderr(&output).is_empty(), "{arguments:?}");
    }
}

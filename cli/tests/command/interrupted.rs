//! A build that is cut off leaves nothing half there, and nothing in the way of the next one.

use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::{Desk, STORY, code, stderr};
use serde_json::json;

/// Enough stories that a build can be met at any stage of it.
fn many() -> String {
    let story = |number: usize| {
        let body: Vec<String> = STORY.iter().map(|sentence| sentence.replace("Brenmouth", &format!("Brenmouth{number}"))).collect();
        json!({"uri": format!("story{number}"), "body_text": body.join("\n\n"), "language": "en"}).to_string()
    };
    (0..120).map(story).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_build_killed_at_any_moment_can_be_run_again() {
    const KILLS: u32 = 10;
    let desk = Desk::new();
    desk.write("refs.jsonl", many());
    let arguments = ["pack", "build", "--out", "set.pack", "refs.jsonl"];
    let began = Instant::now();
    let whole = desk.run(&arguments);
    let takes = began.elapsed();
    assert_eq!(code(&whole), 0, "{}", stderr(&whole));
    let wanted = desk.read("set.pack");
    for kill in 0..KILLS {
        // Half of the kills meet a set that is there already, which has to stay as it was.
        let replaces = kill % 2 == 0;
        if !replaces {
            std::fs::remove_file(desk.path("set.pack")).unwrap();
        }
        let mut build = Command::new(env!("CARGO_BIN_EXE_wirecopy"));
        let mut build = build.args(arguments).current_dir(desk.folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (_kept, never) = mpsc::channel::<()>();
        let moment: Duration = takes * (2 * kill + 1) / (2 * KILLS);
        let _ = never.recv_timeout(moment);
        let _ = build.kill();
        build.wait().unwrap();
        let left = std::fs::read(desk.path("set.pack")).ok();
        assert!(left.as_ref().map_or(!replaces, |left| *left == wanted), "killed after {moment:?} of {takes:?}");
        let again = desk.run(&arguments);
        assert_eq!(code(&again), 0, "{}", stderr(&again));
        assert!(desk.read("set.pack") == wanted, "built again after {moment:?} of {takes:?}");
        assert_eq!(desk.names(), ["refs.jsonl", "set.pack"]);
    }
}

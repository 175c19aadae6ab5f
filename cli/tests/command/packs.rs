//! `wirecopy pack …`.

use super::*;

#[test]
fn a_pack_says_what_is_in_it() {
    let desk = Desk::with_pack();
    let info = &lines(&desk.run(&["pack", "info", "--verify", "set.pack", "--format", "json"]))[0];
    assert_eq!((&info["name"], &info["store"]), (&json!("set"), &json!("text")));
    assert_eq!((&info["documents"], &info["sentences"]), (&json!(2), &json!(STORY.len() + OTHER.len())));
    assert_eq!(info["sources"], json!({"TPA": 2}));
    assert_eq!(info["languages"], json!({"en": 2}));
    assert_eq!(info["last"], "2026-03-04T09:00:00Z");
    assert_eq!(info["bytes"], desk.read("set.pack").len());
    let text = stdout(&desk.run(&["pack", "info", "set.pack"]));
    assert!(text.contains("documents  2") && text.contains("TPA"), "{text}");

    let listed = lines(&desk.run(&["pack", "list", "set.pack", "--format", "json"]));
    let comet = &listed[0];
    assert_eq!(
        (&comet["uri"], &comet["headline"], &comet["source"]),
        (&json!("comet"), &json!("A comet with its tail in front"), &json!("TPA"))
    );
    assert_eq!((&comet["usageterms"], &comet["url"]), (&json!("For subscribers"), &json!("https://tpa.example/comet")));
    assert_eq!((&comet["sentences"], &comet["text"]), (&json!(OTHER.len()), &json!(OTHER.join("\n\n"))));
    assert_eq!(stdout(&desk.run(&["pack", "list", "set.pack"])).lines().count(), 2);
}

#[test]
fn every_kind_of_input_goes_into_one_pack() {
    let desk = Desk::new();
    desk.write("in/story.txt", STORY.join("\n"));
    desk.write("in/deep/refs.jsonl", refs());
    desk.write("in/.hidden.txt", "Not this one, it is hidden.");
    desk.write("in/picture.jpg", b"\xff\xd8\xff\xe0\0\0\0");
    let page: String = STORY.iter().map(|p| format!("<p>{p}</p>\n")).collect();
    desk.write(
        "page.html",
        format!(
            "<!doctype html><html lang=en><title>Market</title><body><article><h1>Fish market to close</h1>{page}</article></body></html>"
        ),
    );
    let built = desk.run(&["pack", "build", "--out", "all.pack", "--name", "Everything", "in", "page.html"]);
    assert_eq!((code(&built), stderr(&built).as_str()), (0, ""));
    let listed = lines(&desk.run(&["pack", "list", "all.pack", "--format", "json"]));
    let uris: Vec<&str> = listed.iter().map(|d| d["uri"].as_str().unwrap()).collect();
    let text_uri = Path::new("in").join("story.txt").display().to_string();
    assert_eq!(uris, ["comet", &text_uri, "market", "page.html"]);
    assert!(listed.iter().filter(|d| d["uri"] != "comet").all(|d| d["sentences"] == STORY.len()), "{listed:?}");
    let info = &lines(&desk.run(&["pack", "info", "all.pack", "--format", "json"]))[0];
    assert_eq!((&info["name"], &info["skipped"]), (&json!("Everything"), &json!({"unknown format": 1})));
}

#[test]
fn the_same_articles_give_the_same_bytes_however_they_come() {
    let desk = Desk::new();
    let refs = refs();
    let (first, second) = refs.split_once('\n').unwrap();
    desk.write("one.jsonl", first);
    desk.write("two.json", format!("[{second}, {{\"uri\": \"photo\", \"type\": \"picture\"}}]"));
    let build = |out: &str, inputs: &[&str]| {
        let output = desk.run(&[&["pack", "build", "--name", "Set", "--out", out], inputs].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    };
    build("a.pack", &["one.jsonl", "two.json"]);
    build("b.pack", &["two.json", "one.jsonl"]);
    assert_eq!(desk.read("a.pack"), desk.read("b.pack"));
    build("1.pack", &["one.jsonl"]);
    build("2.pack", &["two.json"]);
    let merged = desk.run(&["pack", "merge", "--name", "Set", "--out", "m.pack", "2.pack", "1.pack"]);
    assert_eq!(code(&merged), 0, "{}", stderr(&merged));
    assert_eq!(desk.read("a.pack"), desk.read("m.pack"));
}

#[test]
fn embargoed_stories_wait_for_their_time() {
    let desk = Desk::new();
    desk.write("a.json", json!({"uri": "a", "body_text": STORY.join("\n\n"), "embargoed": "2031-05-01T06:00:00Z"}).to_string());
    desk.write("b.json", json!({"uri": "b", "body_text": OTHER.join("\n\n")}).to_string());
    for time in ["noon", "2031-05-01T07:00", "2031-05-01 07:00:00"] {
        assert_eq!(code(&desk.run(&["pack", "build", "--out", "set.pack", "--as-of", time, "a.json"])), 2, "{time}");
    }
    let build = |as_of: &str| {
        desk.run(&["pack", "build", "--out", "set.pack", "--as-of", as_of, "."]);
        lines(&desk.run(&["pack", "info", "set.pack", "--format", "json"]))[0].clone()
    };
    let before = build("2031-05-01T05:59:59Z");
    assert_eq!((&before["documents"], &before["skipped"]), (&json!(1), &json!({"embargoed": 1})));
    assert_eq!(build("2031-05-01"), before);
    // The folder now holds the pack itself, which is no input of its own making.
    let after = build("2031-05-01T06:00:00Z");
    assert_eq!((&after["documents"], &after["skipped"]), (&json!(2), &json!({})));
}

#[test]
fn what_its_agency_withdrew_goes_from_the_pack() {
    let desk = Desk::new();
    let item = |version: u32, status: &str| {
        json!({"uri": "market", "version": version.to_string(), "pubstatus": status, "body_text": STORY.join("\n\n")}).to_string()
    };
    desk.write("1.json", [item(1, "usable"), json!({"uri": "comet", "body_text": OTHER.join("\n\n")}).to_string()].join("\n"));
    desk.write("2.json", item(2, "canceled"));
    desk.write("3.json", item(3, "usable"));
    let uris = |out: &str, arguments: &[&str]| {
        let built = desk.run(&[&["pack"], arguments, &["--name", "Set", "--out", out]].concat());
        assert_eq!(code(&built), 0, "{}", stderr(&built));
        let listed = lines(&desk.run(&["pack", "list", out, "--format", "json"]));
        listed.iter().map(|d| d["uri"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(uris("both.pack", &["build", "2.json", "1.json"]), ["comet"]);
    assert_eq!(uris("again.pack", &["build", "1.json", "2.json", "3.json"]), ["comet", "market"]);
    // A delivery of nothing but withdrawals is a pack that takes them out of others.
    assert_eq!(uris("1.pack", &["build", "1.json"]), ["comet", "market"]);
    assert_eq!(uris("2.pack", &["build", "2.json"]), [""; 0]);
    assert_eq!(uris("merged.pack", &["merge", "1.pack", "2.pack"]), ["comet"]);
    assert_eq!(desk.read("merged.pack"), desk.read("both.pack"));
}

#[test]
fn fingerprints_find_what_was_copied_without_the_text() {
    let desk = Desk::new();
    desk.write("refs.jsonl", refs());
    desk.write("page.txt", STORY.join("\n\n"));
    desk.write("key", [7; 32]);
    desk.write("other", [8; 32]);
    for key in [&[][..], &["--key", "key"]] {
        let built = desk.run(&[&["pack", "build", "--store", "fingerprints", "--out", "set.pack", "refs.jsonl"], key].concat());
        assert_eq!(code(&built), 0, "{}", stderr(&built));
        let bytes = desk.read("set.pack");
        let has = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(has("Brenmouth to close its fish market") && !has("Selby") && !has("mackerel"));
        let listed = lines(&desk.run(&["pack", "list", "set.pack", "--format", "json"]));
        assert!(listed.iter().all(|d| d.get("text").is_none() && d["usageterms"] == "For subscribers"), "{listed:?}");
        let (reports, exit) = desk.check(&[key, &["page.txt"]].concat());
        assert_eq!(exit, 0);
        let verdict = &reports[0]["verdict"];
        assert_eq!((&verdict["kind"], &verdict["documents"][0]["document"]), (&json!("verbatim"), &json!("market")));
        for sentence in reports[0]["sentences"].as_array().unwrap() {
            assert_eq!(sentence["class"], "verbatim");
            assert_eq!(sentence["matches"][0]["text"], Value::Null);
            assert_eq!(sentence["changes"], json!([]));
            // What the source quotes is not known, so nothing is said of it.
            assert!(sentence["quotes"].as_array().unwrap().iter().all(|q| q["status"] == "unmatched"), "{}", sentence["quotes"]);
        }
    }
    for key in [&[][..], &["--key", "other"]] {
        let refused = desk.run(&[&["check", "--pack", "set.pack"], key, &["page.txt"]].concat());
        assert_eq!(code(&refused), 1);
        assert!(stderr(&refused).contains("with a key"), "{}", stderr(&refused));
    }
}

#[test]
fn control_characters_of_foreign_text_do_not_reach_the_terminal() {
    let desk = Desk::new();
    let body = STORY.join("\n\n");
    let item = json!({"uri": "a\u{1b}]0;x\u{7}", "headline": "Fish\u{1b}[31m market\nclosed\t\u{202e}", "infosource": [{"name": "T\rPA"}], "body_text": body});
    desk.write("refs.jsonl", item.to_string());
    desk.write("page.txt", &body);
    assert_eq!(code(&desk.run(&["pack", "build", "--out", "set.pack", "--name", "S\u{1b}[2Jet", "refs.jsonl"])), 0);
    for args in [&["pack", "list", "set.pack"][..], &["pack", "info", "set.pack"], &["check", "--pack", "set.pack", "page.txt"]] {
        let text = stdout(&desk.run(args));
        assert!(!text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{text:?}");
    }
    assert_eq!(stdout(&desk.run(&["pack", "list", "set.pack"])).lines().count(), 1);
}

#[test]
fn a_pack_is_not_written_to_standard_output() {
    let desk = Desk::with_pack();
    for arguments in [&["pack", "build", "--out", "-", "refs.jsonl"], &["pack", "merge", "--out", "-", "set.pack"]] {
        let refused = desk.run(arguments);
        assert!(code(&refused) == 2 && stderr(&refused).contains("--out names a file"), "{}", stderr(&refused));
    }
    assert_eq!(desk.names(), ["refs.jsonl", "set.pack"]);
}

//! Bad input: a clear message with the file's name, the right exit code, nothing else lost.

use super::*;

#[test]
fn a_wrong_line_is_named_and_the_rest_is_used() {
    let desk = Desk::new();
    let mut lines: Vec<String> =
        (1..=9).map(|i| json!({"uri": i.to_string(), "body_text": format!("Story {i} tells of a ferry.")}).to_string()).collect();
    lines[6] = "{\"uri\": \"7\", \"body_text\": ".to_owned();
    desk.write("refs.jsonl", lines.join("\n"));
    let built = desk.run(&["pack", "build", "--out", "set.pack", "refs.jsonl"]);
    assert_eq!(code(&built), 1);
    assert!(stderr(&built).contains("refs.jsonl:7: is not JSON"), "{}", stderr(&built));
    assert!(stdout(&built).contains("8 documents"), "{}", stdout(&built));
}

#[test]
fn what_cannot_be_used_is_named_and_the_others_are() {
    let desk = Desk::new();
    desk.write("good.txt", STORY.join("\n"));
    desk.write("no-body.json", r#"{"uri": "urn:x", "type": "text", "headline": "Nothing"}"#);
    desk.write("empty.txt", "");
    desk.write("binary.bin", [0, 159, 146, 150, 0, 1, 2, 3]);
    let built = desk.run(&["pack", "build", "--out", "set.pack", "missing.json", "no-body.json", "empty.txt", "binary.bin", "good.txt"]);
    let said = stderr(&built);
    assert_eq!(code(&built), 1);
    for message in [
        "missing.json: cannot be opened",
        "no-body.json: has no article to compare with (1 left out: no body)",
        "empty.txt: is empty",
        "binary.bin: is in no format that is read here",
    ] {
        assert!(said.contains(message), "{message} is not in:\n{said}");
    }
    assert!(stdout(&built).contains("1 document,"), "{}", stdout(&built));
}

#[test]
fn a_build_without_articles_leaves_what_was_there() {
    let desk = Desk::with_pack();
    let before = desk.read("set.pack");
    desk.write("no-body.json", r#"{"uri": "urn:x"}"#);
    let built = desk.run(&["pack", "build", "--out", "set.pack", "no-body.json"]);
    assert_eq!(code(&built), 1);
    assert!(stderr(&built).contains("no pack was written"), "{}", stderr(&built));
    assert_eq!(desk.read("set.pack"), before);
    assert_eq!(desk.names(), ["no-body.json", "refs.jsonl", "set.pack"]);
    let nowhere = desk.run(&["pack", "build", "--out", "no/such/folder/set.pack", "refs.jsonl"]);
    assert_eq!(code(&nowhere), 1);
    assert!(stderr(&nowhere).contains("set.pack: cannot be written"), "{}", stderr(&nowhere));
}

#[test]
fn a_pack_takes_no_folders_place() {
    let desk = Desk::new();
    desk.write("refs.jsonl", refs());
    desk.write("archive/old.txt", "kept");
    let refused = desk.run(&["pack", "build", "--out", "archive", "refs.jsonl"]);
    assert_eq!((code(&refused), stderr(&refused).contains("archive: is no file")), (1, true), "{}", stderr(&refused));
    assert_eq!(desk.names(), ["archive", "refs.jsonl"]);
}

#[test]
fn a_pack_takes_no_articles_place() {
    let desk = Desk::with_pack();
    desk.write("1.txt", STORY.join("\n"));
    desk.write("2.txt", OTHER.join("\n"));
    for arguments in [&["pack", "build", "--out", "1.txt", "2.txt"], &["pack", "merge", "--out", "1.txt", "set.pack"]] {
        let refused = desk.run(arguments);
        assert!(code(&refused) == 1 && stderr(&refused).contains("1.txt: holds something other than a pack"), "{}", stderr(&refused));
    }
    assert_eq!(desk.read("1.txt"), STORY.join("\n").as_bytes());
    // An empty file may be where the pack is to go.
    desk.write("new", "");
    assert_eq!(code(&desk.run(&["pack", "build", "--out", "new", "2.txt"])), 0);
}

#[test]
fn a_damaged_pack_is_refused() {
    let desk = Desk::with_pack();
    let whole = desk.read("set.pack");
    desk.write("page.txt", STORY.join("\n"));
    let mut later = whole.clone();
    later[8] = 99;
    desk.write("later.pack", later);
    desk.write("cut.pack", &whole[..whole.len() - 1]);
    desk.write("other.pack", "This is no pack.");
    for (file, message) in [
        ("later.pack", "later.pack: pack format version 99"),
        ("cut.pack", "cut.pack: the pack is cut short"),
        ("other.pack", "other.pack: not a Wirecopy pack"),
        ("missing.pack", "missing.pack: cannot be opened"),
    ] {
        for arguments in [
            &["pack", "info", file][..],
            &["pack", "list", file],
            &["pack", "merge", "--out", "m.pack", file],
            &["check", "--pack", file, "page.txt"],
        ] {
            let output = desk.run(arguments);
            assert_eq!((code(&output), stdout(&output).as_str()), (1, ""), "{arguments:?}");
            assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
        }
    }
    assert!(!desk.path("m.pack").exists());
}

#[test]
fn of_packs_that_cannot_be_joined_the_one_at_fault_is_named() {
    let desk = Desk::with_pack();
    let mut damaged = desk.read("set.pack");
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    desk.write("damaged.pack", damaged);
    assert_eq!(code(&desk.run(&["pack", "build", "--store", "fingerprints", "--out", "prints.pack", "refs.jsonl"])), 0);
    for (other, message) in
        [("damaged.pack", "damaged.pack: lengths block"), ("prints.pack", "prints.pack: a pack that keeps text and one")]
    {
        let merged = desk.run(&["pack", "merge", "--out", "m.pack", "set.pack", other]);
        assert!(code(&merged) == 1 && stderr(&merged).contains(message), "{}", stderr(&merged));
    }
    assert!(!desk.path("m.pack").exists());
}

#[test]
fn a_folder_without_pages_is_named() {
    let desk = Desk::with_pack();
    desk.write("notes/read.md", "# Not a page");
    let (reports, code) = desk.check(&["notes"]);
    assert_eq!((code, &reports[0]["page"]), (1, &json!("notes")));
    assert!(reports[0]["error"].as_str().unwrap().contains("has no page in it"), "{}", reports[0]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_round_are_named() {
    let desk = Desk::with_pack();
    desk.write("pages/page.txt", STORY.join("\n"));
    std::os::unix::fs::symlink("missing.txt", desk.path("pages/gone.txt")).unwrap();
    std::os::unix::fs::symlink(".", desk.path("pages/round")).unwrap();
    let (reports, code) = desk.check(&["pages"]);
    assert_eq!(code, 1);
    let names: Vec<&str> = reports.iter().map(|r| r["page"].as_str().unwrap()).collect();
    assert_eq!(names, ["pages/gone.txt", "pages/page.txt", "pages/round"]);
    let reason = |at: usize| reports[at]["error"].as_str().unwrap();
    assert!(reason(0).starts_with("cannot be read: ") && reason(2).starts_with("is a link to a folder that it is in"), "{reports:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_the_exit_code_still_tells() {
    let desk = Desk::with_pack();
    desk.write("page.txt", STORY.join("\n"));
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    for arguments in [&["pack", "build", "--out", "b.pack", "refs.jsonl"], &["pack", "merge", "--out", "m.pack", "set.pack"]] {
        let ended = desk.command(arguments).stdout(full()).output().unwrap();
        assert!(code(&ended) == 1 && stderr(&ended).contains("standard output: writing failed"), "{}", stderr(&ended));
    }
    let ended = desk.command(&["check", "--pack", "set.pack", "missing.txt", "page.txt"]).stderr(full()).output().unwrap();
    assert!(code(&ended) == 1 && stdout(&ended).contains("word for word"), "{}", stdout(&ended));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named() {
    let desk = Desk::new();
    let built = desk.run(&["pack", "build", "--out", "set.pack", "/dev/null"]);
    assert!(code(&built) == 1 && stderr(&built).contains("/dev/null: is no file: a file, a folder or an archive"), "{}", stderr(&built));
}

#[cfg(unix)]
#[test]
fn a_table_that_nobody_reads_to_its_end_is_no_error() {
    let desk = Desk::with_pack();
    let pages: String = (0..400).map(|n| format!("{}\n", json!({"id": "n".repeat(200) + &n.to_string(), "text": "Too short."}))).collect();
    desk.write("many.jsonl", pages);
    let mut child = desk.command(&["check", "--pack", "set.pack", "--format", "csv", "many.jsonl"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((code(&ended), stderr(&ended).as_str()), (0, ""));
}

#[test]
fn one_changed_byte_is_found_wherever_it_is() {
    let desk = Desk::with_pack();
    let whole = desk.read("set.pack");
    desk.write("page.txt", STORY.join("\n"));
    let mut refused = 0;
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        desk.write("changed.pack", changed);
        let verified = desk.run(&["pack", "info", "--verify", "changed.pack"]);
        assert_eq!(code(&verified), 1, "byte {at}");
        assert!(stderr(&verified).contains("changed.pack: "), "byte {at}: {}", stderr(&verified));
        // A check may do without the damaged block; if it reads it, it says so and gives no report.
        let checked = desk.run(&["check", "--pack", "changed.pack", "--format", "json", "page.txt"]);
        let reports = lines(&checked);
        if code(&checked) == 0 {
            assert_eq!(reports[0]["verdict"]["documents"][0]["document"], "market", "byte {at}");
        } else {
            refused += 1;
            assert!(reports.iter().all(|r| r["page"] == "page.txt" && r["error"].is_string()), "byte {at}: {reports:?}");
            assert!(!stderr(&checked).is_empty(), "byte {at}");
        }
    }
    assert!(refused > 30, "{refused}");
}

#[test]
fn pages_that_cannot_be_used_are_named_in_their_place() {
    let desk = Desk::with_pack();
    desk.write("empty.txt", "");
    desk.write("blank.html", " \n\n");
    desk.write("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    desk.write("page.txt", STORY.join("\n"));
    desk.write("many.jsonl", format!("{}\n{{\"id\": \"b\"\n{}\n", json!({"id": "a", "text": OTHER.join("\n")}), json!({"headline": "x"})));
    desk.write("cut.jsonl", "{\"id\": \"c\", \"text\": \"Cut\n5\n");
    let given = ["empty.txt", "missing.html", "blank.html", "picture.html", "page.txt", "many.jsonl"];
    let (reports, code) = desk.check(&given);
    assert_eq!(code, 1);
    let names: Vec<&str> = reports.iter().map(|r| r["page"].as_str().unwrap()).collect();
    assert_eq!(names, ["empty.txt", "missing.html", "blank.html", "picture.html", "page.txt", "a", "many.jsonl:2", "many.jsonl:3"]);
    for (at, message) in [
        (0, "the page is empty"),
        (1, "cannot be read"),
        (2, "the page is empty"),
        (3, "text or HTML was expected, found a PNG picture"),
        (6, "is not a page"),
        (7, "`text` or `html` was expected, found neither"),
    ] {
        assert!(reports[at]["error"].as_str().unwrap().contains(message), "{}", reports[at]);
    }
    assert_eq!(reports[4]["verdict"]["kind"], "verbatim");
    let output = desk.run(&[&["check", "--pack", "set.pack"], &given[..]].concat());
    assert!(stderr(&output).contains("many.jsonl:2: is not a page"), "{}", stderr(&output));
    assert!(stderr(&output).contains("missing.html: cannot be read"), "{}", stderr(&output));
    let said = stderr(&desk.run(&["check", "--pack", "set.pack", "cut.jsonl"]));
    assert!(
        said.contains("found EOF while parsing a string") && said.contains("found invalid type: integer `5`, expected an object"),
        "{said}"
    );
}

#[test]
fn a_page_without_an_article_is_not_compared() {
    let desk = Desk::with_pack();
    desk.write("menu.html", "<!doctype html><title>Shop</title><nav><a href=/>Home</a><a href=/b>Basket</a></nav>");
    let (reports, code) = desk.check(&["menu.html"]);
    assert_eq!((code, &reports[0]["verdict"]["kind"]), (0, &json!("not-compared")));
    assert!(!reports[0]["verdict"]["reason"].as_str().unwrap().is_empty());
}

#[test]
fn a_page_of_ten_megabytes_is_checked() {
    let desk = Desk::with_pack();
    let script = "<script>var state = {open: false, items: [1, 2, 3]};</script>\n<!-- built by the press -->\n";
    let article: String = STORY.iter().map(|p| format!("<p>{p}</p>\n")).collect();
    let html = format!(
        "<!doctype html><title>Market</title>{}<article><h1>Fish market to close</h1>{article}</article>",
        script.repeat((10 << 20) / script.len())
    );
    desk.write("long.html", html);
    let (reports, code) = desk.check(&["long.html"]);
    assert_eq!((code, &reports[0]["verdict"]["kind"]), (0, &json!("verbatim")));
}

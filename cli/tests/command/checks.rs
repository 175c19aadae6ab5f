//! `wirecopy check` and `wirecopy extract`.

use super::*;

fn html(paragraphs: &[&str]) -> String {
    let body: String = paragraphs.iter().map(|p| format!("<p>{p}</p>\n")).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Market &lt;b&gt; news</title></head><body><nav><ul><li><a href=\"/\">Home</a></li>\
         <li><a href=\"/sport\">Sport</a></li><li><a href=\"/sea\">Sea</a></li></ul></nav><article><h1>Fish market to close</h1>\n{body}</article>\
         <footer><p>Contact · Imprint · Privacy</p></footer></body></html>"
    )
}

fn desk() -> Desk {
    let desk = Desk::with_pack();
    desk.write("copy.txt", STORY.join("\n"));
    desk.write("own.txt", OWN.join("\n"));
    desk.write("copy.html", html(&STORY));
    desk
}

const OWN: [&str; 5] = [
    "The bakery on Wren Street has won a prize for its rye bread for the third year in a row.",
    "Baker Tam Oduya starts at two in the morning and lets the dough rest for thirty hours.",
    "Judges praised a crust that cracked like thin ice and a crumb that stayed moist for days.",
    "The prize is a wooden spoon, which hangs above the till beside the two others.",
    "Customers queued around the corner on Saturday, and the last loaf was gone by nine.",
];

#[test]
fn a_copied_story_is_found_sentence_by_sentence() {
    let desk = desk();
    let (reports, code) = desk.check(&["copy.txt", "copy.html", "own.txt"]);
    assert_eq!(code, 0);
    for report in &reports[..2] {
        assert_eq!(report["verdict"]["kind"], "verbatim", "{report}");
        let document = &report["verdict"]["documents"][0];
        assert_eq!(
            (&document["document"], &document["source"], &document["credit"]),
            (&json!("market"), &json!("TPA"), &json!("uncredited"))
        );
        let article = report["sentences"].as_array().unwrap().iter().filter(|s| s["zone"] == "article");
        let matched: Vec<i64> = article.map(|s| s["matches"][0]["sentence"].as_i64().unwrap()).collect();
        assert_eq!(matched, [0, 1, 2, 3, 4, 5]);
    }
    assert!(reports[0].get("text").is_none(), "offsets count in the plain page as given");
    assert!(reports[1]["text"].as_str().unwrap().contains(STORY[3]));
    assert_eq!((&reports[2]["verdict"]["kind"], &reports[2]["verdict"]["documents"]), (&json!("independent"), &json!([])));
    assert_eq!(reports[0]["engine"]["packs"][0]["documents"], 2);
}

#[test]
fn pages_come_as_files_folders_lines_and_standard_input() {
    let desk = desk();
    desk.write("pages/b.txt", OWN.join("\n"));
    desk.write("pages/a/c.html", html(&STORY));
    desk.write("pages/notes.md", "# Not a page");
    let (reports, _) = desk.check(&["pages"]);
    let names: Vec<&str> = reports.iter().map(|r| r["page"].as_str().unwrap()).collect();
    let below = |parts: &[&str]| parts.iter().collect::<PathBuf>().display().to_string();
    assert_eq!(names, [below(&["pages", "a", "c.html"]), below(&["pages", "b.txt"])]);

    desk.write(
        "many.jsonl",
        format!("{}\n\n{}\n", json!({"id": 7, "text": STORY.join("\n")}), json!({"html": html(&STORY), "url": "https://x.example/"})),
    );
    let (reports, code) = desk.check(&["many.jsonl"]);
    assert_eq!((code, &reports[0]["page"], &reports[1]["page"]), (0, &json!("7"), &json!("many.jsonl:3")));
    assert!(reports.iter().all(|r| r["verdict"]["kind"] == "verbatim"));

    for input in [STORY.join("\n"), html(&STORY)] {
        let report = &lines(&desk.run_with(&["check", "--pack", "set.pack", "--format", "json", "-"], input.as_bytes()))[0];
        assert_eq!((&report["page"], &report["verdict"]["kind"]), (&json!("-"), &json!("verbatim")));
    }
}

#[test]
fn reports_come_in_the_order_of_the_pages_on_any_number_of_cores() {
    let desk = desk();
    let mut pages = String::new();
    for i in 0..60 {
        // The first of each ten takes much longer than the others.
        let text = if i % 10 == 0 { STORY.join("\n").repeat(40) } else { OWN.join("\n") };
        pages.push_str(&format!("{}\n", json!({"id": i.to_string(), "text": text})));
    }
    desk.write("many.jsonl", pages);
    let (one, _) = desk.check(&["--jobs", "1", "many.jsonl"]);
    let (four, _) = desk.check(&["--jobs", "4", "many.jsonl"]);
    let order: Vec<String> = (0..60).map(|i| i.to_string()).collect();
    assert_eq!(one.iter().map(|r| r["page"].as_str().unwrap()).collect::<Vec<_>>(), order);
    assert_eq!(one, four);
}

#[test]
fn several_packs_are_compared_with_at_once() {
    let desk = desk();
    desk.write("comet.json", refs().lines().nth(1).unwrap());
    desk.run(&["pack", "build", "--out", "comet.pack", "comet.json"]);
    desk.write("both.txt", [STORY, [OTHER[0], OTHER[1], OTHER[2], OTHER[3], OTHER[4], ""]].concat().join("\n"));
    desk.write("market.json", refs().lines().next().unwrap());
    desk.run(&["pack", "build", "--out", "market.pack", "market.json"]);
    for packs in [&["--pack", "market.pack", "--pack", "comet.pack"][..], &["--pack", "market.pack", "comet.pack"]] {
        let report = &lines(&desk.run(&[&["check", "--format", "json"], packs, &["both.txt"]].concat()))[0];
        let documents: Vec<&str> =
            report["verdict"]["documents"].as_array().unwrap().iter().map(|d| d["document"].as_str().unwrap()).collect();
        assert_eq!(documents, ["market", "comet"]);
    }
}

#[test]
fn of_two_versions_of_a_story_the_one_that_has_most_of_the_page_is_named() {
    let desk = desk();
    let first = [&STORY[..3], &OTHER[..2]].concat();
    let long = [&STORY[..], &OTHER[..2]].concat();
    let versions = [story("first", "Market", &first), story("long", "Market", &long), story("second", "Market", &STORY)];
    desk.write("versions.jsonl", versions.join("\n"));
    desk.run(&["pack", "build", "--out", "versions.pack", "versions.jsonl"]);
    let report = &lines(&desk.run(&["check", "--format", "json", "--pack", "versions.pack", "copy.txt"]))[0];
    let documents: Vec<&str> = report["verdict"]["documents"].as_array().unwrap().iter().map(|d| d["document"].as_str().unwrap()).collect();
    assert_eq!(documents, ["second"], "and of two that have as much, the one that has no more than the page");
}

#[test]
fn no_more_is_said_than_was_compared() {
    let desk = desk();
    let german = story("markt", "Markt", &OTHER).replace("\"language\":\"en\"", "\"language\":\"de\"");
    assert!(german.contains("\"de\""));
    desk.write("german.jsonl", german);
    desk.run(&["pack", "build", "--out", "german.pack", "german.jsonl"]);
    let own = stdout(&desk.run(&["check", "--pack", "set.pack", "--pack", "german.pack", "own.txt"]));
    assert!(own.contains("No match among 2 articles in 1 set (newest: 2026-03-04)."), "{own}");
    desk.write("short.txt", STORY[..3].join("\n"));
    let short = stdout(&desk.run(&["check", "--pack", "set.pack", "short.txt"]));
    assert!(
        short.contains("No verdict; single sentences match agency text: the article has under four sentences") && !short.contains("%"),
        "{short}"
    );
    assert!(short.contains("from    TPA, 2026-03-04: Brenmouth"), "a sentence still has its source: {short}");
}

/// News in brief, each item from a story of its own.
const BRIEFS: [&str; 14] = [
    "The brewery of Aldermoor recalled 4,000 crates of ginger ale after a worker found splinters of glass in a bottle.",
    "Librarians in Eskby reopened two floors that had been closed since a burst pipe soaked 30,000 volumes in January.",
    "A zoo near Farrow transferred its last polar bear to a northern reserve because the basin leaked again.",
    "A baker from Hallen won a lawsuit against a supermarket chain over the braided shape of its poppy seed rolls.",
    "Ivelsk airport cancelled 63 departures when a flock of starlings settled on the only runway at dawn.",
    "The opera of Jorran dismissed its conductor three days before the premiere of a work about coal miners.",
    "Astronomers photographed a comet from Kessel hill that had been thought lost for eighty-one years.",
    "Lindov prison replaced its tower guards with cameras that were built by the optics firm Zelder.",
    "A hospital in Norvane apologised to 212 patients whose letters had gone to a neighbouring butcher.",
    "The tannery at Orlo agreed to pay for filters after the river had turned orange twice in March.",
    "Monks in Carvenne sold a handwritten treatise on beekeeping to pay for the slates of a new roof.",
    "A ferry with 58 cyclists aboard ran onto a sandbank off Dellmor and waited six hours for the tide.",
    "Garrowby's cinema will show silent films only until its scorched loudspeakers have been repaired.",
    "Geologists uncovered the skeleton of a whale beneath forty metres of marl in the quarry of Brandal.",
];

#[test]
fn news_in_brief_is_traced_to_as_many_stories_as_it_has_items() {
    let desk = desk();
    let told = |(number, item): (usize, &&str)| {
        let last = format!("The mayor wants to speak about it on day {number} of the month.");
        story(&format!("brief-{number}"), "In brief", &[*item, "Nobody was hurt, officials said.", &last])
    };
    desk.write("briefs.jsonl", BRIEFS.iter().enumerate().map(told).collect::<Vec<_>>().join("\n"));
    assert_eq!(code(&desk.run(&["pack", "build", "--out", "briefs.pack", "briefs.jsonl"])), 0);
    desk.write("briefs.txt", BRIEFS.join("\n\n"));
    let report = &lines(&desk.run(&["check", "--format", "json", "--pack", "briefs.pack", "briefs.txt"]))[0];
    assert_eq!(report["verdict"]["kind"], "verbatim");
    assert_eq!(report["verdict"]["documents"].as_array().unwrap().len(), BRIEFS.len());
}

#[test]
fn three_copied_paragraphs_make_a_report_derived_in_part() {
    let desk = desk();
    let own = BRIEFS.map(|brief| format!("{brief} We were there."));
    for (copied, verdict) in [(&STORY[..1], "independent"), (&STORY[3..], "partial")] {
        let page: Vec<&str> =
            own[..7].iter().map(String::as_str).chain(copied.iter().copied()).chain(own[7..].iter().map(String::as_str)).collect();
        desk.write("hybrid.txt", page.join("\n\n"));
        let (reports, _) = desk.check(&["hybrid.txt"]);
        assert_eq!(reports[0]["verdict"]["kind"], verdict, "{copied:?}");
    }
}

#[test]
fn the_text_form_is_for_reading() {
    let desk = desk();
    desk.write("page.txt", [STORY[0], &STORY[1].replace("Eleven", "Twelve"), STORY[2], STORY[3], STORY[4]].join("\n"));
    let output = desk.run(&["check", "--pack", "set.pack", "page.txt"]);
    let text = stdout(&output);
    assert!(text.contains("% of the article comes from one agency article"), "{text}");
    assert!(text.contains("Compared with 2 articles in 1 set (newest: 2026-03-04)"), "{text}");
    assert!(text.contains("TPA, 2026-03-04: Brenmouth to close its fish market (not credited)"), "{text}");
    assert!(text.contains("page    [Twelve] of the nineteen"), "{text}");
    assert!(text.contains("source  [Eleven] of the nineteen"), "{text}");
    assert!(text.contains("fact    number differs: “Twelve”, in the source “Eleven”"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    desk.write("one.txt", [&OWN[..], &STORY[1..2], &OWN[..]].concat().join("\n"));
    let one = stdout(&desk.run(&["check", "--pack", "set.pack", "one.txt"]));
    assert!(one.contains("single sentences match agency text") && !one.contains("No match"), "{one}");
    let own = stdout(&desk.run(&["check", "--pack", "set.pack", "own.txt"]));
    assert!(own.contains("No match among 2 articles in 1 set (newest: 2026-03-04)."), "{own}");
}

#[test]
fn piped_output_has_no_colour_and_no_progress() {
    let desk = desk();
    for arguments in [
        &["check", "--pack", "set.pack", "copy.txt", "own.txt"][..],
        &["pack", "build", "--out", "b.pack", "refs.jsonl"],
        &["pack", "info", "set.pack"],
    ] {
        let output = desk.run(arguments);
        assert!(!output.stdout.contains(&0x1b), "{arguments:?}");
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}

#[test]
fn the_table_has_the_largest_share_first() {
    let desk = desk();
    desk.write("half.txt", [STORY[0], STORY[1], STORY[2], OWN[0], OWN[1], OWN[2], OWN[3], OWN[4]].join("\n"));
    let output = desk.run(&["check", "--pack", "set.pack", "--format", "csv", "own.txt", "missing.txt", "half.txt", "copy.txt"]);
    let table = stdout(&output);
    let pages: Vec<&str> = table.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(pages, ["page", "copy.txt", "half.txt", "own.txt", "missing.txt"], "{table}");
    let copy = table.lines().nth(1).unwrap();
    assert!(
        copy.starts_with(
            "copy.txt,verbatim,1.000,6,6,0,TPA,market,Brenmouth to close its fish market,not credited,https://tpa.example/market"
        ),
        "{copy}"
    );
    assert_eq!(code(&output), 1);
}

#[test]
fn the_table_says_where_only_the_beginning_was_checked() {
    let desk = desk();
    desk.write("long.txt", OWN.join("\n") + &"\n".repeat(2 << 20) + OWN[0]);
    let table = stdout(&desk.run(&["check", "--pack", "set.pack", "--format", "csv", "long.txt"]));
    assert!(table.contains("only its beginning was checked"), "{table}");
}

#[test]
fn no_cell_of_the_table_is_a_formula() {
    let desk = desk();
    desk.write("page.jsonl", json!({"id": "=1+1", "text": OWN.join("\n")}).to_string());
    let table = stdout(&desk.run(&["check", "--pack", "set.pack", "--format", "csv", "page.jsonl"]));
    assert!(table.lines().nth(1).unwrap().starts_with("'=1+1,independent,"), "{table}");
}

#[test]
fn the_html_report_stands_alone() {
    let desk = desk();
    desk.write("<script>.txt", STORY.join("\n"));
    let html = stdout(&desk.run(&["check", "--pack", "set.pack", "--format", "html", "copy.html", "<script>.txt", "own.txt"]));
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n"));
    assert_eq!(html.matches("<section").count(), 3);
    assert!(html.contains("&lt;script&gt;.txt") && !html.contains("<script"), "names are escaped");
    for outside in ["src=", "@import", "url(", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("prefers-color-scheme: dark") && html.contains("@media print"));
    assert!(html.contains("My grandmother sold mackerel"));
    desk.write("twelve.txt", STORY.join("\n").replace("Eleven", "Twelve"));
    let changed = stdout(&desk.run(&["check", "--pack", "set.pack", "--format", "html", "twelve.txt"]));
    assert!(changed.contains("<div dir=\"auto\"><ins class=\"fact\" title=\"number differs\">Twelve</ins>"), "facts stand out: {changed}");
    assert!(changed.contains("<strong>number differs</strong>: <bdi>Twelve</bdi> — in the source: <bdi>Eleven</bdi>"), "{changed}");
}

#[test]
fn a_source_is_named_where_there_is_no_verdict_too() {
    let desk = desk();
    let quotation = STORY[2].replace("who has traded there since 1987", "a fishmonger");
    desk.write("short.txt", STORY[..2].join("\n"));
    desk.write("quotation.txt", [&OWN[..2], &[quotation.as_str()], &OWN[2..]].concat().join("\n"));
    for (page, kind, class) in [("short.txt", "not-compared", "verbatim"), ("quotation.txt", "independent", "shared-quotation")] {
        let (reports, _) = desk.check(&[page]);
        let report = &reports[0];
        assert_eq!((&report["verdict"]["kind"], &report["verdict"]["documents"]), (&json!(kind), &json!([])), "{report}");
        assert!(report["sentences"].as_array().unwrap().iter().any(|s| s["class"] == class), "{report}");
        let other = &report["others"][0];
        assert_eq!((&other["document"], &other["source"]), (&json!("market"), &json!("TPA")), "{report}");
        for format in ["text", "html"] {
            let shown = stdout(&desk.run(&["check", "--pack", "set.pack", "--format", format, page]));
            assert!(shown.contains(other["headline"].as_str().unwrap()) && shown.contains("TPA, "), "{shown}");
            assert!(shown.contains("Compared with 2 articles") && !shown.contains("Not compared"), "{shown}");
        }
    }
    let (reports, _) = desk.check(&["copy.txt", "own.txt"]);
    assert!(reports.iter().all(|report| report.get("others").is_none()), "what a page draws on is named once, and nothing else");
}

#[test]
fn a_quotation_that_shares_single_words_with_anothers_is_not_called_changed() {
    let desk = desk();
    for (quoted, status) in [
        ("My grandmother sold herring at this very stall,", "altered"),
        ("This mackerel is very old, as my grandmother would say,", "unmatched"),
    ] {
        desk.write(
            "page.txt",
            [&OWN[..2], &[format!("“{quoted}” said a neighbour of the bakery on Monday.").as_str()], &OWN[2..]].concat().join("\n"),
        );
        let (reports, _) = desk.check(&["page.txt"]);
        assert_eq!(reports[0]["sentences"][2]["quotes"][0]["status"], status, "{}", reports[0]["sentences"][2]);
    }
}

#[test]
fn sensitivity_and_weights_are_taken() {
    let desk = desk();
    for sensitivity in ["cautious", "balanced", "sensitive"] {
        let (reports, _) = desk.check(&["--sensitivity", sensitivity, "copy.txt"]);
        assert_eq!(reports[0]["engine"]["sensitivity"], sensitivity);
    }
    let (bundled, _) = desk.check(&["copy.txt"]);
    let (same, code) = desk.check(&["--weights", repository("data/weights.bin").to_str().unwrap(), "copy.txt"]);
    assert_eq!((code, same), (0, bundled));
    desk.write("weights.bin", "nothing learned");
    let refused = desk.run(&["check", "--pack", "set.pack", "--weights", "weights.bin", "copy.txt"]);
    assert_eq!(super::code(&refused), 1);
    assert!(stderr(&refused).contains("weights.bin: "), "{}", stderr(&refused));
}

#[test]
fn extract_gives_the_article_alone() {
    let desk = desk();
    let text = stdout(&desk.run(&["extract", "copy.html"]));
    assert_eq!(text, format!("Fish market to close\n\n{}\n", STORY.join("\n\n")));
    let output = desk.run(&["extract", "--format", "json", "copy.html", "missing.html", "copy.txt"]);
    let extracted = lines(&output);
    assert_eq!(code(&output), 1);
    assert_eq!(
        (&extracted[0]["page"], &extracted[0]["title"], &extracted[0]["language"]),
        (&json!("copy.html"), &json!("Fish market to close"), &json!("en"))
    );
    assert_eq!(extracted[0]["text"], STORY.join("\n\n"));
    assert_eq!(extracted[1]["text"], STORY.join("\n\n"));
}

#[test]
fn extract_tells_where_each_of_several_pages_begins() {
    let desk = desk();
    desk.write("two.jsonl", format!("{}\n{}\n", json!({"id": "a\nb", "text": STORY[0]}), json!({"text": STORY[1]})));
    let body = STORY.join("\n\n");
    let given = desk.run(&["extract", "copy.html", "missing.html", "copy.txt", "two.jsonl"]);
    let pages = [
        format!("==> copy.html <==\n\nFish market to close\n\n{body}\n"),
        format!("==> copy.txt <==\n\n{body}\n"),
        format!("==> a b <==\n\n{}\n", STORY[0]),
        format!("==> two.jsonl:2 <==\n\n{}\n", STORY[1]),
    ];
    assert_eq!((code(&given), stdout(&given)), (1, pages.join("\n")));
}

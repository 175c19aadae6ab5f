//! Real reports by the binding schema.

use super::*;

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_slice(&fs::read(repository("tests/report.schema.json")).unwrap()).unwrap();
    jsonschema::draft202012::options().build(&schema).unwrap()
}

/// All that is wrong with a report.
fn faults(validator: &jsonschema::Validator, report: &Value) -> Vec<String> {
    validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn reports_keep_to_the_schema() {
    let desk = Desk::new();
    let pages = repository("reference/pages");
    let built = desk.run(&["pack", "build", "--out", "set.pack", repository("reference/stories").to_str().unwrap()]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    desk.write("short.txt", "Too short.");
    desk.write("quotes.txt", STORY.join("\n"));
    let (reports, _) = desk.check(&[pages.to_str().unwrap(), "short.txt", "quotes.txt", "missing.txt"]);
    assert!(reports.len() > 8);
    let validator = validator();
    for report in &reports {
        assert_eq!(faults(&validator, report), [""; 0], "{}", report["page"]);
    }
    let kinds: std::collections::BTreeSet<&str> = reports.iter().filter_map(|r| r["verdict"]["kind"].as_str()).collect();
    assert!(kinds.len() > 2, "the pages show several verdicts: {kinds:?}");
}

#[test]
fn the_schema_refuses_what_no_report_may_be() {
    let desk = Desk::with_pack();
    desk.write("page.txt", STORY.join("\n"));
    let (reports, _) = desk.check(&["page.txt"]);
    let validator = validator();
    let spoilt = |change: fn(&mut Value)| {
        let mut report = reports[0].clone();
        change(&mut report);
        !faults(&validator, &report).is_empty()
    };
    assert!(!spoilt(|_| ()));
    assert!(spoilt(|r| r["verdict"]["share"] = json!(1.2)));
    assert!(spoilt(|r| r["verdict"]["kind"] = json!("copied")));
    assert!(spoilt(|r| r["sentences"][0]["class"] = json!("furniture")));
    assert!(spoilt(|r| r["sentences"][0]["score"] = Value::Null));
    assert!(spoilt(|r| r["sentences"][0]["matches"] = json!([])));
    assert!(spoilt(|r| r["sentences"][0]["start"] = json!(-1)));
    assert!(spoilt(|r| r["sentences"][0]["changes"][0] = json!({"kind": "kept", "page": null, "source": null})));
    assert!(spoilt(|r| r["extra"] = json!(1)));
}

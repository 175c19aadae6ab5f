//! Packs are the same however they came about: in one go, in parts, in any order.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use wirecopy::background::Background;
use wirecopy::config::LONGEST_BODY;
use wirecopy::document::Document;
use wirecopy::error::PackError;
use wirecopy::pack::{Builder, Codes, Key, Pack, Prepared, merge};

/// Articles of few items, versions and texts, so that all kinds of repeats come up.
fn document() -> impl Strategy<Value = Document> {
    let body = vec(
        prop::sample::select(&["ferries", "stopped", "council", "voted", "on", "Tuesday", "“No”", "said.", "Marrow", "\n\n"][..]),
        1..30,
    );
    let published =
        prop::option::of(prop::sample::select(&["2026-03-01", "2026-03-01T08:00:00Z", "2026-03-01T09:00:00", "2026-03-02T08:00:00Z"][..]));
    (0..6u8, prop::option::of(0..3u32), published, body).prop_map(|(uri, version, published, words)| Document {
        uri: format!("item{uri}"),
        version,
        published: published.map(str::to_owned),
        language: Some("en".to_owned()),
        body: words.join(" "),
        ..Document::default()
    })
}

fn build(documents: &[Document]) -> Vec<u8> {
    fill(Builder::new("set"), documents)
}

fn build_fingerprints(documents: &[Document]) -> Vec<u8> {
    fill(Builder::with_codes("set", Arc::new(Codes::shared(&Background::default()))), documents)
}

fn build_keyed(documents: &[Document]) -> Vec<u8> {
    fill(Builder::with_codes("set", Arc::new(Codes::Keyed(Key::new(&[7; 16]).unwrap()))), documents)
}

fn fill(mut builder: Builder, documents: &[Document]) -> Vec<u8> {
    for document in documents {
        match Prepared::new(document.clone(), &Background::default()) {
            Some(prepared) => builder.add(prepared),
            None => builder.skip("no body", 1),
        }
    }
    builder.finish()
}

fn join(packs: Vec<Vec<u8>>) -> Result<Vec<u8>, PackError> {
    let packs: Vec<Pack<Vec<u8>>> = packs.into_iter().map(Pack::open).collect::<Result<_, _>>()?;
    let mut out = Vec::new();
    merge("set", &packs, || Ok(Vec::new()), &mut out, |_| {})?;
    Ok(out)
}

/// The pack of three parts of what was `delivered`, joined at once, and by way of two of them in other orders.
fn joined_in_every_way<T>(delivered: &[T], cuts: (usize, usize), build: impl Fn(&[T]) -> Vec<u8>) -> [Vec<u8>; 3] {
    let (first, second) = (cuts.0.min(cuts.1).min(delivered.len()), cuts.0.max(cuts.1).min(delivered.len()));
    let parts = || [&delivered[..first], &delivered[first..second], &delivered[second..]].map(&build);
    let joined = |packs| join(packs).unwrap();
    let [at_once, last_first, last_two] = [parts(), parts(), parts()];
    let [a, b, c] = last_first;
    let [d, e, f] = last_two;
    [joined(at_once.into()), joined(vec![joined(vec![c, a]), b]), joined(vec![d, joined(vec![f, e])])]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn parts_joined_in_any_way_are_the_pack_of_all(documents in vec(document(), 0..24), cuts in (0..24usize, 0..24usize)) {
        let whole = build(&documents);
        for joined in joined_in_every_way(&documents, cuts, build) {
            prop_assert_eq!(&joined, &whole);
        }
        let mut turned = documents;
        turned.reverse();
        prop_assert_eq!(&build(&turned), &whole);
    }

    #[test]
    fn parts_of_fingerprints_are_joined_likewise(documents in vec(document(), 0..24), cut in 0..24usize) {
        let (first, second) = documents.split_at(cut.min(documents.len()));
        for build in [build_fingerprints, build_keyed] {
            prop_assert_eq!(join(vec![build(second), build(first)]).unwrap(), build(&documents));
        }
    }

    #[test]
    fn what_is_withdrawn_goes_whichever_delivery_says_so(delivered in vec((document(), any::<bool>()), 0..24), cuts in (0..24usize, 0..24usize)) {
        let build = |delivered: &[(Document, bool)]| {
            let mut builder = Builder::new("set");
            for (document, stands) in delivered {
                match Prepared::new(document.clone(), &Background::default()) {
                    Some(prepared) if *stands => builder.add(prepared),
                    _ => builder.withdraw(&document.uri, document.version, document.published.as_deref()),
                }
            }
            builder.finish()
        };
        let whole = build(&delivered);
        for joined in joined_in_every_way(&delivered, cuts, build) {
            prop_assert_eq!(&joined, &whole);
        }
        let pack = Pack::open(whole).unwrap();
        for kept in (0..pack.info().documents).map(|n| pack.document(n).unwrap()) {
            for (document, _) in delivered.iter().filter(|(document, stands)| !stands && document.uri == kept.uri) {
                let later = match (kept.version.zip(document.version), kept.published.as_ref().zip(document.published.as_ref())) {
                    (Some((kept, withdrawn)), _) => kept > withdrawn,
                    (None, Some((kept, withdrawn))) => kept > withdrawn,
                    // A time and a number say nothing of each other.
                    (None, None) => kept.published.is_some() && document.version.is_some(),
                };
                prop_assert!(later, "{kept:?} {document:?}");
            }
        }
    }

    #[test]
    fn no_item_is_lost_and_its_last_version_stays(documents in vec(document(), 0..24)) {
        let pack = Pack::open(build(&documents)).unwrap();
        let kept: Vec<Document> = (0..pack.info().documents).map(|n| pack.document(n).unwrap()).collect();
        let left_out: u32 = pack.info().skipped.values().sum();
        prop_assert_eq!(kept.len() + left_out as usize, documents.len());
        for document in documents.iter().filter(|d| Prepared::new((*d).clone(), &Background::default()).is_some()) {
            let version = |document: &Document| {
                let published = document.published.as_deref().map(|time| time.trim_end_matches('Z').to_owned());
                (published, document.version)
            };
            prop_assert!(kept.iter().any(|k| k.uri == document.uri && version(k) >= version(document)));
        }
    }
}

#[test]
fn a_pack_keeps_what_its_documents_said() {
    let document = |uri: &str, version, body: &str| Document {
        uri: uri.to_owned(),
        version: Some(version),
        body: body.to_owned(),
        ..Document::default()
    };
    let first = "Ferries stopped on Tuesday, the council said.";
    let second = "Ferries sail again after a vote of the council.";
    let pack = Pack::open(build(&[document("a", 1, first), document("a", 2, second), document("b", 1, second), document("a", 2, second)]))
        .unwrap();
    let texts: Vec<String> = (0..2).map(|n| pack.body(n).unwrap().unwrap().text).collect();
    assert_eq!(texts, [second, second]);
    assert_eq!(pack.info().documents, 2);
    assert_eq!(pack.info().skipped["repeated, or an earlier version"], 2);
    assert_eq!(pack.info().duplicates, 1);
}

/// One version of an item: whether it stands or is its withdrawal, its number and its time.
type Version<'a> = (bool, Option<u32>, Option<&'a str>);

#[test]
fn of_an_items_versions_the_latest_stays_unless_it_was_withdrawn() {
    let (early, noon, late) = (Some("2026-03-04T10:00:00Z"), Some("2026-03-04T12:00:00Z"), Some("2026-03-05T09:00:00Z"));
    let day = Some("2026-03-04");
    let (story, kill) = (true, false);
    // Which of the versions stays.
    let cases: &[(&[Version], &[usize])] = &[
        // A withdrawal without a number goes by its time, to the end of its day where it says no more.
        (&[(story, Some(1), early), (kill, None, noon)], &[]),
        (&[(story, Some(1), early), (kill, None, day)], &[]),
        (&[(story, Some(1), early), (kill, None, early)], &[]),
        (&[(story, Some(1), early), (kill, None, noon), (story, Some(2), late)], &[2]),
        (&[(story, None, day), (kill, None, noon)], &[]),
        // One with a number goes by it, whatever its time.
        (&[(story, Some(1), early), (kill, Some(2), day)], &[]),
        (&[(story, Some(1), noon), (kill, Some(1), early)], &[]),
        (&[(story, Some(1), early), (kill, Some(2), None)], &[]),
        (&[(story, Some(1), day), (kill, Some(2), day), (story, Some(3), day)], &[2]),
        (&[(story, Some(1), early), (kill, Some(2), early), (story, Some(3), early)], &[2]),
        (&[(story, Some(1), early), (kill, Some(2), None), (story, Some(3), late)], &[2]),
        (&[(story, Some(1), None), (kill, Some(2), None), (story, Some(3), None)], &[2]),
        (&[(story, None, early), (kill, Some(2), noon)], &[]),
        (&[(story, None, late), (kill, Some(2), noon)], &[0]),
        // One without either is meant for all.
        (&[(story, Some(7), late), (kill, None, None)], &[]),
        (&[(story, None, None), (kill, Some(2), noon)], &[]),
        // The time tells which is later, then the number.
        (&[(story, Some(1), early), (story, None, late)], &[1]),
        (&[(story, Some(2), early), (story, Some(1), early)], &[0]),
        (&[(story, Some(1), Some("2026-03-04T12:00:00")), (story, Some(2), noon)], &[1]),
        // What was withdrawn brings no earlier version back.
        (&[(story, None, early), (story, Some(2), noon), (kill, Some(2), None)], &[]),
    ];
    for (versions, stay) in cases {
        let part = |only: Option<usize>| {
            let mut builder = Builder::new("set");
            for (number, (stands, version, published)) in
                versions.iter().enumerate().filter(|(number, _)| only.is_none_or(|only| only == *number))
            {
                let document = Document {
                    uri: "a".to_owned(),
                    headline: number.to_string(),
                    version: *version,
                    published: published.map(str::to_owned),
                    body: format!("Ferries stopped, report {number} says."),
                    ..Document::default()
                };
                if *stands {
                    builder.add(Prepared::new(document, &Background::default()).unwrap());
                } else {
                    builder.withdraw("a", *version, *published);
                }
            }
            builder.finish()
        };
        let whole = part(None);
        let one_by_one = (0..versions.len()).map(|number| part(Some(number)));
        assert!(one_by_one.clone().reduce(|joined, next| join(vec![joined, next]).unwrap()).unwrap() == whole, "{versions:?}");
        assert!(one_by_one.rev().reduce(|joined, next| join(vec![joined, next]).unwrap()).unwrap() == whole, "{versions:?}");
        let pack = Pack::open(whole).unwrap();
        let kept: Vec<String> = (0..pack.info().documents).map(|number| pack.document(number).unwrap().headline).collect();
        assert_eq!(kept, stay.iter().map(usize::to_string).collect::<Vec<_>>(), "{versions:?}");
    }
}

#[test]
fn fingerprints_hold_nothing_of_the_text_but_sets() {
    let document = |body: &str| Document {
        uri: "a".to_owned(),
        headline: "Ferries".to_owned(),
        url: Some("https://tpa.example/a".to_owned()),
        usageterms: Some("For subscribers".to_owned()),
        language: Some("en".to_owned()),
        body: body.to_owned(),
        ..Document::default()
    };
    let one = "Harbour council voted to close Brenmouth market.";
    let turned = "Market Brenmouth close to voted council harbour.";
    let pack = Pack::open(build_fingerprints(&[document(one)])).unwrap();
    assert!(pack.body(0).unwrap().is_none());
    let shown = pack.document(0).unwrap();
    assert_eq!((shown.headline.as_str(), shown.usageterms.as_deref()), ("Ferries", Some("For subscribers")));
    assert!(shown.url.is_some() && shown.body.is_empty());
    // Not even the bytes tell in which order the words stood.
    assert!(build_fingerprints(&[document(one)]) == build_fingerprints(&[document(turned)]));
}

#[test]
fn the_fingerprints_of_a_sentence_are_those_of_its_words_however_frequent() {
    let document = |uri: &str, body: &str| Document {
        uri: uri.to_owned(),
        language: Some("en".to_owned()),
        body: body.to_owned(),
        ..Document::default()
    };
    let bodies = ["Ferries stopped. Ferries sailed.", "Sailors voted. Ferries voted.", "Ferries stopped."];
    let prints = |number: usize| {
        let alone = Pack::open(build_keyed(&[document("a", bodies[number])])).unwrap();
        alone.prints(0).unwrap()
    };
    let all: Vec<Document> = ["a", "b", "c"].iter().zip(bodies).map(|(uri, body)| document(uri, body)).collect();
    let together = Pack::open(build_keyed(&all)).unwrap();
    let joined = Pack::open(join(vec![build_keyed(&all[2..]), build_keyed(&all[..2])]).unwrap()).unwrap();
    for number in 0..3 {
        assert_eq!(together.prints(number as u32).unwrap(), prints(number));
        assert_eq!(joined.prints(number as u32).unwrap(), prints(number));
    }
    // What is told apart by words is told apart by their codes.
    let [first, second] = &prints(0)[..] else { panic!("two sentences") };
    assert_eq!((first.codes.len(), first.codes.intersection(&second.codes).count()), (2, 1));
}

#[test]
fn packs_under_different_keys_are_not_joined() {
    let documents = [Document { uri: "a".to_owned(), body: "Ferries stopped on Tuesday.".to_owned(), ..Document::default() }];
    let keyed = |byte: u8| fill(Builder::with_codes("set", Arc::new(Codes::Keyed(Key::new(&[byte; 16]).unwrap()))), &documents);
    assert!(matches!(join(vec![keyed(1), keyed(2)]), Err(PackError::Mixed { .. })));
    assert!(matches!(join(vec![keyed(1), build(&documents)]), Err(PackError::Mixed { .. })));
    let mut pack = Pack::open(keyed(1)).unwrap();
    assert!(pack.is_locked() && !pack.unlock(&Key::new(&[2; 16]).unwrap()));
    assert!(pack.unlock(&Key::new(&[1; 16]).unwrap()) && !pack.is_locked());
    assert!(Key::new(&[1; 15]).is_none());
}

#[test]
fn a_text_without_measure_is_kept_as_far_as_packs_are_read() {
    let document = Document { uri: "a".to_owned(), body: "é".repeat(LONGEST_BODY), ..Document::default() };
    let pack = Pack::open(build(&[document])).unwrap();
    assert_eq!(pack.body(0).unwrap().unwrap().text.len(), LONGEST_BODY);
}

#[test]
fn counts_that_a_pack_makes_up_are_joined_as_far_as_they_go() {
    let document = Document { uri: "a".to_owned(), body: "Ferries stopped.".to_owned(), ..Document::default() };
    let made_up = || {
        let mut builder = Builder::new("set");
        builder.skip("no body", u32::MAX);
        fill(builder, std::slice::from_ref(&document))
    };
    let joined = Pack::open(join(vec![made_up(), made_up()]).unwrap()).unwrap();
    assert_eq!(joined.info().skipped["no body"], u32::MAX);
}

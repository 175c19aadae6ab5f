//! Every format gives what its fixture in `tests/import/` says, alone and in archives.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wirecopy::document::Document;
use wirecopy_import::{Item, Options, import};

/// What a file gives, as `FILE.expected.json` has it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Imported {
    documents: Vec<Document>,
    skipped: BTreeMap<String, u32>,
    problems: Vec<String>,
    notes: Vec<String>,
}

fn read(name: &str, bytes: &[u8]) -> Imported {
    let options = Options { as_of: "2026-05-15T12:00:00Z".parse().unwrap(), named: true };
    let mut imported = Imported::default();
    import(name, Cursor::new(bytes), options, &mut |item| match item {
        Item::Document(document) | Item::Summary(document) => imported.documents.push(*document),
        Item::Skipped(skip) => *imported.skipped.entry(skip.to_string()).or_default() += 1,
        Item::Problem(problem) => imported.problems.push(problem.to_string()),
        Item::Note(note) => imported.notes.push(note.message),
    });
    imported
}

/// Fixtures with what they should give, in order of their names.
fn fixtures() -> Vec<(PathBuf, Imported)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/import");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let fixture = |path: &PathBuf| {
        let expected = format!("{}.expected.json", path.display());
        (path.clone(), serde_json::from_str(&fs::read_to_string(&expected).expect(&expected)).expect(&expected))
    };
    paths.iter().filter(|path| !path.to_string_lossy().ends_with(".expected.json")).map(fixture).collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn each_format_gives_its_items() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 15);
    for (path, expected) in fixtures {
        assert_eq!(read(&name(&path), &fs::read(&path).unwrap()), expected, "{}", path.display());
    }
}

#[test]
fn the_name_of_a_file_does_not_matter() {
    for (path, expected) in fixtures().into_iter().filter(|(_, expected)| expected.problems.is_empty()) {
        let read = read("x.dat", &fs::read(&path).unwrap());
        assert_eq!(read.documents.len(), expected.documents.len(), "{}", path.display());
        assert_eq!(read.documents[0].body, expected.documents[0].body, "{}", path.display());
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in files.iter().enumerate() {
        let method = if number % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What an archive of all fixtures should give: their files go by their paths in it, and odd ones are passed over.
fn archived() -> (Vec<(String, Vec<u8>)>, usize) {
    let fixtures = fixtures();
    let documents = fixtures.iter().map(|(_, expected)| expected.documents.len()).sum();
    let mut files: Vec<_> = fixtures.iter().map(|(path, _)| (format!("stories/{}", name(path)), fs::read(path).unwrap())).collect();
    files.push(("stories/ferry.jpg".to_owned(), b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec()));
    files.push((".hidden".to_owned(), b"not this".to_vec()));
    (files, documents)
}

#[test]
fn archives_give_what_their_files_give() {
    let (files, documents) = archived();
    let alone = read("story.txt", &files.iter().find(|(name, _)| name.ends_with("story.txt")).unwrap().1);
    for (name, bytes) in [("a.tar", tar(&files)), ("a.zip", zip(&files)), ("a.tar", gzip(&tar(&files)))] {
        let imported = read(name, &bytes);
        assert_eq!(imported.documents.len(), documents, "{name}");
        // The picture, the hidden file and the e-mail.
        assert_eq!(imported.skipped["unknown format"], 3, "{name}");
        let story = imported.documents.iter().find(|d| d.uri.ends_with("story.txt")).unwrap();
        assert_eq!(story.uri, format!("{name}/stories/story.txt"));
        assert_eq!(story.body, alone.documents[0].body);
        assert!(
            imported.problems.iter().any(|p| p.starts_with(&format!("{name}/stories/ninjs-lines.jsonl:8: "))),
            "{:?}",
            imported.problems
        );
    }
    let inner = zip(&[(
        "a.tar.gz".to_owned(),
        gzip(&tar(&[("b.jsonl.gz".to_owned(), gzip(b"{\"uri\":\"a\",\"body_text\":\"Ferries stopped.\"}"))])),
    )]);
    assert_eq!(read("in.zip", &inner).documents[0].uri, "a");
}

#[test]
fn a_damaged_archive_is_named_and_what_came_before_is_kept() {
    let line = "{\"uri\":\"a\",\"body_text\":\"Ferries stopped.\"}\n";
    let text: String = (0..50_000).map(|i| line.replace("\"a\"", &format!("\"{i}\""))).collect();
    let mut cut = gzip(text.as_bytes());
    cut.truncate(cut.len() / 2);
    let imported = read("a.jsonl.gz", &cut);
    assert!(imported.documents.len() > 1_000);
    assert_eq!(imported.problems.len(), 1, "{:?}", imported.problems);
    assert!(imported.problems[0].starts_with("a.jsonl.gz:"), "{:?}", imported.problems);

    let whole = zip(&[("a.txt".to_owned(), b"Ferries stopped.".to_vec())]);
    assert!(read("a.zip", &whole[..whole.len() - 10]).problems[0].starts_with("a.zip: cannot be unpacked as zip"));

    // The second is stored: its bytes can be changed, and its entry in the directory, which ends with its name.
    let two = zip(&[("a.txt".to_owned(), b"Ferries stopped.".to_vec()), ("b.txt".to_owned(), b"Nobody sailed.".to_vec())]);
    let place = |bytes: &[u8]| two.windows(bytes.len()).rposition(|window| window == bytes).unwrap();
    for (at, message) in [
        (place(b"Nobody"), "a.zip/b.txt: cannot be read: the checksum of what it unpacks to is not the one that the zip has for it"),
        (place(b"b.txt") - 38, "a.zip: cannot be unpacked as zip: file 2: it is encrypted; fetch it again"),
        (
            place(b"b.txt") - 36,
            "a.zip: cannot be unpacked as zip: file 2: it is compressed by method 1, and only 0 and 8 are read; fetch it again",
        ),
    ] {
        let mut changed = two.clone();
        changed[at] ^= 1;
        let imported = read("a.zip", &changed);
        assert_eq!((imported.documents.len(), imported.problems), (1, vec![message.to_owned()]));
    }
}

#[test]
fn an_archive_that_unpacks_without_measure_is_given_up_with_a_word() {
    let endless = format!("{{\"uri\":\"a\",\"body_text\":\"Ferries stopped.\"}}\n{{\"{}", "a".repeat(65 << 20));
    let packed = gzip(endless.as_bytes());
    let files = [("b.jsonl.gz".to_owned(), packed), ("c.txt".to_owned(), b"Nobody sailed.".to_vec())];
    for (name, bytes) in [("a.zip", zip(&files)), ("a.tar.gz", gzip(&tar(&files)))] {
        let imported = read(name, &bytes);
        assert_eq!(imported.documents.len(), 1, "{name}");
        assert!(imported.problems[0].starts_with(&format!("{name}/b.jsonl.gz:2: ")), "{:?}", imported.problems);
        assert!(imported.problems.iter().all(|p| p.contains("it unpacks to over 100 times the archive's size")), "{:?}", imported.problems);
    }
}

#[test]
fn what_is_left_out_of_a_text_without_measure_is_said() {
    let text = "Ferries stopped. ".repeat((6 << 20) / 17 + 1);
    let item = format!("{{\"uri\":\"a\",\"body_text\":\"{text}\"}}");
    assert_eq!(
        read("a.json", item.as_bytes()).notes,
        [format!("a has {} bytes of text, of which {} are kept: divide it", text.len() - 1, 6 << 20)]
    );
    assert_eq!(read("a.txt", text.as_bytes()).notes, ["is longer than an article that is read: only its beginning is kept"]);
}

fn record(kind: &str, address: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Length: {}\r\n\r\n", content.len());
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

#[test]
fn a_web_archive_gives_its_pages_by_their_addresses() {
    let page = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/import/page.html")).unwrap();
    let expected = read("page.html", &page).documents[0].clone();
    let plain = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".as_slice(), &page].concat();
    let packed = gzip(&page);
    let (first, second) = packed.split_at(packed.len() / 2);
    let mut chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    for chunk in [first, second] {
        chunked.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        chunked.extend_from_slice(chunk);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    let records = [
        record("warcinfo", "", b"software: x\r\n"),
        record("request", "https://tpa.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://tpa.example/1", &plain),
        record("response", "https://tpa.example/2", &chunked),
        record("response", "https://tpa.example/gone", b"HTTP/1.1 404 Not Found\r\n\r\nNot here, said the server."),
        record("resource", "https://tpa.example/style.css", b"body { color: red }\n.teaser > a { margin: 0 auto; padding: 1px }"),
        record("resource", "https://tpa.example/robots.txt", b"User-agent: *\nDisallow: /search\n"),
        record("resource", "https://tpa.example/map.xml", b"<?xml version=\"1.0\"?><urlset><url/></urlset>"),
        record("resource", "https://tpa.example/app.json", b"{\"name\": \"TPA\", \"icons\": []}"),
        record("resource", "https://tpa.example/3", &page),
    ];
    // Web archives are packed record by record.
    for warc in [records.concat(), records.iter().flat_map(|record| gzip(record)).collect()] {
        let imported = read("a.warc", &warc);
        assert_eq!(imported.problems, [""; 0]);
        assert_eq!((imported.skipped["unknown format"], imported.skipped["answer without page"]), (4, 1));
        let uris: Vec<&str> = imported.documents.iter().map(|document| document.uri.as_str()).collect();
        assert_eq!(uris, ["https://tpa.example/1", "https://tpa.example/2", "https://tpa.example/3"]);
        assert!(imported.documents.iter().all(|d| d.body == expected.body && d.url.as_deref() == Some(&d.uri)));
    }
    let mut cut = records.concat();
    cut.truncate(cut.len() - 200);
    let imported = read("a.warc", &cut);
    assert!(imported.problems[0].contains("missing at its end"), "{:?}", imported.problems);
}

#[test]
fn a_page_in_a_web_archive_is_in_the_encoding_that_its_server_named() {
    let page = |content_type: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n<title>a</title><article><p>");
        let reply = [head.as_bytes(), body, b"</p></article>"].concat();
        read("a.warc", &record("response", "https://tpa.example/1", &reply)).documents.remove(0).body
    };
    // "Паромы стоят." in Windows-1251.
    let cyrillic = b"\xcf\xe0\xf0\xee\xec\xfb \xf1\xf2\xee\xff\xf2.";
    assert_eq!(page("text/html; charset=windows-1251", cyrillic), "Паромы стоят.");
    assert_eq!(page("text/html;charset=\"CP1251\"", cyrillic), "Паромы стоят.");
    // Many servers say the same of everything: what is UTF-8 beyond doubt is read so.
    assert_eq!(page("text/html; charset=iso-8859-1", "Паромы стоят.".as_bytes()), "Паромы стоят.");
}

#[test]
fn what_is_known_of_an_encoding_is_used_and_a_guess_is_said() {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><nitf><body><body.content><p>Fähren hielten.</p></body.content></body></nitf>";
    for text in [xml, "{\"uri\":\"a\",\"body_text\":\"Fähren hielten.\"}"] {
        for bytes in [utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes)] {
            let imported = read("a", &bytes);
            assert_eq!((imported.documents[0].body.as_str(), imported.notes.len()), ("Fähren hielten.", 0), "{text}");
        }
    }
    let latin1 = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let said_utf8 = latin1(&xml.replace("UTF-16", "UTF-8"));
    assert!(read("a.xml", &said_utf8).notes[0].starts_with("has bytes that its encoding does not have"));
    for text in [
        "Fähren hielten am Dienstag.",
        "{\"uri\":\"a\",\"body_text\":\"Fähren hielten.\"}",
        "[{\"body_text\":\"Fähren hielten.\"}]",
        "uri,body\na,Fähren hielten.\n",
    ] {
        let imported = read("a", &latin1(text));
        assert!(imported.documents[0].body.starts_with("Fähren hielten"), "{text}");
        assert!(matches!(&imported.notes[..], [note] if note.contains("read as Windows-1252")), "{text} {:?}", imported.notes);
        assert_eq!(read("a", text.as_bytes()).notes, [""; 0]);
    }
    let long = format!("[{{\"uri\":\"a\",\"headline\":\"\u{e4}\",\"body_text\":\"{}\"}}]", "Ferries stopped. ".repeat(1 << 20));
    let problems = read("a.json", &latin1(&long)).problems;
    assert!(
        matches!(&problems[..], [problem] if problem.contains("is in another encoding than UTF-8, in which up to 16777216 bytes are read")),
        "{problems:?}"
    );
}

#[test]
fn tables_lose_no_row_without_a_word() {
    let uris =
        |name: &str, table: &str| read(name, table.as_bytes()).documents.into_iter().map(|document| document.uri).collect::<Vec<_>>();
    // A number names a row of its own file only.
    let counted = "id,headline,body\n1,Ferries,Ferries stopped.\n2,Trains,Trains ran.\n";
    assert_eq!(uris("a.csv", counted), ["a.csv#1", "a.csv#2"]);
    assert_eq!(uris("b.csv", &counted.replace("id,", "uri,").replace("\n1", "\ntpa:1")), ["tpa:1", "2"]);
    assert_eq!(uris("b.csv", &counted.replace("\n1", "\ntpa:1")), ["tpa:1", "b.csv#2"]);
    // Of several columns for the text the one that has it.
    assert_eq!(read("a.csv", b"uri,body,body_html\na,,<p>Ferries stopped.</p>\n").documents[0].body, "Ferries stopped.");
    for (table, line) in [
        ("uri,headline,body\na,Ferries,\"Ferries stopped.\nb,Trains,Trains ran.\nc,Buses,Buses ran.\n", 2),
        ("uri,headline,body\na,Ferries,Ferries stopped.\nb,Trains,\"Trains ran.\nc,Buses,\"Buses ran.\"\nd,Trams,Trams ran.\n", 3),
        ("sep=,\nuri,headline,body\na,Ferries,\"Ferries stopped.\nb,Trains,Trains ran.\n", 3),
    ] {
        let problems = read("a.csv", table.as_bytes()).problems;
        assert!(
            matches!(&problems[..], [problem] if problem.starts_with(&format!("a.csv:{line}: is no row of the table: a quotation mark"))),
            "{problems:?}"
        );
    }
    let sound = "uri,headline,body\na,\"Ferries\" stop,\"Ferries \"\"stopped\"\".\nNobody sailed.\"\nb,5\" of rain,\"It rained.\" \r\n";
    let imported = read("a.csv", sound.as_bytes());
    assert_eq!((imported.documents.len(), imported.problems.len()), (2, 0), "{:?}", imported.problems);
    let other = "Überschrift;Inhalt;Erschienen\nFähren;\"Fähren; Züge\nund Busse hielten an.\";2026-01-01\n";
    assert_eq!(
        read("a.csv", other.as_bytes()).problems,
        [
            "a.csv:1: is a table without text: a column `body`, `body_text`, `text` or `content` was expected, found überschrift, inhalt, erschienen"
        ]
    );
}

#[test]
fn an_embargo_without_a_time_has_no_end() {
    for embargoed in ["<embargoed/>", "<embargoed xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"></embargoed>"] {
        let item = format!(
            "<newsItem guid=\"a\"><itemMeta>{embargoed}</itemMeta><contentSet><inlineData>Ferries stopped.</inlineData></contentSet></newsItem>"
        );
        let imported = read("a.xml", item.as_bytes());
        assert_eq!((imported.documents.len(), imported.skipped["embargoed"]), (0, 1));
        assert_eq!(imported.notes, ["a stays out: its embargo, \"\", is no time"]);
    }
}

#[test]
fn what_a_gzip_file_holds_goes_by_the_name_that_the_file_has() {
    assert_eq!(read("in/a.txt.gz", &gzip(b"Ferries stopped on Tuesday.")).documents[0].uri, "in/a.txt.gz");
    let problems = read("a.jsonl.gz", &gzip(b"{\"uri\":\"a\",\"body_text\":\"Ferries stopped.\"}\n{\"uri\":\n")).problems;
    assert!(problems[0].starts_with("a.jsonl.gz:2: "), "{problems:?}");
}

#[test]
fn a_tar_from_before_there_was_a_mark_for_it_is_read() {
    let mut archive = tar(&[("a.txt".to_owned(), b"Ferries stopped on Tuesday.".to_vec())]);
    archive[257..265].fill(0);
    archive[148..156].fill(b' ');
    let sum: u32 = archive[..512].iter().map(|byte| u32::from(*byte)).sum();
    archive[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    assert_eq!(read("a.tar", &archive).documents[0].uri, "a.tar/a.txt");
}

#[test]
fn json_that_is_no_item_is_no_sentence_either() {
    for (text, found) in [("null", "null"), ("5\n", "integer `5`"), ("[1, 2]", "a number")] {
        let imported = read("a.json", text.as_bytes());
        assert_eq!(imported.documents.len(), 0, "{text}");
        assert!(imported.problems[0].contains("is no news item") && imported.problems[0].ends_with(found), "{:?}", imported.problems);
    }
}

#[test]
fn no_message_repeats_more_of_a_file_than_is_worth_reading() {
    let name = "é".repeat(10_000);
    let warc = format!("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n{name}\r\n\r\n");
    for file in [format!("<{name}/>"), format!("<x><{name}>"), format!("id,title,{name}\n"), format!("[{{\"{name}\": 1}}]"), warc] {
        let imported = read("file", file.as_bytes());
        assert!(imported.problems[0].contains("éé") && imported.problems[0].len() < 1_000, "{:?}", imported.problems);
    }
}

#[test]
fn a_sign_that_was_cut_in_two_costs_the_sign_alone() {
    let item = |id: u32, text: &str| format!(r#"{{"id":"{id}","title":"Ferries","content_text":"{text}"}}"#);
    let items = [item(1, r"Cut \ud83d"), item(2, r"Cut \ude00 and \uD83D\ud83d"), item(3, r"Whole \ud83d\ude00"), item(4, r"Path \\ud83d")];
    let feed = format!(r#"{{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{}]}}"#, items.join(","));
    let lines = items.map(|item| item.replace("id", "uri").replace("content_text", "body_text")).join("\n");
    for json in [feed, lines] {
        let imported = read("a.json", json.as_bytes());
        let texts: Vec<_> = imported.documents.iter().map(|document| document.body.as_str()).collect();
        assert_eq!(
            texts,
            ["Cut \u{fffd}", "Cut \u{fffd} and \u{fffd}\u{fffd}", "Whole \u{1f600}", r"Path \ud83d"],
            "{:?}",
            imported.problems
        );
    }
}

#[test]
fn a_list_with_one_item_a_line_is_no_json_lines() {
    let ninjs = "{\"items\":[\n{\"uri\":\"a\",\"body_text\":\"Ferries stopped.\"},\n{\"uri\":\"b\",\"body_text\":\"Trains ran.\"}\n]}\n";
    let feed = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"TPA\",\"items\":[\n{\"id\":\"a\",\"content_text\":\"Ferries stopped.\"},\n{\"id\":\"b\",\"content_text\":\"Trains ran.\"}\n]}\n";
    for text in [ninjs, feed] {
        let imported = read("a.json", text.as_bytes());
        let bodies: Vec<&str> = imported.documents.iter().map(|document| document.body.as_str()).collect();
        assert_eq!((bodies, imported.problems.len()), (vec!["Ferries stopped.", "Trains ran."], 0), "{text}");
    }
}

#[test]
fn utf16_is_read() {
    let text = "\u{feff}{\"uri\":\"a\",\"body_text\":\"Ferries stopped — all of them.\"}";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.json", &bytes).documents[0].body, "Ferries stopped — all of them.");
}

#[test]
fn binary_files_and_packs_say_what_they_are() {
    assert!(read("a.pdf", b"%PDF-1.7\0\0\0\0").problems[0].ends_with("found a PDF"));
    assert!(read("a.bin", &[7; 100]).problems[0].contains("binary data that begins with [07, 07"));
    let office = zip(&[("word/document.xml".to_owned(), b"<w/>".to_vec()), ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec())]);
    let problems = read("a.docx", &office).problems;
    assert!(problems.len() == 1 && problems[0].ends_with("found a document of an office program; save it as text or HTML"), "{problems:?}");
    assert!(read("a.pack", b"WIRECOPY\x01\0\0\0").problems[0].contains("is a pack already"));
}

#[test]
fn no_bytes_make_it_fail() {
    // Every fixture, cut and changed at many places: whatever comes of it, it comes.
    for (path, _) in fixtures() {
        let bytes = fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(37) {
            read("cut", &bytes[..at]);
            let mut changed = bytes.clone();
            changed[at] = changed[at].wrapping_add(101);
            read("changed", &changed);
        }
    }
    let (files, _) = archived();
    for archive in [tar(&files), zip(&files), gzip(&tar(&files))] {
        for at in (0..archive.len()).step_by(archive.len() / 50) {
            read("cut", &archive[..at]);
            let mut changed = archive.clone();
            changed[at] ^= 0x55;
            read("changed", &changed);
        }
    }
}

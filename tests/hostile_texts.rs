//! Texts and pages written to hold up a check: each costs no more than ordinary text of its length, within a factor, and what is
//! behind a limit is left out with a word.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use wirecopy::config::{LONGEST_NAME, LONGEST_PAGE, MOST_BLOCKS, MOST_ELEMENTS};
use wirecopy::document::Document;
use wirecopy::engine::Engine;
use wirecopy::pack::{Builder, Pack, Prepared};
use wirecopy::report::{Limit, Report, Sensitivity};
use wirecopy::text::normalize::normalize;
use wirecopy::zone::{read, read_text};
use wirecopy_import::html::page_of_text;
use wirecopy_import::{Item, Options, import};

const STORY: &str = "Islander Lines halted every crossing to Skerra on Sunday after inspectors found cracks in three hulls.\n\n\
    About 1,900 passengers were stranded on the island, harbour master Edda Quill said.\n\n“No ship will sail before every weld has been \
    looked at twice,” Quill told reporters.\n\nThe company said a survey had been lost when its office moved.\n\n";
/// Bytes of each text.
const LENGTH: usize = 24_000;
/// How many times the time of ordinary text one may take. What grows with the square of its length takes hundreds of times as long.
const FACTOR: u32 = 12;

/// What a text is made of, again and again.
const PIECES: &[&str] = &[
    // Quotation marks that open, close, or do neither.
    "\"",
    "“",
    "”",
    "'",
    "’",
    "« ",
    "‘a ",
    "'a ",
    "a’ ",
    "s’ ",
    "'a' ",
    "“a ",
    "\"a ",
    "“a.” ",
    "“A ‘b ",
    "„“",
    "»a«",
    // Stops, brackets and other marks.
    ".",
    "!",
    "?",
    "…",
    ". ",
    "(",
    "[",
    "— ",
    ":",
    ",",
    "/",
    "%",
    "$",
    "&",
    "(Reporting by A. Bell) ",
    "A.",
    "A. ",
    "U.S. ",
    "Mr. ",
    "Abcd.",
    "Abcd.Efgh ",
    "a.b@c.",
    "http://a.b/",
    "Nr. 1. ",
    "...",
    "abc. Def ",
    "Was? er ",
    // Words and numbers without end, and without spaces.
    "a",
    "ab",
    "A",
    "é",
    "1",
    "1,000 ",
    "1.000.",
    "1-",
    "a-",
    "a'",
    "Aa",
    "word ",
    "Name ",
    "Jan. 1 ",
    "$1.5 million ",
    "3 p.m. ",
    "Ⅷ",
    "½",
    // White space and line ends.
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "a\n",
    "a\n\n",
    "\u{a0}",
    "\u{2028}",
    "word word word\n",
    // What nobody sees.
    "\u{200b}",
    "\u{ad}",
    "\u{200d}",
    "\u{202e}",
    "\u{feff}",
    "a\u{ad}",
    "\u{301}",
    "a\u{301}",
    "e\u{301}\u{323}",
    "\u{e0041}",
    "\u{0}",
    // Other scripts, and characters that belong together.
    "ا",
    "لا ",
    "中",
    "中。",
    "가",
    "ก",
    "🇩",
    "🇩🇪 ",
    "👩‍",
    "👩🏽‍🚀",
    "ﬁ",
    "\u{fdfa}",
    "؟ ",
    // Notices and headings.
    "Related Articles\n",
    "Comments\n",
    "By Ann Bell\n",
    "Read more: a\n\n",
    "Share\n",
    "TEXT (TPA) - ",
    "(TPA)\n\n",
];

fn engine(body: &str) -> Engine<Vec<u8>> {
    let mut engine = common::engine();
    let document = Document { uri: "story".to_owned(), body: body.to_owned(), language: Some("en".to_owned()), ..Document::default() };
    let mut builder = Builder::new("set");
    builder.add(Prepared::new(document, &engine.model().background).unwrap());
    engine.add("set", Pack::open(builder.finish()).unwrap());
    engine
}

fn check(engine: &Engine<Vec<u8>>, text: &str) -> Report {
    engine.check("page", &read_text(text), true, Sensitivity::Balanced).unwrap()
}

fn check_html(engine: &Engine<Vec<u8>>, html: &str) -> Report {
    engine.check("page", &read(&page_of_text("page", html)), false, Sensitivity::Balanced).unwrap()
}

fn took<T>(work: impl FnOnce() -> T) -> Duration {
    let (began, before) = (Instant::now(), cpu());
    work();
    before.zip(cpu()).map_or_else(|| began.elapsed(), |(before, after)| after - before)
}

/// What this thread has computed so far, which a busy machine does not change; not every system tells.
fn cpu() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split_whitespace().next()?.parse().ok()?))
}

/// Ordinary text of the given length: half of it is the story's, half is not.
fn ordinary(length: usize) -> String {
    let own = "The bakery in Quill Lane opens an hour later from Monday, its owner has decided after a long winter.\n\n";
    format!("{STORY}{own}").repeat(length / (STORY.len() + own.len()) + 1)
}

/// A piece again and again, up to [`LENGTH`]. One character can stand for eighteen (U+FDFA): it counts as what is read for it.
fn again(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len().max(normalize(piece).text().len()))
}

/// Names what took longer than it may.
fn none_slow(what: &str, allowed: Duration, times: impl Iterator<Item = (String, Duration)>) {
    let slow: Vec<_> = times.filter(|(_, time)| *time > allowed).collect();
    assert!(slow.is_empty(), "{what}: longer than {allowed:?}: {slow:?}");
}

#[test]
fn no_text_costs_much_more_than_ordinary_text() {
    let engine = engine(STORY);
    let text = ordinary(LENGTH);
    let allowed = took(|| check(&engine, &text)) * FACTOR;
    let times = PIECES.iter().map(|piece| {
        // The story around it keeps the page comparable and its language English.
        let text = format!("{STORY}{}\n\n{STORY}", again(piece));
        ((*piece).to_owned(), took(|| check(&engine, &text)))
    });
    none_slow("a page", allowed, times);
}

#[test]
fn no_reference_costs_much_more_than_an_ordinary_one() {
    let text = ordinary(LENGTH);
    let page = ordinary(2_000);
    let allowed = took(|| check(&engine(&text), &page)) * FACTOR;
    let times = PIECES.iter().map(|piece| {
        let body = format!("{STORY}{}\n\n{STORY}", again(piece));
        ((*piece).to_owned(), took(|| check(&engine(&body), &page)))
    });
    none_slow("a reference", allowed, times);
}

#[test]
fn a_page_and_a_reference_that_were_made_for_each_other_cost_what_they_hold() {
    let allowed = took(|| check(&engine(STORY), &ordinary(LENGTH))) * FACTOR;
    let long_names = |end: char| {
        (0..LENGTH / 3_600).map(|n| format!("In {}{n}{end} they met Edda Quill of Skerra. ", "Qu".repeat(1_800))).collect::<String>()
    };
    let fill = |piece: &str| piece.repeat(LENGTH / piece.len());
    let quoted = format!("“{}", fill("no ship will sail before every weld has been looked at twice "));
    let cases = [
        ("names", long_names('a'), long_names('b')),
        ("quotations", quoted.clone(), STORY.repeat(40)),
        ("marks", fill("“No ship,” he said, “will sail.” "), STORY.repeat(40)),
        ("quantities", fill("They paid 1,900 and 1,901 and 1,902. "), fill("About 1,900 or 1,903 stranded. ")),
        ("one sentence", fill("Edda Quill said so "), fill("Quill, Edda said Quill ")),
        ("the same", ordinary(LENGTH), ordinary(LENGTH)),
    ];
    let times = cases.into_iter().map(|(name, page, body)| (name.to_owned(), took(|| check(&engine(&format!("{STORY}{body}")), &page))));
    none_slow("a pair", allowed, times);
}

#[test]
fn no_markup_costs_much_more_than_ordinary_markup() {
    let engine = engine(STORY);
    let story = STORY.replace("\n\n", "</p><p>");
    let text = format!("<p>{}", ordinary(LENGTH).replace("\n\n", "</p><p>"));
    let allowed = took(|| check_html(&engine, &text)) * FACTOR;
    let pieces = [
        "<div>",
        "<b>",
        "<p>",
        "<p>a",
        "<a href=x>a",
        "<b id=a><p>",
        "<table>",
        "<table><tr><td>",
        "<td>a",
        "<select><option>a",
        "<svg>",
        "<math><mi>",
        "<h1>a",
        "<br>",
        "a<br>",
        "<span hidden>a",
        "<div aria-hidden=true>",
        "<button>",
        "<form>",
        "<li>a",
        "<ul><li>",
        "<dl><dt>a",
        "</p>",
        "</div>",
        "<time datetime=2026>",
        "<meta name=a content=b>",
        "<title>a",
        "<!--",
        "<![CDATA[",
        "<template>",
        "<script>",
        "&amp;",
        "&",
        "&#0;",
        "<",
        "<font a>",
        "<i><p></i>",
        "<frameset>",
        "<plaintext>",
        "<iframe>",
        "<ruby>a<rt>",
        "<object>",
        "<script type=application/ld+json>[",
    ];
    let times = pieces.iter().map(|piece| {
        let html = format!("<article><p>{story}</p>{}<p>{story}</p></article>", piece.repeat(LENGTH / piece.len()));
        ((*piece).to_owned(), took(|| check_html(&engine, &html)))
    });
    let long = "x".repeat(LENGTH);
    let whole = [
        format!("<p class=\"{long}\">{story}"),
        format!("<{long}>{story}"),
        format!("<p {}>{story}", "a=b ".repeat(LENGTH / 4)),
        format!("<p {}>{story}", (0..LENGTH / 2).map(|n| format!("a{n} ")).collect::<String>()),
        format!("<p title='<a b=\"'{}>{story}", (0..LENGTH / 8).map(|n| format!(" a{n}='>'")).collect::<String>()),
        format!("<title>{long}</title><p>{story}"),
        format!("<p class=\"{}\">{story}", "a ".repeat(LENGTH / 2)),
        format!("<p style=\"{}\">{story}", "a:b;".repeat(LENGTH / 4)),
        format!("<script type=application/ld+json>{}</script><p>{story}", "[".repeat(LENGTH / 2)),
        format!("<script type=application/ld+json>{}</script><p>{story}", "{\"a\":".repeat(10_000)),
        format!("<script type=application/ld+json>{{\"{long}\":[{}</script><p>{story}", "\"\",".repeat(LENGTH / 3)),
        format!("<h1>{long}</h1><p>{story}"),
    ];
    let whole = whole.iter().map(|html| (html[..40].to_owned(), took(|| check_html(&engine, html))));
    none_slow("markup", allowed, times.chain(whole));
}

/// Imports a file and gives the bodies of its articles.
fn imported(file: &str) -> Vec<String> {
    let mut bodies = Vec::new();
    let options = Options { as_of: "2026-05-15T12:00:00Z".parse().unwrap(), named: true };
    import("file", std::io::Cursor::new(file.to_owned()), options, &mut |item| {
        if let Item::Document(document) | Item::Summary(document) = item {
            bodies.push(document.body);
        }
    });
    bodies
}

#[test]
fn items_in_items_cost_no_more_than_their_size() {
    let story = "<p>Ferries stopped.</p>".repeat(LENGTH / 23);
    let imported = |content: &str| {
        let bodies = imported(&format!("<NewsML><NewsItem>{content}</NewsItem></NewsML>"));
        assert_eq!(bodies[0].matches("stopped").count(), LENGTH / 23);
    };
    let within = |depth| format!("{}{story}{}", "<ContentItem><DataContent>".repeat(depth), "</DataContent></ContentItem>".repeat(depth));
    let allowed = took(|| imported(&within(1))) * FACTOR;
    none_slow("an item", allowed, std::iter::once(("90 in each other".to_owned(), took(|| imported(&within(90))))));
}

#[test]
fn items_among_other_elements_cost_no_more_than_both() {
    let item = "<item><title>Ferries</title><description>Ferries stopped.</description></item>";
    let entry = "<entry><title>Ferries</title><summary>Ferries stopped.</summary></entry>";
    let newsml =
        "<NewsItem><NewsComponent><ContentItem><DataContent>Ferries stopped.</DataContent></ContentItem></NewsComponent></NewsItem>";
    let g2 = "<newsItem guid='a'><contentSet><inlineData>Ferries stopped.</inlineData></contentSet></newsItem>";
    let cases = [
        ("RSS", "<rss><channel>", item, "</channel></rss>"),
        ("RSS 1.0", "<rdf:RDF><channel/>", item, "</rdf:RDF>"),
        ("Atom", "<feed>", entry, "</feed>"),
        ("NewsML 1", "<NewsML>", newsml, "</NewsML>"),
        ("NewsML-G2", "<newsMessage><itemSet>", g2, "</itemSet></newsMessage>"),
    ];
    for (name, begin, item, end) in cases {
        let file = |others: usize, items: usize| {
            let file = format!("{begin}{}{}{end}", "<x/>".repeat(others), item.repeat(items));
            took(|| assert_eq!(imported(&file).len(), items, "{name}"))
        };
        let allowed = (file(LENGTH, 0) + file(0, LENGTH / 100)) * 3;
        none_slow(name, allowed, std::iter::once(("both".to_owned(), file(LENGTH, LENGTH / 100))));
    }
}

#[test]
fn what_is_behind_a_limit_is_left_out_and_the_reader_is_told() {
    let engine = engine(STORY);
    let cut = |report: &Report| report.limits == [Limit::PageTooLong];
    let page = ordinary(2_000);
    assert!(check(&engine, &page).limits.is_empty());
    let flagged = check(&engine, &page).verdict.documents[0].sentences;

    let long = check(&engine, &format!("{page}{}The end.", " ".repeat(LONGEST_PAGE)));
    assert!(cut(&long) && long.sentences.iter().all(|sentence| sentence.end as usize <= LONGEST_PAGE));
    assert_eq!(long.verdict.documents[0].sentences, flagged);
}

#[test]
fn a_page_is_read_up_to_its_limits() {
    assert!(!page_of_text("", "<p>one<p>two").cut);
    let blocks = page_of_text("", &"<p>a".repeat(MOST_BLOCKS + 5));
    assert!(blocks.cut && blocks.blocks.len() == MOST_BLOCKS);
    let within = format!("{}a{}", "<div>".repeat(10), "</div>".repeat(10));
    let around = page_of_text("", &within.repeat(MOST_ELEMENTS / 10 + 1));
    assert!(around.cut && around.elements.len() <= MOST_ELEMENTS && around.elements.len() > MOST_ELEMENTS - 10);
    let named = page_of_text("", &format!("<html lang={0}><meta name={0} content=a><x-{0}>a", "a".repeat(100_000)));
    assert_eq!(named.elements[1].tag.len(), LONGEST_NAME);
    assert!(named.meta.is_empty() && named.language.unwrap().len() == LONGEST_NAME);
    let text = page_of_text("", &format!("<p>{}<p>behind", "ab cd😀".repeat(LONGEST_PAGE / 7 + 1)));
    let units: usize = text.blocks.iter().map(|block| block.text.encode_utf16().count()).sum();
    assert!(text.cut && text.blocks.len() == 1 && units <= LONGEST_PAGE && units > LONGEST_PAGE - 8, "{units}");
    let title = page_of_text("", &format!("<title>{}</title>", "long ".repeat(100_000))).title.unwrap();
    assert_eq!(title.len(), 1024);
}

//! One self-contained HTML file: each page with its text beside its sources. No scripts, nothing fetched.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Stdout, Write};

use wirecopy::report::{Class, QuoteStatus, Report, Sentence, SourceDocument, VerdictKind};
use wirecopy::zone::Zone;

use super::words::{self, Mark, Stretch, Units};
use super::{Output, compared_with, credit, flip, has_matches, headline, origin, percent, place, verdict};
use crate::checked::Checked;
use crate::outcome::Stop;

const STYLE: &str = include_str!("report.css");

/// Writes each page as it comes.
pub(super) struct Html {
    out: BufWriter<Stdout>,
    pages: usize,
}

impl Html {
    pub(super) fn new() -> Result<Self, Stop> {
        let mut out = BufWriter::new(io::stdout());
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>Wirecopy report</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        )?;
        Ok(Html { out, pages: 0 })
    }
}

impl Output for Html {
    fn page(&mut self, checked: Checked) -> Result<(), Stop> {
        self.pages += 1;
        let section = match &checked.report {
            Ok(report) => section(report, self.pages),
            Err(reason) => format!(
                "<section>\n<h1>{}</h1>\n<p class=\"verdict\">Could not be used: {}.</p>\n</section>\n",
                escape(&checked.name),
                escape(reason)
            ),
        };
        self.out.write_all(section.as_bytes())?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Stop> {
        self.out.write_all(b"</main>\n</body>\n</html>\n")?;
        self.out.flush()?;
        Ok(())
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn section(report: &Report, number: usize) -> String {
    let mut html = String::new();
    let _ = write!(html, "<section id=\"page-{number}\">\n<h1 dir=\"auto\">{}</h1>\n", escape(words::title(report)));
    if words::title(report) != report.page {
        let _ = writeln!(html, "<p class=\"name\">{}</p>", address(&report.page));
    }
    let _ = writeln!(html, "<p class=\"verdict\">{}</p>", escape(&verdict(report)));
    if report.verdict.kind != VerdictKind::NotCompared || has_matches(report) {
        let _ = writeln!(html, "<p class=\"compared\">Compared with {}.</p>", escape(&compared_with(report)));
    }
    for limit in &report.limits {
        let _ = writeln!(html, "<p class=\"compared\">{}</p>", escape(&limit.to_string()));
    }
    documents(report, &mut html);
    let text = Units::new(report.text.as_deref().unwrap_or_default());
    sentences(report, &text, &mut html);
    html.push_str("</section>\n");
    html
}

fn documents(report: &Report, html: &mut String) {
    if report.verdict.documents.is_empty() {
        return;
    }
    html.push_str("<table class=\"sources\">\n<thead><tr><th scope=\"col\">Share</th><th scope=\"col\">Source</th><th scope=\"col\">Credit</th></tr></thead>\n<tbody>\n");
    for document in &report.verdict.documents {
        let place = place_of(document);
        let terms = document.usageterms.as_deref().map(|terms| format!("<br><span class=\"terms\">{}</span>", escape(terms)));
        let _ = writeln!(
            html,
            "<tr><td>{}</td><td><b dir=\"auto\">{}</b><br>{} <span class=\"name\">{}</span>{}</td><td>{}</td></tr>",
            percent(document.share),
            escape(headline(document)),
            escape(&origin(document)),
            place,
            terms.unwrap_or_default(),
            credit(document)
        );
    }
    html.push_str("</tbody>\n</table>\n");
}

/// Where a document is to be found; what has no headline goes by its place already.
fn place_of(document: &SourceDocument) -> String {
    if place(document) == headline(document) { String::new() } else { address(place(document)) }
}

/// A web address as a link, anything else as it is.
fn address(place: &str) -> String {
    let text = escape(place);
    if place.starts_with("https://") || place.starts_with("http://") {
        format!("<a href=\"{text}\" rel=\"noreferrer\">{text}</a>")
    } else {
        text
    }
}

/// The article, sentence by sentence, each finding beside its source.
fn sentences(report: &Report, text: &Units, html: &mut String) {
    let article = report.sentences.iter().filter(|sentence| sentence.zone != Zone::Furniture);
    html.push_str("<div class=\"sides\">\n<div class=\"head\"><span>The page</span><span>The source</span></div>\n");
    for sentence in article {
        let (class, label) = match sentence.class {
            Class::Verbatim => ("verbatim", "verbatim"),
            Class::Rewritten => ("rewritten", "rewritten"),
            Class::SharedQuotation => ("shared", "shared quotation"),
            Class::Own | Class::Furniture => ("own", ""),
        };
        let heading = if sentence.zone == Zone::Headline { " headline" } else { "" };
        let _ = write!(html, "<div class=\"row {class}{heading}\"><div class=\"page\">");
        if !label.is_empty() {
            let _ = write!(html, "<span class=\"label\">{label}</span> ");
        }
        marked(&words::of_page(text, sentence), "ins", html);
        html.push_str("</div><div class=\"source\">");
        if class != "own" {
            source(report, sentence, html);
        }
        facts(sentence, text, html);
        quotations(sentence, text, html);
        html.push_str("</div></div>\n");
    }
    html.push_str("</div>\n");
}

fn source(report: &Report, sentence: &Sentence, html: &mut String) {
    match words::of_source(sentence) {
        Some(stretches) => marked(&stretches, "del", html),
        None => html.push_str("<span class=\"terms\">The set keeps no text.</span>"),
    }
    if let Some(best) = sentence.matches.first() {
        let headline = report.document(&best.document).map_or(best.document.as_str(), headline);
        let number = match best.joined {
            Some([first, end]) => format!("sentences {} to {end}", first + 1),
            None => format!("sentence {}", best.sentence + 1),
        };
        let _ = write!(html, "<span class=\"terms\"><bdi>{}</bdi>, {number}</span>", escape(headline));
        // What the table above does not have.
        if let Some(other) = report.others.iter().find(|other| other.document == best.document) {
            let _ = write!(html, "<br><span class=\"terms\">{} {}</span>", escape(&origin(other)), place_of(other));
        }
    }
}

/// What the sentence says otherwise than its source.
fn facts(sentence: &Sentence, text: &Units, html: &mut String) {
    let facts = words::facts(text, sentence);
    if facts.is_empty() {
        return;
    }
    html.push_str("<ul class=\"facts\">");
    for (kind, page, source) in facts {
        let _ = write!(html, "<li><strong>{kind}</strong>");
        let sides = [(": ", page), (" — in the source: ", source)];
        for (label, words) in sides.into_iter().filter_map(|(label, words)| Some((label, words?))) {
            let _ = write!(html, "{label}<bdi>{}</bdi>", escape(&words));
        }
        html.push_str("</li>");
    }
    html.push_str("</ul>");
}

/// Quotations of the sentence that are not in the source's words.
fn quotations(sentence: &Sentence, text: &Units, html: &mut String) {
    for quote in sentence.quotes.iter().filter(|quote| quote.status == QuoteStatus::Altered) {
        let how = quote.flip.map(|fact| format!(": <strong>{}</strong>", flip(fact))).unwrap_or_default();
        let page = escape(&text.get(quote.start, quote.end));
        let _ = write!(html, "<p class=\"altered\"><span class=\"label\">quotation altered</span>{how} <bdi>“{page}”</bdi>");
        if let Some(source) = quote.source.as_ref().filter(|source| !source.text.is_empty()) {
            let _ = write!(html, " — in the source: <bdi>“{}”</bdi>", escape(&source.text));
        }
        html.push_str("</p>");
    }
}

/// Stretches with the changed ones in `element`, which tells them apart without colour too, in the direction of their text.
fn marked(stretches: &[Stretch], element: &str, html: &mut String) {
    html.push_str("<div dir=\"auto\">");
    for stretch in stretches {
        let text = escape(&stretch.text);
        let _ = match stretch.mark {
            Mark::Same => write!(html, "{text}"),
            Mark::Wording => write!(html, "<{element}>{text}</{element}>"),
            Mark::Fact(kind) => write!(html, "<{element} class=\"fact\" title=\"{kind}\">{text}</{element}>"),
        };
    }
    html.push_str("</div>");
}

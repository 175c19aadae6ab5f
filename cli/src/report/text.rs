//! A report to read in a terminal: verdict, source documents, and each finding with its source sentence below it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use wirecopy::report::{Class, QuoteStatus, Report, Sentence};
use wirecopy::zone::Zone;

use super::words::{self, Mark, Stretch, Units};
use super::{Output, compared_with, credit, flip, has_matches, headline, named, percent, place, verdict};
use crate::checked::Checked;
use crate::outcome::{Stop, printable};

/// Columns where the output is no terminal.
const WIDTH: usize = 100;
/// Columns at most: longer lines are hard to read.
const WIDEST: usize = 120;

const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CHANGED: Style = AnsiColor::Yellow.on_default().underline();
const FACT: Style = AnsiColor::Red.on_default().bold().underline();
const LABEL: Style = AnsiColor::Cyan.on_default().bold();

pub(super) struct Text {
    width: usize,
    /// Whether styles show; where not, brackets mark what was changed.
    colour: bool,
    pages: usize,
}

impl Text {
    pub(super) fn new() -> Self {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, WIDEST));
        let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        Text { width, colour, pages: 0 }
    }

    fn write(&self, out: &mut impl Write, report: &Report) -> io::Result<()> {
        self.wrapped(out, "", &[plain(words::title(report), STRONG)])?;
        if words::title(report) != report.page {
            self.wrapped(out, "", &[plain(&report.page, DIM)])?;
        }
        self.wrapped(out, "", &[plain(&verdict(report), Style::new())])?;
        if has_matches(report) {
            self.wrapped(out, "", &[plain(&format!("Compared with {}.", compared_with(report)), DIM)])?;
        }
        for limit in &report.limits {
            self.wrapped(out, "", &[plain(&limit.to_string(), DIM)])?;
        }
        self.documents(out, report)?;
        let text = Units::new(report.text.as_deref().unwrap_or_default());
        self.findings(out, report, &text)?;
        self.quotations(out, report, &text)
    }

    fn documents(&self, out: &mut impl Write, report: &Report) -> io::Result<()> {
        if report.verdict.documents.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{LABEL}Sources{LABEL:#}")?;
        for document in &report.verdict.documents {
            let line = format!("{:>5}  {} ({})", percent(document.share), named(document), credit(document));
            self.wrapped(out, "       ", &[plain(&line, Style::new())])?;
            let place = place(document);
            if place != headline(document) {
                self.wrapped(out, "       ", &[plain(&format!("       {place}"), DIM)])?;
            }
        }
        Ok(())
    }

    fn findings(&self, out: &mut impl Write, report: &Report, text: &Units) -> io::Result<()> {
        let shown = |sentence: &&Sentence| matches!(sentence.class, Class::Verbatim | Class::Rewritten | Class::SharedQuotation);
        let mut findings = report.sentences.iter().filter(shown).peekable();
        if findings.peek().is_none() {
            return Ok(());
        }
        writeln!(out, "\n{LABEL}Sentences{LABEL:#}")?;
        for sentence in findings {
            let zone = if sentence.zone == Zone::Headline { ", headline" } else { "" };
            let label = match sentence.class {
                Class::Verbatim => "verbatim",
                Class::Rewritten => "rewritten",
                _ => "shared quotation",
            };
            writeln!(out)?;
            self.wrapped(out, "", &[plain(&format!("{label}{zone}"), LABEL)])?;
            self.side(out, "  page    ", &words::of_page(text, sentence))?;
            match words::of_source(sentence) {
                Some(source) => self.side(out, "  source  ", &source)?,
                None => self.side(out, "  source  ", &[Stretch { text: "(the set keeps no text)".to_owned(), mark: Mark::Same }])?,
            }
            for (kind, page, source) in words::facts(text, sentence) {
                let page = page.map(|page| format!(": “{page}”")).unwrap_or_default();
                let source = source.map(|source| format!(", in the source “{source}”")).unwrap_or_default();
                self.wrapped(
                    out,
                    "          ",
                    &[plain("  fact    ", DIM), plain(kind, FACT), plain(&format!("{page}{source}"), Style::new())],
                )?;
            }
            // Where the page draws on one document, that has been named already.
            if let Some(best) = sentence.matches.first()
                && !matches!(report.verdict.documents.as_slice(), [only] if only.document == best.document)
            {
                let from = report.document(&best.document).map_or_else(|| best.document.clone(), named);
                self.wrapped(out, "          ", &[plain(&format!("  from    {from}"), DIM)])?;
                if let Some(other) = report.others.iter().find(|other| other.document == best.document && place(other) != headline(other)) {
                    self.wrapped(out, "          ", &[plain(&format!("          {}", place(other)), DIM)])?;
                }
            }
        }
        Ok(())
    }

    /// Quotations whose words are not the source's.
    fn quotations(&self, out: &mut impl Write, report: &Report, text: &Units) -> io::Result<()> {
        let quotes = report.sentences.iter().flat_map(|sentence| &sentence.quotes);
        let mut altered: Vec<_> = quotes.filter(|quote| quote.status == QuoteStatus::Altered).collect();
        // One that runs over sentences stands in each of them.
        altered.dedup_by_key(|quote| (quote.start, quote.end));
        if altered.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{LABEL}Quotations altered{LABEL:#}")?;
        for quote in altered {
            let changed = quote.flip.map(|fact| format!(" ({})", flip(fact))).unwrap_or_default();
            writeln!(out)?;
            let page = format!("  page    “{}”{changed}", text.get(quote.start, quote.end));
            self.wrapped(out, "          ", &[plain(&page, Style::new())])?;
            if let Some(source) = quote.source.as_ref().filter(|source| !source.text.is_empty()) {
                self.wrapped(out, "          ", &[plain(&format!("  source  “{}”", source.text), Style::new())])?;
            }
        }
        Ok(())
    }

    /// A sentence with its changed words marked, facts more than wording.
    fn side(&self, out: &mut impl Write, label: &str, stretches: &[Stretch]) -> io::Result<()> {
        let mut parts = vec![plain(label, DIM)];
        for stretch in stretches {
            let style = match stretch.mark {
                Mark::Same => Style::new(),
                Mark::Wording => CHANGED,
                Mark::Fact(_) => FACT,
            };
            let bare = self.colour || stretch.mark == Mark::Same;
            parts.push(plain(&if bare { stretch.text.clone() } else { bracketed(&stretch.text) }, style));
        }
        self.wrapped(out, "          ", &parts)
    }

    /// Writes styled parts, wrapped at the width; lines after the first begin with `indent`.
    fn wrapped(&self, out: &mut impl Write, indent: &str, parts: &[(String, Style)]) -> io::Result<()> {
        // Each word carries its style, so that no style runs over a line's end.
        let mut text = String::new();
        for (part, style) in parts {
            for piece in part.split_inclusive(char::is_whitespace) {
                let word = piece.trim_end();
                let space = if piece.len() > word.len() { " " } else { "" };
                if word.is_empty() || *style == Style::new() {
                    text.push_str(word);
                } else {
                    text.push_str(&format!("{style}{word}{style:#}"));
                }
                text.push_str(space);
            }
        }
        let options = textwrap::Options::new(self.width).subsequent_indent(indent).word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text.trim_end(), options) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

fn plain(text: &str, style: Style) -> (String, Style) {
    (printable(text), style)
}

/// Brackets around the words, not around the white space at their ends.
fn bracketed(text: &str) -> String {
    let words = text.trim();
    if words.is_empty() { text.to_owned() } else { text.replacen(words, &format!("[{words}]"), 1) }
}

impl Output for Text {
    fn page(&mut self, checked: Checked) -> Result<(), Stop> {
        let Ok(report) = &checked.report else { return Ok(()) };
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        if self.pages > 0 {
            writeln!(out, "\n{DIM}{}{DIM:#}\n", "─".repeat(self.width))?;
        }
        self.pages += 1;
        self.write(&mut out, report)?;
        out.flush()?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Stop> {
        Ok(())
    }
}

//! Bodies as agencies write them, to paragraphs of plain text apart by a blank line.

use std::borrow::Cow;
use std::collections::HashSet;

use wirecopy::config::LONGEST_PAGE;
use wirecopy::zone;

use crate::html;

/// Paragraphs joined by blank lines, each on one line.
pub(crate) fn join<'a>(paragraphs: impl Iterator<Item = &'a str>) -> String {
    let mut body = String::new();
    for paragraph in paragraphs {
        let mut words = paragraph.split_whitespace().peekable();
        if words.peek().is_some() && !body.is_empty() {
            body.push_str("\n\n");
        }
        for (i, word) in words.enumerate() {
            if i > 0 {
                body.push(' ');
            }
            body.push_str(word);
        }
    }
    body
}

/// A body of plain text. Markup that hides in it (agencies send it so) is read as markup.
pub(crate) fn from_text(text: &str) -> String {
    if has_markup(text) {
        return from_html(text);
    }
    if text.contains("\n\n") && !text.contains('\r') {
        // Paragraphs are marked: a line break inside one is only a line break.
        return join(text.split("\n\n"));
    }
    if text.len() > LONGEST_PAGE {
        return join(text.lines());
    }
    let article = zone::read_text(text);
    join(article.zones.iter().map(|(span, _)| span.of(text)))
}

/// A body of HTML or XHTML: its visible text but for pictures' captions, headers with key words, and what quotes another site.
/// Markup that was escaped once too often is read as markup.
pub(crate) fn from_html(html: &str) -> String {
    let escaped = |paragraph: String| if has_markup(&paragraph) { paragraphs(&paragraph) } else { vec![paragraph] };
    let all: Vec<String> = paragraphs(html).into_iter().flat_map(escaped).collect();
    join(all.iter().map(String::as_str))
}

fn paragraphs(html: &str) -> Vec<String> {
    let page = html::page_of_text("", &typed(html));
    let mut left_out = HashSet::new();
    for (index, element) in page.elements.iter().enumerate() {
        let inherited = element.parent.is_some_and(|parent| left_out.contains(&(parent as usize)));
        if inherited || matches!(element.tag.as_str(), "figure" | "figcaption" | "header" | "footer" | "nav") {
            left_out.insert(index);
        }
    }
    let blocks = page.blocks.into_iter().filter(|block| !block.hidden && !left_out.contains(&(block.element as usize)));
    blocks.map(|block| block.text).collect()
}

/// Wires that were typed, then put into markup, have their paragraphs in one element, each with its first line indented and the
/// others not: breaks are put before those. Where markup is only laid out for reading all its lines are indented.
fn typed(html: &str) -> Cow<'_, str> {
    let is_text = |line: &str| line.trim_start().starts_with(|c: char| c != '<');
    let is_indented = |line: &str| line.starts_with("  ") || line.starts_with('\t');
    let lines = || html.split_inclusive('\n').skip(1).filter(|line| is_text(line));
    if !lines().any(is_indented) || lines().all(is_indented) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    for (number, line) in html.split_inclusive('\n').enumerate() {
        if number > 0 && is_text(line) && is_indented(line) {
            out.push_str("<br><br>");
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// One line of text from a field that may carry markup: a headline, a byline.
pub(crate) fn line(text: &str) -> String {
    let plain = if has_markup(text) || text.contains('&') { from_html(text) } else { text.to_owned() };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is markup: an element's end, a paragraph's beginning, or an empty element stands in it.
pub(crate) fn has_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let tag = &text[at + 1..];
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let (name, rest) = tag.split_at(tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len()));
        if is_end {
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.trim_start().starts_with('>')
        } else {
            ["p", "br", "hr"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
                && rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_come_apart_by_a_blank_line() {
        assert_eq!(from_text("Ferries\nstopped.\n\n\n Nobody sailed. \n"), "Ferries stopped.\n\nNobody sailed.");
        assert_eq!(from_text("Ferries stopped.\r\nNobody sailed."), "Ferries stopped.\n\nNobody sailed.");
        assert_eq!(
            from_html("Ferries stopped.<br/><br/>Nobody <b>sailed</b>.<p>A&nbsp;storm"),
            "Ferries stopped.\n\nNobody sailed.\n\nA storm"
        );
    }

    #[test]
    fn markup_in_a_text_is_read_as_markup() {
        assert_eq!(from_text("<p>Ferries &amp; trains stopped.</p><P>Nobody sailed.</P>"), "Ferries & trains stopped.\n\nNobody sailed.");
        assert_eq!(from_text("Shares of Marrow <MRW> fell."), "Shares of Marrow <MRW> fell.");
        assert_eq!(from_text("Marrow<sup >®</sup> shares of <MRW> fell."), "Marrow® shares of fell.");
        assert_eq!(from_text("Ferries stopped.<hr>Nobody sailed."), "Ferries stopped.\n\nNobody sailed.");
        assert_eq!(line("<em>Ferries</em>\n stop &amp; start"), "Ferries stop & start");
    }

    #[test]
    fn typed_paragraphs_are_told_from_laid_out_markup() {
        let typed = "<p>\nOSTRAND (TPA) - Ferries to the islands\nstopped.\n    Nobody sailed, the harbour master\nsaid.</p>";
        assert_eq!(from_html(typed), "OSTRAND (TPA) - Ferries to the islands stopped.\n\nNobody sailed, the harbour master said.");
        let laid_out = "<div>\n  <p>Ferries to the\n    islands stopped.</p>\n  <p>\n    Nobody sailed.\n  </p>\n</div>";
        assert_eq!(from_html(laid_out), "Ferries to the islands stopped.\n\nNobody sailed.");
    }

    #[test]
    fn markup_that_was_escaped_in_markup_is_read_too() {
        assert_eq!(
            from_html("<p>Ferries stopped at 8&lt;dash&gt;-&lt;/dash&gt;9.</p><p>&lt;script src=\"x.js\"&gt;&lt;/script&gt;</p>"),
            "Ferries stopped at 8-9."
        );
        let deep = format!("<p>{}lt;/b&gt;", "&amp;".repeat(100_000).replace(";&", ";"));
        assert!(from_html(&deep).contains("amp;"));
    }

    #[test]
    fn captions_and_headers_are_no_body() {
        assert_eq!(from_html("<header><ul><li>Ferries</li></ul><h1>Ferries stop</h1></header><p>Nobody sailed.</p>"), "Nobody sailed.");
        assert_eq!(
            from_html("<p>Ferries stopped.</p><figure><img src=a><figcaption><p>A ferry.</p></figcaption></figure>"),
            "Ferries stopped."
        );
    }
}

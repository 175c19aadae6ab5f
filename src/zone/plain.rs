//! Plain text as a page: which paragraphs are article, headline or furniture, told by their words and order alone.
//!
//! Nothing but text is known here, so furniture must show itself: by a set phrase, or by standing under a heading such as
//! "Related Articles". In doubt a paragraph is article, since a copied sentence taken for furniture is never compared.

use super::paragraph::{ends_sentence, paragraphs};
use super::phrases::{self, Phrase};
use super::{Article, Zone};
use crate::config::LONGEST_PAGE;
use crate::span::Span;
use crate::wire::{WORLDWIDE, is_signature};

/// Longest headline, in characters. Headlines of news run to 120; of 10,000 paragraphs of news no other that long lacks a full stop.
const HEADLINE: usize = 200;

/// Shortest paragraph of prose, in characters: a sentence of ten words. What introduces a teaser is shorter or has no full stop.
const PROSE: usize = 60;

/// Paragraphs of prose in a row by which an article goes on behind a "Related Articles" heading. Teasers have one each, rarely two,
/// and then the next teaser's headline.
const RESUMES: usize = 3;

/// Lines in a row, of at most [`MENU_WORDS`] words each, that make a menu before the article.
const MENU: usize = 5;
const MENU_WORDS: usize = 4;

/// Reads plain text: [`Article::text`] is `text` itself. `id` is for the reader's sake and changes nothing.
pub(super) fn read(text: &str) -> Article {
    let (read, cut) = beginning(text);
    let lines: Vec<Line> = paragraphs(read).into_iter().map(|span| Line::new(span, span.of(text))).collect();
    let mut zones = vec![Zone::Article; lines.len()];
    mark_set_phrases(&lines, &mut zones);
    mark_menu(&lines, &mut zones);
    mark_under_headings(&lines, &mut zones);
    mark_about_box(&lines, &mut zones);
    mark_signature(&lines, &mut zones);
    let headline = mark_headline(&lines, &mut zones);
    Article {
        text: text.to_owned(),
        title: headline.map(str::to_owned),
        zones: lines.iter().zip(zones).map(|(line, zone)| (line.span, zone)).collect(),
        cut,
        ..Article::default()
    }
}

/// What is read of a text, and whether that is not all of it.
fn beginning(text: &str) -> (&str, bool) {
    let end = text.floor_char_boundary(LONGEST_PAGE);
    (&text[..end], end < text.len())
}

/// A paragraph and what its words say.
struct Line<'a> {
    span: Span,
    text: &'a str,
    /// Its [`phrases::words`].
    plain: String,
    characters: usize,
    ends_sentence: bool,
    phrase: Option<Phrase>,
}

impl<'a> Line<'a> {
    fn new(span: Span, text: &'a str) -> Self {
        let plain = phrases::words(text);
        let phrase = phrases::phrase(text, &plain);
        Line { span, text, plain, characters: text.chars().count(), ends_sentence: ends_sentence(text), phrase }
    }

    fn is_prose(&self) -> bool {
        self.characters >= PROSE && self.ends_sentence
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        self.text.split_whitespace()
    }

    /// Whether each of its words begins with a capital letter, as names do.
    fn is_name(&self) -> bool {
        let capitalised = |word: &str| {
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
        };
        (2..=4).contains(&self.words().count()) && self.words().all(capitalised) && !self.ends_sentence
    }
}

/// Buttons, notices, bylines, times: lines that are furniture by themselves.
fn mark_set_phrases(lines: &[Line], zones: &mut [Zone]) {
    let mut behind_byline = false;
    for (line, zone) in lines.iter().zip(zones) {
        let byline = phrases::is_byline(line.text, &line.plain);
        let label = match line.phrase {
            Some(Phrase::Heading | Phrase::Comments | Phrase::Line) => true,
            // A sentence may begin like a notice; a notice is no long one.
            Some(Phrase::Beginning) => !line.is_prose(),
            None => {
                byline
                    || phrases::is_time(line.text, &line.plain)
                    || phrases::is_picture_credit(line.text)
                    || (behind_byline && phrases::is_role(line.text))
            }
        };
        if label {
            *zone = Zone::Furniture;
        }
        behind_byline = byline;
    }
}

/// The menu of a page whose whole text was copied: many short labels before the first paragraph of prose.
fn mark_menu(lines: &[Line], zones: &mut [Zone]) {
    let lead = lines.iter().position(Line::is_prose).unwrap_or(0);
    let is_label = |line: &Line| {
        line.words().count() <= MENU_WORDS
            && !line.ends_sentence
            && !line.text.contains(|c: char| c.is_ascii_digit())
            && !line.text.contains('"')
    };
    let mut at = 0;
    while at < lead {
        let labels = lines[at..lead].iter().take_while(|line| is_label(line)).count();
        if labels >= MENU {
            zones[at..at + labels].fill(Zone::Furniture);
        }
        at += labels + 1;
    }
}

/// Everything under "Related Articles", "Comments" and the like, up to the end or to where the article evidently goes on.
fn mark_under_headings(lines: &[Line], zones: &mut [Zone]) {
    let Some(first_prose) = lines.iter().position(Line::is_prose) else { return };
    let mut under = false;
    for at in first_prose..lines.len() {
        if matches!(lines[at].phrase, Some(Phrase::Heading | Phrase::Comments)) {
            under = true;
        } else if under && lines.get(at..at + RESUMES).is_some_and(|next| next.iter().all(Line::is_prose)) {
            under = false;
        }
        if under {
            zones[at] = Zone::Furniture;
        }
    }
}

/// A site's or author's word on itself at the end: its name alone, then a paragraph that begins with the name.
fn mark_about_box(lines: &[Line], zones: &mut [Zone]) {
    let end = end_of_article(zones);
    for at in end.saturating_sub(3)..end.saturating_sub(1) {
        let (name, about) = (&*lines[at].plain, &*lines[at + 1].plain);
        let is_name = !lines[at].ends_sentence && (1..=5).contains(&name.split(' ').count());
        let tells = about.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')).and_then(|rest| rest.split(' ').next());
        if at > 0
            && is_name
            && tells.is_some_and(|verb| matches!(verb, "is" | "was" | "are" | "has" | "covers" | "writes" | "works" | "brings"))
        {
            zones[at..end].fill(Zone::Furniture);
            return;
        }
    }
}

/// The author's name under the article, where only furniture follows. Names of agencies are credits and stay.
fn mark_signature(lines: &[Line], zones: &mut [Zone]) {
    let end = end_of_article(zones);
    if let [.., before, last] = &lines[..end]
        && end < lines.len()
        && last.is_name()
        && before.is_prose()
        && !phrases::names_agency(last.text)
    {
        zones[end - 1] = Zone::Furniture;
    }
}

/// Index behind the last paragraph that is not furniture.
fn end_of_article(zones: &[Zone]) -> usize {
    zones.iter().rposition(|zone| *zone != Zone::Furniture).map_or(0, |last| last + 1)
}

/// The first short line without a full stop that is no signature, and its repetitions.
fn mark_headline<'a>(lines: &[Line<'a>], zones: &mut [Zone]) -> Option<&'a str> {
    let lead = lines.iter().position(Line::is_prose)?;
    let reads_as_headline = |line: &Line| {
        let question = line.text.ends_with('?') && is_title_case(line.text);
        line.characters <= HEADLINE && line.words().count() >= 2 && (!line.ends_sentence || question)
    };
    // What signs the text stands where a headline would; a credit stays in the article.
    let first = (0..lead).find(|&at| zones[at] == Zone::Article && !is_signature(lines[at].text, &WORLDWIDE))?;
    if !reads_as_headline(&lines[first]) {
        return None;
    }
    let headline = &lines[first].plain;
    for (line, zone) in lines.iter().zip(zones) {
        if line.plain == *headline {
            *zone = Zone::Headline;
        }
    }
    Some(lines[first].text)
}

/// Whether a line writes Nearly All Its Words Like This.
fn is_title_case(text: &str) -> bool {
    let long = || text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capitalised = long().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    let all = long().count();
    all >= 3 && capitalised * 5 >= all * 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use Zone::{Article as A, Furniture as F, Headline as H};

    const LEAD: &str = "The harbour of Ostwick was closed on Monday after a crane fell into the fairway, the port said.";
    const NEXT: &str = "Two ships were waiting outside, and a third had turned back to Lindhaven early that morning.";

    fn zones(lines: &[&str]) -> Vec<Zone> {
        read(&lines.join("\n\n")).zones.into_iter().map(|(_, zone)| zone).collect()
    }

    #[test]
    fn the_page_stays_as_given_and_zones_cover_its_paragraphs() {
        let text = "\n Crane falls into harbour\r\n\r\n  The crane fell. \n";
        let article = read(text);
        assert_eq!(article.text, text);
        assert_eq!(article.zones[0].0.of(text), "Crane falls into harbour");
    }

    #[test]
    fn a_first_line_without_full_stop_is_the_headline_wherever_it_is_repeated() {
        assert_eq!(zones(&["Crane falls into harbour", "Crane falls into harbour", LEAD, NEXT]), [H, H, A, A]);
        assert_eq!(zones(&["Will the Ostwick Crane Fall Again?", LEAD]), [H, A]);
        assert_eq!(zones(&[LEAD, NEXT]), [A, A]);
        assert_eq!(zones(&["\"", LEAD, "Nobody was hurt", NEXT]), [A, A, A, A]);
        assert_eq!(zones(&["By AFP", "Crane falls into harbour", LEAD, NEXT]), [A, H, A, A]);
    }

    #[test]
    fn bylines_times_and_notices_are_furniture() {
        assert_eq!(zones(&["By Ada Marlow", "Contributing Writer", "Crane falls", LEAD]), [F, F, H, A]);
        assert_eq!(zones(&["إغلاق ميناء أوستويك", "كتب: سامي الدارم", LEAD, NEXT]), [H, F, A, A]);
        assert_eq!(zones(&[LEAD, "Advertisement", NEXT, "Read also: Ferry late again", "3 hours ago"]), [A, F, A, F, F]);
    }

    #[test]
    fn other_stories_under_a_heading_are_furniture_until_the_article_goes_on() {
        let teasers = ["Related Articles", "The Lindhaven Herald", "2 hours ago", "Ferry late again", LEAD, "Bridge opens", NEXT];
        assert_eq!(zones(&[&[LEAD, NEXT], &teasers[..]].concat()), [A, A, F, F, F, F, F, F, F]);
        assert_eq!(zones(&[LEAD, "Most Read", "Ferry late again", NEXT, LEAD, NEXT]), [A, F, F, A, A, A]);
    }

    #[test]
    fn a_heading_before_the_article_hides_nothing() {
        assert_eq!(zones(&["Latest News", "Crane falls into harbour", LEAD, NEXT]), [F, H, A, A]);
    }

    #[test]
    fn what_a_site_says_of_itself_at_the_end_is_furniture_and_a_credit_is_not() {
        assert_eq!(zones(&[LEAD, NEXT, "Source: TPA", "Radio Lind", "Radio Lind is the voice of the coast."]), [A, A, A, F, F]);
        assert_eq!(zones(&[LEAD, NEXT, "Ada Marlow", "Follow us on:"]), [A, A, F, F]);
        assert_eq!(zones(&[LEAD, NEXT, "Tessamy Press Agency", "Follow us on:"]), [A, A, A, F]);
    }

    #[test]
    fn the_menu_of_a_copied_page_is_furniture() {
        let menu = ["Home", "World", "Sport", "Business", "Culture", "Crane falls into Ostwick harbour after storm"];
        assert_eq!(zones(&[&menu[..], &[LEAD]].concat()), [F, F, F, F, F, H, A]);
    }
}

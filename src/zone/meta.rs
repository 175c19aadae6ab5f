//! What the page says of itself: language, time of publication, byline.

use super::Page;
use super::ldjson::{self, Stated};

/// Names under which pages state when they were published, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "article.published",
    "publish-date",
    "publish_date",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "date",
    "time",
];

/// Names under which pages state who wrote them.
const BYLINE: &[&str] = &[
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author_name",
    "article:author",
    "cxenseparse:author",
];

/// Names under which pages state their language, where `<html lang>` does not.
const LANGUAGE: &[&str] = &["og:locale", "inlanguage", "content-language", "dc.language", "language"];

/// Longest byline, in characters; longer ones are texts about the author.
const LONGEST_BYLINE: usize = 200;

/// BCP 47 tag of the page's language.
pub(super) fn language(page: &Page) -> Option<String> {
    let stated = || LANGUAGE.iter().find_map(|name| metas(page, name).next()).map(str::to_owned);
    let linked = || linked_data(page).into_iter().find(|s| s.name == "inLanguage").map(|s| s.value);
    let tag = page.language.clone().or_else(stated).or_else(linked)?;
    Some(tag.trim().replace('_', "-"))
        .filter(|tag| !tag.is_empty() && tag.len() <= 35 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// When the page was published: the first statement that is a date of ISO 8601.
pub(super) fn published(page: &Page) -> Option<String> {
    let linked = linked_data(page).into_iter().filter(|s| s.name == "datePublished").map(|s| s.value);
    let stated = |names: &'static [&str]| names.iter().flat_map(|name| metas(page, name)).map(str::to_owned);
    let (surest, others) = PUBLISHED.split_at(2);
    stated(surest).chain(linked).chain(stated(others)).map(|date| date.trim().to_owned()).find(|date| is_date(date))
}

/// Who wrote it: names, apart by commas, without "By".
pub(super) fn byline(page: &Page) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for Stated { around, name, value } in linked_data(page) {
        let is_author = (around == "author" && name == "name") || (name == "author" && !value.contains("//"));
        if is_author && !names.contains(&value) && names.len() < 8 {
            names.push(value);
        }
    }
    let linked = Some(names.join(", ")).filter(|_| !names.is_empty());
    let stated = || BYLINE.iter().flat_map(|name| metas(page, name)).find(|author| !author.contains("//")).map(str::to_owned);
    let byline = stated().or(linked)?;
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let byline = byline.strip_prefix("By ").or(byline.strip_prefix("by ")).unwrap_or(&byline).to_owned();
    Some(byline).filter(|byline| !byline.is_empty() && byline.chars().count() <= LONGEST_BYLINE)
}

fn metas<'a>(page: &'a Page, name: &str) -> impl Iterator<Item = &'a str> {
    page.meta.iter().filter(move |meta| meta.name == name).map(|meta| &*meta.content)
}

fn linked_data(page: &Page) -> Vec<Stated> {
    metas(page, "ld+json").flat_map(ldjson::strings).collect()
}

/// Whether it begins as `2026-03-04` does.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let dashes = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let in_range = matches!((number(0, 4), number(5, 7), number(8, 10)), (Some(1000..), Some(1..=12), Some(1..=31)));
    dashes && in_range && matches!(bytes.get(10), None | Some(b'T' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Meta;

    fn page(meta: &[(&str, &str)]) -> Page {
        let meta = meta.iter().map(|(name, content)| Meta { name: (*name).into(), content: (*content).into() }).collect();
        Page { meta, ..Page::default() }
    }

    #[test]
    fn the_surest_statement_of_the_date_counts() {
        let stated = page(&[("time", "2020-01-02"), ("date", "yesterday"), ("ld+json", r#"{"datePublished": "2020-01-03T04:05:06Z"}"#)]);
        assert_eq!(published(&stated).as_deref(), Some("2020-01-03T04:05:06Z"));
        assert_eq!(published(&page(&[("time", "13:45"), ("date", "2020-13-01")])), None);
    }

    #[test]
    fn bylines_are_names() {
        let linked =
            r#"{"author": [{"@type": "Person", "name": "Ada Marlow"}, {"name": "Jon Pell"}], "publisher": {"name": "The Herald"}}"#;
        assert_eq!(byline(&page(&[("ld+json", linked)])).as_deref(), Some("Ada Marlow, Jon Pell"));
        assert_eq!(
            byline(&page(&[("article:author", "https://example.org/ada"), ("author", "By  Ada Marlow")])).as_deref(),
            Some("Ada Marlow")
        );
    }

    #[test]
    fn the_language_is_a_tag() {
        assert_eq!(language(&page(&[("og:locale", "en_GB")])).as_deref(), Some("en-GB"));
        assert_eq!(language(&page(&[("language", "English, of course")])), None);
    }
}

//! A page against packs: from an article to the evidence that decisions are made from.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::background::Background;
use crate::config;
use crate::document::Document;
use crate::error::PackError;
use crate::evidence::features::{Evidence, Page, evidence};
use crate::evidence::meaning::Vectors;
use crate::evidence::numbers::day_of;
use crate::evidence::side::Side;
use crate::evidence::soft::Likeness;
use crate::pack::{Body, Pack, ReadAt};
use crate::retell::Reader;
use crate::retrieve::{Rarities, candidates};
use crate::text::analysis::{Text, analyse};
use crate::text::language::Language;
use crate::text::token::Tokenizers;
use crate::wire::Agencies;
use crate::zone::Article;

/// A reference document that a page is compared with.
pub struct Source {
    /// Number of its pack.
    pub pack: usize,
    /// Its number in the pack.
    pub number: u32,
    /// What is shown of it.
    pub document: Document,
    /// Its text as packed; empty where the pack stores none.
    pub body: Body,
    /// Its words; where its pack stores no text, the page's words that its fingerprints may mean.
    pub side: Side,
}

/// A page with its candidate sources and the evidence from each.
pub struct Comparison {
    /// Language the page is compared in.
    pub language: Language,
    /// The page's words.
    pub page: Side,
    /// Candidate sources, the likeliest first.
    pub sources: Vec<Source>,
    /// The evidence from each source.
    pub evidence: Vec<Evidence>,
    /// Rarities of the page's words.
    pub rarities: Rarities,
}

/// Takes a page's text apart for comparing.
pub fn page_text(article: &Article, agencies: &Agencies, tokenizers: &Tokenizers) -> (Text, Language) {
    let read = article.text.get(..article.zones.last().map_or(0, |(span, _)| span.end)).unwrap_or_default();
    let tagged = article.language.as_deref().and_then(Language::from_tag);
    // A page's own word on its language is often a template's.
    let told = Language::evident(&article.body());
    let language = told.or(tagged).unwrap_or_else(|| Language::detect(read));
    (analyse(read, &article.zones, &tokenizers.of(language), agencies), language)
}

/// Compares a page, in a language and with a tag if it has one, with packs. An error comes with its pack's number.
pub fn compare<R: ReadAt>(
    text: Text,
    (language, tag): (Language, Option<&str>),
    packs: &[&Pack<R>],
    (background, vectors): (&Background, &Vectors),
    tokenizers: &Tokenizers,
) -> Result<Comparison, (usize, PackError)> {
    let (found, rarities) = candidates(&text, language, packs, background)?;
    let tokenizer = tokenizers.of(language);
    let reference = |body: &Body, rarities: &Rarities| Side::of_reference(body, &tokenizer, (language, background, rarities));
    let mut sources = Vec::new();
    let mut readers: BTreeMap<usize, Reader> = BTreeMap::new();
    for candidate in found {
        let Some(pack) = packs.get(candidate.pack) else { continue };
        let document = bounded(pack.document(candidate.document).map_err(|e| (candidate.pack, e))?);
        if document.language.as_deref().is_some_and(|of_document| !language.may_be(tag, of_document)) {
            continue;
        }
        let named = |e| (candidate.pack, e);
        let body = pack.body(candidate.document).map_err(named)?;
        let side = match &body {
            Some(body) => reference(body, &rarities),
            None => {
                let reader = match readers.entry(candidate.pack) {
                    Entry::Occupied(reader) => reader.into_mut(),
                    Entry::Vacant(none) => none.insert(Reader::new(&text, language, pack, background, &rarities).map_err(named)?),
                };
                let prints = pack.prints(candidate.document).map_err(named)?;
                let lengths = pack.lengths(candidate.document).map_err(named)?;
                let mut rarities = rarities.clone();
                let told = reader.tell(&prints, &lengths, &mut rarities);
                reference(&told, &rarities)
            }
        };
        let body = body.unwrap_or_default();
        sources.push(Source { pack: candidate.pack, number: candidate.document, document, body, side });
    }
    let mut page = Side::new(text, (language, background, &rarities));
    page.learn_names(language, sources.iter().map(|source| &source.side));
    let likeness = Likeness::new(&page, sources.iter().map(|source| &source.side), vectors);
    let told = Page::new(&page, language, likeness);
    let evidence_of = |(number, source): (usize, &Source)| {
        let published = source.document.published.as_deref().and_then(day_of);
        evidence(&told, &source.side, number, published)
    };
    let evidence: Vec<Evidence> = sources.iter().enumerate().map(evidence_of).collect();
    Ok(Comparison { language, page, sources, evidence, rarities })
}

/// What is shown of a reference, no longer than a reader can use.
fn bounded(mut document: Document) -> Document {
    let cut = |text: &mut String| text.truncate(text.floor_char_boundary(config::LONGEST_SHOWN));
    cut(&mut document.headline);
    [&mut document.source, &mut document.published, &mut document.usageterms].into_iter().flatten().for_each(cut);
    document.url = document.url.filter(|url| url.len() <= config::LONGEST_SHOWN);
    document
}

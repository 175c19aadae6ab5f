//! Languages that are segmented and stemmed with rules of their own, and which one a text is in.

use rust_stemmers::{Algorithm, Stemmer};

/// A language with its own stemmer; [`Language::Other`] is matched by whole words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Arabic.
    Arabic,
    /// Any other.
    Other,
}

impl Language {
    /// From a BCP 47 tag ("en-GB"); `None` where the tag is empty or undetermined.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Some(match primary.as_str() {
            "" | "und" | "mul" | "zxx" => return None,
            "en" | "eng" => Language::English,
            "fr" | "fra" | "fre" => Language::French,
            "de" | "deu" | "ger" => Language::German,
            "es" | "spa" => Language::Spanish,
            "ar" | "ara" => Language::Arabic,
            _ => Language::Other,
        })
    }

    /// From the text itself, by its letters' statistics; English where there is too little to tell.
    pub fn detect(text: &str) -> Language {
        let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
        match whatlang::detect_lang(&text[..end]) {
            Some(whatlang::Lang::Eng) | None => Language::English,
            Some(whatlang::Lang::Fra) => Language::French,
            Some(whatlang::Lang::Deu) => Language::German,
            Some(whatlang::Lang::Spa) => Language::Spanish,
            Some(whatlang::Lang::Ara) => Language::Arabic,
            Some(_) => Language::Other,
        }
    }

    /// Its primary BCP 47 tag; `None` for [`Language::Other`].
    pub fn tag(self) -> Option<&'static str> {
        Some(match self {
            Language::English => "en",
            Language::French => "fr",
            Language::German => "de",
            Language::Spanish => "es",
            Language::Arabic => "ar",
            Language::Other => return None,
        })
    }

    /// Its stemmer (Snowball).
    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        let algorithm = match self {
            Language::English => Algorithm::English,
            Language::French => Algorithm::French,
            Language::German => Algorithm::German,
            Language::Spanish => Algorithm::Spanish,
            Language::Arabic => Algorithm::Arabic,
            Language::Other => return None,
        };
        Some(Stemmer::create(algorithm))
    }
}

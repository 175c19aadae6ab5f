//! A word as evidence sees it.

use crate::span::Span;
use crate::text::token::Term;

/// One word with its rarity and role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Stem.
    pub term: Term,
    /// Folded form.
    pub form: Term,
    /// Where it stands in the normalised text.
    pub span: Span,
    /// Rarity in nats; 0 for words that are no content.
    pub weight: f32,
    /// Whether it stands in a direct quotation.
    pub quoted: bool,
    /// Whether it is part of a name: capitalised inside a sentence, or a name elsewhere in the text.
    pub name: bool,
    /// Whether it begins with a digit.
    pub number: bool,
    /// Whether it stands earlier in its sentence, too.
    pub repeated: bool,
}

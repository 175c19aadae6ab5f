//! Names of elements and classes that the block rules speak of; sorted, for binary search.

/// Elements whose contents are not text of the page (rule 5).
pub(super) const SKIPPED: &[&str] = &[
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "link", "map", "math", "meta", "meter", "noframes",
    "noscript", "object", "optgroup", "option", "progress", "rp", "rt", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
];

/// Elements that begin and end a block (rule 6).
pub(super) const BLOCK_LEVEL: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Classes by which sites keep text for screen readers only (rule 7), lower case.
pub(super) const HIDDEN_CLASSES: &[&str] = &[
    "a11y-hidden",
    "element-invisible",
    "screen-reader-only",
    "screen-reader-text",
    "screenreader-only",
    "sr-only",
    "u-visually-hidden",
    "visually-hidden",
    "visuallyhidden",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(SKIPPED.is_sorted() && BLOCK_LEVEL.is_sorted());
    }
}

//! HTML to [`Page`]: which elements hold text, and the blocks of text in them.
//!
//! The browser's feeder (`extension/page/extract.js`) follows the same rules to the letter, so that the same HTML gives
//! the same page. Lengths and cuts are in UTF-16 code units; "element" is an element in the HTML namespace.
//!
//! 1. White space is U+0009, U+000A, U+000C, U+000D, U+0020 and U+00A0. *Collapsed*: every run of it becomes one space, and
//!    both ends are trimmed. Lower case is ASCII lower case.
//! 2. Title: the text of the first `title` element, collapsed. Language: `lang` of the `html` element, else its `xml:lang`, trimmed.
//!    Either is `None` where it is empty. A title is cut to 1,024 units, a language to [`LONGEST_NAME`].
//! 3. Meta statements come from the whole document, in document order, the first 256 of them, but none from inside `template` and
//!    `noscript`; with an empty name, an empty content or both together over 65,536 units they are left out:
//!    - `meta` with `content`: its name is the first of `property`, `name`, `itemprop` that is not empty, trimmed, lower case;
//!    - `link` with the token `canonical` in `rel`: name `canonical`, content `href` as written;
//!    - `time` with `datetime`: name `time`;
//!    - `script` whose `type`, cut at the first `;`, is `application/ld+json`: name `ld+json`, content its text.
//!
//!    Contents are trimmed.
//! 4. The walk goes through the first `body`, in document order; without one there are no elements and no blocks.
//! 5. Elements of [`names::SKIPPED`] are passed over with all they hold, and without a boundary (`math` and `svg` in any namespace).
//! 6. There is a boundary before and after each element of [`names::BLOCK_LEVEL`]: by name, never by computed style.
//! 7. Hidden, with all it holds, is an element other than `html` and `body`
//!    - that has the attribute `hidden`;
//!    - whose `style` declares `display: none` or `visibility: hidden` (with or without `!important`);
//!    - that is a `dialog` without `open`;
//!    - that has a class of [`names::HIDDEN_CLASSES`], in any case;
//!    - that has `aria-hidden="true"` and holds no `p`, `h1`, `article` or `main` (sites set it on the whole page while a
//!      dialogue is open).
//!
//!    A live DOM may also ask for computed style.
//! 8. Visible and hidden text gather in two buffers. White space: nothing if the buffer is empty or a line break is
//!    pending, else a space is pending. `br`: if a line break is pending, a boundary; else, if the buffer is not empty, a line
//!    break is pending (in place of a pending space). Any other character: what is pending (`" "`, `"\n"`), then the character.
//!    So two `br` in a row part blocks.
//! 9. A boundary makes each buffer that is not empty a block, the visible one first, and drops what is pending.
//! 10. `linked` counts the units of the text that stand in an `a` with `href`; a pending space counts as its first
//!     white-space character stands, a pending line break as its `br`.
//! 11. `element` of a block is the innermost element, inline ones too, that holds all its text nodes (those that gave a character
//!     other than white space).
//! 12. `elements` are the blocks' elements and their ancestors up to `body`, entered when the first block that needs them is
//!     made, ancestors first. Their names are cut to [`LONGEST_NAME`] units.
//! 13. `hint` joins the attributes of [`HINTS`], each collapsed, empty ones left out, cut to 256 units (a surrogate pair
//!     that would be cut is dropped whole).
//! 14. Scripting counts as on; contents of templates and shadow trees are not walked.
//! 15. Where a page has more than [`MOST_BLOCKS`] blocks, [`MOST_ELEMENTS`] elements around them, [`LONGEST_PAGE`] units of text in
//!     them, or [`MOST_NODES`](wirecopy::config::MOST_NODES) nodes, what is more is left out, and the page is `cut`.

mod attributes;
mod bounded;
mod names;
mod tree;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer};
use html5ever::tree_builder::TreeBuilder;
use wirecopy::config::{LONGEST_NAME, LONGEST_PAGE, MOST_BLOCKS, MOST_ELEMENTS};
use wirecopy::zone::{Block, Element, Meta, Page};

use crate::encoding;
use bounded::Bounded;
use names::{BLOCK_LEVEL, HIDDEN_CLASSES, SKIPPED};
use tree::{DOCUMENT, Kind, NodeId, Sink, Tree};

const HINTS: &[&str] = &["id", "class", "role", "itemprop", "itemtype", "aria-label", "data-testid", "data-component"];

/// Longest [`Element::hint`], in UTF-16 units.
const HINT_UNITS: usize = 256;

/// Most entries of [`Page::meta`].
const META_ENTRIES: usize = 256;

/// Longest [`Meta::name`] and [`Meta::content`] together, in UTF-16 units.
const META_UNITS: usize = 65_536;

/// Longest [`Page::title`], in UTF-16 units.
const TITLE_UNITS: usize = 1024;

/// Reads an HTML page: any bytes give a page. [`Page::url`] is left for the caller.
pub fn read_page(id: &str, bytes: &[u8]) -> Page {
    page_of_text(id, &encoding::decode_html(bytes))
}

/// Reads an HTML page that is text already.
pub fn page_of_text(id: &str, html: &str) -> Page {
    let (tree, cut) = parse(html);
    let mut page = Page { id: id.to_owned(), ..Page::default() };
    read_head(&tree, &mut page);
    if let Some(body) = tree.find("body") {
        Walk::new(&tree, body, &mut page).run();
        page.cut |= cut;
    }
    page
}

fn parse(html: &str) -> (Tree, bool) {
    let tokenizer = Tokenizer::new(Bounded::new(TreeBuilder::new(Sink::new(), Default::default())), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&attributes::bounded(html)));
    // It stops at each script, in case one should run.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.finish()
}

/// Title, language and meta statements (rules 2 and 3).
fn read_head(tree: &Tree, page: &mut Page) {
    let mut at = Some(DOCUMENT);
    while let Some(node) = at {
        let mut into = true;
        if let Some(element) = tree.element(node).filter(|element| element.is_html()) {
            match element.tag() {
                "html" => {
                    let language = element.attribute("lang").filter(|lang| !trim(lang).is_empty()).or(element.attribute("xml:lang"));
                    page.language = language.map(|lang| first_units(trim(lang), LONGEST_NAME)).filter(|lang| !lang.is_empty());
                }
                "title" if page.title.is_none() => page.title = Some(first_units(&collapse(&tree.text(node)), TITLE_UNITS)),
                "template" | "noscript" => into = false,
                _ => {}
            }
            if let Some((name, content)) = statement(tree, node, element) {
                let (name, content) = (trim(&name).to_ascii_lowercase(), trim(&content).to_owned());
                if page.meta.len() < META_ENTRIES && !name.is_empty() && !content.is_empty() && units(&name) + units(&content) <= META_UNITS
                {
                    page.meta.push(Meta { name, content });
                }
            }
        }
        at = tree.following(node, DOCUMENT, into);
    }
    page.title = page.title.take().filter(|title| !title.is_empty());
}

/// What an element says of the page, as name and content.
fn statement(tree: &Tree, node: NodeId, element: &tree::Element) -> Option<(String, String)> {
    match element.tag() {
        "meta" => {
            let named = |name: &&str| element.attribute(name).filter(|value| !trim(value).is_empty());
            let name = ["property", "name", "itemprop"].iter().find_map(named)?;
            Some((name.to_owned(), element.attribute("content")?.to_owned()))
        }
        "link" => {
            let canonical = element.attribute("rel")?.split(is_space).any(|token| token.eq_ignore_ascii_case("canonical"));
            canonical.then_some(("canonical".to_owned(), element.attribute("href")?.to_owned()))
        }
        "time" => Some(("time".to_owned(), element.attribute("datetime")?.to_owned())),
        "script" => {
            let kind = element.attribute("type")?.split(';').next().unwrap_or_default();
            trim(kind).eq_ignore_ascii_case("application/ld+json").then(|| ("ld+json".to_owned(), tree.text(node)))
        }
        _ => None,
    }
}

/// The walk through `body` (rules 4 to 12).
struct Walk<'a> {
    tree: &'a Tree,
    body: NodeId,
    page: &'a mut Page,
    /// Index in [`Page::elements`] of the elements entered so far.
    entered: Vec<Option<u32>>,
    /// Elements that hold a paragraph, a main heading or an article: `aria-hidden` says nothing of them.
    substantial: Vec<bool>,
    visible: Buffer,
    hidden: Buffer,
    /// UTF-16 units of text that may still come.
    left: usize,
}

/// Text of a block that is not finished.
#[derive(Default)]
struct Buffer {
    text: String,
    linked: usize,
    /// White space to come before the next character, and whether it stands in a link.
    pending: Option<(char, bool)>,
    holder: Option<NodeId>,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree, body: NodeId, page: &'a mut Page) -> Self {
        let mut substantial = vec![false; tree.nodes.len()];
        for node in tree.under(body) {
            if tree.element(node).is_some_and(|e| e.is_html() && matches!(e.tag(), "p" | "h1" | "article" | "main")) {
                let mut ancestor = tree.nodes[node].parent;
                while let Some(id) = ancestor.filter(|&id| !substantial[id]) {
                    substantial[id] = true;
                    ancestor = tree.nodes[id].parent;
                }
            }
        }
        let entered = vec![None; tree.nodes.len()];
        Walk { tree, body, page, entered, substantial, visible: Buffer::default(), hidden: Buffer::default(), left: LONGEST_PAGE }
    }

    fn run(&mut self) {
        // What is open around the node at hand, outermost first: the node, whether hidden from here, whether linked from here.
        let mut open: Vec<(NodeId, bool, bool)> = Vec::new();
        let mut at = Some(self.body);
        while let Some(node) = at.filter(|_| !self.page.cut) {
            let parent = self.tree.nodes[node].parent;
            while open.last().is_some_and(|&(last, ..)| Some(last) != parent) {
                self.leave(open.pop());
            }
            let (hidden, linked) = open.last().map_or((false, false), |&(_, hidden, linked)| (hidden, linked));
            let mut into = true;
            match &self.tree.nodes[node].kind {
                Kind::Other => {}
                Kind::Text(text) => self.add_text(text, parent.unwrap_or(self.body), hidden, linked),
                Kind::Element(element) if skipped(element) => into = false,
                Kind::Element(element) => {
                    let hidden = hidden || (node != self.body && self.hides(node, element));
                    match element.tag() {
                        "br" if element.is_html() => self.line_break(hidden, linked),
                        _ if is_block_level(element) => self.boundary(),
                        _ => {}
                    }
                    let linked = linked || (element.is_html() && element.tag() == "a" && element.attribute("href").is_some());
                    open.push((node, hidden, linked));
                }
            }
            at = self.tree.following(node, self.body, into);
        }
        while let Some(last) = open.pop() {
            self.leave(Some(last));
        }
    }

    fn leave(&mut self, left: Option<(NodeId, bool, bool)>) {
        if left.and_then(|(node, ..)| self.tree.element(node)).is_some_and(is_block_level) {
            self.boundary();
        }
    }

    fn hides(&self, node: NodeId, element: &tree::Element) -> bool {
        if !element.is_html() {
            return false;
        }
        let aria = || element.attribute("aria-hidden").is_some_and(|value| trim(value).eq_ignore_ascii_case("true"));
        element.attribute("hidden").is_some()
            || element.attribute("style").is_some_and(style_hides)
            || (element.tag() == "dialog" && element.attribute("open").is_none())
            || element.attribute("class").is_some_and(|classes| {
                classes.split(is_space).any(|token| HIDDEN_CLASSES.iter().any(|hidden| token.eq_ignore_ascii_case(hidden)))
            })
            || (aria() && !self.substantial[node])
    }

    fn add_text(&mut self, text: &str, parent: NodeId, hidden: bool, linked: bool) {
        let tree = self.tree;
        let buffer = if hidden { &mut self.hidden } else { &mut self.visible };
        let mut seen = false;
        for c in text.chars() {
            if is_space(c) {
                if !buffer.text.is_empty() && buffer.pending.is_none() {
                    buffer.pending = Some((' ', linked));
                }
                continue;
            }
            let units = usize::from(buffer.pending.is_some()) + c.len_utf16();
            let Some(left) = self.left.checked_sub(units) else {
                self.page.cut = true;
                break;
            };
            self.left = left;
            if let Some((space, in_link)) = buffer.pending.take() {
                buffer.text.push(space);
                buffer.linked += usize::from(in_link);
            }
            buffer.text.push(c);
            buffer.linked += if linked { c.len_utf16() } else { 0 };
            seen = true;
        }
        if seen {
            buffer.holder = Some(buffer.holder.map_or(parent, |holder| tree.common_ancestor(holder, parent)));
        }
    }

    fn line_break(&mut self, hidden: bool, linked: bool) {
        let buffer = if hidden { &mut self.hidden } else { &mut self.visible };
        match buffer.pending {
            Some(('\n', _)) => self.boundary(),
            _ if !buffer.text.is_empty() => buffer.pending = Some(('\n', linked)),
            _ => {}
        }
    }

    fn boundary(&mut self) {
        for hidden in [false, true] {
            let buffer = std::mem::take(if hidden { &mut self.hidden } else { &mut self.visible });
            if let Some(holder) = buffer.holder {
                let missing = self.missing(holder);
                if self.page.blocks.len() == MOST_BLOCKS || self.page.elements.len() + missing.len() > MOST_ELEMENTS {
                    self.page.cut = true;
                    (self.visible, self.hidden) = (Buffer::default(), Buffer::default());
                    return;
                }
                for id in missing {
                    self.enter(id);
                }
                let element = self.entered[holder].unwrap_or_default();
                let linked = u32::try_from(buffer.linked).unwrap_or(u32::MAX);
                self.page.blocks.push(Block { element, text: buffer.text, linked, hidden });
            }
        }
    }

    /// An element and its ancestors up to `body` that are not yet in [`Page::elements`], the outermost first.
    fn missing(&self, node: NodeId) -> Vec<NodeId> {
        let up = |at: &NodeId| self.tree.nodes[*at].parent.filter(|_| *at != self.body);
        let mut missing: Vec<_> = std::iter::successors(Some(node), up).take_while(|at| self.entered[*at].is_none()).collect();
        missing.reverse();
        missing
    }

    /// Enters an element in [`Page::elements`], where the one around it stands.
    fn enter(&mut self, node: NodeId) {
        let parent = self.tree.nodes[node].parent.filter(|_| node != self.body).and_then(|parent| self.entered[parent]);
        let index = u32::try_from(self.page.elements.len()).unwrap_or(u32::MAX);
        if let Some(element) = self.tree.element(node) {
            let tag = first_units(element.tag(), LONGEST_NAME).to_ascii_lowercase();
            self.page.elements.push(Element { parent, tag, hint: hint(element) });
        }
        self.entered[node] = Some(index);
    }
}

fn skipped(element: &tree::Element) -> bool {
    let tag = element.tag();
    SKIPPED.binary_search(&tag).is_ok() && (element.is_html() || matches!(tag, "math" | "svg"))
}

fn is_block_level(element: &tree::Element) -> bool {
    element.is_html() && BLOCK_LEVEL.binary_search(&element.tag()).is_ok()
}

fn style_hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        let value = trim(value).to_ascii_lowercase();
        let value = trim(value.strip_suffix("!important").unwrap_or(&value));
        match &*trim(name).to_ascii_lowercase() {
            "display" => value == "none",
            "visibility" => value == "hidden",
            _ => false,
        }
    })
}

fn hint(element: &tree::Element) -> String {
    let values = HINTS.iter().filter_map(|name| element.attribute(name)).map(collapse).filter(|value| !value.is_empty());
    let joined = values.collect::<Vec<_>>().join(" ");
    first_units(&joined, HINT_UNITS)
}

/// As many characters of `text` as fit into so many UTF-16 units.
fn first_units(text: &str, units: usize) -> String {
    let mut left = units;
    let fits = |c: &char| left.checked_sub(c.len_utf16()).inspect(|rest| left = *rest).is_some();
    text.chars().take_while(fits).collect()
}

fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ' | '\u{a0}')
}

fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

fn collapse(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(html: &str) -> Vec<String> {
        page_of_text("", html).blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn block_level_elements_and_double_breaks_part_blocks() {
        assert_eq!(blocks("a<div>b<p>c</div>d<span>e</span>f"), ["a", "b", "c", "def"]);
        assert_eq!(blocks("one<br>line<br> <b></b> <br>two<br><br><br>three<br>"), ["one\nline", "two", "three"]);
    }

    #[test]
    fn white_space_collapses_in_pre_and_around_breaks_too() {
        assert_eq!(blocks("<pre> a\r\n\tb </pre>&nbsp;c&nbsp; <i> d</i> <br> e"), ["a b", "c d\ne"]);
    }

    #[test]
    fn what_is_no_text_neither_shows_nor_parts() {
        assert_eq!(blocks("a<script>x</script>b<svg><text>x</text></svg>c<button>x</button><template>x</template>d<!--x-->e"), ["abcde"]);
        assert_eq!(blocks("<noscript><p>x</p></noscript>y"), ["y"]);
    }

    #[test]
    fn hidden_text_stands_apart_from_the_text_around_it() {
        let page = page_of_text("", "<p>seen <span hidden>not <b>seen</b></span> again<div style='Display : NONE !important'><p>nor this");
        let got: Vec<_> = page.blocks.iter().map(|block| (&*block.text, block.hidden)).collect();
        assert_eq!(got, [("seen again", false), ("not seen", true), ("nor this", true)]);
        for html in ["<dialog>x", "<i class='a SR-only'>x</i>", "<i aria-hidden=true>x</i>", "<i style='color:red;visibility:hidden'>x</i>"]
        {
            assert!(page_of_text("", html).blocks[0].hidden, "{html}");
        }
        for html in ["<dialog open>x", "<body hidden>x", "<div aria-hidden=true><p>x</div>", "<i style='display:nonesuch'>x</i>"] {
            assert!(!page_of_text("", html).blocks[0].hidden, "{html}");
        }
    }

    #[test]
    fn links_are_counted_in_utf16_units() {
        let page = page_of_text("", "<p>go <a href=x>to 😀 </a>now <a name=y>not</a>");
        assert_eq!((&*page.blocks[0].text, page.blocks[0].linked), ("go to 😀 now not", 6));
    }

    #[test]
    fn a_block_belongs_to_the_innermost_element_that_holds_it_all() {
        let page =
            page_of_text("", "<div class=a><p><b id=lead>all bold</b></p><p><b>part</b> bold</p></div><ul><li><a href=x>menu</a></ul>");
        let tags: Vec<_> = page.blocks.iter().map(|block| &*page.elements[block.element as usize].tag).collect();
        assert_eq!(tags, ["b", "p", "a"]);
        assert!(page.elements.iter().enumerate().skip(1).all(|(at, element)| element.parent.is_some_and(|parent| (parent as usize) < at)));
        assert_eq!(page.elements[3].hint, "lead");
    }

    #[test]
    fn head_and_statements_are_read() {
        let page = page_of_text(
            "",
            "<html lang=' fr '><title> A \n title</title><meta name=Author content=' B '><meta property=og:title name=x content=T>
             <link rel='x Canonical' href=/y><script type='Application/LD+JSON; x'> {} </script><meta name=empty content=' '>
             <template><meta name=no content=no></template><body><time datetime=2001-02-03>then</time>",
        );
        let meta: Vec<_> = page.meta.iter().map(|meta| (&*meta.name, &*meta.content)).collect();
        let expected = [("author", "B"), ("og:title", "T"), ("canonical", "/y"), ("ld+json", "{}"), ("time", "2001-02-03")];
        assert_eq!((page.title.as_deref(), page.language.as_deref(), &*meta), (Some("A title"), Some("fr"), &expected[..]));
    }

    #[test]
    fn hints_are_cut_between_characters() {
        let page = page_of_text("", &format!("<p id='{}😀' class=x>t", "a".repeat(255)));
        assert_eq!(page.elements[1].hint, "a".repeat(255));
    }

    #[test]
    fn hostile_nesting_stays_bounded_and_keeps_its_text() {
        let deep = format!("{}deep{}<p>after", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(blocks(&deep), ["deep", "after"]);
        let reopened: String = (0..1_000).map(|n| format!("<b id=x{n}>")).chain((0..200).map(|n| format!("<p>{n}"))).collect();
        assert_eq!(blocks(&reopened).len(), 200);
        assert!(page_of_text("", &deep).elements.len() < 1_000);
    }

    #[test]
    fn siblings_of_what_is_too_deep_stay_apart() {
        let html = format!("{}<div>a</div><div>b<div>c</div>d</div>", "<div>".repeat(600));
        assert_eq!(blocks(&html), ["a", "b", "c", "d"]);
    }

    #[test]
    fn any_bytes_give_a_page() {
        for bytes in [&b""[..], b"\0\xff\xfe<", b"<frameset><frame>", b"\x89PNG\r\n\x1a\n<<<&#xD800;&#0;"] {
            assert_eq!(read_page("x", bytes).id, "x");
        }
    }
}

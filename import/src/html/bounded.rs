//! Keeps foreign HTML from costing more than its size: a filter between tokenizer and tree builder.
//!
//! The tree builder searches its stack of open elements at most tags, so a hundred thousand nested `<div>` would take it
//! seconds, and reopening unclosed `<b a=1><b a=2>…` in each paragraph would fill the memory. Browsers bound the depth;
//! so does this filter, in their way: what is nested deeper becomes a sibling at the deepest level.

use std::cell::{Cell, RefCell};

use html5ever::interface::TreeSink;
use html5ever::tokenizer::{EndTag, StartTag, Tag, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};
use wirecopy::config::MOST_NODES;

use super::tree::{NodeId, Sink};

/// Open elements at which nesting ends; Chromium's bound. Real pages stay under 100.
const DEPTH: usize = 512;

/// Elements without content, and elements whose end tag may be left out: an unclosed one is not a level of nesting.
fn counts(name: &LocalName) -> bool {
    !matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("html")
            | local_name!("head")
            | local_name!("body")
            | local_name!("p")
            | local_name!("li")
            | local_name!("dt")
            | local_name!("dd")
            | local_name!("tr")
            | local_name!("td")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("colgroup")
            | local_name!("option")
            | local_name!("optgroup")
    )
}

struct Open {
    name: LocalName,
    /// Whether the tree builder has it open; one that made room for a deeper element has been closed there.
    live: bool,
}

/// The tree builder behind its bounds.
pub(super) struct Bounded {
    inner: TreeBuilder<NodeId, Sink>,
    open: RefCell<Vec<Open>>,
    /// Whether the page had more than [`MOST_NODES`].
    cut: Cell<bool>,
}

impl Bounded {
    pub(super) fn new(inner: TreeBuilder<NodeId, Sink>) -> Self {
        Bounded { inner, open: RefCell::new(Vec::new()), cut: Cell::new(false) }
    }

    /// The tree, once the tokenizer has come to its end, and whether the page went on behind it.
    pub(super) fn finish(self) -> (<Sink as TreeSink>::Output, bool) {
        (self.inner.sink.finish(), self.cut.get())
    }

    /// Notes a start tag; where nesting is at its bound, gives the end tag that must come before it.
    fn opened(&self, tag: &Tag) -> Option<Token> {
        let foreign = matches!(tag.name, local_name!("svg") | local_name!("math"))
            || self.inner.adjusted_current_node_present_but_not_in_html_namespace();
        if !counts(&tag.name) || (foreign && tag.self_closing) {
            return None;
        }
        let mut open = self.open.borrow_mut();
        let deep = open.len() >= DEPTH;
        let room = open.last_mut().filter(|top| deep && top.live).map(|top| {
            top.live = false;
            end_tag(top.name.clone())
        });
        open.push(Open { name: tag.name.clone(), live: true });
        room
    }

    /// Notes an end tag; tells whether the tree builder still has what it closes.
    fn closed(&self, tag: &Tag) -> bool {
        if !counts(&tag.name) {
            return true;
        }
        let mut open = self.open.borrow_mut();
        let within = open.len().saturating_sub(DEPTH);
        match open[within..].iter().rposition(|o| o.name == tag.name) {
            Some(at) => {
                let live = open[within + at].live;
                open.truncate(within + at);
                live
            }
            None => true,
        }
    }
}

fn end_tag(name: LocalName) -> Token {
    Token::TagToken(Tag { kind: EndTag, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false })
}

impl TokenSink for Bounded {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if self.inner.sink.size() > MOST_NODES && token != Token::EOFToken {
            self.cut.set(true);
            return TokenSinkResult::Continue;
        }
        if let Token::TagToken(tag) = &token {
            match tag.kind {
                StartTag => {
                    if let Some(room) = self.opened(tag) {
                        // Only a start tag asks the tokenizer for anything.
                        let _ = self.inner.process_token(room, line);
                    }
                }
                EndTag if !self.closed(tag) => return TokenSinkResult::Continue,
                EndTag => {}
            }
        }
        self.inner.process_token(token, line)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

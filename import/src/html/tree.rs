//! The document tree that html5ever builds for us: one flat list of nodes, walked without recursion.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

use super::attributes;

/// Index of a node in [`Tree::nodes`].
pub(super) type NodeId = usize;

/// The document node.
pub(super) const DOCUMENT: NodeId = 0;

/// One node, linked to its relatives by index.
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: Option<NodeId>,
    pub(super) first_child: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    last_child: Option<NodeId>,
    previous: Option<NodeId>,
}

pub(super) enum Kind {
    /// The document, a comment, a processing instruction, or the contents of a template: nothing that is read.
    Other,
    Text(String),
    Element(Element),
}

pub(super) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
    /// Contents of a `template`: a node outside the tree.
    template: Option<NodeId>,
}

impl Element {
    pub(super) fn tag(&self) -> &str {
        &self.name.local
    }

    pub(super) fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.name.ns == ns!() && &*a.name.local == name).map(|a| &*a.value)
    }
}

/// A parsed document.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Name of what is no element; the parser never asks for it.
    nameless: QualName,
}

impl Tree {
    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.nodes[id].kind {
            Kind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The node after `id` in document order that lies under `root`; without `into`, children of `id` are passed over.
    pub(super) fn following(&self, id: NodeId, root: NodeId, into: bool) -> Option<NodeId> {
        if let (true, Some(child)) = (into, self.nodes[id].first_child) {
            return Some(child);
        }
        let mut at = id;
        while at != root {
            if let Some(next) = self.nodes[at].next {
                return Some(next);
            }
            at = self.nodes[at].parent?;
        }
        None
    }

    /// `root` and all nodes under it, in document order.
    pub(super) fn under(&self, root: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(root), move |&node| self.following(node, root, true))
    }

    /// The first HTML element of this name.
    pub(super) fn find(&self, tag: &str) -> Option<NodeId> {
        self.under(DOCUMENT).find(|&node| self.element(node).is_some_and(|element| element.is_html() && element.tag() == tag))
    }

    /// Text of all text nodes under `id`.
    pub(super) fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for node in self.under(id) {
            if let Kind::Text(piece) = &self.nodes[node].kind {
                text.push_str(piece);
            }
        }
        text
    }

    /// The innermost node that holds both, or is one of them and holds the other.
    pub(super) fn common_ancestor(&self, a: NodeId, b: NodeId) -> NodeId {
        if a == b {
            return a;
        }
        let (mut a, mut b) = (a, b);
        let (mut depth_a, mut depth_b) = (self.depth(a), self.depth(b));
        while a != b {
            let up = if depth_a >= depth_b { (&mut a, &mut depth_a) } else { (&mut b, &mut depth_b) };
            let Some(parent) = self.nodes[*up.0].parent else { return DOCUMENT };
            (*up.0, *up.1) = (parent, *up.1 - 1);
        }
        a
    }

    fn depth(&self, id: NodeId) -> usize {
        std::iter::successors(self.nodes[id].parent, |&node| self.nodes[node].parent).count()
    }

    fn add(&mut self, kind: Kind) -> NodeId {
        self.nodes.push(Node { kind, parent: None, first_child: None, last_child: None, previous: None, next: None });
        self.nodes.len() - 1
    }

    fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = {
            let node = &mut self.nodes[id];
            (node.parent.take(), node.previous.take(), node.next.take())
        };
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => self.nodes[parent].first_child = next,
        }
        match next {
            Some(next) => self.nodes[next].previous = previous,
            None => self.nodes[parent].last_child = previous,
        }
    }

    /// Puts `id` under `parent`, before its child `before`, or last.
    fn attach(&mut self, id: NodeId, parent: NodeId, before: Option<NodeId>) {
        self.detach(id);
        let previous = match before {
            Some(before) => self.nodes[before].previous.replace(id),
            None => self.nodes[parent].last_child.replace(id),
        };
        match previous {
            Some(previous) => self.nodes[previous].next = Some(id),
            None => self.nodes[parent].first_child = Some(id),
        }
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next) = (Some(parent), previous, before);
    }

    /// Puts a node or text under `parent`, before its child `before`, or last; text next to text becomes one node.
    fn insert(&mut self, child: NodeOrText<NodeId>, parent: NodeId, before: Option<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let previous = before.map_or(self.nodes[parent].last_child, |before| self.nodes[before].previous);
                if let Some(Node { kind: Kind::Text(present), .. }) = previous.map(|id| &mut self.nodes[id]) {
                    present.push_str(&text);
                    return;
                }
                self.add(Kind::Text(text.to_string()))
            }
        };
        self.attach(id, parent, before);
    }
}

/// Receives the parser's work. html5ever holds it shared, hence the cell.
pub(super) struct Sink {
    tree: RefCell<Tree>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let mut tree = Tree { nodes: Vec::new(), nameless: QualName::new(None, ns!(), local_name!("")) };
        tree.add(Kind::Other);
        Sink { tree: RefCell::new(tree) }
    }

    /// Nodes made so far.
    pub(super) fn size(&self) -> usize {
        self.tree.borrow().nodes.len()
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| tree.element(*target).map_or(&tree.nameless, |element| &element.name))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let template = flags.template.then(|| tree.add(Kind::Other));
        tree.add(Kind::Element(Element { name, attributes, template }))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Kind::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Kind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.tree.borrow_mut().insert(child, *parent, None);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().nodes[*element].parent.is_some();
        match has_parent {
            true => self.append_before_sibling(element, child),
            false => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().element(*target).and_then(|element| element.template).unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeOrText::AppendNode(id) = child {
            tree.detach(id);
        }
        if let Some(parent) = tree.nodes[*sibling].parent {
            tree.insert(child, parent, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Kind::Element(element) = &mut self.tree.borrow_mut().nodes[*target].kind {
            for attribute in attributes {
                let more = element.attributes.len() < attributes::MOST as usize;
                if more && element.attributes.iter().all(|present| present.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.nodes[*node].first_child {
            tree.attach(child, *new_parent, None);
        }
    }
}

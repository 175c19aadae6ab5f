//! A page's elements with what they hold: the sums, places and neighbourhoods from which [`super::features`] are read.

use super::hints::{self, PURPOSES, Purpose};
use super::numbering::Numbering;
use super::wording::Wording;
use super::{Block, Page, phrases};

/// Elements that say by their name what they hold, in groups.
pub(super) const KINDS: [(&str, &[&str]); 18] = [
    ("paragraph", &["p"]),
    ("item", &["li", "dd", "dt"]),
    ("table", &["table"]),
    ("quotation", &["blockquote", "q"]),
    ("figure", &["figure", "figcaption", "caption"]),
    ("heading", &["h1", "h2", "h3", "h4", "h5", "h6"]),
    ("nav", &["nav"]),
    ("header", &["header", "hgroup"]),
    ("footer", &["footer"]),
    ("aside", &["aside"]),
    ("form", &["form", "fieldset", "label", "legend"]),
    ("article", &["article"]),
    ("main", &["main"]),
    ("section", &["section"]),
    ("link", &["a"]),
    ("emphasis", &["em", "i", "small", "cite"]),
    ("strong", &["strong", "b"]),
    ("code", &["pre", "code"]),
];

/// Index of "heading" in [`KINDS`].
pub(super) const HEADING: usize = 5;

/// Levels after which an ancestor counts as none.
pub(super) const FAR: u8 = 30;

/// A visible block.
pub(super) struct Line<'a> {
    pub(super) block: &'a Block,
    /// Its index in [`Page::blocks`].
    pub(super) index: usize,
    /// Its [`phrases::words`].
    pub(super) words: String,
    pub(super) wording: Wording,
    /// Its innermost block-level element.
    pub(super) unit: usize,
    /// The element in which its neighbours stand: the unit if that has several lines of its own, else the unit's parent.
    pub(super) container: usize,
}

/// An element and the sums over the lines in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) parent: Option<usize>,
    pub(super) depth: f32,
    /// Levels up to the nearest element of each of [`KINDS`], itself included.
    pub(super) kinds: [u8; KINDS.len()],
    /// Levels up to the nearest element of each [`Purpose`].
    pub(super) purposes: [u8; PURPOSES],
    /// Nearest `article` element around it, itself included.
    pub(super) article: Option<usize>,
    /// Number that equal names share: tag and hint.
    pub(super) name: u32,
    /// Number that siblings of one tag and of the same purposes share.
    pub(super) kind: u32,
    pub(super) prose: f32,
    pub(super) characters: f32,
    pub(super) linked: f32,
    pub(super) lines: f32,
    pub(super) prose_lines: f32,
    pub(super) notices: f32,
    pub(super) biography: f32,
    /// Prose of the lines whose container it is.
    pub(super) own_prose: f32,
    /// First line in it.
    pub(super) first: usize,
}

impl Part {
    /// Share of its characters that stand in links.
    pub(super) fn link_share(&self) -> f32 {
        self.linked / f32::max(self.characters, 1.0)
    }
}

/// The page, taken apart.
pub(super) struct Outline<'a> {
    pub(super) page: &'a Page,
    pub(super) lines: Vec<Line<'a>>,
    /// One a page element, in the same order; never empty.
    pub(super) parts: Vec<Part>,
}

impl<'a> Outline<'a> {
    /// Takes a page apart. Parents that do not come before their children count as `body`.
    pub(super) fn of(page: &'a Page) -> Self {
        let mut parts = parts(page);
        let last = parts.len() - 1;
        let element = |block: &Block| (block.element as usize).min(last);
        let visible = page.blocks.iter().enumerate().filter(|(_, block)| !block.hidden);
        let mut lines: Vec<Line> = visible
            .map(|(index, block)| {
                let unit = unit(page, &parts, element(block));
                let words = phrases::words(&block.text);
                let wording = Wording::of(&block.text, &words, block.linked);
                Line { block, index, words, wording, unit, container: unit }
            })
            .collect();
        let mut direct = vec![0u32; parts.len()];
        lines.iter().for_each(|line| direct[line.unit] += 1);
        for (at, line) in lines.iter_mut().enumerate() {
            if direct[line.unit] < 2 {
                line.container = parts[line.unit].parent.unwrap_or(line.unit);
            }
            parts[line.container].own_prose += line.wording.prose;
            let part = &mut parts[element(line.block)];
            part.prose += line.wording.prose;
            part.characters += line.wording.characters;
            part.linked += line.wording.characters * line.wording.linked;
            part.lines += 1.0;
            part.notices += line.wording.notices;
            part.biography += line.wording.biography;
            part.prose_lines += f32::from(u8::from(line.wording.prose > 0.0));
            part.first = part.first.min(at);
        }
        for at in (1..parts.len()).rev() {
            let part = parts[at].clone();
            if let Some(parent) = part.parent {
                let parent = &mut parts[parent];
                parent.prose += part.prose;
                parent.characters += part.characters;
                parent.linked += part.linked;
                parent.lines += part.lines;
                parent.notices += part.notices;
                parent.biography += part.biography;
                parent.prose_lines += part.prose_lines;
                parent.first = parent.first.min(part.first);
            }
        }
        Outline { page, lines, parts }
    }

    /// The element of a line's block.
    pub(super) fn element(&self, line: &Line) -> usize {
        (line.block.element as usize).min(self.parts.len() - 1)
    }

    /// Level of the heading that a line stands in, at most three elements up; 0 for none.
    pub(super) fn heading_level(&self, line: &Line) -> f32 {
        let up = |at: &usize| self.parts[*at].parent;
        let tags = std::iter::successors(Some(self.element(line)), up).take(4).filter_map(|at| self.page.elements.get(at));
        let level = |tag: &str| match tag.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(f32::from(level - b'0')),
            _ => None,
        };
        tags.filter_map(|element| level(&element.tag)).next().unwrap_or_default()
    }

    /// The container with the most prose of its own; of equals the first.
    pub(super) fn core(&self) -> usize {
        let mut core = 0;
        for (at, part) in self.parts.iter().enumerate() {
            if part.own_prose > self.parts[core].own_prose {
                core = at;
            }
        }
        core
    }

    /// For each element, how it stands to `goal`.
    pub(super) fn ways_to(&self, goal: usize) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::with_capacity(self.parts.len());
        let mut around = vec![false; self.parts.len()];
        let mut at = Some(goal);
        while let Some(element) = at {
            around[element] = true;
            at = self.parts[element].parent;
        }
        for (at, part) in self.parts.iter().enumerate() {
            let way = match part.parent {
                _ if around[at] => Way { up: 0.0, branch: at, meet: at },
                Some(parent) => {
                    let Way { up, branch, meet } = ways[parent];
                    Way { up: up + 1.0, branch: if around[parent] { at } else { branch }, meet }
                }
                None => Way { up: 0.0, branch: at, meet: at },
            };
            ways.push(way);
        }
        ways
    }

    /// Hint-free path of tags around an element, five levels up, as one number.
    pub(super) fn tag_paths(&self) -> Vec<u64> {
        let mut tags = Numbering::default();
        let numbers: Vec<u64> = self.page.elements.iter().map(|element| u64::from(tags.of(&element.tag) + 1).min(0xfff)).collect();
        let up = |element: &usize| self.parts[*element].parent;
        (0..self.parts.len())
            .map(|at| {
                std::iter::successors(Some(at), up).take(5).fold(0, |path, at| path << 12 | numbers.get(at).copied().unwrap_or_default())
            })
            .collect()
    }
}

/// How an element stands to another one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Levels up to where both meet.
    pub(super) up: f32,
    /// The outermost ancestor that does not hold the other; the meeting element itself where this element holds the other.
    pub(super) branch: usize,
    /// The innermost element that holds both.
    pub(super) meet: usize,
}

fn parts(page: &Page) -> Vec<Part> {
    let mut names = Numbering::default();
    let mut kinds = Numbering::default();
    let mut parts: Vec<Part> = Vec::with_capacity(page.elements.len().max(1));
    for (at, element) in page.elements.iter().enumerate() {
        let parent =
            if at == 0 { None } else { Some(element.parent.map_or(0, |parent| parent as usize)).map(|p| if p < at { p } else { 0 }) };
        let name = names.of((&*element.tag, &*element.hint));
        let mut part = Part { parent, name, first: usize::MAX, kinds: [FAR; KINDS.len()], purposes: [FAR; PURPOSES], ..Part::default() };
        if let Some(parent) = parent.map(|parent| &parts[parent]) {
            part.depth = parent.depth + 1.0;
            part.kinds = parent.kinds.map(|levels| (levels + 1).min(FAR));
            part.purposes = parent.purposes.map(|levels| (levels + 1).min(FAR));
            part.article = parent.article;
        }
        for (levels, (_, tags)) in part.kinds.iter_mut().zip(KINDS) {
            if tags.contains(&&*element.tag) {
                *levels = 0;
            }
        }
        // What body is named after is not what its parts are for.
        let purposes = if at == 0 { 0 } else { hints::purposes(&element.hint) };
        part.kind = kinds.of((parent, &*element.tag, purposes));
        for (purpose, levels) in part.purposes.iter_mut().enumerate() {
            if purposes >> purpose & 1 == 1 {
                *levels = 0;
            }
        }
        if element.tag == "article" {
            part.article = Some(at);
        }
        parts.push(part);
    }
    if parts.is_empty() {
        parts.push(Part { first: usize::MAX, kinds: [FAR; KINDS.len()], purposes: [FAR; PURPOSES], ..Part::default() });
    }
    parts
}

/// The innermost block-level element around an element, itself included.
fn unit(page: &Page, parts: &[Part], element: usize) -> usize {
    let mut at = element;
    while page.elements.get(at).is_some_and(|e| INLINE.binary_search(&&*e.tag).is_ok()) {
        let Some(parent) = parts[at].parent else { break };
        at = parent;
    }
    at
}

/// Inline elements that hold text, sorted. Custom elements count as block-level here: they are mostly containers.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

impl Part {
    /// Levels up to the nearest element of a purpose.
    pub(super) fn to(&self, purpose: Purpose) -> u8 {
        self.purposes[purpose as usize]
    }
}
